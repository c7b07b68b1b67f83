"""A chain is proven from its export alone, and the first entry that was touched is named."""

import json
from collections.abc import Callable

import pytest

from governance.audit import BEGINNING, canonical, link
from governance.database import Engine
from governance.errors import BadInputError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.schemas.bodies import Body
from governance.services.accounts import create_account
from governance.services.chains import export_chain, verify_chain, verify_export
from governance.services.roles import grant_role
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, acting

Lines = list[bytes]


@pytest.fixture
async def export(board: Body) -> Lines:
    """The export of a chain of four links."""
    wish = AccountWish(email="clerk@city.example", name="Clerk", password=PASSWORD)
    account = await create_account(wish, at=NOW)
    for role in (Role.CLERK, Role.MEMBER, Role.CHAIR):
        grant = RoleGrant(account=account.id, role=role, since=LONG_AGO)
        await grant_role(acting(Role.ADMINISTRATOR), grant)
    return [line async for line in export_chain(board)]


def heads(export: Lines) -> list[str]:
    return [json.loads(line)["digest"] for line in export[1:]]


def rewritten(export: Lines) -> Lines:
    """Return the export of a chain that somebody made anew from its second entry on."""
    head, lines = BEGINNING, []
    for line in export[1:]:
        entry = json.loads(json.loads(line)["entry"])
        if entry["seq"] >= 2:
            entry["by"]["roles"] = ["clerk"]
        text = canonical({**entry, "previous": head})
        head = link(text)
        lines.append(json.dumps({"seq": entry["seq"], "entry": text, "digest": head}).encode())
    header = {**json.loads(export[0]), "head": head}
    return [json.dumps(header).encode(), *lines]


async def test_an_export_proves_itself(export: Lines, board: Body) -> None:
    verdict = verify_export(export)
    assert (verdict.holds, verdict.body, verdict.length) == (True, SLUG, 4)
    assert verdict.head == heads(export)[-1]
    assert await verify_chain(board) == verdict


async def test_a_chain_that_has_grown_holds_under_every_head_it_ever_had(export: Lines) -> None:
    for head in (BEGINNING, *heads(export)):
        assert verify_export(export, head=head).holds


def touched(export: Lines) -> Lines:
    return [*export[:3], export[3].replace(b"member", b"keeper"), export[4]]


def one_missing(export: Lines) -> Lines:
    return [*export[:2], *export[3:]]


def two_swapped(export: Lines) -> Lines:
    return [*export[:2], export[3], export[2], export[4]]


def cut(export: Lines) -> Lines:
    return export[:-1]


def half_a_line(export: Lines) -> Lines:
    return [*export[:4], export[4][:40]]


def garbage(export: Lines) -> Lines:
    return [*export[:2], b"\xff\xfe\n", *export[3:]]


def another_head(export: Lines) -> Lines:
    return [json.dumps({**json.loads(export[0]), "head": "0" * 64}).encode(), *export[1:]]


@pytest.mark.parametrize(
    ("change", "entry", "why"),
    [
        (touched, 3, "its content does not give its link"),
        (one_missing, 2, "it calls itself entry 3"),
        (two_swapped, 2, "it calls itself entry 3"),
        (cut, 4, "the export has 3 links and speaks of 4"),
        (half_a_line, 4, "its content does not give its link"),
        (garbage, 2, "its content does not give its link"),
        (another_head, 5, "does not end in the head that it names"),
    ],
)
async def test_the_first_broken_entry_is_named(
    export: Lines, change: Callable[[Lines], Lines], entry: int, why: str
) -> None:
    verdict = verify_export(change(export))
    assert (verdict.holds, verdict.broken_at) == (False, entry)
    assert why in verdict.reason


async def test_a_cut_tail_with_a_mended_header_is_seen_by_a_head_from_elsewhere(
    export: Lines,
) -> None:
    published = heads(export)[-1]
    header = {**json.loads(export[0]), "length": 3, "head": heads(export)[-2]}
    mended = [json.dumps(header).encode(), *export[1:-1]]
    assert verify_export(mended).holds
    assert not verify_export(mended, head=published).holds


async def test_a_chain_made_anew_is_seen_by_a_head_from_elsewhere(export: Lines) -> None:
    published = heads(export)[-1]
    assert verify_export(rewritten(export)).holds
    verdict = verify_export(rewritten(export), head=published)
    assert (verdict.holds, verdict.broken_at) == (False, 5)


async def test_a_row_changed_in_the_database_is_found(board: Body, engine: Engine) -> None:
    async with engine.transaction():
        await _without_the_guard(engine)
        await engine.write("UPDATE audit SET entry = replace(entry, 'found_body', 'find_body')")
    verdict = await verify_chain(board)
    assert (verdict.holds, verdict.broken_at) == (False, 1)


async def _without_the_guard(engine: Engine) -> None:
    if engine.engine_type == "postgres":
        await engine.write("DROP TRIGGER audit_append_only ON audit")
    else:
        await engine.write("DROP TRIGGER audit_append_only_update")


@pytest.mark.parametrize("content", [[], [b""], [b"{}"], [b"\xff"], [b"[1]"], [b'{"body": 1}']])
def test_what_is_no_export_is_refused(content: Lines) -> None:
    with pytest.raises(BadInputError):
        verify_export(content)
