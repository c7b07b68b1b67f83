"""One transaction, one winner, one link, one answer for one key: on both engines."""

import asyncio
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from governance.audit import Break, first_break, proof
from governance.charter.load import bundled_charter, bundled_laws, load_charter
from governance.database import Engine, translate
from governance.errors import NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role, system
from governance.schemas.bodies import Body, CharterText
from governance.services.bodies import charter_on, get_body
from governance.services.deeds import Record, deed
from governance.services.founding import found_body
from tests.app import NOW, SLUG, acting, amended
from tests.governance.claims import (
    CHAIRS,
    TASKS,
    BrokenPencilError,
    Claim,
    Claimed,
    a_clerk,
    claim_chair,
    claim_every_chair,
    claim_two,
    claims_allowed,
)

ROOT = Path(__file__).parents[2]
PROCESSES = 2
SECONDS = 60
ANA = Claim(chair=1, name="Ana")


@pytest.fixture(autouse=True)
def _claims() -> Iterator[None]:
    with claims_allowed():
        yield


async def everything(engine: Engine) -> dict[str, int]:
    """Count what a deed can leave behind."""
    tables = ("person", "audit", "audit_secret", "idempotency", "outbox")
    counts = {}
    for table in tables:
        rows = await engine.read(f"SELECT count(*) AS number FROM {table}")
        counts[table] = rows[0]["number"]
    (body,) = await engine.read("SELECT revision FROM body")
    return {**counts, "revision": body["revision"]}


async def chain(engine: Engine) -> list[tuple[str, str]]:
    rows = await engine.read("SELECT entry, digest FROM audit ORDER BY seq")
    return [(row["entry"], row["digest"]) for row in rows]


async def outcome(deed: Awaitable[object]) -> object:
    """Return a deed's answer, or why it was refused."""
    try:
        return await deed
    except OutOfOrderError as refused:
        return str(refused)


async def test_a_deed_leaves_its_row_its_link_its_secret_and_a_revision(
    engine: Engine, board: Body
) -> None:
    before = await everything(engine)
    assert await claim_chair(a_clerk(), ANA) == Claimed(chair=1, name="Ana", since=NOW.date())
    after = await everything(engine)
    assert {name: after[name] - before[name] for name in after} == {
        "person": 1, "audit": 1, "audit_secret": 1, "idempotency": 0, "outbox": 0, "revision": 1,
    }  # fmt: skip


@pytest.mark.parametrize("key", [None, "a key of its own"])
async def test_a_deed_that_fails_after_its_first_write_leaves_nothing(
    engine: Engine, board: Body, key: str | None
) -> None:
    before = await everything(engine)
    with pytest.raises(BrokenPencilError):
        await claim_chair(a_clerk(key=key), Claim(chair=1, name="Ana", fails=True))
    assert await everything(engine) == before
    assert await claim_chair(a_clerk(key=key), ANA)


async def test_of_two_joined_deeds_the_second_takes_the_first_along(
    engine: Engine, board: Body
) -> None:
    before = await everything(engine)
    with pytest.raises(OutOfOrderError, match=r"Chair 1 is taken\."):
        await claim_two(a_clerk(), ANA, ANA)
    assert await everything(engine) == before


async def test_joined_deeds_are_one_link_with_both_changes(engine: Engine, board: Body) -> None:
    await claim_two(a_clerk(), ANA, Claim(chair=2, name="Ben"))
    entry = json.loads((await chain(engine))[-1][0])
    assert entry["deed"] == "claim_two"
    assert [change["subject"] for change in entry["changes"]] == ["chair:1", "chair:2"]
    assert (await get_body(SLUG)).revision == board.revision + 1


async def test_what_the_database_refuses_is_undone_and_not_called_the_law(
    engine: Engine, board: Body
) -> None:
    @deed
    async def claim_chair(record: Record) -> None:
        """Write the same link twice."""
        await engine.write(
            "INSERT INTO audit (id, body, seq, entry, digest) "
            "SELECT $1, body, seq, entry, digest FROM audit",
            uuid4(),
        )

    before = await everything(engine)
    with pytest.raises((sqlite3.IntegrityError, asyncpg.UniqueViolationError)) as caught:
        await claim_chair(a_clerk())
    violation = translate(caught.value)
    assert violation is not None
    assert violation.name == "audit_one_link"
    assert await everything(engine) == before


async def test_what_the_database_refuses_has_words_where_it_is_explained(
    engine: Engine, board: Body
) -> None:
    same_day = bundled_charter(SLUG)
    before = await everything(engine)
    with pytest.raises(OutOfOrderError, match="already a version of this charter of that day"):
        await amended(acting(Role.ADMINISTRATOR), same_day)
    assert await everything(engine) == before


async def test_of_two_rivals_one_wins_and_the_other_hears_why(engine: Engine, board: Body) -> None:
    claims = (Claim(chair=1, name=name) for name in ("Ana", "Ben"))
    said = await asyncio.gather(*(outcome(claim_chair(a_clerk(), each)) for each in claims))
    assert "Chair 1 is taken." in said
    assert sum(isinstance(each, Claimed) for each in said) == 1
    assert (await everything(engine))["person"] == 1


