"""Who signs the minutes, how attendance is judged, how the public is heard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.days import ClockRule


class Hand(StrEnum):
    """Who may be named to sign or to excuse: officers, and those who work for the body."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    STAFF = "staff"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature under approved minutes: whose hand, under which title."""

    title: str
    hands: tuple[Hand, ...]


@dataclass(frozen=True, slots=True)
class MinutesRule:
    """Who signs minutes once they are approved, and within which time."""

    clause: str
    signers: tuple[Signer, ...]
    sign_within: ClockRule


@dataclass(frozen=True, slots=True)
class AbsenceRule:
    """How many absences are too many within a service year, and what somebody must then do.

    `in_a_row` counts only those without a meeting attended between them; `counts_excused` whether
    excused ones count. `duty` says what `owed_by` must do; nobody loses a seat by arithmetic.
    """

    clause: str
    most: int
    duty: str
    owed_by: Hand
    within: ClockRule
    in_a_row: bool = False
    counts_excused: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceRule:
    """Who excuses an absence; and how many are too many, where a law says so."""

    clause: str
    excused_by: tuple[Hand, ...]
    absences: AbsenceRule | None = None


@dataclass(frozen=True, slots=True)
class PublicComment:
    """How the public is heard: minutes for each, from when to when one signs up.

    Sign-up opens `opens` before the meeting and closes `closes` before it on the web; at the door
    one signs up until the body has heard everybody. `retention` is how long a contact is kept
    after the meeting.
    """

    clause: str
    minutes: int
    opens: ClockRule
    closes: ClockRule
    retention: ClockRule
    most: int = 60
