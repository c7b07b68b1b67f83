"""Motions, votes, recusals and tallies, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.motions import State
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Count, Outcome, Tally, TestResult
from meetings.rules.votes import Choice, Room
from meetings.schemas.meetings import (
    NO_NULS,
    Key,
    Line,
    Prose,
)

Words = Annotated[str, Meta(max_length=5000, pattern=NO_NULS)]


class MotionWish(Struct, frozen=True, kw_only=True):
    """A motion as it is made; `kind` is one of the charter's.

    `wording` is how the text reads as amended, or the parts of a divided question with an empty
    line between them; `target` the earlier motion that is taken up; `about` the member whom it
    concerns; `until_day` or `until_meeting` to when, `referred_to` to which committee it goes.
    `noticed` states that notice of the motion was given; `minutes_of` is the meeting whose minutes
    are to be approved. A motion to close the doors names the
    letter of its `ground`, and in `text` the general subject.
    """

    kind: Key
    mover: UUID
    text: Words = ""
    item: UUID | None = None
    target: UUID | None = None
    about: UUID | None = None
    wording: Words = ""
    until_day: date | None = None
    until_meeting: UUID | None = None
    referred_to: Line = ""
    noticed: bool = False
    minutes_of: UUID | None = None
    ground: Key = ""


class Seconding(Struct, frozen=True, kw_only=True):
    """Who seconds."""

    person: UUID


class Withdrawal(Struct, frozen=True, kw_only=True):
    """How a motion ends without a vote: withdrawn, or dead for want of a second.

    `by_leave` states that nobody objected, which a question that was stated needs.
    """

    for_want_of_a_second: bool = False
    by_leave: bool = False


class CastVote(Struct, frozen=True, kw_only=True):
    """A member's own vote."""

    choice: Choice


class RecordedVote(Struct, frozen=True, kw_only=True):
    """A member's vote as it was called out."""

    person: UUID
    choice: Choice


class DisclosureWish(Struct, frozen=True, kw_only=True):
    """What binds a member to the matter; without a person it is whoever is signed in.

    `whole_item` makes it hold for everything under the motion's agenda item.
    """

    relation: Relation
    reason: Prose
    person: UUID | None = None
    whole_item: bool = False


class TakingPart(Struct, frozen=True, kw_only=True):
    """Why a member takes part after all; without a person it is whoever is signed in."""

    reason: Prose
    person: UUID | None = None


class VoteCorrectionWish(Struct, frozen=True, kw_only=True):
    """A member's vote as it should have been recorded, why, and the outcome that this gives."""

    person: UUID
    choice: Choice
    reason: Prose
    outcome: Outcome


class VoteCorrection(Struct, frozen=True, kw_only=True):
    """A vote that was set right after the close."""

    person: UUID
    name: str
    was: str
    choice: str
    reason: str
    outcome_was: str
    outcome: str
    corrected_at: datetime


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
    """What the close found, as it is stored; `present` is who was in the room.

    `members` is who was in office then, `recused` who took no part, `distant` who was there by
    video without making the quorum.
    """

    count: Count
    quorum_present: int
    quorum_needed: int
    quorum_clause: str
    decides: TestResult
    beside: tuple[TestResult, ...]
    outcome: Outcome
    takes_effect: bool
    present: tuple[UUID, ...] = ()
    members: tuple[UUID, ...] = ()
    recused: tuple[UUID, ...] = ()
    distant: tuple[UUID, ...] = ()

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


def kept_tally(tally: Tally, room: Room) -> KeptTally:
    """Return a tally fit for the record, with the room as it was at the close."""
    return KeptTally(
        count=tally.count,
        quorum_present=tally.quorum_present,
        quorum_needed=tally.quorum_needed,
        quorum_clause=tally.quorum_clause,
        decides=tally.decides,
        beside=tally.beside,
        outcome=tally.outcome,
        takes_effect=tally.takes_effect,
        present=tuple(sorted(room.present & room.members)),
        members=tuple(sorted(room.members)),
        recused=tuple(sorted(room.recused)),
        distant=tuple(sorted(room.distant)),
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


class TextVersion(Struct, frozen=True, kw_only=True):
    """How a motion read from some moment on; `amendment` is the number of what changed it."""

    version: int
    text: str
    amendment: int | None
    since: datetime


class RecusalEntry(Struct, frozen=True, kw_only=True):
    """A member stood aside from an item or a motion, or took part again."""

    person: UUID
    name: str
    item: UUID | None
    motion: UUID | None
    takes_part: bool
    relation: Relation
    reason: str
    declared_at: datetime


class MotionView(Struct, frozen=True, kw_only=True):
    """A motion with what became of it; votes by name once it is decided.

    `target` is the number of the motion upon which it was made, `came_from` the earlier motion
    that it takes up again; `afterwards` tells what a later motion did to it. `committee` names the
    committee that decides it, where it is not the whole body.
    """

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
    target: int | None = None
    came_from: UUID | None = None
    proposed: str = ""
    versions: tuple[TextVersion, ...] = ()
    stated_at: datetime | None = None
    until_day: date | None = None
    until_meeting: UUID | None = None
    referred_to: str = ""
    afterwards: str = ""
    corrections: tuple[VoteCorrection, ...] = ()
    committee: str = ""


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


class VoteLine(Struct, frozen=True, kw_only=True):
    """One member's final vote on one motion: yes, no, abstain, recused, absent or silent.

    In a round of an election, which is no motion, it is whom the member named.
    `committee` names the committee that voted; empty for the whole body.
    """

    meeting: UUID
    on: date
    motion: int | None
    kind: str
    text: str
    outcome: str
    member: str
    seat: str
    vote: str
    committee: str = ""
