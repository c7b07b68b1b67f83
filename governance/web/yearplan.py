"""How does a year of duties look: a row for each, a box for each time, over the months it takes?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from governance.charter.model import Every, Obligation
from governance.days import add_months
from governance.rules.obligations import State, gravest
from governance.schemas.obligations import Ledger, OccurrenceView, PartView
from governance.sentences import Sentence, say

MONTHS = 12
TONES = {
    State.DONE: "good",
    State.LATE: "warn",
    State.EXCUSED: "plain",
    State.FROZEN: "frozen",
    State.BEFORE: "frozen",
    State.UPCOMING: "plain",
    State.OPEN: "info",
    State.MISSED: "warn",
    State.OVERDUE: "bad",
}


@dataclass(frozen=True, slots=True)
class Box:
    """One time of a duty: over so many months, its state, the day that matters; or a gap."""

    months: int
    view: OccurrenceView | None = None
    state: State = State.UPCOMING
    word: str = ""
    day: date | None = None

    @property
    def tone(self) -> str:
        return TONES[self.state]


@dataclass(frozen=True, slots=True)
class Row:
    """A duty, or its part in one district, with its boxes from the first month to the last."""

    duty: Obligation
    name: str
    boxes: tuple[Box, ...]
    vacant: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The duties that come back equally often."""

    title: Sentence
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The year of duties as drawn: the first days of its months, and which of them is now."""

    months: tuple[date, ...]
    now: int | None
    groups: tuple[Group, ...]
    states: tuple[State, ...]


def year_plan(ledger: Ledger, duties: Iterable[Obligation]) -> YearPlan:
    """Lay out a year of the ledger, month by month."""
    months = tuple(add_months(ledger.since, number) for number in range(MONTHS))
    months = tuple(month.replace(day=1) for month in months)
    now = [each for each in months if (each.year, each.month) == (ledger.on.year, ledger.on.month)]
    known = {duty.id: duty for duty in duties}
    rows = [
        row
        for name, found in groupby(ledger.occurrences, key=lambda each: each.obligation)
        for row in _rows(known[name], list(found), months)
    ]
    groups = tuple(
        Group(title, tuple(row for row in rows if _rank(row.duty) == rank))
        for rank, title in enumerate(_TITLES)
    )
    return YearPlan(
        months=months,
        now=months.index(now[0]) if now else None,
        groups=tuple(group for group in groups if group.rows),
        states=tuple(state for state in State if state in _states(rows)),
    )


_TITLES = (
    say("Every meeting"),
    say("Every month"),
    say("Every quarter"),
    say("Every year"),
    say("Every member, every year"),
)


def _rank(duty: Obligation) -> int:
    if duty.each_member:
        return len(_TITLES) - 1
    return list(Every).index(duty.recurrence.every)


def _rows(
    duty: Obligation, found: Sequence[OccurrenceView], months: Sequence[date]
) -> Iterator[Row]:
    vacant = any(each.vacant for each in found)
    if not duty.recurrence.per_district:
        drawn = _of_meetings(found, months) if duty.recurrence.every is Every.MEETING else found
        boxes = [_box(each, None) for each in drawn]
        yield Row(duty, "", _laid(boxes, months), vacant)
        return
    for part in found[0].parts:
        boxes = [_box(each, one) for each in found for one in each.parts if one.key == part.key]
        yield Row(duty, part.name, _laid(boxes, months), vacant)


def _of_meetings(
    found: Iterable[OccurrenceView], months: Sequence[date]
) -> Iterator[OccurrenceView]:
    """Yield for each month in which something is due after a meeting the gravest of all that is."""
    by_day = sorted(found, key=lambda each: each.due)
    for _, due in groupby(by_day, key=lambda each: _column(each.due, months)):
        month = list(due)
        state = gravest(each.state for each in month)
        yield next(each for each in month if each.state is state)


def _box(view: OccurrenceView, part: PartView | None) -> Box:
    """Return the box of a duty or of one part: with the day on which all was done, or is due."""
    state, word = (part.state, part.word) if part else (view.state, view.word)
    parts = (part,) if part else view.parts
    days = [each.done_on for each in parts if each.done_on is not None]
    is_done = state in (State.DONE, State.LATE)
    return Box(1, view, state, word, max(days, default=view.due) if is_done else view.due)


def _laid(boxes: Iterable[Box], months: Sequence[date]) -> tuple[Box, ...]:
    """Put boxes into their months, with gaps between; none lies upon another."""
    laid: list[Box] = []
    at = 0
    for box in boxes:
        if box.view is None:
            continue
        begins = max(at, _column(_drawn_since(box.view), months))
        ends = max(begins, _column(_drawn_until(box.view), months))
        if begins >= MONTHS:
            continue
        if begins > at:
            laid += [Box(1)] * (begins - at)
        laid.append(Box(ends - begins + 1, box.view, box.state, box.word, box.day))
        at = ends + 1
    return (*laid, *[Box(1)] * (MONTHS - at))


def _drawn_since(view: OccurrenceView) -> date:
    """Return the day in whose month a box begins; after a meeting, that of the last day."""
    return view.due if view.period == view.last else view.opens


def _drawn_until(view: OccurrenceView) -> date:
    """Return the day in whose month a box ends; what a clock runs for is drawn where it starts."""
    return view.opens if view.opens > view.last else view.due


def _column(on: date, months: Sequence[date]) -> int:
    return max((n for n, month in enumerate(months) if month <= on), default=0)


def _states(rows: Iterable[Row]) -> set[State]:
    return {box.state for row in rows for box in row.boxes if box.view is not None}
