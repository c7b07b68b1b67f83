"""The clocks around a meeting (OML 103(e), 104, 106)."""

from datetime import UTC, date, timedelta

import pytest

from meetings.rules.notice import document_clock, minutes_clock, notice_clocks
from tests.meetings.law import board, here

MEETING = here("2026-12-03 18:30")


def test_notice_of_a_meeting_set_in_october_is_due_72_hours_before() -> None:
    clock = notice_clocks(MEETING, here("2026-10-12 09:00"), board().meetings, board().calendar)
    assert clock.due == here("2026-11-30 18:30")
    assert clock.is_fixed
    assert clock.clause == "OML 104(1)"
    assert "72 hours before" in str(clock.reason)


def test_hours_before_a_meeting_are_never_rolled() -> None:
    tuesday = here("2026-12-01 18:30")
    clock = notice_clocks(tuesday, here("2026-10-12 09:00"), board().meetings, board().calendar)
    assert clock.due == here("2026-11-28 18:30")
    assert clock.due.strftime("%A") == "Saturday"


@pytest.mark.parametrize(
    ("set_on", "clause"),
    [
        ("2026-11-25 09:00", "OML 104(1)"),
        ("2026-11-26 00:00", "OML 104(1)"),
        ("2026-11-26 23:59", "OML 104(1)"),
        ("2026-11-27 00:00", "OML 104(2)"),
        ("2026-12-03 18:00", "OML 104(2)"),
    ],
)
def test_a_week_ahead_is_counted_in_days_without_the_day_of_setting(
    set_on: str, clause: str
) -> None:
    clock = notice_clocks(MEETING, here(set_on), board().meetings, board().calendar)
    assert clock.clause == clause


def test_a_meeting_set_late_is_noticed_a_reasonable_time_before() -> None:
    clock = notice_clocks(MEETING, here("2026-12-01 09:00"), board().meetings, board().calendar)
    assert not clock.is_fixed
    assert clock.due == MEETING
    assert "reasonable time" in str(clock.reason)


def test_notice_at_the_very_hour_is_in_time_and_a_moment_later_is_not() -> None:
    clock = notice_clocks(MEETING, here("2026-10-12 09:00"), board().meetings, board().calendar)
    assert clock.is_met_by(here("2026-11-30 18:30").astimezone(UTC))
    assert not clock.is_met_by(here("2026-11-30 18:30") + timedelta(seconds=1))


def test_the_law_names_the_channels() -> None:
    clock = notice_clocks(MEETING, here("2026-10-12 09:00"), board().meetings, board().calendar)
    assert clock.channels == ("News media", "Designated public place", "Website")


def test_72_hours_pass_over_the_night_of_the_clock_change() -> None:
    after = here("2026-11-02 18:30")
    clock = notice_clocks(after, here("2026-09-01 09:00"), board().meetings, board().calendar)
    assert clock.due == here("2026-10-30 19:30")


def test_documents_are_due_24_hours_before() -> None:
    clock = document_clock(MEETING, board().meetings, board().calendar)
    assert clock.due == here("2026-12-02 18:30")
    assert clock.clause == "OML 103(e)"


@pytest.mark.parametrize(
    ("closed_vote", "due"), [(False, date(2026, 12, 17)), (True, date(2026, 12, 10))]
)
def test_minutes_are_due_in_two_weeks_or_in_one_after_a_closed_vote(
    closed_vote: bool, due: date
) -> None:
    deadline = minutes_clock(
        MEETING.date(), board().meetings, board().calendar, closed_vote=closed_vote
    )
    assert deadline.raw == deadline.rolled == due
    assert deadline.clause == "OML 106(3)"


def test_minutes_due_on_a_holiday_are_due_on_the_next_business_day() -> None:
    deadline = minutes_clock(
        date(2026, 12, 11), board().meetings, board().calendar, closed_vote=False
    )
    assert deadline.raw == date(2026, 12, 25)
    assert deadline.rolled == date(2026, 12, 28)
