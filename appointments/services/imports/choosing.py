"""How is a table read: as its clerk chose, and otherwise as it most likely is meant?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from appointments.rules.imports.columns import FIELDS, Content, guessed, heading
from appointments.rules.imports.days import Order, likely_order, spelled_day
from appointments.rules.imports.lines import Reading
from appointments.schemas.imports import Choices, Ends
from appointments.services.imports.files import Sheet
from governance.charter.model import Charter
from governance.days import add_days
from governance.errors import BadInputError
from governance.sentences import say

SAMPLED = 5_000
"""In how many rows a guess looks for evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """How a table is read, and what of it is certain."""

    content: Content
    mapping: Mapping[str, str]
    order: Order
    order_is_certain: bool
    ends: Ends
    ends_are_certain: bool
    body_called: str
    since_if_missing: date | None
    places: Mapping[str, int]

    def cells(self, row: list[str]) -> dict[str, str]:
        """Return a row's cells by their fields."""
        return {name: row[place] for name, place in self.places.items() if place < len(row)}

    def reading(self, today: date) -> Reading:
        """Return how rows are understood."""
        return Reading(
            content=self.content,
            order=self.order,
            ends_are_last_days=self.ends is Ends.LAST_DAY,
            body_called=self.body_called,
            since_if_missing=self.since_if_missing,
            today=today,
        )


def chosen(
    sheet: Sheet, choices: Choices, content: Content, charter: Charter, today: date
) -> Chosen:
    """Return how a table is read; a choice that the table does not have is refused."""
    mapping = guessed(sheet.columns, content)
    if choices.mapping is not None:
        mapping = {column: field for column, field in choices.mapping.items() if field}
        _require_known(mapping, sheet, content)
    places = {field: sheet.columns.index(column) for column, field in mapping.items()}
    days = {field.id for field in FIELDS[content] if field.is_day} & places.keys()
    order, order_is_certain = likely_order(_texts(sheet, places, days))
    order = choices.order or order
    ends, ends_are_certain = _likely_ends(sheet, places, order, charter, today)
    if any("last day" in heading(column) for column in mapping):
        ends, ends_are_certain = Ends.LAST_DAY, True
    return Chosen(
        content=content,
        mapping=mapping,
        order=order,
        order_is_certain=order_is_certain or choices.order is not None,
        ends=choices.ends or ends,
        ends_are_certain=ends_are_certain or choices.ends is not None,
        body_called=choices.body_called or charter.body.name,
        since_if_missing=choices.since_if_missing,
        places=places,
    )


def _require_known(mapping: Mapping[str, str], sheet: Sheet, content: Content) -> None:
    fields = {field.id: field.label for field in FIELDS[content]}
    used: set[str] = set()
    for column, field in mapping.items():
        if column not in sheet.columns:
            raise BadInputError(
                {"mapping": say("The table has no column “{column}”.", column=column)}
            )
        if field not in fields:
            raise BadInputError({"mapping": say("There is no field “{field}”.", field=field)})
        if field in used:
            twice = say("Two columns are taken for “{field}”.", field=fields[field])
            raise BadInputError({"mapping": twice})
        used.add(field)


def _texts(sheet: Sheet, places: Mapping[str, int], fields: Iterable[str]) -> Iterable[str]:
    for field in sorted(fields):
        place = places[field]
        for _, row in sheet.rows[:SAMPLED]:
            if place < len(row) and row[place]:
                yield row[place]


def _likely_ends(
    sheet: Sheet, places: Mapping[str, int], order: Order, charter: Charter, today: date
) -> tuple[Ends, bool]:
    """Return what ends are in a table, by where they meet beginnings and the grid."""

    def days(*fields: str) -> set[date]:
        texts = _texts(sheet, places, {field for field in fields if field in places})
        found = (spelled_day(text, order, today=today) for text in texts)
        return {day for day in found if day is not None}

    starts, ends = days("since", "appointed_on", "term_since"), days("until", "term_until")
    grid = {day for day in ends if charter.terms.begins.in_year(day.year) == day}
    nexts = {add_days(day, 1) for day in ends}
    next_grid = {day for day in nexts if charter.terms.begins.in_year(day.year) == day}
    day_after = len(starts & ends) + len(grid)
    last_day = len(starts & nexts) + len(next_grid)
    if day_after > last_day:
        return Ends.DAY_AFTER, last_day == 0
    return Ends.LAST_DAY, not ends or (last_day > 0 and day_after == 0)
