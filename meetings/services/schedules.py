"""A year's meetings, planned by the charter's rule, looked at, and set all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from governance.audit import canonical, link
from governance.charter.model import Schedule
from governance.clock import day_in
from governance.days import Span, add_days, service_year
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.findings import finding_view
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, trial
from meetings.rules.hours import hour_set
from meetings.rules.motions import Session
from meetings.rules.schedules import Slot, conflicts, missing_districts, regular_days
from meetings.schemas.meetings import Meeting, MeetingKind, MeetingWish
from meetings.schemas.schedules import (
    MissingDistricts,
    PlannedMeeting,
    PlannedWish,
    ScheduledYear,
    SchedulePreview,
    ScheduleWish,
)
from meetings.services.calendars import FARTHEST, meetings_of, schedule_meeting
from meetings.services.conflicts import slots_between

SET, PAST = say("Set already."), say("This day has passed.")
MARGIN = timedelta(days=370)
"""How far around a year meetings are looked at: its first and last year of duty lie within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A meeting as the rule would have it; without `begins_at` somebody must say the day.

    `by` is the last day on which it serves its duty.
    """

    row: str
    kind: MeetingKind
    title: str
    first_on: date | None
    begins_at: datetime | None
    lasts: timedelta
    place: str
    district: str = ""
    by: date | None = None


@trial
async def preview_schedule(record: Record, wish: ScheduleWish) -> SchedulePreview:
    """Say which meetings of a year would be set, and what stands against each."""
    return await _planned(record, wish)


@deed
async def schedule_year(record: Record, wish: ScheduleWish) -> ScheduledYear:
    """Set the meetings of a year at once, if they are those that were seen."""
    preview = await _planned(record, wish)
    if preview.seen != wish.seen:
        raise OutOfOrderError(
            say("This is not what the preview showed; look at what would be set now.")
        )
    made: list[UUID] = []
    for each in preview.rows:
        if not each.taken or each.starts_at is None:
            continue
        meeting = await schedule_meeting.within(
            record,
            MeetingWish(
                kind=each.kind,
                title=each.title,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                place=each.place,
                video=wish.video,
                take_part=wish.take_part,
                district=each.district,
            ),
        )
        made.append(meeting.id)
    if not made:
        raise OutOfOrderError(say("There is no meeting among these that could be set."))
    return ScheduledYear(year=wish.year, meetings=tuple(made))


async def _planned(record: Record, wish: ScheduleWish) -> SchedulePreview:
    rule = record.charter.schedule
    if rule is None:
        raise OutOfOrderError(say("This charter has no rule for regular meetings."))
    zone = ZoneInfo(record.body.timezone)
    first = datetime(wish.year, 1, 1, tzinfo=zone)
    since, until = first - MARGIN, first + 2 * MARGIN
    known = await meetings_of(record.body, since=since, until=until)
    lines = [*_regular(rule, wish.year, zone), *_districts(record, rule, wish.year, known)]
    asked = {each.row: each for each in wish.rows}
    unknown = set(asked) - {each.row for each in lines}
    if unknown:
        raise BadInputError({"rows": say("There is no line {row}.", row=min(unknown))})
    set_days = await _days_of_regular_meetings(record, known)
    rows = [_row(record, each, asked.get(each.row), set_days) for each in lines]
    others = await slots_between(record.body, since, until)
    rows = _judged(record, rows, others)
    missing = tuple(_missing(record, rule, wish.year, known, rows))
    told = msgspec.to_builtins([rows, missing, wish.video, wish.take_part], enc_hook=str)
    return SchedulePreview(
        year=wish.year, seen=link(canonical(told)), rows=tuple(rows), missing=missing
    )


def _regular(rule: Schedule, year: int, zone: ZoneInfo) -> Iterator[_Line]:
    for each, on in regular_days(rule, year):
        yield _Line(
            row=f"regular-{on}-{each.begins:%H%M}",
            kind=MeetingKind.REGULAR,
            title=rule.title,
            first_on=on,
            begins_at=datetime.combine(on, each.begins, zone),
            lasts=_between(each.begins, each.ends),
            place=rule.place,
        )


def _districts(record: Record, rule: Schedule, year: int, known: list[Meeting]) -> Iterator[_Line]:
    """Give a line without a day for each district that still lacks its meeting."""
    if rule.district_begins is None or rule.district_ends is None:
        return
    all_of_them = _names(record)
    for span, missing in _lacking(record, rule, year, _held(record, known)):
        for district in missing:
            yield _Line(
                row=f"district-{span.since.year}-{all_of_them.index(district)}",
                kind=MeetingKind.DISTRICT,
                title=rule.district_title,
                first_on=None,
                begins_at=None,
                lasts=_between(rule.district_begins, rule.district_ends),
                place="",
                district=district,
                by=add_days(span.until or span.since, -1),
            )


def _row(
    record: Record, line: _Line, wish: PlannedWish | None, set_days: set[date]
) -> PlannedMeeting:
    """Return a line as it is wished, and why it is not taken, if it is not."""
    starts_at, moved = line.begins_at, wish is not None and wish.starts_at is not None
    if wish is not None and wish.starts_at is not None:
        starts_at = hour_set(f"on_{line.row}", wish.starts_at, record.body.timezone)
    why_not = _why_not(record, line, wish, starts_at, set_days)
    if moved and starts_at is not None and why_not is None:
        _require_ahead(record, line, starts_at)
    return PlannedMeeting(
        row=line.row,
        kind=line.kind,
        title=line.title,
        first_on=line.first_on,
        starts_at=starts_at,
        ends_at=None if starts_at is None else starts_at + line.lasts,
        place=(wish.place if wish else "") or line.place,
        district=line.district,
        taken=why_not is None,
        open=why_not not in (SET, PAST),
        why_not=str(why_not or ""),
    )


def _why_not(
    record: Record,
    line: _Line,
    wish: PlannedWish | None,
    starts_at: datetime | None,
    set_days: set[date],
) -> Sentence | None:
    if line.first_on is not None and line.first_on in set_days:
        return SET
    if wish is not None and wish.leave_out:
        return say("Left out.")
    if starts_at is None:
        return say("No day is chosen yet; by {day}.", day=line.by or record.today)
    if starts_at < record.at and (wish is None or wish.starts_at is None):
        return PAST
    return None


def _require_ahead(record: Record, line: _Line, starts_at: datetime) -> None:
    if not record.at <= starts_at <= record.at + FARTHEST:
        wrong = say("{day} lies in the past, or more than three years ahead.", day=starts_at.date())
        raise BadInputError({f"on_{line.row}": wrong})


def _judged(record: Record, rows: list[PlannedMeeting], others: list[Slot]) -> list[PlannedMeeting]:
    """Say of each line what stands against it: what is set already, and the other lines."""
    slots = {each.row: _slot(record, each) for each in rows if each.taken}
    judged = []
    for each in rows:
        if each.row not in slots:
            judged.append(each)
            continue
        beside = [slot for row, slot in slots.items() if row != each.row]
        found = conflicts(slots[each.row], [*others, *beside], record.charter.calendar)
        told = tuple(finding_view(one) for one in found)
        judged.append(msgspec.structs.replace(each, conflicts=told))
    return judged


def _slot(record: Record, planned: PlannedMeeting) -> Slot:
    return Slot(
        board=record.body.name,
        title=planned.title,
        starts_at=planned.starts_at or record.at,
        ends_at=planned.ends_at,
        place=planned.place,
    )


def _missing(
    record: Record, rule: Schedule, year: int, known: list[Meeting], rows: list[PlannedMeeting]
) -> Iterator[MissingDistricts]:
    held = _held(record, known)
    held += [
        (each.district, each.starts_at.date())
        for each in rows
        if each.taken and each.district and each.starts_at is not None
    ]
    for span, districts in _lacking(record, rule, year, held):
        if districts:
            yield MissingDistricts(
                since=span.since,
                last=add_days(span.until or span.since, -1),
                districts=districts,
                clause=rule.clause,
            )


def _lacking(
    record: Record, rule: Schedule, year: int, held: list[tuple[str, date]]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Give each year of the duty that touches a year, with the districts it lacks."""
    if not rule.district_duty:
        return
    begins = record.charter.obligation(rule.district_duty).recurrence.counted_from
    spans: Mapping[date, Span] = {
        span.since: span
        for span in (service_year(date(year, *ends), begins) for ends in ((1, 1), (12, 31)))
    }
    for span in spans.values():
        yield span, missing_districts(_names(record), held, span)


def _names(record: Record) -> list[str]:
    return sorted({seat.district for seat in record.charter.seats if seat.district})


def _held(record: Record, known: list[Meeting]) -> list[tuple[str, date]]:
    return [
        (each.district, day_in(each.starts_at, record.body.timezone))
        for each in known
        if each.kind is MeetingKind.DISTRICT and each.state is not Session.CANCELLED
    ]


async def _days_of_regular_meetings(record: Record, known: list[Meeting]) -> set[date]:
    """Return the days for which a regular meeting is set, or was before it was moved."""
    zone = record.body.timezone
    regular = {each.id: each for each in known if each.kind is MeetingKind.REGULAR}
    rows = await engine().read(
        "SELECT meeting, starts_was FROM meeting_change WHERE body = $1", record.body.id
    )
    moved = {day_in(row["starts_was"], zone) for row in rows if row["meeting"] in regular}
    return moved | {day_in(each.starts_at, zone) for each in regular.values()}


def _between(begins: time, ends: time) -> timedelta:
    day = date(2000, 1, 1)
    return datetime.combine(day, ends) - datetime.combine(day, begins)
