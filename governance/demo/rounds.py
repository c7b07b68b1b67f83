"""The Alliance: its organizations and committee, a round before Council, a call that is open."""

from datetime import date, time, timedelta
from uuid import UUID

from appointments.rules.slates import Ballot
from appointments.schemas.alliances import (
    CommitteeWish,
    OrganizationWish,
    RepresentativeWish,
)
from appointments.schemas.nominations import NominationBeginning, NominationWish
from appointments.schemas.rounds import (
    CallWish,
    ConsultationWish,
    FinalistsWish,
    RoundWish,
    ScoreWish,
    SettingsWish,
    SlateWish,
    StepWish,
)
from appointments.services.alliances import (
    admit_organization,
    choose_committee_member,
    name_representative,
)
from appointments.services.nominations import begin_nomination
from appointments.services.nominees import name_finalists, nominees_of, score_nominee
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
)
from appointments.services.slates import decide_slate, record_consultation, submit_slates
from governance.charter.model import QuestionKind
from governance.demo.accounts import EMAILS, PASSWORD
from governance.demo.applications import SEAT
from governance.demo.people import named
from governance.demo.stage import SLUG, Stage
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish
from governance.schemas.people import PersonWish
from governance.services.accounts import create_account
from governance.services.people import record_person
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET, Settings

AUTHORITY = "alliance"
BEFORE_COUNCIL = "alliance-3"
ORGANIZATIONS = ("Genesee Neighbors", "Flower City Legal Aid", "Monroe Youth Council")
BEGUN = timedelta(days=75)
BYLAW = "Bylaws, Article VII"


def plan_rounds(stage: Stage) -> None:
    """Put the Alliance's committee and its two rounds on the stage's calendar."""
    desk = _Committee(stage)
    begun = stage.today - BEGUN
    stage.at(begun, time(17), desk.choose)
    stage.at(begun + timedelta(days=2), time(17), desk.call)
    for number, key in enumerate(("g1", "g2", "g3", "g4"), 1):
        day = begun + timedelta(days=3 + 2 * number)
        stage.at(day, time(20, number), desk.naming(key))
    stage.at(begun + timedelta(days=24), time(18), desk.screen)
    stage.at(begun + timedelta(days=38), time(18), desk.narrow)
    stage.at(begun + timedelta(days=52), time(19), desk.submit)
    stage.at(stage.today - timedelta(days=9), time(17), desk.call_again)
    for number, key in enumerate(("h1", "h2"), 1):
        stage.at(stage.today - timedelta(days=5 - number), time(20, number), desk.naming(key))
    stage.at(stage.today - timedelta(days=2), time(12), desk.ask_another)


