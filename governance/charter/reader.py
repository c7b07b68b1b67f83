"""How a table of a TOML file becomes a frozen fact; every mistake is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_origin, get_type_hints

from governance.charter.lines import lines_of
from governance.charter.model import (
    Alternative,
    ClockRule,
    MonthDay,
    Of,
    Place,
    Threshold,
    Unit,
)
from governance.charter.problems import CharterError, Problem, guessed
from governance.sentences import Sentence, say


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


_Fact = TypeVar("_Fact", bound=_Dataclass)
_Plain = TypeVar("_Plain")
_Choice = TypeVar("_Choice", bound=Enum)
_BYTE_ORDER_MARK = "\ufeff"  # some editors begin a file with it, unseen
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_IN_WORDS: dict[type, Sentence] = {
    str: say("a text in quotes"),
    int: say("a whole number"),
    bool: say("true or false"),
    date: say("a day such as 2019-05-21"),
    time: say("an hour such as 18:30:00"),
    list: say("a list in brackets"),
    dict: say("a table of its own"),
}


class Unreadable(Exception):
    """A value that cannot be taken; its problem has been noted already."""


class Reader:
    """One file: its content, the place of each part, and the problems noted so far."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text.removeprefix(_BYTE_ORDER_MARK)
        self.problems: list[Problem] = []
        self.content = self._parsed(self.text)
        self._lines = lines_of(self.text)

    @property
    def places(self) -> dict[str, Place]:
        return {path: Place(self.file, line) for path, line in self._lines.items()}

    def place(self, path: str) -> Place:
        """Return where a path stands, or the nearest part around it."""
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return Place(self.file, self._lines.get(path, 1))

    def note(self, path: str, message: Sentence) -> None:
        self.problems.append(Problem(self.place(path), message))

    def whole(self, kind: type[_Fact]) -> _Fact:
        """Return the whole file as one fact, or refuse it with all its problems."""
        try:
            return self._record(kind, self.content, "")
        except Unreadable:
            raise CharterError(self.problems) from None

    def _parsed(self, text: str) -> dict[str, Any]:  # Any: what TOML may hold
        try:
            return tomllib.loads(text)
        except RecursionError:
            deep = say("this cannot be read: brackets are nested too deeply.")
            raise CharterError([Problem(Place(self.file, 1), deep)]) from None
        except tomllib.TOMLDecodeError as error:
            where = _AT_LINE.search(str(error))
            last = text.count("\n") + 1
            line = int(where[1]) if where and where[1] else last
            why = say(
                "this cannot be read ({why}); a quotation mark or bracket may be missing.",
                why=_AT_LINE.sub("", str(error)),
            )
            raise CharterError([Problem(Place(self.file, line), why)]) from None

    def _record(self, kind: type[_Fact], table: object, path: str) -> _Fact:
        entries = self._of_type(dict, table, path)
        known = {field.name: field for field in fields(kind)}
        hints = _hints(kind)
        before = len(self.problems)
        for key in entries:
            if key not in known:
                unknown = say("'{key}' is not a key of {part}", key=key, part=_part(path, entries))
                self.note(_under(path, key), guessed(key, known, unknown))
        taken = {}
        for name, field in known.items():
            if name in entries:
                try:
                    taken[name] = self._value(hints[name], entries[name], _under(path, name))
                except Unreadable:
                    continue
            elif field.default is MISSING:
                part = _part(path, entries)
                self.note(path, say("{part} lacks '{key}'.", part=part, key=name))
        if len(self.problems) > before:
            raise Unreadable
        return kind(**taken)

    def _value(self, hint: Any, value: object, path: str) -> Any:  # Any: types read at run time
        if hint in _SPECIAL:
            return _SPECIAL[hint](self, value, path)
        options = get_args(hint)
        if NoneType in options:
            return self._value(next(each for each in options if each is not NoneType), value, path)
        if get_origin(hint) is tuple:
            return self._several(options[0], value, path)
        if is_dataclass(hint) and isinstance(hint, type):
            return self._record(hint, value, path)
        if issubclass(hint, Enum):
            return self._choice(hint, value, path)
        return self._of_type(hint, value, path)

    def _several(self, hint: Any, value: object, path: str) -> tuple[Any, ...]:
        taken, failed = [], False
        for number, item in enumerate(self._of_type(list, value, path)):
            try:
                taken.append(self._value(hint, item, f"{path}.{number}"))
            except Unreadable:
                failed = True
        if failed:
            raise Unreadable
        return tuple(taken)

    def _choice(self, hint: type[_Choice], value: object, path: str) -> _Choice:
        members = {_spelt(member): member for member in hint}
        word = self._of_type(str, value, path)
        if word not in members:
            key = path.rpartition(".")[2]
            unknown = say(
                "'{word}' cannot stand for '{key}', which is one of {known}",
                word=word,
                key=key,
                known=tuple(members),
            )
            raise self._unreadable(path, guessed(word, members, unknown))
        return members[word]

    def _of_type(self, kind: type[_Plain], value: object, path: str) -> _Plain:
        # true is an int and a moment is a day for Python, but not for a clerk
        mistaken = (kind is int and isinstance(value, bool)) or isinstance(value, datetime)
        if isinstance(value, kind) and not mistaken:
            return value
        raise self._unreadable(
            path,
            say("'{key}' must be {kind}.", key=path.rpartition(".")[2], kind=_IN_WORDS[kind]),
        )

    def _unreadable(self, path: str, message: Sentence) -> Unreadable:
        self.note(path, message)
        return Unreadable()

    def clock(self, value: object, path: str) -> ClockRule:
        """Read a clock such as { days = 60, clause = "18-4K" }."""
        table = dict(self._of_type(dict, value, path))
        units = [unit for unit in Unit if unit.value in table]
        if len(units) != 1:
            wrong = say(
                "a clock has exactly one length, such as days = 60; it is given in one of {units}.",
                units=tuple(unit.value for unit in Unit),
            )
            raise self._unreadable(path, wrong)
        [unit] = units
        length = self._of_type(int, table.pop(unit.value), _under(path, unit.value))
        return self._record(ClockRule, table | {"length": length, "unit": unit.value}, path)

    def threshold(self, value: object, path: str) -> Threshold:
        """Read a share such as { more_than = "1/2", of = "seats" }."""
        table = dict(self._of_type(dict, value, path))
        more_than, at_least = table.pop("more_than", None), table.pop("at_least", None)
        share = self._share(at_least if more_than is None else more_than)
        if share is None or (more_than is not None and at_least is not None):
            wrong = say('a share is either more_than = "1/2" or at_least = "2/3".')
            raise self._unreadable(path, wrong)
        whole = self._choice(Of, table.pop("of", ""), _under(path, "of"))
        for key in table:
            unknown = say("'{key}' is not a key of a share", key=key)
            raise self._unreadable(_under(path, key), guessed(key, ("of",), unknown))
        return Threshold(share, more_than is not None, whole)

    def _share(self, value: object) -> Fraction | None:
        if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}/[1-9]\d{0,2}", value):
            return Fraction(value)
        return None

    def month_day(self, value: object, path: str) -> MonthDay:
        """Read a day of every year, such as "07-01"."""
        word = self._of_type(str, value, path)
        try:
            # 2001 has no leap day, which not every year has either
            day = date.fromisoformat(f"2001-{word}")
        except ValueError:
            wrong = say("'{word}' is not a day of every year, such as \"07-01\".", word=word)
            raise self._unreadable(path, wrong) from None
        return MonthDay(day.month, day.day)

    def counts(self, value: object, path: str) -> tuple[tuple[str, int], ...]:
        """Read numbers by name, such as { council = 1, alliance = 2 }."""
        table = self._of_type(dict, value, path)
        return tuple(
            (name, self._of_type(int, count, _under(path, name))) for name, count in table.items()
        )

    def alternatives(self, value: object, path: str) -> tuple[Alternative, ...]:
        """Read readings by name, such as { no = "It never counts." }."""
        table = self._of_type(dict, value, path)
        return tuple(
            Alternative(name, self._of_type(str, text, _under(path, name)))
            for name, text in table.items()
        )


_SPECIAL: Mapping[Any, Callable[[Reader, object, str], object]] = {
    ClockRule: Reader.clock,
    Threshold: Reader.threshold,
    MonthDay: Reader.month_day,
    tuple[tuple[str, int], ...]: Reader.counts,
    tuple[Alternative, ...]: Reader.alternatives,
}


def _part(path: str, table: Mapping[str, object]) -> Sentence:
    """Return a part of the file in words: the seat 'east', the part 'terms'."""
    if not path:
        return say("this file")
    noun = re.sub(r"\.\d+", "", path).replace("_", " ")
    name = table.get("id")
    if isinstance(name, str):
        return say("the {noun} '{name}'", noun=noun, name=name)
    return say("the part '{noun}'", noun=noun)


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _spelt(member: Enum) -> str:
    """Return how a choice is written in the file."""
    return member.value if isinstance(member.value, str) else member.name.lower()


@cache
def _hints(kind: Any) -> dict[str, Any]:  # Any: a protocol's type is not said to be hashable
    return get_type_hints(kind)
