"""Hours on the body's own clock, also in the nights when it is changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from governance.errors import BadInputError
from meetings.rules.hours import moment_there
from tests.meetings.law import here

ZONE = "America/New_York"


def there(text: str) -> datetime:
    return moment_there("starts_at", datetime.fromisoformat(text), ZONE)


def test_an_hour_without_a_zone_is_on_the_body_s_clock() -> None:
    assert there("2026-12-03T18:30") == here("2026-12-03 18:30")


def test_an_hour_with_a_zone_is_that_moment() -> None:
    assert there("2026-12-03T23:30Z") == here("2026-12-03 18:30")
    assert there("2026-12-03T23:30Z").tzinfo == ZoneInfo(ZONE)


@pytest.mark.parametrize("text", ["2026-03-08T02:00", "2026-03-08T02:30", "2026-03-08T02:59"])
def test_an_hour_that_the_clocks_skip_is_refused(text: str) -> None:
    with pytest.raises(BadInputError) as refused:
        there(text)
    assert "Sunday, March 8, 2026 the clocks go forward" in str(refused.value)


@pytest.mark.parametrize("text", ["2026-03-08T01:59", "2026-03-08T03:00"])
def test_the_hours_on_both_sides_of_the_gap_are_taken(text: str) -> None:
    assert there(text).replace(tzinfo=None) == datetime.fromisoformat(text)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert there("2026-11-01T01:30").astimezone(UTC) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59"])
def test_a_day_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        there(text)
