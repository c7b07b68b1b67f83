"""A new version of the law moves the terms that were granted before it, if it says so."""

from collections.abc import Sequence
from datetime import date
from itertools import islice

from appointments.rules.terms import Version, moved_end, terms_of
from appointments.schemas.appointments import AppointmentView
from appointments.services.history import Board, board_of, history
from appointments.services.mending import Mend
from appointments.services.mending_seats import GIVES_WAY, put, put_service
from governance.charter.model import Charter, RunningTerms
from governance.days import Span
from governance.sentences import say
from governance.services.deeds import Record


async def move_terms(record: Record, before: Board, law: Charter) -> None:
    """Give every term that a new version moves its new days; the old ones stay on the record.

    A service that has begun keeps its first day.
    """
    if law.terms.running is RunningTerms.KEEP:
        return
    why = say("The law in force from {day}.", day=law.body.in_force_since)
    mend = await Mend.of(record, str(why))
    await _move_first_term(mend, before, law)
    after = await board_of(record.body, record.charter)
    for each in await _in_a_safe_order(record, law.terms.running):
        if each.kind != "initial":
            await _move(mend, each, before, after)


async def _in_a_safe_order(record: Record, running: RunningTerms) -> list[AppointmentView]:
    """Return the appointments so that none ever stands on the days of another."""
    made = [each for each in await history(record.body) if each.term_since and not each.lapsed_on]
    later_first = running is RunningTerms.EXTEND
    return sorted(made, key=lambda each: each.term_since or date.min, reverse=later_first)


async def _move_first_term(mend: Mend, before: Board, law: Charter) -> None:
    """Move the end of the first board's term, if it runs when the law changes."""
    initial, since = before.initial, law.body.in_force_since
    if initial is None or initial.until is None or not initial.since < since < initial.until:
        return
    until = moved_end(initial.until, Version(since, law.seats, law.terms))
    for each in await history(mend.record.body):
        if each.kind == "initial" and each.term_until == initial.until:
            await put(mend, each, "term_until", until, follows=True)


async def _move(mend: Mend, each: AppointmentView, before: Board, after: Board) -> None:
    """Give one term the days of the place that it has on the grid."""
    found = _place(each, before)
    if found is None or each.term_since is None or each.term_until != found[1].until:
        return
    old, new = found[1], _term_at(each.seat, found[0], after)
    if new is None or new == old:
        return
    has_begun = each.since is not None and each.since <= mend.record.today
    first = new.since if each.term_since == old.since else max(each.term_since, new.since)
    since = each.term_since if has_begun else first
    order: Sequence[tuple[str, date | None]] = (("term_until", new.until), ("term_since", since))
    if since < each.term_since:
        order = order[::-1]
    for name, day in order:
        await put(mend, each, name, day, follows=True)
    if each.until is not None and each.until == each.term_until and not each.ended_by:
        await put_service(mend, each, "until", new.until, follows=True)
    if since != each.term_since:
        await _move_beginning(mend, each, since)


async def _move_beginning(mend: Mend, each: AppointmentView, since: date) -> None:
    """Move the first day of a service that is still to begin, and the last of who makes way."""
    way = [
        one
        for one in await history(mend.record.body)
        if one.seat == each.seat and one.until == each.since and one.ended_by in GIVES_WAY
    ]
    both = [(each, "since"), *((one, "until") for one in way if one.id != each.id)]
    for one, name in both if each.since is None or since > each.since else reversed(both):
        await put_service(mend, one, name, since, follows=True)


def _place(each: AppointmentView, board: Board) -> tuple[int, Span] | None:
    """Return the term of the grid of which an appointment has all or the rest, and its number."""
    if board.grid_since is None or each.term_since is None:
        return None
    for place, term in enumerate(terms_of(each.seat, board.versions, since=board.grid_since)):
        if term.since > each.term_since:
            return None
        if term.contains(each.term_since):
            return place, term
    return None


def _term_at(seat: str, place: int, board: Board) -> Span | None:
    """Return the term of this number on a board's grid."""
    if board.grid_since is None:
        return None
    grid = terms_of(seat, board.versions, since=board.grid_since)
    return next(islice(grid, place, None), None)
