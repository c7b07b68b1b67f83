"""Motions, votes, recusals and tallies, as the doors show them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.findings import FindingView
from meetings.rules.motions import State
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Count, Outcome, Tally, TestResult
from meetings.rules.votes import Choice
from meetings.schemas.meetings import (
    NO_NULS,
    AgendaItem,
    Attendance,
    DutyView,
    Key,
    Meeting,
    Minutes,
    Notice,
    Prose,
)

Wording = Annotated[str, Meta(min_length=1, max_length=5000, pattern=NO_NULS)]


class MotionWish(Struct, frozen=True, kw_only=True):
    """A motion as it is made; `kind` is one of the charter's."""

    kind: Key
    text: Wording
    mover: UUID
    item: UUID | None = None


class Seconding(Struct, frozen=True, kw_only=True):
    """Who seconds."""

    person: UUID


class Withdrawal(Struct, frozen=True, kw_only=True):
    """How a motion ends without a vote: withdrawn, or dead for want of a second."""

    for_want_of_a_second: bool = False


class CastVote(Struct, frozen=True, kw_only=True):
    """A member's own vote."""

    choice: Choice


class RecordedVote(Struct, frozen=True, kw_only=True):
    """A member's vote as it was called out."""

    person: UUID
    choice: Choice


class DisclosureWish(Struct, frozen=True, kw_only=True):
    """What binds a member to the matter; without a person it is whoever is signed in."""

    relation: Relation
    reason: Prose
    person: UUID | None = None


class Resolution(Struct, frozen=True, kw_only=True):
    """How it was resolved that the tests parted ways."""

    resolution: Prose


class Entitled(Struct, frozen=True, kw_only=True):
    """A member who was in office when the question was put."""

    person: UUID
    name: str
    seat: str
    seat_name: str
    state: str


class KeptTally(Struct, frozen=True, kw_only=True):
    """What the close found, as it is stored; `present` is who was in the room."""

    count: Count
    quorum_present: int
    quorum_needed: int
    quorum_clause: str
    decides: TestResult
    beside: tuple[TestResult, ...]
    outcome: Outcome
    takes_effect: bool
    present: tuple[UUID, ...] = ()

    def tally(self) -> Tally:
        return Tally(
            count=self.count,
            quorum_present=self.quorum_present,
            quorum_needed=self.quorum_needed,
            quorum_clause=self.quorum_clause,
            decides=self.decides,
            beside=self.beside,
            outcome=self.outcome,
            takes_effect=self.takes_effect,
        )


def kept_tally(tally: Tally, present: tuple[UUID, ...]) -> KeptTally:
    """Return a tally fit for the record."""
    return KeptTally(
        count=tally.count,
        quorum_present=tally.quorum_present,
        quorum_needed=tally.quorum_needed,
        quorum_clause=tally.quorum_clause,
        decides=tally.decides,
        beside=tally.beside,
        outcome=tally.outcome,
        takes_effect=tally.takes_effect,
        present=present,
    )


class TestView(Struct, frozen=True, kw_only=True):
    """One test with its numbers; `decides` marks the one that counts."""

    __test__ = False

    test: str
    text: str
    clause: str
    decides: bool
    ayes: int
    whole: int
    needed: int
    met: bool
    short_by: int


class TallyView(Struct, frozen=True, kw_only=True):
    """The outcome of a vote under every test."""

    outcome: Outcome
    takes_effect: bool
    diverges: bool
    present: int
    recused: int
    ayes: int
    noes: int
    abstain: int
    quorum_needed: int
    quorum_present: int
    quorum_clause: str
    quorum: bool
    tests: tuple[TestView, ...]
    summary: str
    ahead: str = ""


def tally_view(tally: Tally) -> TallyView:
    """Return a tally in words."""
    return TallyView(
        outcome=tally.outcome,
        takes_effect=tally.takes_effect,
        diverges=tally.diverges,
        present=tally.count.room,
        recused=tally.count.recused,
        ayes=tally.count.ayes,
        noes=tally.count.noes,
        abstain=tally.count.abstain,
        quorum_needed=tally.quorum_needed,
        quorum_present=tally.quorum_present,
        quorum_clause=tally.quorum_clause,
        quorum=tally.outcome is not Outcome.NO_QUORUM,
        tests=tuple(_test_view(test, decides=test is tally.decides) for test in tally.tests),
        summary=str(tally.summary),
        ahead=str(tally.ahead or ""),
    )


def _test_view(test: TestResult, *, decides: bool) -> TestView:
    return TestView(
        test=test.test,
        text=test.text,
        clause=test.clause,
        decides=decides,
        ayes=test.ayes,
        whole=test.whole,
        needed=test.needed,
        met=test.met,
        short_by=test.short_by,
    )


class Vote(Struct, frozen=True, kw_only=True):
    """A vote as it is saved."""

    motion: UUID
    person: UUID
    choice: Choice
    cast_at: datetime


class Voted(Struct, frozen=True, kw_only=True):
    """What one member said: yes, no, abstain, recused, absent, or silent in the room."""

    person: UUID
    name: str
    seat: str
    seat_name: str
    said: str
    reason: str = ""


class Recusal(Struct, frozen=True, kw_only=True):
    """A member who takes no part in a motion, and why."""

    motion: UUID
    person: UUID
    name: str
    relation: Relation
    reason: str
    clause: str = ""


class MotionView(Struct, frozen=True, kw_only=True):
    """A motion with what became of it; votes by name once it is decided."""

    id: UUID
    meeting: UUID
    item: UUID | None
    number: int
    kind: str
    text: str
    mover: str
    seconder: str
    state: State
    put_at: datetime | None
    closed_at: datetime | None
    outcome: str
    diverges: bool
    resolution: str
    votes: tuple[Voted, ...] = ()
    tally: TallyView | None = None


class MotionPage(Struct, frozen=True, kw_only=True):
    """One page of the record of votes."""

    motions: tuple[MotionView, ...]
    page: int
    pages: int


class MemberVote(Struct, frozen=True, kw_only=True):
    """One vote of one member."""

    meeting: UUID
    motion: UUID
    text: str
    choice: Choice
    outcome: str
    closed_at: datetime


class ClosedVote(Struct, frozen=True, kw_only=True):
    """A vote that was closed, without who voted how."""

    meeting: UUID
    motion: UUID
    text: str
    outcome: str
    closed_at: datetime


class MeetingView(Struct, frozen=True, kw_only=True):
    """A meeting with everything that is public about it."""

    meeting: Meeting
    agenda: tuple[AgendaItem, ...]
    notices: tuple[Notice, ...]
    roll: tuple[Attendance, ...]
    motions: tuple[MotionView, ...]
    duties: tuple[DutyView, ...]
    minutes: Minutes | None


class InOrderView(Struct, frozen=True, kw_only=True):
    """Whether a deed is in order now, and why not."""

    deed: str
    finding: FindingView


class ConsoleView(Struct, frozen=True, kw_only=True):
    """What the presiding officer needs to see: roll, quorum, the open vote, what is in order."""

    meeting: Meeting
    present: int
    needed: int
    may_leave: int
    in_order: tuple[InOrderView, ...]
    open_vote: MotionView | None
    if_closed_now: TallyView | None
    missing: tuple[str, ...] = ()
