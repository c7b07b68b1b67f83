"""What is due at all the boards of somebody who works for them, and which of it was asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from litestar.params import QueryParameter

from governance.clock import day_in
from governance.database import Engine
from governance.front.due import due_of, seen_by, unseen_by
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.services.bodies import engine
from governance.services.roles import grants_everywhere

KEPT = 10_000
PAGE = 50
Word = Annotated[str, QueryParameter(max_length=300)]
_Key = tuple[object, int, date]
_kept: WeakKeyDictionary[Engine, dict[_Key, list[Due]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of everything due is wanted; an empty word wants all."""

    board: str = ""
    authority: str = ""
    clause: str = ""
    who: str = ""
    overdue: str = ""

    def takes(self, board: Body, item: Due) -> bool:
        """Say whether an item is wanted."""
        return (
            self.board in ("", board.slug)
            and self.authority in ("", item.authority)
            and self.clause in ("", item.clause)
            and self.who in ("", str(item.who))
            and (not self.overdue or (self.overdue == "yes") == item.overdue)
        )

    def address(self, **more: object) -> str:
        """Return the words of the address that ask for the same."""
        asked = {name: getattr(self, name) for name in NAMES}
        return "?" + urlencode({name: value for name, value in {**asked, **more}.items() if value})


NAMES = ("board", "authority", "clause", "who", "overdue")


@dataclass(frozen=True, slots=True)
class Item:
    """Something due at a board; `mine` says that its deed is this actor's."""

    board: Body
    due: Due
    mine: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be wanted, of everything that is due."""

    boards: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    whos: tuple[tuple[str, str], ...]


async def items_of(actor: Actor, on: date | None = None) -> tuple[list[Body], list[Item]]:
    """Return the boards that somebody works for, and all that is due there, by the rolled day."""
    if actor.account is None:
        return [], []
    boards = await grants_everywhere(actor.account, actor.at)
    items: list[Item] = []
    for board, grants in boards:
        there = replace(actor, body=board.slug, grants=grants)
        if may(there, "read_due"):
            due = await due_at(board, on or day_in(actor.at, board.timezone))
            unseen = await unseen_by(there, board)
            seen = seen_by(there, due, unseen)
            items += (Item(board, item, may(there, item.needs)) for item in seen)
    items.sort(key=lambda each: (each.due.day, each.due.advisory, each.due.clause))
    return [board for board, _ in boards], items


def choices_of(items: Sequence[Item]) -> Choices:
    """Return by what a list can be narrowed."""
    return Choices(
        boards=tuple(sorted({each.board.slug: each.board.name for each in items}.items())),
        authorities=_words(each.due.authority for each in items),
        clauses=_words(each.due.clause for each in items),
        whos=_words(str(each.due.who) for each in items),
    )


def filtered(items: Iterable[Item], wanted: Wanted) -> list[Item]:
    """Return the items that are wanted."""
    return [each for each in items if wanted.takes(each.board, each.due)]


async def due_at(board: Body, on: date) -> list[Due]:
    """Return what is due at a board; computed once for each state of its record and each day."""
    kept = _kept.setdefault(engine(), {})
    key = (board.id, board.revision, on)
    if key not in kept:
        found = await due_of(board, on)
        if len(kept) >= KEPT:
            del kept[next(iter(kept))]
        kept[key] = found
    return kept[key]


def _words(found: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return words as the options of a list, each once."""
    return tuple((each, each) for each in sorted(set(found)) if each)


def wanted_of(typed: Mapping[str, str]) -> Wanted:
    """Return what an address asks for."""
    return Wanted(**{name: typed.get(name, "")[:300] for name in NAMES})
