"""Every appointment of a body with the service that came of it, as the other services read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.rules.limits import Stint
from appointments.rules.seats import Service
from appointments.rules.terms import Version, term_on, version_of
from appointments.schemas.appointments import AppointmentView, Kind
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.days import Span
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, charter_versions, engine

HISTORY = (
    "SELECT a.id, a.seat, a.person, p.name, a.kind, a.designated_by, a.legislation, l.number, "
    "a.appointed_on, a.term_since, a.term_until, a.notice_sent_on, a.oath_taken_on, "
    "a.oath_filed_on, a.lapsed_on, a.recorded_by, a.recorded_at, s.since, s.until, s.ended_by "
    "FROM appointment a JOIN person p ON p.id = a.person "
    "JOIN legislation l ON l.id = a.legislation LEFT JOIN service s ON s.appointment = a.id "
)
ORDER = " ORDER BY a.appointed_on, s.since, a.id"


@dataclass(frozen=True, slots=True)
class Board:
    """When a body's first term was and since when the terms of its seats lie on the grid.

    `versions` are those of its law, the oldest first.
    `initial` is None for a body without a first board of its own kind, and for one that is not
    complete yet; then there is no grid either, if the charter has a first board.
    """

    initial: Span | None
    grid_since: date | None
    versions: tuple[Version, ...]


async def board_of(body: Body, charter: Charter) -> Board:
    """Return where the grid of a body's terms lies."""
    days = [each.in_force_since for each in await charter_versions(body)]
    versions = tuple([version_of(await charter_on(body, day)) for day in days])
    if charter.initial_board is None:
        begins = versions[0].terms.begins
        return Board(None, begins.on_or_before(versions[0].since), versions)
    rows = await engine().read(
        "SELECT term_since, term_until FROM appointment "
        "WHERE body = $1 AND kind = 'initial' AND term_since IS NOT NULL LIMIT 1",
        body.id,
    )
    if not rows:
        return await _imported_grid(body, versions)
    initial = Span(rows[0]["term_since"], rows[0]["term_until"])
    return Board(initial, initial.until, versions)


async def _imported_grid(body: Body, versions: tuple[Version, ...]) -> Board:
    """Return where the grid lies of a body whose first board is not on the record."""
    rows = await engine().read(
        "SELECT grid_since, initial_since FROM term_grid WHERE body = $1", body.id
    )
    if not rows:
        return Board(None, None, versions)
    since, first = rows[0]["grid_since"], rows[0]["initial_since"]
    return Board(Span(first, since) if first is not None else None, since, versions)


async def history(body: Body, *, ending_after: date | None = None) -> list[AppointmentView]:
    """Return the appointments in order of time; all, or those not over on a day."""
    if ending_after is None:
        rows = await engine().read(f"{HISTORY}WHERE a.body = $1{ORDER}", body.id)
    else:
        rows = await engine().read(
            f"{HISTORY}WHERE a.body = $1 AND a.lapsed_on IS NULL "
            f"AND (s.until IS NULL OR s.until > $2){ORDER}",
            body.id,
            ending_after,
        )
    return [view(row) for row in rows]


async def history_of(body: Body, person: UUID) -> list[AppointmentView]:
    """Return a person's appointments in order of time."""
    rows = await engine().read(
        f"{HISTORY}WHERE a.body = $1 AND a.person = $2{ORDER}", body.id, person
    )
    return [view(row) for row in rows]


async def get_appointment(body: Body, appointment: UUID) -> AppointmentView:
    """Return one appointment."""
    rows = await engine().read(f"{HISTORY}WHERE a.body = $1 AND a.id = $2", body.id, appointment)
    if not rows:
        raise NotFoundError(say("There is no such appointment here."))
    return view(rows[0])


def view(row: Row) -> AppointmentView:
    """Return a row of the history as an appointment."""
    return AppointmentView(**{**row, "kind": Kind(row["kind"]), "ended_by": row["ended_by"] or ""})


def term_of(each: AppointmentView) -> Span | None:
    """Return an appointment's term, if it has begun to have one."""
    return None if each.term_since is None else Span(each.term_since, each.term_until)


def as_service(each: AppointmentView) -> Service:
    """Return an appointment as the rules on seats read it."""
    return Service(
        seat=each.seat,
        person=each.person,
        appointed_on=each.appointed_on,
        span=None if each.since is None else Span(each.since, each.until),
        term=term_of(each),
        oath_taken_on=each.oath_taken_on,
        oath_filed_on=each.oath_filed_on,
    )


def stints(appointments: Iterable[AppointmentView], board: Board) -> list[Stint]:
    """Return the services as the rule on terms reads them; what never began is left out."""
    found = []
    for each in appointments:
        term = term_of(each)
        if term is None or each.since is None or each.until == each.since:
            continue
        whole = None
        if board.grid_since is not None:
            whole = term_on(each.seat, board.versions, since=board.grid_since, on=term.since)
        found.append(
            Stint(
                seat=each.seat,
                term=term,
                whole=whole or term,
                served=Span(each.since, each.until),
                initial=board.initial is not None and board.initial.contains(term.since),
            )
        )
    return found
