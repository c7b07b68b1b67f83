"""The youth committee of the demonstration: formed, met once, and to meet again."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from governance.charter.model import CommitteeDuty
from governance.demo import texts
from governance.demo.seats import MEMBER
from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.rules.committees import Standing
from meetings.rules.votes import Choice
from meetings.schemas.committees import CommitteeWish, MeetingEntry, ReportWish, SeatWish
from meetings.schemas.meetings import (
    Arrival,
    CallToOrder,
    ItemWish,
    Meeting,
    MeetingKind,
    MeetingWish,
    NoticeWish,
)
from meetings.schemas.motions import MotionWish, RecordedVote, Seconding
from meetings.services.agendas import add_agenda_item
from meetings.services.calendars import schedule_meeting
from meetings.services.committees import (
    enter_committee_meeting,
    form_committee,
    report_to_body,
    seat_committee_member,
)
from meetings.services.documents import publish_agenda
from meetings.services.members import members_on
from meetings.services.minutes import publish_minutes
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.notices import give_notice
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from meetings.services.votes import close_vote, record_vote

DUTY = "youth"
PLACES = 3
WEDNESDAY = 2
FORMED, SET, NOTICED, PUBLISHED, WRITTEN = (timedelta(days=days) for days in (35, 25, 8, 3, -7))
"""How long before its first meeting each of these was."""

MET, SET_AGAIN, AGAIN = (timedelta(days=days) for days in (-21, -9, 18))
"""How far from today the committee met, set its next meeting, and meets again, or a bit later."""


def plan_committees(stage: Stage) -> None:
    """Let the youth committee be formed and meet, where the law of the board asks for one."""
    duty = next((each for each in stage.charter.committees if each.id == DUTY), None)
    if duty is None:
        return
    youth, met_on = _Committee(stage, duty), _wednesday(stage.today + MET)
    for before, hour, action in (
        (FORMED, time(10), youth.form),
        (SET, time(11), youth.set_first),
        (NOTICED, time(15), youth.give_notice),
        (PUBLISHED, time(16), youth.publish),
        (timedelta(), time(17, 25), youth.meet),
        (WRITTEN, time(13), youth.write),
    ):
        stage.at(met_on - before, hour, action)
    stage.at(stage.today + SET_AGAIN, time(11), youth.set_next)


def _wednesday(day: date) -> date:
    """Return the first Wednesday from a day on."""
    return day + timedelta(days=(WEDNESDAY - day.weekday()) % 7)


@dataclass
class _Committee:
    """What the events of the committee need to remember."""

    stage: Stage
    duty: CommitteeDuty
    id: UUID | None = None
    members: tuple[UUID, ...] = ()
    meeting: Meeting | None = None

    async def form(self) -> None:
        """Form the committee, with the member who has an account as its chair."""
        stage = self.stage
        chair = stage.people[MEMBER]
        others = [each.person for each in await members_on(stage.body, stage.day)]
        self.members = (chair, *[each for each in others if each != chair][: PLACES - 1])
        wish = CommitteeWish(
            name=self.duty.name,
            standing=Standing.STANDING,
            charge=self.duty.charge,
            duty=self.duty.id,
            places=PLACES,
        )
        self.id = (await form_committee(stage.by(Role.STAFF), wish)).id
        for person in self.members:
            seat = SeatWish(person=person, chairs=person == chair)
            await seat_committee_member(stage.by(Role.STAFF), self._id, seat)

    async def set_first(self) -> None:
        self.meeting = await self._set(_wednesday(self.stage.today + MET))

    async def set_next(self) -> None:
        await self._set(_wednesday(self.stage.today + AGAIN))

    async def give_notice(self) -> None:
        for channel in self.stage.charter.meetings.notice.channels:
            wish = NoticeWish(channel=channel, proof=texts.PROOFS[channel])
            await give_notice(self.stage.by(Role.STAFF), self._meeting, wish)

    async def publish(self) -> None:
        await publish_agenda(self.stage.by(Role.STAFF), self._meeting)

    async def meet(self) -> None:
        """Hold a meeting of two of the three, with one motion."""
        stage, here = self.stage, self.members[:2]
        for person in here:
            await record_arrival(stage.by(Role.STAFF), self._meeting, Arrival(person=person))
        stage.wait(minutes=6)
        await call_to_order(stage.by(Role.STAFF), self._meeting, CallToOrder())
        stage.wait(minutes=20)
        wish = MotionWish(kind="main", text=texts.YOUTH_MOTION, mover=here[0])
        motion = await make_motion(stage.by(Role.STAFF), self._meeting, wish)
        await second_motion(stage.by(Role.STAFF), motion.id, Seconding(person=here[1]))
        stage.wait(minutes=8)
        await put_motion(stage.by(Role.STAFF), motion.id)
        for person in here:
            said = RecordedVote(person=person, choice=Choice.YES)
            await record_vote(stage.by(Role.STAFF), motion.id, said)
        await close_vote(stage.by(Role.STAFF), motion.id)
        stage.wait(minutes=15)
        await adjourn_meeting(stage.by(Role.STAFF), self._meeting)

    async def write(self) -> None:
        """Publish the minutes, and report to the board."""
        await publish_minutes(self.stage.by(Role.STAFF), self._meeting)
        title, text = texts.YOUTH_REPORT
        await report_to_body(
            self.stage.by(Role.STAFF), self._id, ReportWish(title=title, text=text)
        )

    async def _set(self, day: date) -> Meeting:
        stage = self.stage
        wish = MeetingWish(
            kind=MeetingKind.COMMITTEE,
            title=texts.YOUTH_TITLE,
            starts_at=stage.moment(day, time(17, 30)),
            ends_at=stage.moment(day, time(18, 45)),
            place=texts.PLACE,
        )
        meeting = await schedule_meeting(stage.by(Role.STAFF), wish)
        entry = MeetingEntry(meeting=meeting.id)
        await enter_committee_meeting(stage.by(Role.STAFF), self._id, entry)
        for title in texts.YOUTH_AGENDA:
            await add_agenda_item(stage.by(Role.STAFF), meeting.id, ItemWish(title=title))
        return meeting

    @property
    def _id(self) -> UUID:
        assert self.id is not None  # formed before anything else
        return self.id

    @property
    def _meeting(self) -> UUID:
        assert self.meeting is not None  # set before it is held
        return self.meeting.id
