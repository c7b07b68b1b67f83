"""Training and acknowledgements, as they are stated and as they are shown."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from appointments.rules.training import Mark
from governance.schemas.papers import Upload
from governance.schemas.people import Line, Prose


class TrainingWish(Struct, frozen=True, kw_only=True):
    """A member completed a topic; evidence is a link or a remark, a paper is a file."""

    person: UUID
    topic: Line
    completed_on: date
    evidence: Prose = ""
    paper: Upload | None = None


class TrainingView(Struct, frozen=True, kw_only=True):
    """A topic that a member completed, who stated it, and who verified it."""

    id: UUID
    person: UUID
    name: str
    topic: str
    title: str
    completed_on: date
    evidence: str
    paper: UUID | None
    stated_by: str
    stated_on: date
    verified_by: str
    verified_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str


class CellView(Struct, frozen=True, kw_only=True):
    """One topic of one member in one service year."""

    topic: str
    mark: Mark
    clause: str
    due: date
    completed_on: date | None


class MemberTraining(Struct, frozen=True, kw_only=True):
    """How a member stands to every topic in a service year."""

    person: UUID
    name: str
    joined_on: date
    open: int
    cells: tuple[CellView, ...]


class TopicView(Struct, frozen=True, kw_only=True):
    """A subject of the training."""

    id: str
    number: str
    title: str
    clause: str


class TrainingMatrix(Struct, frozen=True, kw_only=True):
    """Members by topics in the service year [since, until), as known on a day."""

    since: date
    until: date
    on: date
    topics: tuple[TopicView, ...]
    members: tuple[MemberTraining, ...]


class AcknowledgementWish(Struct, frozen=True, kw_only=True):
    """A member signed for the term of an appointment; the paper is the signed copy."""

    appointment: UUID
    kind: Line
    acknowledged_on: date
    remark: Prose = ""
    paper: Upload | None = None


class AcknowledgementView(Struct, frozen=True, kw_only=True):
    """What a member signs for a term: signed, or due by a day."""

    appointment: UUID
    person: UUID
    name: str
    seat: str
    term_until: date | None
    kind: str
    title: str
    text: str
    clause: str
    due: date
    overdue: bool
    id: UUID | None = None
    acknowledged_on: date | None = None
    recorded_by: str = ""
    remark: str = ""
    paper: UUID | None = None
