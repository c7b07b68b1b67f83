"""Hearing panels, the choices that made them, and absences, as the doors show them."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from governance.schemas.findings import FindingView
from meetings.rules.panels import Leaving
from meetings.schemas.meetings import Prose


class PanelWish(Struct, frozen=True, kw_only=True):
    """A panel is to hear a matter on a day; the rotation says who sits on it."""

    hearing_on: date


class Replacement(Struct, frozen=True, kw_only=True):
    """Who no longer sits on a panel, and why; the rotation says who follows."""

    person: UUID
    why: Leaving


class ChairNaming(Struct, frozen=True, kw_only=True):
    """Whom a member of a panel names as its chair; the office writes down what a member said."""

    chair: UUID
    member: UUID | None = None


class PanelEnd(Struct, frozen=True, kw_only=True):
    """Whether a panel has heard its matter; turns of one that has not are given back."""

    heard: bool
    reason: Prose


class PanelSeat(Struct, frozen=True, kw_only=True):
    """A place on a panel; whoever is out of office cannot fill it."""

    person: UUID
    name: str
    seat: str
    authority: str
    in_office: bool
    is_chair: bool = False
    names_chair: UUID | None = None


class Panel(Struct, frozen=True, kw_only=True):
    """A panel as the public sees it."""

    id: UUID
    matter: UUID
    tracking: str
    title: str
    hearing_on: date
    state: str
    assembled_at: datetime
    ended_at: datetime | None
    members: tuple[PanelSeat, ...]
    size: int

    @property
    def is_complete(self) -> bool:
        """Say whether every place has a member in office."""
        return sum(each.in_office for each in self.members) >= self.size

    @property
    def chair(self) -> PanelSeat | None:
        return next((each for each in self.members if each.is_chair), None)


class ChoiceLine(Struct, frozen=True, kw_only=True):
    """What the rotation said of one member."""

    person: UUID
    name: str
    taken: bool
    reason: str
    clause: str


class PanelChoice(Struct, frozen=True, kw_only=True):
    """One choice of the rotation; one that found no lawful panel says why."""

    lines: tuple[ChoiceLine, ...]
    refused: tuple[FindingView, ...] = ()
    number: int = 0
    chosen_at: datetime | None = None


class Turns(Struct, frozen=True, kw_only=True):
    """One member in the rotation, in the order in which they come up."""

    person: UUID
    name: str
    authority: str
    panels: int


class Panels(Struct, frozen=True, kw_only=True):
    """Whether panels are made at all, the panels, and who comes up next."""

    in_force: bool
    reason: str
    clause: str
    panels: tuple[Panel, ...]
    rotation: tuple[Turns, ...]


class AbsenceWish(Struct, frozen=True, kw_only=True):
    """The first and the last day on which a member cannot come; without a person, one's own."""

    since: date
    through: date
    person: UUID | None = None


class Absence(Struct, frozen=True, kw_only=True):
    """Days on which a member cannot come."""

    id: UUID
    person: UUID
    name: str
    since: date
    through: date
