"""The public is heard: who signed up, who is called, who spoke; contacts are forgotten in time."""

from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter, PublicComment
from governance.clock import day_in
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain
from governance.services.erasure import ERASED, erase_private
from meetings.rules.comments import SignUp, SpeakerState, closes_at, may_sign_up, opens_at
from meetings.rules.minutes import Line, LineKind
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.schemas.speakers import (
    ContactsErased,
    Settled,
    Settlement,
    SignedUp,
    Speaker,
    SpeakerList,
    SpeakerWish,
)
from meetings.services.files import get_meeting
from meetings.services.minutes import also
from meetings.tables import CommentCloseRow, SpeakerRow

ABOUT = "speaker"
"""What the tickets of the public form are about."""

explain(
    {
        "speaker_number": say("Somebody else signed up just now; send it once more."),
        "speaker_one_called": say("Somebody else is speaking now."),
        "comment_close_once": say("The list is closed already."),
    }
)


@deed
async def sign_up_to_speak(record: Record, meeting_id: UUID, wish: SpeakerWish) -> SignedUp:
    """Put one's own name on the list of those who want to speak."""
    return await _sign_up(record, meeting_id, wish, at_the_door=False)


@deed
async def sign_up_at_the_door(record: Record, meeting_id: UUID, wish: SpeakerWish) -> SignedUp:
    """Put the name of somebody who is there on the list."""
    return await _sign_up(record, meeting_id, wish, at_the_door=True)


async def _sign_up(
    record: Record, meeting_id: UUID, wish: SpeakerWish, *, at_the_door: bool
) -> SignedUp:
    rule = rule_of(record.charter)
    meeting = await get_meeting(record.body, meeting_id)
    sign_up = await _list_of(record.body, meeting)
    require(
        *may_sign_up(sign_up, rule, record.charter.calendar, record.at, at_the_door=at_the_door)
    )
    rows = await engine().read(
        "SELECT count(*) AS number FROM speaker WHERE meeting = $1", meeting_id
    )
    number = rows[0]["number"] + 1
    speaker = uuid4()
    await SpeakerRow.insert(
        SpeakerRow(
            id=speaker,
            body=record.body.id,
            meeting=meeting_id,
            number=number,
            name=wish.name,
            topic=wish.topic,
            contact=wish.contact,
            at_the_door=at_the_door,
            state=SpeakerState.WAITING,
            signed_up_at=record.at,
            called_at=None,
            settled_at=None,
            erased_at=None,
        )
    )
    record.note(
        f"speaker:{speaker}",
        after={
            "number": number,
            "meeting": meeting_id,
            "name": Private(wish.name),
            "topic": Private(wish.topic),
            "contact": Private(wish.contact),
        },
    )
    return SignedUp(number=number)


