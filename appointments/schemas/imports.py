"""Tables from elsewhere, on their way onto the record, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from appointments.rules.imports.columns import Content
from appointments.rules.imports.days import Order
from governance.schemas.papers import Upload
from governance.schemas.people import Line


class State(StrEnum):
    """How far an import has come."""

    MAPPING = "mapping"
    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    DISCARDED = "discarded"


ACTIVE = frozenset({State.WAITING, State.CHECKING, State.TAKING})
"""States in which the program works on an import."""
OVER = frozenset({State.DONE, State.DISCARDED})
"""States after which nothing more can come of it."""


class Ends(StrEnum):
    """What the end of a service or a term is, in a table."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


Mapping = Annotated[
    dict[Annotated[str, Meta(max_length=120)], Annotated[str, Meta(max_length=40)]],
    Meta(max_length=200),
]


class Choices(Struct, frozen=True, kw_only=True):
    """How a table is read: which column is which field, and what its days mean.

    What is not chosen is guessed from the table, and shown. `grid_since` is the day from which
    the seats' terms lie on their grid, where the first board is not on the record;
    `since_if_missing` is taken for a first day that a row leaves out; `body_called` is this
    board's name in a table of several boards.
    """

    mapping: Mapping | None = None
    order: Order | None = None
    ends: Ends | None = None
    grid_since: date | None = None
    since_if_missing: date | None = None
    body_called: Line = ""


class ImportWish(Struct, frozen=True, kw_only=True):
    """A table to take in, and what it is about."""

    content: Content
    file: Upload
    choices: Choices | None = None


class Counts(Struct, frozen=True, kw_only=True):
    """What there is in a table: rows that are new, known, known otherwise, left out; remarks.

    `grid_since` is where the grid of terms lies, as the rows tell or as was chosen.
    """

    rows: int = 0
    new: int = 0
    unchanged: int = 0
    changed: int = 0
    skipped: int = 0
    errors: int = 0
    warnings: int = 0
    findings: int = 0
    grid_since: date | None = None


class ImportView(Struct, frozen=True, kw_only=True):
    """An import: what it is about, how far it has come, what was counted."""

    id: UUID
    content: Content
    file_name: str
    digest: str
    size: int
    choices: Choices
    state: State
    task: str
    rows_all: int
    rows_done: int
    counts: Counts
    outcome: str
    by_name: str
    made_at: datetime
    ended_at: datetime | None
    has_file: bool


class ColumnView(Struct, frozen=True, kw_only=True):
    """A column of the table with some of its cells, and the field that it is taken for."""

    name: str
    samples: tuple[str, ...]
    field: str


class SheetView(Struct, frozen=True, kw_only=True):
    """How a table is read as things stand, with what was guessed."""

    how: str
    rows: int
    columns: tuple[ColumnView, ...]
    order: Order
    order_is_certain: bool
    ends: Ends
    ends_are_certain: bool
    grid_since: date | None
    grid_is_asked: bool
    body_called: str
    missing: tuple[tuple[str, ...], ...]


class RemarkView(Struct, frozen=True, kw_only=True):
    """What is said of a row: an error, a difference, a warning, or what the law found."""

    row: int
    column: str
    weight: str
    text: str
    clause: str
    answer: str


class SubjectView(Struct, frozen=True, kw_only=True):
    """What a row became, and the SHA-256 of the values that it brought."""

    row: int
    subject: str
    digest: str


class PastFinding(Struct, frozen=True, kw_only=True):
    """What the law of its day said to an appointment taken in as history."""

    appointment: UUID
    seat: str
    name: str
    appointed_on: date
    answer: str
    reason: str
    clause: str
    judged_on: date
