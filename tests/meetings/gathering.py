"""A committee of the board, brought to its meeting: the ground of the tests about committees."""

from collections.abc import Sequence

from governance.rules.access import Actor, Grant, Role
from meetings.rules.committees import Standing
from meetings.schemas.committees import Committee, CommitteeWish, MeetingEntry, SeatWish
from meetings.schemas.meetings import Arrival, CallToOrder, Meeting, MeetingKind
from meetings.services.committees import (
    enter_committee_meeting,
    form_committee,
    seat_committee_member,
)
from meetings.services.sessions import call_to_order, record_arrival
from tests.meetings.sitting import Sitting

NAME = "Youth committee"


async def committee(
    board: Sitting, members: Sequence[int] = (0, 1, 2), places: int | None = None
) -> Committee:
    """Form a committee; the first member named chairs it."""
    wish = CommitteeWish(name=NAME, standing=Standing.STANDING, charge="Youth.", places=places)
    formed = await form_committee(board.by(), wish)
    for place, number in enumerate(members):
        seat = SeatWish(person=board.members[number], chairs=place == 0)
        formed = await seat_committee_member(board.by(), formed.id, seat)
    return formed


async def called(board: Sitting, formed: Committee, **wish: object) -> Meeting:
    """Set a meeting of a committee, not yet called to order."""
    meeting = await board.meeting(kind=MeetingKind.COMMITTEE, title="Youth at work", **wish)
    await enter_committee_meeting(board.by(), formed.id, MeetingEntry(meeting=meeting.id))
    return meeting


async def meets(
    board: Sitting, formed: Committee, there: Sequence[int] = (0, 1), **wish: object
) -> Meeting:
    """Let a committee meet, with these members in the room."""
    meeting = await called(board, formed, **wish)
    board.now = max(board.now, meeting.starts_at)
    await call_to_order(board.by(), meeting.id, CallToOrder())
    for number in there:
        await record_arrival(board.by(), meeting.id, Arrival(person=board.members[number]))
    return meeting


def chairing(board: Sitting, meeting: Meeting, member: int = 0) -> Actor:
    """Return a member who has no office on the board and presides at this one meeting."""
    by = board.by(Role.MEMBER, member)
    return Actor(
        body=by.body,
        at=by.at,
        account=by.account,
        name=by.name,
        person=by.person,
        grants=frozenset({Grant(Role.MEMBER)}),
        presides_at=meeting.id,
    )
