"""Rounds of nominations as the machine drives them: right steps by the right people, and others.

Whatever is tried may be refused by the law; what the program does not expect is raised.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from appointments.rules.rounds import Embargo, Step
from appointments.rules.slates import Ballot, Fate
from appointments.schemas.alliances import CommitteeWish, Leaving
from appointments.schemas.appointments import Appointing
from appointments.schemas.nominations import Agreement, NomineeWords, OwnLink
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    ConflictWish,
    ConsultationWish,
    FinalistsWish,
    NomineeWish,
    RoundWish,
    ScoreWish,
    SettingsWish,
    SlateWish,
    StepWish,
)
from appointments.services.agreements import agree_to_stand, withdraw_own_nomination
from appointments.services.alliances import choose_committee_member, end_committee_member
from appointments.services.appointments import appoint_member
from appointments.services.nominees import enter_nominee, withdraw_nominee
from appointments.services.reviews import answer_nominee, release_seat
from appointments.services.rounds import (
    Round,
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
    get_round,
)
from appointments.services.screenings import declare_conflict, name_finalists, score_nominee
from appointments.services.slates import decide_slate, record_consultation, submit_slates
from governance.database import Engine
from governance.rules.access import Actor, Role
from governance.services.bodies import engine, get_body
from tests.app import SLUG
from tests.appointments.nominating import another, link_of, named, told
from tests.properties.town import CHARTER, Past, Town, settle

ALLIANCE = tuple(seat.id for seat in CHARTER.seats_of("alliance"))
ANYBODY = [role for role in Role if role is not Role.SYSTEM]
SITTING_FOR = timedelta(days=500)
"""After so many days the first terms are over, and the seats are to be filled anew."""


CAREFUL, CARELESS = 0.95, 0.6
"""How often somebody does what the law asks who means to, and who does not."""


@dataclass
class Alliance:
    """A town whose Alliance nominates; `committee` are the five whom it chose.

    `links` are what those have in their mail who were named by others and agreed.
    """

    town: Town
    committee: list[UUID] = field(default_factory=list)
    links: dict[UUID, str] = field(default_factory=dict)
    chance: Random = field(default_factory=Random)
    care: float = CAREFUL

    def one(self) -> Actor:
        """Return one of the committee."""
        return self.town.by(Role.ALLIANCE_COMMITTEE, self.chance.choice(self.committee))

    def anyone(self) -> Actor:
        """Return somebody with any role, who may be of the committee or a stranger."""
        who = self.chance.choice([*self.committee, *self.town.people])
        return self.town.by(self.chance.choice(ANYBODY), who)

    def whoever(self) -> Actor:
        """Return one of the committee, and at times anybody."""
        return self.one() if self.minds() else self.anyone()

    def minds(self) -> bool:
        """Say whether somebody minds the law this time."""
        return self.chance.random() < self.care

    def visitor(self) -> Actor:
        """Return somebody who is not signed in."""
        return Actor(body=SLUG, at=self.town.by(Role.CLERK).at)

    async def rounds(self) -> list[Round]:
        """Return the rounds, the first one first."""
        body = await get_body(SLUG)
        rows = await engine().read(
            "SELECT r.id FROM nomination_round r JOIN round_step s ON s.round = r.id "
            "WHERE s.step = 'draft' ORDER BY s.at"
        )
        return [await get_round(body, row["id"]) for row in rows]

    async def begins(self) -> None:
        """Draft a round, as the initial process went or in another way."""
        chance = self.chance
        settings = SettingsWish(
            slate=chance.choice([None, 2, 1]),
            embargo=chance.choice(list(Embargo)),
            calls=chance.random() < 0.7,
            screens=chance.random() < 0.7,
            consults=chance.random() < 0.7,
        )
        seats = tuple(chance.sample([*ALLIANCE, *ALLIANCE, "mayor"], chance.choice([1, 2, 2])))
        wish = RoundWish(title="A round", seats=seats, settings=settings)
        await self.town.tries(draft_round(self.whoever(), wish))

    async def goes_right(self, one: Round) -> None:
        """Take the next step of a round, as somebody would who knows the law."""
        self.care = CAREFUL
        steps = {
            Step.CALL_OPEN: self._calls,
            Step.CALL_CLOSED: self._closes,
            Step.SCREENING: self._begins_to_screen,
            Step.FINALISTS: self._narrows,
            Step.CONSULTED: self._consults,
            Step.SLATED: self._slates,
            Step.SUBMITTED: self._submits,
            Step.CLOSED: self._answers,
        }
        following = one.settings.next_after(one.step)
        if following is not None:
            await steps[following](one)

    async def goes_wrong(self, one: Round) -> None:
        """Try some step at some moment, by anybody."""
        self.care = CARELESS
        await self.chance.choice(
            [
                self._calls,
                self._closes,
                self._begins_to_screen,
                self._narrows,
                self._consults,
                self._slates,
                self._submits,
                self._answers,
                self._withdraws,
                self._releases,
                self._enters,
                self._is_named_by_mail,
            ]
        )(one)

    async def fills(self) -> None:
        """Let Council appoint one of those who were confirmed, or somebody who was not."""
        rows = await engine().read(
            "SELECT s.seat, n.person, s.fate FROM slate_name s JOIN nominee n ON n.id = s.nominee "
            "JOIN round_step t ON t.round = s.round AND t.step = 'draft' "
            "ORDER BY t.at, s.seat, s.place"
        )
        confirmed = [row for row in rows if row["fate"] == Fate.CONFIRMED.value]
        pool = confirmed or rows if self.chance.random() < 0.9 else rows
        if not pool:
            return
        row = self.chance.choice(pool)
        act = await self.town.act(self.chance.choice([9, 9, 4]))
        since = self.town.on + timedelta(days=self.chance.choice([0, 20, 60]))
        wish = Appointing(seat=row["seat"], person=row["person"], legislation=act, since=since)
        await self.town.tries(appoint_member(self.town.by(Role.CLERK), wish))

    async def changes_the_committee(self) -> None:
        """Let one of the committee leave and another one be chosen."""
        rows = await engine().read("SELECT id, person FROM committee_member WHERE until IS NULL")
        on = self.town.on
        rows.sort(key=lambda row: self.town.people.index(row["person"]))
        leaving = self.chance.choice(rows)
        others = [each for each in self.town.people if each not in self.committee]
        chosen = self.chance.choice(others)
        wish = CommitteeWish(authority="alliance", person=chosen, chosen_on=on, since=on)
        done = await self.town.tries(
            end_committee_member(self.whoever(), leaving["id"], Leaving(on=on)),
            choose_committee_member(self.town.by(Role.CLERK), wish),
        )
        if done:
            place = self.committee.index(leaving["person"])
            self.committee[place] = chosen

    async def _calls(self, one: Round) -> None:
        on = self.town.on
        closes = on + timedelta(days=self.chance.choice([0, 0, 3]))
        wish = CallWish(text="Apply.", opens_on=on, closes_on=closes)
        if await self.town.tries(call_for_nominees(self.whoever(), one.id, wish)):
            await self._is_named_by_mail(one)
            await self._enters(one)

    async def _enters(self, one: Round) -> None:
        fit = [each for each, past in self.town.pasts.items() if past is Past.SPOTLESS]
        fit = [each for each in fit if each not in await self._members()]
        pool = fit if self.minds() else self.town.people
        for person in self.chance.sample(pool, min(self.chance.randint(3, 9), len(pool))):
            relatives = tuple(self.chance.sample(self.committee, 1)) * (self.chance.random() < 0.2)
            wish = NomineeWish(
                person=person, consented=self.chance.random() < 0.9, relatives=relatives
            )
            await self.town.tries(enter_nominee(self.whoever(), one.id, wish))

    async def _closes(self, one: Round) -> None:
        if one.closes_on is not None and one.closes_on >= self.town.on:
            self.town.later((one.closes_on - self.town.on).days + self.chance.choice([0, 1, 1]))
        await self.town.tries(close_nominations(self.whoever(), one.id, StepWish()))

    async def _begins_to_screen(self, one: Round) -> None:
        if not one.settings.calls:
            await self._enters(one)
        await self.town.tries(begin_screening(self.whoever(), one.id, StepWish()))

    async def _narrows(self, one: Round) -> None:
        nominees = await self._nominees(one)
        for nominee in nominees:
            for member in self.chance.sample(self.committee, self.chance.choice([3, 3, 4])):
                actor = self.town.by(Role.ALLIANCE_COMMITTEE, member)
                if self.chance.random() < 0.03:
                    related = ConflictWish(reason="We are friends.")
                    await self.town.tries(declare_conflict(actor, nominee, related))
                wish = ScoreWish(points={"fairness": self.chance.randint(1, 6)})
                await self.town.tries(score_nominee(actor, nominee, wish))
        scored = await self._scored(one)
        pool = scored if self.minds() else nominees
        chosen = tuple(self.chance.sample(pool, self.chance.randint(len(pool) // 2, len(pool))))
        if chosen:
            wish = FinalistsWish(nominees=chosen)
            await self.town.tries(name_finalists(self.whoever(), one.id, wish))

    async def _consults(self, one: Round) -> None:
        held_on = self.town.on + timedelta(days=0 if self.minds() else 1)
        wish = ConsultationWish(held_on=held_on, present="All.")
        await self.town.tries(record_consultation(self.whoever(), one.id, wish))

    async def _slates(self, one: Round) -> None:
        rows = await engine().read(
            "SELECT seat FROM round_seat WHERE round = $1 ORDER BY seat", one.id
        )
        standing = await engine().read(
            "SELECT id FROM nominee WHERE round = $1 AND consented_at IS NOT NULL "
            "AND state IN ('finalist', 'entered') ORDER BY state DESC, entered_at",
            one.id,
        )
        pool = [each["id"] for each in standing]
        if self.chance.random() < 0.3:
            self.chance.shuffle(pool)
        for row in rows:
            count = min(one.settings.slate + (not self.minds()), len(pool))
            names = tuple(pool[:count])
            if self.minds():
                pool = pool[count:]
            voters = self.chance.sample(self.committee, self.chance.choice([4, 4, 4, 2]))
            ballots = {each: self.chance.choice([*[Ballot.YES] * 9, *Ballot]) for each in voters}
            if names:
                wish = SlateWish(seat=row["seat"], nominees=names, ballots=ballots)
                await self.town.tries(decide_slate(self.whoever(), one.id, wish))

    async def _submits(self, one: Round) -> None:
        await self.town.tries(submit_slates(self.whoever(), one.id, StepWish()))

    async def _answers(self, one: Round) -> None:
        rows = await engine().read(
            "SELECT id FROM slate_name WHERE round = $1 ORDER BY seat, place", one.id
        )
        if not rows:
            return
        for row in self.chance.sample(rows, self.chance.randint(1, len(rows))):
            fate = self.chance.choice([*[Fate.CONFIRMED, Fate.REJECTED] * 3, *Fate])
            wish = Answered(fate=fate, reason="Not now." if self.minds() else "")
            right = self.town.by(Role.COUNCIL_REVIEWER)
            actor = right if self.minds() else self.anyone()
            await self.town.tries(answer_nominee(actor, row["id"], wish))

    async def _is_named_by_mail(self, one: Round) -> None:
        """Somebody is named by another, and agrees by the link in their mail."""
        fit = [each for each, past in self.town.pasts.items() if past is Past.SPOTLESS]
        number = self.town.people.index(self.chance.choice(fit))
        name, email = f"Person {number}", f"p{number}@test.example"
        visitor = self.visitor()
        if await self.town.tries(named(one.id, another(email, name), visitor)):
            nomination, link = await link_of(email)
            words = NomineeWords(**told(name))  # type: ignore[arg-type]  # a test names fields
            wish = Agreement(words=words, link=link)
            if await self.town.tries(agree_to_stand(visitor, nomination, wish)):
                self.links[nomination] = link

    async def _withdraws_by_the_link(self) -> None:
        if self.links:
            nomination = self.chance.choice(list(self.links))
            wish = OwnLink(link=self.links[nomination])
            await self.town.tries(withdraw_own_nomination(self.visitor(), nomination, wish))

    async def _withdraws(self, one: Round) -> None:
        nominees = await self._nominees(one)
        if self.chance.random() < 0.6:
            await self._withdraws_by_the_link()
        elif nominees:
            wish = ConflictWish(reason="I move away.")
            nominee = self.chance.choice(nominees)
            await self.town.tries(withdraw_nominee(self.whoever(), nominee, wish))

    async def _releases(self, one: Round) -> None:
        seat = self.chance.choice(ALLIANCE)
        if self.chance.random() < 0.3:
            actor = self.chance.choice([self.town.by(Role.CLERK), self.whoever()])
            await self.town.tries(release_seat(actor, one.id, seat))

    async def _members(self) -> set[UUID]:
        rows = await engine().read(
            "SELECT person FROM service WHERE until IS NULL OR until > $1", self.town.on
        )
        return {row["person"] for row in rows}

    async def _nominees(self, one: Round) -> list[UUID]:
        rows = await engine().read(
            "SELECT id FROM nominee WHERE round = $1 ORDER BY entered_at", one.id
        )
        return [row["id"] for row in rows]

    async def _scored(self, one: Round) -> list[UUID]:
        rows = await engine().read(
            "SELECT n.id FROM nominee n JOIN screening_score s ON s.nominee = n.id "
            "WHERE n.round = $1 GROUP BY n.id, n.entered_at HAVING count(*) >= $2 "
            "ORDER BY n.entered_at",
            one.id,
            one.settings.quorum,
        )
        return [row["id"] for row in rows]


async def gathered(engine: Engine) -> Alliance:
    """Let a board sit for more than a term, and its Alliance choose five people."""
    town = await settle(engine)
    town.later(SITTING_FOR.days)
    committee = [home[5] for home in town.of_district.values()]
    committee.append(town.of_district["East"][4])
    for person in committee:
        wish = CommitteeWish(authority="alliance", person=person, chosen_on=town.on, since=town.on)
        await choose_committee_member(town.by(Role.CLERK), wish)
    return Alliance(town, committee)
