"""Setting meetings, moving them, calling them off; agendas; the lists of meetings."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.hours import moment_there
from meetings.rules.motions import Session
from meetings.schemas.meetings import (
    AgendaItem,
    Cancellation,
    ItemWish,
    Meeting,
    MeetingKind,
    MeetingPage,
    MeetingWish,
    NewTime,
)
from meetings.services.files import MEETING, get_meeting
from meetings.tables import AgendaItemRow, MeetingRow

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
        district=wish.district,
        uid=f"{meeting_id}@{record.body.slug}.openseat",
        sequence=0,
        set_at=record.at,
        changed_at=record.at,
        called_to_order_at=None,
        adjourned_at=None,
        cancelled_why="",
        presiding=None,
    )
    await MeetingRow.insert(row)
    meeting = await get_meeting(record.body, meeting_id)
    record.note(f"meeting:{meeting_id}", after=_shown(meeting))
    return meeting


@deed
async def reschedule_meeting(record: Record, meeting_id: UUID, wish: NewTime) -> Meeting:
    """Move a meeting; notice given for the old hour no longer counts. A date makes it firm."""
    meeting = await _to_come(record.body, meeting_id)
    starts_at, ends_at = _hours(record, wish.starts_at, wish.ends_at)
    await MeetingRow.update(
        {
            MeetingRow.state: Session.SCHEDULED,
            MeetingRow.starts_at: starts_at,
            MeetingRow.ends_at: ends_at,
            MeetingRow.place: wish.place or meeting.place,
            MeetingRow.sequence: meeting.sequence + 1,
            MeetingRow.set_at: record.at,
            MeetingRow.changed_at: record.at,
        }
    ).where(MeetingRow.id == meeting_id)
    return await _noted(record, meeting)


@deed
async def cancel_meeting(record: Record, meeting_id: UUID, wish: Cancellation) -> Meeting:
    """Call a meeting off before it begins; it stays in the calendar as such."""
    meeting = await _to_come(record.body, meeting_id)
    await MeetingRow.update(
        {
            MeetingRow.state: Session.CANCELLED,
            MeetingRow.cancelled_why: wish.reason,
            MeetingRow.sequence: meeting.sequence + 1,
            MeetingRow.changed_at: record.at,
        }
    ).where(MeetingRow.id == meeting_id)
    return await _noted(record, meeting)


@deed
async def add_agenda_item(record: Record, meeting_id: UUID, wish: ItemWish) -> AgendaItem:
    """Put an item at the end of the agenda, also while the meeting is in session."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over; its agenda stays as it was."))
    rows = await engine().read(
        "SELECT count(*) AS number FROM agenda_item WHERE meeting = $1", meeting_id
    )
    item = AgendaItem(id=uuid4(), number=rows[0]["number"] + 1, title=wish.title, kind=wish.kind)
    await AgendaItemRow.insert(
        AgendaItemRow(body=record.body.id, meeting=meeting_id, **msgspec.structs.asdict(item))
    )
    record.note(f"meeting:{meeting_id}", after={"agenda_item": item.number, "title": item.title})
    return item


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


async def _to_come(body: Body, meeting_id: UUID) -> Meeting:
    meeting = await get_meeting(body, meeting_id)
    if not meeting.state.is_to_come:
        raise OutOfOrderError(say("This meeting is past that: {state}.", state=meeting.state.words))
    return meeting


async def _noted(record: Record, before: Meeting) -> Meeting:
    after = await get_meeting(record.body, before.id)
    was, now = _shown(before), _shown(after)
    changed = [name for name in now if was[name] != now[name]]
    record.note(
        f"meeting:{before.id}",
        before={name: was[name] for name in changed},
        after={name: now[name] for name in changed},
    )
    return after


def _shown(meeting: Meeting) -> dict[str, object]:
    fields = msgspec.structs.asdict(meeting)
    return {name: value for name, value in fields.items() if name not in ("id", "uid")}


def _hours(
    record: Record, starts: datetime, ends: datetime | None
) -> tuple[datetime, datetime | None]:
    zone = record.body.timezone
    starts_at = moment_there("starts_at", starts, zone)
    ends_at = None if ends is None else moment_there("ends_at", ends, zone)
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
