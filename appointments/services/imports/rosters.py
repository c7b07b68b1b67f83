"""What would come of a table of members: who sits and sat where, judged by the law of each day."""

from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.imports.grids import likely_grid
from appointments.rules.imports.judging import PastAct, PastAppointment, judged
from appointments.rules.imports.lines import Line
from appointments.rules.imports.problems import breach, error, warning
from appointments.rules.imports.rosters import Placed, Roster, differences, in_time
from appointments.rules.limits import Stint
from appointments.rules.terms import appointed_term
from appointments.schemas.appointments import AppointmentView, Kind
from appointments.services.history import Board, stints
from appointments.services.imports.plans import (
    NewAct,
    NewAppointment,
    NewVacancy,
    Work,
)
from governance.charter.model import Seat
from governance.days import Span
from governance.sentences import say

SAID = (
    *("until", "term_until", "appointed_on", "act", "authority", "reason"),
    *("notice_sent_on", "oath_taken_on", "oath_filed_on"),
)


def plan_members(work: Work) -> None:
    """Plan a table of members, of now and of years ago."""
    charter = work.snapshot.charter
    lines = in_time([_sensible(work, line) for line in work.lines()])
    work.watch.done = work.watch.all
    knows_grid = _grid(work, lines)

    def term_end(seat: str, on: date) -> date | None:
        return _grid_term(seat, work.plan.board, on)[0].until

    roster = Roster(charter, work.snapshot.known, term_end)
    for line in lines:
        who = work.whom(line)
        if who is not None:
            roster.add(line, who)
    roster.settle()
    work.remark(*roster.remarks)
    if not knows_grid:
        return
    earlier = _earlier(work)
    before: dict[str, Placed] = {}
    made: list[NewAppointment] = []
    for placed in roster.placed:
        if placed.found is not None:
            _compare(work, placed)
        else:
            made.append(_appointment(work, placed, earlier, before.get(placed.seat)))
        before[placed.seat] = placed
    work.plan.appointments = sorted(made, key=lambda each: each.placed.line.row)
    _vacancies(work, made)


def _sensible(work: Work, line: Line) -> Line:
    """Take an end that lies ahead, and has no reason, for what it is: the end of a term."""
    end = line.until
    if end is not None and end > work.snapshot.today and "reason" not in line.texts:
        del line.days["until"]
        line.days.setdefault("term_until", end)
        ahead = say("This end lies ahead; it is kept as the end of the term.")
        work.remark(warning(line.row, "until", ahead))
    return line


def _grid(work: Work, lines: list[Line]) -> bool:
    """Find where the grid of terms lies; a body whose charter has a first board must know it."""
    plan, charter = work.plan, work.snapshot.charter
    if plan.board.grid_since is not None or not lines:
        return True
    initial, since = likely_grid(charter, lines)
    if work.stated_grid is not None and work.stated_grid != since:
        initial, since = None, work.stated_grid
    if since is None:
        asked = say("Say since which day the terms of all seats lie on their grid.")
        work.remark(error(0, "grid_since", asked, charter.terms.clause))
        return False
    if initial is None:
        early = [line.since for line in lines if line.since < since]
        initial = Span(min(early), since) if early else None
    plan.board = Board(initial, since, plan.board.versions)
    plan.grid_is_new = True
    return True


def _compare(work: Work, placed: Placed) -> None:
    line = placed.line
    said = {
        "until": line.until,
        "term_until": line.day("term_until"),
        "appointed_on": line.day("appointed_on", "act_voted_on"),
        "act": line.act,
        "authority": line.authority,
        "reason": line.texts.get("reason"),
        **{name: line.day(name) for name in SAID[-3:]},
    }
    other = differences(placed, said)
    work.remark(*other)
    work.became(line.row, "changed" if other else "unchanged")


def _appointment(
    work: Work, placed: Placed, earlier: dict[UUID, list[Stint]], before: Placed | None
) -> NewAppointment:
    """Plan one appointment with what the law of its day says to it."""
    line, plan = placed.line, work.plan
    act = work.act_of(line)
    law = work.snapshot.law_on(line.appointed_on)
    seat = work.snapshot.charter.seat(placed.seat)
    grid_term, whole = _grid_term(placed.seat, plan.board, placed.since)
    term = _term(line, grid_term)
    if placed.until is None and work.snapshot.charter.holdover is None:
        placed.until = term.until
    initial = plan.board.initial is not None and plan.board.initial.contains(term.since)
    stint = Stint(
        seat=placed.seat,
        term=term,
        whole=whole if whole.until == term.until else term,
        served=Span(placed.since, placed.until),
        initial=initial,
    )
    theirs = earlier[placed.person]
    past = _past(line, placed, act, term, grid_term, told="oath_filed_on" in work.how.places)
    found = judged(past, law, earlier=theirs, proposed=stint, today=work.snapshot.today)
    theirs.append(stint)
    work.remark(*(breach(line.row, each) for each in found))
    work.became(line.row, "new")
    return NewAppointment(
        id=uuid4(),
        placed=placed,
        act=act.id,
        kind=_kind(work, placed, before, seat, term, grid_term, whole),
        term=term,
        findings=found,
        law=law.digest if law is not None else "",
    )


