"""Where does each term, holdover and vacancy stand in the picture of the seats by year?

Only geometry: days become numbers of pixels. Spans are half-open; a picture is drawn by
`ui.seat_timeline` and told again, as a table, by `ui.seat_table`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from unicodedata import east_asian_width

NAMES = 142  # pixels for the names of the seats
SHEETS = (1040, 1200, 1440, 1680, 1920, 2400, 3200, 4000)  # board.css knows these widths
YEAR = 75  # pixels that a year needs at least, where the sheet can still grow
TOP, LANE, BAR, FOOT = 30, 34, 26, 44
LETTER, WIDE_LETTER, PADDING = 6.9, 12.5, 6
BESIDE = 92  # room for the word beside a bar
TICK_WORD = 76  # room for a month and its year
GAP = 1.5
SHORTEST = 4  # letters, ellipsis included, that still say something
HUES = 6


class Kind(StrEnum):
    """What a span says of its seat."""

    SERVICE = "service"
    HOLDOVER = "holdover"
    VACANCY = "vacancy"
    APPOINTED = "appointed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSpan:
    """Some days of a seat; without `until`, a state that still lasts."""

    since: date
    until: date | None
    kind: Kind
    label: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLane:
    """A seat, the authority that names its members, and its days in order."""

    label: str
    authority_class: str
    spans: Sequence[LaneSpan]
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as drawn: `text` is what of the label fits, `last` the last day it covers."""

    span: LaneSpan
    x: float
    y: float
    width: float
    text: str
    beside: float | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A seat as drawn."""

    label: str
    text: str
    authority_class: str
    y: float
    baseline: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day of the grid; where they crowd, not every one is named."""

    x: float
    day: date
    named: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All seats as drawn: the names beside, the days across."""

    since: date
    until: date
    today: date
    names_width: int
    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today_x: float | None
    named_by: tuple[tuple[str, str], ...]
    kinds: frozenset[Kind]

    @property
    def sheet(self) -> int:
        """The whole width, names and days."""
        return self.names_width + self.width

    @property
    def bar_height(self) -> int:
        """How high each bar is."""
        return BAR

    @property
    def floor(self) -> int:
        """Where the lanes end and the foot begins."""
        return self.height - FOOT

    @property
    def hatched(self) -> tuple[str, ...]:
        """The authority classes that need their own hatching."""
        return tuple(dict.fromkeys(lane.authority_class for lane in self.lanes))


@dataclass(frozen=True, slots=True)
class Scale:
    """How days become pixels."""

    since: date
    until: date
    width: int

    def x(self, day: date) -> float:
        inside = min(max(day, self.since), self.until)
        share = (inside - self.since) / (self.until - self.since)
        return round(share * self.width, 1)


def seats_by_year(
    lanes: Sequence[SeatLane], *, since: date, until: date, today: date, grid: Sequence[date]
) -> Picture:
    """Lay out the seats from `since` until (not on) `until`; `grid` are the days terms start."""
    width = _sheet((until - since).days / 365.25) - NAMES
    scale = Scale(since, until, width)
    return Picture(
        since=since,
        until=until,
        today=today,
        names_width=NAMES,
        width=width,
        height=TOP + LANE * len(lanes) + FOOT,
        lanes=tuple(_lane(lane, place, scale, today) for place, lane in enumerate(lanes)),
        ticks=_ticks([day for day in sorted(grid) if since <= day < until], scale),
        today_x=scale.x(today) if since <= today < until else None,
        named_by=tuple({lane.authority_class: lane.named_by for lane in lanes}.items()),
        kinds=frozenset(span.kind for lane in lanes for span in lane.spans),
    )


def authority_class(place: int) -> str:
    """Return the colour class of the charter's authority at this place, counted from 0."""
    return f"authority-{place % HUES + 1}"


def clipped(label: str, room: float) -> str:
    """Return what of a label fits into so many pixels, with an ellipsis where it is cut."""
    if _text_width(label) <= room:
        return label
    for length in range(len(label) - 1, 2, -1):
        cut = label[:length].rstrip(" ,.") + "…"
        if len(cut) >= SHORTEST and _text_width(cut) <= room:
            return cut
    return ""


def _text_width(text: str) -> float:
    return sum(WIDE_LETTER if east_asian_width(letter) in "WF" else LETTER for letter in text)


def _sheet(years: float) -> int:
    return next((sheet for sheet in SHEETS if sheet - NAMES >= YEAR * years), SHEETS[-1])


def _lane(lane: SeatLane, place: int, scale: Scale, today: date) -> Lane:
    y = TOP + LANE * place + (LANE - BAR) / 2
    spans = [span for span in lane.spans if _ends(span, scale, today) > scale.since]
    spans = [span for span in spans if span.since < scale.until]
    starts = [scale.x(span.since) for span in spans[1:]] + [scale.width]
    return Lane(
        label=lane.label,
        text=clipped(lane.label, NAMES),
        authority_class=lane.authority_class,
        y=y,
        baseline=y + 17,
        bars=tuple(
            _bar(span, y, scale, today, free_until)
            for span, free_until in zip(spans, starts, strict=False)
        ),
    )


def _bar(span: LaneSpan, y: float, scale: Scale, today: date, free_until: float) -> Bar:
    x, end = scale.x(span.since), scale.x(_ends(span, scale, today))
    width = max(round(end - x - GAP, 1), 2.0)
    inside = span.kind in (Kind.SERVICE, Kind.APPOINTED)
    lasts = span.since <= today and (span.until is None or span.until > today)
    beside = max(end, scale.x(today)) + PADDING + 1
    return Bar(
        span=span,
        x=x,
        y=y,
        width=width,
        text=clipped(span.label, width - 2 * PADDING) if inside else "",
        beside=beside if lasts and not inside and beside + BESIDE <= free_until else None,
        last=span.until and span.until - timedelta(days=1),
    )


def _ends(span: LaneSpan, scale: Scale, today: date) -> date:
    """Return where the bar ends: a state that still lasts is drawn up to today."""
    if span.until is not None:
        return span.until
    lasting = span.kind in (Kind.HOLDOVER, Kind.VACANCY) and span.since <= today
    return today if lasting else scale.until


def _ticks(days: Sequence[date], scale: Scale) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    free_from = 0.0
    for day in days:
        x = scale.x(day)
        named = x >= free_from and x + TICK_WORD <= scale.width + PADDING
        free_from = x + TICK_WORD if named else free_from
        ticks.append(Tick(x, day, named))
    return tuple(ticks)
