"""The Alliance nominates: a round before Council, and a call that is open."""

from datetime import date, time, timedelta
from uuid import UUID

from appointments.rules.slates import Ballot
from appointments.schemas.alliances import ServingView
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
from appointments.services.alliances import alliance_on
from appointments.services.nominations import begin_nomination
from appointments.services.nominees import nominees_of
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
)
from appointments.services.screenings import name_finalists, score_nominee
from appointments.services.slates import decide_slate, record_consultation, submit_slates
from governance.charter.model import QuestionKind
from governance.demo.accounts import EMAILS, PASSWORD
from governance.demo.applications import SEAT
from governance.demo.people import named
from governance.demo.stage import SLUG, YEARS, Stage
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.services.accounts import create_account
from governance.services.roles import grant_role
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET, Settings

AUTHORITY = "alliance"
BEFORE_COUNCIL = "alliance-1"
"""Its member has served two terms, and the second ends next June."""

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
        self.five: tuple[ServingView, ...] = ()
        self.organization: UUID | None = None
        self.round: UUID | None = None

    async def choose(self) -> None:
        """Let one of the five sign in, and one who speaks for an organization."""
        stage = self.stage
        alliance = await alliance_on(stage.body, stage.charter, stage.day, authority=AUTHORITY)
        self.five = alliance.committee
        organization = alliance.organizations[0]
        self.organization = organization.id
        await self._open(Role.ALLIANCE_COMMITTEE, self.five[0])
        await self._open(Role.ALLIANCE_REPRESENTATIVE, organization.representatives[0])

    async def _open(self, role: Role, who: ServingView) -> None:
        """Open the account of the demonstration for somebody who has a role."""
        stage = self.stage
        wish = AccountWish(email=EMAILS[role], name=who.name, password=PASSWORD, person=who.person)
        account = await create_account(wish, at=stage.wait(minutes=1))
        stage.accounts[role] = account
        granted = RoleGrant(account=account.id, role=role, since=stage.day)
        await grant_role(stage.by(Role.ADMINISTRATOR), granted)

    def _by(self, number: int = 0) -> Actor:
        """Return one of the five."""
        grants = frozenset({Grant(Role.ALLIANCE_COMMITTEE)})
        at, one = self.stage.wait(seconds=9), self.five[number]
        return Actor(body=SLUG, at=at, name=one.name, person=one.person, grants=grants)

    async def call(self) -> None:
        """Call for nominees for a seat whose names are to be before Council by now."""
        await self._call(
            f"The term from July {self.stage.first_july + YEARS + 1}",
            BEFORE_COUNCIL,
            self.stage.day + timedelta(days=20),
        )

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
        ballots = {each.person: Ballot.YES for each in self.five}
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
