"""Where does a motion stand, and what may be done with it now?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Does, MotionKind
from governance.sentences import Sentence, say
from meetings.rules.quorum import Quorum


class State(StrEnum):
    """The life of a motion; from `moved` it needs a second unless its kind does not.

    What is tabled, referred or postponed waits; it comes back as a motion of its own.
    """

    MOVED = "moved"
    SECONDED = "seconded"
    PUT = "put"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    TABLED = "tabled"
    REFERRED = "referred"
    POSTPONED = "postponed"
    DIVIDED = "divided"

    @property
    def is_pending(self) -> bool:
        return self in (State.MOVED, State.SECONDED, State.PUT)

    @property
    def waits(self) -> bool:
        """Say whether it can come back at this meeting or a later one."""
        return self in (State.TABLED, State.REFERRED, State.POSTPONED)

    @property
    def words(self) -> Sentence:
        match self:
            case State.MOVED:
                return say("moved")
            case State.SECONDED:
                return say("seconded")
            case State.PUT:
                return say("the vote is open")
            case State.DECIDED:
                return say("decided")
            case State.WITHDRAWN:
                return say("withdrawn")
            case State.DIED:
                return say("fell without a vote")
            case State.TABLED:
                return say("laid on the table")
            case State.REFERRED:
                return say("referred to a committee")
            case State.POSTPONED:
                return say("postponed")
            case State.DIVIDED:
                return say("divided into parts")


_SET_ASIDE = frozenset({State.TABLED, State.REFERRED, State.POSTPONED, State.DIVIDED, State.DIED})

GOES_TO: Mapping[State, frozenset[State]] = {
    State.MOVED: frozenset({State.SECONDED, State.PUT, State.WITHDRAWN, *_SET_ASIDE}),
    State.SECONDED: frozenset({State.PUT, State.WITHDRAWN, *_SET_ASIDE}),
    State.PUT: frozenset({State.DECIDED, State.DIED}),
    State.DECIDED: frozenset({State.DIED}),  # a correction found that there was no quorum
    State.DIED: frozenset({State.DECIDED}),  # a correction found that there was one
    **{state: frozenset() for state in (*(_SET_ASIDE - {State.DIED}), State.WITHDRAWN)},
}
"""Where a motion can go from each state; there is no other way."""


class Session(StrEnum):
    """The life of a meeting.

    `EXECUTIVE` is behind closed doors; `RETURNING` is in the open again, until it is told whether
    a formal vote was taken there.
    """

    TENTATIVE = "tentative"
    SCHEDULED = "scheduled"
    IN_SESSION = "in_session"
    RECESS = "recess"
    EXECUTIVE = "executive"
    RETURNING = "returning"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"

    @property
    def is_to_come(self) -> bool:
        return self in (Session.TENTATIVE, Session.SCHEDULED)

    @property
    def is_under_way(self) -> bool:
        """Say whether it was called to order and is not over."""
        return self in (Session.IN_SESSION, Session.RECESS) or self.is_closed

    @property
    def is_closed(self) -> bool:
        """Say whether it is in executive session, or has not told yet what was done there."""
        return self in (Session.EXECUTIVE, Session.RETURNING)

    @property
    def words(self) -> Sentence:
        match self:
            case Session.TENTATIVE:
                return say("Tentative")
            case Session.SCHEDULED:
                return say("Scheduled")
            case Session.IN_SESSION:
                return say("In session")
            case Session.RECESS:
                return say("In recess")
            case Session.EXECUTIVE:
                return say("In executive session")
            case Session.RETURNING:
                return say("Back from executive session")
            case Session.ADJOURNED:
                return say("Adjourned")
            case Session.CANCELLED:
                return say("Cancelled")


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion as far as order is concerned; `target` is the number of the one it is made upon."""

    kind: str
    state: State
    mover: UUID
    number: int = 0
    target: int | None = None
    is_stated: bool = False
    debate_closed: bool = False


