"""Legal days: what GCL 20, 24 and 25-a make of a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays as second_witness
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.charter.load import bundled_law, load_law
from governance.days import (
    ClockRule,
    LegalCalendar,
    MonthDay,
    Span,
    Unit,
    add_days,
    add_months,
    add_years,
    service_year,
)
from governance.errors import BadInputError
from governance.holidays import HolidayKind, HolidayRule, Weekday

CALENDAR = LegalCalendar(load_law("new_york", bundled_law("new_york")).holiday)
ROCHESTER = ZoneInfo("America/New_York")
JULY_1 = MonthDay(7, 1)
SIXTY_DAYS = ClockRule(60, Unit.DAYS, "18-4K")


def days_after(start: date, length: int, unit: Unit = Unit.DAYS) -> tuple[date, date]:
    deadline = CALENDAR.deadline(start, ClockRule(length, unit, "18-4K"))
    return deadline.raw, deadline.rolled


# Worked cases of clocks


@pytest.mark.parametrize(
    ("start", "length", "raw", "rolled"),
    [
        (date(2026, 3, 2), 60, date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 1, 6), 60, date(2026, 3, 7), date(2026, 3, 9)),
        (date(2026, 12, 14), 60, date(2027, 2, 12), date(2027, 2, 16)),
        (date(2026, 12, 13), 60, date(2027, 2, 11), date(2027, 2, 11)),
        (date(2026, 12, 18), 60, date(2027, 2, 16), date(2027, 2, 16)),
        (date(2026, 5, 5), 15, date(2026, 5, 20), date(2026, 5, 20)),
        (date(2026, 12, 3), 14, date(2026, 12, 17), date(2026, 12, 17)),
        (date(2026, 12, 3), 7, date(2026, 12, 10), date(2026, 12, 10)),
        (date(2022, 6, 10), 60, date(2022, 8, 9), date(2022, 8, 9)),
    ],
)
def test_a_clock_excludes_its_start_and_rolls_off_closed_days(
    start: date, length: int, raw: date, rolled: date
) -> None:
    """GCL 20 and GCL 25-a."""
    assert days_after(start, length) == (raw, rolled)


def test_weeks_are_counted_like_days() -> None:
    assert days_after(date(2026, 12, 3), 2, Unit.WEEKS)[1] == date(2026, 12, 17)


def test_the_reason_names_every_closed_day_in_turn() -> None:
    assert str(CALENDAR.deadline(date(2026, 12, 14), SIXTY_DAYS).reason) == (
        "Friday, February 12, 2027 is Lincoln's Birthday, then a weekend, then Washington's "
        "Birthday; the next business day is Tuesday, February 16, 2027."
    )


def test_the_reason_says_how_a_day_that_stands_was_counted() -> None:
    deadline = CALENDAR.deadline(date(2026, 3, 2), SIXTY_DAYS)
    assert str(deadline.reason) == (
        "60 days after Monday, March 2, 2026 is Friday, May 1, 2026, a business day."
    )
    assert deadline.clause == "18-4K"


def test_the_reason_tells_a_saturday_holiday_from_a_sunday() -> None:
    reason = CALENDAR.deadline(date(2026, 7, 3), ClockRule(1, Unit.DAYS, "GCL 25-a")).reason
    assert str(reason).startswith("Saturday, July 4, 2026 is Independence Day, then a Sunday;")


def test_a_clock_that_does_not_roll_ends_where_it_was_counted() -> None:
    """POL 31: a resignation's latest day is a bound, not a day for an act."""
    clock = ClockRule(30, Unit.DAYS, "POL 31", rolls=False)
    deadline = CALENDAR.deadline(date(2026, 2, 5), clock)
    assert deadline.rolled == deadline.raw == date(2026, 3, 7)
    assert "not rolled" in str(deadline.reason)


