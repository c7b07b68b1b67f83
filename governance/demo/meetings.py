"""Six years of meetings: which days, what is special about some of them, who prepares what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from elections.rules.officers import election_due, may_elect_on
from elections.schemas.elections import Call
from elections.services.nominations import call_election
from elections.services.officers import tenures_of
from governance.demo import texts
from governance.demo.seats import TUESDAY
from governance.demo.sittings import (
    CLOSING,
    OPENING,
    Sitting,
    hold,
    hold_in_district,
)
from governance.demo.specials import SPECIAL_MATTERS, SPECIALS, Special
from governance.demo.stage import YEARS, Stage
from governance.rules.access import Role
from meetings.rules.agendas import ItemKind
from meetings.schemas.meetings import (
    ItemWish,
    Meeting,
    MeetingKind,
    MeetingWish,
    NoticeWish,
)
from meetings.schemas.schedules import Cancellation, NewTime
from meetings.services.agendas import add_agenda_item
from meetings.services.calendars import (
    cancel_meeting,
    reschedule_meeting,
    schedule_meeting,
)
from meetings.services.documents import publish_agenda
from meetings.services.minutes import publish_minutes
from meetings.services.notices import give_notice

THURSDAY = 3
HOUR, END = time(18, 30), time(20, 30)
EVENING = time(18, 0)


def plan_meetings(stage: Stage) -> None:
    """Put the calendars of all years, and the meetings in the districts, on the stage."""
    meetings = _Meetings(stage)
    stage.at(date(stage.first_july, 1, 27), time(10), partial(meetings.set_year, stage.first_july))
    for year in range(stage.first_july + 1, stage.today.year + 2):
        stage.at(date(year - 1, 12, 10), time(10), partial(meetings.set_year, year))
    for sitting in _in_districts(stage):
        set_on = sitting.on - timedelta(days=30)
        stage.at(set_on, time(9, 40), partial(meetings.set_one, sitting))


def regular_days(stage: Stage, year: int) -> Iterator[tuple[date, date]]:
    """Give the first Thursday of each month, and the day to which a holiday moves it."""
    for month in range(1, 13):
        first = date(year, month, 1)
        day = first + timedelta(days=(THURSDAY - first.weekday()) % 7)
        moved = day
        while stage.charter.calendar.holiday(moved) is not None:
            moved += timedelta(days=7)
        if day > date(stage.first_july, 2, 1):
            yield day, moved


def past_days(stage: Stage) -> list[date]:
    """Return the days of the regular meetings that were, the latest first."""
    years = range(stage.first_july, stage.today.year + 1)
    days = [moved for year in years for _, moved in regular_days(stage, year)]
    return [day for day in days if day < stage.today][::-1]


def special_days(stage: Stage, special: Special) -> list[date]:
    """Return the days of the meetings that are special for this, the latest first."""
    return [day for ago, day in enumerate(past_days(stage)) if SPECIALS.get(ago) is special]


def _in_districts(stage: Stage) -> Iterator[Sitting]:
    """Give the meetings in the districts: each in the last whole year, some since, one to come."""
    july = stage.first_july + YEARS
    districts = [seat.district for seat in stage.charter.seats if seat.district]
    for number, district in enumerate(districts):
        yield Sitting(on=date(july - 1, 9, 17) + timedelta(days=63 * number), district=district)
    for number, district in enumerate(districts[:-1]):
        day = date(july, 9, 16) + timedelta(days=49 * number)
        if day < stage.today:
            yield Sitting(on=day, district=district)
    soon = stage.today + timedelta(days=3)
    coming = soon + timedelta(days=(TUESDAY - soon.weekday()) % 7)
    yield Sitting(on=stage.charter.calendar.rolled(coming), district=districts[-1])


class _Meetings:
    """What the events of the meetings need to remember."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.matters = 0
        self.past = past_days(stage)

    async def set_year(self, year: int) -> None:
        """Set the regular meetings of a year; one on a holiday is moved at once."""
        for day, moved in regular_days(self.stage, year):
            sitting = Sitting(on=moved, special=self._special(moved))
            await self.set_one(sitting, first_set_for=day)

    async def set_one(self, sitting: Sitting, first_set_for: date | None = None) -> None:
        """Set one meeting, and plan its preparation, its evening and its minutes."""
        stage, day = self.stage, first_set_for or sitting.on
        hour = EVENING if sitting.district else HOUR
        wish = MeetingWish(
            kind=MeetingKind.DISTRICT if sitting.district else MeetingKind.REGULAR,
            title="District meeting" if sitting.district else "Regular meeting",
            starts_at=stage.moment(day, hour),
            ends_at=stage.moment(day, END),
            place=texts.LIBRARIES.get(sitting.district, texts.PLACE),
            district=sitting.district,
        )
        meeting = await schedule_meeting(stage.by(Role.STAFF), wish)
        if day != sitting.on:
            time_of = NewTime(
                starts_at=stage.moment(sitting.on, hour), ends_at=stage.moment(sitting.on, END)
            )
            meeting = await reschedule_meeting(stage.by(Role.STAFF), meeting.id, time_of)
        self._plan(replace(sitting, meeting=meeting))

    def _plan(self, sitting: Sitting) -> None:
        at, day, special = self.stage.at, sitting.on, sitting.special
        notice = timedelta(days=2 if special is Special.LATE_NOTICE else 6)
        minutes = timedelta(days=20 if special is Special.LATE_MINUTES else 8)
        at(day - timedelta(days=13), time(11), partial(self.prepare, sitting))
        at(day - notice, time(15, 30), partial(self.give_notice, sitting))
        if special is Special.CALLED_OFF:
            at(day, time(9, 15), partial(self.call_off, sitting))
            return
        at(day - timedelta(days=2), time(16), partial(self.publish, sitting))
        evening = hold_in_district if sitting.district else hold
        at(day, time(17, 40), partial(evening, self.stage, sitting))
        at(day + minutes, time(13), partial(self.publish_minutes, sitting))

    async def prepare(self, sitting: Sitting) -> None:
        """Write the agenda, and call the elections that are due at this meeting."""
        stage, meeting = self.stage, _of(sitting)
        await self._call_elections(sitting)
        sitting.matters.extend(self._matters(sitting))
        elections = [
            f"Election of the {stage.charter.office(name).name}" for name in sitting.elections
        ]
        items = [*OPENING, *elections, *(title for title, _ in sitting.matters), *CLOSING]
        if sitting.district:
            items = [OPENING[0], "Report to the district", "Questions and complaints", CLOSING[1]]
        for title in items:
            item = await add_agenda_item(
                stage.by(Role.STAFF), meeting.id, ItemWish(title=title, kind=_kind(title))
            )
            sitting.items[title] = item.id

    async def give_notice(self, sitting: Sitting) -> None:
        for channel in self.stage.charter.meetings.notice.channels:
            wish = NoticeWish(channel=channel, proof=texts.PROOFS[channel])
            await give_notice(self.stage.by(Role.STAFF), _of(sitting).id, wish)

    async def publish(self, sitting: Sitting) -> None:
        await publish_agenda(self.stage.by(Role.STAFF), _of(sitting).id)

    async def call_off(self, sitting: Sitting) -> None:
        wish = Cancellation(reason=texts.CALLED_OFF)
        await cancel_meeting(self.stage.by(Role.STAFF), _of(sitting).id, wish)

    async def publish_minutes(self, sitting: Sitting) -> None:
        await publish_minutes(self.stage.by(Role.STAFF), _of(sitting).id)

    async def _call_elections(self, sitting: Sitting) -> None:
        stage = self.stage
        if sitting.district:
            return
        tenures = await tenures_of(stage.body, stage.day)
        for office in stage.charter.offices:
            due = election_due(office, tenures, stage.charter, on=sitting.on)
            if may_elect_on(due, office, sitting.on).holds:
                wish = Call(meeting=_of(sitting).id, office=office.id)
                election = await call_election(stage.by(Role.STAFF), wish)
                sitting.elections[office.id] = election.id

    def _matters(self, sitting: Sitting) -> list[tuple[str, str]]:
        """Return what is moved: what the evening is special for, and the next matters in turn."""
        if sitting.district:
            return []
        own = SPECIAL_MATTERS.get(sitting.special) if sitting.special else None
        advice = texts.ADVICE.get(self._ago(sitting.on))
        count = self.stage.chance.choice((1, 1, 2))
        chosen = [texts.MATTERS[(self.matters + n) % len(texts.MATTERS)] for n in range(count)]
        self.matters += count
        if advice:
            chosen = [advice]
        return [own, *chosen[:1]] if own else chosen

    def _special(self, day: date) -> Special | None:
        return SPECIALS.get(self._ago(day))

    def _ago(self, day: date) -> int:
        """Return how many regular meetings were held since; of one to come, a number below 0."""
        return self.past.index(day) if day in self.past else -1


def _of(sitting: Sitting) -> Meeting:
    assert sitting.meeting is not None  # set before anything else is planned
    return sitting.meeting


def _kind(title: str) -> ItemKind:
    """Return what an item of the demonstration is for, as its title says."""
    if title.startswith("Election"):
        return ItemKind.ELECTION
    return KINDS.get(title, ItemKind.BUSINESS)


KINDS = {
    OPENING[1]: ItemKind.MINUTES,
    texts.CLOSED[0]: ItemKind.EXECUTIVE_SESSION,
    "Questions and complaints": ItemKind.PUBLIC_COMMENT,
    "Report to the district": ItemKind.REPORT,
}
