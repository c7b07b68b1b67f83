"""Where do a clock's days stand on its bar: what has run, what was counted, what is due?"""

from dataclasses import dataclass
from datetime import date

WIDTH = 600
MARGIN = 0.04  # free space after the last mark, as a share of the days shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBar:
    """A clock as drawn by `ui.clock_bar`; numbers are pixels from the first day."""

    since: date
    raw: date
    due: date
    today: date
    width: int
    raw_x: float
    due_x: float
    today_x: float

    @property
    def rolled(self) -> bool:
        """Whether the due day is another than the one counted."""
        return self.raw != self.due

    @property
    def overdue(self) -> bool:
        """Whether the due day is over."""
        return self.today > self.due


def clock_bar(*, since: date, raw: date, due: date, today: date) -> ClockBar:
    """Lay out a clock that starts after `since`; `raw` is the day counted, `due` the rolled."""
    days = max((max(raw, due, today) - since).days, 1) * (1 + MARGIN)

    def x(day: date) -> float:
        return round(max((day - since).days, 0) / days * WIDTH, 1)

    return ClockBar(
        since=since,
        raw=raw,
        due=due,
        today=today,
        width=WIDTH,
        raw_x=x(raw),
        due_x=x(due),
        today_x=x(today),
    )
