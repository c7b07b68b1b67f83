"""What the presiding officer sees now, and the whole public view of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.findings import Finding
from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.services.bodies import charter_on
from meetings.rules.motions import immediate
from meetings.rules.orders import InOrder, in_order
from meetings.rules.quorum import Quorum, present_at
from meetings.rules.recusals import can_act
from meetings.rules.tallies import Tally
from meetings.rules.votes import tally
from meetings.schemas.consoles import Asked, ConsoleView, InOrderView, MeetingView, WaitingMotion
from meetings.schemas.meetings import AgendaItem
from meetings.schemas.motions import Entitled, Voted, tally_view
from meetings.services.documents import agenda_versions
from meetings.services.executive import as_anyone_sees
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.notices import duties_of, duty_view
from meetings.services.pasts import waiting_motions
from meetings.services.recusals import asked_of
from meetings.services.rolls import roll_of
from meetings.services.sessions import quorum_at
from meetings.services.views import (
    SILENT,
    History,
    histories,
    is_public,
    motion_view,
    said_by_member,
)
from meetings.services.votes import room_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """A meeting as it is run: who is there, whether they may act, the vote, what is in order."""

    file: MeetingFile
    charter: Charter
    members: tuple[Entitled, ...]
    present: frozenset[UUID]
    quorum: Quorum
    in_order: tuple[InOrder, ...]
    vote: MotionFile | None
    said: tuple[Voted, ...]
    now: Tally | None
    motion: MotionFile | None = None
    asked: tuple[Asked, ...] = ()
    waiting: tuple[WaitingMotion, ...] = ()
    too_many_recused: Finding | None = None
    histories: Mapping[UUID, History] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Who could vote and has not."""
        return tuple(each.name for each in self.said if each.said == SILENT)

    @property
    def missing_for_quorum(self) -> tuple[str, ...]:
        """Who is in office and does not help to make the quorum now."""
        return tuple(each.name for each in self.members if each.person in self.quorum.missing)

    @property
    def vote_is_stopped(self) -> bool:
        """Say whether a vote is open and stands still, because too few are there."""
        return self.vote is not None and not self.quorum.is_there

    @property
    def remote(self) -> frozenset[UUID]:
        """Who is on the roll from elsewhere, whether that counts or not."""
        here = [each for each in self.file.roll if each.left_at is None and each.remote]
        return frozenset(each.person for each in here)


async def console(body: Body, meeting_id: UUID, at: datetime) -> Console:
    """Return what the presiding officer needs to see at this moment."""
    file = await meeting_file(body, meeting_id)
    roll = await roll_of(body, file.meeting, at)
    charter, members = roll.charter, roll.members
    moment = file.moment(at)
    found = quorum_at(file, members, charter, moment)
    vote = file.open_vote
    by_video = charter.meetings.by_video
    present = present_at(file.stays, moment, by_video=by_video)
    now = None
    if vote is not None:
        room = room_at(file, vote, moment, charter, members)
        now = tally(vote.votes, room, charter, vote.kind, noticed=vote.noticed)
    motion = _before_the_body(file, charter)
    return Console(
        file=file,
        charter=charter,
        members=members,
        present=present,
        quorum=found,
        in_order=in_order(file.meeting.state, file.pending, found, charter),
        vote=vote,
        said=said_by_member(vote, present) if vote else (),
        now=now,
        motion=motion,
        asked=await _asked(body, file, motion, members) if motion else (),
        waiting=await waiting_motions(body, charter, file, at),
        too_many_recused=_too_many_recused(motion, members, charter),
        histories=await histories(meeting_id),
    )


def _before_the_body(file: MeetingFile, charter: Charter) -> MotionFile | None:
    found = immediate(file.pending, charter)
    return next((each for each in file.motions if found and each.number == found.number), None)


async def _asked(
    body: Body, file: MeetingFile, motion: MotionFile, members: tuple[Entitled, ...]
) -> tuple[Asked, ...]:
    names = {each.person: each.name for each in members}
    return tuple(
        Asked(person=each.person, name=names[each.person], party=each.party)
        for each in await asked_of(body, file, motion)
        if each.person in names
    )


def _too_many_recused(
    motion: MotionFile | None, members: tuple[Entitled, ...], charter: Charter
) -> Finding | None:
    if motion is None:
        return None
    found = can_act([each.person for each in members], motion.recused, charter, motion.kind)
    return found if found.blocks else None


def console_view(seen: Console) -> ConsoleView:
    """Return the console for the API."""
    return ConsoleView(
        meeting=seen.file.meeting,
        present=seen.quorum.present,
        needed=seen.quorum.needed,
        may_leave=seen.quorum.may_leave,
        in_order=tuple(
            InOrderView(
                deed=each.deed,
                name=str(each.name),
                finding=finding_view(each.finding),
                kind=each.kind,
            )
            for each in seen.in_order
        ),
        open_vote=motion_view(seen.vote, seen.file) if seen.vote else None,
        if_closed_now=tally_view(seen.now) if seen.now else None,
        missing=seen.missing,
        missing_for_quorum=seen.missing_for_quorum,
        asked=seen.asked,
        waiting=seen.waiting,
        too_many_recused=finding_view(seen.too_many_recused) if seen.too_many_recused else None,
        executive_sessions=seen.file.executive,
    )


async def _public_items(body: Body, file: MeetingFile) -> tuple[AgendaItem, ...]:
    """Return the items that were published, and all of them once the meeting has begun."""
    if file.meeting.called_to_order_at is not None:
        return file.agenda
    versions = await agenda_versions(body, file.meeting.id)
    published = {each.id for each in versions[-1].items} if versions else set()
    return tuple(each for each in file.agenda if each.id in published)


async def meeting_view(body: Body, meeting_id: UUID, at: datetime) -> MeetingView:
    """Return everything that is public about a meeting; no vote before it is closed."""
    file = await meeting_file(body, meeting_id)
    charter = await charter_on(body, day_in(file.meeting.set_at, body.timezone))
    now = at.astimezone(ZoneInfo(body.timezone))
    more = await histories(meeting_id)
    return MeetingView(
        meeting=file.meeting,
        agenda=await _public_items(body, file),
        notices=file.notices,
        roll=file.roll,
        motions=tuple(
            motion_view(each, file, more.get(each.id)) for each in file.motions if is_public(each)
        ),
        duties=tuple(duty_view(each, now) for each in duties_of(file, body, charter)),
        minutes=file.minutes,
        executive_sessions=tuple(map(as_anyone_sees, file.executive)),
    )