async def test_of_many_rivals_one_wins_each_chair_and_the_chain_holds(
    engine: Engine, board: Body
) -> None:
    names = [f"rival {number}" for number in range(6)]
    said = await asyncio.gather(*(claim_every_chair(name) for name in names))
    lines = Counter(line for each in said for line in each)
    for chair in range(1, CHAIRS + 1):
        assert lines[f"Chair {chair} is taken."] == len(names) - 1
    assert (await everything(engine))["person"] == CHAIRS
    assert (await get_body(SLUG)).revision == board.revision + CHAIRS
    assert first_break(await chain(engine)) is None


async def test_rivals_in_several_processes_are_rivals_all_the_same(
    engine: Engine, database_url: str, board: Body
) -> None:
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.governance.claims", database_url, f"rival {number}",
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    async with asyncio.timeout(SECONDS):
        for rival in rivals:
            assert rival.stdout is not None
            assert await rival.stdout.readline() == b"ready\n"
        printed = await asyncio.gather(*(rival.communicate(b"go\n") for rival in rivals))
    lines = Counter(line for out, _ in printed for line in json.loads(out))
    for chair in range(1, CHAIRS + 1):
        assert lines[f"Chair {chair} is taken."] == PROCESSES * TASKS - 1
    assert (await everything(engine))["person"] == CHAIRS
    assert first_break(await chain(engine)) is None


async def test_a_repeated_key_answers_the_same_and_does_nothing_twice(
    engine: Engine, board: Body
) -> None:
    first = await claim_chair(a_clerk(key="once"), ANA)
    before = await everything(engine)
    tomorrow = replace(a_clerk(key="once"), at=datetime(2026, 11, 22, 15, 0, tzinfo=UTC))
    assert await claim_chair(tomorrow, ANA) == first
    assert await everything(engine) == before


async def test_a_key_whose_repeats_run_at_once_answers_both_the_same(
    engine: Engine, board: Body
) -> None:
    repeats = (claim_chair(a_clerk(key="once"), ANA) for _ in range(4))
    answers = await asyncio.gather(*repeats)
    assert answers == [Claimed(chair=1, name="Ana", since=NOW.date())] * 4
    assert (await get_body(SLUG)).revision == board.revision + 1


async def test_a_key_does_for_one_wish_alone(engine: Engine, board: Body) -> None:
    await claim_chair(a_clerk(key="once"), ANA)
    for other in (Claim(chair=2, name="Ana"), Claim(chair=1, name="Ana ")):
        with pytest.raises(OutOfOrderError, match="already used for something else"):
            await claim_chair(a_clerk(key="once"), other)
    with pytest.raises(OutOfOrderError, match="already used for something else"):
        await claim_two(a_clerk(key="once"), ANA, ANA)
    assert (await everything(engine))["person"] == 1


async def test_a_key_of_another_account_is_another_key(engine: Engine, board: Body) -> None:
    one, other = uuid4(), uuid4()
    await claim_chair(a_clerk(account=one, key="once"), ANA)
    ben = Claim(chair=2, name="Ben")
    assert (await claim_chair(a_clerk(account=other, key="once"), ben)).name == "Ben"
    with pytest.raises(OutOfOrderError, match="Chair 1 is taken"):
        await claim_chair(a_clerk(account=uuid4(), key="once"), ANA)


async def test_without_a_key_a_repeat_is_a_deed_of_its_own(engine: Engine, board: Body) -> None:
    await claim_chair(a_clerk(), ANA)
    with pytest.raises(OutOfOrderError, match="Chair 1 is taken"):
        await claim_chair(a_clerk(), ANA)


async def test_the_wrong_role_nobody_and_a_lost_role_are_refused_before_anything(
    engine: Engine, board: Body
) -> None:
    before = await everything(engine)
    for actor in (acting(Role.CHAIR), acting(), acting(*set(Role) - {Role.CLERK, Role.SYSTEM})):
        with pytest.raises(NotAllowedError) as refused:
            await claim_chair(actor, ANA)
        assert refused.value.signed_in == bool(actor.grants)
    assert await everything(engine) == before
    await claim_chair(a_clerk(key="once"), ANA)
    with pytest.raises(NotAllowedError):
        await claim_chair(replace(a_clerk(key="once"), grants=frozenset()), ANA)


async def test_a_scheduled_job_may_do_every_deed(engine: Engine, board: Body) -> None:
    await claim_chair(system(SLUG, NOW), ANA)
    entry = json.loads((await chain(engine))[-1][0])
    assert entry["by"] == {"account": None, "roles": ["system"]}


async def test_a_deed_for_a_body_that_is_not_there_is_not_found(
    engine: Engine, board: Body
) -> None:
    with pytest.raises(NotFoundError):
        await claim_chair(replace(a_clerk(), body="nowhere"), ANA)


