"""The ledger of duties, as the doors show it: what was done, what is owed, what shows it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.rules.obligations import PartKind, State
from governance.schemas.papers import Upload

NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
Key = Annotated[str, Meta(min_length=1, max_length=100, pattern=NO_CONTROLS)]
Part = Annotated[str, Meta(max_length=200, pattern=NO_CONTROLS)]
Line = Annotated[str, Meta(max_length=300, pattern=NO_CONTROLS)]
Href = Annotated[str, Meta(max_length=1000, pattern=r"^(https?://[^\s\x00-\x1f\x7f]+)?$")]
Prose = Annotated[str, Meta(max_length=2000, pattern=r"^[^\x00]*$")]
Why = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class EntryKind(StrEnum):
    """What an entry of the ledger says."""

    DONE = "done"
    EXCUSED = "excused"
    WITHDRAWN = "withdrawn"


class Fulfilment(Struct, frozen=True, kw_only=True):
    """Parts of a duty were done in a period, which is named by its first day.

    Parts are districts, members by their ids, or `copy:` and who got it; "" is the duty itself.
    A link begins with http:// or https://. What is `confidential` the Board's office alone reads.
    """

    obligation: Key
    period: date
    done_on: date
    parts: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=100)] = ("",)
    done_by: Line = ""
    link: Href = ""
    remark: Prose = ""
    paper: Upload | None = None
    confidential: bool = False


class Excuse(Struct, frozen=True, kw_only=True):
    """A period of a duty has nothing to do, and why."""

    obligation: Key
    period: date
    reason: Why
    part: Part = ""


class Correcting(Struct, frozen=True, kw_only=True):
    """What an entry says rightly, and why it is mended; without a day it no longer stands."""

    reason: Why
    done_on: date | None = None
    done_by: Line = ""
    link: Href = ""
    remark: Prose = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of the ledger; a later one that `corrects` it takes its place, with the reason."""

    id: UUID
    obligation: str
    period: date
    part: str
    kind: EntryKind
    done_on: date | None
    done_by: str
    link: str
    remark: str
    paper: UUID | None
    confidential: bool
    recorded_by: str
    recorded_at: datetime
    corrects: UUID | None
    why: str


class ProofView(Struct, frozen=True, kw_only=True):
    """What shows that a duty was done: in words, and where it is to be read."""

    words: str
    href: str = ""
    entry: UUID | None = None
    paper_href: str = ""


class PartView(Struct, frozen=True, kw_only=True):
    """One part of a duty in a period, and how it stands."""

    key: str
    kind: PartKind
    name: str
    state: State
    word: str
    reason: str
    done_on: date | None = None
    done_by: str = ""
    proofs: tuple[ProofView, ...] = ()


class OccurrenceView(Struct, frozen=True, kw_only=True):
    """A duty in one period: its days, who must see to it, how it and each part of it stands.

    `last` is the period's last day and `raw` the due day before it was rolled; `vacant` says that
    nobody holds what must see to it.
    """

    obligation: str
    title: str
    clause: str
    period: date
    last: date
    opens: date
    due: date
    raw: date
    due_reason: str
    responsible: str
    holders: tuple[str, ...]
    vacant: bool
    state: State
    word: str
    reason: str
    parts: tuple[PartView, ...]
    href: str


class Ledger(Struct, frozen=True, kw_only=True):
    """The duties of a body that are due within a year, [since, until), as they stand on a day.

    What ended before the day on which the ledger begins is not asked for.
    """

    body: str
    since: date
    until: date
    on: date
    begins_on: date
    occurrences: tuple[OccurrenceView, ...]


class History(Struct, frozen=True, kw_only=True):
    """One period of a duty with every entry ever made of it, corrected ones too."""

    occurrence: OccurrenceView
    entries: tuple[Entry, ...]
