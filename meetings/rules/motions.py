"""Where does a motion stand, and what is in order now?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, MotionKind
from governance.sentences import Sentence, say
from meetings.rules.quorum import Quorum


class State(StrEnum):
    """The life of a motion; from `moved` it needs a second unless its kind does not."""

    MOVED = "moved"
    SECONDED = "seconded"
    PUT = "put"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    DIED = "died"

    @property
    def is_pending(self) -> bool:
        return self in (State.MOVED, State.SECONDED, State.PUT)

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


class Session(StrEnum):
    """The life of a meeting."""

    TENTATIVE = "tentative"
    SCHEDULED = "scheduled"
    IN_SESSION = "in_session"
    RECESS = "recess"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"

    @property
    def is_to_come(self) -> bool:
        return self in (Session.TENTATIVE, Session.SCHEDULED)

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
            case Session.ADJOURNED:
                return say("Adjourned")
            case Session.CANCELLED:
                return say("Cancelled")


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion as far as order is concerned."""

    kind: str
    state: State
    mover: UUID


@dataclass(frozen=True, slots=True)
class InOrder:
    """One thing that can be asked for at a meeting, and whether it is in order."""

    deed: str
    name: Sentence
    finding: Finding


def may_move(
    kind: MotionKind, pending: Iterable[Motion], found: Quorum, charter: Charter
) -> tuple[Finding, ...]:
    """Find whether a motion of this kind is in order: one question at a time.

    It must go before every pending one; no motion is made while a vote is open.
    """
    open_ones = [motion for motion in pending if motion.state.is_pending]
    is_voting = any(motion.state is State.PUT for motion in open_ones)
    ranks = [charter.motion_kind(motion.kind).precedence for motion in open_ones]
    goes_before = kind.precedence > max(ranks, default=-1)
    return (
        found.finding,
        Finding(
            Answer.of(not is_voting),
            say("While a vote is open no motion is made."),
            kind.clause,
        ),
        Finding(
            Answer.of(goes_before or is_voting),
            say("Another motion is before the body; it is decided or withdrawn first."),
            kind.clause,
        ),
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


def may_put(motion: Motion, kind: MotionKind, found: Quorum) -> tuple[Finding, ...]:
    """Find whether the question may be put: seconded if need be, and a quorum in the room."""
    return (
        Finding(Answer.of(_is_ready(motion, kind)), _why_not_ready(motion), kind.clause),
        found.finding,
    )


def may_withdraw(motion: Motion, kind: MotionKind) -> Finding:
    """Find whether a motion can still be withdrawn: until the question is put."""
    return Finding(
        Answer.of(motion.state in (State.MOVED, State.SECONDED)),
        say("A motion is withdrawn before the vote is opened, not later."),
        kind.clause,
    )


def may_die(motion: Motion, kind: MotionKind) -> Finding:
    """Find whether a motion dies for want of a second."""
    return Finding(
        Answer.of(motion.state is State.MOVED and kind.needs_second),
        say("Only a motion that waits for a second dies for want of one."),
        kind.clause,
    )


def may_adjourn(pending: Iterable[Motion], charter: Charter) -> Finding:
    """Find whether the meeting may end; it needs no quorum, but no vote may be open."""
    is_voting = any(motion.state is State.PUT for motion in pending)
    return Finding(
        Answer.of(not is_voting),
        say("A vote is open; it is closed first."),
        charter.meetings.adjourn_clause,
    )


def in_order(
    session: Session, pending: tuple[Motion, ...], found: Quorum, charter: Charter
) -> tuple[InOrder, ...]:
    """Return what can be asked for now, each with the reason where it is not in order."""
    kinds = [kind for kind in charter.motion_kinds if not kind.precedence] or charter.motion_kinds
    moving = next(iter(kinds), None)
    moved = may_move(moving, pending, found, charter) if moving else ()
    closing = may_adjourn(pending, charter)
    can: list[tuple[str, Sentence, tuple[Finding, ...]]] = [
        ("make_motion", say("A new motion"), (_in_session(session, charter), *moved)),
        ("recess_meeting", say("A recess"), (_in_session(session, charter), closing)),
        ("adjourn_meeting", say("Adjournment"), (_has_begun(session, charter), closing)),
    ]
    return tuple(
        InOrder(deed, name, next((each for each in found_so if each.blocks), found_so[0]))
        for deed, name, found_so in can
    )


def _in_session(session: Session, charter: Charter) -> Finding:
    return Finding(
        Answer.of(session is Session.IN_SESSION),
        say("The meeting is not in session."),
        charter.quorum.clause,
    )


def _has_begun(session: Session, charter: Charter) -> Finding:
    return Finding(
        Answer.of(session in (Session.IN_SESSION, Session.RECESS)),
        say("The meeting has not been called to order."),
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
