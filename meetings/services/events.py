"""Meetings as calendar events, built once for each revision.

An event's bytes depend on the record alone: the same record gives the same feed. What is kept
here is thrown away with the process, and the oldest make room.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from icalendar import Calendar, Event, Timezone

from governance.schemas.bodies import Body
from governance.services.bodies import engine
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.files import MEETING

PRODID = "-//openseat//openseat//EN"
END = b"END:VCALENDAR\r\n"
FIRST, LAST = date(2007, 1, 1), date(2038, 1, 1)
"""Between these days the zones of a feed tell when clocks change; both lie far from any meeting."""

BACK = timedelta(days=400)
AHEAD = timedelta(days=3 * 366)
MOST = 5_000
KEPT = 50_000

STATUSES = {Session.TENTATIVE: "TENTATIVE", Session.CANCELLED: "CANCELLED"}

_kept: dict[tuple[UUID, int, datetime, str], bytes] = {}


async def body_feed(body: Body, at: datetime, home: str) -> bytes:
    """Return the calendar of a body: a year back and all that is to come.

    `home` is the address under which this installation is reached.
    """
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND starts_at >= $2 ORDER BY starts_at, id LIMIT $3",
        body.id,
        at - BACK,
        MOST,
    )
    events = (_event(msgspec.convert(row, Meeting), body, home) for row in rows)
    return calendar_of(body.name, (body.timezone,), events)


async def all_feed(at: datetime, home: str) -> bytes:
    """Return the meetings of all bodies: recent ones and those to come."""
    rows = await engine().read(
        "SELECT m.*, b.slug, b.name AS body_name, b.timezone FROM meeting m "
        "JOIN body b ON b.id = m.body WHERE m.starts_at >= $1 AND m.starts_at < $2 "
        "ORDER BY m.starts_at, m.id LIMIT $3",
        at - timedelta(days=31),
        at + AHEAD,
        MOST,
    )
    zones = sorted({row["timezone"] for row in rows})
    bodies = {
        row["body"]: Body(
            id=row["body"],
            slug=row["slug"],
            name=row["body_name"],
            timezone=row["timezone"],
            revision=0,
        )
        for row in rows
    }
    events = (_event(msgspec.convert(row, Meeting), bodies[row["body"]], home) for row in rows)
    return calendar_of("Public meetings", tuple(zones), events)


def calendar_of(name: str, zones: tuple[str, ...], events: Iterable[bytes]) -> bytes:
    """Return a calendar of events; events of whole days need no zones."""
    return b"".join((_head(name, zones), *events, END))


@lru_cache(maxsize=256)
def _head(name: str, zones: tuple[str, ...]) -> bytes:
    """Return a calendar up to its first event, with the zones in which its hours are given."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for zone in zones:
        calendar.add_component(
            Timezone.from_tzinfo(ZoneInfo(zone), zone, first_date=FIRST, last_date=LAST)
        )
    return bytes(calendar.to_ical()).removesuffix(END)


def _event(meeting: Meeting, body: Body, home: str) -> bytes:
    key = (meeting.id, meeting.sequence, meeting.changed_at, home)
    known = _kept.get(key)
    if known is None:
        if len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        known = _kept[key] = _built(meeting, body, home)
    return known


def _built(meeting: Meeting, body: Body, home: str) -> bytes:
    zone = ZoneInfo(body.timezone)
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", _whole(meeting.changed_at))
    event.add("last-modified", _whole(meeting.changed_at))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    if meeting.ends_at is not None:
        event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", f"{meeting.title} · {body.name}")
    where = ", ".join(filter(None, (meeting.place, meeting.video)))
    if where:
        event.add("location", where)
    about = "\n\n".join(filter(None, (meeting.cancelled_why, meeting.take_part)))
    if about:
        event.add("description", about)
    event.add("url", f"{home}/bodies/{body.slug}/meetings/{meeting.id}")
    event.add("status", STATUSES.get(meeting.state, "CONFIRMED"))
    return bytes(event.to_ical())


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
