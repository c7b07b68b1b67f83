"""Who of the committee screens whom, and what do they see of each other's scores?"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Rubric
from governance.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Score:
    """What one person gave a candidate, by criterion of the rubric."""

    by: UUID
    points: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.points.values())


def may_screen(
    member: UUID,
    candidate: UUID,
    *,
    conflicted: Container[UUID],
    relatives: Container[UUID],
    clause: str,
) -> Finding:
    """Find whether somebody of the committee may screen a candidate.

    `conflicted` have declared a conflict about this candidate; `relatives` are those whom the
    application names as family.
    """
    if member == candidate:
        return Finding(Answer.BROKEN, say("Nobody screens themselves."), clause)
    if member in relatives:
        reason = say("The application names you as the nominee's family.")
        return Finding(Answer.BROKEN, reason, clause)
    if member in conflicted:
        reason = say("You declared a conflict about this nominee.")
        return Finding(Answer.BROKEN, reason, clause)
    return Finding(Answer.HOLDS, say("Nothing stands against it."), clause)


def visible_scores(scores: Sequence[Score], *, to: UUID) -> tuple[Score, ...]:
    """Return what somebody of the committee sees: all scores once their own is there."""
    if any(score.by == to for score in scores):
        return tuple(scores)
    return ()


def outside_rubric(rubric: Rubric, points: Mapping[str, int]) -> dict[str, Sentence]:
    """Return what is wrong with points, by criterion; a criterion may be left out."""
    known = {each.id for each in rubric.criteria}
    wrong = {name: say("The rubric has no such line.") for name in points if name not in known}
    for name, given in points.items():
        if name in known and not rubric.lowest <= given <= rubric.highest:
            wrong[name] = say(
                "Give a number from {lowest} to {highest}.",
                lowest=rubric.lowest,
                highest=rubric.highest,
            )
    return wrong


def is_screened(scores: Sequence[Score], *, needed: int, name: str, clause: str) -> Finding:
    """Find whether enough of the committee scored a nominee who is to be a finalist."""
    reason = say(
        "{name} has {given} scores; {needed} are needed.",
        name=name,
        given=len(scores),
        needed=needed,
    )
    return Finding(Answer.of(len(scores) >= needed), reason, clause)


def average(scores: Sequence[Score]) -> float | None:
    """Return the mean of the totals, None without scores."""
    return sum(score.total for score in scores) / len(scores) if scores else None
