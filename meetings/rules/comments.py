"""How is the public heard: who may sign up until when, and who speaks next?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import LegalCalendar, PublicComment
from governance.sentences import Sentence, say
from meetings.rules.motions import Session


class SpeakerState(StrEnum):
    """What became of somebody who wanted to speak."""

    WAITING = "waiting"
    CALLED = "called"
    SPOKE = "spoke"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Sentence:
        match self:
            case SpeakerState.WAITING:
                return say("waits")
            case SpeakerState.CALLED:
                return say("speaks now")
            case SpeakerState.SPOKE:
                return say("spoke")
            case SpeakerState.MISSING:
                return say("did not appear")
            case SpeakerState.WITHDRAWN:
                return say("withdrew")


@dataclass(frozen=True, slots=True)
class SignUp:
    """The list of a meeting; moments are in the body's own zone."""

    starts_at: datetime
    session: Session
    count: int
    closed_at: datetime | None = None


def opens_at(sign_up: SignUp, rule: PublicComment, calendar: LegalCalendar) -> datetime:
    """Return from when on one can sign up on the web."""
    return calendar.moment_before(sign_up.starts_at, rule.opens).due


def closes_at(sign_up: SignUp, rule: PublicComment, calendar: LegalCalendar) -> datetime:
    """Return until when one can sign up on the web; after that, at the door."""
    return calendar.moment_before(sign_up.starts_at, rule.closes).due


def may_sign_up(
    sign_up: SignUp,
    rule: PublicComment,
    calendar: LegalCalendar,
    now: datetime,
    *,
    at_the_door: bool,
) -> tuple[Finding, ...]:
    """Find whether somebody may still put their name down; at the door longer than on the web."""
    over = sign_up.session in (Session.ADJOURNED, Session.CANCELLED)
    found = [
        Finding(Answer.of(not over), say("This meeting is over, or is not held."), rule.clause),
        Finding(
            Answer.of(sign_up.closed_at is None),
            say("The list of speakers is closed."),
            rule.clause,
        ),
        Finding(
            Answer.of(sign_up.count < rule.most),
            say("The list is full: {most} people want to speak already.", most=rule.most),
            rule.clause,
        ),
    ]
    if at_the_door or over:
        return tuple(found)
    opens, closes = opens_at(sign_up, rule, calendar), closes_at(sign_up, rule, calendar)
    return (
        *found,
        Finding(
            Answer.of(now >= opens), say("Sign-up begins {moment}.", moment=opens), rule.clause
        ),
        Finding(
            Answer.of(now <= closes),
            say("Sign-up on the web ended {moment}; at the door you still can.", moment=closes),
            rule.clause,
        ),
    )
