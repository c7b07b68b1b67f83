"""Minutes as they are written, published, approved and signed, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.schemas.meetings import NO_CONTROLS, NO_NULS, Key, MinutesLine

Passages = Annotated[str, Meta(max_length=20_000, pattern=NO_NULS)]
Reason = Annotated[str, Meta(max_length=2000, pattern=NO_NULS)]
SignTitle = Annotated[str, Meta(min_length=1, max_length=100, pattern=NO_CONTROLS)]
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Passage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people wrote after one line of the record; an empty line begins a new paragraph."""

    after: Key
    text: Passages


class MinutesText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that people write into the minutes; the lines of the record are not part of it.

    `revision` is the text and `version` the published version (0 for none) from which the writer
    went out; when somebody was faster, nothing is kept and it is said who.
    """

    revision: Number
    version: Number
    passages: Annotated[tuple[Passage, ...], Meta(max_length=300)] = ()


class MinutesPublishing(Struct, frozen=True, kw_only=True):
    """What is published: with `version`, only if that is still the latest one (0 for none).

    `about` says what is corrected, and why, in a version after the approved one;
    `enters_corrections` marks the one that puts in what the body corrected when it approved.
    """

    version: Number | None = None
    about: Reason = ""
    enters_corrections: bool = False


class Signing(Struct, frozen=True, kw_only=True):
    """Under which title a version is signed, and the digest that the signer has seen."""

    title: SignTitle
    digest: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class MinutesSignature(Struct, frozen=True, kw_only=True):
    """A signature under a version."""

    title: str
    name: str
    digest: str
    signed_at: datetime


class MinutesApproval(Struct, frozen=True, kw_only=True):
    """The motion that approved minutes; `words` are those that it was carried with."""

    meeting: UUID
    meeting_title: str
    met_on: date
    motion: int
    approved_at: datetime
    as_corrected: bool
    words: str


class MinutesChange(Struct, frozen=True, kw_only=True):
    """A line beside the version before: the same, gone, or new."""

    fate: str
    kind: str
    text: str


class MinutesVersion(Struct, frozen=True, kw_only=True):
    """One published version: what it says, what changed, who approved and who signed it."""

    version: int
    published_at: datetime
    published_by: str
    about: str
    digest: str
    is_approved: bool
    approval: MinutesApproval | None
    signatures: tuple[MinutesSignature, ...]
    lines: tuple[MinutesLine, ...]
    changes: tuple[MinutesChange, ...] = ()
    corrections_to_enter: bool = False


class MinutesHistory(Struct, frozen=True, kw_only=True):
    """Every published version of a meeting's minutes, the latest last."""

    meeting: UUID
    versions: tuple[MinutesVersion, ...]
    approved: int | None


class MinutesDraft(Struct, frozen=True, kw_only=True):
    """The minutes as they are worked on, and what publishing them now would change."""

    revision: int
    version: int
    edited_by: str
    edited_at: datetime | None
    lines: tuple[MinutesLine, ...]
    passages: tuple[Passage, ...]
    changes: tuple[MinutesChange, ...]
    is_ready: bool
