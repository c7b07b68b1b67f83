"""What somebody typed from a sheet of paper, line by line, as the wish that it says."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from msgspec import Struct

from governance.sentences import say
from governance.web.forms import Form
from meetings.rules.recusals import Relation
from meetings.schemas.sheets import (
    MOST_LINES,
    SheetChoice,
    SheetMotion,
    SheetStay,
    SheetVote,
    SheetWish,
)

Wish = TypeVar("Wish", bound=Struct)
FEWEST = 1


def count_of(form: Form) -> int:
    """Return how many motions the form has room for."""
    typed = str(form.value("count", FEWEST))
    asked = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else FEWEST
    more = bool(form.value("more"))
    return max(FEWEST, min(asked + more, MOST_LINES))


def wish_of(form: Form, zone: str, members: Iterable[UUID]) -> SheetWish | None:
    """Return the sheet that was typed, or None with an error beside each wrong field."""
    persons = list(members)
    roll = [line for person in persons for line in _stay(form, zone, person)]
    motions = [
        motion
        for number in range(1, count_of(form) + 1)
        for motion in _motion(form, zone, f"m{number}-", persons)
    ]
    wish = form.read(SheetWish, zone=zone, roll=tuple(roll), motions=tuple(motions))
    return None if form.errors else wish


def _stay(form: Form, zone: str, person: UUID) -> list[SheetStay]:
    lines = []
    for turn in ("", "again-"):
        prefix = f"{person}-{turn}"
        if form.value(f"{prefix}arrived_at") or form.value(f"{prefix}left_at"):
            line = part_of(form, SheetStay, prefix, zone, person=person)
            lines.extend([line] if line else [])
    return lines


def _motion(form: Form, zone: str, prefix: str, persons: list[UUID]) -> list[SheetMotion]:
    votes = [vote for person in persons for vote in votes_of(form, prefix, person)]
    names = ("motion", "text", "mover", "voted_at", "moved_at")
    if not votes and not any(form.value(prefix + name) for name in names):
        return []
    if not votes:
        form.errors[f"{prefix}votes"] = say("Type how the members voted on this motion.")
    motion = part_of(form, SheetMotion, prefix, zone, votes=tuple(votes))
    return [motion] if motion else []


def votes_of(form: Form, prefix: str, person: UUID) -> list[SheetVote]:
    """Return what is ticked for a member, if anything is."""
    typed = str(form.value(f"{prefix}vote-{person}"))
    if not typed:
        return []
    if typed not in set(SheetChoice):
        form.errors[f"{prefix}vote-{person}"] = say("Choose one of the list.")
        return []
    choice = SheetChoice(typed)
    if choice is not SheetChoice.RECUSED:
        return [SheetVote(person=person, choice=choice)]
    relation = str(form.value(f"{prefix}relation"))
    if relation not in set(Relation) or relation == Relation.NONE:
        form.errors[f"{prefix}relation"] = say("Say what binds a recused member to the matter.")
        return []
    reason = str(form.value(f"{prefix}reason")).strip()
    return [SheetVote(person=person, choice=choice, relation=Relation(relation), reason=reason)]


def part_of(form: Form, wish: type[Wish], prefix: str, zone: str, **given: object) -> Wish | None:
    """Read a part of the form whose fields begin alike."""
    values = {
        name.removeprefix(prefix): value
        for name, value in form.values.items()
        if name.startswith(prefix)
    }
    part = Form(values)
    read = part.read(wish, zone=zone, **given)
    form.errors.update({f"{prefix}{name}": why for name, why in part.errors.items()})
    return read
