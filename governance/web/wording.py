"""How are days, hours, numbers and sentences said in the reader's language?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import NullTranslations
from markupsafe import Markup

from governance.sentences import Value, in_words

TERRITORY = "US"  # how this country writes days and numbers, in whatever language
DASH = Markup('<span aria-hidden="true">—</span><span class="unseen">{}</span>')


@dataclass(frozen=True, slots=True)
class Wording:
    """One language: the words of its calendar and its translated sentences."""

    locale: Locale
    translations: NullTranslations

    def gettext(self, message: str) -> str:
        return str(self.translations.gettext(message))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return str(self.translations.ngettext(singular, plural, count))

    def day(self, value: date) -> str:
        """Say a day with its weekday: Monday, November 30, 2026."""
        return _day(value, "full", self.locale)

    def long_day(self, value: date) -> str:
        """Say a day without its weekday: November 30, 2026."""
        return _day(value, "long", self.locale)

    def short_day(self, value: date) -> str:
        """Say a day for a table: Nov 30, 2026."""
        return _day(value, "medium", self.locale)

    def month(self, value: date) -> str:
        """Say a month with its year: July 2026."""
        return _month(value, self.locale)

    def brief_day(self, value: date) -> str:
        """Say a day where the year is known: Nov 30."""
        return _brief(value, "MMMd", self.locale)

    def brief_month(self, value: date) -> str:
        """Say a month where the year is known: Nov."""
        return _brief(value, "MMM", self.locale)

    def hour(self, value: time | datetime, zone: tzinfo | str | None = None) -> str:
        """Say an hour, a moment's in a zone or else in its own: 6:34 pm."""
        there = _in_zone(value, zone).time() if isinstance(value, datetime) else value
        said = format_time(there, "short", locale=self.locale)
        return said.replace("\u202f", " ").lower()

    def moment(self, value: datetime, zone: tzinfo | str | None = None) -> str:
        """Say a moment in a zone or else in its own: Wednesday, December 2, 2026, 6:34 pm."""
        there = _in_zone(value, zone)
        text = self.gettext("{day}, {hour}")
        return text.format(day=self.day(there.date()), hour=self.hour(there))

    def number(self, value: int | float | Decimal) -> str:
        """Say a number in digits: 1,204."""
        return format_decimal(value, locale=self.locale)

    def spelled(self, value: int) -> str:
        """Say a small number as running text does: nine; from eleven on in digits."""
        words = small_numbers(self.gettext)
        return words[value] if 0 <= value < len(words) else self.number(value)

    def listing(self, items: list[str]) -> str:
        """Join items as a sentence does: the Mayor, Council, and the Alliance."""
        return format_list(items, locale=self.locale)

    def say(self, value: Value) -> str:
        """Say a sentence, or any value that may stand in one."""
        return in_words(value, self)

    def none_given(self, value: object) -> object:
        """Give the value, or for a missing one a dash that is said aloud as well."""
        missing = value is None or value == ""
        return DASH.format(self.gettext("none given")) if missing else value

    def filters(self) -> Mapping[str, Callable[..., object]]:
        """Give the template filters by name; what is missing shows as a dash."""
        said: tuple[Callable[..., str], ...] = (
            self.day,
            self.long_day,
            self.short_day,
            self.month,
            self.brief_day,
            self.brief_month,
            self.hour,
            self.moment,
            self.number,
            self.spelled,
            self.listing,
            self.say,
        )
        filters = {word.__name__: self._or_dash(word) for word in said}
        return {**filters, "none_given": self.none_given}

    def _or_dash(self, word: Callable[..., str]) -> Callable[..., object]:
        def filtered(value: object, *rest: object) -> object:
            return self.none_given(value) if value is None else word(value, *rest)

        return filtered


@lru_cache(maxsize=4096)
def _day(value: date, form: Literal["full", "long", "medium"], locale: Locale) -> str:
    return format_date(value, form, locale)  # slow, and a page says the same days again


@lru_cache(maxsize=1024)
def _month(value: date, locale: Locale) -> str:
    return format_skeleton("yMMMM", value, locale=locale)


@lru_cache(maxsize=1024)
def _brief(value: date, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, value, locale=locale)


def small_numbers(_: Callable[[str], str]) -> tuple[str, ...]:
    """Give the words of the numbers from zero to ten."""
    return (
        _("zero"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
    )


def _in_zone(value: datetime, zone: tzinfo | str | None) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment needs its zone before it can be said.")
    if zone is None:
        return value
    return value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
