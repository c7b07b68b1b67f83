"""Where each seat's terms lie, under every version of the law. A person never moves the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, RunningTerms, Seat, Terms
from governance.days import MonthDay, Span, add_years
from governance.sentences import say


@dataclass(frozen=True, slots=True)
class Version:
    """The seats and terms of one version of the law, and the first day of its force."""

    since: date
    seats: tuple[Seat, ...]
    terms: Terms

    def seat(self, name: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.id == name), None)


def version_of(charter: Charter) -> Version:
    """Return of a charter what the grid of terms needs."""
    return Version(charter.body.in_force_since, charter.seats, charter.terms)


def terms_of(seat: str, versions: Sequence[Version], *, since: date) -> Iterator[Span]:
    """Yield a seat's terms without end, the first from `since`; `versions` in order of force.

    A term is as long as the law of its first day says; the first one as the seat's stagger
    class says. One that does not begin on the grid of its law lasts up to it. What becomes of a
    term that runs when another version comes into force, that version says.
    """
    start, versions = _beginning(seat, versions, since)
    first = True
    while versions:
        law = _in_force(versions, start)
        place = law.seat(seat)
        if place is None or not place.has_term:
            return
        years = (place.stagger_years if first else None) or law.terms.years
        end = law.terms.begins.on_or_after(add_years(start, years))
        for later in versions:
            if start < later.since < end:
                end = moved_end(end, later)
        yield Span(start, end)
        start, first = end, False


def term_grid(
    seat: str, versions: Sequence[Version], *, since: date, until: date
) -> tuple[Span, ...]:
    """Return the seat's terms that begin before `until`; the first begins on `since`."""
    return tuple(takewhile(lambda term: term.since < until, terms_of(seat, versions, since=since)))


def term_on(seat: str, versions: Sequence[Version], *, since: date, on: date) -> Span | None:
    """Return the seat's term in which a day falls; None before the grid begins or without one."""
    if on < since:
        return None
    for term in terms_of(seat, versions, since=since):
        if on < term.since:
            return None
        if term.contains(on):
            return term
    return None


def _beginning(
    seat: str, versions: Sequence[Version], since: date
) -> tuple[date, Sequence[Version]]:
    """Return where a seat's own grid begins: on `since`, or with the version that adds it.

    With it the versions from then on; none for a seat that no version knows.
    """
    if _in_force(versions, since).seat(seat) is not None:
        return since, versions
    for place, version in enumerate(versions):
        if version.since > since and version.seat(seat) is not None:
            return version.terms.begins.on_or_before(version.since), versions[place:]
    return since, ()


def _in_force(versions: Sequence[Version], on: date) -> Version:
    """Return the version in force on a day; before any of them, the first."""
    return next((each for each in reversed(versions) if each.since <= on), versions[0])


def moved_end(end: date, later: Version) -> date:
    """Return where a running term ends once a later version is in force."""
    begins = later.terms.begins
    match later.terms.running:
        case RunningTerms.KEEP:
            return end
        case RunningTerms.EXTEND:
            return begins.on_or_after(end)
        case RunningTerms.SHORTEN:
            sooner = begins.on_or_before(end)
            return sooner if sooner > later.since else begins.after(later.since)


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
    seat: str, versions: Sequence[Version], *, since: date, initial: Span | None, grid_since: date
) -> tuple[Span, Span]:
    """Return the term of an appointment that begins on a day, and the whole of which it is a part.

    It ends when the whole does: who comes late gets the rest. `initial` is the first board's
    term, before the grid begins.
    """
    place = _in_force(versions, since).seat(seat)
    whole = term_on(seat, versions, since=grid_since, on=since)
    if whole is None and initial is not None and initial.contains(since):
        whole = initial if place is not None and place.has_term else None
    if whole is None:
        whole = Span(since)
    return Span(since, whole.until), whole


def stagger_kept(versions: Sequence[Version], *, since: date, until: date) -> Finding:
    """Find whether in every service year up to a day as many terms end as the law has it.

    Under each version alone: the service years that lie wholly between it and the next.
    """
    for version, end in _eras(versions, since, until):
        terms = version.terms
        composed = stagger_holds(version.seats, terms)
        if composed.blocks:
            return composed
        found = _uneven(version, versions, since, end)
        if found is not None:
            year, count = found
            reason = say(
                "In the service year from {since} the terms of {count} seats end; the law lets "
                "{wanted} end in a year.",
                since=year,
                count=count,
                wanted=_wanted(terms),
            )
            return Finding(Answer.BROKEN, reason, terms.stagger_clause)
    law = versions[-1].terms
    kept = say("In every service year as many terms end as the law has it.")
    return Finding(Answer.HOLDS, kept, law.stagger_clause or law.clause)


def ends_in_years(
    versions: Sequence[Version], begins: MonthDay, *, since: date, first: date, until: date
) -> dict[date, int]:
    """Return for each service year from `first`, by its first day, how many seats' terms end."""
    years: dict[date, int] = {}
    year = begins.on_or_after(first)
    while begins.after(year) <= until:
        years[year] = 0
        year = begins.after(year)
    for seat in dict.fromkeys(seat.id for version in versions for seat in version.seats):
        for term in term_grid(seat, versions, since=since, until=until):
            if term.last is not None and (ends := begins.on_or_before(term.last)) in years:
                years[ends] += 1
    return years


def _eras(versions: Sequence[Version], since: date, until: date) -> Iterator[tuple[Version, date]]:
    """Yield each version that has a stagger, with the day up to which it alone decides."""
    ends = [*(version.since for version in versions[1:]), until]
    for version, end in zip(versions, ends, strict=True):
        if version.terms.stagger and end > since:
            yield version, end


def _uneven(
    version: Version, versions: Sequence[Version], since: date, end: date
) -> tuple[date, int] | None:
    """Return a service year in which not as many terms end as the classes have seats."""
    sizes = _sizes(version.terms)
    first = max(since, version.since)
    years = ends_in_years(versions, version.terms.begins, since=since, first=first, until=end)
    counted = list(years.items())
    for number in range(len(counted) - len(sizes) + 1):
        window = counted[number : number + len(sizes)]
        if sorted(count for _, count in window) != sizes:
            crowded = (each for each in counted[number:] if each[1] > sizes[-1])
            return next(crowded, window[0])
    return None


def _sizes(terms: Terms) -> list[int]:
    """Return how many seats' terms end in the years of a cycle, the fewest first."""
    sizes = [each.size for each in terms.stagger]
    return sorted([*sizes, *[0] * (terms.years - len(sizes))])


def _wanted(terms: Terms) -> str:
    low, *_, high = [*_sizes(terms), _sizes(terms)[-1]]
    return str(high) if low == high else f"{low}-{high}"
