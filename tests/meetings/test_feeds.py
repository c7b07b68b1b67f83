"""Calendar feeds: the same record gives the same bytes, and icalendar reads them back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from meetings.rules.motions import Session
from meetings.schemas.meetings import (
    Meeting,
    MeetingKind,
)
from meetings.schemas.schedules import Cancellation, NewTime
from meetings.services import calendars, sessions
from meetings.services.events import _built, all_feed, body_feed
from tests.meetings.law import here
from tests.meetings.sitting import HOUR, NOW, Sitting, sitting

__all__ = ["sitting"]

HOME = "https://boards.example"

GOLDEN = (
    "BEGIN:VEVENT\r\n"
    "SUMMARY:Regular meeting · Police Accountability Board\r\n"
    "DTSTART;TZID=America/New_York:20261203T183000\r\n"
    "DTEND;TZID=America/New_York:20261203T203000\r\n"
    "DTSTAMP:20261012T130000Z\r\n"
    "UID:00000000-0000-0000-0000-000000000001@rochester-pab.openseat\r\n"
    "SEQUENCE:2\r\n"
    "DESCRIPTION:Want of a quorum\\; no more\\, no less.\r\n"
    "LAST-MODIFIED:20261012T130000Z\r\n"
    "LOCATION:City Hall\\, 30 Church Street\\, https://video.example\r\n"
    "STATUS:CANCELLED\r\n"
    "URL:https://boards.example/bodies/rochester-pab/meetings/00000000-0000-000\r\n"
    " 0-0000-000000000001\r\n"
    "END:VEVENT\r\n"
)


def events(feed: bytes) -> list[Event]:
    calendar = Calendar.from_ical(feed)
    return [each for each in calendar.walk() if isinstance(each, Event)]


async def test_an_event_is_these_bytes(sitting: Sitting) -> None:
    meeting = Meeting(
        id=UUID(int=1),
        kind=MeetingKind.REGULAR,
        title="Regular meeting",
        state=Session.CANCELLED,
        starts_at=HOUR,
        ends_at=HOUR + timedelta(hours=2),
        place="City Hall, 30 Church Street",
        video="https://video.example",
        district="",
        uid=f"{UUID(int=1)}@rochester-pab.openseat",
        sequence=2,
        set_at=NOW,
        changed_at=datetime(2026, 10, 12, 13, 0, 0, 250_000, tzinfo=UTC),
        called_to_order_at=None,
        adjourned_at=None,
        cancelled_why="Want of a quorum; no more, no less.",
        presiding=None,
    )
    assert _built(meeting, sitting.body, HOME).decode() == GOLDEN


async def test_the_same_record_gives_the_same_bytes(sitting: Sitting) -> None:
    await sitting.meeting()
    first = await body_feed(sitting.body, NOW, HOME)
    assert first == await body_feed(sitting.body, NOW + timedelta(hours=5), HOME)


async def test_a_feed_reads_back_with_its_zone(sitting: Sitting) -> None:
    await sitting.meeting(ends_at=HOUR + timedelta(hours=2))
    feed = await body_feed(sitting.body, NOW, HOME)
    assert feed.count(b"BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n") == 1
    (event,) = events(feed)
    assert event.start == here("2026-12-03 18:30")
    assert event.end == here("2026-12-03 20:30")
    assert event.DTSTAMP == event.LAST_MODIFIED == sitting.now


async def test_a_change_keeps_the_uid_and_raises_the_sequence(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    (before,) = events(await body_feed(sitting.body, NOW, HOME))
    await calendars.reschedule_meeting(
        sitting.by(), meeting.id, NewTime(starts_at=HOUR + timedelta(days=7))
    )
    (after,) = events(await body_feed(sitting.body, NOW, HOME))
    assert before.uid == after.uid
    assert (before.sequence, after.sequence) == (0, 1)
    assert before.DTSTAMP is not None
    assert after.DTSTAMP is not None
    assert after.DTSTAMP > before.DTSTAMP
    assert after.start == here("2026-12-10 18:30")


async def test_a_cancelled_meeting_stays_as_such(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    await calendars.cancel_meeting(sitting.by(), meeting.id, Cancellation(reason="Snow."))
    (event,) = events(await body_feed(sitting.body, NOW, HOME))
    assert (event.status, event.sequence) == ("CANCELLED", 1)


async def test_holding_a_meeting_changes_no_calendar(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    before = await body_feed(sitting.body, NOW, HOME)
    sitting.now = HOUR
    held = await sitting.in_session(there=5, starts_at=HOUR + timedelta(minutes=1))
    await sessions.adjourn_meeting(sitting.by(), held.id)
    after = events(await body_feed(sitting.body, NOW, HOME))
    assert [event.status for event in after] == ["CONFIRMED", "CONFIRMED"]
    assert events(before)[0].to_ical() == after[0].to_ical()
    assert after[0].uid == meeting.uid


async def test_a_tentative_meeting_says_so_until_it_has_its_hour(sitting: Sitting) -> None:
    meeting = await sitting.meeting(tentative=True)
    (event,) = events(await body_feed(sitting.body, NOW, HOME))
    assert event.status == "TENTATIVE"
    await calendars.reschedule_meeting(sitting.by(), meeting.id, NewTime(starts_at=HOUR))
    (event,) = events(await body_feed(sitting.body, NOW, HOME))
    assert event.status == "CONFIRMED"


async def test_the_common_feed_has_the_recent_and_the_coming(sitting: Sitting) -> None:
    await sitting.meeting()
    assert len(events(await all_feed(NOW, HOME))) == 1
    assert events(await all_feed(NOW + timedelta(days=90), HOME)) == []


async def test_names_in_any_script_are_kept(sitting: Sitting) -> None:
    await sitting.meeting(title="会議; Réunion, 'съезд' 🏛️" + "長" * 60)
    (event,) = events(await body_feed(sitting.body, NOW, HOME))
    assert event.summary.startswith("会議; Réunion, 'съезд' 🏛️長")
