"""What do the minutes say? What was done, never what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from governance.sentences import Sentence, say
from meetings.rules.motions import State
from meetings.rules.tallies import Tally


class LineKind(StrEnum):
    """What a line of the minutes is, so that a page can set it as such."""

    HEADING = "heading"
    TEXT = "text"
    MOTION = "motion"
    VOTE = "vote"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the minutes.

    `key` names the part that begins with it, whatever happens to the words; without one the line
    belongs to the part before.
    """

    kind: LineKind
    text: Sentence
    key: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """One stay of a member; the moments are in the body's own zone."""

    name: str
    arrived_at: datetime
    left_at: datetime | None = None
    remote: bool = False


@dataclass(frozen=True, slots=True)
class StoodAside:
    """A member who took no part, and the disclosure that is the reason.

    `returned` marks one who took part again, before the vote, and why.
    """

    name: str
    reason: str
    clause: str
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Reworded:
    """How a motion read before a motion of this number amended it."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A later, dated correction of the record: what it says, its day, why."""

    what: Sentence
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One motion with what became of it; `votes` names who voted yes, no and abstained."""

    number: int
    kind: str
    text: str
    mover: str
    seconder: str
    state: State
    tally: Tally | None = None
    resolution: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    aside: tuple[StoodAside, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    afterwards: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as the record has it; moments are in the body's own zone.

    `quorum` speaks of the call to order, or of `quorum_came_at` if it came only then.
    `also` is what other packages have to say of it, after the motions. `membership` says who is on
    a committee; the body's own members are known.
    """

    title: str
    body: str
    place: str
    called_to_order_at: datetime
    adjourned_at: datetime | None
    presiding: str
    quorum: Sentence
    quorum_came_at: datetime | None = None
    roll: tuple[Attended, ...] = ()
    absent: tuple[str, ...] = ()
    motions: tuple[Moved, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    also: tuple[Line, ...] = ()
    membership: Sentence | None = None


def minutes(held: Held) -> tuple[Line, ...]:
    """Draft the minutes from the record alone; the same record gives the same lines."""
    return (
        *_opening(held),
        *_attendance(held),
        *_business(held),
        *held.also,
        *_closing(held),
    )


def _opening(held: Held) -> Iterator[Line]:
    yield _text(
        say(
            "{title} of the {body}, called to order on {moment}, at {place}.",
            title=held.title,
            body=held.body,
            place=held.place,
            moment=held.called_to_order_at,
        ),
        "opening",
    )
    if held.presiding:
        yield _text(say("{name} presided.", name=held.presiding))


def _attendance(held: Held) -> Iterator[Line]:
    yield _heading(say("Roll"), "roll")
    if held.membership is not None:
        yield _text(held.membership)
    if held.roll:
        yield _text(say("Present: {stays}.", stays=tuple(map(_stay, held.roll))))
    if held.absent:
        yield _text(say("Absent: {names}.", names=held.absent))
    if held.quorum_came_at is None:
        yield _text(say("Quorum at the call to order: {quorum}", quorum=held.quorum))
    else:
        came_at = held.quorum_came_at.time()
        yield _text(say("Quorum, found at {hour}: {quorum}", hour=came_at, quorum=held.quorum))
    yield from map(_correction, held.corrected)


def _stay(stay: Attended) -> Sentence:
    arrived = stay.arrived_at.time()
    hours = say("from {arrived}", arrived=arrived)
    if stay.left_at is not None:
        hours = say("{arrived} to {left}", arrived=arrived, left=stay.left_at.time())
    if stay.remote:
        return say("{name} ({hours}, by video)", name=stay.name, hours=hours)
    return say("{name} ({hours})", name=stay.name, hours=hours)


def _business(held: Held) -> Iterator[Line]:
    yield _heading(say("Motions"), "motions")
    if not held.motions:
        yield _text(say("No motion was made."))
    for motion in held.motions:
        yield Line(LineKind.MOTION, _moved(motion), f"motion-{motion.number}")
        for earlier in motion.reworded:
            yield _text(
                say(
                    "Before motion {number} amended it, it read: {wording}",
                    number=earlier.number,
                    wording=earlier.text,
                )
            )
        yield from _votes(motion)
        yield from map(_correction, motion.corrected)
        if motion.afterwards is not None:
            yield _text(motion.afterwards)


def _moved(motion: Moved) -> Sentence:
    if motion.seconder:
        return say(
            "Motion {number}: {wording} Moved by {mover}, seconded by {seconder}.",
            number=motion.number,
            wording=motion.text,
            mover=motion.mover,
            seconder=motion.seconder,
        )
    return say(
        "Motion {number}: {wording} Moved by {mover}.",
        number=motion.number,
        wording=motion.text,
        mover=motion.mover,
    )


def _votes(motion: Moved) -> Iterator[Line]:
    yield from map(_aside, motion.aside)
    if motion.tally is None:
        yield _text(say("The motion: {state}.", state=motion.state.words))
        return
    for said, names in (
        (say("Yes"), motion.yes),
        (say("No"), motion.no),
        (say("Abstaining"), motion.abstain),
    ):
        if names:
            yield Line(LineKind.VOTE, say("{said}: {names}.", said=said, names=names))
    yield Line(LineKind.VOTE, motion.tally.summary)
    if motion.tally.diverges:
        yield Line(LineKind.WARNING, _divergence(motion.tally))
        if motion.resolution:
            yield _text(say("How it was resolved: {words}", words=motion.resolution))


def _aside(each: StoodAside) -> Line:
    if each.returned:
        text = say("{name} took part again: {reason}", name=each.name, reason=each.reason)
        return Line(LineKind.TEXT, text)
    text = say(
        "{name} was recused ({clause}): {reason}",
        name=each.name,
        clause=each.clause,
        reason=each.reason,
    )
    return Line(LineKind.VOTE, text)


def _correction(each: Corrected) -> Line:
    text = say(
        "Corrected on {day}: {what} {reason}", day=each.on, what=each.what, reason=each.reason
    )
    return Line(LineKind.WARNING, text)


def _divergence(tally: Tally) -> Sentence:
    if tally.takes_effect:
        return say("The tests part ways; the motion takes effect until that is resolved.")
    return say("The tests part ways; the motion has no effect until that is resolved.")


def _closing(held: Held) -> Iterator[Line]:
    if held.adjourned_at is not None:
        yield _heading(say("Adjournment"), "adjournment")
        yield _text(say("At {hour} the meeting was adjourned.", hour=held.adjourned_at.time()))


def _heading(text: Sentence, key: str = "") -> Line:
    return Line(LineKind.HEADING, text, key)


def _text(text: Sentence, key: str = "") -> Line:
    return Line(LineKind.TEXT, text, key)
