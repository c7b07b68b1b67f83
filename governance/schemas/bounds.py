"""Which values can the record keep? What no database or calendar takes is refused by its field."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict

from governance.errors import BadInputError
from governance.sentences import Sentence, say

FIRST_YEAR = 1800
LAST_YEAR = 2200
LARGEST_NUMBER = 2**31 - 1
_DAY = re.compile(r"[+-]?(\d{4,})-\d\d-\d\d")
_NUL = "\x00"


def require_keepable(values: Mapping[str, object]) -> None:
    """Refuse values that cannot be kept; those inside a wish are named by the wish's field."""
    wrong: dict[str, Sentence] = {}
    for name, value in values.items():
        parts = asdict(value) if isinstance(value, Struct) else {name: value}
        for field, part in parts.items():
            for why in _unkeepable(part):
                wrong.setdefault(field, why)
    if wrong:
        raise BadInputError(wrong)


def require_keepable_query(typed: Iterable[tuple[str, str]]) -> None:
    """Refuse the texts of an address that hold what cannot be kept, or a day far away."""
    wrong: dict[str, Sentence] = {}
    for name, text in typed:
        days = _DAY.match(text)
        if days and not FIRST_YEAR <= int(days[1]) <= LAST_YEAR:
            wrong[name] = far_away()
        for why in _unkeepable(text):
            wrong[name] = why
    if wrong:
        raise BadInputError(wrong)


def far_away() -> Sentence:
    """Say what is wrong with a day in a year that nobody can mean."""
    return say("The year must lie between {first} and {last}.", first=FIRST_YEAR, last=LAST_YEAR)


def _unkeepable(value: object) -> Iterator[Sentence]:
    match value:
        case str() if _NUL in value or not _is_unicode(value):
            yield say("This holds a character that cannot be kept.")
        case date() if not FIRST_YEAR <= value.year <= LAST_YEAR:
            yield far_away()
        case int() if abs(value) > LARGEST_NUMBER:
            yield say("This number is too large.")
        case Struct():
            for part in asdict(value).values():
                yield from _unkeepable(part)
        case Mapping():
            for pair in value.items():
                yield from _unkeepable(pair)
        case list() | tuple() | set() | frozenset():
            for part in value:
                yield from _unkeepable(part)


def _is_unicode(text: str) -> bool:
    """Whether a text can be written; half of a pair of code units cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
