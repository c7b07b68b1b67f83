"""Which minutes wait to be approved, corrected as adopted, or signed?"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.schemas.minutes import MinutesVersion
from meetings.services.approvals import current, history_of, waiting_minutes
from meetings.services.calendars import meetings_of
from meetings.services.rolls import whose

BACK = timedelta(days=120)
"""How far back minutes are looked at; older ones stand in the record as they are."""
AHEAD = timedelta(days=60)


async def due_minutes(body: Body, on: date) -> list[Due]:
    """Return the minutes that wait for the next meeting, for a new version, for a signature."""
    zone = ZoneInfo(body.timezone)
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone).astimezone(UTC)
    charter = await charter_on(body, on)
    around = await meetings_of(body, since=midnight - BACK, until=midnight + AHEAD)
    coming = [each for each in around if each.state is Session.SCHEDULED]
    found = []
    for meeting, _ in await waiting_minutes(body):
        if meeting.starts_at < midnight - BACK:
            continue
        next_one = await _next_of_the_same(meeting, coming)
        day = day_in(next_one.starts_at, body.timezone) if next_one else on
        where = f"{next_one.id}/console" if next_one else f"{meeting.id}/minutes"
        what = say("Approve the minutes of {day}", day=day_in(meeting.starts_at, body.timezone))
        clause = charter.minutes.clause if charter.minutes else charter.meetings.minutes.clause
        found.append(_due(body, what, clause, day, on, where, "make_motion"))
    for meeting in around:
        if meeting.state is Session.ADJOURNED:
            shown = current(await history_of(body, meeting))
            if shown is not None and shown.is_approved:
                found += list(_after_approval(body, charter, meeting, shown, on))
    return found


async def _next_of_the_same(meeting: Meeting, coming: Sequence[Meeting]) -> Meeting | None:
    """Return the next meeting of those whose meeting it was: the body's, or a committee's."""
    theirs = await whose(meeting.id)
    for each in coming:
        if each.kind.is_of_the_whole_body if theirs is None else await whose(each.id) == theirs:
            return each
    return None


def _after_approval(
    body: Body, charter: Charter, meeting: Meeting, shown: MinutesVersion, on: date
) -> Iterator[Due]:
    rule = charter.minutes
    if rule is None or shown.approval is None:
        return
    met_on = day_in(meeting.starts_at, body.timezone)
    approved_on = day_in(shown.approval.approved_at, body.timezone)
    day = charter.calendar.deadline(approved_on, rule.sign_within).rolled
    if shown.corrections_to_enter:
        what = say("Put the adopted corrections into the minutes of {day}", day=met_on)
        yield _due(
            body, what, rule.clause, day, on, f"{meeting.id}/minutes/edit", "publish_minutes"
        )
        return
    missing = tuple(
        each.title
        for each in rule.signers
        if each.title not in {signature.title for signature in shown.signatures}
    )
    if missing:
        what = say("Sign the minutes of {day}: {titles}", day=met_on, titles=missing)
        where = f"{meeting.id}/minutes/{shown.version}"
        yield _due(body, what, rule.clause, day, on, where, "sign_minutes")


def _due(
    body: Body, what: Sentence, clause: str, day: date, on: date, where: str, needs: str
) -> Due:
    return Due(
        what=what,
        who=say("Chair and Board staff"),
        clause=clause,
        day=day,
        raw=day,
        on=on,
        href=f"/bodies/{body.slug}/meetings/{where}",
        needs=needs,
        advisory=True,
    )
