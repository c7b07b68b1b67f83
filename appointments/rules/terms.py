"""Where each seat's terms lie. A person never moves the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from governance.charter.findings import Answer, Finding
from governance.charter.model import Seat, Terms
from governance.days import Span, add_years
from governance.sentences import say


def term_grid(seat: Seat, terms: Terms, *, since: date, until: date) -> tuple[Span, ...]:
    """Return the seat's terms that begin before `until`; the first begins on `since`.

    The first one is as long as the seat's stagger class says, the others are full.
    """
    grid = []
    years = seat.stagger_years or terms.years
    while seat.has_term and since < until:
        end = add_years(since, years)
        grid.append(Span(since, end))
        since, years = end, terms.years
    return tuple(grid)


def term_on(seat: Seat, terms: Terms, *, since: date, on: date) -> Span | None:
    """Return the seat's term in which a day falls; None before the grid begins or without one."""
    if not seat.has_term or on < since:
        return None
    first = add_years(since, seat.stagger_years or terms.years)
    if on < first:
        return Span(since, first)
    behind = (terms.begins.on_or_before(on).year - first.year) // terms.years * terms.years
    start = add_years(first, behind)
    return Span(start, add_years(start, terms.years))


def stagger_holds(seats: Iterable[Seat], terms: Terms) -> Finding:
    """Find whether the seats fall into the stagger classes that the law composes."""
    wanted = {(each.years, name): count for each in terms.stagger for name, count in each.seats}
    held = Counter((seat.stagger_years, seat.designated_by) for seat in seats if seat.stagger_years)
    for (years, name), count in wanted.items():
        if held[(years, name)] != count:
            reason = say(
                "{count} of the seats designated by {name} begin with a term of {years} years; "
                "{held} do.",
                count=count,
                name=name,
                years=years,
                held=held[(years, name)],
            )
            return Finding(Answer.BROKEN, reason, terms.stagger_clause)
    if held.total() != sum(wanted.values()):
        reason = say("A seat is in a stagger class that the law does not know.")
        return Finding(Answer.BROKEN, reason, terms.stagger_clause)
    kept = say("Every seat is in the stagger class that the law gives its authority.")
    return Finding(Answer.HOLDS, kept, terms.stagger_clause)


def initial_term(appointed_on: Collection[date], seats: int, terms: Terms) -> Span | None:
    """Return the first board's term: from the day its last member is appointed to the grid.

    None as long as somebody is still to be appointed.
    """
    if len(appointed_on) < seats:
        return None
    last = max(appointed_on)
    return Span(last, terms.begins.after(last))


def appointed_term(
    seat: Seat, terms: Terms, *, since: date, initial: Span | None, grid_since: date
) -> tuple[Span, Span]:
    """Return the term of an appointment that begins on a day, and the whole of which it is a part.

    It ends when the whole does: who comes late gets the rest. `initial` is the first board's
    term, before the grid begins.
    """
    whole = term_on(seat, terms, since=grid_since, on=since)
    if whole is None and initial is not None and seat.has_term and initial.contains(since):
        whole = initial
    if whole is None:
        whole = Span(since)
    return Span(since, whole.until), whole
