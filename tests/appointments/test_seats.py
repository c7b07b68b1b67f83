from datetime import date

import pytest

from appointments.schemas.appointments import Oath, ServiceEnd
from appointments.services.appointments import record_oath
from appointments.services.departures import end_service
from appointments.services.eligibility import eligibility_sheet
from appointments.services.seats import member_history, members_in_office, roster_on
from appointments.services.timeline import timeline_of
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.web.timeline import Kind
from tests.appointments.makers import CHARTER, a_full_board, a_person, appointed, clerk, staggered

FIRST = date(2020, 1, 21)


async def test_a_roster_says_who_sat_by_which_act(board: Body) -> None:
    first = await a_full_board(FIRST)
    second = await staggered(date(2020, 5, 12), first)
    seats = {each.id: each for each in (await roster_on(board, date(2020, 6, 30))).seats}
    holder, following = seats["east"].holder, seats["east"].following
    assert holder is not None
    assert following is not None
    assert (holder.legislation, holder.kind) == (first["east"].number, "initial")
    assert (following.legislation, following.since) == (second["east"].number, date(2020, 7, 1))
    assert not seats["east"].open


async def test_the_roll_tells_holdovers_and_missing_oaths(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    on = date(2020, 7, 15)
    await record_oath(clerk(on), second["east"].id, Oath(taken_on=on, filed_on=on))
    members = {each.seat: each for each in await members_in_office(board, on)}
    assert members["east"].oath_filed
    assert not members["south"].oath_filed
    assert not (await members_in_office(board, date(2020, 7, 14)))[0].oath_filed
    late = {each.seat: each for each in await members_in_office(board, date(2021, 7, 1))}
    assert {seat for seat, each in late.items() if each.holding_over} == {
        "east",
        "alliance-1",
        "alliance-2",
    }


async def test_only_who_serves_or_served_has_a_public_page(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    east = second["east"]
    told = await member_history(board, CHARTER, east.person, FIRST)
    assert [each.holder.kind for each in told.services] == ["initial", "staggered"]
    stranger = await a_person(FIRST)
    with pytest.raises(NotFoundError):
        await member_history(board, CHARTER, stranger.id, FIRST)


async def test_no_name_of_the_alliance_is_public_before_all_four_are_confirmed(
    board: Body,
) -> None:
    """18-4I(7): not in the roster, and not on a page of one's own."""
    mayors = await appointed(FIRST, "mayor")
    seats = [seat.id for seat in CHARTER.seats_of("alliance")]
    first = [await appointed(FIRST, seat) for seat in seats[:3]]

    async def names() -> set[str]:
        roster = (await roster_on(board, FIRST)).seats
        return {each.following.name for each in roster if each.following}

    assert await names() == {mayors.name}
    with pytest.raises(NotFoundError):
        await member_history(board, CHARTER, first[0].person, FIRST)
    fourth = await appointed(FIRST, seats[3])
    assert await names() == {mayors.name, fourth.name, *(each.name for each in first)}
    assert (await member_history(board, CHARTER, first[0].person, FIRST)).name == first[0].name


async def test_the_years_are_drawn_seat_by_seat(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    gone = date(2021, 3, 1)
    end = ServiceEnd(ground="death", on=gone)
    await end_service(clerk(gone), second["south"].id, end)
    await appointed(date(2021, 5, 4), "south")
    today = date(2021, 9, 1)
    lanes = await timeline_of(
        board, CHARTER, since=date(2019, 1, 1), until=date(2024, 1, 1), today=today
    )
    assert [lane.label for lane in lanes] == [seat.name for seat in CHARTER.seats]
    spans = {lane.label: lane.spans for lane in lanes}
    assert [each.kind for each in spans["South District"]] == [
        Kind.SERVICE,
        Kind.SERVICE,
        Kind.VACANCY,
        Kind.SERVICE,
    ]
    vacancy = spans["South District"][2]
    assert (vacancy.since, vacancy.until) == (gone, date(2021, 5, 4))
    held = spans["East District"][-1]
    assert (held.kind, held.since, held.until) == (Kind.HOLDOVER, date(2021, 7, 1), None)
    assert spans["Mayor"][-1].kind is Kind.SERVICE


async def test_the_picture_of_a_window_starts_with_who_was_there(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    lanes = await timeline_of(
        board,
        CHARTER,
        since=date(2021, 1, 1),
        until=date(2022, 1, 1),
        today=date(2021, 2, 1),
    )
    assert all(len(lane.spans) == 1 for lane in lanes)


async def test_the_sheet_tells_the_term_and_every_line(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    person = await a_person(FIRST)
    on = date(2021, 11, 9)
    sheet = await eligibility_sheet(board, CHARTER, person.id, "east", on)
    assert (sheet.term_since, sheet.term_until) == (on, date(2024, 7, 1))
    assert [each.answer for each in sheet.findings] == ["holds"] * 11
    wrong = await eligibility_sheet(board, CHARTER, person.id, "south", on)
    assert [each.clause for each in wrong.findings if each.answer == "broken"] == ["18-4H(2)"]
    with pytest.raises(NotFoundError):
        await eligibility_sheet(board, CHARTER, person.id, "west", on)


async def test_before_the_board_is_complete_the_sheet_has_no_term(board: Body) -> None:
    person = await a_person(FIRST)
    sheet = await eligibility_sheet(board, CHARTER, person.id, "east", FIRST)
    assert sheet.term_since is None
    assert len(sheet.findings) == 10
