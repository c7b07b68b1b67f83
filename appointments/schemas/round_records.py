"""Past rounds as anyone may read them: who was nominated where the rule allows, and figures."""

from datetime import date
from uuid import UUID

from msgspec import Struct

from appointments.rules.slates import Fate, Outcome


class RecordName(Struct, frozen=True, kw_only=True):
    """A name that was submitted for a seat, and Council's answer."""

    name: str
    fate: Fate


class RecordSeat(Struct, frozen=True, kw_only=True):
    """What became of a seat; `names` only where they may be read, otherwise `withheld` says why."""

    seat: str
    name: str
    outcome: Outcome
    settled_on: date | None
    names: tuple[RecordName, ...]
    submitted: int
    withheld: str


class StepDays(Struct, frozen=True, kw_only=True):
    """How many days a round stood at a step."""

    step: str
    words: str
    days: int


class RoundFigures(Struct, frozen=True, kw_only=True):
    """A past round in numbers; none of them tells of anybody.

    `entered` counts those who agreed, `asked` those who were named and never answered.
    """

    round: UUID
    title: str
    kind: str
    begun_on: date
    closed_on: date
    seats: int
    entered: int
    by_organizations: int
    asked: int
    declined: int
    withdrawn: int
    submitted: int
    confirmed: int
    rejected: int
    days: tuple[StepDays, ...]


class RoundRecord(Struct, frozen=True, kw_only=True):
    """A past round as its record is published."""

    figures: RoundFigures
    authority: str
    publishes_all: bool
    clause: str
    seats: tuple[RecordSeat, ...]
    follows: UUID | None
    followed_by: tuple[UUID, ...]
