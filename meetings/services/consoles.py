"""What the presiding officer sees now, and the whole public view of a meeting."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.services.bodies import charter_on
from meetings.rules.motions import InOrder, in_order
from meetings.rules.quorum import Quorum, present_at
from meetings.rules.tallies import Tally
from meetings.rules.votes import tally
from meetings.schemas.motions import (
    ConsoleView,
    Entitled,
    InOrderView,
    MeetingView,
    Voted,
    tally_view,
)
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.members import members_on
from meetings.services.notices import duties_of, duty_view
from meetings.services.sessions import quorum_at
from meetings.services.views import SILENT, is_public, motion_view, said_by_member
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

    @property
    def missing(self) -> tuple[str, ...]:
        """Who could vote and has not."""
        return tuple(each.name for each in self.said if each.said == SILENT)


async def console(body: Body, meeting_id: UUID, at: datetime) -> Console:
    """Return what the presiding officer needs to see at this moment."""
    file = await meeting_file(body, meeting_id)
    on = day_in(at, body.timezone)
    charter = await charter_on(body, on)
    members = await members_on(body, on)
    moment = file.moment(at)
    found = quorum_at(file, members, charter, moment)
    vote = file.open_vote
    by_video = charter.meetings.by_video
    present = present_at(file.stays, moment, by_video=by_video)
    now = None
    if vote is not None:
        room = room_at(file, vote, moment, by_video=by_video)
        now = tally(vote.votes, room, charter, vote.kind)
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
    )


def console_view(seen: Console) -> ConsoleView:
    """Return the console for the API."""
    return ConsoleView(
        meeting=seen.file.meeting,
        present=seen.quorum.present,
        needed=seen.quorum.needed,
        may_leave=seen.quorum.may_leave,
        in_order=tuple(
            InOrderView(deed=each.deed, finding=finding_view(each.finding))
            for each in seen.in_order
        ),
        open_vote=motion_view(seen.vote) if seen.vote else None,
        if_closed_now=tally_view(seen.now) if seen.now else None,
        missing=seen.missing,
    )


async def meeting_view(body: Body, meeting_id: UUID, at: datetime) -> MeetingView:
    """Return everything that is public about a meeting; no vote before it is closed."""
    file = await meeting_file(body, meeting_id)
    charter = await charter_on(body, day_in(file.meeting.set_at, body.timezone))
    now = at.astimezone(ZoneInfo(body.timezone))
    return MeetingView(
        meeting=file.meeting,
        agenda=file.agenda,
        notices=file.notices,
        roll=file.roll,
        motions=tuple(motion_view(each) for each in file.motions if is_public(each)),
        duties=tuple(duty_view(each, now) for each in duties_of(file, body, charter)),
        minutes=file.minutes,
    )
