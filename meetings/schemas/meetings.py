"""Meetings, agendas, notices and rolls, as the doors show them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.schemas.papers import Upload
from governance.sentences import Sentence, say
from meetings.rules.agendas import ItemKind
from meetings.rules.motions import Session

NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
NO_NULS = r"^[^\x00]*$"

Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=NO_CONTROLS)]
Line = Annotated[str, Meta(max_length=300, pattern=NO_CONTROLS)]
Key = Annotated[str, Meta(max_length=100, pattern=NO_CONTROLS)]
Prose = Annotated[str, Meta(min_length=1, max_length=2000, pattern=NO_NULS)]


class MeetingKind(StrEnum):
    """What sort of meeting it is; the body itself acts in the first three only."""

    REGULAR = "regular"
    SPECIAL = "special"
    DISTRICT = "district"
    COMMITTEE = "committee"
    PANEL = "panel"

    @property
    def is_of_the_whole_body(self) -> bool:
        return self in (MeetingKind.REGULAR, MeetingKind.SPECIAL, MeetingKind.DISTRICT)

    @property
    def words(self) -> Sentence:
        match self:
            case MeetingKind.REGULAR:
                return say("Regular meeting")
            case MeetingKind.SPECIAL:
                return say("Special meeting")
            case MeetingKind.DISTRICT:
                return say("District meeting")
            case MeetingKind.COMMITTEE:
                return say("Committee meeting")
            case MeetingKind.PANEL:
                return say("Panel hearing")


class MeetingWish(Struct, frozen=True, kw_only=True):
    """A meeting to be set; a moment without a zone is on the body's own clock.

    `take_part` says in words how to be there, speak, and get help with language or access.
    """

    kind: MeetingKind
    title: Title
    starts_at: datetime
    ends_at: datetime | None = None
    place: Line = ""
    video: Line = ""
    take_part: Annotated[str, Meta(max_length=2000, pattern=NO_NULS)] = ""
    district: Key = ""
    tentative: bool = False


class ItemWish(Struct, frozen=True, kw_only=True):
    """An item of the agenda; a contract states its amount, in cents."""

    title: Title
    kind: ItemKind = ItemKind.BUSINESS
    details: Annotated[str, Meta(max_length=2000, pattern=NO_NULS)] = ""
    amount_cents: Annotated[int, Meta(ge=0, le=10**14)] | None = None
    consent: bool = False


class NoticeWish(Struct, frozen=True, kw_only=True):
    """Notice given just now through one of the charter's channels: a text or a file proves it.

    `claimed_at` is when it was done on paper, if it was before; it is kept as what somebody says.
    """

    channel: Key
    proof: Annotated[str, Meta(max_length=2000, pattern=NO_NULS)] = ""
    paper: Upload | None = None
    claimed_at: datetime | None = None


class Publication(Struct, frozen=True, kw_only=True):
    """Where the documents of a meeting can be read, as of just now."""

    proof: Prose


class CallToOrder(Struct, frozen=True, kw_only=True):
    """Who presides, if it is not the Chair."""

    presiding: UUID | None = None


class Arrival(Struct, frozen=True, kw_only=True):
    """A member came in: just now, or at an earlier moment after the last vote.

    Whoever is `remote` takes part from elsewhere, on one of the charter's grounds.
    """

    person: UUID
    at: datetime | None = None
    remote: bool = False
    ground: Key = ""


class Departure(Struct, frozen=True, kw_only=True):
    """A member left: just now, or at an earlier moment after the last vote."""

    person: UUID
    at: datetime | None = None


class StayCorrectionWish(Struct, frozen=True, kw_only=True):
    """The times of a stay as they were, and why the roll said otherwise.

    `accepts_outcomes` says that whoever corrects has seen which votes come out differently.
    """

    stay: UUID
    arrived_at: datetime
    reason: Prose
    left_at: datetime | None = None
    accepts_outcomes: bool = False


class StayCorrection(Struct, frozen=True, kw_only=True):
    """The times of a stay that were set right."""

    stay: UUID
    name: str
    arrived_was: datetime
    left_was: datetime | None
    arrived_at: datetime
    left_at: datetime | None
    reason: str
    corrected_at: datetime


class RoomView(Struct, frozen=True, kw_only=True):
    """Who was in the room at an instant, and whether they could act."""

    at: datetime
    present: tuple[str, ...]
    missing: tuple[str, ...]
    counted: int
    needed: int
    is_there: bool
    reason: str
    clause: str


class Meeting(Struct, frozen=True, kw_only=True):
    """A meeting; `set_at` is when its time was last fixed, `cancelled_for` one of a list."""

    id: UUID
    kind: MeetingKind
    title: str
    state: Session
    starts_at: datetime
    ends_at: datetime | None
    place: str
    video: str
    district: str
    uid: str
    sequence: int
    set_at: datetime
    changed_at: datetime
    called_to_order_at: datetime | None
    adjourned_at: datetime | None
    cancelled_why: str
    presiding: UUID | None
    take_part: str = ""
    cancelled_for: str = ""


class MeetingPage(Struct, frozen=True, kw_only=True):
    """One page of a body's meetings."""

    meetings: tuple[Meeting, ...]
    page: int
    pages: int


class AgendaItem(Struct, frozen=True, kw_only=True):
    """One item of an agenda.

    `walk_on` came after its documents were due; `came_from` is the item of an earlier meeting
    that is carried over; `pulled_by` took it out of the consent group, `taken_by` is the motion
    that takes the group.
    """

    id: UUID
    number: int
    title: str
    kind: ItemKind
    details: str = ""
    amount_cents: int | None = None
    consent: bool = False
    walk_on: bool = False
    pulled_by: str = ""
    taken_by: UUID | None = None
    came_from: UUID | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @property
    def is_grouped(self) -> bool:
        """Say whether it stands in the consent group now."""
        return self.consent and not self.pulled_by


class Notice(Struct, frozen=True, kw_only=True):
    """Notice that was given, or documents that were published.

    `given_at` is the moment of the record; `claimed_at` what somebody says of paper.
    """

    kind: str
    channel: str
    given_at: datetime
    proof: str
    paper: UUID | None = None
    claimed_at: datetime | None = None
    recorded_by: str = ""


class Attendance(Struct, frozen=True, kw_only=True):
    """One stay of a member in the room, up to and without `left_at`."""

    person: UUID
    name: str
    seat: str
    arrived_at: datetime
    left_at: datetime | None
    remote: bool
    ground: str = ""
    id: UUID | None = None


class Minutes(Struct, frozen=True, kw_only=True):
    """A published version of the minutes, line by line.

    `about` says why it follows an earlier one; `enters` is the motion whose corrections it puts in.
    """

    version: int
    published_at: datetime
    lines: tuple["MinutesLine", ...]
    published_by: str = ""
    digest: str = ""
    about: str = ""
    enters: UUID | None = None
    id: UUID | None = None


class MinutesLine(Struct, frozen=True, kw_only=True):
    """One line: a heading, a text, a motion, a vote, a warning, or what somebody wrote (`own`).

    `key` names the line of the record, or the one after which somebody wrote.
    """

    kind: str
    text: str
    key: str = ""


class DutyView(Struct, frozen=True, kw_only=True):
    """What the law asks around a meeting, and whether it was done in time.

    `due_on` is a day where the law counts days, `due_at` a moment where it counts hours.
    """

    id: str
    name: str
    clause: str
    reason: str
    due_at: datetime | None
    due_on: date | None
    done_at: datetime | None
    state: str
    missing: tuple[str, ...] = ()
