"""A board that elects: the ground of these tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from uuid import UUID

from elections.schemas.elections import (
    BallotWish,
    Call,
    Election,
    Nomination,
    RecordedBallot,
)
from elections.services.ballots import cast_ballot, close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from governance.rules.access import Actor, Role
from governance.schemas.accounts import AccountWish
from governance.services.accounts import create_account
from meetings.schemas.meetings import Meeting
from meetings.services.sessions import adjourn_meeting
from tests.meetings.law import here
from tests.meetings.sitting import NAMES, Sitting

JULY = here("2026-07-09 18:30").astimezone(UTC)


@dataclass
class Electing:
    """A sitting whose members are numbered from 0, and the meeting at which they elect."""

    sitting: Sitting

    @property
    def members(self) -> tuple[UUID, ...]:
        return self.sitting.members

    async def meeting(self, there: int = 9, starts_at: object = JULY) -> Meeting:
        """Hold a meeting with the first so many members in the room."""
        self.sitting.now = here("2026-06-20 12:00").astimezone(UTC)
        return await self.sitting.in_session(there, starts_at=starts_at)

    async def called(self, meeting: Meeting, office: str = "chair") -> Election:
        return await call_election(self.by(), Call(meeting=meeting.id, office=office))

    async def standing(self, election: Election, *members: int) -> None:
        """Let members be nominated by the first of them, and accept."""
        for member in members:
            wish = Nomination(person=self.members[member], nominated_by=self.members[0])
            candidacy = await nominate(self.by(), election.id, wish)
            if member:
                await accept_nomination(self.by(Role.MEMBER, member), candidacy.id)

    async def round(self, election: Election, said: Mapping[int, int | None]) -> Election:
        """Hold a round in which each of these members names a member, or nobody."""
        await open_round(self.by(), election.id)
        return await self.round_again(election, said)

    async def round_again(self, election: Election, said: Mapping[int, int | None]) -> Election:
        """Go on with a round that is open."""
        for voter, candidate in said.items():
            await record_ballot(
                self.by(),
                election.id,
                RecordedBallot(voter=self.members[voter], candidate=self._name(candidate)),
            )
        return await close_round(self.by(), election.id)

    async def cast(self, election: Election, voter: int, candidate: int | None) -> Election:
        wish = BallotWish(candidate=self._name(candidate))
        return await cast_ballot(self.by(Role.MEMBER, voter), election.id, wish)

    async def adjourn(self, meeting: Meeting) -> None:
        await adjourn_meeting(self.by(), meeting.id)

    def by(self, role: Role = Role.STAFF, member: int | None = None) -> Actor:
        return self.sitting.by(role, member)

    def _name(self, candidate: int | None) -> UUID | None:
        return None if candidate is None else self.members[candidate]


async def account(electing: Electing, member: int) -> UUID:
    """Open an account for a member, before the election of July."""
    wish = AccountWish(
        email=f"m{member}@test.example",
        name=NAMES[member],
        password="a long enough password",
        person=electing.members[member],
    )
    return (await create_account(wish, at=JULY - timedelta(days=30))).id
