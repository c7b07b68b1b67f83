"""What a rule says in words: text that can be translated, with its values kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol, TypeAlias

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Voice(Protocol):
    """A language in which a sentence is said; templates never see the difference."""

    def gettext(self, message: str) -> str: ...
    def ngettext(self, singular: str, plural: str, count: int) -> str: ...
    def day(self, value: date) -> str: ...
    def moment(self, value: datetime) -> str: ...
    def hour(self, value: time) -> str: ...
    def listing(self, items: list[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with named gaps, and what stands in them.

    `plural` and `count` are set only for a text that changes with a number.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str = ""
    count: int = 1

    def said_by(self, voice: Voice) -> str:
        """Return the sentence in the language of this voice."""
        if self.plural:
            text = voice.ngettext(self.text, self.plural, self.count)
        else:
            text = voice.gettext(self.text)
        return text.format_map({name: in_words(value, voice) for name, value in self.values})

    def __str__(self) -> str:
        return self.said_by(ENGLISH)


Value: TypeAlias = "str | int | date | datetime | time | Sentence | tuple[Value, ...]"


def say(text: str, **values: Value) -> Sentence:
    """Return a sentence; `text` is the program's own, as translators see it, with {gaps}.

    What people or files supply goes into a gap, never into the text.
    """
    return Sentence(text, tuple(values.items()))


def say_n(singular: str, plural: str, count: int, **values: Value) -> Sentence:
    """Return a sentence that changes with a number, which fills the gap {count} as well."""
    return Sentence(singular, (("count", count), *values.items()), plural, count)


def one_by_one(sentences: Iterable[Sentence]) -> Sentence:
    """Return several sentences as one text, each after the other."""
    first, *others = list(sentences) or [say("")]
    whole = first
    for other in others:
        whole = say("{before} {after}", before=whole, after=other)
    return whole


def in_words(value: Value, voice: Voice) -> str:
    """Return one value as it stands in a sentence; several are listed."""
    if isinstance(value, Sentence):
        return value.said_by(voice)
    if isinstance(value, tuple):
        return voice.listing([in_words(item, voice) for item in value])
    if isinstance(value, datetime):  # a datetime is a date too, so it is asked first
        return voice.moment(value)
    if isinstance(value, date):
        return voice.day(value)
    if isinstance(value, time):
        return voice.hour(value)
    return str(value)


class English:
    """The language in which the program is written; needs no catalogue."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return singular if count == 1 else plural

    def day(self, value: date) -> str:
        return f"{_WEEKDAYS[value.weekday()]}, {_MONTHS[value.month - 1]} {value.day}, {value.year}"

    def moment(self, value: datetime) -> str:
        return f"{self.day(value.date())}, {self.hour(value.time())}"

    def hour(self, value: time) -> str:
        half = "am" if value.hour < 12 else "pm"
        return f"{value.hour % 12 or 12}:{value.minute:02} {half}"

    def listing(self, items: list[str]) -> str:
        if len(items) < 3:
            return " and ".join(items)
        return f"{', '.join(items[:-1])}, and {items[-1]}"


ENGLISH: Voice = English()
