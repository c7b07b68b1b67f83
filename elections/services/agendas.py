"""The first meeting that can elect has the election on its agenda (18-6A)."""

from collections.abc import Collection
from datetime import datetime, time
from zoneinfo import ZoneInfo

from elections.rules.officers import ElectionDue, election_due
from elections.services.officers import tenures_of
from governance.charter.model import Charter, Office
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.sentences import say
from meetings.rules.agendas import ItemKind
from meetings.rules.motions import Session
from meetings.schemas.meetings import ItemWish, Meeting
from meetings.services.calendars import meetings_of
from meetings.services.forced import force

TO_COME = (Session.SCHEDULED, *(each for each in Session if each.is_under_way))


async def elections_on_the_agenda(
    body: Body, charter: Charter, meeting: Meeting
) -> tuple[ItemWish, ...]:
    """Return the elections that belong to a meeting: none earlier is set that could hold them."""
    return tuple(
        ItemWish(title=title_of(due.office), kind=ItemKind.ELECTION)
        for due in await elections_due_at(body, charter, meeting)
    )


async def elections_due_at(
    body: Body, charter: Charter, meeting: Meeting
) -> tuple[ElectionDue, ...]:
    """Return the elections that are to be held at a meeting which is not over."""
    if meeting.state not in TO_COME or not meeting.kind.is_of_the_whole_body:
        return ()
    on = day_in(meeting.starts_at, body.timezone)
    tenures = await tenures_of(body, on)
    found = [election_due(office, tenures, charter, on=on) for office in charter.offices]
    return tuple(
        [
            due
            for due in found
            if due is not None and due.earliest_on <= on and not await _earlier(body, due, meeting)
        ]
    )


def titles_of_elections(charter: Charter) -> Collection[str]:
    """Return how the elections of a body are called on its agendas."""
    return {title_of(office) for office in charter.offices}


def title_of(office: Office) -> str:
    """Return how the election to an office is called on an agenda."""
    return str(say("Election of the {office}", office=office.name))


async def _earlier(body: Body, due: ElectionDue, meeting: Meeting) -> bool:
    since = datetime.combine(due.earliest_on, time(), ZoneInfo(body.timezone))
    return any(
        each.state in TO_COME and each.kind.is_of_the_whole_body and each.id != meeting.id
        for each in await meetings_of(body, since=since, until=meeting.starts_at)
    )


force(elections_on_the_agenda, titles_of_elections)
