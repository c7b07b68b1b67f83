"""Since when do the terms of a body's seats lie on their grid, as far as its rows tell?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from appointments.rules.imports.lines import Line
from governance.charter.model import Charter, Seat
from governance.days import Span


def likely_grid(charter: Charter, lines: Sequence[Line]) -> tuple[Span | None, date | None]:
    """Return the first board's term and since when the grid begins; None where nothing tells.

    Rows that call themselves initial say it; or the first rows of all seats that end on the same
    grid day; or the ends of terms that all point at one year.
    """
    ends = {
        line.day("term_until", "until") for line in lines if line.texts.get("kind") == "initial"
    }
    first = _first_of_each_seat(charter, lines)
    if not ends and first:
        ends = {line.day("term_until", "until") for line in first}
    if len(ends) == 1 and (end := ends.pop()) is not None and _on_grid(end, charter):
        begins = [line for line in lines if line.since < end]
        return Span(_term_start(begins, end), end), end
    since = _year_of_ends(charter, lines)
    return None, since


def _first_of_each_seat(charter: Charter, lines: Sequence[Line]) -> list[Line]:
    """Return the first row of each seat, if every seat has one of its own."""
    first: dict[str, Line] = {}
    for line in lines:
        if len(line.seats) == 1:
            there = first.setdefault(line.seats[0], line)
            if line.since < there.since:
                first[line.seats[0]] = line
    return list(first.values()) if len(first) == len(charter.seats) else []


def _term_start(lines: Sequence[Line], end: date) -> date:
    """Return the day on which the last of the first board was appointed."""
    first: dict[tuple[str, ...], date] = {}
    for line in sorted(lines, key=lambda each: each.since):
        first.setdefault(line.seats, line.day("term_since") or line.since)
    return max((day for day in first.values() if day < end), default=end)


def _year_of_ends(charter: Charter, lines: Sequence[Line]) -> date | None:
    """Return the latest grid day, not after the first service, from which all ends follow."""
    terms = charter.terms
    seats = {seat.id: seat for seat in charter.seats}
    rests = set()
    for line in lines:
        end = line.day("term_until")
        if len(line.seats) != 1 or end is None or not _on_grid(end, charter):
            continue
        rests.add((end.year - _first_years(seats[line.seats[0]], terms.years)) % terms.years)
    if len(rests) != 1:
        return None
    earliest = min(line.since for line in lines)
    year = terms.begins.on_or_before(earliest).year
    year -= (year - rests.pop()) % terms.years
    return terms.begins.in_year(year)


def _first_years(seat: Seat, years: int) -> int:
    return seat.stagger_years or years


def _on_grid(day: date, charter: Charter) -> bool:
    return charter.terms.begins.in_year(day.year) == day
