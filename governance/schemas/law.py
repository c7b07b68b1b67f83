"""The law of a body as people read it: clauses, what keeps them, readings, days."""

from datetime import date

from msgspec import Struct

from governance.charter.model import Charter
from governance.days import Deadline


class ClauseView(Struct, frozen=True, kw_only=True):
    """One clause in our own words, and what keeps it: names of rules, or why there is none."""

    id: str
    cite: str
    title: str
    summary: str
    kinds: tuple[str, ...]
    held_by: tuple[str, ...]
    prose: str
    link: str


class ReadingView(Struct, frozen=True, kw_only=True):
    """A question that the text leaves open, how it is read here, and how it could be read."""

    id: str
    question: str
    clause: str
    chosen: str
    because: str
    others: tuple[str, ...]


class LawView(Struct, frozen=True, kw_only=True):
    """A body's law in the version of a day."""

    body: str
    source: str
    in_force_since: date
    digest: str
    clauses: tuple[ClauseView, ...]
    readings: tuple[ReadingView, ...]


class DeadlineView(Struct, frozen=True, kw_only=True):
    """The last day of a clock, as counted and rolled to a business day, and why."""

    start: date
    raw: date
    rolled: date
    reason: str
    clause: str


def law_view(charter: Charter) -> LawView:
    """Return a charter as people read it."""
    return LawView(
        body=charter.body.slug,
        source=charter.body.source,
        in_force_since=charter.body.in_force_since,
        digest=charter.digest,
        clauses=tuple(
            ClauseView(
                id=clause.id,
                cite=clause.citation,
                title=clause.title,
                summary=clause.summary,
                kinds=tuple(clause.kinds),
                held_by=clause.held_by,
                prose=clause.prose,
                link=clause.link,
            )
            for clause in charter.clauses
        ),
        readings=tuple(
            ReadingView(
                id=reading.id,
                question=reading.question,
                clause=reading.clause,
                chosen=next(a.text for a in reading.alternatives if a.id == reading.chosen),
                because=reading.because,
                others=tuple(other.text for other in reading.others),
            )
            for reading in charter.readings
        ),
    )


def deadline_view(deadline: Deadline) -> DeadlineView:
    """Return a deadline in words."""
    return DeadlineView(
        start=deadline.start,
        raw=deadline.raw,
        rolled=deadline.rolled,
        reason=str(deadline.reason),
        clause=deadline.clause,
    )
