"""What would come of a table: everything new, every remark, every breach, and nothing written.

A plan is made in a thread of its own from a sheet and a snapshot; it reads no database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Event
from uuid import UUID, uuid4

from appointments.rules.imports.columns import LABELS, Content, missing
from appointments.rules.imports.lines import Line, Reader
from appointments.rules.imports.problems import Remark, Weight, difference, error
from appointments.rules.imports.rosters import Faces, Placed
from appointments.schemas.imports import Counts
from appointments.services.history import Board
from appointments.services.imports.choosing import Chosen
from appointments.services.imports.files import Sheet
from appointments.services.imports.snapshots import Snapshot
from governance.charter.findings import Finding
from governance.days import Span
from governance.schemas.people import Person
from governance.sentences import say
from governance.services.people import folded

NOT_STATED = "Not stated"
"""The number under which an act is kept that a table does not name."""


WEIGHTS = ("unchanged", "changed", "new")


class StoppedError(Exception):
    """Somebody asked to stop; nothing is to come of the work so far."""


@dataclass(slots=True)
class Watch:
    """How far a piece of work is, for whoever waits; and whether it is to stop."""

    all: int = 0
    done: int = 0
    stop: Event = field(default_factory=Event)

    def step(self) -> None:
        """Count a row, or stop."""
        if self.stop.is_set():
            raise StoppedError
        self.done += 1


@dataclass(slots=True, kw_only=True)
class NewAct:
    """An act that the record does not know yet."""

    id: UUID
    number: str
    row: int
    title: str
    introduced_on: date
    voted_on: date | None
    ayes: int | None
    noes: int | None
    result: str

    @property
    def is_stated(self) -> bool:
        return not self.number.startswith(NOT_STATED)

    @property
    def result_stated(self) -> str:
        """What the act is called where its tally is not known."""
        return "" if self.ayes is not None else self.result or "unknown"


@dataclass(slots=True, kw_only=True)
class NewAppointment:
    """An appointment and its service that the record does not know yet."""

    id: UUID
    placed: Placed
    act: UUID
    kind: str
    term: Span
    findings: list[Finding] = field(default_factory=list)
    law: str = ""


@dataclass(slots=True, kw_only=True)
class NewEnd:
    """A service that ends, of those on record."""

    row: int
    appointment: UUID
    person: UUID
    seat: str
    until: date
    ended_by: str
    findings: list[Finding] = field(default_factory=list)
    law: str = ""


@dataclass(slots=True, kw_only=True)
class NewVacancy:
    """A seat that fell vacant, filled by an appointment that came after, if one did."""

    id: UUID
    row: int
    seat: str
    cause: str
    effective_on: date
    delivered_on: date | None
    delivered_to: str
    remark: str
    filled_by: UUID | None


@dataclass(slots=True)
class Plan:
    """Everything that a table would bring onto the record, in the order of its rows."""

    people: list[tuple[int, Person]] = field(default_factory=list)
    acts: list[NewAct] = field(default_factory=list)
    appointments: list[NewAppointment] = field(default_factory=list)
    ends: list[NewEnd] = field(default_factory=list)
    vacancies: list[NewVacancy] = field(default_factory=list)
    filled: list[tuple[UUID, UUID]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    board: Board = field(default_factory=lambda: Board(None, None, ()))
    grid_is_new: bool = False
    counts: Counts = field(default_factory=Counts)


Planner = Callable[["Work"], None]


class Work:
    """A plan in the making, with what every kind of table needs for it."""

    def __init__(
        self, sheet: Sheet, how: Chosen, snapshot: Snapshot, watch: Watch, grid: date | None
    ) -> None:
        self.sheet = sheet
        self.how = how
        self.snapshot = snapshot
        self.watch = watch
        self.stated_grid = grid
        self.plan = Plan(board=snapshot.board)
        self.reader = Reader(how.reading(snapshot.today), snapshot.charter)
        self.faces = Faces()
        self.new_people: dict[UUID, Person] = {}
        self.acts: dict[str, NewAct] = {}
        self.rows: dict[int, str] = {}
        """What became of each row: new, unchanged or changed."""
        for each in snapshot.people.values():
            self.faces.add(each.id, folded(each.name), each.email)

    def lines(self) -> Iterator[Line]:
        """Yield the rows that say something, each understood."""
        for number, row in self.sheet.rows:
            self.watch.step()
            line = self.reader.read(number, self.how.cells(row))
            if line is not None:
                yield line

    def remark(self, *remarks: Remark) -> None:
        self.plan.remarks.extend(remarks)

    def became(self, row: int, what: str) -> None:
        """Note what became of a row: that something is new weighs most, that nothing is, least."""
        self.rows[row] = max(self.rows.get(row, what), what, key=WEIGHTS.index)

    def whom(self, line: Line) -> UUID | None:
        """Return who is meant by a row, somebody new if nobody of that name is known."""
        found = self.faces.known_as(folded(line.name), line.email)
        if len(found) > 1:
            several = say(
                "Several people here are called {name}; the e-mail address tells them apart.",
                name=line.name,
            )
            self.remark(error(line.row, "name", several))
            return None
        if found:
            self._compare(line, found[0])
            return found[0]
        person = Person(id=uuid4(), name=line.name, email=line.email, phone=line.phone)
        self.new_people[person.id] = person
        self.faces.add(person.id, folded(person.name), person.email)
        self.plan.people.append((line.row, person))
        self.became(line.row, "new")
        return person.id

    def _compare(self, line: Line, who: UUID) -> None:
        """Point out where a row knows other ways to reach a person than the record."""
        there = self.snapshot.people.get(who) or self.new_people[who]
        for name, said, kept in (
            ("email", line.email, there.email),
            ("phone", line.phone, there.phone),
        ):
            if said and said.casefold() != kept.casefold():
                other = say("The record has another one, or none; it stays as it is.")
                self.remark(difference(line.row, name, other))
                self.became(line.row, "changed")
        self.became(line.row, "unchanged")

    def act_of(self, line: Line) -> NewAct:
        """Return the act of a row, with what this and earlier rows tell of it."""
        voted = line.day("act_voted_on")
        number = line.act
        if not number:
            number = f"{NOT_STATED}, {voted}" if voted else NOT_STATED
        act = self.acts.get(number)
        if act is None:
            act = self._from_record(number) or self._new_act(number, line)
            self.acts[number] = act
        elif number not in self.snapshot.acts:
            _fill(act, line)
        if line.act and line.act in self.snapshot.acts:
            self._compare_act(line)
        return act

    def _from_record(self, number: str) -> NewAct | None:
        row = self.snapshot.acts.get(number)
        if row is None:
            return None
        told = not row["result_stated"] and row["voted_on"] is not None
        return NewAct(
            id=row["id"],
            number=number,
            row=0,
            title=row["title"],
            introduced_on=row["introduced_on"],
            voted_on=row["voted_on"],
            ayes=row["ayes"] if told else None,
            noes=row["noes"] if told else None,
            result=row["result_stated"],
        )

    def _new_act(self, number: str, line: Line) -> NewAct:
        voted = line.day("act_voted_on")
        if voted is None and "ayes" in line.numbers:
            voted = line.day("appointed_on", "act_introduced_on")
        appointed = line.day("act_introduced_on", "act_voted_on", "appointed_on", "since")
        act = NewAct(
            id=uuid4(),
            number=number,
            row=line.row,
            title=line.texts.get("act_title", ""),
            introduced_on=appointed or self.snapshot.today,
            voted_on=voted,
            ayes=line.numbers.get("ayes") if voted else None,
            noes=line.numbers.get("noes") if voted else None,
            result=line.texts.get("result", ""),
        )
        self.plan.acts.append(act)
        return act

    def _compare_act(self, line: Line) -> None:
        row = self.snapshot.acts[line.act]
        said = {
            "act_title": line.texts.get("act_title"),
            "act_introduced_on": line.day("act_introduced_on"),
            "act_voted_on": line.day("act_voted_on"),
            "ayes": line.numbers.get("ayes"),
            "noes": line.numbers.get("noes"),
        }
        there = {
            "act_title": row["title"],
            "act_introduced_on": row["introduced_on"],
            "act_voted_on": row["voted_on"],
            "ayes": row["ayes"],
            "noes": row["noes"],
        }
        for name, value in said.items():
            if value is not None and value != there[name]:
                text = say(
                    "The record has {there}, the row {value}.",
                    there=there[name] if there[name] not in (None, "") else say("nothing"),
                    value=value,
                )
                self.remark(difference(line.row, name, text))
                self.became(line.row, "changed")

    def finished(self) -> Plan:
        """Return the plan with its remarks in the order of the rows, and counted."""
        plan = self.plan
        plan.remarks = sorted(
            [*self.reader.remarks, *plan.remarks], key=lambda each: (each.row, each.weight)
        )
        weights = [each.weight for each in plan.remarks]
        became = list(self.rows.values())
        plan.counts = Counts(
            rows=len(self.sheet.rows),
            new=became.count("new"),
            unchanged=became.count("unchanged"),
            changed=became.count("changed"),
            skipped=self.reader.skipped,
            errors=weights.count(Weight.ERROR),
            warnings=weights.count(Weight.WARNING) + weights.count(Weight.DIFFERENCE),
            findings=weights.count(Weight.FINDING),
            grid_since=plan.board.grid_since if plan.grid_is_new else None,
        )
        return plan


def missing_columns(how: Chosen) -> Iterable[Remark]:
    """Yield an error for each group of fields of which the table has none."""
    for group in missing(how.mapping, how.content):
        names = tuple(LABELS[name] for name in group)
        yield error(0, group[0], say("Say which column is one of: {names}.", names=names))


def plan_people(work: Work) -> None:
    """Plan a table of people."""
    for line in work.lines():
        work.whom(line)


def plan_legislation(work: Work) -> None:
    """Plan a table of acts."""
    for line in work.lines():
        is_known = line.act in work.snapshot.acts or line.act in work.acts
        work.act_of(line)
        work.became(line.row, "unchanged" if is_known else "new")


def make_plan(
    sheet: Sheet,
    how: Chosen,
    snapshot: Snapshot,
    watch: Watch,
    planners: Mapping[Content, Planner],
    grid: date | None = None,
) -> Plan:
    """Return what would come of a table; runs in a thread, and stops when `watch` says so."""
    work = Work(sheet, how, snapshot, watch, grid)
    watch.all = len(sheet.rows)
    lacking = list(missing_columns(how))
    if lacking:
        work.remark(*lacking)
    else:
        planners[how.content](work)
    return work.finished()


def _fill(act: NewAct, line: Line) -> None:
    """Let a further row tell of an act what the rows before it left out."""
    act.title = act.title or line.texts.get("act_title", "")
    act.voted_on = act.voted_on or line.day("act_voted_on")
    introduced = line.day("act_introduced_on", "act_voted_on", "appointed_on", "since")
    if introduced is not None:
        act.introduced_on = min(act.introduced_on, introduced)
    if act.ayes is None and act.voted_on is not None:
        act.ayes, act.noes = line.numbers.get("ayes"), line.numbers.get("noes")
        act.introduced_on = min(act.introduced_on, act.voted_on)
    act.result = act.result or line.texts.get("result", "")
