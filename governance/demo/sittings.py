"""One evening of the board: who comes and goes, who is elected, what is moved and voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from elections.rules.officers import service_year
from elections.schemas.elections import Nomination, Postponement, RecordedBallot
from elections.services.ballots import close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, nominate, postpone_election
from elections.services.officers import officers_on
from governance.demo import texts
from governance.demo.closed import behind_closed_doors
from governance.demo.gaps import in_the_chair
from governance.demo.seats import CHAIR, VICE_CHAIR
from governance.demo.specials import ATTENDANCE, KINDS, VOTES, Special
from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.meetings import Arrival, CallToOrder, Departure, Meeting
from meetings.schemas.motions import (
    CastVote,
    DisclosureWish,
    Entitled,
    MotionWish,
    RecordedVote,
    Resolution,
    Seconding,
    Withdrawal,
)
from meetings.services.approvals import minutes_to_approve
from meetings.services.disclosures import state_disclosure
from meetings.services.members import members_on
from meetings.services.motions import make_motion, put_motion, second_motion, withdraw_motion
from meetings.services.recusals import declare_recusal
from meetings.services.sessions import (
    adjourn_meeting,
    call_to_order,
    record_arrival,
    record_departure,
)
from meetings.services.votes import (
    cast_vote,
    close_vote,
    decide_by_consent,
    record_vote,
    resolve_divergence,
)

CHAIRS = ("a8", "a8", "a8", "a8", "a4", "a4", CHAIR, CHAIR)
VICE_CHAIRS = ("a1", "a1", "a5", "a4", CHAIR, CHAIR, VICE_CHAIR, VICE_CHAIR)
SUCCESSOR = "a1"
"""Who is elected in which service year, the first one being that of the first board; and who
follows a vice chair that left in mid-year."""

RIVALS = {5: "b5", 7: "b4"}
"""In these years somebody else stands for chair too, and the first round elects nobody."""

OPENING = ("Call to order and roll call", "Approval of the minutes")
CLOSING = ("Comments from the public", "Adjournment")
"""Every agenda begins and ends like this."""

SAFE = 5
"""So many ayes carry a motion under every test."""

VOTES_ALONE = 200
"""So many days ago, members with accounts began to vote for themselves."""

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A meeting of the demonstration, and what was prepared for it."""

    on: date
    special: Special | None = None
    district: str = ""
    meeting: Meeting | None = None
    matters: list[tuple[str, str]] = field(default_factory=list)
    items: dict[str, UUID] = field(default_factory=dict)
    elections: dict[str, UUID] = field(default_factory=dict)


async def hold(stage: Stage, sitting: Sitting) -> None:
    """Hold a regular meeting from the first arrival to the adjournment."""
    evening = _Evening(stage, sitting, await members_on(stage.body, sitting.on))
    await evening.open()
    if sitting.special is Special.NO_QUORUM:
        await evening.put_off_elections()
    else:
        await evening.approve_minutes()
        await evening.elect()
        await evening.deliberate()
    await evening.adjourn()


async def hold_in_district(stage: Stage, sitting: Sitting) -> None:
    """Hold a meeting in a district: the board listens, and decides nothing."""
    evening = _Evening(stage, sitting, await members_on(stage.body, sitting.on))
    await evening.open()
    await evening.adjourn()


