"""How meetings move and are called off, and the year's schedule, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.findings import FindingView
from governance.sentences import Sentence, say
from meetings.rules.motions import Session
from meetings.schemas.meetings import NO_CONTROLS, NO_NULS, Key, Line, MeetingKind, Title

Why = Annotated[str, Meta(max_length=2000, pattern=NO_NULS)]
Sequence = Annotated[int, Meta(ge=0, le=1_000_000)]
Year = Annotated[int, Meta(ge=1900, le=2190)]
RowId = Annotated[str, Meta(min_length=1, max_length=60, pattern=NO_CONTROLS)]


class CancelledFor(StrEnum):
    """Why a meeting is not held."""

    QUORUM = "quorum"
    HOLIDAY = "holiday"
    WEATHER = "weather"
    BUSINESS = "business"
    OTHER = "other"

    @property
    def words(self) -> Sentence:
        match self:
            case CancelledFor.QUORUM:
                return say("Want of a quorum")
            case CancelledFor.HOLIDAY:
                return say("A holiday")
            case CancelledFor.WEATHER:
                return say("The weather")
            case CancelledFor.BUSINESS:
                return say("No business")
            case CancelledFor.OTHER:
                return say("Another reason")


class NewTime(Struct, frozen=True, kw_only=True):
    """When and where a meeting is now to be held; what is left out stays as it was.

    `seen` is the meeting's sequence as it was when this was decided: if somebody was faster,
    nothing is done.
    """

    starts_at: datetime
    ends_at: datetime | None = None
    place: Line = ""
    video: Line | None = None
    take_part: Why | None = None
    reason: Why = ""
    seen: Sequence | None = None


class Cancellation(Struct, frozen=True, kw_only=True):
    """Why a meeting is not held; another reason than those of the list is told in words."""

    cancelled_for: CancelledFor = CancelledFor.OTHER
    reason: Why = ""
    seen: Sequence | None = None


class MeetingChange(Struct, frozen=True, kw_only=True):
    """A change of a meeting: how it stood before, who changed it, when and why."""

    sequence: int
    state_was: Session
    state: Session
    starts_was: datetime
    ends_was: datetime | None
    place_was: str
    video_was: str
    take_part_was: str
    reason: str
    changed_by: str
    changed_at: datetime


class PlannedWish(Struct, frozen=True, kw_only=True):
    """What is otherwise than the rule says for one line of the year's schedule.

    `row` names the line, as the preview does. An empty place is the usual one.
    """

    row: RowId
    starts_at: datetime | None = None
    place: Line = ""
    leave_out: bool = False


class ScheduleWish(Struct, frozen=True, kw_only=True):
    """A year's meetings to be set at once; `seen` is the digest of the preview."""

    year: Year
    rows: Annotated[tuple[PlannedWish, ...], Meta(max_length=100)] = ()
    video: Line = ""
    take_part: Why = ""
    seen: Key = ""


class PlannedMeeting(Struct, frozen=True, kw_only=True):
    """One line of the year's schedule.

    `first_on` is the day that the rule gives, if one does. A line is `taken` when the deed sets
    a meeting for it; `why_not` says why it does not. An `open` line can be changed by hand.
    """

    row: str
    kind: MeetingKind
    title: Title
    first_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    district: str
    taken: bool
    open: bool
    why_not: str = ""
    conflicts: tuple[FindingView, ...] = ()


class MissingDistricts(Struct, frozen=True, kw_only=True):
    """Districts in which no meeting is set for a year of the duty, with this schedule done."""

    since: date
    last: date
    districts: tuple[str, ...]
    clause: str


class SchedulePreview(Struct, frozen=True, kw_only=True):
    """What setting a year's meetings would do; whoever says yes sends `seen` back."""

    year: int
    seen: str
    rows: tuple[PlannedMeeting, ...]
    missing: tuple[MissingDistricts, ...]


class ScheduledYear(Struct, frozen=True, kw_only=True):
    """The meetings that were set at once."""

    year: int
    meetings: tuple[UUID, ...]
