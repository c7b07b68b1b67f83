"""What can be asked for at a meeting now, and why is the rest not in order?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.sentences import Sentence, say
from meetings.rules.executive import may_be_voted_inside, may_stop
from meetings.rules.motions import Motion, Session, may_adjourn, may_move
from meetings.rules.quorum import Quorum


@dataclass(frozen=True, slots=True)
class InOrder:
    """One thing that can be asked for, and whether it is in order; `kind` is a motion's own."""

    deed: str
    name: Sentence | str
    finding: Finding
    kind: str = ""


def in_order(
    session: Session, pending: tuple[Motion, ...], found: Quorum, charter: Charter
) -> tuple[InOrder, ...]:
    """Return what can be asked for now, each with the reason where it is not in order.

    Without a quorum that is what the law leaves: members may come, and the meeting may stop.
    """
    return (*_motions(session, pending, found, charter), *_steps(session, pending, found, charter))


def _motions(
    session: Session, pending: tuple[Motion, ...], found: Quorum, charter: Charter
) -> Iterator[InOrder]:
    here = _in_session(session, charter)
    for kind in charter.motion_kinds:
        inside = (may_be_voted_inside(kind, charter),) if session is Session.EXECUTIVE else ()
        findings = (*inside, here, *may_move(kind, pending, found, charter))
        yield InOrder("make_motion", kind.name, _first(*findings), kind.id)


def _steps(
    session: Session, pending: tuple[Motion, ...], found: Quorum, charter: Charter
) -> Iterator[InOrder]:
    here, stopping = _in_session(session, charter), may_adjourn(pending, charter, found)
    begun = _has_begun(session, charter)
    yield InOrder("record_arrival", say("A member who comes"), _is_not_over(session, charter))
    open_to_all = may_stop(session, charter)
    yield InOrder("recess_meeting", say("A recess"), _first(open_to_all, here, stopping))
    yield InOrder("adjourn_meeting", say("Adjournment"), _first(open_to_all, begun, stopping))


def _first(*findings: Finding) -> Finding:
    return next((each for each in findings if each.blocks), findings[0])


def _in_session(session: Session, charter: Charter) -> Finding:
    if session.is_closed:
        return Finding(
            Answer.BROKEN,
            say("Motions are made in the open; a vote taken inside is told on the return."),
            charter.meetings.closed_clause,
        )
    return Finding(
        Answer.of(session is Session.IN_SESSION),
        say("The meeting is not in session."),
        charter.quorum.clause,
    )


def _has_begun(session: Session, charter: Charter) -> Finding:
    return Finding(
        Answer.of(session.is_under_way),
        say("The meeting has not been called to order."),
        charter.meetings.adjourn_clause,
    )


def _is_not_over(session: Session, charter: Charter) -> Finding:
    return Finding(
        Answer.of(session is Session.SCHEDULED or session.is_under_way),
        say("The roll of this meeting is closed."),
        charter.quorum.clause,
    )
