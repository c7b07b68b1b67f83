"""A whole meeting: as the public sees it, and as the presiding officer runs it."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from governance.schemas.findings import FindingView
from meetings.rules.motions import State
from meetings.schemas.executive import ExecutiveSession
from meetings.schemas.meetings import AgendaItem, Attendance, DutyView, Meeting, Minutes, Notice
from meetings.schemas.motions import MotionView, TallyView


class MeetingView(Struct, frozen=True, kw_only=True):
    """A meeting with everything that is public about it."""

    meeting: Meeting
    agenda: tuple[AgendaItem, ...]
    notices: tuple[Notice, ...]
    roll: tuple[Attendance, ...]
    motions: tuple[MotionView, ...]
    duties: tuple[DutyView, ...]
    minutes: Minutes | None
    executive_sessions: tuple[ExecutiveSession, ...] = ()


class InOrderView(Struct, frozen=True, kw_only=True):
    """Whether a deed is in order now, and why not; `kind` is the motion's."""

    deed: str
    name: str
    finding: FindingView
    kind: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """A member whose disclosure the matter names, and who has not said anything yet."""

    person: UUID
    name: str
    party: str


class WaitingMotion(Struct, frozen=True, kw_only=True):
    """A motion of some meeting that was tabled, referred or postponed and can come back."""

    id: UUID
    meeting: UUID
    number: int
    text: str
    state: State
    until_day: date | None
    until_meeting: UUID | None
    referred_to: str
    since: datetime
    finding: FindingView


class ConsoleView(Struct, frozen=True, kw_only=True):
    """What the presiding officer needs to see: roll, quorum, the open vote, what is in order."""

    meeting: Meeting
    present: int
    needed: int
    may_leave: int
    in_order: tuple[InOrderView, ...]
    open_vote: MotionView | None
    if_closed_now: TallyView | None
    missing: tuple[str, ...] = ()
    missing_for_quorum: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    waiting: tuple[WaitingMotion, ...] = ()
    too_many_recused: FindingView | None = None
    executive_sessions: tuple[ExecutiveSession, ...] = ()
