"""Who acts, and may they?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is to a body; granted for a span of days."""

    CLERK = "clerk"
    AUTHORITY = "authority"
    ALLIANCE_COMMITTEE = "alliance_committee"
    ALLIANCE_REPRESENTATIVE = "alliance_representative"
    COUNCIL_REVIEWER = "council_reviewer"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ELECTION_CHAIR = "election_chair"  # presides while no chair is in office, only to elect one
    STAFF = "staff"
    MEMBER = "member"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"  # a scheduled job; never granted to an account


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that an account holds on the day in question; for AUTHORITY, which one."""

    role: Role
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who wants to do a deed, for which body, and at what moment.

    `presides_at` is the meeting that is asked about, where it is one of a committee of which this
    person is the chair; to other meetings that gives no right.
    """

    body: str
    at: datetime
    account: UUID | None = None
    name: str = ""
    person: UUID | None = None
    grants: frozenset[Grant] = frozenset()
    scopes: frozenset[str] | None = None  # of an API token; None for a person at a page
    key: str | None = None  # the Idempotency-Key
    presides_at: UUID | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held."""
        return frozenset(grant.role for grant in self.grants)


def system(body: str, at: datetime) -> Actor:
    """Return the actor of a scheduled job."""
    return Actor(body=body, at=at, name="openseat", grants=frozenset({Grant(Role.SYSTEM)}))
