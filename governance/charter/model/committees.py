"""Which committees of its own members a body must have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Needed(StrEnum):
    """Whether a committee must stand all the time, or must have been convened once."""

    ALWAYS = "always"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class CommitteeDuty:
    """A committee that the law asks for, and what it is for."""

    id: str
    name: str
    charge: str
    needed: Needed
    clause: str
