"""When duties come back and by when they are done (18-7B3, 18-11A, 18-11C, 18-5B, 18-6A-2)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.charter.findings import Answer
from governance.charter.load import load_bundled
from governance.charter.model import Every, MonthDay, Obligation, Recurrence
from governance.days import Span, add_days
from governance.rules.obligations import (
    Around,
    Held,
    Occurrence,
    Part,
    PartKind,
    State,
    gravest,
    is_asked,
    kept,
    may_be_done,
    may_be_excused,
    occurrences,
    periods,
    standing,
    warns_only,
)

CHARTER = load_bundled("rochester-pab")
YEAR = Span(date(2026, 7, 1), date(2027, 7, 1))
AROUND = Around(districts=CHARTER.districts)
LONG_AGO = date(2019, 5, 21)


def of(duty: str, span: Span = YEAR, around: Around = AROUND) -> list[Occurrence]:
    return list(occurrences(CHARTER.obligation(duty), span, around, CHARTER.calendar))


def state(each: Occurrence, on: date, **known: object) -> State:
    return standing(each, on, **{"begins_on": LONG_AGO, **known}).state  # type: ignore[arg-type]  # a test names what is known


def test_a_year_of_the_board_has_twelve_months_and_begins_in_july() -> None:
    found = of("monthly_meeting")
    assert [each.period.since.month for each in found] == [*range(7, 13), *range(1, 7)]
    assert found[0].period == Span(date(2026, 7, 1), date(2026, 8, 1))
    assert found[-1].due.rolled == date(2027, 6, 30)


def test_february_of_a_leap_year_ends_a_day_later() -> None:
    leap = Span(date(2028, 2, 1), date(2028, 3, 1))
    (found,) = of("monthly_meeting", leap)
    assert (found.period, found.due.rolled) == (leap, date(2028, 2, 29))


def test_a_quarter_s_report_is_due_thirty_days_after_its_last_day() -> None:
    found = [each for each in of("quarterly_report") if not each.part.key]
    assert [each.period.since for each in found] == [
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 1, 1),
        date(2027, 4, 1),
    ]
    assert found[0].due.rolled == date(2026, 10, 30)
    assert (found[1].due.raw, found[1].due.rolled) == (date(2027, 1, 30), date(2027, 2, 1))
    assert (found[1].due.clause, found[1].opens) == ("18-11C", date(2027, 1, 1))


def test_each_recipient_of_a_hard_copy_is_owed_one() -> None:
    found = of("annual_report")
    assert [each.part.key for each in found] == ["", "copy:City Council", "copy:Mayor"]
    assert {each.due.rolled for each in found} == {date(2027, 7, 30)}


def test_every_district_is_owed_a_meeting_each_year() -> None:
    found = of("district_meeting")
    assert [each.part.key for each in found] == ["East", "Northeast", "Northwest", "South"]
    assert {each.due.rolled for each in found} == {date(2027, 6, 30)}


def test_officers_are_elected_at_the_first_meeting_or_else_within_the_first_month() -> None:
    (found,) = of("officer_election")
    assert found.due.rolled == date(2026, 7, 31)
    first = Around(first_meetings={YEAR.since: date(2026, 8, 6)})
    (found,) = of("officer_election", around=first)
    assert found.due.rolled == date(2026, 8, 6)


def test_each_member_is_a_part_of_a_personal_duty() -> None:
    members = {YEAR.since: (Part(PartKind.MEMBER, "1", "Ada"), Part(PartKind.MEMBER, "2", "Ben"))}
    found = of("ethics_acknowledgement", around=Around(members=members))
    assert [each.part.name for each in found] == ["Ada", "Ben"]


def test_minutes_come_back_with_every_meeting_on_its_own_day() -> None:
    rule = CHARTER.meetings
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30), date(2027, 7, 1))
    clocks = (rule.minutes, rule.minutes, rule.closed_minutes, rule.minutes)
    held = tuple(
        Held(Part(PartKind.MEETING, str(day)), CHARTER.calendar.deadline(day, clock))
        for day, clock in zip(days, clocks, strict=True)
    )
    first, last = of("minutes", around=Around(held=held))
    assert (first.period, first.part.key) == (Span(days[1], date(2026, 7, 2)), "2026-07-01")
    assert (first.due.rolled, last.due.rolled) == (date(2026, 7, 15), date(2027, 7, 7))
    assert state(first, days[0]) is State.UPCOMING
    assert state(first, date(2026, 7, 15)) is State.OPEN
    assert state(first, date(2026, 7, 16)) is State.OVERDUE
    assert not of("minutes")


def test_a_duty_is_open_on_its_last_day_and_late_on_the_next() -> None:
    each = of("monthly_data")[0]
    assert each.due.rolled == date(2026, 8, 31)  # the thirtieth is a Sunday
    assert state(each, date(2026, 7, 31)) is State.UPCOMING
    assert state(each, date(2026, 8, 1)) is State.OPEN
    assert state(each, date(2026, 8, 31)) is State.OPEN
    assert state(each, date(2026, 9, 1)) is State.OVERDUE


def test_what_was_done_late_stays_late_and_is_not_known_before() -> None:
    each = of("monthly_data")[0]
    done = date(2026, 9, 4)
    assert state(each, date(2026, 9, 3), done_on=done) is State.OVERDUE
    found = standing(each, date(2027, 9, 4), begins_on=LONG_AGO, done_on=done)
    assert found.state is State.LATE
    assert "4 days after Monday, August 31" in str(found.reason)
    assert state(each, done, done_on=date(2026, 8, 31)) is State.DONE


def test_a_month_without_a_meeting_is_pointed_out_and_breaks_nothing() -> None:
    each = of("monthly_meeting")[0]
    assert warns_only(each.obligation, CHARTER)
    found = standing(each, date(2026, 8, 1), begins_on=LONG_AGO, warns=True)
    assert found.state is State.MISSED
    assert kept(found, each.obligation.clause).answer is Answer.WARNING
    late = standing(each, date(2026, 8, 1), begins_on=LONG_AGO)
    assert kept(late, each.obligation.clause).answer is Answer.BROKEN
    assert not warns_only(CHARTER.obligation("district_meeting"), CHARTER)


def test_what_the_courts_stopped_is_frozen_and_never_late() -> None:
    (each,) = of("matrix_review")
    found = standing(each, date(2030, 1, 1), begins_on=LONG_AGO)
    assert found.state is State.FROZEN
    assert "courts" in str(found.reason)
    assert state(each, date(2030, 1, 1), done_on=date(2027, 1, 5)) is State.DONE


def test_a_new_board_is_asked_for_periods_of_which_it_has_half() -> None:
    april = Span(date(2026, 4, 1), date(2026, 5, 1))
    each = of("monthly_data", april)[0]
    assert is_asked(each, date(2026, 4, 16))
    assert not is_asked(each, date(2026, 4, 17))
    assert state(each, date(2027, 1, 1), begins_on=date(2026, 4, 17)) is State.BEFORE
    assert state(each, date(2027, 1, 1), begins_on=date(2026, 4, 16)) is State.OVERDUE


def test_what_was_due_before_the_ledger_began_is_not_asked_for() -> None:
    (election,) = of("officer_election")
    assert is_asked(election, date(2026, 7, 31))
    assert not is_asked(election, date(2026, 8, 1))


def test_only_what_may_not_apply_can_be_set_aside_and_is_then_settled() -> None:
    assert may_be_excused(CHARTER.obligation("director_review")).holds
    assert not may_be_excused(CHARTER.obligation("annual_report")).holds
    (each,) = of("director_review")
    found = standing(each, date(2028, 1, 1), begins_on=LONG_AGO, excused="There is none.")
    assert (found.state, str(found.reason)) == (State.EXCUSED, "Does not apply: There is none.")


@pytest.mark.parametrize(
    ("done", "allowed"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 9, 1), True),
        (date(2026, 9, 2), False),
    ],
)
def test_a_duty_is_done_within_its_period_or_after_and_never_in_the_future(
    done: date, allowed: bool
) -> None:
    duty = CHARTER.obligation("annual_report")
    assert may_be_done(duty, YEAR, done, date(2026, 9, 1)).holds is allowed


def test_the_whole_stands_as_its_gravest_part() -> None:
    assert gravest([State.DONE, State.OVERDUE, State.OPEN]) is State.OVERDUE
    assert gravest([State.DONE, State.LATE]) is State.LATE


@given(
    every=st.sampled_from([Every.MONTH, Every.QUARTER, Every.YEAR]),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    since=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    days=st.integers(1, 1500),
    asked=st.integers(0, 400),
)
def test_periods_cover_every_day_once_whatever_is_asked(
    every: Every, month: int, day: int, since: date, days: int, asked: int
) -> None:
    rule = Recurrence(every, MonthDay(month, day))
    duty = Obligation("a", "A duty", "18-7A", rule, "Somebody")
    span = Span(since, add_days(since, days))
    found = [each.period for each in occurrences(duty, span, Around(), CHARTER.calendar)]
    assert found[0].since <= since < (found[0].until or since)
    assert found[-1].contains(add_days(since, days - 1))
    assert all(one.until == other.since for one, other in pairwise(found))
    earlier = Span(since - timedelta(days=asked), span.until)
    assert list(periods(rule, earlier))[-len(found) :] == found
