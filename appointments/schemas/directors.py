"""The body's director: searches, candidates, tenures, reviews, as the doors show them."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.rules.director_clocks import Living
from appointments.rules.directors import Post
from appointments.schemas.board_votes import BoardVote
from governance.schemas.due import DueView
from governance.schemas.findings import FindingView
from governance.schemas.papers import Paper, Upload
from governance.schemas.people import Line, MaybeEmail, Name, Prose, Why

Act = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
MaybeAct = Annotated[str, Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
Year = Annotated[int, Meta(ge=1, le=200)]


class Ground(StrEnum):
    """Why a director leaves without a vote of the body."""

    RESIGNED = "resigned"
    DIED = "died"
    OTHER = "other"


class SearchWish(Struct, frozen=True, kw_only=True):
    """From which day the office stands empty."""

    opened_on: date


class CandidateWish(Struct, frozen=True, kw_only=True):
    """Somebody to consider: a person whom the body knows, or else a name."""

    person: UUID | None = None
    name: Line = ""
    email: MaybeEmail = ""


class CandidateWithdrawal(Struct, frozen=True, kw_only=True):
    """Why somebody is considered no longer."""

    why: Why


class Attestation(Struct, frozen=True, kw_only=True):
    """A candidate stated that nothing of what the law bars is so."""

    stated_by: Name
    stated_on: date
    evidence: Prose = ""


class Hiring(Struct, frozen=True, kw_only=True):
    """By which motion the body hired, and the first day in office."""

    motion: UUID
    since: date


class ActingWish(Struct, frozen=True, kw_only=True):
    """Who acts while the office stands empty, by which motion, from which day."""

    motion: UUID
    since: date
    person: UUID | None = None
    name: Line = ""
    email: MaybeEmail = ""


class EarlierDirector(Struct, frozen=True, kw_only=True):
    """Somebody hired before the record began; `vote` tells where that vote stands written."""

    hired_on: date
    since: date
    vote: Why
    legislation: MaybeAct = ""
    confirmed_on: date | None = None
    person: UUID | None = None
    name: Line = ""
    email: MaybeEmail = ""


class Confirmation(Struct, frozen=True, kw_only=True):
    """By which legislation, and when, the hiring was confirmed."""

    legislation: Act
    on: date


class Declining(Struct, frozen=True, kw_only=True):
    """When and why the hiring was not confirmed."""

    on: date
    reason: Why
    legislation: MaybeAct = ""


class DirectorRemoval(Struct, frozen=True, kw_only=True):
    """By which motion the body removed the director, why, and the first day without one."""

    motion: UUID
    on: date
    reason: Why
    good_cause: bool = False


class DirectorEnd(Struct, frozen=True, kw_only=True):
    """Why the director left, and the first day without one."""

    ground: Ground
    on: date
    reason: Prose = ""


class ResidenceWish(Struct, frozen=True, kw_only=True):
    """Since when the director lives in the place, and who stated it."""

    since: date
    stated_by: Name
    evidence: Prose = ""
    paper: Upload | None = None


class ReviewWish(Struct, frozen=True, kw_only=True):
    """The review of one year's work, counted from hiring; the note is not public."""

    year: Year
    done_on: date
    note: Prose = ""
    paper: Upload | None = None


class ReviewWithdrawal(Struct, frozen=True, kw_only=True):
    """Why a review was entered by mistake."""

    why: Why


class DirectorReview(Struct, frozen=True, kw_only=True):
    """A review that was done."""

    id: UUID
    director: UUID
    name: str
    year: int
    done_on: date
    recorded_by: str = ""
    note: str = ""
    paper: Paper | None = None


class DirectorReviewYear(Struct, frozen=True, kw_only=True):
    """A year since hiring, and by when its review is due; `raw` is the day as counted."""

    year: int
    since: date
    raw: date
    due: date
    why_due: str
    clause: str
    days_left: int
    overdue: bool
    review: DirectorReview | None = None


class ResidenceClock(Struct, frozen=True, kw_only=True):
    """By when the director must live in the place; the days stated are not public."""

    state: Living
    place: str
    hired_on: date
    raw: date
    due: date
    why_due: str
    clause: str
    days_left: int
    overdue: bool
    late: bool = False
    since: date | None = None
    left_on: date | None = None


class Director(Struct, frozen=True, kw_only=True):
    """Somebody's days in the office, [since, until); reasons are not public.

    `act` is the confirming legislation where the record has it.
    """

    id: UUID
    person: UUID
    name: str
    acting: bool
    hired_on: date
    since: date
    until: date | None
    vote: BoardVote | None
    vote_words: str
    legislation: str
    act: UUID | None
    confirmed_on: date | None
    ended_by: str
    ended_vote: BoardVote | None
    ended_why: str = ""
    good_cause: bool | None = None
    removal: FindingView | None = None


class DirectorOffice(Struct, frozen=True, kw_only=True):
    """How the office stands on a day: who holds it, since when, by what, and what is next."""

    title: str
    clause: str
    on: date
    state: Post
    holder: Director | None
    coming: Director | None
    vacant_since: date | None
    searching: bool
    residence: ResidenceClock | None
    years: tuple[DirectorReviewYear, ...]
    next: tuple[DueView, ...]
    past: tuple[Director, ...]


class DirectorCandidate(Struct, frozen=True, kw_only=True):
    """Somebody considered in a search; `broken` and `unknown` count lines of the sheet."""

    id: UUID
    person: UUID
    name: str
    entered_on: date
    withdrawn_on: date | None
    withdrawn_why: str
    broken: int = 0
    unknown: int = 0


class DirectorSearch(Struct, frozen=True, kw_only=True):
    """The search that goes on, and who is considered in it."""

    id: UUID
    opened_on: date
    recorded_by: str
    candidates: tuple[DirectorCandidate, ...]
