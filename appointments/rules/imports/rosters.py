"""Which seat has each row's person, from when until when, and what is known of it already?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from uuid import UUID

from appointments.rules.imports.lines import Line
from appointments.rules.imports.problems import Remark, difference, error, warning
from governance.charter.model import Charter
from governance.sentences import Sentence, say

SUCCESSION = "succession"
REAPPOINTMENT = "reappointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A service that stands on the record; `stated` are the days and texts a row can differ in."""

    id: UUID
    seat: str
    person: UUID
    name: str
    appointed_on: date
    since: date
    until: date | None
    term_until: date | None
    stated: Mapping[str, object]


@dataclass(slots=True, kw_only=True)
class Placed:
    """A row with its seat and its person, as it will stand on the record."""

    line: Line
    seat: str
    person: UUID
    since: date
    until: date | None
    ended_by: str = ""
    found: Known | None = None

    @property
    def is_new(self) -> bool:
        return self.found is None


@dataclass(slots=True)
class _Stay:
    """Days of a person in a seat: of a row, or of the record."""

    seat: str
    person: UUID
    name: str
    since: date
    until: date | None
    term_until: date | None
    row: int = 0
    placed: Placed | None = None


class Roster:
    """Finds a place for each row; `add` them all in the order of time, then `settle`."""

    def __init__(
        self, charter: Charter, known: Iterable[Known], term_end: Callable[[str, date], date | None]
    ) -> None:
        self.charter = charter
        self.term_end = term_end
        self.remarks: list[Remark] = []
        self.placed: list[Placed] = []
        self._names = {seat.id: seat.name for seat in charter.seats}
        self._seats: dict[str, list[_Stay]] = defaultdict(list)
        self._known: dict[UUID, list[Known]] = defaultdict(list)
        self._rows: dict[tuple[UUID, date], list[Placed]] = defaultdict(list)
        for each in known:
            self._known[each.person].append(each)
            self._seats[each.seat].append(
                _Stay(each.seat, each.person, each.name, each.since, each.until, each.term_until)
            )

    def add(self, line: Line, person: UUID) -> None:
        """Place one row."""
        same = self._same_row(line, person)
        if same is not None:
            twice = say("This is said in row {row} already.", row=same.line.row)
            self.remarks.append(warning(line.row, "", twice))
            return
        found = self._on_record(line, person)
        seat = found.seat if found is not None else self._free_seat(line, person)
        if not seat:
            return
        placed = Placed(
            line=line,
            seat=seat,
            person=person,
            since=line.since,
            until=line.until,
            ended_by=line.texts.get("reason", ""),
            found=found,
        )
        self.placed.append(placed)
        self._rows[person, line.since].append(placed)
        if found is None:
            stay = _Stay(
                *(seat, person, line.name, line.since, line.until, line.day("term_until")),
                row=line.row,
                placed=placed,
            )
            self._seats[seat].append(stay)

    def settle(self) -> None:
        """Let each service end where the next begins, and refuse what cannot stand together."""
        for stays in self._seats.values():
            stays.sort(key=lambda stay: (stay.since, stay.row))
            longest: _Stay | None = None
            for stay in stays:
                if longest is not None:
                    self._in_turn(longest, stay)
                longest = stay if longest is None else max(longest, stay, key=_reach)
        people: dict[UUID, list[_Stay]] = defaultdict(list)
        for stays in self._seats.values():
            for stay in stays:
                people[stay.person].append(stay)
        for theirs in people.values():
            theirs.sort(key=lambda stay: (stay.since, stay.row))
            for before, after in pairwise(theirs):
                if before.seat != after.seat and _overlap(before, after):
                    self._refuse(before, after, _two_seats(before, after, self._names))

    def _in_turn(self, before: _Stay, after: _Stay) -> None:
        """Close the first of two stays in a seat by the second, if it may be."""
        if before.placed is not None and before.until is None and before.since < after.since:
            before.until = before.placed.until = after.since
            closed = say(
                "No end is given; the next service in {seat} begins on {day}, and ends this one.",
                seat=self._names.get(after.seat, after.seat),
                day=after.since,
            )
            self.remarks.append(warning(before.row, "until", closed))
        if _overlap(before, after):
            self._refuse(before, after, _two_people(before, after, self._names))
        elif before.placed is not None and before.until == after.since:
            goes_on = before.person == after.person
            follows = REAPPOINTMENT if goes_on else SUCCESSION
            before.placed.ended_by = before.placed.ended_by or follows

    def _refuse(self, before: _Stay, after: _Stay, text: Sentence) -> None:
        row, column = (after.row, "since") if after.row else (before.row, "until")
        seat = self.charter.seat(after.seat) if after.seat in self._names else None
        if row:
            self.remarks.append(error(row, column, text, seat.clause if seat else ""))

    def _same_row(self, line: Line, person: UUID) -> Placed | None:
        for each in self._rows[person, line.since]:
            if each.seat in line.seats:
                return each
        return None

    def _on_record(self, line: Line, person: UUID) -> Known | None:
        """Return the service on record that a row speaks of: same person, seat and beginning."""
        mine = [each for each in self._known[person] if each.seat in line.seats]
        for each in mine:
            if each.since == line.since:
                return each
        for each in mine:
            if each.appointed_on == line.appointed_on and "since" not in line.days:
                return each
        return None

    def _free_seat(self, line: Line, person: UUID) -> str:
        """Return the seat that a row means, or of several the one that it fits."""
        if len(line.seats) == 1:
            return line.seats[0]
        seat = self._own(line, person) or self._empty(line) or self._expired(line)
        if seat:
            chosen = say(
                "No single seat is named; {seat} was free on these days.", seat=self._names[seat]
            )
            self.remarks.append(warning(line.row, "seat", chosen))
            return seat
        full = say(
            "From {since} on none of the {count} seats that it can be is free.",
            since=line.since,
            count=len(line.seats),
        )
        self.remarks.append(error(line.row, "seat", full, self.charter.composition.clause))
        return ""

    def _own(self, line: Line, person: UUID) -> str:
        """Return the seat in which the person sat until these days."""
        for seat in line.seats:
            stays = self._seats[seat]
            last = max(stays, key=lambda stay: stay.since, default=None)
            if last is not None and last.person == person and last.since < line.since:
                ends = last.until or last.term_until
                if ends is not None and ends <= line.since:
                    return seat
        return ""

    def _empty(self, line: Line) -> str:
        """Return a seat in which nobody sits, best one whose own term ends when the row's does."""
        free = [seat for seat in line.seats if not any(_takes(s, line) for s in self._seats[seat])]
        end = line.day("term_until")
        fitting = (seat for seat in free if end and self.term_end(seat, line.since) == end)
        return next(fitting, free[0] if free else "")

    def _expired(self, line: Line) -> str:
        """Return the seat whose holder's term had run out longest before, with no end given."""
        over: list[tuple[date, str]] = []
        for seat in line.seats:
            there = [stay for stay in self._seats[seat] if _takes(stay, line)]
            ends = there[0].term_until if len(there) == 1 else None
            gives_way = ends is not None and ends <= line.since
            if gives_way and ends and there[0].until is None and there[0].placed is not None:
                over.append((ends, seat))
        return min(over)[1] if over else ""


