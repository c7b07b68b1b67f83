"""May this person be appointed to this seat, with everything that the record knows?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.rules.cases import Case, Decision
from appointments.rules.criteria import marks_of
from appointments.rules.eligibility import eligibility
from appointments.rules.limits import proposed_stint, term_limit
from appointments.rules.seats import not_a_member_yet
from appointments.rules.term_readings import term_found
from appointments.rules.terms import appointed_term
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.seats import Decided, Sheet, SheetLine, Statement
from appointments.services.designations import decisions_of, decisions_on
from appointments.services.history import (
    Board,
    as_service,
    board_of,
    history,
    history_of,
    stints,
)
from governance.charter.findings import Finding
from governance.charter.model import Charter, CriterionKind, Seat
from governance.days import Span
from governance.rules.people import Fact
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.schemas.people import FactView
from governance.sentences import say
from governance.services.people import facts_of, get_person, known_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person before a seat: the day of appointment, and the term it would be for.

    `term` is None while the first board is incomplete.
    """

    person: UUID
    seat: Seat
    appointed_on: date
    term: Span | None
    whole: Span | None
    board: Board


async def eligibility_sheet(
    body: Body, charter: Charter, person: UUID, seat: str, on: date
) -> Sheet:
    """Return what is found of a person who would be appointed to a seat on a day."""
    known = await get_person(body, person)
    place = charter.seat(seat)
    board = await board_of(body, charter)
    candidate = candidate_for(board, place, person, appointed_on=on, since=on)
    found = await findings_on(body, charter, candidate)
    term = term_found(
        place,
        charter.terms,
        board.versions,
        charter.readings,
        term=candidate.term,
        initial=board.initial,
        on=on,
    )
    behind = {each.id: each for each in await facts_of(body, person)}
    decided = await decisions_of(body, charter, person)
    return Sheet(
        person=person,
        name=known.name,
        seat=place.id,
        seat_name=place.name,
        on=on,
        term_since=candidate.term.since if candidate.term else None,
        term_until=candidate.term.until if candidate.term else None,
        findings=tuple(
            sheet_line(words, each, behind, decided.get(criterion, ()))
            for (criterion, words), each in zip(
                _asked(charter, len(found) + 1), (*found, term), strict=True
            )
        ),
    )


def _asked(charter: Charter, lines: int) -> list[tuple[str, str]]:
    """Return what each line of a sheet asks: the criteria by id, then what else binds a member."""
    criteria = [(each.id, each.text) for each in charter.eligibility]
    further = [("", str(words)) for words in _FURTHER]
    return [*criteria, *further[len(further) - (lines - len(criteria)) :]]


_FURTHER = (say("Years and terms of service"), say("No other seat"), say("The term"))


def sheet_line(
    asked: str,
    finding: Finding,
    behind: Mapping[UUID, FactView],
    decisions: tuple[Decided, ...],
) -> SheetLine:
    """Return a finding as a line of a sheet, with the statements behind it."""
    view = finding_view(finding)
    return SheetLine(
        asked=asked,
        statements=tuple(statement(behind[each]) for each in finding.facts if each in behind),
        decisions=decisions,
        **{name: getattr(view, name) for name in view.__struct_fields__},
    )


def statement(fact: FactView) -> Statement:
    """Return a fact as what is behind a finding."""
    return Statement(
        fact=fact.id,
        kind=fact.kind,
        what=fact.what,
        since=fact.since,
        until=fact.until,
        stated_by=fact.stated_by,
        stated_on=fact.stated_on,
        evidence=fact.evidence,
        paper=fact.paper.name if fact.paper and not fact.paper.erased else "",
        verified_by=fact.verified_by,
        verified_on=fact.verified_at.date() if fact.verified_at else None,
    )


