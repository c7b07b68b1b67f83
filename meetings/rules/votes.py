"""Who may vote, and what do the votes come to?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import ChairVotes, Charter, Of, OnDivergence, VoteTest
from governance.errors import BadInputError
from governance.sentences import Sentence, say
from meetings.rules.quorum import Quorum, quorum
from meetings.rules.tallies import Count, Outcome, Tally, TestResult, parting_ways


class Choice(StrEnum):
    """What a member can say when the question is put."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Room:
    """The members in office, those of them who are there, and those who take no part.

    `distant` are there by video without making a quorum. `entitled`, unless it is None, is who
    was in office when the question was put: whoever came into office since is present, without
    a vote.
    """

    members: frozenset[UUID]
    present: frozenset[UUID]
    recused: frozenset[UUID] = frozenset()
    presiding: UUID | None = None
    distant: frozenset[UUID] = frozenset()
    entitled: frozenset[UUID] | None = None

    @property
    def voters(self) -> frozenset[UUID]:
        there = (self.members & self.present) - self.recused
        return there if self.entitled is None else there & self.entitled


def may_vote(person: UUID, room: Room, charter: Charter, *, is_open: bool) -> tuple[Finding, ...]:
    """Find whether a member may vote now: in office, in the room, not recused, vote open."""
    voting = charter.voting
    return (
        Finding(
            Answer.of(person in room.members),
            _who_votes(charter),
            charter.quorum.clause,
        ),
        Finding(
            Answer.of(person in room.present),
            say("A member votes only while in the room."),
            voting.test(voting.decides).clause,
        ),
        Finding(
            Answer.of(person not in room.recused),
            say("A member who is recused takes no part in the vote."),
            charter.recusal.clause,
        ),
        Finding(Answer.of(is_open), say("The vote is not open."), voting.record_clause),
    )


def _who_votes(charter: Charter) -> Sentence:
    if charter.committee:
        return say(
            "Only a member of the {committee} votes at its meetings; others may attend.",
            committee=charter.committee,
        )
    return say("Only a member in office on this day votes.")


def tally(
    votes: Mapping[UUID, Choice],
    room: Room,
    charter: Charter,
    motion_kind: str = "",
    *,
    noticed: bool = False,
) -> Tally:
    """Compute the outcome under every test that the charter names for this kind of motion.

    Only the votes of members who may vote are counted. Where the presiding officer votes only
    to break a tie, that vote counts when the others are equally divided, and not otherwise.
    """
    counted = {person: choice for person, choice in votes.items() if person in room.voters}
    count = _count(counted, room, charter)
    if charter.voting.chair_votes is ChairVotes.ONLY_TO_BREAK_A_TIE and room.presiding in counted:
        others = {person: vote for person, vote in counted.items() if person != room.presiding}
        without = _count(others, room, charter)
        if not (without.is_tied and without.ayes):
            count = without
    gathered = room.present - room.distant
    found = quorum(gathered, room.members, charter, recused=room.recused)
    return _judged(count, found, charter, _tests_of(charter, motion_kind, noticed=noticed))


def what_if(
    charter: Charter,
    present: int,
    ayes: int,
    noes: int,
    abstain: int = 0,
    recused: int = 0,
    *,
    motion_kind: str = "",
    filled: int | None = None,
) -> Tally:
    """Compute an outcome from numbers alone; `present` includes the recused in the room."""
    seats = len(charter.seats)
    in_office = seats if filled is None else filled
    count = Count(seats, in_office, present, recused, ayes, noes, abstain)
    _check(count)
    counts = 0 if charter.recusal.counts_for_quorum else recused
    needed = charter.quorum.needed(seats=seats, filled=in_office)
    found = Quorum(present - counts, needed, charter.quorum.clause)
    return _judged(count, found, charter, _tests_of(charter, motion_kind))


def _check(count: Count) -> None:
    wrong: dict[str, Sentence] = {
        name: say("This cannot be less than nothing.")
        for name in ("ayes", "noes", "abstain", "recused")
        if getattr(count, name) < 0
    }
    if not 0 <= count.filled <= count.seats:
        wrong["filled"] = say("There are {seats} seats.", seats=count.seats)
    if not 0 <= count.room <= count.filled:
        wrong["present"] = say(
            "From 0 to {filled} members can be present.", filled=max(count.filled, 0)
        )
    elif count.silent < 0:
        wrong["present"] = say(
            "{present} are present, yet {told} vote or are recused.",
            present=count.room,
            told=count.room - count.silent,
        )
    if wrong:
        raise BadInputError(wrong)


def _count(votes: Mapping[UUID, Choice], room: Room, charter: Charter) -> Count:
    said = list(votes.values())
    there = room.members & room.present
    return Count(
        seats=len(charter.seats),
        filled=len(room.members),
        room=len(there),
        recused=len(there & room.recused),
        ayes=said.count(Choice.YES),
        noes=said.count(Choice.NO),
        abstain=said.count(Choice.ABSTAIN),
    )


_Tests = tuple[VoteTest, tuple[VoteTest, ...]]


def _judged(count: Count, found: Quorum, charter: Charter, tests: _Tests) -> Tally:
    """Put the count to the tests, and look whether one more aye would part them."""
    result = _tested(count, found, charter, tests)
    if result.diverges or not found.is_there or count.ayes >= count.voters:
        return result
    taken_from = "noes" if not count.silent and count.noes else "abstain"
    fewer = {} if count.silent else {taken_from: getattr(count, taken_from) - 1}
    one_more = replace(count, ayes=count.ayes + 1, **fewer)
    next_one = _tested(one_more, found, charter, tests)
    return replace(result, ahead=parting_ways(next_one)) if next_one.diverges else result


def _tested(count: Count, found: Quorum, charter: Charter, tests: _Tests) -> Tally:
    deciding, also = tests
    decides = _put_to(deciding, count, charter)
    beside = tuple(_put_to(test, count, charter) for test in also)
    outcome = Outcome.CARRIED if decides.met else Outcome.LOST
    if not found.is_there:
        outcome = Outcome.NO_QUORUM
    held = charter.voting.on_divergence is OnDivergence.HOLD and not all(t.met for t in beside)
    return Tally(
        count=count,
        quorum_present=found.present,
        quorum_needed=found.needed,
        quorum_clause=found.clause,
        decides=decides,
        beside=beside,
        outcome=outcome,
        takes_effect=outcome is Outcome.CARRIED and not held,
    )


def _tests_of(charter: Charter, motion_kind: str, *, noticed: bool = False) -> _Tests:
    if motion_kind:
        return charter.tests_of(motion_kind, noticed=noticed)
    voting = charter.voting
    return voting.test(voting.decides), tuple(voting.test(name) for name in voting.also_checked)


def _put_to(test: VoteTest, count: Count, charter: Charter) -> TestResult:
    """Put one test to the count; at least one aye is needed, and a tie is lost."""
    whole = _whole(test.threshold.of, count, charter)
    needed = max(test.threshold.needed(whole), 1)
    met = count.ayes >= needed and not count.is_tied
    return TestResult(
        test.id, test.text, test.clause, test.threshold.of, whole, needed, count.ayes, met
    )


def _whole(of: Of, count: Count, charter: Charter) -> int:
    match of:
        case Of.SEATS:
            return count.seats
        case Of.FILLED:
            return count.filled
        case Of.PRESENT:
            return count.room if charter.recusal.counts_as_present else count.voters
        case Of.CAST:
            return count.ayes + count.noes