def immediate(pending: Iterable[Motion], charter: Charter) -> Motion | None:
    """Return the question that is before the body now, of all that are pending.

    It is the one on which no other rests, the highest in rank; of the parts of a divided
    question the first.
    """
    open_ones = [motion for motion in pending if motion.state.is_pending]
    rested_upon = {motion.target for motion in open_ones if motion.target is not None}
    free = [motion for motion in open_ones if motion.number not in rested_upon] or open_ones
    return min(
        free,
        key=lambda each: (-charter.motion_kind(each.kind).precedence, each.number),
        default=None,
    )


def main_question(pending: Iterable[Motion], charter: Charter) -> Motion | None:
    """Return the question upon which the immediate one rests in the end."""
    by_number = {motion.number: motion for motion in pending if motion.state.is_pending}
    found = immediate(by_number.values(), charter)
    while found is not None and found.target in by_number:
        found = by_number[found.target]
    return found


def may_move(
    kind: MotionKind, pending: Iterable[Motion], found: Quorum, charter: Charter
) -> tuple[Finding, ...]:
    """Find whether a motion of this kind is in order: one question at a time.

    It must go before every pending one; no motion is made while a vote is open.
    """
    open_ones = [motion for motion in pending if motion.state.is_pending]
    is_voting = any(motion.state is State.PUT for motion in open_ones)
    return (
        *_is_for_the_whole(kind, charter),
        found.finding,
        Finding(
            Answer.of(not is_voting),
            say("While a vote is open no motion is made."),
            kind.clause,
        ),
        *(() if is_voting else _fits(kind, open_ones, charter)),
    )


def _is_for_the_whole(kind: MotionKind, charter: Charter) -> Iterable[Finding]:
    if charter.committee and kind.of_the_whole:
        yield Finding(
            Answer.BROKEN,
            say(
                "{name}: that is for the whole body; the {committee} can recommend it.",
                name=kind.name,
                committee=charter.committee,
            ),
            kind.clause,
        )


def _fits(kind: MotionKind, open_ones: Collection[Motion], charter: Charter) -> Iterable[Finding]:
    question = immediate(open_ones, charter)
    if kind.does.needs_a_pending_question:
        yield Finding(
            Answer.of(question is not None),
            say("No question is before the body to which this could apply."),
            kind.clause,
        )
        if question is not None:
            yield _is_before_the_body(question, kind, charter)
    if question is None:
        return
    yield Finding(
        Answer.of(not question.debate_closed or _goes_before_the_closing(kind, charter)),
        say("Debate is closed; the question is put."),
        kind.clause,
    )
    if kind.does is Does.AMEND:
        yield from may_amend(question, open_ones, charter)
        return
    ranks = [charter.motion_kind(motion.kind).precedence for motion in open_ones]
    yield Finding(
        Answer.of(kind.precedence > max(ranks)),
        say("Another motion is before the body; it is decided or withdrawn first."),
        kind.clause,
    )


def may_amend(
    question: Motion, pending: Collection[Motion], charter: Charter
) -> tuple[Finding, ...]:
    """Find whether the question before the body can be amended: its kind, and how deep it lies."""
    kind = charter.motion_kind(question.kind)
    by_number = {motion.number: motion for motion in pending}
    depth, below = 0, question
    while charter.motion_kind(below.kind).does is Does.AMEND:
        depth += 1
        if below.target not in by_number:
            break
        below = by_number[below.target]
    return (
        Finding(
            Answer.of(kind.amendable),
            say("The motion before the body, {name}, cannot be amended.", name=kind.name),
            kind.clause,
        ),
        Finding(
            Answer.of(depth < charter.order.amendment_levels),
            say("An amendment of an amendment is not amended again."),
            charter.order.clause,
        ),
    )


def _is_before_the_body(question: Motion, kind: MotionKind, charter: Charter) -> Finding:
    waits = question.state is State.MOVED and charter.motion_kind(question.kind).needs_second
    return Finding(
        Answer.of(not waits),
        say("The motion before the body waits for a second."),
        kind.clause,
    )


