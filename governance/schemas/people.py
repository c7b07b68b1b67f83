"""People and the facts about them, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.rules.people import FactKind
from governance.schemas.findings import FindingView
from governance.schemas.papers import Paper, Upload

Line = Annotated[str, Meta(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Prose = Annotated[str, Meta(max_length=5000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Phone = Annotated[str, Meta(max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")]
Why = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
MaybeEmail = Annotated[str, Meta(max_length=254, pattern=r"^([^\s\x00]+@[^\s\x00]+)?$")]


class PersonWish(Struct, frozen=True, kw_only=True):
    """Someone whom the body is to know."""

    name: Name
    email: MaybeEmail = ""
    phone: Phone = ""


class Person(Struct, frozen=True, kw_only=True):
    """Someone known to the body; `merged_into` is the record that holds what this one held."""

    id: UUID
    name: str
    email: str
    phone: str
    merged_into: UUID | None = None


class Amendment(Struct, frozen=True, kw_only=True):
    """What a person's name, e-mail address or phone number is to be, and why it is mended.

    What is left out stays as it is.
    """

    reason: Why
    name: Name | None = None
    email: MaybeEmail | None = None
    phone: Phone | None = None


class CorrectionView(Struct, frozen=True, kw_only=True):
    """One mended entry: what stood there, what stands there since, why, by whom and when."""

    person: UUID
    field: str
    was: str
    became: str
    reason: str
    made_by: str
    made_at: datetime


class FactWish(Struct, frozen=True, kw_only=True):
    """A fact as somebody stated it, true on the days [since, until).

    `what` is the place, the employer, the office, the suit or the address; `none_else` states
    that there is nothing of this kind besides what is stated already. Of immediate family it says
    in which `relation` of the charter's, and whose (`relative`). `district_map` is the version of
    the map by which the district was found; `grave` marks a conviction of the kind that costs an
    office. `paper` is the evidence as a file.
    """

    kind: FactKind
    stated_by: Name
    stated_on: date
    what: Line = ""
    district: Line = ""
    since: date | None = None
    until: date | None = None
    of_family: bool = False
    law_enforcement: bool = False
    none_else: bool = False
    relation: Line = ""
    relative: Line = ""
    district_map: Line = ""
    grave: bool = False
    evidence: Prose = ""
    paper: Upload | None = None


class FactView(Struct, frozen=True, kw_only=True):
    """A fact, who stated it, and whether it was verified or withdrawn."""

    id: UUID
    person: UUID
    kind: FactKind
    stated_by: str
    stated_on: date
    what: str
    district: str
    since: date | None
    until: date | None
    of_family: bool
    law_enforcement: bool
    none_else: bool
    relation: str
    relative: str
    district_map: str
    grave: bool
    evidence: str
    paper: Paper | None
    verified_by: str
    verified_at: datetime | None
    withdrawn: bool
    withdrawn_why: str


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Why a fact is withdrawn."""

    why: Why


class Pair(Struct, frozen=True, kw_only=True):
    """Two records that may be of one person, and what speaks for it; `alike` is at most 100."""

    one: Person
    other: Person
    alike: int
    why: tuple[str, ...]


class Apart(Struct, frozen=True, kw_only=True):
    """Two records that look alike are of two people."""

    one: UUID
    other: UUID
    reason: Why


class ApartView(Struct, frozen=True, kw_only=True):
    """Two records that were told apart, by whom and why."""

    one: UUID
    other: UUID
    reason: str
    told_by: str
    told_at: datetime


class Merging(Struct, frozen=True, kw_only=True):
    """A record is of the same person as the one that is kept; and how that is known."""

    merged: UUID
    reason: Why


class Undoing(Struct, frozen=True, kw_only=True):
    """Why a merge is undone."""

    reason: Why


class MovedRows(Struct, frozen=True, kw_only=True):
    """How many rows of a table a merge moves."""

    table: str
    rows: int


class MergePreview(Struct, frozen=True, kw_only=True):
    """What a merge would move, and what would stand in its way."""

    kept: Person
    merged: Person
    moved: tuple[MovedRows, ...]
    findings: tuple[FindingView, ...]
    obstacle: str = ""


class MergeView(Struct, frozen=True, kw_only=True):
    """A merge: which record was kept, which was merged into it, and whether it was undone."""

    id: UUID
    kept: UUID
    merged: UUID
    name: str
    reason: str
    merged_by: str
    merged_at: datetime
    moved: tuple[MovedRows, ...]
    undone_by: str
    undone_at: datetime | None
    undone_why: str


class LookupView(Struct, frozen=True, kw_only=True):
    """Somebody looked at what is private of a person.

    `door` is the way it was read (page, api, file, export), `what` what was shown; `kinds` count
    the facts that were shown by their kind. The person's name is for those alone who may read it.
    """

    at: datetime
    reader: str
    account: UUID | None
    door: str
    what: str
    person: UUID
    name: str
    facts: tuple[UUID, ...]
    kinds: dict[str, int]