class _Committee:
    """What the events of the rounds need to remember."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.people: list[UUID] = []
        self.organization: UUID | None = None
        self.round: UUID | None = None

    async def choose(self) -> None:
        """Let the organizations join, choose five, and one of them speak for an organization."""
        stage = self.stage
        for name in ORGANIZATIONS:
            wish = OrganizationWish(authority=AUTHORITY, name=name, joined_on=stage.day)
            admitted = await admit_organization(stage.by(Role.CLERK), wish)
            self.organization = self.organization or admitted.id
        for number in range(5):
            role = None if number else Role.ALLIANCE_COMMITTEE
            person = await self._somebody(f"f{number + 1}", role)
            self.people.append(person)
            chosen = CommitteeWish(
                authority=AUTHORITY,
                person=person,
                chosen_on=stage.day,
                chosen_how="By the meeting of the Alliance",
                since=stage.day,
            )
            await choose_committee_member(stage.by(Role.CLERK), chosen)
        speaker = await self._somebody("f6", Role.ALLIANCE_REPRESENTATIVE)
        if self.organization is not None:
            speaking = RepresentativeWish(person=speaker, since=stage.day)
            await name_representative(stage.by(Role.CLERK), self.organization, speaking)

    async def _somebody(self, key: str, role: Role | None) -> UUID:
        """Record a person; whoever has a role of the demonstration also has its account."""
        stage, name = self.stage, named(key, self.stage.today)
        wish = PersonWish(name=name, email=f"{key}@alliance.example")
        person = await record_person(stage.by(Role.CLERK), wish)
        if role is not None:
            account = AccountWish(
                email=EMAILS[role], name=name, password=PASSWORD, person=person.id
            )
            stage.accounts[role] = await create_account(account, at=stage.wait(minutes=1))
        return person.id

    def _by(self, number: int = 0) -> Actor:
        """Return one of the five."""
        grants = frozenset({Grant(Role.ALLIANCE_COMMITTEE)})
        at, name = self.stage.wait(seconds=9), named(f"f{number + 1}", self.stage.today)
        return Actor(body=SLUG, at=at, name=name, person=self.people[number], grants=grants)

    async def call(self) -> None:
        """Call for nominees for a seat whose names are to be before Council by now."""
        await self._call("Autumn, one seat", BEFORE_COUNCIL, self.stage.day + timedelta(days=20))

    async def call_again(self) -> None:
        """Call for nominees for the seat that is vacant."""
        await self._call("The vacant seat", SEAT, self.stage.today + timedelta(days=12))

    async def _call(self, title: str, seat: str, closes_on: date) -> None:
        settings = SettingsWish(bylaw=BYLAW)
        wish = RoundWish(title=title, seats=(seat,), settings=settings)
        self.round = (await draft_round(self._by(), wish)).id
        call = CallWish(
            text="The Alliance looks for people whom their neighbors trust. Name yourself, or "
            "somebody who should be asked.",
            opens_on=self.stage.day,
            closes_on=closes_on,
        )
        await call_for_nominees(self._by(), self.round, call)

    def naming(self, key: str) -> "_Naming":
        """Return the event in which somebody names themselves."""
        return _Naming(self, key)

    async def named(self, wish: NominationWish) -> None:
        """Send the public form."""
        if self.round is None:
            return
        actor = Actor(body=SLUG, at=self.stage.wait(seconds=40))
        sealing = Sealing(site=Settings().public_url, secret=DEMO_SECRET)
        beginning = NominationBeginning(nomination=wish, ticket="")
        await begin_nomination(actor, self.round, beginning, sealing)

    async def ask_another(self) -> None:
        """Name somebody who has not answered yet."""
        await self.named(
            NominationWish(
                email="h3@nominees.example",
                name=named("h3", self.stage.today),
                themselves=False,
                organization=self.organization,
                nominator=named("f6", self.stage.today),
                nominator_email="f6@alliance.example",
                reason="She has led our tenants' meetings for ten years.",
            )
        )

    async def screen(self) -> None:
        """Close the call; three of the five score everybody."""
        if self.round is None:
            return
        await close_nominations(self._by(), self.round, StepWish())
        await begin_screening(self._by(), self.round, StepWish())
        criteria = self._criteria()
        for nominee in await nominees_of(self.stage.body, self.round, None):
            for number in range(3):
                points = {each: self.stage.chance.randint(3, 5) for each in criteria}
                await score_nominee(self._by(number), nominee.id, ScoreWish(points=points))

    def _criteria(self) -> list[str]:
        rules = self.stage.charter.applications
        return [each.id for each in rules.rubric.criteria] if rules else []

    async def narrow(self) -> None:
        """Name three finalists, and ask the Alliance about them."""
        if self.round is None:
            return
        three = await self._three(self.round)
        await name_finalists(self._by(), self.round, FinalistsWish(nominees=three))
        held = ConsultationWish(
            held_on=self.stage.day,
            present="Eleven representatives of three organizations.",
            comments="All three were heard; nobody spoke against one.",
        )
        await record_consultation(self._by(), self.round, held)

    async def submit(self) -> None:
        """Decide the slate, and submit it."""
        if self.round is None:
            return
        ballots = dict.fromkeys(self.people, Ballot.YES)
        slate = SlateWish(
            seat=BEFORE_COUNCIL, nominees=await self._three(self.round), ballots=ballots
        )
        await decide_slate(self._by(), self.round, slate)
        await submit_slates(self._by(), self.round, StepWish())

    async def _three(self, round_: UUID) -> tuple[UUID, ...]:
        found = await nominees_of(self.stage.body, round_, None)
        return tuple(each.id for each in found)[:3]


class _Naming:
    """Somebody names themselves by the public form."""

    def __init__(self, committee: _Committee, key: str) -> None:
        self.committee = committee
        self.key = key

    async def __call__(self) -> None:
        stage = self.committee.stage
        rules, chance = stage.charter.applications, stage.chance
        questions = rules.questions if rules else ()
        answers = {each.id: "no" for each in questions if each.kind is QuestionKind.YES_NO}
        born = date(chance.randint(1950, 2000), chance.randint(1, 12), 9)
        wish = NominationWish(
            email=f"{self.key}@nominees.example",
            name=named(self.key, stage.today),
            themselves=True,
            place=stage.charter.criterion("residence").place,
            address=f"{chance.randint(10, 990)} {chance.choice(('Elm', 'Lyell', 'Monroe'))} Street",
            resident_since=stage.day - timedelta(days=chance.randint(900, 9000)),
            statement="I have listened to my neighbors for years, and would like to do it here.",
            answers={**answers, "birth": born.isoformat(), "citizen": "yes"},
            consent=True,
        )
        await self.committee.named(wish)
