"""Setting meetings, moving them, calling them off; agendas; the lists of meetings."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.hours import hour_set
from meetings.rules.motions import Session
from meetings.schemas.meetings import (
    Meeting,
    MeetingKind,
    MeetingPage,
    MeetingWish,
)
from meetings.schemas.schedules import Cancellation, CancelledFor, NewTime
from meetings.services.changes import keep_change, require_unchanged, shown
from meetings.services.files import MEETING, get_meeting
from meetings.services.forced import let_forced_items_move, put_forced_items, take_off_later
from meetings.services.mailings import notice_again
from meetings.tables import MeetingRow

PAGE = 20
FARTHEST = timedelta(days=3 * 366)
"""How far ahead a meeting can be set; more is a slip of the pen."""

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)

explain(
    {
        "meeting_one_in_session": say("Another meeting of this body is in session."),
        "agenda_item_number": say("Somebody else added an item just now; add yours again."),
    }
)


@deed
async def schedule_meeting(record: Record, wish: MeetingWish) -> Meeting:
    """Set a meeting; the clock for its notice starts with this deed."""
    starts_at, ends_at = _hours(record, wish.starts_at, wish.ends_at)
    _check_district(record, wish)
    meeting_id = uuid4()
    row = MeetingRow(
        id=meeting_id,
        body=record.body.id,
        kind=wish.kind,
        title=wish.title,
        state=Session.TENTATIVE if wish.tentative else Session.SCHEDULED,
        starts_at=starts_at,
        ends_at=ends_at,
        place=wish.place,
        video=wish.video,
        take_part=wish.take_part,
        district=wish.district,
        uid=f"{meeting_id}@{record.body.slug}.openseat",
        sequence=0,
        set_at=record.at,
        changed_at=record.at,
        called_to_order_at=None,
        adjourned_at=None,
        cancelled_why="",
        cancelled_for="",
        presiding=None,
    )
    await MeetingRow.insert(row)
    meeting = await get_meeting(record.body, meeting_id)
    record.note(f"meeting:{meeting_id}", after=shown(meeting))
    await put_forced_items(record, meeting)
    await take_off_later(record, meeting)
    return meeting


@deed
async def reschedule_meeting(record: Record, meeting_id: UUID, wish: NewTime) -> Meeting:
    """Move a meeting, also one that was called off; a date makes it firm.

    Notice given for another hour or place no longer counts. The meeting stays the same one, in
    calendars too, and how it stood before stays readable.
    """
    meeting = await _to_come(record.body, meeting_id, or_cancelled=True)
    await require_unchanged(record, meeting, wish.seen)
    starts_at, ends_at = _hours(record, wish.starts_at, wish.ends_at)
    place = wish.place or meeting.place
    same = (starts_at, place) == (meeting.starts_at, meeting.place)
    stands = meeting.state is Session.SCHEDULED and same
    await MeetingRow.update(
        {
            MeetingRow.state: Session.SCHEDULED,
            MeetingRow.starts_at: starts_at,
            MeetingRow.ends_at: ends_at,
            MeetingRow.place: place,
            MeetingRow.video: meeting.video if wish.video is None else wish.video,
            MeetingRow.take_part: meeting.take_part if wish.take_part is None else wish.take_part,
            MeetingRow.cancelled_why: "",
            MeetingRow.cancelled_for: "",
            MeetingRow.sequence: meeting.sequence + 1,
            MeetingRow.set_at: meeting.set_at if stands else record.at,
            MeetingRow.changed_at: record.at,
        }
    ).where(MeetingRow.id == meeting_id)
    after = await get_meeting(record.body, meeting_id)
    after = await keep_change(record, meeting, after, wish.reason)
    await notice_again(record, after)
    await let_forced_items_move(record)
    return after


@deed
async def cancel_meeting(record: Record, meeting_id: UUID, wish: Cancellation) -> Meeting:
    """Call a meeting off before it begins; it stays in the calendar as such."""
    meeting = await _to_come(record.body, meeting_id)
    await require_unchanged(record, meeting, wish.seen)
    why = why_cancelled(wish)
    await MeetingRow.update(
        {
            MeetingRow.state: Session.CANCELLED,
            MeetingRow.cancelled_why: why,
            MeetingRow.cancelled_for: wish.cancelled_for,
            MeetingRow.sequence: meeting.sequence + 1,
            MeetingRow.changed_at: record.at,
        }
    ).where(MeetingRow.id == meeting_id)
    after = await get_meeting(record.body, meeting_id)
    after = await keep_change(record, meeting, after, why)
    await notice_again(record, after)
    await let_forced_items_move(record)
    return after


def why_cancelled(wish: Cancellation) -> str:
    """Return in words why a meeting is not held; what is of no list must be told."""
    told = wish.reason.strip()
    if wish.cancelled_for is CancelledFor.OTHER:
        if not told:
            raise BadInputError({"reason": say("Say why the meeting is not held.")})
        return told
    listed = f"{wish.cancelled_for.words}."
    return f"{listed} {told}" if told else listed


async def meetings_of(
    body: Body, *, since: datetime | None = None, until: datetime | None = None
) -> list[Meeting]:
    """Return the meetings that start within [since, until), the earliest first."""
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id",
        body.id,
        since or EARLIEST,
        until or LATEST,
    )
    return msgspec.convert(rows, list[Meeting])


async def past_meetings(body: Body, before: datetime, *, page: int = 1) -> MeetingPage:
    """Return one page of the meetings before a moment, the latest first."""
    counted = await engine().read(
        "SELECT count(*) AS number FROM meeting WHERE body = $1 AND starts_at < $2",
        body.id,
        before,
    )
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND starts_at < $2 ORDER BY starts_at DESC, id "
        "LIMIT $3 OFFSET $4",
        body.id,
        before,
        PAGE,
        (page - 1) * PAGE,
    )
    pages = max(-(-counted[0]["number"] // PAGE), 1)
    return MeetingPage(meetings=tuple(msgspec.convert(rows, list[Meeting])), page=page, pages=pages)


async def _to_come(body: Body, meeting_id: UUID, *, or_cancelled: bool = False) -> Meeting:
    meeting = await get_meeting(body, meeting_id)
    if meeting.state.is_to_come or (or_cancelled and meeting.state is Session.CANCELLED):
        return meeting
    if meeting.state is Session.CANCELLED:
        raise OutOfOrderError(say("This meeting was called off already."))
    if meeting.called_to_order_at is not None:
        raise OutOfOrderError(
            say(
                "This meeting was called to order at {hour}; it ends by being adjourned, "
                "and can neither be moved nor called off.",
                hour=meeting.called_to_order_at.astimezone(ZoneInfo(body.timezone)),
            )
        )
    raise OutOfOrderError(say("This meeting is past that: {state}.", state=meeting.state.words))


def _hours(
    record: Record, starts: datetime, ends: datetime | None
) -> tuple[datetime, datetime | None]:
    zone = record.body.timezone
    starts_at = hour_set("starts_at", starts, zone)
    ends_at = None if ends is None else hour_set("ends_at", ends, zone)
    if starts_at < record.at:
        raise BadInputError({"starts_at": say("A meeting is set ahead; this hour has passed.")})
    if starts_at > record.at + FARTHEST:
        raise BadInputError({"starts_at": say("This is more than three years ahead.")})
    if ends_at is not None and not starts_at < ends_at <= starts_at + timedelta(days=1):
        raise BadInputError({"ends_at": say("A meeting ends after it starts, within a day.")})
    return starts_at, ends_at


def _check_district(record: Record, wish: MeetingWish) -> None:
    districts = {seat.district for seat in record.charter.seats if seat.district}
    if wish.kind is MeetingKind.DISTRICT and wish.district not in districts:
        raise BadInputError(
            {"district": say("A district meeting is held in one of the districts.")}
        )