@deed
async def call_speaker(record: Record, meeting_id: UUID, speaker_id: UUID) -> Speaker:
    """Call somebody to speak; one at a time, while the meeting is in session."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state is not Session.IN_SESSION:
        raise OutOfOrderError(say("People are called to speak while the meeting is in session."))
    speaker = await _speaker(record.body, meeting_id, speaker_id)
    if speaker.state is not SpeakerState.WAITING:
        raise OutOfOrderError(
            say("{name} does not wait: {state}.", name=speaker.name, state=speaker.state.words)
        )
    await SpeakerRow.update(
        {SpeakerRow.state: SpeakerState.CALLED, SpeakerRow.called_at: record.at}
    ).where(SpeakerRow.id == speaker_id)
    record.note(f"speaker:{speaker_id}", after={"called": speaker.name})
    return await _speaker(record.body, meeting_id, speaker_id)


@deed
async def settle_speaker(
    record: Record, meeting_id: UUID, speaker_id: UUID, wish: Settlement
) -> Speaker:
    """Record that somebody spoke, did not appear when called, or does not want to any more."""
    speaker = await _speaker(record.body, meeting_id, speaker_id)
    from_here = {
        Settled.SPOKE: (SpeakerState.CALLED,),
        Settled.MISSING: (SpeakerState.CALLED,),
        Settled.WITHDRAWN: (SpeakerState.WAITING,),
    }[wish.outcome]
    if speaker.state not in from_here:
        raise OutOfOrderError(
            say(
                "{name} is not at that point: {state}.",
                name=speaker.name,
                state=speaker.state.words,
            )
        )
    await SpeakerRow.update(
        {SpeakerRow.state: SpeakerState(wish.outcome), SpeakerRow.settled_at: record.at}
    ).where(SpeakerRow.id == speaker_id)
    record.note(f"speaker:{speaker_id}", after={"outcome": wish.outcome})
    return await _speaker(record.body, meeting_id, speaker_id)


@deed
async def close_sign_up(record: Record, meeting_id: UUID) -> SpeakerList:
    """Close the list of those who want to speak, on the web and at the door."""
    meeting = await get_meeting(record.body, meeting_id)
    if (await _list_of(record.body, meeting)).closed_at is not None:
        raise OutOfOrderError(say("The list is closed already."))
    await CommentCloseRow.insert(
        CommentCloseRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            closed_by=record.actor.name,
            closed_at=record.at,
        )
    )
    record.note(f"meeting:{meeting_id}", after={"sign_up": "closed"})
    return await speaker_list(record.body, record.charter, meeting, record.at)


@deed
async def erase_speaker_contacts(record: Record) -> ContactsErased:
    """Forget the contacts that were kept long enough, and the names of who never was called."""
    over = await _expired(record.body, record.charter, record.today)
    for speaker in over:
        await engine().write(
            "UPDATE speaker SET contact = '', erased_at = $1, "
            "name = CASE WHEN called_at IS NULL THEN $2 ELSE name END, "
            "topic = CASE WHEN called_at IS NULL THEN '' ELSE topic END WHERE id = $3",
            record.at,
            str(ERASED),
            speaker,
        )
    await erase_private(record, {f"speaker:{each}" for each in over})
    return ContactsErased(count=len(over))


def rule_of(charter: Charter) -> PublicComment:
    """Return how the public is heard, or refuse where the charter says nothing of it."""
    if charter.public_comment is None:
        raise NotFoundError(say("The law of this body has no public comment."))
    return charter.public_comment


async def speakers_of(meeting_id: UUID) -> tuple[Speaker, ...]:
    """Return everybody on the list of a meeting, in order."""
    rows = await engine().read(
        "SELECT id, number, name, topic, contact, at_the_door, state, signed_up_at, called_at "
        "FROM speaker WHERE meeting = $1 ORDER BY number",
        meeting_id,
    )
    read = [{**row, "at_the_door": bool(row["at_the_door"])} for row in rows]
    return tuple(msgspec.convert(read, list[Speaker]))


async def speaker_list(body: Body, charter: Charter, meeting: Meeting, at: datetime) -> SpeakerList:
    """Return what everyone may know: how many signed up; who was called, once the name was read."""
    rule = rule_of(charter)
    sign_up = await _list_of(body, meeting)
    found = may_sign_up(sign_up, rule, charter.calendar, at, at_the_door=False)
    blocked = [str(each.reason) for each in found if each.blocks]
    return SpeakerList(
        minutes=rule.minutes,
        opens_at=opens_at(sign_up, rule, charter.calendar),
        closes_at=closes_at(sign_up, rule, charter.calendar),
        is_open=not blocked,
        why_not=" ".join(blocked),
        signed_up=sign_up.count,
        spoke=tuple(
            each.name for each in await speakers_of(meeting.id) if each.state is SpeakerState.SPOKE
        ),
    )


async def _list_of(body: Body, meeting: Meeting) -> SignUp:
    rows = await engine().read(
        "SELECT (SELECT count(*) FROM speaker "
        "WHERE meeting = $1 AND state <> 'withdrawn') AS count, "
        "(SELECT closed_at FROM comment_close WHERE meeting = $1) AS closed_at",
        meeting.id,
    )
    return SignUp(
        starts_at=meeting.starts_at.astimezone(ZoneInfo(body.timezone)),
        session=meeting.state,
        count=rows[0]["count"],
        closed_at=rows[0]["closed_at"],
    )


async def _speaker(body: Body, meeting_id: UUID, speaker_id: UUID) -> Speaker:
    await get_meeting(body, meeting_id)
    for each in await speakers_of(meeting_id):
        if each.id == speaker_id:
            return each
    raise NotFoundError(say("There is nobody of this name on the list."))


async def _expired(body: Body, charter: Charter, on: date) -> list[UUID]:
    """Return whose contact was kept past the span after the meeting."""
    if charter.public_comment is None:
        return []
    rows = await engine().read(
        "SELECT s.id, g.starts_at FROM speaker s JOIN meeting g ON g.id = s.meeting "
        "WHERE s.body = $1 AND s.erased_at IS NULL ORDER BY g.starts_at",
        body.id,
    )
    span = charter.public_comment.retention
    return [
        row["id"]
        for row in rows
        if charter.calendar.deadline(day_in(row["starts_at"], body.timezone), span).rolled < on
    ]


async def due_erasures(body: Body, on: date) -> list[Due]:
    """Return that contacts of speakers are to be erased, if any are."""
    charter = await charter_on(body, on)
    over = await _expired(body, charter, on)
    if not over or charter.public_comment is None:
        return []
    return [
        Due(
            what=say("Erase the contacts of {count} who wanted to speak", count=len(over)),
            who=say("Board staff"),
            clause=charter.public_comment.retention.clause,
            day=on,
            raw=on,
            on=on,
            href=f"/bodies/{body.slug}/speakers/expired",
            needs="erase_speaker_contacts",
            advisory=True,
        )
    ]


async def lines_of_speakers(body: Body, meeting_id: UUID) -> tuple[Line, ...]:
    """Return what the minutes say of public comment: who spoke, by the name as given."""
    del body  # every package's lines are asked in one way
    names = tuple(
        each.name for each in await speakers_of(meeting_id) if each.state is SpeakerState.SPOKE
    )
    if not names:
        return ()
    return (
        Line(LineKind.HEADING, say("Public comment"), "public-comment"),
        Line(LineKind.TEXT, say("Spoke: {names}.", names=names)),
    )


also(lines_of_speakers)
