"""Who applied for the seat that is vacant now, and how far each application is."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from appointments.rules.applications import State
from appointments.schemas.applications import (
    ApplicationWish,
    Beginning,
    Move,
    Recognition,
    ScoreWish,
)
from appointments.schemas.calls import CallWish, OwnQuestion
from appointments.services.applications import begin_application
from appointments.services.calls import open_call, publish_call
from appointments.services.pipeline import list_applications, move_application, score_application
from appointments.services.recognitions import recognise_applicant
from governance.charter.model import QuestionKind
from governance.demo.people import named
from governance.demo.stage import SLUG, Stage
from governance.rules.access import Actor, Role
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET, Settings

SEAT = "alliance-2"
OPENED_BEFORE = timedelta(days=40)
CLOSES_AFTER = timedelta(days=12)
WAY = (State.COMPLETE, State.UNDER_REVIEW, State.INTERVIEWED, State.FORWARDED)
APPLICANTS = {"d1": 4, "d2": 3, "d3": 2, "d4": 1, "d5": 0, "d6": -1}
"""How many steps each application has taken; -1 is one that was set aside."""
WHY = (
    "I have lived on this street for years, and I have seen what trust does and what the lack of "
    "it does. I want to help that complaints are heard, whoever makes them and whoever they are "
    "about."
)


def plan_applications(stage: Stage) -> None:
    """Put a call and its applications on the stage's calendar."""
    desk = _Desk(stage)
    opened_on = stage.today - OPENED_BEFORE
    stage.at(opened_on, time(9, 30), desk.open)
    for number, (key, steps) in enumerate(APPLICANTS.items(), 1):
        day = opened_on + timedelta(days=3 * number)
        stage.at(day, time(20, number), partial(desk.apply, key))
        stage.at(day + timedelta(days=8), time(14, number), partial(desk.take_on, key, steps))
    stage.at(stage.today - timedelta(days=2), time(18, 5), desk.call_for_any)


class _Desk:
    """What the events of the applications need to remember."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.call: UUID | None = None
        self.sent: dict[str, UUID] = {}

    async def open(self) -> None:
        """Call for applications for the seat that is vacant."""
        stage = self.stage
        await self._publish(
            CallWish(
                title="A member named by the Alliance",
                text="The Board needs a member for the rest of a term. It meets once a month in "
                "the evening, and members train before they sit on panels.",
                opens_on=stage.day,
                closes_on=stage.today + CLOSES_AFTER,
                seats=(SEAT,),
                questions=(
                    OwnQuestion(text="Which evenings are you free?", kind=QuestionKind.LINE),
                ),
            )
        )

    async def call_for_any(self) -> None:
        """Leave a standing call for seats that fall vacant later."""
        await self._publish(
            CallWish(
                title="Seats that fall vacant later",
                text="Tell us that you are interested, and we write when a seat is to be filled.",
                opens_on=self.stage.day,
            ),
            keep=False,
        )

    async def _publish(self, wish: CallWish, *, keep: bool = True) -> None:
        stage = self.stage
        call = await open_call(stage.by(Role.CLERK), wish)
        await publish_call(stage.by(Role.CLERK), call.id)
        if keep:
            self.call = call.id

    async def apply(self, key: str) -> None:
        """Send an application, as anybody can."""
        stage = self.stage
        if self.call is None:
            return
        wish = Beginning(application=self._written(key), ticket="")
        actor = Actor(body=SLUG, at=stage.wait(seconds=40))
        sealing = Sealing(site=Settings().public_url, secret=DEMO_SECRET)
        await begin_application(actor, self.call, wish, sealing)
        newest = await list_applications(stage.body, everything=True)
        self.sent[key] = newest[0].id

    async def take_on(self, key: str, steps: int) -> None:
        """Take an application as far as it has come."""
        stage, application = self.stage, self.sent[key]
        seen = State.RECEIVED
        for to in WAY[:steps] if steps >= 0 else (State.NOT_SELECTED,):
            actor = stage.by(Role.CLERK)
            if to is State.INTERVIEWED:
                await score_application(actor, application, self._scores())
            if to is State.FORWARDED:
                await recognise_applicant(actor, application, Recognition())
            await move_application(stage.by(Role.CLERK), application, Move(to=to, seen=seen))
            seen = to

    def _written(self, key: str) -> ApplicationWish:
        stage, chance = self.stage, self.stage.chance
        rules = stage.charter.applications
        questions = rules.questions if rules else ()
        answers = {each.id: "no" for each in questions if each.kind is QuestionKind.YES_NO}
        return ApplicationWish(
            email=f"{key}@applicants.example",
            name=named(key, stage.today),
            place=stage.charter.criterion("residence").place,
            address=f"{chance.randint(10, 990)} {chance.choice(('Elm', 'Lyell', 'Monroe'))} Street",
            district=chance.choice(
                [seat.district for seat in stage.charter.seats if seat.district]
            ),
            resident_since=stage.day - timedelta(days=chance.randint(600, 9000)),
            answers={
                **answers,
                "why": WHY,
                "birth": date(chance.randint(1950, 2000), chance.randint(1, 12), 9).isoformat(),
                "citizen": "yes",
                "own_1": chance.choice(("Any", "Tuesday and Thursday", "Not Monday")),
            },
            consent=True,
            send=True,
        )

    def _scores(self) -> ScoreWish:
        rules, chance = self.stage.charter.applications, self.stage.chance
        criteria = rules.rubric.criteria if rules else ()
        return ScoreWish(scores={each.id: chance.randint(3, 5) for each in criteria})
