"""The minutes: drafted from the record, published, never overwritten."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.deeds import Record, deed, explain
from meetings.rules.minutes import Attended, Held, Line, Moved, StoodAside, minutes
from meetings.rules.motions import Session
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Minutes, MinutesLine
from meetings.schemas.motions import Entitled
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.members import members_on
from meetings.services.sessions import quorum_at
from meetings.services.views import said_by_member
from meetings.tables import MinutesRow

Also = Callable[[Body, UUID], Awaitable[tuple[Line, ...]]]
_also: list[Also] = []

explain({"minutes_version": say("Somebody else published minutes just now; look again.")})


def also(lines: Also) -> None:
    """Let another package say in the minutes what it did at a meeting."""
    _also.append(lines)


@deed
async def publish_minutes(record: Record, meeting_id: UUID) -> Minutes:
    """Publish the minutes as the record gives them now; a later version stands beside it.

    They are a draft until the body approves them, and do not wait for that.
    """
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state is not Session.ADJOURNED:
        raise OutOfOrderError(say("Minutes are published once the meeting has ended."))
    lines = await drafted(record.body, file)
    version = 1 + (file.minutes.version if file.minutes else 0)
    published = Minutes(version=version, published_at=record.at, lines=_in_words(lines))
    text = msgspec.json.encode(published.lines).decode()
    await MinutesRow.insert(
        MinutesRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            version=version,
            lines=text,
            published_at=record.at,
        )
    )
    record.note(f"meeting:{meeting_id}", after={"minutes": version, "lines": text})
    return published


async def drafted(body: Body, file: MeetingFile) -> tuple[Line, ...]:
    """Return the minutes as the record gives them now; nothing before the call to order."""
    called_at = file.meeting.called_to_order_at
    if called_at is None:
        return ()
    on = day_in(called_at, body.timezone)
    charter = await charter_on(body, on)
    members = await members_on(body, on)
    more = [line for lines in _also for line in await lines(body, file.meeting.id)]
    held = _held(body, file, members, charter, called_at)
    return minutes(replace(held, also=tuple(more)))


def _held(
    body: Body,
    file: MeetingFile,
    members: tuple[Entitled, ...],
    charter: Charter,
    called_at: datetime,
) -> Held:
    zone = ZoneInfo(body.timezone)
    meeting = file.meeting
    came = {each.person for each in file.roll}
    names = {each.person: each.name for each in members}
    adjourned_at = meeting.adjourned_at.astimezone(zone) if meeting.adjourned_at else None
    found_at = _quorum_found_at(file, members, charter, called_at)
    return Held(
        title=meeting.title,
        body=body.name,
        place=meeting.place,
        called_to_order_at=called_at.astimezone(zone),
        adjourned_at=adjourned_at,
        presiding=names.get(meeting.presiding, "") if meeting.presiding else "",
        quorum=quorum_at(file, members, charter, found_at).reason,
        quorum_came_at=found_at.astimezone(zone) if found_at > called_at else None,
        roll=tuple(_attended(file, zone)),
        absent=tuple(each.name for each in members if each.person not in came),
        motions=tuple(_moved(motion, charter) for motion in file.motions),
    )


def _quorum_found_at(
    file: MeetingFile, members: tuple[Entitled, ...], charter: Charter, called_at: datetime
) -> datetime:
    """Return when enough members were first in the room; the call to order if they never were."""
    arrivals = sorted(stay.arrived_at for stay in file.roll if stay.arrived_at > called_at)
    for moment in (called_at, *arrivals):
        if quorum_at(file, members, charter, moment).is_there:
            return moment
    return called_at


def _attended(file: MeetingFile, zone: ZoneInfo) -> Iterator[Attended]:
    for stay in file.roll:
        left_at = stay.left_at.astimezone(zone) if stay.left_at else None
        if stay.left_at == file.meeting.adjourned_at:
            left_at = None  # whoever stays to the end leaves with everybody
        yield Attended(stay.name, stay.arrived_at.astimezone(zone), left_at, stay.remote)


def _moved(motion: MotionFile, charter: Charter) -> Moved:
    said = said_by_member(motion)

    def who(choice: Choice) -> tuple[str, ...]:
        return tuple(each.name for each in said if each.said == choice)

    return Moved(
        number=motion.number,
        kind=motion.kind,
        text=motion.text,
        mover=motion.mover_name,
        seconder=motion.seconder_name,
        state=motion.state,
        tally=motion.tally,
        yes=who(Choice.YES),
        no=who(Choice.NO),
        abstain=who(Choice.ABSTAIN),
        aside=tuple(
            StoodAside(each.name, each.reason, charter.recusal.clause) for each in motion.recusals
        ),
    )


def _in_words(lines: tuple[Line, ...]) -> tuple[MinutesLine, ...]:
    return tuple(MinutesLine(kind=line.kind, text=str(line.text)) for line in lines)
