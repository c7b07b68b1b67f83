"""Notice of a meeting, its documents, and how its duties stand."""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.charter.model import Charter
from governance.errors import BadInputError, OutOfOrderError
from governance.rules.papers import DOCUMENTS as DOCUMENT_KINDS
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.deeds import Record, deed
from governance.services.papers import keep_paper
from meetings.rules.duties import Duty, MeetingFacts, Standing, duties
from meetings.rules.hours import moment_there
from meetings.rules.motions import Session
from meetings.schemas.meetings import DutyView, Meeting, Notice, NoticeWish, Publication
from meetings.services.files import MeetingFile, get_meeting
from meetings.tables import NoticeRow

NOTICE = "notice"
DOCUMENTS = "documents"
WEB = "web"


@deed
async def give_notice(record: Record, meeting_id: UUID, wish: NoticeWish) -> Notice:
    """Record that notice is given through a channel; the moment is that of this deed."""
    if wish.channel not in record.charter.meetings.notice.channels:
        raise BadInputError({"channel": say("The law names no such channel.")})
    if not wish.proof.strip() and wish.paper is None:
        raise BadInputError({"proof": say("Say what proves it, or hand in a file.")})
    await _still_to_come(record.body, meeting_id)
    claimed_at = _claimed(record, wish.claimed_at)
    paper = None
    if wish.paper is not None:
        paper = (await keep_paper(record, wish.paper, kinds=DOCUMENT_KINDS)).id
    return await publish(
        record,
        meeting_id,
        Notice(
            kind=NOTICE,
            channel=wish.channel,
            given_at=record.at,
            proof=wish.proof,
            paper=paper,
            claimed_at=claimed_at,
            recorded_by=record.actor.name,
        ),
    )


def _claimed(record: Record, claimed: datetime | None) -> datetime | None:
    """Return when it was done on paper, as somebody says; what is to come was not done."""
    if claimed is None:
        return None
    moment = moment_there("claimed_at", claimed, record.body.timezone)
    if moment > record.at:
        raise BadInputError({"claimed_at": say("What was done lies in the past.")})
    return moment


@deed
async def publish_documents(record: Record, meeting_id: UUID, wish: Publication) -> Notice:
    """Record that what will be discussed can now be read; the moment is that of this deed."""
    await _still_to_come(record.body, meeting_id)
    notice = Notice(
        kind=DOCUMENTS,
        channel=WEB,
        given_at=record.at,
        proof=wish.proof,
        recorded_by=record.actor.name,
    )
    return await publish(record, meeting_id, notice)


def duties_of(file: MeetingFile, body: Body, charter: Charter) -> tuple[Duty, ...]:
    """Return what the law asks around this meeting; nothing for one that is not held."""
    meeting = file.meeting
    if meeting.state in (Session.TENTATIVE, Session.CANCELLED):
        return ()
    zone = ZoneInfo(body.timezone)
    documents = [each.given_at for each in file.notices if each.kind == DOCUMENTS]
    facts = MeetingFacts(
        starts_at=meeting.starts_at.astimezone(zone),
        set_at=meeting.set_at.astimezone(zone),
        notices=_first_notices(file, zone),
        documents_at=min(documents).astimezone(zone) if documents else None,
        adjourned_at=_in(zone, meeting.adjourned_at),
        minutes_at=_in(zone, file.minutes_first_at),
        closed_vote=file.has_closed_vote,
    )
    return duties(facts, charter.meetings, charter.calendar)


def duty_view(duty: Duty, now: datetime) -> DutyView:
    """Return a duty in words, as it stands at a moment in the body's zone."""
    return DutyView(
        id=duty.id,
        name=str(duty.name),
        clause=duty.clause,
        reason=str(duty.reason),
        due_at=duty.due_at,
        due_on=None if duty.due_at else duty.due_on,
        done_at=duty.done_at,
        state=duty.standing(now),
        missing=duty.missing,
    )


def is_done(duty: Duty, now: datetime) -> bool:
    """Say whether nothing is left to do for a duty."""
    return duty.standing(now) in (Standing.DONE, Standing.LATE)


def _first_notices(file: MeetingFile, zone: ZoneInfo) -> dict[str, datetime]:
    """Return the first notice through each channel since the meeting was last set."""
    first: dict[str, datetime] = {}
    for notice in file.notices:
        if notice.kind == NOTICE and notice.given_at >= file.meeting.set_at:
            first.setdefault(notice.channel, notice.given_at.astimezone(zone))
    return first


def _in(zone: ZoneInfo, moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)


async def _still_to_come(body: Body, meeting_id: UUID) -> Meeting:
    meeting = await get_meeting(body, meeting_id)
    if not meeting.state.is_to_come:
        raise OutOfOrderError(say("This meeting is past that: {state}.", state=meeting.state.words))
    return meeting


async def publish(record: Record, meeting_id: UUID, notice: Notice) -> Notice:
    """Keep within a deed that notice was given, or that documents can be read."""
    await NoticeRow.insert(
        NoticeRow(
            id=uuid4(), body=record.body.id, meeting=meeting_id, **msgspec.structs.asdict(notice)
        )
    )
    told = {notice.kind: notice.channel, "proof": notice.proof, "claimed_at": notice.claimed_at}
    record.note(f"meeting:{meeting_id}", after={name: it for name, it in told.items() if it})
    return notice