class _Evening:
    """A meeting while it runs: who is in the room."""

    def __init__(self, stage: Stage, sitting: Sitting, members: Sequence[Entitled]) -> None:
        self.stage, self.sitting, self.members = stage, sitting, members
        assert sitting.meeting is not None  # set before it is held
        self.meeting = sitting.meeting.id
        self.room: list[UUID] = []
        self.late: UUID | None = None

    async def open(self) -> None:
        """Let members come, one of them late, and call to order."""
        stage = self.stage
        presiding, coming = await self._coming()
        is_usual = self.sitting.special is None and len(coming) > 6
        if is_usual and stage.chance.random() < 0.4:
            self.late = next(each for each in reversed(coming) if each != presiding)
        stage.wait(minutes=40)
        for person in coming:
            if person != self.late:
                await self._arrive(person)
        stage.wait(minutes=8)
        wish = CallToOrder(presiding=await in_the_chair(stage, self.meeting, presiding, self.room))
        await call_to_order(stage.by(Role.STAFF), self.meeting, wish)
        if not self.sitting.district:
            stage.held.append(self.sitting.on)

    async def approve_minutes(self) -> None:
        for meeting, _ in (await minutes_to_approve(self.stage.body, self.meeting))[:2]:
            motion = await self._moved("minutes", OPENING[1], "", minutes_of=meeting.id)
            await self._decide(motion, self._usual())
        if self.late is not None:
            await self._arrive(self.late)

    async def elect(self) -> None:
        """Hold the elections that were called for this meeting."""
        for office, election in self.sitting.elections.items():
            number = self._year(office)
            winner = await self._planned(office, number)
            rival = self.stage.people.get(RIVALS.get(number, "")) if office == "chair" else None
            candidates = [winner, rival] if rival in self.room and rival != winner else [winner]
            for candidate in candidates:
                await self._nominate(election, candidate)
            if len(candidates) > 1:
                half = len(self.room) // 2
                await self._round(election, [winner] * half + [None], rival)
            await self._round(election, [winner] * (len(self.room) - len(candidates) + 1), rival)

    async def put_off_elections(self) -> None:
        for election in self.sitting.elections.values():
            wish = Postponement(reason=texts.NO_QUORUM)
            await postpone_election(self.stage.by(Role.STAFF), election, wish)

    async def deliberate(self) -> None:
        """Take the matters of the agenda in turn."""
        special = self.sitting.special
        for number, (title, text) in enumerate(self.sitting.matters):
            if number == 0 and special is Special.CLOSED:
                await self._close_the_doors(title, text)
            elif number == 0 and special in (Special.WITHOUT_SECOND, Special.WITHDRAWN):
                await self._dropped(title, text, seconded=special is Special.WITHDRAWN)
            elif number == 0 and special is not None and special in VOTES:
                await self._special(title, text, special)
            else:
                kind = KINDS.get(special, "main") if special and number == 0 else "main"
                await self._one(title, await self._moved(kind, title, text))
            if number == 0 and not await self._some_leave():
                return

    async def _close_the_doors(self, title: str, subject: str) -> None:
        """Go behind closed doors with counsel, and come back without having voted."""
        stage = self.stage
        motion = await self._moved("executive_session", title, subject, ground=texts.CLOSED_GROUND)
        await self._decide(motion, dict.fromkeys(self.room, Choice.YES))
        await behind_closed_doors(stage, motion)

    async def _one(self, title: str, motion: UUID) -> None:
        """Bring a matter to its end: amended before, referred, agreed upon or voted."""
        if title in texts.AMENDED:
            await self._agree_to("amend", wording=texts.AMENDED[title])
        elif title in texts.REFERRED and title not in self.stage.referred:
            self.stage.referred.add(title)
            await self._agree_to("refer", referred_to=texts.REFERRED[title])
            return
        if title in texts.AGREED:
            self.stage.wait(minutes=2)
            await decide_by_consent(self.stage.by(Role.STAFF), motion)
            return
        await self._decide(motion, self._usual())

    async def _agree_to(self, kind: str, *, wording: str = "", referred_to: str = "") -> None:
        """Let something be moved upon the question; nobody objects."""
        self.stage.wait(minutes=3)
        wish = MotionWish(kind=kind, mover=self.room[0], wording=wording, referred_to=referred_to)
        motion = await make_motion(self.stage.by(Role.STAFF), self.meeting, wish)
        seconding = Seconding(person=self.room[1])
        await second_motion(self.stage.by(Role.STAFF), motion.id, seconding)
        await decide_by_consent(self.stage.by(Role.STAFF), motion.id)

    async def adjourn(self) -> None:
        self.stage.wait(minutes=self.stage.chance.randint(12, 34))
        await adjourn_meeting(self.stage.by(Role.STAFF), self.meeting)

    async def _coming(self) -> tuple[UUID, list[UUID]]:
        """Return who presides, and everybody who comes, in the order of the seats."""
        stage, special = self.stage, self.sitting.special
        officers = [each.person for each in await officers_on(stage.body, self.sitting.on)]
        first = [*officers, *(await self._winners()), *(each.person for each in self.members)]
        if self.sitting.district:
            count = stage.chance.randint(5, 7)
        else:
            few, all_of_them = max(6, len(self.members) - 2), len(self.members)
            count = ATTENDANCE.get(special, 0) if special else 0
            count = count or stage.chance.randint(few, all_of_them)
        needed = list(dict.fromkeys(first[: len(first) - len(self.members)]))
        others = [each.person for each in self.members if each.person not in needed]
        chosen = {*needed, *stage.chance.sample(others, max(0, count - len(needed)))}
        coming = [each.person for each in self.members if each.person in chosen]
        return next((each for each in officers if each in chosen), coming[0]), coming

    async def _winners(self) -> list[UUID]:
        return [
            await self._planned(office, self._year(office)) for office in self.sitting.elections
        ]

    async def _planned(self, office: str, number: int) -> UUID:
        """Return who is to be elected: as planned, or a member who holds no office."""
        plan = CHAIRS if office == "chair" else VICE_CHAIRS
        held = [each.person for each in await officers_on(self.stage.body, self.sitting.on)]
        free = [each.person for each in self.members if each.person not in held]
        keys = (plan[number], SUCCESSOR)
        wanted = [self.stage.people[key] for key in keys if key in self.stage.people]
        return next((each for each in wanted if each in free), free[0])

    def _year(self, office: str) -> int:
        since = service_year(self.stage.charter.office(office), self.sitting.on).since
        return since.year - self.stage.first_july + 1

    async def _nominate(self, election: UUID, candidate: UUID) -> None:
        stage = self.stage
        by = next(each for each in self.room if each != candidate)
        wish = Nomination(person=candidate, nominated_by=by)
        candidacy = await nominate(stage.by(Role.STAFF), election, wish)
        own = candidate in stage.own
        actor = stage.member(candidate) if own else stage.by(Role.STAFF)
        await accept_nomination(actor, candidacy.id)

    async def _round(self, election: UUID, first: Sequence[UUID | None], rest: UUID | None) -> None:
        """Hold a round: the first voters name these, the others all the same one.

        Whoever stands is the first or the last of them, and so votes for themselves.
        """
        stage = self.stage
        await open_round(stage.by(Role.STAFF), election)
        voters = sorted(self.room, key=lambda each: (each != first[0], each == rest))
        for number, voter in enumerate(voters):
            named = first[number] if number < len(first) else rest
            wish = RecordedBallot(voter=voter, candidate=named)
            await record_ballot(stage.by(Role.STAFF), election, wish)
        await close_round(stage.by(Role.STAFF), election)

    async def _moved(
        self,
        kind: str,
        title: str,
        text: str,
        *,
        minutes_of: UUID | None = None,
        ground: str = "",
    ) -> UUID:
        stage = self.stage
        stage.wait(minutes=stage.chance.randint(4, 11))
        mover, seconder = stage.chance.sample(self.room, 2)
        item = self.sitting.items.get(title)
        wish = MotionWish(
            kind=kind, text=text, mover=mover, item=item, minutes_of=minutes_of, ground=ground
        )
        motion = await make_motion(stage.by(Role.STAFF), self.meeting, wish)
        if self.stage.charter.motion_kind(kind).needs_second:
            await second_motion(stage.by(Role.STAFF), motion.id, Seconding(person=seconder))
        return motion.id

    async def _decide(self, motion: UUID, said: Mapping[UUID, Choice]) -> None:
        stage = self.stage
        stage.wait(minutes=stage.chance.randint(2, 9))
        await put_motion(stage.by(Role.STAFF), motion)
        for person, choice in said.items():
            if person in stage.own and (stage.today - self.sitting.on).days < VOTES_ALONE:
                await cast_vote(stage.member(person), motion, CastVote(choice=choice))
            else:
                wish = RecordedVote(person=person, choice=choice)
                await record_vote(stage.by(Role.STAFF), motion, wish)
        await close_vote(stage.by(Role.STAFF), motion)

    async def _special(self, title: str, text: str, special: Special) -> None:
        motion = await self._moved("main", title, text)
        voters = list(self.room)
        if special is Special.DIVERGES:
            recused = voters.pop()
            stated = DisclosureStatement(
                party=texts.TOWING_FIRM,
                relation=Relation.FAMILY,
                details=texts.RECUSED_BECAUSE,
                person=recused,
            )
            await state_disclosure(self.stage.by(Role.CLERK), stated)
            wish = DisclosureWish(
                relation=Relation.FAMILY, reason=texts.RECUSED_BECAUSE, person=recused
            )
            await declare_recusal(self.stage.by(Role.STAFF), motion, wish)
        choices = {"y": YES, "n": NO, "a": ABSTAIN}
        said = {
            person: choices[letter] for person, letter in zip(voters, VOTES[special], strict=False)
        }
        await self._decide(motion, said)
        if special is Special.DIVERGED_BEFORE:
            day = self.sitting.on + timedelta(days=9)
            self.stage.at(day, time(11), partial(self._resolve, motion))

    async def _resolve(self, motion: UUID) -> None:
        wish = Resolution(resolution=texts.RESOLVED)
        await resolve_divergence(self.stage.by(Role.STAFF), motion, wish)

    async def _dropped(self, title: str, text: str, *, seconded: bool) -> None:
        """Let a motion die for want of a second, or be withdrawn after one."""
        stage = self.stage
        mover, seconder = stage.chance.sample(self.room, 2)
        item = self.sitting.items.get(title)
        wish = MotionWish(kind="main", text=text, mover=mover, item=item)
        motion = await make_motion(stage.by(Role.STAFF), self.meeting, wish)
        if seconded:
            await second_motion(stage.by(Role.STAFF), motion.id, Seconding(person=seconder))
        end = Withdrawal(for_want_of_a_second=not seconded)
        await withdraw_motion(stage.by(Role.STAFF), motion.id, end)

    def _usual(self) -> dict[UUID, Choice]:
        """Return a vote that is carried under every test, seldom without a dissent."""
        said = dict.fromkeys(self.room, YES)
        spare = len(self.room) - SAFE
        for choice, often in ((NO, 0.35), (ABSTAIN, 0.2)):
            if spare > 0 and self.stage.chance.random() < often:
                said[self.stage.chance.choice(self.room)] = choice
                spare -= 1
        return said

    async def _some_leave(self) -> bool:
        """Let somebody leave early; say whether enough stay to go on."""
        stage, special = self.stage, self.sitting.special
        leaving = 0
        if special is Special.QUORUM_LOST:
            leaving = 2
        elif special is None and len(self.room) > 6 and stage.chance.random() < 0.4:
            leaving = 1
        for person in self.room[len(self.room) - leaving :]:
            self.room.remove(person)
            wish = Departure(person=person)
            stage.wait(minutes=1)
            await record_departure(stage.by(Role.STAFF), self.meeting, wish)
        return special is not Special.QUORUM_LOST

    async def _arrive(self, person: UUID) -> None:
        self.room.append(person)
        self.stage.wait(seconds=self.stage.chance.randint(5, 50))
        wish = Arrival(person=person)
        await record_arrival(self.stage.by(Role.STAFF), self.meeting, wish)
