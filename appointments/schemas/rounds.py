"""Nomination rounds, as their circle sees them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.rules.rounds import Embargo
from appointments.rules.slates import Ballot, Fate, Outcome
from appointments.schemas.alliances import Someone
from appointments.schemas.appointments import SeatId
from governance.schemas.findings import FindingView
from governance.schemas.papers import Paper
from governance.schemas.people import Line, Name, Prose

Reason = Annotated[str, Meta(max_length=5000, pattern=r"^[^\x00]*$")]
Points = dict[Annotated[str, Meta(min_length=1, max_length=60)], Annotated[int, Meta(ge=0, le=100)]]


class SettingsWish(Struct, frozen=True, kw_only=True):
    """How a round differs from the initial process; what is left out follows it."""

    slate: Annotated[int, Meta(ge=1, le=20)] | None = None
    quorum: Annotated[int, Meta(ge=1, le=100)] | None = None
    embargo: Embargo | None = None
    calls: bool = True
    screens: bool = True
    consults: bool = True
    publishes_all: bool = False
    bylaw: Line = ""


class RoundWish(Struct, frozen=True, kw_only=True):
    """A round to be drafted for some seats."""

    title: Name
    seats: Annotated[tuple[SeatId, ...], Meta(min_length=1, max_length=50)]
    authority: Annotated[str, Meta(max_length=100)] = ""
    text: Prose = ""
    opens_on: date | None = None
    closes_on: date | None = None
    settings: SettingsWish = SettingsWish()


class CallWish(Struct, frozen=True, kw_only=True):
    """The public text of a call, and the days on which it is open, the closing day included."""

    text: Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
    opens_on: date
    closes_on: date


class StepWish(Struct, frozen=True, kw_only=True):
    """What to note with a step."""

    note: Reason = ""


class NomineeWish(Someone, frozen=True, kw_only=True):
    """A person enters a round, named by somebody; `consented` says that they agree."""

    organization: UUID | None = None
    nominated_by: Line = ""
    statement: Prose = ""
    relatives: tuple[UUID, ...] = ()
    consented: bool = False


class ConflictWish(Struct, frozen=True, kw_only=True):
    """Why somebody of the committee may not screen a nominee."""

    reason: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class ScoreWish(Struct, frozen=True, kw_only=True):
    """What somebody of the committee gives a nominee, by criterion of the rubric."""

    points: Annotated[Points, Meta(min_length=1, max_length=20)]
    remark: Reason = ""


class FinalistsWish(Struct, frozen=True, kw_only=True):
    """Who goes on to the authority's meeting and to the slates."""

    nominees: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=500)]
    note: Reason = ""


class ConsultationWish(Struct, frozen=True, kw_only=True):
    """The authority's meeting about the finalists: when, who came, what was said."""

    held_on: date
    present: Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
    comments: Reason = ""


class SlateWish(Struct, frozen=True, kw_only=True):
    """The names for a seat, in their order, and how each of the committee voted on them."""

    seat: SeatId
    nominees: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=20)]
    ballots: dict[UUID, Ballot]


class Answered(Struct, frozen=True, kw_only=True):
    """What the appointing authority answers to a name; a rejection needs its reason."""

    fate: Fate
    reason: Reason = ""


class ReplacementWish(Struct, frozen=True, kw_only=True):
    """One more name for a seat in place of one that is out, and how the committee voted on it."""

    seat: SeatId
    nominee: UUID
    ballots: dict[UUID, Ballot]


class InterviewWish(Struct, frozen=True, kw_only=True):
    """What a reviewer notes about a name."""

    notes: Prose = ""
    points: Points = {}


class InterviewView(Struct, frozen=True, kw_only=True):
    """What a reviewer noted about a name."""

    by: str
    notes: str
    points: dict[str, int]
    mine: bool


class StepView(Struct, frozen=True, kw_only=True):
    """One step of a round: whether and when it was taken, and by whom."""

    step: str
    words: str
    taken: bool
    next: bool
    at: datetime | None = None
    on: date | None = None
    by: str = ""
    note: str = ""
    paper: UUID | None = None


