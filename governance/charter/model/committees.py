"""Which committees of its own members a body must have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Needed(StrEnum):
    """Whether a committee must stand all the time, once, or at each vacancy of the director."""

    ALWAYS = "always"
    ONCE = "once"
    VACANCY = "vacancy"


@dataclass(frozen=True, slots=True)
class CommitteeDuty:
    """A committee that the law asks for, and what it is for."""

    id: str
    name: str
    charge: str
    needed: Needed
    clause: str
