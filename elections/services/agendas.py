"""The first meeting that can elect has the election on its agenda (18-6A)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from elections.rules.officers import ElectionDue, election_due
from elections.services.officers import tenures_of
from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.sentences import say
from meetings.rules.agendas import ItemKind
from meetings.rules.motions import Session
from meetings.schemas.meetings import ItemWish, Meeting
from meetings.services.calendars import meetings_of
from meetings.services.forced import force

TO_COME = (Session.SCHEDULED, Session.IN_SESSION)


async def elections_on_the_agenda(
    body: Body, charter: Charter, meeting: Meeting
) -> tuple[ItemWish, ...]:
    """Return the elections that belong to a meeting: none earlier is set that could hold them."""
    if meeting.state not in TO_COME or not meeting.kind.is_of_the_whole_body:
        return ()
    on = day_in(meeting.starts_at, body.timezone)
    tenures = await tenures_of(body, on)
    wishes = []
    for office in charter.offices:
        due = election_due(office, tenures, charter, on=on)
        if due is None or on < due.earliest_on or await _earlier(body, due, meeting):
            continue
        title = str(say("Election of the {office}", office=office.name))
        wishes.append(ItemWish(title=title, kind=ItemKind.ELECTION))
    return tuple(wishes)


async def _earlier(body: Body, due: ElectionDue, meeting: Meeting) -> bool:
    since = datetime.combine(due.earliest_on, time(), ZoneInfo(body.timezone))
    return any(
        each.state in TO_COME
        and each.kind.is_of_the_whole_body
        and each.starts_at < meeting.starts_at
        for each in await meetings_of(body, since=since)
    )


force(elections_on_the_agenda)
