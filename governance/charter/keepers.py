"""What keeps each clause of a charter, and whether it is really there."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from governance.charter.model import Charter
from governance.sentences import Sentence, say

# A charter can come from anybody, so that no other package is ever imported for it.
_OUR_PACKAGES = ("governance", "appointments", "meetings", "elections")


def unkept(charter: Charter) -> Iterator[tuple[str, Sentence]]:
    """Yield each clause that neither code, nor a duty, nor a reason in prose answers for."""
    by_duty = {duty.clause for duty in charter.obligations}
    for number, clause in enumerate(charter.clauses):
        if not (clause.held_by or clause.prose or {clause.id, clause.citation} & by_duty):
            yield (
                f"clause.{number}",
                say(
                    "nothing keeps the clause '{clause}': it needs held_by, a duty, or prose.",
                    clause=clause.id,
                ),
            )


def unheld(charter: Charter) -> Iterator[tuple[str, Sentence]]:
    """Yield each clause that is held by something that is not there."""
    for number, clause in enumerate(charter.clauses):
        for name in clause.held_by:
            missing = _missing(name)
            if missing is not None:
                yield (
                    f"clause.{number}.held_by",
                    say(
                        "the clause '{clause}' is held by '{name}', but {missing}.",
                        clause=clause.id,
                        name=name,
                        missing=missing,
                    ),
                )


def _missing(name: str) -> Sentence | None:
    """Return what a dotted name lacks: its module, or something in it."""
    parts = name.split(".")
    if parts[0] not in _OUR_PACKAGES:
        return say("that is no part of this program")
    module, rest = _longest_module(parts)
    found: object = module
    for part in rest:
        if not hasattr(found, part):
            if part == rest[-1]:
                return say("'{owner}' has no '{part}'", owner=name.rpartition(".")[0], part=part)
            return say("there is no module '{module}'", module=name.rpartition(".")[0])
        found = getattr(found, part)
    return None


def _longest_module(parts: list[str]) -> tuple[object, list[str]]:
    """Return the innermost module of a dotted name, and the names that are left."""
    for length in range(len(parts), 0, -1):
        path = ".".join(parts[:length])
        try:
            return import_module(path), parts[length:]
        except ModuleNotFoundError as error:
            if error.name is None or not f"{path}.".startswith(f"{error.name}."):
                raise  # the module is there; something that it needs is not
    return None, parts
