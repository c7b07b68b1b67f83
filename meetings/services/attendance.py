"""Attendance: computed from the rolls; excuses; what too many absences ask of a person."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import Span, service_year
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.attendance import Came, Presence, came, may_excuse, too_often
from meetings.rules.motions import Session
from meetings.schemas.attendance import (
    AbsenceReport,
    AttendanceCell,
    AttendanceYear,
    Excuse,
    ExcuseWish,
    ExcuseWithdrawal,
    HeldMeeting,
    MemberAttendance,
)
from meetings.schemas.meetings import Meeting
from meetings.services.calendars import meetings_of
from meetings.services.files import get_meeting, meeting_file
from meetings.services.members import members_on
from meetings.tables import AbsenceReportRow, ExcuseRow

explain(
    {
        "excuse_one_a_member": say("This absence is excused already."),
        "absence_report_once": say("Somebody else reported these absences just now."),
    }
)


@deed
async def excuse_absence(record: Record, meeting_id: UUID, wish: ExcuseWish) -> Excuse:
    """Excuse a member's absence; the reason is private, that it is excused is public."""
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state is Session.CANCELLED:
        raise OutOfOrderError(say("A meeting that was called off has no absences."))
    rule = record.charter.attendance
    if rule is None:
        raise OutOfOrderError(say("The law of this body knows no excuses."))
    names = {
        each.person: each.name
        for each in await members_on(
            record.body, day_in(file.meeting.starts_at, record.body.timezone)
        )
    }
    if wish.person not in names:
        raise BadInputError({"person": say("This person was no member in office on that day.")})
    require(
        *may_excuse(
            rule,
            frozenset(role.value for role in record.actor.roles),
            was_there=any(each.person == wish.person for each in file.roll),
            excused=wish.person in {each.person for each in await excuses_of(meeting_id)},
        )
    )
    await ExcuseRow.insert(
        ExcuseRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            person=wish.person,
            reason=wish.reason,
            excused_by=record.actor.name,
            excused_at=record.at,
            withdrawn_at=None,
        )
    )
    record.note(
        f"excuse:{meeting_id}",
        after={"excused": wish.person, "reason": Private(wish.reason)},
    )
    return Excuse(
        person=wish.person,
        name=names[wish.person],
        reason=wish.reason,
        excused_by=record.actor.name,
        excused_at=record.at,
    )


@deed
async def withdraw_excuse(record: Record, meeting_id: UUID, wish: ExcuseWithdrawal) -> Excuse:
    """Take an excuse back; that there was one stays in the chain."""
    await get_meeting(record.body, meeting_id)
    found = [each for each in await excuses_of(meeting_id) if each.person == wish.person]
    if not found:
        raise OutOfOrderError(say("This absence is not excused."))
    await ExcuseRow.update({ExcuseRow.withdrawn_at: record.at}).where(
        ExcuseRow.meeting == meeting_id,
        ExcuseRow.person == wish.person,
        ExcuseRow.withdrawn_at.is_null(),
    )
    record.note(f"excuse:{meeting_id}", after={"withdrawn": wish.person})
    return found[0]


@deed
async def report_absences(record: Record, wish: AbsenceReport) -> MemberAttendance:
    """Record that what the rule asks for was done; the member keeps the seat."""
    year = await attendance_year(record.body, record.charter, record.today)
    member = next((each for each in year.members if each.person == wish.person), None)
    if member is None or member.in_excess is None or member.reported:
        raise OutOfOrderError(say("The rule asks for nothing about this member now."))
    await AbsenceReportRow.insert(
        AbsenceReportRow(
            id=uuid4(),
            body=record.body.id,
            person=wish.person,
            meeting=member.in_excess,
            note=wish.note,
            reported_by=record.actor.name,
            reported_at=record.at,
        )
    )
    record.note(f"absences:{wish.person}", after={"reported": member.in_excess, "note": wish.note})
    return msgspec.structs.replace(member, reported=True)


async def excuses_of(meeting_id: UUID) -> tuple[Excuse, ...]:
    """Return the excuses of a meeting that stand."""
    rows = await engine().read(
        "SELECT e.person, p.name, e.reason, e.excused_by, e.excused_at FROM excuse e "
        "JOIN person p ON p.id = e.person WHERE e.meeting = $1 AND e.withdrawn_at IS NULL "
        "ORDER BY p.name",
        meeting_id,
    )
    return tuple(msgspec.convert(rows, list[Excuse]))


