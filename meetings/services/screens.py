"""What may a room full of people, and anyone else, see of a meeting at this moment?

The question and who is there, whole; of an open vote only how many have voted, and the votes by
name once it is closed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from meetings.rules.motions import Session
from meetings.rules.quorum import Quorum
from meetings.schemas.executive import ExecutiveSession
from meetings.schemas.meetings import AgendaItem, Meeting
from meetings.schemas.motions import Entitled, Voted
from meetings.services.consoles import Console, console
from meetings.services.files import MeetingFile, MotionFile
from meetings.services.views import SILENT, is_public, said_by_member

UNDER_WAY = frozenset(each for each in Session if each.is_under_way)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One meeting as everybody may see it now."""

    meeting: Meeting
    item: AgendaItem | None
    motion: MotionFile | None
    said: tuple[Voted, ...]
    voted: int
    voters: int
    quorum: Quorum
    here: tuple[Entitled, ...]
    away: tuple[Entitled, ...]
    news: Sentence
    charter: Charter
    closed: ExecutiveSession | None = None

    @property
    def is_under_way(self) -> bool:
        return self.meeting.state in UNDER_WAY

    @property
    def is_open(self) -> bool:
        """Say whether a vote is open, so that nobody may see how anyone voted."""
        return self.motion is not None and not is_public(self.motion)


async def screen(body: Body, meeting_id: UUID, at: datetime) -> Screen:
    """Return what everybody may see at this moment."""
    seen = await console(body, meeting_id, at)
    motion = before_the_body(seen.file)
    able = [each for each in seen.said if each.person in seen.present and each.said != "recused"]
    return Screen(
        meeting=seen.file.meeting,
        item=_item(seen.file, motion),
        motion=motion,
        said=said_by_member(motion) if motion and is_public(motion) and motion.tally else (),
        voted=sum(each.said != SILENT for each in able),
        voters=len(able),
        quorum=seen.quorum,
        here=_members(seen, here=True),
        away=_members(seen, here=False),
        news=news(seen.file),
        charter=seen.charter,
        closed=seen.file.closed if seen.file.meeting.state is Session.EXECUTIVE else None,
    )


def before_the_body(file: MeetingFile) -> MotionFile | None:
    """Return the question that stands before the body, or the last one that it decided."""
    if file.open_vote is not None:
        return file.open_vote
    pending = [each for each in file.motions if each.state.is_pending]
    if pending:
        return pending[-1]
    closed = [each for each in file.motions if each.closed_at is not None]
    return max(closed, key=lambda each: (each.closed_at, each.number), default=None)


def news(file: MeetingFile) -> Sentence:
    """Say in a sentence where a meeting stands, for those who only listen."""
    motion = before_the_body(file)
    if file.meeting.state not in UNDER_WAY or file.meeting.state.is_closed or motion is None:
        return file.meeting.state.words
    if motion.tally is not None:
        return say("Motion {number}: {word}.", number=motion.number, word=motion.tally.word)
    if not is_public(motion):
        return say("The vote on motion {number} is open.", number=motion.number)
    return say("Motion {number} is before the meeting.", number=motion.number)


def _item(file: MeetingFile, motion: MotionFile | None) -> AgendaItem | None:
    return next((each for each in file.agenda if motion and each.id == motion.item), None)


def _members(seen: Console, *, here: bool) -> tuple[Entitled, ...]:
    return tuple(each for each in seen.members if (each.person in seen.present) == here)
