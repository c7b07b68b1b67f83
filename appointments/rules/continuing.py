"""What must stay true of a member, and is it still?

Nothing here empties a seat. A concern is what somebody has to look at: under which clause, what
would follow, and who decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.rules.cases import Case
from appointments.rules.criteria import RULES, marks_of
from appointments.rules.stays import here
from governance.charter.findings import Answer
from governance.charter.model import Charter, Consequence, Continuing, ContinuingKind, Seat
from governance.rules.people import Fact, FactKind
from governance.sentences import Sentence, say, say_n


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Somebody in office: in which seat, by which appointment, since when, and what is stated."""

    person: UUID
    appointment: UUID
    seat: Seat
    since: date
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that must stay true of a member and is not, as it is stated.

    `since` is the day from which it is not; `fact` the statement that it rests on.
    """

    sitting: Sitting
    lasting: Continuing
    consequence: Consequence
    reason: Sentence
    fact: Fact
    since: date


def concerns(charter: Charter, members: Sequence[Sitting], on: date) -> tuple[Concern, ...]:
    """Return what is no longer true of the members on a day, as far as anything is stated."""
    chosen = {reading.id: reading.chosen for reading in charter.readings}
    found = []
    for lasting in charter.continuing:
        consequence = lasting.consequence_as(chosen.get(lasting.reading))
        if consequence is Consequence.NOTHING:
            continue
        rule = KINDS[lasting.kind]
        for sitting in members:
            broken = rule(lasting, sitting, _Board(charter, chosen, members, on))
            if broken is not None:
                reason, fact, since = broken
                found.append(
                    Concern(
                        sitting=sitting,
                        lasting=lasting,
                        consequence=consequence,
                        reason=reason,
                        fact=fact,
                        since=since,
                    )
                )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Board:
    charter: Charter
    chosen: Mapping[str, str]
    members: Sequence[Sitting]
    on: date


_Broken = tuple[Sentence, Fact, date] | None


def still_lives_there(lasting: Continuing, sitting: Sitting, board: _Board) -> _Broken:
    """Find whether a member is stated to live elsewhere, or no longer there."""
    stays = [fact for fact in sitting.facts if fact.kind is FactKind.RESIDENCE]
    there = here(stays, lasting.place)
    if any(fact.covers(board.on) for fact in there):
        return None
    elsewhere = next((fact for fact in stays if fact.covers(board.on)), None)
    if elsewhere is not None:
        reason = say("Lives in {other}, not in {place}.", other=elsewhere.what, place=lasting.place)
        return reason, elsewhere, _not_before(elsewhere.since, sitting)
    ended = [fact for fact in there if fact.until is not None and fact.until <= board.on]
    if not ended:
        return None
    last = max(ended, key=lambda fact: fact.until or date.min)
    reason = say("Has not lived in {place} since {day}.", place=lasting.place, day=last.until or "")
    return reason, last, _not_before(last.until, sitting)


def nothing_happened(lasting: Continuing, sitting: Sitting, board: _Board) -> _Broken:
    """Find whether an event of the kind is stated for a day of the service."""
    for fact in sitting.facts:
        if fact.kind != lasting.event or fact.none_else or fact.of_family or fact.since is None:
            continue
        counts = fact.kind is not FactKind.CONVICTION or fact.grave
        if counts and sitting.since <= fact.since <= board.on:
            return (
                say("{event} on {day}.", event=EVENTS[fact.kind], day=fact.since),
                fact,
                fact.since,
            )
    return None


def still_meets(lasting: Continuing, sitting: Sitting, board: _Board) -> _Broken:
    """Find whether a criterion of the sheet, asked on the day, is broken by what is stated."""
    criterion = board.charter.criterion(lasting.criterion)
    facts: dict[FactKind, list[Fact]] = {}
    for each in sitting.facts:
        facts.setdefault(each.kind, []).append(each)
    case = Case(facts=sitting.facts, seat=sitting.seat, on=board.on, readings=board.chosen)
    said = RULES[criterion.kind](criterion, facts, case)
    if said.answer is not Answer.BROKEN or said.fact is None:
        return None
    return said.reason, said.fact, _not_before(said.fact.since or said.fact.stated_on, sitting)


def not_too_many_marked(lasting: Continuing, sitting: Sitting, board: _Board) -> _Broken:
    """Find whether a member's mark came when as many others as may be carried one already."""
    criterion = board.charter.criterion(lasting.criterion)
    if criterion.at_once is None:
        return None
    marked = []
    for member in board.members:
        marks = [fact for fact in marks_of(criterion, member.facts) if _counts(fact, board.on)]
        if marks:
            first = min(marks, key=lambda fact: fact.stated_on)
            marked.append((max(member.since, first.stated_on), member.person, first))
    marked.sort(key=lambda each: (each[0], str(each[1])))
    for day, person, fact in marked[criterion.at_once :]:
        if person == sitting.person:
            reason = say_n(
                "A past in law enforcement is stated; the law has room for {count} member with "
                "one, and the room is taken.",
                "A past in law enforcement is stated; the law has room for {count} members with "
                "one, and the room is taken.",
                criterion.at_once,
            )
            return reason, fact, day
    return None


def _counts(fact: Fact, on: date) -> bool:
    """Whether a job in law enforcement was stated and had begun by a day."""
    return fact.stated_on <= on and (fact.since is None or fact.since <= on)


KINDS: Mapping[ContinuingKind, Callable[[Continuing, Sitting, _Board], _Broken]] = {
    ContinuingKind.STILL_LIVES_THERE: still_lives_there,
    ContinuingKind.NOTHING_HAPPENED: nothing_happened,
    ContinuingKind.STILL_MEETS: still_meets,
    ContinuingKind.NOT_TOO_MANY_MARKED: not_too_many_marked,
}

EVENTS: Mapping[FactKind, Sentence] = {
    FactKind.CANDIDACY: say("Candidacy announced or petitions filed"),
    FactKind.CONVICTION: say("Conviction"),
    FactKind.DEATH: say("Death"),
    FactKind.INCOMPETENCE: say("Finding of incompetence"),
    FactKind.JUDGMENT: say("Judgment on the appointment"),
}


def _not_before(day: date | None, sitting: Sitting) -> date:
    """Return a day, or the first one of the service where the day is unknown or before it."""
    return sitting.since if day is None else max(day, sitting.since)