async def test_the_day_of_a_deed_is_the_day_where_the_body_is(engine: Engine, board: Body) -> None:
    late = datetime(2026, 7, 1, 3, 59, tzinfo=UTC)
    assert (await claim_chair(a_clerk(at=late), ANA)).since == date(2026, 6, 30)
    midnight = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
    ben = Claim(chair=2, name="Ben")
    assert (await claim_chair(a_clerk(at=midnight), ben)).since == date(2026, 7, 1)


async def test_a_link_says_who_when_what_under_which_law(engine: Engine, board: Body) -> None:
    account = uuid4()
    await claim_chair(a_clerk(account=account), ANA)
    entries = await chain(engine)
    entry = json.loads(entries[-1][0])
    assert entry["body"] == SLUG
    assert entry["seq"] == len(entries)
    assert entry["at"] == "2026-11-21T15:00:00+00:00"
    assert entry["by"] == {"account": str(account), "roles": ["clerk"]}
    assert entry["law"] == (await charter_on(board, NOW.date())).digest
    assert entry["previous"] == entries[-2][1]


async def test_a_private_value_is_in_no_entry_and_is_proven_by_its_salt(
    engine: Engine, board: Body
) -> None:
    await claim_chair(a_clerk(), Claim(chair=1, name="Zebulon"))
    entries = await chain(engine)
    assert "zebulon" not in "".join(text for text, _ in entries).casefold()
    (secret,) = await engine.read("SELECT seq, field, salt, value FROM audit_secret")
    assert (secret["seq"], secret["value"]) == (len(entries), '"Zebulon"')
    change = json.loads(entries[-1][0])["changes"][0]
    assert change["after"]["name"] == {"private": proof(secret["salt"], secret["value"])}


@pytest.mark.parametrize(
    "sql",
    ["UPDATE audit SET entry = '{}'", "UPDATE audit SET seq = seq + 100", "DELETE FROM audit"],
)
async def test_the_record_can_only_grow(engine: Engine, board: Body, sql: str) -> None:
    await claim_chair(a_clerk(), ANA)
    with pytest.raises(Exception, match="audit_append_only"):
        async with engine.transaction():
            await engine.write(sql)
    assert first_break(await chain(engine)) is None


async def test_what_was_changed_past_the_guards_is_named(engine: Engine, board: Body) -> None:
    for number in range(1, 4):
        await claim_chair(a_clerk(), Claim(chair=number, name="Ana"))
    entries = await chain(engine)
    text = entries[2][0].replace("chair:2", "chair:7")
    forged = [*entries[:2], (text, entries[2][1]), *entries[3:]]
    assert first_break(forged) == Break(3, "its content does not give its link: it was changed")


async def test_a_deed_is_judged_by_the_law_of_its_day(engine: Engine, board: Body) -> None:
    text = bundled_charter(SLUG).replace(
        "in_force_since = 2019-05-21", "in_force_since = 2027-01-01"
    )
    await amended(acting(Role.ADMINISTRATOR), text)
    old, new = [await charter_on(board, day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert old.digest != new.digest
    for chair, (moment, law) in enumerate(
        [
            (datetime(2027, 1, 1, 4, 59, tzinfo=UTC), old),
            (datetime(2027, 1, 1, 5, 0, tzinfo=UTC), new),
            (NOW, old),
        ]
    ):
        await claim_chair(a_clerk(at=moment), Claim(chair=chair, name="Ana"))
        assert json.loads((await chain(engine))[-1][0])["law"] == law.digest


async def test_before_the_first_law_there_is_no_deed(engine: Engine, board: Body) -> None:
    too_early = datetime(2019, 5, 21, 3, 59, tzinfo=UTC)
    before = await everything(engine)
    with pytest.raises(NotFoundError, match=r"No law of .* was in force"):
        await claim_chair(a_clerk(at=too_early), ANA)
    assert await everything(engine) == before
    assert await claim_chair(a_clerk(at=datetime(2019, 5, 21, 4, 0, tzinfo=UTC)), ANA)


async def test_bodies_have_chains_and_revisions_of_their_own(engine: Engine, board: Body) -> None:
    text = (ROOT / "tests" / "governance" / "charter" / "other_body.toml").read_text("utf-8")
    other = load_charter(text, bundled_laws()).body.slug
    founder = replace(acting(Role.ADMINISTRATOR), body=other)
    await found_body(founder, CharterText(text=text))
    await claim_chair(replace(a_clerk(key="once"), body=other), ANA)
    await claim_chair(a_clerk(key="once"), Claim(chair=2, name="Ben"))
    rows = await engine.read(
        "SELECT slug, seq FROM audit JOIN body ON body.id = audit.body "
        "JOIN idempotency ON idempotency.body = body.id ORDER BY slug, seq"
    )
    links = [(row["slug"], row["seq"]) for row in rows]
    assert links == sorted((slug, seq) for slug in (SLUG, other) for seq in (1, 2))
    assert (await get_body(SLUG)).revision == (await get_body(other)).revision == 2
