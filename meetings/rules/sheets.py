"""In which order did happen what a sheet of paper says?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Generic, TypeVar

What = TypeVar("What")


class Turn(IntEnum):
    """What of the same minute comes first: whoever arrives can vote, whoever leaves has voted."""

    CALL = 0
    ARRIVAL = 1
    MOTION = 2
    VOTE = 3
    DEPARTURE = 4
    ADJOURNMENT = 5


@dataclass(frozen=True, slots=True)
class Step(Generic[What]):
    """One thing that happened at a moment."""

    at: datetime
    turn: Turn
    what: What


def in_order(steps: Iterable[Step[What]]) -> list[Step[What]]:
    """Return the steps as they followed each other; equal ones as they stand on the sheet."""
    return sorted(steps, key=lambda step: (step.at, step.turn))
