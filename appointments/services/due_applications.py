"""What is due around applications: a call that closes, a first look, what is kept too long.

Who applied, and how many, is nobody's business here: everybody with a role reads the list.
"""

from datetime import date
from uuid import UUID

from appointments.services.calls import calls_of
from appointments.services.erasures import erasure_days
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.days import Deadline, add_days
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say
from governance.services.bodies import engine

AHEAD = 30
"""Days; how early a closing day or an erasure is announced."""


async def due_applications(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what a clerk must do about calls and applications, as it stands on a day."""
    rules = charter.applications
    if rules is None:
        return []
    home = f"/bodies/{body.slug}"
    found = []
    for call in await calls_of(body, charter, on):
        last = call.closes_on
        if call.published and not call.closed and last and on <= last <= add_days(on, AHEAD):
            what = say("The call “{call}” closes", call=call.title)
            once = Deadline(last, last, last, say(""), rules.clause)
            href = f"{home}/calls/{call.id}/edit"
            found.append(_due(what, once, on, href, "amend_call", advisory=True))
    for row in await _waiting(body):
        sent_on = day_in(row["sent_at"], body.timezone)
        if sent_on <= on:
            what = say("Look at the applications for “{call}”", call=row["title"])
            clock = charter.calendar.deadline(sent_on, rules.look)
            href = f"{home}/applications?call={row['call']}&state=received"
            found.append(_due(what, clock, on, href, "move_application"))
    days = await erasure_days(body, charter)
    if days and days[0][0] <= add_days(on, AHEAD):
        first = days[0][0]
        what = say("Erase applications that were kept long enough")
        once = Deadline(first, first, first, say(""), rules.retention.clause)
        href = f"{home}/applications/expired"
        found.append(_due(what, once, on, href, "erase_expired_applications"))
    return found


async def _waiting(body: Body) -> list[Row]:
    """Return for each call the application that has waited longest for a first look."""
    rows = await engine().read(
        "SELECT a.call, c.title, a.sent_at FROM application a "
        "JOIN application_call c ON c.id = a.call WHERE a.body = $1 AND a.state = 'received' "
        "ORDER BY a.sent_at, a.id",
        body.id,
    )
    first: dict[UUID, Row] = {}
    for row in rows:
        first.setdefault(row["call"], row)
    return list(first.values())


def _due(
    what: Sentence, clock: Deadline, on: date, href: str, needs: str, *, advisory: bool = False
) -> Due:
    return Due(
        what=what,
        who=say("The clerk"),
        clause=clock.clause,
        day=clock.rolled,
        raw=clock.raw,
        on=on,
        href=href,
        needs=needs,
        why_rolled=clock.reason if clock.rolled > clock.raw else None,
        advisory=advisory,
    )