class ClockView(Struct, frozen=True, kw_only=True):
    """A clock beside a round: the day as counted and as rolled; `advisory` binds nobody."""

    what: str
    raw: date
    due: date
    clause: str
    why_rolled: str
    advisory: bool
    days_left: int


class RoundSeat(Struct, frozen=True, kw_only=True):
    """A seat of a round: what became of it, and the clock of its vacancy if it is vacant.

    `filled_on` is when somebody was appointed to it meanwhile, so that it is to be released;
    `replaceable` how many names the committee can still give in place of those that are out.
    """

    seat: str
    name: str
    outcome: Outcome
    settled_on: date | None
    vacancy: UUID | None
    raw: date | None
    due: date | None
    due_clause: str
    filled_on: date | None = None
    replaceable: int = 0


class ScoreView(Struct, frozen=True, kw_only=True):
    """What one of the committee gave a nominee."""

    by: str
    points: dict[str, int]
    total: int
    remark: str


class NomineeView(Struct, frozen=True, kw_only=True):
    """A nominee as the committee sees them; scores only once one's own is there.

    `reason` is why somebody else named them, `represented` that this was a representative who
    was signed in, `resume` that a file came with it; `family_open` asks the committee whom of
    itself the nominee means by `family`.
    """

    id: UUID
    person: UUID
    name: str
    source: str
    organization: str
    nominated_by: str
    statement: str
    reason: str
    family: str
    family_open: bool
    relatives: tuple[UUID, ...]
    represented: bool
    resume: bool
    consented: bool
    state: str
    mine: bool
    conflicted: bool
    scores: tuple[ScoreView, ...]
    average: float | None


class FinalistView(Struct, frozen=True, kw_only=True):
    """A finalist as those who speak for the organizations hear of them."""

    id: UUID
    name: str
    organization: str
    statement: str


class SlateName(Struct, frozen=True, kw_only=True):
    """A name on a slate and what was answered; the sheet's findings as of the day asked for."""

    id: UUID
    nominee: UUID
    person: UUID
    name: str
    place: int
    fate: Fate
    reason: str
    decided_on: date | None
    decided_by: str
    statement: str
    findings: tuple[FindingView, ...]


class Slate(Struct, frozen=True, kw_only=True):
    """The names for a seat and the committee's vote on them, by name."""

    seat: str
    name: str
    names: tuple[SlateName, ...]
    ballots: tuple[tuple[str, str], ...]


class SettingsView(Struct, frozen=True, kw_only=True):
    """How a round goes."""

    slate: int
    quorum: int
    embargo: str
    calls: bool
    screens: bool
    consults: bool
    publishes_all: bool
    bylaw: str


class RoundView(Struct, frozen=True, kw_only=True):
    """A round: where it stands, what is next, who does it and by when.

    `raw` and `due` are the clock for giving names, where the law sets one; `clocks` are all that
    run beside the round, that of the next step first; `missing` is how many names the slates lack.
    """

    id: UUID
    authority: str
    kind: str
    title: str
    text: str
    opens_on: date | None
    closes_on: date | None
    since: date
    step: str
    steps: tuple[StepView, ...]
    clocks: tuple[ClockView, ...]
    seats: tuple[RoundSeat, ...]
    settings: SettingsView
    next_what: str
    next_who: str
    raw: date | None
    due: date | None
    why_due: str
    due_clause: str
    overdue: bool
    days_left: int | None
    warnings: tuple[FindingView, ...]
    follows: UUID | None
    followed_by: tuple[UUID, ...]
    missing: int = 0
    called_again_at: datetime | None = None


class ConsultationView(Struct, frozen=True, kw_only=True):
    """The authority's meeting about the finalists."""

    held_on: date
    present: str
    comments: str


class Submission(Struct, frozen=True, kw_only=True):
    """What was submitted to the appointing authority: the document and the slates in it."""

    round: UUID
    paper: Paper
    slates: tuple[Slate, ...]
