"""Short ways to nominations from the public: somebody names themselves or another, and agrees."""

import re
from datetime import UTC, date, datetime, time
from uuid import UUID

from appointments.schemas.nominations import (
    Agreement,
    NominationBeginning,
    NominationWish,
    NomineeWords,
)
from appointments.services.agreements import agree_to_stand
from appointments.services.nominations import begin_nomination
from governance.rules.access import Actor
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.seals import Sealing, opened
from tests.app import SLUG
from tests.appointments.applying import ADDRESS, ANSWERS, SEALING

EMAIL = "ottoline.vane@mail.example"
NAME = "Ottoline Vane"
REASON = "She has kept the peace of our street for years."
STATEMENT = "I listen to whoever is not listened to."


def anyone(on: date, *, minute: int = 0, **more: object) -> Actor:
    """Somebody who is not signed in, at noon of a day."""
    at = datetime.combine(on, time(17, minute), UTC)
    return Actor(body=SLUG, at=at, **more)  # type: ignore[arg-type]  # a test names fields


def told(name: str = NAME, **more: object) -> dict[str, object]:
    """Everything that a nominee says of themselves."""
    return {
        "name": name,
        "place": "City of Rochester",
        "address": ADDRESS,
        "district": "East",
        "resident_since": date(2011, 4, 1),
        "statement": STATEMENT,
        "answers": {name: text for name, text in ANSWERS.items() if name != "why"},
        "consent": True,
        **more,
    }


def themselves(email: str = EMAIL, name: str = NAME, **more: object) -> NominationWish:
    """A whole nomination of oneself."""
    wish = {"email": email, "themselves": True, **told(name, **more)}
    return NominationWish(**wish)  # type: ignore[arg-type]  # as above


def another(email: str = EMAIL, name: str = NAME, **more: object) -> NominationWish:
    """A nomination of somebody else by a resident."""
    wish: dict[str, object] = {
        "email": email,
        "name": name,
        "themselves": False,
        "nominator": "Barnaby Quill",
        "nominator_email": "barnaby.quill@mail.example",
        "nominator_resident": True,
        "reason": REASON,
        **more,
    }
    return NominationWish(**wish)  # type: ignore[arg-type]  # as above


async def named(
    found: UUID, wish: NominationWish, actor: Actor, sealing: Sealing = SEALING
) -> None:
    """Somebody is named."""
    await begin_nomination(actor, found, NominationBeginning(nomination=wish, ticket=""), sealing)


async def link_of(email: str = EMAIL, sealing: Sealing = SEALING) -> tuple[UUID, str]:
    """Return the nomination and the secret that the latest letter to a nominee leads to."""
    letters = await list_letters(await get_body(SLUG))
    text = next(opened(each.text, sealing.secret) for each in letters if each.recipient == email)
    found = re.search(r"/nominations/([0-9a-f-]{36})\?link=([0-9a-f]{64})", text)
    assert found, text
    return UUID(found[1]), found[2]


async def agreed(
    actor: Actor, email: str = EMAIL, sealing: Sealing = SEALING, **more: object
) -> UUID:
    """Let somebody who was named agree by the link in their mail; return the nomination."""
    nomination, link = await link_of(email, sealing)
    words = NomineeWords(**told(**more))  # type: ignore[arg-type]  # as above
    await agree_to_stand(actor, nomination, Agreement(words=words, link=link))
    return nomination
