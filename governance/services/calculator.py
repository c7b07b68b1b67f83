"""When does a clock run out, for whoever asks?"""

from datetime import date
from enum import StrEnum
from functools import cache

from governance.charter.load import bundled_law, load_law
from governance.days import ClockRule, Deadline, LegalCalendar, Unit

LAW = "new_york"
CLAUSE = {Unit.DAYS: "GCL 25-a", Unit.BUSINESS_DAYS: "GCL 20"}
LONGEST = 100_000


class Days(StrEnum):
    """Which days are counted."""

    CALENDAR = "calendar"
    BUSINESS = "business"


def compute(start: date, length: int, days: Days = Days.CALENDAR, *, law: str = LAW) -> Deadline:
    """Return the last day so many days after a day, which itself is not counted."""
    unit = Unit.BUSINESS_DAYS if days is Days.BUSINESS else Unit.DAYS
    return calendar(law).deadline(start, ClockRule(length=length, unit=unit, clause=CLAUSE[unit]))


@cache
def calendar(law: str = LAW) -> LegalCalendar:
    """Return a law's calendar of public holidays."""
    return LegalCalendar(load_law(law, bundled_law(law)).holiday)
