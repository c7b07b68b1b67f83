"""Who may act at a meeting, and by which law: the body's members, or those of a committee of it.

Rules do not ask which it is. They are given the law of the meeting, in which a committee's seats
and its quorum stand in the place of the body's own.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record
from meetings.rules.committees import law_of_committee, whole_number
from meetings.rules.matters import tracking_number
from meetings.rules.panels import panel_chair, panel_rule
from meetings.schemas.meetings import Meeting, MeetingKind
from meetings.schemas.motions import Entitled
from meetings.services.members import members_on

_COMMITTEE = """
SELECT c.id, c.name, CASE WHEN a.number IS NULL THEN c.places ELSE a.places END AS places
FROM committee_meeting m JOIN committee c ON c.id = m.committee
LEFT JOIN committee_amendment a ON a.committee = c.id AND a.amended_at > $2
WHERE m.meeting = $1 ORDER BY a.number LIMIT 1"""
_ON_COMMITTEE = """
SELECT person, chairs FROM committee_seat WHERE committee = $1 AND seated_at <= $2
AND (released_at IS NULL OR released_at > $2)"""
_PANEL = """
SELECT p.id, m.year, m.number FROM panel_hearing h JOIN panel p ON p.id = h.panel
JOIN matter m ON m.id = p.matter WHERE h.meeting = $1"""
_ON_PANEL = """
SELECT s.person, s.names_chair FROM panel_place s
JOIN panel_choice c ON c.panel = s.panel AND c.number = s.choice
WHERE s.panel = $1 AND c.chosen_at <= $2 AND (s.left_at IS NULL OR s.left_at > $2)"""
_WHOSE = """
SELECT committee AS whose FROM committee_meeting WHERE meeting = $1
UNION ALL SELECT panel AS whose FROM panel_hearing WHERE meeting = $1"""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Some of the body's members who meet as a body of their own, and how many they are in all."""

    name: str
    members: frozenset[UUID]
    whole: int
    chair: UUID | None


@dataclass(frozen=True, slots=True)
class Roll:
    """The members who can act at a meeting, in the order of their seats, and the law of it.

    `chair` is who presides over a committee, while in office.
    """

    charter: Charter
    members: tuple[Entitled, ...]
    chair: UUID | None = None

    @property
    def committee(self) -> str:
        """Return the committee's name; empty where the whole body meets."""
        return self.charter.committee


async def roll_of(body: Body, meeting: Meeting, at: datetime) -> Roll:
    """Return who may act at a meeting on the day of a moment, and by which law.

    The members and the places of a committee or panel are those of when it was called to order;
    until then, those of the moment. Whoever left the body is none of them.
    """
    on = day_in(at, body.timezone)
    whole = Roll(await charter_on(body, on), await members_on(body, on))
    gathering = await _gathering(meeting, whole, meeting.called_to_order_at or at)
    if gathering is None:
        return whole
    there = tuple(each for each in whole.members if each.person in gathering.members)
    law = law_of_committee(
        whole.charter, gathering.name, [each.seat for each in there], gathering.whole
    )
    chairs = any(each.person == gathering.chair for each in there)
    return Roll(law, there, gathering.chair if chairs else None)


async def roll_now(record: Record, meeting: Meeting) -> tuple[Entitled, ...]:
    """Return who may act at a meeting now; from here on the deed goes by the law of the meeting."""
    return (await sit(record, meeting)).members


async def sit(record: Record, meeting: Meeting) -> Roll:
    """Return the roll of a meeting now; from here on the deed goes by the law of the meeting."""
    roll = await roll_of(record.body, meeting, record.at)
    if not (meeting.kind.is_of_the_whole_body or roll.committee):
        raise OutOfOrderError(
            say("Say first which committee or panel meets here: it alone has a roll.")
        )
    record.charter = roll.charter
    return roll


async def let_the_body_go_on(record: Record) -> None:
    """Let a deed go by the law of the body itself again, after a meeting of some of it."""
    record.charter = await charter_on(record.body, record.today)


async def whose(meeting_id: UUID) -> UUID | None:
    """Return the committee or panel that meets; None for the whole body."""
    rows = await engine().read(_WHOSE, meeting_id)
    return rows[0]["whose"] if rows else None


async def _gathering(meeting: Meeting, roll: Roll, at: datetime) -> Gathering | None:
    match meeting.kind:
        case MeetingKind.COMMITTEE:
            return await _committee(meeting, at)
        case MeetingKind.PANEL:
            return await _panel(meeting, roll, at)
        case _:
            return None


async def _committee(meeting: Meeting, at: datetime) -> Gathering | None:
    rows = await engine().read(_COMMITTEE, meeting.id, at)
    if not rows:
        return None
    seated = await engine().read(_ON_COMMITTEE, rows[0]["id"], at)
    return Gathering(
        name=rows[0]["name"],
        members=frozenset(each["person"] for each in seated),
        whole=whole_number(len(seated), rows[0]["places"]),
        chair=next((each["person"] for each in seated if each["chairs"]), None),
    )


async def _panel(meeting: Meeting, roll: Roll, at: datetime) -> Gathering | None:
    rows = await engine().read(_PANEL, meeting.id)
    if not rows:
        return None
    in_office = {each.person for each in roll.members}
    named = {
        each["person"]: each["names_chair"]
        for each in await engine().read(_ON_PANEL, rows[0]["id"], at)
        if each["person"] in in_office
    }
    tracking = tracking_number(rows[0]["year"], rows[0]["number"])
    return Gathering(
        name=str(say("panel for {tracking}", tracking=tracking)),
        members=frozenset(named),
        whole=panel_rule(roll.charter).size,
        chair=panel_chair(named),
    )
