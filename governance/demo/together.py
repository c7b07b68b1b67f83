"""What the members learned and signed, and what people said of themselves, apart from names."""

import secrets
from datetime import date, time, timedelta
from functools import partial
from uuid import uuid4

from appointments.schemas.diversity import Answering
from appointments.schemas.training import AcknowledgementWish, TrainingWish
from appointments.services.acknowledgements import acknowledgements_of, record_acknowledgement
from appointments.services.answers import give_answers, take_invitation
from appointments.services.diversity import release_diversity
from appointments.services.seats import members_in_office
from appointments.services.training import state_training
from governance.demo.seats import MEMBER
from governance.demo.stage import Stage
from governance.rules.access import Role

SIGNING = timedelta(days=40)
LEARNING = timedelta(days=33)
STATING = timedelta(days=6)
RELEASES = (timedelta(days=120), timedelta(days=20))
"""How long ago each of these was."""

SAID = {
    "age": (7, 16, 15, 8),
    "race": (16, 17, 9, 4, 1, 3, 0),
    "creed": (20, 3, 6, 4, 10),
    "color": (15, 18, 8),
    "national_origin": (29, 7, 9),
    "gender": (22, 17, 5),
    "sexual_orientation": (26, 5, 3, 2),
    "disability": (9, 30),
    "marital_status": (12, 18, 6, 5),
    "income": (21, 6, 10, 3, 2),
}
"""How many chose each option, in the order of the charter; small ones never stand alone."""


def plan_together(stage: Stage) -> None:
    """Let the members learn and sign, and the clerk tell who they are, taken together."""
    stage.at(stage.today - RELEASES[0], time(8, 0), partial(_answer, stage))
    for ago in RELEASES:
        stage.at(stage.today - ago, time(9, 30), partial(_release, stage))
    stage.at(stage.today - SIGNING, time(10, 0), partial(_sign, stage))
    stage.at(stage.today - LEARNING, time(18, 0), partial(_learn, stage))
    stage.at(stage.today - STATING, time(20, 0), partial(_state, stage))


async def _answer(stage: Stage) -> None:
    """Let people answer; nobody keeps their codes, so nobody can change what they said."""
    rule = stage.charter.diversity
    if rule is None:
        return
    said: dict[str, list[str]] = {}
    for question in rule.questions:
        numbers = SAID.get(question.id, ())
        chosen = [
            option.id
            for option, number in zip(question.options, numbers, strict=False)
            for _ in range(number)
        ]
        stage.chance.shuffle(chosen)
        said[question.id] = chosen
    key, year = secrets.token_hex(), stage.day.year
    for number in range(max(len(chosen) for chosen in said.values())):
        invitation = await take_invitation(key, stage.body, stage.charter, f"person:{uuid4()}")
        answers = {name: chosen[number] for name, chosen in said.items() if number < len(chosen)}
        wish = Answering(invitation=invitation.code, answers=answers)
        await give_answers(key, stage.body, stage.charter, wish, year)


async def _release(stage: Stage) -> None:
    await release_diversity(stage.by(Role.CLERK))


async def _sign(stage: Stage) -> None:
    """Let everyone in office sign, but for the one who came last."""
    open_ones = await acknowledgements_of(stage.body, stage.charter, stage.day)
    for each in open_ones[:-2]:
        wish = AcknowledgementWish(
            appointment=each.appointment,
            kind=each.kind,
            acknowledged_on=stage.day,
            remark="Signed at City Hall",
        )
        await record_acknowledgement(stage.by(Role.CLERK), wish)


async def _learn(stage: Stage) -> None:
    """Record a day of training: most members were there for most subjects."""
    if stage.charter.training is None:
        return
    for member in await members_in_office(stage.body, stage.day):
        for number, topic in enumerate(stage.charter.training.topics):
            if number < 8 and stage.chance.random() < 0.85:
                wish = TrainingWish(
                    person=member.person,
                    topic=topic.id,
                    completed_on=stage.day,
                    evidence="Roll of the training day",
                )
                await state_training(stage.by(Role.STAFF), wish)


async def _state(stage: Stage) -> None:
    """Let a member state what was completed elsewhere; the staff has still to verify it."""
    person = stage.people[MEMBER]
    if stage.charter.training is None or person not in stage.own:
        return
    for topic in stage.charter.training.topics[8:10]:
        wish = TrainingWish(
            person=person,
            topic=topic.id,
            completed_on=_before(stage.day),
            evidence="https://training.example/certificate",
        )
        await state_training(stage.member(person), wish)


def _before(day: date) -> date:
    return day - timedelta(days=2)
