from datetime import date

import pytest

from appointments.schemas.appointments import ServiceEnd
from appointments.schemas.vacancies import Notices, VacancyView
from appointments.services.departures import end_service
from appointments.services.due import due
from appointments.services.notices import send_notices
from appointments.services.vacancies import get_vacancy, vacancies_of
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.schemas.bodies import Body
from governance.services.accounts import create_account
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.roles import grant_role
from tests.app import PASSWORD, SLUG, acting
from tests.appointments.makers import CHARTER, a_full_board, clerk, staggered

ADDRESSES = {name: f"{name}@city.example" for name in ("mayor", "council", "alliance")}


async def vacated(on: date) -> VacancyView:
    """A vacancy in South since a day in 2026 or 2027."""
    first = date(2026, 1, 5)
    second = await staggered(first, await a_full_board(first))
    wish = ServiceEnd(ground="death", on=on)
    ended = await end_service(clerk(on), second["south"].id, wish)
    assert ended.vacancy is not None
    return await get_vacancy(await _body(), CHARTER, ended.vacancy, on)


async def _body() -> Body:
    return await get_body(SLUG)


async def test_the_clock_shows_the_raw_and_the_rolled_day(board: Body) -> None:
    found = await vacated(date(2026, 12, 14))
    assert (found.raw, found.due) == (date(2027, 2, 12), date(2027, 2, 16))
    assert found.due_clause == "18-4K"
    assert "Lincoln" in found.why_due
    day_of, day_after = found.due, date(2027, 2, 17)
    assert not (await get_vacancy(board, CHARTER, found.id, day_of)).overdue
    assert (await get_vacancy(board, CHARTER, found.id, day_after)).overdue


async def test_three_notices_go_out_once(board: Body) -> None:
    on = date(2026, 12, 14)
    found = await vacated(on)
    told = await send_notices(clerk(on), found.id, Notices(addresses=ADDRESSES))
    assert all(each.sent_at for each in told.notices)
    letters = [each for each in await list_letters(board) if each.kind == "vacancy_notice"]
    assert {each.recipient for each in letters} == set(ADDRESSES.values())
    assert all("February 16, 2027" in each.text for each in letters)
    with pytest.raises(OutOfOrderError):
        await send_notices(clerk(on), found.id, Notices(addresses=ADDRESSES))


async def test_without_every_address_no_notice_goes_out(board: Body) -> None:
    on = date(2026, 12, 14)
    found = await vacated(on)
    with pytest.raises(BadInputError, match="City Council"):
        await send_notices(clerk(on), found.id, Notices(addresses={"mayor": "m@city.example"}))
    again = await get_vacancy(board, CHARTER, found.id, on)
    assert not any(each.sent_at for each in again.notices)


async def test_an_authority_s_own_accounts_are_written_to(board: Body) -> None:
    on = date(2026, 12, 14)
    found = await vacated(on)
    for name, address in ADDRESSES.items():
        wish = AccountWish(email=address, name=name, password=PASSWORD)
        account = await create_account(wish, at=clerk(on).at)
        role = RoleGrant(account=account.id, role=Role.AUTHORITY, authority=name, since=on)
        await grant_role(acting(Role.ADMINISTRATOR), role)
    await send_notices(clerk(on), found.id, Notices())
    letters = [each for each in await list_letters(board) if each.kind == "vacancy_notice"]
    assert {each.recipient for each in letters} == set(ADDRESSES.values())


async def test_a_vacancy_of_nobody_is_not_found(board: Body) -> None:
    with pytest.raises(NotFoundError):
        await send_notices(clerk(date(2026, 12, 14)), board.id, Notices())
    assert await vacancies_of(board, CHARTER, date(2026, 12, 14)) == []


async def test_what_is_due_names_clock_and_clause(board: Body) -> None:
    on = date(2026, 12, 14)
    found = await vacated(on)
    items = {str(each.what): each for each in await due(board, CHARTER, on)}
    fill = items["Fill South District"]
    assert (fill.raw, fill.day, fill.clause) == (found.raw, found.due, "18-4K")
    assert fill.why_rolled is not None
    told = next(each for what, each in items.items() if what.startswith("Send notice"))
    assert told.day == date(2026, 12, 16)
    oaths = [each for what, each in items.items() if what.startswith("Oath of")]
    assert {each.clause for each in oaths} == {"POL 30(1)(h)"}
    await send_notices(clerk(on), found.id, Notices(addresses=ADDRESSES))
    later = [str(each.what) for each in await due(board, CHARTER, on)]
    assert not any(what.startswith("Send notice") for what in later)


async def test_a_holdover_is_advice_and_a_term_s_end_is_announced(board: Body) -> None:
    first = date(2026, 1, 5)
    await staggered(first, await a_full_board(first))
    ahead = {str(each.what): each for each in await due(board, CHARTER, date(2027, 4, 1))}
    ends = [each for what, each in ahead.items() if what.startswith("The term of")]
    assert {each.day for each in ends} == {date(2027, 6, 30)}
    assert len(ends) == 3
    early = [str(each.what) for each in await due(board, CHARTER, date(2027, 3, 31))]
    assert not any(what.startswith("The term of") for what in early)
    after = await due(board, CHARTER, date(2027, 7, 1))
    held = [each for each in after if "holding over" in str(each.what)]
    assert len(held) == 3
    assert all(each.advisory and each.clause == "POL 5" for each in held)
    assert {each.raw for each in held} == {date(2027, 8, 29)}


async def test_an_incomplete_first_board_is_due(board: Body) -> None:
    [item] = await due(board, CHARTER, date(2019, 6, 3))
    assert str(item.what) == "Appoint the first board"
    assert item.raw == date(2019, 7, 20)
