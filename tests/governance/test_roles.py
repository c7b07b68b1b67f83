"""Which roles somebody has on a day, and what each of them lets do."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from governance.errors import BadInputError, NotAllowedError, NotFoundError
from governance.rules.access import Actor, Grant, Role, system
from governance.rules.permissions import PERMISSIONS, SIGNED_IN, may, require_permission
from governance.schemas.accounts import Account, RoleEnd, RoleGrant, RoleView, SignIn
from governance.schemas.bodies import Body
from governance.services.accounts import KEYS_KEPT, forget_expired, session_account, sign_in
from governance.services.roles import bodies_of, end_role, grant_role, grants_of, roles_in
from tests.app import NOW, PASSWORD, SLUG, acting
from tests.governance.signing import SECOND, ana  # noqa: F401 (fixtures)


async def test_the_table_gives_each_role_what_it_says_and_no_more() -> None:
    for permission, allowed in PERMISSIONS.items():
        for role in Role:
            expected = role in allowed or role is Role.SYSTEM
            assert may(acting(role), permission) == expected, (permission, role)
        assert not may(acting(), permission)


def test_the_role_of_scheduled_jobs_is_in_no_row_and_in_every_right() -> None:
    assert not any(Role.SYSTEM in allowed for allowed in PERMISSIONS.values())
    assert all(may(system(SLUG, NOW), permission) for permission in PERMISSIONS)


def test_nobody_is_told_to_sign_in_and_somebody_that_their_roles_do_not_do() -> None:
    nobody = Actor(body=SLUG, at=NOW)
    stranger = replace(nobody, account=uuid4())
    for actor, signed_in in ((nobody, False), (stranger, True)):
        with pytest.raises(NotAllowedError) as refused:
            require_permission(actor, "grant_role")
        assert refused.value.signed_in is signed_in
    assert may(stranger, SIGNED_IN)
    assert not may(nobody, SIGNED_IN)


JUNE_30, JULY_1 = date(2027, 6, 30), date(2027, 7, 1)
ADMINISTRATOR = acting(Role.ADMINISTRATOR)


async def a_chair(ana: Account, *, until: date | None = JULY_1) -> RoleView:
    wish = RoleGrant(account=ana.id, role=Role.CHAIR, since=date(2026, 7, 1), until=until)
    return await grant_role(ADMINISTRATOR, wish)


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (JUNE_30, True),
        (JULY_1, False),
    ],
)
async def test_a_chair_is_chair_from_the_first_to_the_last_day(
    board: Body, ana: Account, on: date, there: bool
) -> None:
    await a_chair(ana)
    held = await grants_of(ana.id, board.id, on)
    assert held == ({Grant(Role.CHAIR)} if there else set())
    at = datetime.combine(on, time(12), ZoneInfo(board.timezone))
    assert [each.slug for each in await bodies_of(ana.id, at)] == ([SLUG] if there else [])
    assert [view.role for view in await roles_in(board.id, on)] == [Role.CHAIR] * there


async def test_a_role_without_an_end_goes_on(board: Body, ana: Account) -> None:
    await a_chair(ana, until=None)
    assert await grants_of(ana.id, board.id, date(9999, 12, 31)) == {Grant(Role.CHAIR)}


async def test_a_role_that_is_ended_ends_on_its_day(board: Body, ana: Account) -> None:
    granted = await a_chair(ana, until=None)
    wish = RoleEnd(account=ana.id, role=Role.CHAIR, on=JULY_1)
    assert await end_role(ADMINISTRATOR, wish) == RoleView(
        account=ana.id, role=Role.CHAIR, authority="", since=granted.since, until=JULY_1
    )
    assert await grants_of(ana.id, board.id, JUNE_30)
    assert not await grants_of(ana.id, board.id, JULY_1)
    with pytest.raises(NotFoundError):
        await end_role(ADMINISTRATOR, wish)


async def test_a_role_ended_before_it_begins_never_begins(board: Body, ana: Account) -> None:
    await a_chair(ana)
    ended = await end_role(
        ADMINISTRATOR, RoleEnd(account=ana.id, role=Role.CHAIR, on=date(2026, 6, 1))
    )
    assert ended.since == ended.until == date(2026, 7, 1)
    assert not await grants_of(ana.id, board.id, date(2026, 7, 1))


async def test_an_authority_s_staff_act_for_that_authority_alone(board: Body, ana: Account) -> None:
    wish = RoleGrant(account=ana.id, role=Role.AUTHORITY, authority="mayor", since=date(2026, 1, 1))
    await grant_role(ADMINISTRATOR, wish)
    held = await grants_of(ana.id, board.id, NOW.date())
    assert held == {Grant(Role.AUTHORITY, "mayor")}


async def test_what_cannot_be_granted(board: Body, ana: Account) -> None:
    good = RoleGrant(account=ana.id, role=Role.CHAIR, since=JULY_1, until=JULY_1)
    refusals: list[tuple[RoleGrant, type[Exception]]] = [
        (RoleGrant(account=ana.id, role=Role.SYSTEM, since=JULY_1), BadInputError),
        (RoleGrant(account=ana.id, role=Role.CHAIR, since=JULY_1, until=JUNE_30), BadInputError),
        (RoleGrant(account=uuid4(), role=Role.CHAIR, since=JULY_1), NotFoundError),
    ]
    for wish, error in refusals:
        with pytest.raises(error):
            await grant_role(ADMINISTRATOR, wish)
    await grant_role(ADMINISTRATOR, good)
    assert not await grants_of(ana.id, board.id, JULY_1)


async def test_a_role_is_granted_by_administrators_alone(board: Body, ana: Account) -> None:
    wish = RoleGrant(account=ana.id, role=Role.ADMINISTRATOR, since=JULY_1)
    for role in set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM}:
        with pytest.raises(NotAllowedError):
            await grant_role(acting(role), wish)


async def test_what_ended_is_forgotten_and_what_counts_is_kept(ana: Account) -> None:
    _, token = await sign_in(SignIn(email=ana.email, password=PASSWORD), at=NOW, hours=12)
    assert await forget_expired(NOW + timedelta(hours=12) - SECOND) == (0, 0)
    assert await session_account(token, at=NOW) is not None
    assert await forget_expired(NOW + timedelta(hours=12)) == (1, 0)
    assert await session_account(token, at=NOW) is None


async def test_a_key_is_kept_for_a_month(board: Body, ana: Account) -> None:
    wish = RoleGrant(account=ana.id, role=Role.STAFF, since=date(2026, 7, 1))
    await grant_role(replace(ADMINISTRATOR, key="once"), wish)
    assert await forget_expired(NOW + KEYS_KEPT - SECOND) == (0, 0)
    assert await forget_expired(NOW + KEYS_KEPT) == (0, 1)
