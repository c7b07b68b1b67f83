"""Attendance by member and year, excuses and what too many absences ask for."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from meetings.schemas.meetings import Prose


class ExcuseWish(Struct, frozen=True, kw_only=True):
    """A member's absence is excused; the reason stays private."""

    person: UUID
    reason: Prose


class ExcuseWithdrawal(Struct, frozen=True, kw_only=True):
    """An excuse is taken back."""

    person: UUID


class AbsenceReport(Struct, frozen=True, kw_only=True):
    """What the rule asks for after too many absences was done, and how."""

    person: UUID
    note: Prose


class Excuse(Struct, frozen=True, kw_only=True):
    """An absence that is excused; the reason is shown only to whom it may be."""

    person: UUID
    name: str
    reason: str
    excused_by: str
    excused_at: datetime


class HeldMeeting(Struct, frozen=True, kw_only=True):
    """A meeting that was held."""

    id: UUID
    title: str
    on: date


class AttendanceCell(Struct, frozen=True, kw_only=True):
    """A member at a meeting: present, excused, absent, or not in office that day (empty)."""

    meeting: UUID
    presence: str
    late: bool = False
    left_early: bool = False


class MemberAttendance(Struct, frozen=True, kw_only=True):
    """One member's year; `in_excess` names the absence that was one too many, if a rule counts."""

    person: UUID
    name: str
    present: int
    late: int
    left_early: int
    excused: int
    absent: int
    meetings: int
    cells: tuple[AttendanceCell, ...]
    in_excess: UUID | None = None
    reported: bool = False


class AttendanceYear(Struct, frozen=True, kw_only=True):
    """A service year: its meetings in order, and how each member attended."""

    since: date
    until: date
    meetings: tuple[HeldMeeting, ...]
    members: tuple[MemberAttendance, ...]
