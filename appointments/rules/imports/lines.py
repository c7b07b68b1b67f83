"""What does a row of a table say, once each cell is understood?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from appointments.rules.imports.columns import LABELS, Content, heading
from appointments.rules.imports.days import Order, spelled_day
from appointments.rules.imports.names import is_nobody, written_name
from appointments.rules.imports.problems import Remark, error, warning
from governance.charter.model import Charter
from governance.days import add_days
from governance.sentences import Sentence, say

FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST = {"name": 200, "email": 254, "phone": 50, "act": 60, "act_title": 200, "remark": 5000}
LONG = 300
_MAIL = re.compile(r"[^\s\x00@]+@[^\s\x00@]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
CARRIED = frozenset(
    {"carried", "passed", "adopted", "approved", "enacted", "confirmed", "yes", "pass"}
)
LOST = frozenset({"lost", "failed", "rejected", "defeated", "denied", "no", "fail", "not carried"})
GROUND_WORDS: Mapping[str, tuple[str, ...]] = {
    "resignation": ("resigned", "resign", "resignation", "quit", "stepped down"),
    "death": ("died", "deceased", "death", "passed away"),
    "removal": ("removed", "removal", "dismissed"),
    "residence": ("moved", "moved away", "moved out", "relocated", "left the city"),
}
"""How people name the grounds that most laws have; a charter's own names are known as well."""
NO_MEMBERS = frozenset({"employee", "staff", "applicant", "nominee", "pending", "not a member"})
"""States of people whom rosters list beside the members."""
KINDS = frozenset({"initial", "staggered", "full", "remainder", "reappointment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a table is to be read: what its clerk chose, or was shown as the likely way."""

    content: Content
    order: Order
    ends_are_last_days: bool = True
    body_called: str = ""
    since_if_missing: date | None = None
    today: date


@dataclass(slots=True, kw_only=True)
class Line:
    """One row, understood. Days are half-open; `seats` are those that it may mean."""

    row: int
    name: str = ""
    email: str = ""
    phone: str = ""
    seats: tuple[str, ...] = ()
    authority: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def day(self, *names: str) -> date | None:
        """Return the first of these days that the row states."""
        return next((self.days[name] for name in names if name in self.days), None)

    @property
    def since(self) -> date:
        """The first day of the service."""
        return self.day("since", "appointed_on", "act_voted_on") or date.min

    @property
    def appointed_on(self) -> date:
        """The day of the appointment, as far as the row tells."""
        return self.day("appointed_on", "act_voted_on", "since") or date.min

    @property
    def until(self) -> date | None:
        return self.day("until")

    @property
    def act(self) -> str:
        return self.texts.get("act", "")


class Reader:
    """Understands the rows of one table; what it cannot is told in `remarks`."""

    def __init__(self, reading: Reading, charter: Charter) -> None:
        self.reading = reading
        self.charter = charter
        self.remarks: list[Remark] = []
        self.errors = 0
        self.skipped = 0
        self._seats = _ways_to_name(charter)
        self._authorities = {
            way: each.id
            for each in charter.authorities
            for way in (heading(each.id), heading(each.name))
        }
        self._grounds = _grounds(charter)

    def read(self, row: int, cells: Mapping[str, str]) -> Line | None:
        """Return what a row says; None when it says nothing, is not ours, or is wrong."""
        if self._is_of_another_board(cells):
            self.skipped += 1
            return None
        if heading(cells.get("status", "")) in NO_MEMBERS:
            self.skipped += 1
            other = say("“{state}” is no member; the row is left out.", state=cells["status"])
            self.remarks.append(warning(row, "status", other))
            return None
        line = Line(row=row)
        before = self.errors
        self._person(line, cells)
        for name, text in cells.items():
            if text and name not in ("name", "first_name", "last_name", "body"):
                self._cell(line, name, text)
        self._needed(line)
        if line.name == "" and self.reading.content is not Content.LEGISLATION:
            return None
        return None if self.errors > before else line

    def _is_of_another_board(self, cells: Mapping[str, str]) -> bool:
        said, wanted = heading(cells.get("body", "")), heading(self.reading.body_called)
        return bool(said and wanted) and said != wanted

    def _person(self, line: Line, cells: Mapping[str, str]) -> None:
        if self.reading.content is Content.LEGISLATION:
            return
        name = written_name(
            cells.get("name", ""), cells.get("first_name", ""), cells.get("last_name", "")
        )
        if is_nobody(name):
            self.skipped += 1
            empty = say("Nobody is named here; the row is left out.")
            self.remarks.append(warning(line.row, "name", empty))
            return
        line.name = self._text(line.row, "name", name)

    def _cell(self, line: Line, name: str, text: str) -> None:
        if name.endswith("_on") or name in ("since", "until", "term_since", "term_until"):
            self._day(line, name, text)
        elif name in ("ayes", "noes"):
            self._number(line, name, text)
        elif name == "seat":
            self._seat(line, text)
        elif name == "authority":
            self._authority(line, text)
        elif name == "email":
            self._email(line, text)
        elif name == "phone":
            line.phone = self._text(line.row, name, text)
        elif name in ("reason", "status"):
            self._reason(line, name, text)
        elif name == "result":
            self._result(line, text)
        elif name == "kind":
            self._kind(line, text)
        else:
            line.texts[name] = self._text(line.row, name, text)

    def _day(self, line: Line, name: str, text: str) -> None:
        found = spelled_day(text, self.reading.order, today=self.reading.today)
        if found is None:
            self._wrong(line.row, name, say("“{cell}” is not a whole day.", cell=_short(text)))
            return
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            self._wrong(line.row, name, say("The year of “{cell}” is too far.", cell=_short(text)))
            return
        past_only = name not in ("until", "term_until", "term_since", "since", "effective_on")
        if past_only and found > self.reading.today:
            self._wrong(line.row, name, say("{day} has not come yet.", day=found))
            return
        is_end = name in ("until", "term_until")
        line.days[name] = add_days(found, self.reading.ends_are_last_days) if is_end else found

    def _number(self, line: Line, name: str, text: str) -> None:
        if not re.fullmatch(r"\d{1,4}", text.strip()):
            self._wrong(line.row, name, say("“{cell}” is not a count.", cell=_short(text)))
            return
        line.numbers[name] = int(text)

    def _seat(self, line: Line, text: str) -> None:
        line.seats = self._seats.get(heading(text), ())
        if not line.seats:
            self._wrong(
                line.row,
                "seat",
                say(
                    "There is no seat “{cell}”; the seats are {seats}.",
                    cell=_short(text),
                    seats=tuple(seat.name for seat in self.charter.seats),
                ),
            )

    def _authority(self, line: Line, text: str) -> None:
        line.authority = self._authorities.get(heading(text), "")
        if not line.authority:
            names = tuple(each.name for each in self.charter.authorities)
            unknown = say(
                "“{cell}” is none of {names}; who named the person is kept as not stated.",
                cell=_short(text),
                names=names,
            )
            self.remarks.append(warning(line.row, "authority", unknown))

    def _email(self, line: Line, text: str) -> None:
        if not _MAIL.fullmatch(text) or len(text) > LONGEST["email"]:
            wrong = say("“{cell}” is not one e-mail address.", cell=_short(text))
            self._wrong(line.row, "email", wrong)
            return
        line.email = text

    def _reason(self, line: Line, name: str, text: str) -> None:
        ground = self._grounds.get(heading(text), "")
        if ground:
            line.texts["reason"] = ground
        elif name == "reason":
            if heading(text) in ("succession", "reappointment", "reappointed", "term ended"):
                return
            unknown = say(
                "“{cell}” is no ground that the law names ({names}); the end is kept without one.",
                cell=_short(text),
                names=tuple(ground.name for ground in self.charter.grounds),
            )
            self.remarks.append(warning(line.row, name, unknown))

    def _result(self, line: Line, text: str) -> None:
        said = heading(text)
        if said in CARRIED or said in LOST:
            line.texts["result"] = "carried" if said in CARRIED else "lost"
        elif said not in ("unknown", "pending"):
            unclear = say("“{cell}” says neither carried nor lost.", cell=_short(text))
            self.remarks.append(warning(line.row, "result", unclear))

    def _kind(self, line: Line, text: str) -> None:
        if heading(text) in KINDS:
            line.texts["kind"] = heading(text)

    def _needed(self, line: Line) -> None:
        content, row = self.reading.content, line.row
        if content is Content.LEGISLATION:
            if not line.act:
                self._wrong(row, "act", say("The number of the act is missing."))
            return
        if not line.name:
            return
        if content is Content.MEMBERS:
            if line.since == date.min:
                self._no_first_day(line)
            self._in_order(line)
            if not line.seats and "seat" not in {each.column for each in self._of(row)}:
                by = [seat for seat in self.charter.seats if seat.designated_by == line.authority]
                line.seats = tuple(seat.id for seat in by or self.charter.seats)
        if content is Content.DEPARTURES and line.day("effective_on", "delivered_on") is None:
            self._wrong(row, "effective_on", say("The day on which the member left is missing."))

    def _no_first_day(self, line: Line) -> None:
        """Take the day that was chosen for such rows; without one the row is wrong."""
        chosen = self.reading.since_if_missing
        if chosen is None:
            self._wrong(line.row, "since", say("The day on which the service began is missing."))
            return
        line.days["since"] = chosen
        taken = say("No first day is stated; {day} is taken for it, as was chosen.", day=chosen)
        self.remarks.append(warning(line.row, "since", taken))

    def _in_order(self, line: Line) -> None:
        """Refuse days that cannot be, whatever the law says."""
        if line.until is not None and line.until < line.since:
            self._wrong(
                line.row,
                "until",
                say("The service would end before it began, on {day}.", day=line.since),
            )
        term_end = line.day("term_until")
        if term_end is not None and term_end <= (line.day("term_since") or line.since):
            self._wrong(line.row, "term_until", say("The term would end before it begins."))
        voted, brought = line.day("act_voted_on"), line.day("act_introduced_on")
        if voted and brought and voted < brought:
            self._wrong(line.row, "act_voted_on", say("The act was introduced later, on that row."))

    def _of(self, row: int) -> Iterator[Remark]:
        for each in reversed(self.remarks):
            if each.row != row:
                return
            yield each

    def _text(self, row: int, name: str, text: str) -> str:
        text = " ".join(_CONTROLS.sub(" ", text).split())
        most = LONGEST.get(name, LONG)
        if len(text) > most:
            self._wrong(row, name, say("This is longer than {most} letters.", most=most))
        return text[:most]

    def _wrong(self, row: int, column: str, text: Sentence) -> None:
        self.errors += 1
        self.remarks.append(error(row, column, text))


def _ways_to_name(charter: Charter) -> dict[str, tuple[str, ...]]:
    """Return for each way to name a seat those that it can mean: by id, name, or authority."""
    ways: dict[str, tuple[str, ...]] = {}
    for authority in charter.authorities:
        theirs = tuple(seat.id for seat in charter.seats_of(authority.id))
        if theirs:
            ways[heading(authority.name)] = ways[heading(authority.id)] = theirs
    for place, seat in enumerate(charter.seats, 1):
        ways.setdefault(str(place), (seat.id,))
        if seat.district:
            ways.setdefault(heading(seat.district), (seat.id,))
    for seat in charter.seats:
        for name in (seat.name, f"{seat.name} seat", seat.name.removesuffix(" seat"), seat.id):
            ways[heading(name)] = (seat.id,)
    return ways


def _grounds(charter: Charter) -> dict[str, str]:
    known: dict[str, str] = {}
    for ground in charter.grounds:
        for word in (*GROUND_WORDS.get(ground.id, ()), ground.id, ground.name):
            known[heading(word)] = ground.id
    return known


def _short(text: str) -> str:
    """Return a text as it fits in a sentence."""
    text = " ".join(_CONTROLS.sub(" ", text).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def labelled(column: str) -> Sentence | str:
    """Return a field's label, as a remark names its column."""
    return LABELS.get(column, "")