def test_a_clock_of_no_days_ends_on_its_start() -> None:
    assert days_after(date(2026, 3, 2), 0) == (date(2026, 3, 2), date(2026, 3, 2))


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 400),
    st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.BUSINESS_DAYS]),
)
def test_a_rolled_day_is_the_first_business_day_on_or_after_the_raw_one(
    start: date, length: int, unit: Unit
) -> None:
    raw, rolled = days_after(start, length, unit)
    assert raw <= rolled
    assert CALENDAR.is_business_day(rolled)
    between = (raw + timedelta(days=ahead) for ahead in range((rolled - raw).days))
    assert not any(CALENDAR.is_business_day(day) for day in between)


# Business days


def test_five_business_days_pass_over_a_weekend_and_a_holiday() -> None:
    assert CALENDAR.add_business_days(date(2027, 2, 10), 5) == date(2027, 2, 19)


def test_one_business_day_from_a_friday_is_monday_and_from_a_thursday_friday() -> None:
    assert CALENDAR.add_business_days(date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert CALENDAR.add_business_days(date(2026, 3, 5), 1) == date(2026, 3, 6)


def test_a_business_day_can_be_counted_from_a_closed_day() -> None:
    assert CALENDAR.add_business_days(date(2026, 3, 7), 1) == date(2026, 3, 9)


# Hours before a meeting


def hours_before(event: datetime, hours: int) -> datetime:
    return CALENDAR.moment_before(event, ClockRule(hours, Unit.HOURS, "OML 104(1)")).due


def test_hours_count_back_and_are_not_rolled() -> None:
    meeting = datetime(2026, 12, 3, 18, 30, tzinfo=ROCHESTER)
    assert hours_before(meeting, 72) == datetime(2026, 11, 30, 18, 30, tzinfo=ROCHESTER)
    assert hours_before(meeting, 24) == datetime(2026, 12, 2, 18, 30, tzinfo=ROCHESTER)
    sunday = hours_before(datetime(2026, 12, 2, 18, 30, tzinfo=ROCHESTER), 72)
    assert sunday == datetime(2026, 11, 29, 18, 30, tzinfo=ROCHESTER)


def test_hours_that_pass_over_a_change_of_the_clocks_are_hours_that_pass() -> None:
    autumn = hours_before(datetime(2026, 11, 2, 18, 30, tzinfo=ROCHESTER), 72)
    assert (autumn.day, autumn.hour, autumn.minute) == (30, 19, 30)
    spring = hours_before(datetime(2026, 3, 9, 18, 30, tzinfo=ROCHESTER), 72)
    assert (spring.day, spring.hour, spring.minute) == (6, 17, 30)


def test_the_reason_of_hours_says_the_meeting() -> None:
    meeting = datetime(2026, 12, 3, 18, 30, tzinfo=ROCHESTER)
    moment = CALENDAR.moment_before(meeting, ClockRule(72, Unit.HOURS, "OML 104(1)"))
    assert str(moment.reason) == (
        "72 hours before Thursday, December 3, 2026, 6:30 pm; "
        "a clock that counts back is not rolled."
    )


def test_hours_cannot_be_counted_from_a_day() -> None:
    with pytest.raises(BadInputError, match="Hours are counted from a moment"):
        days_after(date(2026, 3, 2), 72, Unit.HOURS)


# Public holidays


def test_the_holidays_of_2027_are_those_of_the_law() -> None:
    """GCL 24."""
    assert {str(day): str(name) for day, name in CALENDAR.holidays(2027).items()} == {
        "2027-01-01": "New Year's Day",
        "2027-01-18": "Dr. Martin Luther King, Jr. Day",
        "2027-02-12": "Lincoln's Birthday",
        "2027-02-15": "Washington's Birthday",
        "2027-05-31": "Memorial Day",
        "2027-06-13": "Flag Day",
        "2027-06-19": "Juneteenth",
        "2027-07-04": "Independence Day",
        "2027-07-05": "the day after Independence Day, which is a Sunday",
        "2027-09-06": "Labor Day",
        "2027-10-11": "Columbus Day",
        "2027-11-02": "General Election Day",
        "2027-11-11": "Veterans' Day",
        "2027-11-25": "Thanksgiving Day",
        "2027-12-25": "Christmas Day",
    }


def test_flag_day_gives_no_monday() -> None:
    flag_day = date(2026, 6, 14)
    assert CALENDAR.holiday(flag_day) is not None
    assert CALENDAR.is_business_day(flag_day + timedelta(days=1))


def test_a_saturday_holiday_gives_no_friday_and_a_sunday_one_its_monday() -> None:
    assert CALENDAR.is_business_day(date(2026, 7, 3))
    assert not CALENDAR.is_business_day(date(2027, 7, 5))


def test_juneteenth_is_a_holiday_only_since_the_act_of_2020() -> None:
    assert CALENDAR.is_business_day(date(2020, 6, 19))
    assert not CALENDAR.is_business_day(date(2023, 6, 19))


@pytest.mark.parametrize(
    "day", [date(2026, 11, 3), date(2027, 11, 2), date(2022, 11, 8), date(2033, 11, 8)]
)
def test_general_election_is_the_tuesday_after_the_first_monday(day: date) -> None:
    assert not CALENDAR.is_business_day(day)
    assert CALENDAR.is_business_day(day - timedelta(days=1))


def test_the_fifth_monday_of_may_is_memorial_day_where_there_is_one() -> None:
    assert CALENDAR.holiday(date(2027, 5, 31)) is not None
    assert CALENDAR.holiday(date(2026, 5, 25)) is not None


@pytest.mark.parametrize("year", range(2021, 2041))
def test_a_second_witness_agrees_where_the_two_must(year: int) -> None:
    """The package adds Friday observance and Susan B. Anthony Day, and knows no Flag Day."""
    named = second_witness.country_holidays("US", subdiv="NY", years=year, observed=False)
    theirs = {day for day, name in named.items() if name != "Susan B. Anthony Day"}
    ours = CALENDAR.holidays(year)
    sundays = {day for day in ours if "which is a Sunday" in str(ours[day])}
    flag_day = {day for day in ours if str(ours[day]) == "Flag Day"}
    assert set(ours) - sundays - flag_day == theirs
    assert sundays == {day + timedelta(days=1) for day in theirs if day.weekday() == 6}


def test_a_calendar_without_holidays_knows_only_weekends() -> None:
    assert LegalCalendar().rolled(date(2026, 12, 25)) == date(2026, 12, 25)
    assert LegalCalendar().rolled(date(2026, 12, 26)) == date(2026, 12, 28)


# Months and years


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_years_from_the_leap_day_end_on_the_28th_unless_they_meet_another() -> None:
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert add_years(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert add_years(date(2027, 2, 28), 1) == date(2028, 2, 28)
    assert add_years(date(2028, 2, 29), 72) == date(2100, 2, 28)


# Service years and the term grid


def test_a_service_year_runs_from_july_1_through_june_30() -> None:
    year = Span(date(2025, 7, 1), date(2026, 7, 1))
    assert service_year(date(2025, 7, 1), JULY_1) == year
    assert service_year(date(2026, 6, 30), JULY_1) == year
    assert service_year(date(2026, 7, 1), JULY_1) != year
    assert year.last == date(2026, 6, 30)


def test_a_year_that_begins_in_january_is_the_calendar_year() -> None:
    year = service_year(date(2026, 12, 31), MonthDay(1, 1))
    assert year == Span(date(2026, 1, 1), date(2027, 1, 1))


def test_the_day_itself_is_on_or_after_but_not_after() -> None:
    july_1 = date(2026, 7, 1)
    assert JULY_1.on_or_after(july_1) == JULY_1.on_or_before(july_1) == july_1
    assert JULY_1.after(july_1) == date(2027, 7, 1)
    assert JULY_1.after(date(2026, 6, 30)) == july_1
    assert JULY_1.on_or_before(date(2026, 6, 30)) == date(2025, 7, 1)


# Spans


def test_a_span_has_its_first_day_and_not_its_end() -> None:
    span = Span(date(2026, 7, 1), date(2029, 7, 1))
    assert span.contains(date(2026, 7, 1))
    assert not span.contains(date(2026, 6, 30))
    assert span.contains(date(2029, 6, 30))
    assert not span.contains(date(2029, 7, 1))
    assert span.days == 1096
    assert span.last == date(2029, 6, 30)


def test_a_successors_days_are_counted_as_in_the_worked_case() -> None:
    assert Span(date(2026, 12, 8), date(2028, 7, 1)).days == 571


def test_an_open_span_has_no_last_day_and_goes_on() -> None:
    span = Span(date(2026, 7, 1))
    assert span.last is None
    assert span.days is None
    assert span.contains(date.max)
    assert not span.contains(date(2026, 6, 30))


def test_spans_that_only_touch_do_not_overlap() -> None:
    first = Span(date(2023, 7, 1), date(2026, 7, 1))
    second = Span(date(2026, 7, 1))
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert first.overlaps(Span(date(2026, 6, 30)))
    assert first.shared_with(Span(date(2026, 6, 30))) == Span(date(2026, 6, 30), date(2026, 7, 1))


def test_an_empty_span_contains_nothing_and_overlaps_nothing() -> None:
    empty = Span(date(2026, 7, 1), date(2026, 7, 1))
    assert empty.days == 0
    assert empty.last is None
    assert not empty.contains(date(2026, 7, 1))
    assert not empty.overlaps(Span(date(2020, 1, 1)))


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(BadInputError, match=r"June 30, 2026 is before Wednesday, July 1, 2026"):
        Span(date(2026, 7, 1), date(2026, 6, 30))


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 500),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 500),
)
def test_spans_overlap_when_they_share_a_day(a: date, long: int, b: date, wide: int) -> None:
    first, second = Span(a, a + timedelta(days=long)), Span(b, b + timedelta(days=wide))
    start = max(a, b)
    assert first.overlaps(second) == (first.contains(start) and second.contains(start))
    assert first.shared_with(second) == second.shared_with(first)