def _grid_term(seat: str, board: Board, since: date) -> tuple[Span, Span]:
    """Return the seat's own term on a day, and the whole of it; without end before the grid."""
    return appointed_term(
        seat,
        board.versions,
        since=since,
        initial=board.initial,
        grid_since=board.grid_since or since,
    )


def _term(line: Line, grid_term: Span) -> Span:
    """Return the term as the row states it, and what it leaves out as the grid has it."""
    since = line.day("term_since") or line.since
    end = line.day("term_until") or grid_term.until
    return Span(since, end if end is None or end > since else None)


def _past(
    line: Line, placed: Placed, act: NewAct, term: Span, grid_term: Span, *, told: bool
) -> PastAppointment:
    return PastAppointment(
        seat=placed.seat,
        designated_by=line.authority,
        act=PastAct(
            number=act.number,
            is_stated=act.is_stated,
            voted_on=act.voted_on,
            ayes=act.ayes,
            noes=act.noes,
            result=act.result,
        ),
        appointed_on=line.appointed_on,
        since=placed.since,
        until=placed.until,
        term=term,
        grid_term=grid_term if grid_term.until is not None else None,
        notice_sent_on=line.day("notice_sent_on"),
        oath_filed_on=line.day("oath_filed_on"),
        oath_is_told=told,
    )


def _kind(
    work: Work,
    placed: Placed,
    before: Placed | None,
    seat: Seat,
    term: Span,
    grid_term: Span,
    whole: Span,
) -> str:
    stated, board = placed.line.texts.get("kind", ""), work.plan.board
    has_first_board = work.snapshot.charter.initial_board is not None
    if stated:
        return stated
    if board.initial is not None and board.initial.contains(placed.since):
        return Kind.INITIAL.value
    if has_first_board and seat.stagger_years and term.since == board.grid_since:
        return Kind.STAGGERED.value
    if before is not None and before.person == placed.person and before.until == placed.since:
        return Kind.REAPPOINTMENT.value
    return (Kind.FULL if grid_term.since == whole.since else Kind.REMAINDER).value


def _earlier(work: Work) -> dict[UUID, list[Stint]]:
    """Return for each person the services on record, as the rule on terms reads them."""
    theirs: dict[UUID, list[AppointmentView]] = defaultdict(list)
    for each in work.snapshot.appointments:
        theirs[each.person].append(each)
    found: dict[UUID, list[Stint]] = defaultdict(list)
    for person, served in theirs.items():
        found[person] = stints(served, work.plan.board)
    return found


def _vacancies(work: Work, made: list[NewAppointment]) -> None:
    """Open the vacancies that ends on a ground of the law left, and fill those that were."""
    grounds = {ground.id for ground in work.snapshot.charter.grounds}
    later: dict[str, list[tuple[date, UUID]]] = defaultdict(list)
    for known in work.snapshot.known:
        later[known.seat].append((known.since, known.id))
    for each in made:
        later[each.placed.seat].append((each.placed.since, each.id))
    for begun in later.values():
        begun.sort(key=lambda pair: pair[0])
    for each in made:
        placed = each.placed
        if placed.ended_by in grounds and placed.until is not None:
            add_vacancy(work, later[placed.seat], placed.line, placed)
    for each in made:
        vacancy = work.snapshot.vacancies.get(each.placed.seat)
        first = vacancy and next(
            (id_ for day, id_ in later[each.placed.seat] if day >= vacancy.effective_on), None
        )
        if vacancy is not None and first == each.id:
            work.plan.filled.append((vacancy.id, each.id))


def add_vacancy(work: Work, later: list[tuple[date, UUID]], line: Line, placed: Placed) -> None:
    """Plan the vacancy after an end; a seat that is vacant already does not fall vacant again."""
    if placed.until is None:
        return
    follows = next((id_ for day, id_ in later if day >= placed.until), None)
    if follows is None and placed.seat in work.snapshot.vacancies:
        return
    work.plan.vacancies.append(
        NewVacancy(
            id=uuid4(),
            row=line.row,
            seat=placed.seat,
            cause=placed.ended_by,
            effective_on=placed.until,
            delivered_on=line.day("delivered_on"),
            delivered_to=line.texts.get("delivered_to", ""),
            remark=line.texts.get("remark", ""),
            filled_by=follows,
        )
    )
