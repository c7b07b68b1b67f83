"""Which elections are due?"""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from appointments.services.seats import members_in_office
from elections.rules.officers import ElectionDue, election_due
from elections.services.officers import tenures_of
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_days, add_months
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.calendars import meetings_of
from meetings.services.files import meeting_file
from meetings.services.members import members_on
from meetings.services.sessions import quorum_at


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return the offices to be filled: at the first meeting that has a quorum.

    While no meeting is set, the end of the month is shown as advice. A body that has not as
    many members as its quorum asks for cannot elect yet.
    """
    members = await members_in_office(body, on)
    needed = charter.quorum.needed(seats=len(charter.seats), filled=len(members))
    if not members or len(members) < needed:
        return []
    tenures = await tenures_of(body, on)
    found = [election_due(office, tenures, charter, on=on) for office in charter.offices]
    return [await _due(body, charter, each, on) for each in found if each is not None]


async def _due(body: Body, charter: Charter, election: ElectionDue, on: date) -> Due:
    meeting = await _first_meeting(body, charter, election, on)
    if meeting is None:
        first = max(on, election.earliest_on).replace(day=1)
        day = add_days(add_months(first, 1), -1)
    else:
        day = day_in(meeting.starts_at, body.timezone)
    return Due(
        what=say(
            "Elect the {office}: {reason}", office=election.office.name, reason=election.reason
        ),
        who=say("The Board"),
        clause=election.office.clause,
        day=day,
        raw=day,
        on=on,
        href=_href(body, None if meeting is None else meeting.id),
        needs="call_election",
        advisory=meeting is None,
    )


async def _first_meeting(
    body: Body, charter: Charter, election: ElectionDue, on: date
) -> Meeting | None:
    """Return the first meeting that could have elected, or the first that can."""
    zone = ZoneInfo(body.timezone)
    since = datetime.combine(election.earliest_on, time(), zone)
    for meeting in await meetings_of(body, since=since):
        if not meeting.kind.is_of_the_whole_body or meeting.state is Session.CANCELLED:
            continue
        if meeting.state is not Session.ADJOURNED:
            if day_in(meeting.starts_at, body.timezone) >= on:
                return meeting
        elif await _had_a_quorum(body, charter, meeting):
            return meeting
    return None


async def _had_a_quorum(body: Body, charter: Charter, meeting: Meeting) -> bool:
    """Whether at some moment of the meeting, enough members were in the room."""
    if meeting.called_to_order_at is None:
        return False
    file = await meeting_file(body, meeting.id)
    members = await members_on(body, day_in(meeting.called_to_order_at, body.timezone))
    moments = [stay.since for stay in file.stays]
    return any(quorum_at(file, members, charter, moment).is_there for moment in moments)


def _href(body: Body, meeting: UUID | None) -> str:
    home = f"/bodies/{body.slug}"
    return f"{home}/meetings" if meeting is None else f"{home}/meetings/{meeting}/elections"
