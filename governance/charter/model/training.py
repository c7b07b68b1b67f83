"""What members have to learn, and what they have to sign."""

from __future__ import annotations

from dataclasses import dataclass

from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the training; `number` is its place in the law's own list."""

    id: str
    title: str
    clause: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """The subjects, the clock of a new member's orientation, and how often each comes back."""

    clause: str
    orientation: ClockRule
    every_years: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What each member signs for each term, `within` so long after its first day."""

    id: str
    title: str
    text: str
    clause: str
    within: ClockRule