def candidate_for(
    board: Board, seat: Seat, person: UUID, *, appointed_on: date, since: date
) -> Candidate:
    """Return a person before a seat, with the term that begins on a day."""
    term = whole = None
    if board.grid_since is not None:
        term, whole = appointed_term(
            seat.id,
            board.versions,
            since=since,
            initial=board.initial,
            grid_since=board.grid_since,
        )
    return Candidate(
        person=person,
        seat=seat,
        appointed_on=appointed_on,
        term=term,
        whole=whole,
        board=board,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows of the people around a seat: appointments, facts and decisions."""

    made: Sequence[AppointmentView]
    facts: Mapping[UUID, tuple[Fact, ...]]
    decisions: Mapping[UUID, tuple[Decision, ...]]


async def findings_on(body: Body, charter: Charter, candidate: Candidate) -> tuple[Finding, ...]:
    """Return every finding on a candidate: the criteria, the term limit, membership."""
    serving = await history(body, ending_after=candidate.appointed_on)
    people = {each.person for each in serving} | {candidate.person}
    known = Known(
        [
            *(each for each in serving if each.person != candidate.person),
            *await history_of(body, candidate.person),
        ],
        await known_facts(body, sorted(people)),
        {candidate.person: await decisions_on(body, candidate.person)},
    )
    return findings_among(charter, candidate, known)


async def everything_known(body: Body, made: Sequence[AppointmentView]) -> Known:
    """Return what is known of everybody who was ever appointed."""
    people = sorted({each.person for each in made})
    decided = {person: await decisions_on(body, person) for person in people}
    return Known(made, await known_facts(body, people), decided)


def findings_among(
    charter: Charter, candidate: Candidate, known: Known, *, judging: UUID | None = None
) -> tuple[Finding, ...]:
    """Return every finding on a candidate from what is known.

    `judging` is the appointment that was made, when one is looked at in retrospect.
    """
    on = candidate.appointed_on
    others = {
        each.person
        for each in known.made
        if each.person != candidate.person
        and each.lapsed_on is None
        and each.appointed_on <= on
        and (each.until is None or each.until > on)
    }
    case = Case(
        facts=known.facts[candidate.person],
        seat=candidate.seat,
        on=on,
        marked=sum(_is_marked(charter, known.facts[person]) for person in others),
        decided_by=_deciding(charter, candidate.seat),
        decisions=known.decisions[candidate.person],
        readings={reading.id: reading.chosen for reading in charter.readings},
    )
    before = [
        each
        for each in known.made
        if each.person == candidate.person
        and (judging is None or _precedes(each, candidate, judging))
    ]
    return (
        *eligibility(charter.eligibility, case),
        *_limit(charter, candidate, before),
        _membership(candidate, before),
    )


def _precedes(each: AppointmentView, candidate: Candidate, judging: UUID) -> bool:
    """Whether an appointment had been made, and its service had its place, before another."""
    if each.id == judging or each.appointed_on > candidate.appointed_on:
        return False
    return each.since is None or candidate.term is None or each.since < candidate.term.since


def _limit(
    charter: Charter, candidate: Candidate, before: list[AppointmentView]
) -> tuple[Finding, ...]:
    """The first board's stub is not counted, so nothing limits it."""
    if candidate.term is None or candidate.whole is None:
        return ()
    initial = candidate.board.initial
    proposed = proposed_stint(
        candidate.seat.id,
        candidate.term,
        candidate.whole,
        initial=initial is not None and initial.contains(candidate.term.since),
    )
    earlier = stints(before, candidate.board)
    return (term_limit(earlier, proposed, charter.terms, charter.readings),)


def _membership(candidate: Candidate, before: list[AppointmentView]) -> Finding:
    services = [as_service(each) for each in before if each.lapsed_on is None]
    since = candidate.term.since if candidate.term else candidate.appointed_on
    return not_a_member_yet(services, candidate.seat, since)


def _is_marked(charter: Charter, facts: tuple[Fact, ...]) -> bool:
    """Whether a member carries a mark of which the law allows only some at a time."""
    return any(
        marks_of(criterion, facts)
        for criterion in charter.eligibility
        if criterion.kind is CriterionKind.ONLY_FORMER_OFFICER
    )


def _deciding(charter: Charter, seat: Seat) -> tuple[tuple[str, str], ...]:
    """Return the authorities whose discretion is asked: the designating and the appointing one."""
    names = dict.fromkeys((seat.designated_by, charter.appointing.id))
    return tuple((name, charter.authority(name).name) for name in names)
