"""A year's meetings are planned by the rule, looked at, and set in one deed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from icalendar import Calendar, Event

from governance.errors import BadInputError, OutOfOrderError
from meetings.schemas.meetings import MeetingKind
from meetings.schemas.schedules import NewTime, PlannedWish, SchedulePreview, ScheduleWish
from meetings.services.calendars import meetings_of, reschedule_meeting
from meetings.services.events import body_feed
from meetings.services.schedules import preview_schedule, schedule_year
from tests.meetings.law import here
from tests.meetings.sitting import NOW, Sitting, sitting

__all__ = ["sitting"]

ROW = "regular-2027-{}-1830"
JULY_FIRST = ROW.format("07-01")


async def seen(sitting: Sitting, wish: ScheduleWish) -> SchedulePreview:
    return await preview_schedule(sitting.by(), wish)


async def set_as_seen(sitting: Sitting, wish: ScheduleWish) -> int:
    preview = await seen(sitting, wish)
    done = await schedule_year(sitting.by(), msgspec.structs.replace(wish, seen=preview.seen))
    return len(done.meetings)


async def test_a_year_is_set_in_one_deed_and_a_second_time_nothing_is_left(
    sitting: Sitting,
) -> None:
    wish = ScheduleWish(year=2027, video="https://video.example")
    assert await set_as_seen(sitting, wish) == 12
    found = await meetings_of(sitting.body)
    assert len(found) == 12
    assert {each.video for each in found} == {"https://video.example"}
    again = await seen(sitting, wish)
    assert {each.why_not for each in again.rows if each.first_on} == {"Set already."}
    with pytest.raises(OutOfOrderError, match="no meeting among these"):
        await set_as_seen(sitting, wish)


async def test_each_meeting_is_at_its_hour_over_both_changes_of_the_clocks(
    sitting: Sitting,
) -> None:
    await set_as_seen(sitting, ScheduleWish(year=2027))
    feed = Calendar.from_ical(await body_feed(sitting.body, NOW, "https://boards.example"))
    events = [each for each in feed.walk() if isinstance(each, Event)]
    assert len({each.uid for each in events}) == 12
    for each in events:
        assert (each.start.hour, each.start.minute) == (18, 30)
        assert each.end - each.start == timedelta(hours=2)
    in_utc = [each.start.astimezone(UTC).hour for each in events]
    assert in_utc == [23, 23, 23, *[22] * 7, 22, 23]


async def test_holidays_other_meetings_and_missing_districts_are_shown(sitting: Sitting) -> None:
    await sitting.meeting(
        kind=MeetingKind.PANEL, title="Panel", starts_at=here("2027-02-04 19:00"), place="Library"
    )
    preview = await seen(sitting, ScheduleWish(year=2026))
    assert [each.why_not for each in preview.rows[:11]] == ["This day has passed."] * 11
    preview = await seen(sitting, ScheduleWish(year=2027))
    by_row = {each.row: each for each in preview.rows}
    (panel,) = by_row[ROW.format("02-04")].conflicts
    assert "The board meets then already: Panel" in panel.reason
    first, second = preview.missing
    assert (first.since, first.last) == (date(2026, 7, 1), date(2027, 6, 30))
    assert (second.since, second.clause) == (date(2027, 7, 1), "18-7B3")
    assert len(first.districts) == 4


async def test_a_holiday_is_pointed_out_and_moved_by_hand(sitting: Sitting) -> None:
    preview = await seen(sitting, ScheduleWish(year=2026))
    assert all(not each.conflicts for each in preview.rows)
    sitting.now = datetime(2027, 11, 1, 12, 0, tzinfo=UTC)
    year = ScheduleWish(year=2029)
    july = "regular-2029-07-05-1830"
    rows = (PlannedWish(row=july, starts_at=here("2029-07-04 18:30")),)
    moved = await seen(sitting, msgspec.structs.replace(year, rows=rows))
    (holiday,) = next(each for each in moved.rows if each.row == july).conflicts
    assert "is a public holiday" in holiday.reason
    assert holiday.clause == "GCL 24"


async def test_a_day_is_moved_left_out_or_chosen_for_a_district(sitting: Sitting) -> None:
    district = "district-2026-0"
    rows = (
        PlannedWish(row=JULY_FIRST, starts_at=here("2027-07-08 18:30")),
        PlannedWish(row=ROW.format("08-05"), leave_out=True),
        PlannedWish(row=district, starts_at=here("2027-03-16 18:00"), place="Library"),
    )
    wish = ScheduleWish(year=2027, rows=rows)
    assert await set_as_seen(sitting, wish) == 12
    found = {each.starts_at: each for each in await meetings_of(sitting.body)}
    assert here("2027-07-08 18:30") in found
    assert here("2027-08-05 18:30") not in found
    assert found[here("2027-03-16 18:00")].district
    after = await seen(sitting, ScheduleWish(year=2027))
    assert len(after.missing[0].districts) == 3


async def test_what_was_not_seen_is_not_set(sitting: Sitting) -> None:
    wish = ScheduleWish(year=2027)
    preview = await seen(sitting, wish)
    await sitting.meeting(starts_at=here("2027-02-04 18:30"), place="Library")
    stale = msgspec.structs.replace(wish, seen=preview.seen)
    with pytest.raises(OutOfOrderError, match="not what the preview showed"):
        await schedule_year(sitting.by(), stale)
    with pytest.raises(OutOfOrderError, match="not what the preview showed"):
        await schedule_year(sitting.by(), wish)
    assert len(await meetings_of(sitting.body)) == 1


async def test_a_meeting_that_was_moved_away_is_not_set_once_more(sitting: Sitting) -> None:
    await set_as_seen(sitting, ScheduleWish(year=2027))
    first = (await meetings_of(sitting.body))[0]
    await reschedule_meeting(sitting.by(), first.id, NewTime(starts_at=here("2027-01-14 18:30")))
    again = await seen(sitting, ScheduleWish(year=2027))
    assert not [each for each in again.rows if each.taken]


@pytest.mark.parametrize(
    "moved", ["2020-01-01T18:30", "2099-01-01T18:30", "2027-03-14T02:30", "2027-11-07T01:30"]
)
async def test_a_day_that_cannot_be_is_refused_beside_its_line(
    sitting: Sitting, moved: str
) -> None:
    there = datetime.fromisoformat(moved).replace(tzinfo=ZoneInfo("America/New_York"))
    rows = (PlannedWish(row=JULY_FIRST, starts_at=there),)
    with pytest.raises(BadInputError) as refused:
        await seen(sitting, ScheduleWish(year=2027, rows=rows))
    assert list(refused.value.fields) == [f"on_{JULY_FIRST}"]
