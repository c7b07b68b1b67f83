"""Elections by secret ballot, as the doors and the published file show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.schemas.alliances import Someone
from appointments.schemas.appointments import SeatId
from elections.rules.secret_elections import SecretStage
from elections.schemas.elections import Answer, Reason
from governance.charter.model import Electorate, Method, Standing

FORMAT = "openseat secret election 1"

Places = Annotated[int, Meta(ge=1, le=100)]
Mark = Annotated[int, Meta(ge=1, le=1000)]
Code = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9 -]*$")]

MaybeCode = Annotated[str, Meta(max_length=100, pattern=r"^[A-Za-z0-9 -]*$")]


class SecretSetup(Struct, frozen=True, kw_only=True):
    """A committee is to be chosen, to serve from a day on; without `seats`, all of it."""

    since: date
    seats: Places | None = None
    authority: SeatId | None = None


class SecretNomination(Someone, frozen=True, kw_only=True):
    """Who is nominated; `agreed` says that this person has said yes."""

    agreed: bool = False


class SecretAnswer(Struct, frozen=True, kw_only=True):
    """Whether a nominee stands."""

    stands: bool


class SecretOpening(Struct, frozen=True, kw_only=True):
    """Until when people can vote."""

    closes_at: datetime


class SecretMarks(Struct, frozen=True, kw_only=True):
    """A ballot: numbers by candidate (1 is the first choice; elsewhere any number is a mark).

    `code` is the voter's own choice of 24 letters and digits; without one it is made here.
    """

    marks: Annotated[dict[UUID, Mark], Meta(max_length=200)] = {}
    blank: bool = False
    code: MaybeCode = ""


class CallingOff(Struct, frozen=True, kw_only=True):
    """Why an election is called off."""

    reason: Reason


class Receipt(Struct, frozen=True, kw_only=True):
    """The code under which a ballot will be published; it is told once."""

    code: str


class BallotQuery(Struct, frozen=True, kw_only=True):
    """The code of a ballot that somebody looks for."""

    code: Code


class SecretCandidate(Struct, frozen=True, kw_only=True):
    """Somebody who was nominated, and the answer."""

    id: UUID
    person: UUID
    name: str
    state: Answer


class SecretElection(Struct, frozen=True, kw_only=True):
    """An election as it stands; who voted for whom is nowhere, and ballots are in its file."""

    id: UUID
    authority: str
    authority_name: str
    method: Method
    voters: Electorate
    stands: Standing
    clause: str
    seats: int
    since: date
    state: SecretStage
    set_up_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None
    counted_at: datetime | None
    declared_on: date | None
    commitment: str
    why: str
    entitled: int
    voted: int
    candidates: tuple[SecretCandidate, ...]


class PublishedCandidate(Struct, frozen=True, kw_only=True):
    """Somebody who stood."""

    id: str
    name: str


class PublishedBallot(Struct, frozen=True, kw_only=True):
    """A ballot under its code; whom it names, in order of preference where they are ranked."""

    code: str
    choices: tuple[str, ...]


class PublishedDraw(Struct, frozen=True, kw_only=True):
    """What was told of the seed before the ballots, and the seed."""

    commitment: str
    seed: str


class PublishedStage(Struct, frozen=True, kw_only=True):
    """A stage of the count; votes in figures, so that nothing is rounded on the way."""

    kind: str
    of: str
    totals: dict[str, str]
    spent: str
    cut: str
    elected: tuple[str, ...]
    excluded: tuple[str, ...]
    said: tuple[str, ...]


class PublishedResult(Struct, frozen=True, kw_only=True):
    """What the count came to; `elected` in the order in which they were."""

    ballots: int
    blank: int
    quota: int | None
    stages: tuple[PublishedStage, ...]
    elected: tuple[str, ...]


class PublishedElection(Struct, frozen=True, kw_only=True):
    """Everything that is needed to count an election again, in one file."""

    format: str
    body: str
    election: str
    authority: str
    clause: str
    method: Method
    voters: Electorate
    seats: int
    entitled: int
    voted: int
    candidates: tuple[PublishedCandidate, ...]
    ballots: tuple[PublishedBallot, ...]
    draw: PublishedDraw
    result: PublishedResult


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was checked in a published file, and whether it agrees."""

    agrees: bool
    said: str


class FoundBallot(Struct, frozen=True, kw_only=True):
    """A ballot of the published set, by the names of those whom it names."""

    code: str
    names: tuple[str, ...]
