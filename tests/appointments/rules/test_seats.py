from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from appointments.rules.seats import Service, Status, seat_states
from governance.charter.load import load_bundled
from governance.days import Span, add_days

CHARTER = load_bundled("rochester-pab")
EAST = CHARTER.seat("east")
ANNA, BEN = UUID(int=1), UUID(int=2)
TERM = Span(date(2026, 7, 1), date(2029, 7, 1))


def service(
    person: UUID = ANNA,
    since: date = TERM.since,
    until: date | None = None,
    oath_taken_on: date | None = date(2026, 6, 15),
    oath_filed_on: date | None = date(2026, 6, 15),
) -> Service:
    return Service(
        seat="east",
        person=person,
        appointed_on=date(2026, 6, 9),
        span=Span(since, until),
        term=TERM,
        oath_taken_on=oath_taken_on,
        oath_filed_on=oath_filed_on,
    )


def status(on: date, *services: Service) -> Status:
    [state] = seat_states([EAST], services, on)
    return state.status


def test_a_seat_exists_whether_or_not_somebody_sits_in_it():
    states = seat_states(CHARTER.seats, [], date(2026, 7, 1))
    assert [state.status for state in states] == [Status.VACANT] * 9
    assert all(state.is_open for state in states)


def test_a_seat_is_vacant_appointed_sitting_and_held_over_in_turn():
    one = service()
    assert status(date(2026, 6, 8), one) is Status.VACANT
    assert status(date(2026, 6, 9), one) is Status.APPOINTED
    assert status(date(2026, 6, 30), one) is Status.APPOINTED
    assert status(date(2026, 7, 1), one) is Status.SITTING
    assert status(date(2029, 6, 30), one) is Status.SITTING
    assert status(date(2029, 7, 1), one) is Status.HOLDING_OVER


def test_whoever_owes_the_oath_is_not_sworn_then_acts_then_sits():
    late = service(oath_taken_on=date(2026, 7, 6), oath_filed_on=date(2026, 7, 20))
    assert status(date(2026, 6, 30), late) is Status.APPOINTED
    assert status(date(2026, 7, 1), late) is Status.NOT_SWORN
    assert status(date(2026, 7, 5), late) is Status.NOT_SWORN
    assert status(date(2026, 7, 6), late) is Status.ACTING
    assert status(date(2026, 7, 19), late) is Status.ACTING
    assert status(date(2026, 7, 20), late) is Status.SITTING


def test_whoever_never_swore_holds_over_too():
    never = service(oath_taken_on=None, oath_filed_on=None)
    assert status(date(2029, 6, 30), never) is Status.NOT_SWORN
    assert status(date(2029, 7, 1), never) is Status.HOLDING_OVER


def test_who_owes_the_oath_is_on_the_roll_and_the_seat_is_not_open():
    never = service(oath_taken_on=None, oath_filed_on=None)
    [state] = seat_states([EAST], [never], date(2026, 8, 1))
    assert state.on_the_roll
    assert not state.is_open


def test_the_day_of_leaving_is_no_day_of_service():
    gone = service(until=date(2028, 2, 29))
    assert status(date(2028, 2, 28), gone) is Status.SITTING
    assert status(date(2028, 2, 29), gone) is Status.VACANT


def test_a_holdover_is_on_the_roll_and_the_seat_is_open():
    [state] = seat_states([EAST], [service()], date(2029, 8, 1))
    assert state.on_the_roll
    assert state.is_open


def test_a_seat_with_a_chosen_successor_is_no_longer_open():
    successor = Service(
        seat="east",
        person=BEN,
        appointed_on=date(2029, 7, 10),
        span=Span(date(2029, 8, 1)),
        term=Span(date(2029, 7, 1), date(2032, 7, 1)),
    )
    [state] = seat_states([EAST], [service(until=date(2029, 8, 1)), successor], date(2029, 7, 20))
    assert state.status is Status.HOLDING_OVER
    assert state.following is successor
    assert not state.is_open


def test_until_the_ninth_is_appointed_nobody_is_in_office():
    waiting = Service(seat="east", person=ANNA, appointed_on=date(2026, 11, 20), span=None)
    [state] = seat_states([EAST], [waiting], date(2030, 1, 1))
    assert state.status is Status.APPOINTED
    assert not state.on_the_roll


def test_a_service_that_never_began_is_waited_for_by_nobody():
    assert status(date(2026, 6, 20), service(until=TERM.since)) is Status.VACANT


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6), st.integers(-10, 2600))
def test_a_seat_has_a_member_exactly_on_the_days_of_a_service(lengths: list[int], day: int):
    since, services = TERM.since, []
    for length in lengths:
        until = add_days(since, length)
        services.append(service(since=since, until=until))
        since = add_days(until, 10)
    on = add_days(TERM.since, day)
    [state] = seat_states([EAST], services, on)
    assert state.on_the_roll == any(each.span and each.span.contains(on) for each in services)
