"""On what ground may the doors be closed, and what may be done behind them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Does, Ground, MotionKind
from governance.sentences import Sentence, say, say_n
from meetings.rules.minutes import Line, LineKind
from meetings.rules.motions import Session


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody who is no member and was let in; the moments are in the body's own zone."""

    name: str
    why: str
    came_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """A session behind closed doors, as the minutes tell it once it is over.

    `decided` are the numbers of the motions that were decided there; `None` while nobody has said
    whether any was.
    """

    motion: int
    ground: Sentence
    subject: str
    begun_at: datetime
    ended_at: datetime | None
    members: tuple[str, ...] = ()
    came: tuple[tuple[str, datetime], ...] = ()
    left: tuple[tuple[str, datetime], ...] = ()
    guests: tuple[LetIn, ...] = ()
    decided: tuple[int, ...] | None = None


def ground_named(ground: str, charter: Charter) -> Ground | None:
    """Return one of the grounds on which a meeting is closed, by its letter."""
    return next((each for each in charter.meetings.closed_grounds if each.id == ground), None)


def ground_in_words(ground: Ground) -> Sentence:
    """Return a ground with its letter, as a motion names it."""
    return say("ground ({letter}): {ground}", letter=ground.id, ground=ground.name)


def may_be_closed_for(ground: str, charter: Charter) -> Finding:
    """Find whether this is one of the grounds on which the law lets a meeting be closed."""
    return Finding(
        Answer.of(ground_named(ground, charter) is not None),
        say("“{ground}” is no ground on which the law lets a meeting be closed.", ground=ground),
        charter.meetings.closed_clause,
    )


def may_be_voted_inside(
    kind: MotionKind, charter: Charter, *, appropriates: bool = False
) -> Finding:
    """Find whether a motion of this kind can be put behind closed doors: public money never."""
    return Finding(
        Answer.of(not (kind.appropriates or appropriates)),
        say("Public money is never appropriated behind closed doors; this is put in the open."),
        charter.meetings.closed_clause,
    )


def may_be_told(kind: MotionKind, charter: Charter) -> Finding:
    """Find whether a vote of this kind is one that was taken inside: the matter itself."""
    return Finding(
        Answer.of(kind.does is Does.ACT),
        say("{name} is moved and decided in the open.", name=kind.name),
        charter.meetings.closed_clause,
    )


def may_stop(session: Session, charter: Charter) -> Finding:
    """Find whether a meeting is in the open, where alone it can recess or end.

    Behind closed doors nobody could tell the public that it ended, nor what was decided.
    """
    if session is Session.RETURNING:
        reason = say("It is not told yet whether a formal vote was taken in executive session.")
    else:
        reason = say("The board is in executive session; it comes back into the open first.")
    return Finding(Answer.of(not session.is_closed), reason, charter.meetings.closed_clause)


def lines(inside: Inside) -> Iterator[Line]:
    """Say what the minutes hold of it: that it was, who was there, and what was decided."""
    if inside.ended_at is None:
        return
    yield Line(LineKind.HEADING, say("Executive session"))
    yield _text(
        say(
            "By motion {number}, on {ground}. Subject: {subject}. "
            "The doors were closed from {since} to {until}.",
            number=inside.motion,
            ground=inside.ground,
            subject=inside.subject.rstrip("."),
            since=inside.begun_at.time(),
            until=inside.ended_at.time(),
        )
    )
    yield _text(say("Members there: {names}.", names=inside.members))
    for name, at in inside.came:
        yield _text(say("{name} came in at {hour}.", name=name, hour=at.time()))
    for name, at in inside.left:
        yield _text(say("{name} left at {hour}.", name=name, hour=at.time()))
    for guest in inside.guests:
        yield _text(_guest(guest, inside.ended_at))
    if inside.decided is not None:
        yield _text(_decided(inside.decided))


def _decided(numbers: tuple[int, ...]) -> Sentence:
    if not numbers:
        return say("No formal vote was taken there.")
    return say_n(
        "A formal vote was taken there, on motion {numbers}.",
        "Formal votes were taken there, on motions {numbers}.",
        len(numbers),
        numbers=numbers,
    )


def _guest(guest: LetIn, ended_at: datetime) -> Sentence:
    return say(
        "{name} was let in ({why}), from {since} to {until}.",
        name=guest.name,
        why=guest.why,
        since=guest.came_at.time(),
        until=(guest.left_at or ended_at).time(),
    )


def _text(text: Sentence) -> Line:
    return Line(LineKind.TEXT, text)
