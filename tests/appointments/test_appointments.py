import asyncio
from datetime import date, timedelta

import pytest

from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    DiscretionWish,
    Kind,
    Naming,
    Oath,
    ServiceEnd,
)
from appointments.services.appointments import (
    appoint_member,
    record_oath,
    send_appointment_notice,
)
from appointments.services.departures import end_service
from appointments.services.designations import designate_person, record_discretion
from appointments.services.history import get_appointment
from appointments.services.seats import members_in_office, seats_on
from appointments.services.vacancies import vacancies_of
from governance.errors import (
    BadInputError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.access import Actor, Grant, Role
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, Person
from governance.services.people import record_person, state_fact
from tests.app import SLUG
from tests.appointments.makers import (
    CHARTER,
    PersonWish,
    a_full_board,
    a_person,
    an_act,
    appointed,
    clerk,
    named,
    staggered,
)

FIRST = date(2020, 1, 21)
JULY = date(2020, 7, 1)


async def status(body: Body, seat: str, on: date) -> str:
    return next(each.status for each in await seats_on(body, CHARTER, on) if each.id == seat)


async def test_nobody_is_in_office_until_the_ninth_is_appointed(board: Body) -> None:
    early = FIRST - timedelta(days=40)
    for seat in CHARTER.seats[:-1]:
        await appointed(early, seat.id)
    assert await members_in_office(board, FIRST) == ()
    assert await status(board, "east", FIRST) == "appointed"
    ninth = await appointed(FIRST, CHARTER.seats[-1].id)
    assert ninth.kind is Kind.INITIAL
    assert (ninth.term_since, ninth.term_until) == (FIRST, JULY)
    assert len(await members_in_office(board, FIRST)) == 9
    assert await members_in_office(board, FIRST - timedelta(days=1)) == ()


async def test_the_staggered_terms_follow_on_july_1(board: Body) -> None:
    first = await a_full_board(FIRST)
    second = await staggered(FIRST + timedelta(days=100), first)
    assert {each.kind for each in second.values()} == {Kind.STAGGERED}
    assert {each.term_since for each in second.values()} == {JULY}
    ends = sorted(each.term_until.year for each in second.values() if each.term_until)
    assert ends == [2021] * 3 + [2022] * 3 + [2023] * 3
    members = await members_in_office(board, JULY)
    assert {each.since for each in members} == {JULY}
    before = await get_appointment(board, first["east"].id)
    assert (before.until, before.ended_by) == (JULY, "reappointment")


async def test_a_late_successor_gets_the_rest_of_the_term(board: Body) -> None:
    held = (await staggered(FIRST, await a_full_board(FIRST)))["east"]
    late = date(2021, 11, 9)
    assert await status(board, "east", late) == "holding_over"
    successor = await appointed(late, "east")
    assert successor.kind is Kind.REMAINDER
    assert (successor.term_since, successor.term_until) == (late, date(2024, 7, 1))
    before = await get_appointment(board, held.id)
    assert (before.until, before.ended_by) == (late, "succession")
    assert await status(board, "east", late) == "not_sworn"


async def test_every_refusal_is_told_at_once(board: Body) -> None:
    stranger = await record_person(clerk(FIRST), PersonWish(name="Stranger"))
    act = await an_act(FIRST, ayes=4, noes=5)
    with pytest.raises(RuleBrokenError) as refused:
        await appoint_member(
            clerk(FIRST), Appointing(seat="east", person=stranger.id, legislation=act.id)
        )
    clauses = [each.clause for each in refused.value.findings]
    assert clauses[:4] == ["18-4K", "18-4H", "18-4C", "18-4H(2)"]
    assert len(clauses) == 9


async def test_a_vote_of_five_is_enough_and_one_of_four_is_not(board: Body) -> None:
    for ayes, enough in ((5, True), (4, False)):
        person = await a_person(FIRST)
        seat = "alliance-1" if enough else "alliance-2"
        await named(FIRST, seat, person.id)
        act = await an_act(FIRST, ayes=ayes, noes=9 - ayes)
        wish = Appointing(seat=seat, person=person.id, legislation=act.id)
        if enough:
            assert (await appoint_member(clerk(FIRST), wish)).kind is Kind.INITIAL
        else:
            with pytest.raises(RuleBrokenError, match="4 ayes, 5 needed"):
                await appoint_member(clerk(FIRST), wish)


async def test_of_two_rivals_for_a_seat_one_wins_and_the_other_is_told(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    late = date(2021, 8, 2)
    act = await an_act(late)
    rivals = [await a_person(late, name) for name in ("Anna Blau", "Ben Grün")]
    wishes = []
    for rival in rivals:
        await named(late, "east", rival.id)
        wishes.append(Appointing(seat="east", person=rival.id, legislation=act.id))
    results = await asyncio.gather(
        *(appoint_member(clerk(late), wish) for wish in wishes), return_exceptions=True
    )
    [won] = [each for each in results if not isinstance(each, BaseException)]
    [lost] = [each for each in results if isinstance(each, BaseException)]
    assert isinstance(lost, OutOfOrderError)
    assert won.name in str(lost)
    assert await status(board, "east", late) == "not_sworn"


async def test_a_member_cannot_take_a_second_seat(board: Body) -> None:
    first = await a_full_board(FIRST)
    second = await staggered(FIRST, first)
    late = date(2021, 8, 2)
    await named(late, "alliance-1", second["south"].person)
    act = await an_act(late)
    wish = Appointing(seat="alliance-1", person=second["south"].person, legislation=act.id)
    with pytest.raises(RuleBrokenError, match="is a member already"):
        await appoint_member(clerk(late), wish)


async def test_a_seat_in_mid_term_is_not_free(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    on = date(2021, 2, 1)
    with pytest.raises(OutOfOrderError, match=second["south"].name) as taken:
        await appointed(on, "south", since=on)
    with pytest.raises(RuleBrokenError, match="cannot begin before") as early:
        await appointed(on, "south", since=on - timedelta(days=1))
    assert CHARTER.seat("south").clause in str(taken.value)
    assert [each.clause for each in early.value.findings] == ["18-3B"]


async def test_a_third_term_is_refused_and_one_after_three_years_is_not(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    person = second["south"].person
    third = await appointed(date(2023, 6, 20), "south", person, since=date(2023, 7, 1))
    assert third.kind is Kind.REAPPOINTMENT
    assert (third.term_since, third.term_until) == (date(2023, 7, 1), date(2026, 7, 1))
    with pytest.raises(RuleBrokenError) as refused:
        await appointed(date(2026, 6, 20), "south", person, since=date(2026, 7, 1))
    assert "18-4J(2)" in {each.clause for each in refused.value.findings}
    await appointed(date(2026, 6, 20), "south", since=date(2026, 7, 1))
    back = await appointed(date(2029, 6, 20), "south", person, since=date(2029, 7, 1))
    assert back.kind is Kind.FULL


async def past_officer(on: date) -> Person:
    person = await a_person(on)
    fact = FactWish(
        kind=FactKind.EMPLOYMENT,
        what="County Sheriff",
        since=date(2000, 1, 1),
        until=date(2010, 1, 1),
        law_enforcement=True,
        stated_by="the person",
        stated_on=on,
    )
    await state_fact(clerk(on), person.id, fact)
    return person


async def allowed(on: date, person: Person, authority: str, *, yes: bool = True) -> None:
    wish = DiscretionWish(
        person=person.id,
        criterion="former_officer",
        authority=authority,
        allowed=yes,
        reason="Long ago, and well spoken of.",
    )
    await record_discretion(clerk(on), wish)


async def test_only_one_past_officer_and_only_at_discretion(board: Body) -> None:
    first, second = await past_officer(FIRST), await past_officer(FIRST)
    with pytest.raises(RuleBrokenError, match="still to decide"):
        await appointed(FIRST, "alliance-1", first.id)
    for authority in ("alliance", "council"):
        await allowed(FIRST, first, authority)
        await allowed(FIRST, second, authority)
    await appointed(FIRST, "alliance-1", first.id)
    with pytest.raises(RuleBrokenError, match="serves already"):
        await appointed(FIRST, "alliance-2", second.id)


async def test_an_authority_names_and_decides_for_itself_alone(board: Body) -> None:
    person = await a_person(FIRST)
    mayor = Actor(
        body=SLUG,
        at=clerk(FIRST).at,
        name="Mayor's office",
        grants=frozenset({Grant(Role.AUTHORITY, "mayor")}),
    )
    await designate_person(mayor, Naming(seat="mayor", person=person.id, authority="mayor"))
    with pytest.raises(NotAllowedError):
        await designate_person(mayor, Naming(seat="east", person=person.id, authority="council"))
    with pytest.raises(RuleBrokenError, match="not by Mayor"):
        await designate_person(mayor, Naming(seat="east", person=person.id, authority="mayor"))


async def test_a_repeated_click_appoints_once(board: Body) -> None:
    person = await a_person(FIRST)
    await named(FIRST, "mayor", person.id)
    act = await an_act(FIRST)
    wish = Appointing(seat="mayor", person=person.id, legislation=act.id)
    once = await appoint_member(clerk(FIRST, key="one"), wish)
    again = await appoint_member(clerk(FIRST, key="one"), wish)
    assert once == again


async def test_the_notice_and_the_oath(board: Body) -> None:
    each = (await a_full_board(FIRST))["east"]
    told = await send_appointment_notice(clerk(FIRST), each.id, AppointmentNotice())
    assert told.notice_sent_on == FIRST
    with pytest.raises(OutOfOrderError):
        await send_appointment_notice(clerk(FIRST), each.id, AppointmentNotice())
    day = FIRST + timedelta(days=3)
    with pytest.raises(BadInputError):
        await record_oath(clerk(day), each.id, Oath(taken_on=FIRST - timedelta(days=1)))
    with pytest.raises(BadInputError):
        await record_oath(clerk(day), each.id, Oath(taken_on=day, filed_on=FIRST))
    taken = await record_oath(clerk(day), each.id, Oath(taken_on=day))
    assert taken.oath_filed_on is None
    filed = await record_oath(clerk(day), each.id, Oath(taken_on=day, filed_on=day))
    assert filed.oath_filed_on == day
    with pytest.raises(OutOfOrderError):
        await record_oath(clerk(day), each.id, Oath(taken_on=day, filed_on=day))


async def test_who_dies_before_the_term_leaves_the_holdover_in_office(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    chosen = await appointed(date(2021, 6, 8), "east", since=date(2021, 7, 1))
    end = ServiceEnd(ground="death", on=date(2021, 6, 20))
    ended = await end_service(clerk(date(2021, 6, 21)), chosen.id, end)
    assert ended.vacancy is None
    assert await status(board, "east", date(2021, 7, 1)) == "holding_over"
    goes_on = await get_appointment(board, second["east"].id)
    assert (goes_on.until, goes_on.ended_by) == (None, "")
    assert await vacancies_of(board, CHARTER, date(2021, 7, 1)) == []
    await appointed(date(2021, 7, 6), "east")


async def test_who_withdraws_before_the_board_is_complete_makes_room(board: Body) -> None:
    waiting = await appointed(FIRST, "east")
    with pytest.raises(OutOfOrderError, match="appointed to East District already"):
        await appointed(FIRST, "east")
    await end_service(clerk(FIRST), waiting.id, ServiceEnd(ground="death", on=FIRST))
    await appointed(FIRST, "east")


async def test_unknown_things_are_not_found(board: Body) -> None:
    person = await a_person(FIRST)
    act = await an_act(FIRST)
    wishes = [
        Appointing(seat="west", person=person.id, legislation=act.id),
        Appointing(seat="east", person=act.id, legislation=act.id),
        Appointing(seat="east", person=person.id, legislation=person.id),
    ]
    for wish in wishes:
        with pytest.raises(NotFoundError):
            await appoint_member(clerk(FIRST), wish)


@pytest.mark.parametrize("since", [date.max, date(2022, 7, 2)])
async def test_a_service_begins_by_the_next_term(board: Body, since: date) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    with pytest.raises(BadInputError) as refused:
        await appointed(date(2021, 8, 2), "east", since=since)
    assert list(refused.value.fields) == ["since"]
