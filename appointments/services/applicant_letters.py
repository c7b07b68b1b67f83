"""Which letters do applicants get, and how does each read before it goes out?"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid4

import msgspec

from appointments.rules.applicant_letters import (
    IN_SUBJECT,
    PLACEHOLDERS,
    filled,
    unknown_placeholders,
)
from appointments.rules.applications import NAMES, State
from appointments.schemas.applicant_letters import (
    LetterPreview,
    LettersPreview,
    LettersSent,
    LettersWish,
    Template,
    TemplateWish,
)
from appointments.services.applications import LETTER
from governance.audit import Private
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import ENGLISH, Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed

WITH_CALL = (
    "SELECT a.id, a.name, a.email, a.state, a.sent_at, c.title, c.seats, c.closes_on "
    "FROM application a JOIN application_call c ON c.id = a.call "
    "WHERE a.body = $1 AND a.sent_at IS NOT NULL AND a.erased_at IS NULL"
)
OWN_TEMPLATES = (
    Template(
        name=str(say("Invitation to an interview")),
        subject=str(say("{placeholder}: an interview", placeholder="{call}")),
        text=str(
            say(
                "Dear {name},\n\nthank you for applying to the {board}. We would like to talk with "
                "you. Please answer this letter with two or three times that suit you.\n",
                name="{name}",
                board="{board}",
            )
        ),
    ),
    Template(
        name=str(say("Not selected")),
        subject=str(say("{placeholder}: the outcome", placeholder="{call}")),
        text=str(
            say(
                "Dear {name},\n\nthank you for applying to the {board}. Others were chosen this "
                "time. Calls for further seats are published where you found this one.\n",
                name="{name}",
                board="{board}",
            )
        ),
    ),
)
"""What a clerk begins with; one kept under the same name stands in its place."""


async def templates_of(body: Body, own: Sequence[Template] = OWN_TEMPLATES) -> list[Template]:
    """Return the letters that are kept, with those that everybody begins with."""
    rows = await engine().read(
        "SELECT name, subject, text FROM application_template WHERE body = $1 ORDER BY name",
        body.id,
    )
    kept = [Template(**row) for row in rows]
    names = {each.name for each in kept}
    return [*kept, *(each for each in own if each.name not in names)]


@deed
async def keep_template(record: Record, wish: TemplateWish) -> Template:
    """Keep a letter under its name, in place of an earlier one."""
    require_known(wish.subject, wish.text)
    await engine().write(
        "DELETE FROM application_template WHERE body = $1 AND name = $2",
        record.body.id,
        wish.name,
    )
    await engine().write(
        "INSERT INTO application_template (id, body, name, subject, text) "
        "VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        record.body.id,
        wish.name,
        wish.subject,
        wish.text,
    )
    record.note("application_template", after={"name": wish.name})
    return Template(name=wish.name, subject=wish.subject, text=wish.text)


async def preview_letters(
    body: Body, charter: Charter, applications: Sequence[UUID], subject: str, text: str
) -> LettersPreview:
    """Return each letter as it would go out now."""
    require_known(subject, text)
    letters = [
        LetterPreview(
            application=row["id"],
            recipient=row["email"],
            subject=filled(subject, values),
            text=filled(text, values),
        )
        for row in await _chosen(body, applications)
        for values in (_values(row, body, charter),)
    ]
    digest = sha256(msgspec.json.encode(letters)).hexdigest()
    return LettersPreview(letters=tuple(letters), digest=digest)


@deed
async def write_to_applicants(record: Record, wish: LettersWish) -> LettersSent:
    """Send each applicant of a selection the letter that was previewed."""
    found = await preview_letters(
        record.body, record.charter, wish.applications, wish.subject, wish.text
    )
    if found.digest != wish.seen:
        raise OutOfOrderError(
            say("The letters are no longer those that you saw; look at them once more.")
        )
    for each in found.letters:
        await record.send(
            Letter(
                kind=LETTER,
                about=f"application:{each.application}",
                recipient=each.recipient,
                subject=each.subject,
                text=each.text,
            )
        )
        told = Private({"subject": each.subject, "text": each.text})
        record.note(f"application:{each.application}", after={"written_to": told})
    return LettersSent(count=len(found.letters))


async def _chosen(body: Body, applications: Sequence[UUID]) -> list[Row]:
    """Return the applications that were chosen, each once, in their order."""
    wanted = list(dict.fromkeys(applications))
    if not wanted:
        raise BadInputError({"applications": say("Choose at least one application.")})
    asked = ", ".join(f"${number}" for number in range(2, len(wanted) + 2))
    rows = await engine().read(f"{WITH_CALL} AND a.id IN ({asked})", body.id, *wanted)
    found = {row["id"]: row for row in rows}
    if len(found) < len(wanted):
        raise BadInputError({"applications": say("One of these applications is not there.")})
    return [found[each] for each in wanted]


def _values(row: Row, body: Body, charter: Charter) -> dict[str, str]:
    names = {seat.id: seat.name for seat in charter.seats}
    seats = msgspec.json.decode(row["seats"], type=tuple[str, ...])
    closes_on = row["closes_on"]
    return {
        "name": row["name"],
        "call": row["title"],
        "seats": ENGLISH.listing([names.get(each, each) for each in seats]),
        "board": body.name,
        "state": str(NAMES[State(row["state"])]),
        "received_on": ENGLISH.day(day_in(row["sent_at"], body.timezone)),
        "closing_day": ENGLISH.day(closes_on) if closes_on else str(say("until further notice")),
    }


def require_known(subject: str, text: str) -> None:
    """Refuse a letter that holds a placeholder which cannot be filled in."""
    wrong: dict[str, Sentence] = {}
    for field, written, known in (
        ("subject", subject, IN_SUBJECT),
        ("text", text, PLACEHOLDERS),
    ):
        unknown = unknown_placeholders(written, known)
        if unknown:
            wrong[field] = say(
                "{unknown} cannot be filled in here; known are {known}.",
                unknown=unknown,
                known=tuple(f"{{{name}}}" for name in known),
            )
    if wrong:
        raise BadInputError(wrong)