def differences(placed: Placed, said: Mapping[str, object]) -> list[Remark]:
    """Return where a row says otherwise than the record; the record stays."""
    if placed.found is None:
        return []
    found = []
    for name, value in said.items():
        there = placed.found.stated.get(name)
        if value not in (None, "") and value != there:
            text = say(
                "The record has {there}, the row {value}.",
                there=_shown(there),
                value=_shown(value),
            )
            found.append(difference(placed.line.row, name, text))
    return found


@dataclass(slots=True)
class Faces:
    """Whom a body knows, by their names."""

    by_name: dict[str, list[tuple[UUID, str]]] = field(default_factory=lambda: defaultdict(list))

    def known_as(self, folded: str, email: str) -> list[UUID]:
        """Return who may be meant: by name, and by address where that tells two apart."""
        named = self.by_name.get(folded, [])
        mailed = [who for who, address in named if email and address.casefold() == email.casefold()]
        return mailed or [who for who, _ in named]

    def add(self, who: UUID, folded: str, email: str) -> None:
        self.by_name[folded].append((who, email))


def _shown(value: object) -> Sentence | str | date | int:
    if isinstance(value, date | int | Sentence):
        return value
    return say("nothing") if value in (None, "") else f"“{value}”"


def _reach(stay: _Stay) -> date:
    return stay.until or date.max


def _takes(stay: _Stay, line: Line) -> bool:
    """Whether a stay keeps a row out; ends that are not given are without end."""
    return (stay.until is None or line.since < stay.until) and (
        line.until is None or stay.since < line.until
    )


def _overlap(before: _Stay, after: _Stay) -> bool:
    """Whether two stays, the first of which begins first, share a day."""
    if before.placed is None and after.placed is None:
        return False
    if after.until is not None and after.until == after.since:
        return False
    return before.until is None or after.since < before.until


def _two_people(before: _Stay, after: _Stay, names: Mapping[str, str]) -> Sentence:
    return say(
        "On {day} two would sit in {seat}: {one} ({where}) and {other}.",
        day=after.since,
        seat=names.get(after.seat, after.seat),
        one=before.name,
        where=_where(before),
        other=after.name,
    )


def _two_seats(before: _Stay, after: _Stay, names: Mapping[str, str]) -> Sentence:
    return say(
        "On {day} {name} would sit in two seats: {one} ({where}) and {other}.",
        day=after.since,
        name=after.name,
        one=names.get(before.seat, before.seat),
        where=_where(before),
        other=names.get(after.seat, after.seat),
    )


def _where(stay: _Stay) -> Sentence:
    return say("row {row}", row=stay.row) if stay.row else say("on the record")


def in_time(lines: Sequence[Line]) -> list[Line]:
    """Return rows in the order in which their services began."""
    return sorted(lines, key=lambda line: (line.since, line.row))
