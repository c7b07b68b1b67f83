"""Elections, candidacies, rounds and officers, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from elections.rules.ballots import Stage
from governance.schemas.findings import FindingView
from governance.sentences import Sentence, say
from meetings.schemas.motions import KeptTally, TallyView

OfficeId = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]
Reason = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class Answer(StrEnum):
    """What a nominee said to the nomination."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def words(self) -> Sentence:
        match self:
            case Answer.NOMINATED:
                return say("has not answered")
            case Answer.ACCEPTED:
                return say("stands")
            case Answer.DECLINED:
                return say("declined")


class Call(Struct, frozen=True, kw_only=True):
    """An election to an office, to be held at a meeting."""

    meeting: UUID
    office: OfficeId


class Nomination(Struct, frozen=True, kw_only=True):
    """Who is nominated; without `nominated_by` it is whoever is signed in who nominates."""

    person: UUID
    nominated_by: UUID | None = None


class NominationSecond(Struct, frozen=True, kw_only=True):
    """Who seconds a nomination; without a person it is whoever is signed in."""

    person: UUID | None = None


class BallotWish(Struct, frozen=True, kw_only=True):
    """A member's own ballot; without a candidate it is an abstention."""

    candidate: UUID | None = None


class RecordedBallot(Struct, frozen=True, kw_only=True):
    """A member's ballot as it was called out; without a candidate it is an abstention."""

    voter: UUID
    candidate: UUID | None = None


class Postponement(Struct, frozen=True, kw_only=True):
    """Why an election is put off to the next meeting."""

    reason: Reason


class ProTemWish(Struct, frozen=True, kw_only=True):
    """Whom those present choose to preside over a meeting that elects, and who chose so."""

    person: UUID
    chosen_by: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=100)]


class ProTem(Struct, frozen=True, kw_only=True):
    """Who was chosen to preside over a meeting, by whom, when."""

    meeting: UUID
    person: UUID
    name: str
    chosen_by: tuple[str, ...]
    chosen_at: datetime


class PresidingView(Struct, frozen=True, kw_only=True):
    """Who presides on the day of a meeting and why; without a person, a member is chosen."""

    person: UUID | None
    name: str
    reason: str
    clause: str
    only_to_elect: bool
    is_vacant: bool
    chosen: ProTem | None = None


class OfficeEnd(Struct, frozen=True, kw_only=True):
    """Why an officer no longer serves, from a day on; without one, from today."""

    office: OfficeId
    reason: Reason
    on: date | None = None


class Candidacy(Struct, frozen=True, kw_only=True):
    """Somebody who was nominated, by whom, and the answer."""

    id: UUID
    person: UUID
    name: str
    nominated_by: str
    state: Answer
    seconded_by: str = ""
    warnings: tuple[FindingView, ...] = ()


class Ballot(Struct, frozen=True, kw_only=True):
    """One member in one round: for whom, or `abstain`, `absent` or `silent`."""

    voter: UUID
    name: str
    seat_name: str
    candidate: UUID | None
    said: str


class CandidateCount(Struct, frozen=True, kw_only=True):
    """What the ballots for one candidate come to under each test."""

    person: UUID
    name: str
    tally: TallyView


class Round(Struct, frozen=True, kw_only=True):
    """One round; its ballots by name once it is closed."""

    number: int
    opened_at: datetime
    closed_at: datetime | None
    candidates: tuple[UUID, ...]
    ballots: tuple[Ballot, ...] = ()
    counts: tuple[CandidateCount, ...] = ()
    winner: UUID | None = None
    dropped: tuple[UUID, ...] = ()
    summary: str = ""
    waiting_for: tuple[str, ...] = ()


class Election(Struct, frozen=True, kw_only=True):
    """An election to an office for a service year [year_since, year_until)."""

    id: UUID
    meeting: UUID
    office: str
    office_name: str
    year_since: date
    year_until: date
    remainder: bool
    state: Stage
    winner: UUID | None
    winner_name: str
    called_at: datetime
    closed_at: datetime | None
    why: str
    candidacies: tuple[Candidacy, ...] = ()
    rounds: tuple[Round, ...] = ()


class Officer(Struct, frozen=True, kw_only=True):
    """Somebody in an office on the days [since, until), by which election."""

    office: str
    office_name: str
    person: UUID
    name: str
    since: date
    until: date
    election: UUID
    meeting: UUID
    remainder: bool
    ended_why: str


class KeptCount(Struct, frozen=True, kw_only=True):
    """What a close found, as it is stored: each candidate's tally, who was there, who won."""

    tallies: dict[str, KeptTally]
    present: tuple[UUID, ...]
    winner: UUID | None
    has_quorum: bool
    dropped: tuple[UUID, ...] = ()
    is_put_off: bool = False
    by_plurality: bool = False
    presided: UUID | None = None
