"""What is due around this body's meetings?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from meetings.rules.duties import Duty
from meetings.rules.motions import Session
from meetings.services.attendance import due_absences
from meetings.services.calendars import meetings_of
from meetings.services.due_minutes import due_minutes
from meetings.services.files import MeetingFile, meeting_file, motion_files
from meetings.services.notices import duties_of
from meetings.services.speakers import due_erasures

AHEAD = timedelta(days=30)
BACK = timedelta(days=120)
"""How far ahead and back meetings are looked at; older ones stand in the record as they are."""


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return notices, documents and minutes that are still owed, and votes to be resolved."""
    zone = ZoneInfo(body.timezone)
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone).astimezone(UTC)
    found = []
    for meeting in await meetings_of(body, since=midnight - BACK, until=midnight + AHEAD):
        if meeting.state in (Session.TENTATIVE, Session.CANCELLED):
            continue
        file = await meeting_file(body, meeting.id)
        found += list(_of_meeting(file, body, charter, on))
    for motion in await motion_files("m.body = $1 AND m.diverges AND m.resolution = ''", body.id):
        closed_on = (motion.closed_at or motion.moved_at).astimezone(zone).date()
        found.append(
            Due(
                what=say(
                    "Resolve a vote on which the tests part ways: {motion}", motion=motion.text
                ),
                who=_OFFICE,
                clause=motion.tally.beside[0].clause if motion.tally else "",
                day=closed_on,
                raw=closed_on,
                on=on,
                href=f"/bodies/{body.slug}/meetings/{motion.meeting}",
                needs="resolve_divergence",
                advisory=True,
            )
        )
    for more in (due_minutes, due_absences, due_erasures):
        found += await more(body, on)
    return found + await _postponed(body, on)


async def _postponed(body: Body, on: date) -> list[Due]:
    """Return the motions that were postponed to a day and have not come back."""
    waiting = await motion_files(
        "m.body = $1 AND m.state = 'postponed' AND m.afterwards = '' AND m.until_day IS NOT NULL",
        body.id,
    )
    clause = (await charter_on(body, on)).order.clause if waiting else ""
    return [
        Due(
            what=say("Take up again: {motion}", motion=motion.text),
            who=_OFFICE,
            clause=clause,
            day=motion.until_day or on,
            raw=motion.until_day or on,
            on=on,
            href=f"/bodies/{body.slug}/meetings/{motion.meeting}",
            needs="take_up_motion",
            advisory=True,
        )
        for motion in waiting
    ]


_OFFICE = say("Chair")


def _of_meeting(file: MeetingFile, body: Body, charter: Charter, on: date) -> Iterator[Due]:
    for duty in duties_of(file, body, charter):
        if duty.done_at is not None or _is_over(file, duty):
            continue
        yield Due(
            what=_what(
                file, duty, file.meeting.starts_at.astimezone(ZoneInfo(body.timezone)).date()
            ),
            who=_OFFICE,
            clause=duty.clause,
            day=duty.due_on,
            raw=duty.raw_on,
            on=on,
            href=f"/bodies/{body.slug}/meetings/{file.meeting.id}/setup",
            needs="give_notice",
            why_rolled=duty.reason if duty.raw_on != duty.due_on else None,
        )


def _is_over(file: MeetingFile, duty: Duty) -> bool:
    """Whether it is too late to do this at all: notice of a meeting that was held."""
    return file.meeting.state is Session.ADJOURNED and duty.id != "minutes"


def _what(file: MeetingFile, duty: Duty, met_on: date) -> Sentence:
    return say("{title}, {day}: {duty}", title=file.meeting.title, day=met_on, duty=duty.name)