# Days out of range


@pytest.mark.parametrize(
    ("start", "length", "unit"),
    [
        (date(9999, 12, 1), 60, Unit.DAYS),
        (date(2026, 3, 2), 10**12, Unit.DAYS),
        (date(2026, 3, 2), 10**9, Unit.BUSINESS_DAYS),
        (date(2026, 3, 2), 10**12, Unit.WEEKS),
        (date(2026, 3, 2), 10**6, Unit.MONTHS),
        (date(2026, 3, 2), 10**4, Unit.YEARS),
    ],
)
def test_a_day_outside_the_calendar_is_bad_input(start: date, length: int, unit: Unit) -> None:
    with pytest.raises(BadInputError, match="outside the calendar"):
        days_after(start, length, unit)


def test_the_ends_of_the_calendar_are_bad_input_everywhere() -> None:
    with pytest.raises(BadInputError):
        add_days(date.min, -1)
    with pytest.raises(BadInputError):
        JULY_1.after(date.max)
    with pytest.raises(BadInputError):
        JULY_1.on_or_before(date.min)
    with pytest.raises(BadInputError):
        service_year(date.max, JULY_1)
    with pytest.raises(BadInputError):
        hours_before(datetime.min.replace(tzinfo=UTC), 72)


def test_a_meeting_in_the_hour_that_does_not_exist_still_has_its_clock() -> None:
    meeting = datetime(2026, 3, 8, 2, 30, tzinfo=ROCHESTER)
    assert hours_before(meeting, 24).astimezone(UTC) == datetime(2026, 3, 7, 7, 30, tzinfo=UTC)


def test_a_holidays_name_is_only_text() -> None:
    rule = HolidayRule("Day of {braces}", HolidayKind.FIXED, 3, "X", day=2)
    calendar = LegalCalendar((rule,))
    assert str(calendar.holiday(date(2026, 3, 2))) == "Day of {braces}"


def test_the_last_weekday_of_the_last_month_of_all_is_found() -> None:
    rule = HolidayRule("Last", HolidayKind.LAST_WEEKDAY, 12, "X", weekday=Weekday.MONDAY)
    assert rule.in_year(9999) == date(9999, 12, 27)
