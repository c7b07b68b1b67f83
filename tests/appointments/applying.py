"""Short ways to calls and applications, for tests of what follows from them."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from appointments.rules.applications import State
from appointments.schemas.applications import (
    ApplicationLine,
    ApplicationWish,
    Beginning,
    Move,
    Recognition,
    Saving,
    ScoreWish,
)
from appointments.schemas.calls import CallView, CallWish
from appointments.services.applications import begin_application
from appointments.services.calls import open_call, publish_call
from appointments.services.pipeline import list_applications, move_application, score_application
from appointments.services.recognitions import recognise_applicant
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.seals import Sealing, opened
from tests.app import NOW, SLUG, acting

SEALING = Sealing(site="https://board.example", secret="only for tests")
TODAY = NOW.date()
CLOSES = date(2026, 12, 11)
EMAIL = "quenby.oyelaran@mail.example"
NAME = "Quenby Oyelaran"
ADDRESS = "17 Thistlewick Lane"
ANSWERS = {
    "why": "Because I was once stopped without a reason.",
    "birth": "1984-02-29",
    "citizen": "yes",
    **dict.fromkeys(
        (
            "department",
            "family_department",
            "officer",
            "family_officer",
            "office",
            "family_office",
            "counsel",
            "family_counsel",
        ),
        "no",
    ),
}
SCORES = {"understanding": 4, "fairness": 5, "community": 3, "time": 4}


def anyone(at: datetime = NOW, key: str | None = None) -> Actor:
    """Somebody who is not signed in."""
    return Actor(body=SLUG, at=at, key=key)


def clerk(at: datetime = NOW, **more: object) -> Actor:
    return acting(Role.CLERK, at=at, **more)


def written(email: str = EMAIL, name: str = NAME, **more: object) -> ApplicationWish:
    """A whole application."""
    told: dict[str, object] = {
        "place": "City of Rochester",
        "address": ADDRESS,
        "district": "East",
        "resident_since": date(2011, 4, 1),
        "answers": ANSWERS,
        "consent": True,
        "send": True,
    }
    return ApplicationWish(email=email, name=name, **{**told, **more})  # type: ignore[arg-type]  # a test names fields


async def a_call(
    at: datetime = NOW, *, seats: tuple[str, ...] = ("east",), closes_on: date | None = CLOSES
) -> CallView:
    """A published call."""
    wish = CallWish(
        title="A seat for East", text="Apply.", opens_on=TODAY, closes_on=closes_on, seats=seats
    )
    call = await open_call(clerk(at), wish)
    return await publish_call(clerk(at), call.id)


async def applied(
    call: UUID,
    wish: ApplicationWish | None = None,
    at: datetime = NOW,
    sealing: Sealing = SEALING,
) -> None:
    """Somebody sends a first form."""
    beginning = Beginning(application=wish or written(), ticket="")
    await begin_application(anyone(at), call, beginning, sealing)


async def link_of(email: str = EMAIL, sealing: Sealing = SEALING) -> tuple[UUID, str]:
    """Return the application and the secret that the latest letter to somebody leads to."""
    letters = await list_letters(await get_body(SLUG))
    text = next(opened(each.text, sealing.secret) for each in letters if each.recipient == email)
    found = re.search(r"/apply/([0-9a-f-]{36})\?link=([0-9a-f]{64})", text)
    assert found, text
    return UUID(found[1]), found[2]


def saving(link: str, **more: object) -> Saving:
    return Saving(application=written(**more), link=link)  # type: ignore[arg-type]  # as above


async def lines(body: Body) -> list[ApplicationLine]:
    return await list_applications(body, everything=True)


async def one(body: Body) -> UUID:
    """Return the only application that was sent."""
    (only,) = await lines(body)
    return only.id


async def moved(application: UUID, *states: State, at: datetime = NOW) -> None:
    """Take an application through some states, scored before an interview is noted."""
    body = await get_body(SLUG)
    for number, to in enumerate(states, 1):
        actor = clerk(at + timedelta(seconds=number))
        seen = next(each.state for each in await lines(body) if each.id == application)
        if to is State.INTERVIEWED:
            await score_application(actor, application, ScoreWish(scores=SCORES))
        if to is State.FORWARDED:
            await recognise_applicant(actor, application, Recognition())
        await move_application(actor, application, Move(to=to, seen=seen))


FORWARDED = (State.COMPLETE, State.UNDER_REVIEW, State.INTERVIEWED, State.FORWARDED)
