"""People and the facts about them, as the doors show them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.rules.people import FactKind

Line = Annotated[str, Meta(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Prose = Annotated[str, Meta(max_length=5000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
MaybeEmail = Annotated[str, Meta(max_length=254, pattern=r"^([^\s\x00]+@[^\s\x00]+)?$")]


class PersonWish(Struct, frozen=True, kw_only=True):
    """Someone whom the body is to know."""

    name: Name
    email: MaybeEmail = ""
    phone: Annotated[str, Meta(max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class Person(Struct, frozen=True, kw_only=True):
    """Someone known to the body."""

    id: UUID
    name: str
    email: str
    phone: str


class FactWish(Struct, frozen=True, kw_only=True):
    """A fact as somebody stated it, true on the days [since, until).

    `what` is the place, the employer, the office or the suit; `none_else` states that there is
    nothing of this kind besides what is stated already.
    """

    kind: FactKind
    stated_by: Name
    stated_on: date
    what: Line = ""
    district: Line = ""
    since: date | None = None
    until: date | None = None
    of_family: bool = False
    law_enforcement: bool = False
    none_else: bool = False
    evidence: Prose = ""


class FactView(Struct, frozen=True, kw_only=True):
    """A fact, who stated it, and whether it was verified or withdrawn."""

    id: UUID
    person: UUID
    kind: FactKind
    stated_by: str
    stated_on: date
    what: str
    district: str
    since: date | None
    until: date | None
    of_family: bool
    law_enforcement: bool
    none_else: bool
    evidence: str
    verified_by: str
    withdrawn: bool
    withdrawn_why: str


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Why a fact is withdrawn."""

    why: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