def _goes_before_the_closing(kind: MotionKind, charter: Charter) -> bool:
    closing = [each.precedence for each in charter.kinds_that(Does.CLOSE_DEBATE)]
    return kind.precedence > max(closing, default=0)


def may_be_moved_by(mover: UUID, presiding: UUID | None, charter: Charter) -> Finding:
    """Find whether this member may move; some bodies want their presiding officer to be silent."""
    return Finding(
        Answer.of(charter.order.chair_moves or mover != presiding),
        say("Whoever presides makes no motion here."),
        charter.order.clause,
    )


def may_second(person: UUID, motion: Motion, kind: MotionKind) -> tuple[Finding, ...]:
    """Find whether a member may second: somebody other than the mover, once."""
    return (
        Finding(
            Answer.of(motion.state is State.MOVED),
            say("Only a motion that was just moved is seconded; this one is past that."),
            kind.clause,
        ),
        Finding(
            Answer.of(person != motion.mover),
            say("Whoever moves a motion cannot second it."),
            kind.clause,
        ),
    )


def may_state(motion: Motion, kind: MotionKind) -> tuple[Finding, ...]:
    """Find whether the chair may state the question, which makes it the body's own: once."""
    return (
        Finding(Answer.of(_is_ready(motion, kind)), _why_not_ready(motion), kind.clause),
        Finding(Answer.of(not motion.is_stated), say("It has been stated."), kind.clause),
    )


def may_put(motion: Motion, kind: MotionKind, found: Quorum) -> tuple[Finding, ...]:
    """Find whether the question may be put: seconded if need be, and a quorum in the room."""
    return (
        Finding(Answer.of(_is_ready(motion, kind)), _why_not_ready(motion), kind.clause),
        found.finding,
    )


def may_consent(motion: Motion, kind: MotionKind, found: Quorum, charter: Charter) -> list[Finding]:
    """Find whether the question may be decided by unanimous consent."""
    allowed = Finding(
        Answer.of(charter.order.consent),
        say("Every question is put to a vote here."),
        charter.order.clause,
    )
    return [allowed, *may_put(motion, kind, found)]


def may_withdraw(
    motion: Motion, kind: MotionKind, charter: Charter | None = None, *, by_leave: bool = False
) -> Finding:
    """Find whether a motion can still be withdrawn: until the question is put.

    Once it was stated it is the body's, and goes only by leave of the body.
    """
    if motion.state not in (State.MOVED, State.SECONDED):
        return Finding(
            Answer.BROKEN,
            say("A motion is withdrawn before the vote is opened, not later."),
            kind.clause,
        )
    needs_leave = motion.is_stated and charter is not None and charter.order.withdrawn_by_leave
    return Finding(
        Answer.of(by_leave or not needs_leave),
        say("The question was stated and is the body's; it is withdrawn only if nobody objects."),
        kind.clause,
    )


def may_die(motion: Motion, kind: MotionKind) -> Finding:
    """Find whether a motion dies for want of a second."""
    return Finding(
        Answer.of(motion.state is State.MOVED and kind.needs_second),
        say("Only a motion that waits for a second dies for want of one."),
        kind.clause,
    )


def may_adjourn(
    pending: Iterable[Motion], charter: Charter, found: Quorum | None = None
) -> Finding:
    """Find whether the meeting may stop; it needs no quorum, but no vote may be going on.

    A vote that stands still for want of a quorum holds nobody.
    """
    is_voting = any(motion.state is State.PUT for motion in pending)
    stopped = found is not None and not found.is_there
    return Finding(
        Answer.of(stopped or not is_voting),
        say("A vote is open; it is closed first."),
        charter.meetings.adjourn_clause,
    )


def _is_ready(motion: Motion, kind: MotionKind) -> bool:
    if motion.state is State.MOVED:
        return not kind.needs_second
    return motion.state is State.SECONDED


def _why_not_ready(motion: Motion) -> Sentence:
    if motion.state is State.MOVED:
        return say("The motion waits for a second.")
    if motion.state is State.SECONDED:
        return say("The motion has been seconded.")
    return say("The question has been put already.")
