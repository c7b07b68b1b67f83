from datetime import date

import pytest

from appointments.schemas.appointments import AppointmentView, ServiceEnd
from appointments.services.departures import end_service
from appointments.services.history import get_appointment, history_of
from appointments.services.seats import members_in_office, seats_on
from appointments.services.vacancies import get_vacancy, vacancies_of
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body
from governance.services.accounts import create_account
from governance.services.roles import grants_of
from tests.app import PASSWORD
from tests.appointments.makers import CHARTER, a_full_board, appointed, clerk, staggered

FIRST = date(2020, 1, 21)
DELIVERED = date(2021, 3, 1)


@pytest.fixture
async def south(board: Body) -> AppointmentView:
    """A member whose term runs to the end of June 2023."""
    return (await staggered(FIRST, await a_full_board(FIRST)))["south"]


def resignation(stated: date | None = None, to: str = "City Clerk") -> ServiceEnd:
    return ServiceEnd(ground="resignation", on=stated, delivered_on=DELIVERED, delivered_to=to)


@pytest.mark.parametrize(
    ("stated", "effective"),
    [
        (None, DELIVERED),
        (date(2021, 3, 31), date(2021, 3, 31)),
        (date(2021, 4, 1), date(2021, 3, 31)),
    ],
)
async def test_a_resignation_opens_a_vacancy_on_its_day(
    board: Body, south: AppointmentView, stated: date | None, effective: date
) -> None:
    ended = await end_service(clerk(DELIVERED), south.id, resignation(stated))
    assert ended.effective_on == effective
    assert bool(ended.findings) == (stated not in (None, effective))
    found = await get_vacancy(board, CHARTER, ended.vacancy or south.id, DELIVERED)
    assert (found.seat, found.cause, found.effective_on) == ("south", "resignation", effective)
    in_office = {each.person for each in await members_in_office(board, effective)}
    assert south.person not in in_office
    assert len(in_office) == 8


async def test_a_letter_to_council_counts_and_is_pointed_out(
    board: Body, south: AppointmentView
) -> None:
    ended = await end_service(clerk(DELIVERED), south.id, resignation(to="City Council"))
    assert [each.clause for each in ended.findings] == ["POL 31(1)(h)"]


async def test_a_service_ends_once(board: Body, south: AppointmentView) -> None:
    await end_service(clerk(DELIVERED), south.id, resignation())
    with pytest.raises(OutOfOrderError):
        await end_service(clerk(DELIVERED), south.id, resignation())


@pytest.mark.parametrize(
    "wish",
    [
        ServiceEnd(ground="death"),
        ServiceEnd(ground="death", on=date(2021, 3, 2)),
        ServiceEnd(ground="resignation", on=DELIVERED),
        ServiceEnd(ground="resignation", delivered_on=date(2021, 3, 2), delivered_to="City Clerk"),
    ],
)
async def test_an_end_needs_a_day_that_has_come(
    board: Body, south: AppointmentView, wish: ServiceEnd
) -> None:
    with pytest.raises(BadInputError):
        await end_service(clerk(DELIVERED), south.id, wish)
    assert await vacancies_of(board, CHARTER, DELIVERED) == []


async def test_a_ground_the_law_does_not_name_is_not_found(
    board: Body, south: AppointmentView
) -> None:
    with pytest.raises(NotFoundError):
        await end_service(clerk(DELIVERED), south.id, ServiceEnd(ground="dislike", on=DELIVERED))


async def test_a_vacancy_is_filled_for_the_rest_of_the_term(
    board: Body, south: AppointmentView
) -> None:
    await end_service(clerk(DELIVERED), south.id, resignation())
    late = date(2021, 6, 1)
    [overdue] = await vacancies_of(board, CHARTER, late)
    assert overdue.overdue
    filled = await appointed(late, "south")
    assert (filled.kind, filled.term_until) == ("remainder", south.term_until)
    assert await vacancies_of(board, CHARTER, late) == []
    [closed] = await vacancies_of(board, CHARTER, late, only_open=False)
    assert closed.filled_by == filled.id
    assert not closed.overdue


async def test_a_vacancy_before_a_chosen_successor_is_filled_at_once(
    board: Body, south: AppointmentView
) -> None:
    ahead = date(2023, 6, 1)
    successor = await appointed(ahead, "south", since=date(2023, 7, 1))
    end = ServiceEnd(ground="death", on=date(2023, 6, 10))
    await end_service(clerk(date(2023, 6, 12)), south.id, end)
    assert await vacancies_of(board, CHARTER, date(2023, 6, 12)) == []
    states = {each.id: each for each in await seats_on(board, CHARTER, date(2023, 6, 12))}
    assert states["south"].status == "appointed"
    assert states["south"].following is not None
    assert states["south"].following.appointment == successor.id


async def test_a_holdover_who_resigns_leaves_the_seat_vacant(board: Body) -> None:
    east = (await staggered(FIRST, await a_full_board(FIRST)))["east"]
    on = date(2021, 9, 1)
    end = ServiceEnd(ground="resignation", delivered_on=on, delivered_to="City Clerk")
    await end_service(clerk(on), east.id, end)
    successor = await appointed(date(2021, 9, 20), "east")
    assert (successor.term_since, successor.term_until) == (date(2021, 9, 20), date(2024, 7, 1))
    assert (await get_appointment(board, east.id)).until == on


async def test_a_member_s_role_lasts_exactly_as_long_as_the_service(
    board: Body, south: AppointmentView
) -> None:
    wish = AccountWish(
        email="south@test.example", name="South", password=PASSWORD, person=south.person
    )
    account = await create_account(wish, at=clerk(DELIVERED).at)
    await end_service(clerk(DELIVERED), south.id, resignation())
    back = date(2024, 7, 9)
    await appointed(back, "south", south.person)
    assert {each.role for each in await grants_of(account.id, board.id, back)} == {Role.MEMBER}
    assert await grants_of(account.id, board.id, date(2024, 7, 8)) == frozenset()
    late = date(2024, 9, 3)
    again = await get_appointment(
        board, next(each.id for each in await _mine(board, south) if each.until is None)
    )
    await end_service(clerk(late), again.id, ServiceEnd(ground="death", on=late))
    assert await grants_of(account.id, board.id, late) == frozenset()


async def _mine(board: Body, member: AppointmentView) -> list[AppointmentView]:
    return await history_of(board, member.person)
