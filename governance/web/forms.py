"""A form that was sent: what was typed, what is wrong with it, what the law refused."""

import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from msgspec import Struct

from governance.charter.findings import Finding
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.schemas.bounds import FIRST_YEAR, LAST_YEAR, far_away
from governance.schemas.papers import LARGEST, Upload
from governance.sentences import Sentence, say
from governance.web.access import PageRequest, actor_of

Wish = TypeVar("Wish", bound=Struct)


class UnreadableError(ValueError):
    """What was typed has the right form, but no meaning; carries the reason."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Form:
    """What a person typed, with every error beside its field and every finding of the law.

    `key` makes a second click the same deed; an empty form begins a new one.
    (No dataclass: the framework would try to build one from a request.)
    """

    __slots__ = ("errors", "files", "findings", "key", "values")

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        *,
        files: Mapping[str, Upload] | None = None,
        key: str = "",
    ) -> None:
        self.values = values or {}
        self.files = files or {}
        self.key = key or uuid4().hex
        self.errors: dict[str, Sentence] = {}
        self.findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Say whether the form must be shown again."""
        return bool(self.errors or self.findings)

    @property
    def status(self) -> int:
        """Return the status of the page that shows the form: unreadable 400, refused 409."""
        if any(self.errors):
            return 400
        return 409 if self.refused else 200

    def value(self, name: str, default: object = "") -> object:
        """Return what was typed, or a default for a form not yet sent."""
        return self.values.get(name, default)

    def error(self, name: str) -> Sentence | str:
        """Return what is wrong with a field, or nothing."""
        return self.errors.get(name, "")

    def upload(self, name: str) -> Upload | None:
        """Return the file that was chosen in a field, if any; one too large is an error."""
        file = self.files.get(name)
        if file is not None and len(file.content) > LARGEST:
            most = LARGEST // 1_000_000
            self.errors[name] = say("The file is larger than {most} megabytes.", most=most)
        return file

    def read(self, wish: type[Wish], *, zone: str = "UTC", **given: object) -> Wish | None:
        """Return the wish that the fields say, or None with an error beside each wrong one.

        Moments are read on the clock of `zone`; `given` are values that no field asks for.
        """
        values: dict[str, object] = dict(given)
        hints = get_type_hints(wish, include_extras=True)
        for each in msgspec.structs.fields(wish):
            if each.name in given:
                continue
            if _is_a(hints[each.name], Upload):
                values[each.name] = self.upload(each.name)
                if each.required and values[each.name] is None:
                    self.errors[each.name] = say("Choose a file.")
                continue
            typed = self.values.get(each.name, "").strip()
            if not typed:
                if each.required and not _may_be_empty(hints[each.name]):
                    self.errors[each.name] = say("This is needed.")
                elif each.required:
                    values[each.name] = ""
                continue
            try:
                values[each.name] = _converted(typed, hints[each.name], zone)
            except (msgspec.ValidationError, ValueError) as error:
                self.errors[each.name] = _in_words(hints[each.name], error)
        return None if self.errors else wish(**values)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Keep what a deed refuses, to be shown beside what was typed."""
        try:
            yield
        except RuleBrokenError as error:
            self.findings = error.findings
        except BadInputError as error:
            self.errors.update(error.fields)
        except OutOfOrderError as error:
            self.errors[""] = error.reason


Sent = NamedDependency[Form]
"""The form that a request carries: the type of a handler's `form`."""


async def provide_form(request: PageRequest) -> Form:
    """Give a handler the form that a request carries."""
    sent = await request.form()
    values = {name: str(value) for name, value in sent.items() if not isinstance(value, UploadFile)}
    files = {
        name: Upload(name=value.filename, content=await value.read())
        for name, value in sent.items()
        if isinstance(value, UploadFile) and value.filename
    }
    key = actor_of(request).key or ""
    key, _, _ = key.partition("-")  # a page with several forms tells them apart by what follows
    return Form(values, files=files, key=key)


def _converted(typed: str, hint: Any, zone: str) -> object:
    if _is_a(hint, datetime):
        return _moment(typed, ZoneInfo(zone))
    if _is_a(hint, bool):
        return typed in ("yes", "true", "on", "1")
    return msgspec.convert(typed, hint, strict=False)


def _moment(typed: str, zone: ZoneInfo) -> datetime:
    """Return the moment of a day and an hour on a clock.

    Of an hour that comes twice, the first is meant; an hour that the clocks skip is refused,
    because nobody could say when to come.
    """
    if len(typed) <= len("2026-12-03"):
        raise ValueError(typed)
    moment = datetime.fromisoformat(typed)
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        raise UnreadableError(far_away())
    if moment.tzinfo is not None:
        return moment
    there = moment.replace(tzinfo=zone)
    if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise UnreadableError(
            say(
                "On {day} the clocks go forward and skip {hour}; choose another hour.",
                day=moment.date(),
                hour=moment.time(),
            )
        )
    return there


def _may_be_empty(hint: Any) -> bool:
    return _is_a(hint, str) and not _is_a(hint, Enum) and _least(hint) == 0


def _least(hint: Any) -> int:
    """Return the least length that a text's constraint asks for."""
    metas = getattr(hint, "__metadata__", ())
    return max((meta.min_length or 0 for meta in metas), default=0)


def _is_a(hint: Any, kind: type) -> bool:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_a(each, kind) for each in get_args(hint))
    return isinstance(hint, type) and issubclass(hint, kind)


def _in_words(hint: Any, error: Exception) -> Sentence:
    """Say what was wrong in the words of the person who typed it."""
    if isinstance(error, UnreadableError):
        return error.reason
    if _is_a(hint, datetime):
        return say("This is not a day and time, such as 2026-12-03T18:30.")
    if _is_a(hint, date):
        return say("This is not a day, such as 2026-12-03.")
    if _is_a(hint, int):
        return say("This is not a number in the allowed range.")
    if _is_a(hint, UUID) or _is_a(hint, Enum):
        return say("Choose one of the list.")
    if "length" in str(error):
        return say("This is too long or too short.")
    return say("This is not of the expected form.")
