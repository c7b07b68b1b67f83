"""What on the record of seats, as it stands written, does not keep the law of its day?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.rules.invariants import (
    Held,
    by_a_carried_act,
    on_the_grid,
    one_at_a_time,
    sworn_in_order,
)
from appointments.rules.terms import stagger_kept
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.legislation import LegislationView
from appointments.services.designations import designations_of, naming
from appointments.services.eligibility import candidate_for, everything_known, findings_among
from appointments.services.history import Board, board_of, history, term_of
from appointments.services.legislation import acts_of, as_act
from governance.charter.findings import Finding
from governance.charter.model import Charter, Seat
from governance.days import Span, add_years
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on, charter_versions

CYCLES_AHEAD = 4
"""How many terms ahead the stagger is looked at."""


@dataclass(frozen=True, slots=True)
class Break:
    """A finding that blocks, on an appointment or on the whole board."""

    finding: Finding
    appointment: UUID | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return by what a break is known again, though its sentence has other numbers."""
        about = str(self.appointment) if self.appointment else str(self.finding.reason)
        return about, self.finding.clause


async def breaks_of(body: Body, charter: Charter, on: date) -> list[Break]:
    """Return where the record does not keep what must always hold; nothing private is in it."""
    made = [each for each in await history(body) if each.lapsed_on is None]
    board = await board_of(body, charter)
    laws = await _laws_of(body, made)
    seats = await _every_seat(body)
    held = _held(made, await acts_of(body, charter))
    found = [
        *one_at_a_time(held, seats),
        *by_a_carried_act(held, laws),
        *sworn_in_order(held, laws),
        *on_the_grid(
            held, laws, board.versions, initial=board.initial, grid_since=board.grid_since
        ),
        *stagger_of(board, on),
    ]
    return [Break(each) for each in found if each.blocks]


async def unfit_of(body: Body, charter: Charter) -> list[Break]:
    """Return which appointments stand against a criterion, a limit or a lacking designation."""
    made = [each for each in await history(body) if each.lapsed_on is None]
    board = await board_of(body, charter)
    laws = await _laws_of(body, made)
    known = await everything_known(body, made)
    seats = {each.seat for each in made}
    named = {seat: await designations_of(body, seat) for seat in seats}
    found = []
    for each in made:
        law = laws[each.id]
        seat = next((seat for seat in law.seats if seat.id == each.seat), None)
        if seat is not None:
            candidate = candidate_for(
                board,
                seat,
                each.person,
                appointed_on=each.appointed_on,
                since=each.term_since or each.appointed_on,
            )
            findings = (
                naming(named[each.seat], law, seat, each.person)[1],
                *findings_among(law, candidate, known, judging=each.id),
            )
            found += [Break(finding, each.id) for finding in findings if finding.blocks]
    return found


def stagger_of(board: Board, on: date) -> Iterator[Finding]:
    """Yield whether as many terms end each year as the law has it, in the past and some ahead."""
    if board.grid_since is not None and board.versions[-1].terms.stagger:
        ahead = add_years(max(on, board.grid_since), CYCLES_AHEAD * board.versions[-1].terms.years)
        yield stagger_kept(board.versions, since=board.grid_since, until=ahead)


async def _laws_of(body: Body, made: Iterable[AppointmentView]) -> dict[UUID, Charter]:
    """Return for each appointment the law of its day; before the first version, that one."""
    days = [each.in_force_since for each in await charter_versions(body)]
    versions = [(day, await charter_on(body, day)) for day in days]
    return {
        each.id: next(
            (law for day, law in reversed(versions) if day <= each.appointed_on), versions[0][1]
        )
        for each in made
    }


async def _every_seat(body: Body) -> dict[str, Seat]:
    """Return the seats of every version of the law, each as the latest one has it."""
    days = [each.in_force_since for each in await charter_versions(body)]
    return {seat.id: seat for day in days for seat in (await charter_on(body, day)).seats}


def _held(made: Iterable[AppointmentView], acts: dict[UUID, LegislationView]) -> list[Held]:
    return [
        Held(
            appointment=each.id,
            seat=each.seat,
            person=each.person,
            name=each.name,
            appointed_on=each.appointed_on,
            introduced_on=acts[each.legislation].introduced_on or each.appointed_on,
            act=as_act(acts[each.legislation]),
            term=term_of(each),
            span=None if each.since is None else Span(each.since, each.until),
            notice_sent_on=each.notice_sent_on,
            oath_taken_on=each.oath_taken_on,
            oath_filed_on=each.oath_filed_on,
        )
        for each in made
    ]
