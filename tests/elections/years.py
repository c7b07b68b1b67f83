"""July meetings of several years, held by deeds: what went before an election that is told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from elections.schemas.elections import Call, Nomination, RecordedBallot
from elections.services.ballots import close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from governance.rules.access import Actor, Role
from meetings.schemas.meetings import Arrival, CallToOrder, MeetingKind, MeetingWish
from meetings.services.calendars import schedule_meeting
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from tests.app import acting
from tests.meetings.law import here


def july(year: int) -> datetime:
    """Return when the July meeting of a year begins."""
    return here(f"{year}-07-09 18:30").astimezone(UTC)


async def begun(year: int, members: Sequence[UUID], there: int = 5) -> UUID:
    """Call the July meeting of a year to order, with the first so many members in the room."""
    wish = MeetingWish(
        kind=MeetingKind.REGULAR, title="July meeting", starts_at=july(year), place="City Hall"
    )
    set_at = july(year) - timedelta(days=19)
    meeting = await schedule_meeting(acting(Role.STAFF, at=set_at), wish)
    await call_to_order(_staff(year), meeting.id, CallToOrder())
    for member in members[:there]:
        await record_arrival(_staff(year), meeting.id, Arrival(person=member))
    return meeting.id


async def held(year: int, members: Sequence[UUID], chair: int, vice: int) -> None:
    """Hold the July meeting of a year, at which everybody is for the same two."""
    meeting = await begun(year, members)
    for office, winner in (("chair", members[chair]), ("vice_chair", members[vice])):
        election = await call_election(_staff(year), Call(meeting=meeting, office=office))
        wish = Nomination(person=winner, nominated_by=members[0])
        candidacy = await nominate(_staff(year), election.id, wish)
        await accept_nomination(_staff(year), candidacy.id)
        await open_round(_staff(year), election.id)
        for voter in members[:5]:
            said = RecordedBallot(voter=voter, candidate=winner)
            await record_ballot(_staff(year), election.id, said)
        await close_round(_staff(year), election.id)
    await adjourn_meeting(_staff(year), meeting)


def _staff(year: int) -> Actor:
    return acting(Role.STAFF, at=july(year))