def year_around(charter: Charter, on: date) -> Span:
    """Return the service year of a day."""
    return service_year(on, charter.terms.begins)


async def attendance_year(body: Body, charter: Charter, on: date) -> AttendanceYear:
    """Return how every member attended in the service year of a day."""
    year = year_around(charter, on)
    zone = ZoneInfo(body.timezone)
    since, until = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (year.since, year.until or date.max)
    )
    held: list[HeldMeeting] = []
    cells: dict[UUID, dict[UUID, AttendanceCell]] = {}
    names: dict[UUID, str] = {}
    for meeting in await meetings_of(body, since=since, until=until):
        if not _counts(meeting):
            continue
        day = day_in(meeting.starts_at, body.timezone)
        held.append(HeldMeeting(id=meeting.id, title=meeting.title, on=day))
        for person, name, cell in await _of_meeting(body, charter, meeting, day):
            names[person] = name
            cells.setdefault(person, {})[meeting.id] = cell
    reports = await _reports(body)
    members = [
        _member(person, name, [cells[person].get(each.id) for each in held], held, charter, reports)
        for person, name in sorted(names.items(), key=lambda each: each[1])
    ]
    return AttendanceYear(
        since=year.since,
        until=year.until or year.since,
        meetings=tuple(held),
        members=tuple(members),
    )


def _counts(meeting: Meeting) -> bool:
    return meeting.state is Session.ADJOURNED and meeting.kind.is_of_the_whole_body


async def _of_meeting(
    body: Body, charter: Charter, meeting: Meeting, day: date
) -> list[tuple[UUID, str, AttendanceCell]]:
    file = await meeting_file(body, meeting.id)
    excused = {each.person for each in await excuses_of(meeting.id)}
    called_at = meeting.called_to_order_at or meeting.starts_at
    found = []
    for member in await members_on(body, day):
        how = came(
            member.person,
            file.stays,
            called_at,
            meeting.adjourned_at or called_at,
            excused=member.person in excused,
            by_video=charter.meetings.by_video,
        )
        cell = AttendanceCell(
            meeting=meeting.id,
            presence=how.presence,
            late=how.late,
            left_early=how.left_early,
        )
        found.append((member.person, member.name, cell))
    return found


def _member(
    person: UUID,
    name: str,
    row: list[AttendanceCell | None],
    held: list[HeldMeeting],
    charter: Charter,
    reports: set[tuple[UUID, UUID]],
) -> MemberAttendance:
    own = [each for each in row if each is not None]
    said = [each.presence for each in own]
    rule = charter.attendance.absences if charter.attendance else None
    history = [Came(Presence(each.presence)) for each in own]
    place = too_often(history, rule) if rule else None
    in_excess = own[place].meeting if place is not None else None
    return MemberAttendance(
        person=person,
        name=name,
        present=said.count(Presence.PRESENT),
        late=sum(each.late for each in own),
        left_early=sum(each.left_early for each in own),
        excused=said.count(Presence.EXCUSED),
        absent=said.count(Presence.ABSENT),
        meetings=len(own),
        cells=tuple(
            each or AttendanceCell(meeting=meeting.id, presence="")
            for each, meeting in zip(row, held, strict=True)
        ),
        in_excess=in_excess,
        reported=in_excess is not None and (person, in_excess) in reports,
    )


async def _reports(body: Body) -> set[tuple[UUID, UUID]]:
    rows = await engine().read(
        "SELECT person, meeting FROM absence_report WHERE body = $1", body.id
    )
    return {(row["person"], row["meeting"]) for row in rows}


async def due_absences(body: Body, on: date) -> list[Due]:
    """Return what the absence rule asks of somebody; nothing where the law has none."""
    charter = await charter_on(body, on)
    rule = charter.attendance.absences if charter.attendance else None
    if rule is None:
        return []
    year = await attendance_year(body, charter, on)
    days = {each.id: each.on for each in year.meetings}
    found = []
    for member in year.members:
        if member.in_excess is None or member.reported:
            continue
        deadline = charter.calendar.deadline(days[member.in_excess], rule.within)
        found.append(
            Due(
                what=say("{name} was absent too often. {duty}", name=member.name, duty=rule.duty),
                who=say("Chair") if rule.owed_by == "chair" else say("Board staff"),
                clause=rule.clause,
                day=deadline.rolled,
                raw=deadline.raw,
                on=on,
                href=f"/bodies/{body.slug}/attendance",
                needs="report_absences",
                why_rolled=deadline.reason if deadline.raw != deadline.rolled else None,
            )
        )
    return found
