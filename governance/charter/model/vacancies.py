"""How a seat falls vacant, who is told, who fills it and by when; oaths and resignations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from governance.days import ClockRule


class Proof(StrEnum):
    """What shows that a ground is there: its day alone, or what somebody wrote or found."""

    DAY = "day"
    LETTER = "letter"
    FINDING = "finding"
    COURT = "court"
    ACT = "act"
    OATH = "oath"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason that the law names; `asks` says in words what must be there and who finds it."""

    id: str
    name: str
    clause: str
    proof: Proof = Proof.DAY
    asks: str = ""


@dataclass(frozen=True, slots=True)
class DesignationRule:
    """A vacant seat is filled by the authority that first filled it."""

    clause: str


@dataclass(frozen=True, slots=True)
class Vacancies:
    """What follows when a member leaves: whom to notify, and the clock for filling the seat.

    `notify` lists authorities; `notice_within` is the body's own standard where the law sets
    no day.
    """

    filling: ClockRule
    designation: DesignationRule
    notify: tuple[str, ...]
    notice_clause: str
    notice_within: ClockRule


@dataclass(frozen=True, slots=True)
class OathRule:
    """By when an oath is filed, counted from notice of appointment and from the term's start.

    `form` are its words; {office} in them stands for the office.
    """

    after_notice: ClockRule
    after_term_start: ClockRule
    filed_with: str
    clause: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom the holders of one kind of office resign."""

    office: str
    delivered_to: str
    clause: str


@dataclass(frozen=True, slots=True)
class ResignationRule:
    """Where a resignation goes, and how late after delivery it can take effect.

    `recipients` differ by the kind of office; `delivered_to` is the one for a body that names
    none. A delivered one is withdrawn only with the consent of whoever received it.
    """

    delivered_to: str
    latest: ClockRule
    clause: str
    recipients: tuple[Recipient, ...] = ()
    withdrawal_clause: str = ""

    def for_office(self, office: str) -> ResignationRule:
        """Return the rule as it is for a kind of office."""
        for each in self.recipients:
            if each.office == office:
                return replace(self, delivered_to=each.delivered_to, clause=each.clause)
        return self


@dataclass(frozen=True, slots=True)
class RemovalRule:
    """The body asks, by a motion of this kind, that the appointing authority remove a member."""

    motion: str
    clause: str
