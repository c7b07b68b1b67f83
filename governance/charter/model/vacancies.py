"""How a seat falls vacant, who is told, who fills it and by when; oaths and resignations."""

from __future__ import annotations

from dataclasses import dataclass

from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason that the law names."""

    id: str
    name: str
    clause: str


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
    """By when an oath is filed, counted from notice of appointment and from the term's start."""

    after_notice: ClockRule
    after_term_start: ClockRule
    filed_with: str
    clause: str


@dataclass(frozen=True, slots=True)
class ResignationRule:
    """Where a resignation goes, and how late after delivery it can take effect."""

    delivered_to: str
    latest: ClockRule
    clause: str
