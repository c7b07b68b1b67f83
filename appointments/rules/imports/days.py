"""Which day is meant by what somebody wrote in a cell?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from governance.days import add_days

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
AHEAD = 30
"""How many years ahead a year of two digits can lie; beyond that, the last century is meant."""
_SERIALS = range(15_000, 80_000)
"""Days as a spreadsheet numbers them, from the year 1941 to 2119."""
_SERIAL_ZERO = date(1899, 12, 30)
_CLOCK = re.compile(
    r"[T ]+\d{1,2}:\d\d(:\d\d(\.\d+)?)? ?([AaPp]\.?[Mm]\.?)?( ?Z| ?[+-]\d\d:?\d\d)?$"
)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-.]+([A-Za-z]{3,9})\.?,?[ \-.]+(\d{4}|\d{2})")


class Order(StrEnum):
    """Which of two numbers is the month, where a table writes 3/4/2021."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


def spelled_day(text: str, order: Order, *, today: date) -> date | None:
    """Return the day that a text means; None when it means none."""
    text = _WEEKDAY.sub("", _CLOCK.sub("", " ".join(text.split())))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if re.fullmatch(r"\d{8}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(text[:5]) in _SERIALS:
        return add_days(_SERIAL_ZERO, int(text[:5]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
        return _day(_year(found[3], today), month, day)
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(_year(found[3], today), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_year(found[3], today), _month(found[2]), int(found[1]))
    return None


def likely_order(texts: Iterable[str]) -> tuple[Order, bool]:
    """Return which order a table keeps, and whether that is certain.

    It is when some number is too large for a month; where nothing tells, the month comes first.
    """
    month_first = day_first = False
    numbers = False
    for text in texts:
        found = _NUMBERS.fullmatch(_CLOCK.sub("", text.strip()))
        if found:
            numbers = True
            month_first = month_first or int(found[2]) > 12
            day_first = day_first or int(found[1]) > 12
    order = Order.DAY_FIRST if day_first and not month_first else Order.MONTH_FIRST
    return order, not numbers or month_first != day_first


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    return year - 100 if year > today.year + AHEAD else year


def _month(word: str) -> int:
    word = word.casefold()
    for number, name in enumerate(MONTHS, 1):
        if name == word or name[:3] == word or (word == "sept" and number == 9):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
