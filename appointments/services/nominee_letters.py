"""Which letters do nominees get, and how does each read before it goes out?"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

import msgspec

from appointments.rules.applicant_letters import filled
from appointments.rules.slates import Fate
from appointments.schemas.applicant_letters import LettersSent, Template
from appointments.schemas.nominee_letters import (
    Candidate,
    NomineeLetterPreview,
    NomineeLettersPreview,
    NomineeLettersWish,
)
from appointments.services.alliances import require_committee
from appointments.services.applicant_letters import require_known, templates_of
from appointments.services.nominations import LETTER
from appointments.services.rounds import get_round
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
from governance.services.letters import letters_about

WITH_ROUND = (
    "SELECT n.id, p.name, p.email, n.state, n.entered_at, s.fate, r.title, r.closes_on "
    "FROM nominee n JOIN person p ON p.id = n.person JOIN nomination_round r ON r.id = n.round "
    "LEFT JOIN slate_name s ON s.nominee = n.id LEFT JOIN nomination w ON w.nominee = n.id "
    "WHERE n.body = $1 AND n.round = $2 AND w.erased_at IS NULL"
)
STATES: dict[str, Sentence] = {
    "entered": say("with the committee"),
    "finalist": say("a finalist"),
    "not_finalist": say("not among the finalists"),
    "withdrawn": say("withdrawn"),
    Fate.OPEN.value: say("put forward to Council"),
    Fate.CONFIRMED.value: say("confirmed by Council"),
    Fate.REJECTED.value: say("not confirmed by Council"),
    Fate.PASSED_OVER.value: say("not chosen; another nominee was confirmed"),
}
OWN_TEMPLATES = (
    Template(
        name=str(say("To a nominee: the outcome")),
        subject=str(say("{placeholder}: the outcome", placeholder="{call}")),
        text=str(
            say(
                "Dear {name},\n\nthank you for standing as a nominee for {seats}. Your name is "
                "now: {state}. Calls for further seats are published where you found this one.\n\n"
                "{board}\n",
                name="{name}",
                seats="{seats}",
                state="{state}",
                board="{board}",
            )
        ),
    ),
    Template(
        name=str(say("To a nominee: an invitation")),
        subject=str(say("{placeholder}: an invitation", placeholder="{call}")),
        text=str(
            say(
                "Dear {name},\n\nyou are a nominee for {seats}. The committee would like to talk "
                "with you. Please answer this letter with two or three times that suit you.\n\n"
                "{board}\n",
                name="{name}",
                seats="{seats}",
                board="{board}",
            )
        ),
    ),
)
"""What a committee begins with; one kept under the same name stands in its place."""


async def nominee_templates(body: Body) -> list[Template]:
    """Return the letters that are kept, with those that every committee begins with."""
    return await templates_of(body, OWN_TEMPLATES)


async def candidates_of(body: Body, found: UUID) -> list[Candidate]:
    """Return the nominees of a round with how they stand and what they were written."""
    rows = await engine().read(f"{WITH_ROUND} ORDER BY p.folded_name, n.id", body.id, found)
    return [
        Candidate(
            id=row["id"],
            name=row["name"],
            email=row["email"],
            state=str(_state(row)),
            letters=tuple(
                each.subject for each in await letters_about(body, f"nominee:{row['id']}")
            ),
        )
        for row in rows
    ]


async def preview_for_nominees(
    body: Body, charter: Charter, found: UUID, nominees: Sequence[UUID], subject: str, text: str
) -> NomineeLettersPreview:
    """Return each letter as it would go out now."""
    require_known(subject, text)
    seats = await _seats(charter, found)
    letters = [
        NomineeLetterPreview(
            nominee=row["id"],
            recipient=row["email"],
            subject=filled(subject, values),
            text=filled(text, values),
        )
        for row in await _chosen(body, found, nominees)
        for values in (_values(row, body, seats),)
    ]
    digest = sha256(msgspec.json.encode(letters)).hexdigest()
    return NomineeLettersPreview(letters=tuple(letters), digest=digest)


@deed
async def write_to_nominees(record: Record, found: UUID, wish: NomineeLettersWish) -> LettersSent:
    """Send each nominee of a selection the letter that was previewed."""
    one = await get_round(record.body, found)
    await require_committee(record, one.authority)
    preview = await preview_for_nominees(
        record.body, record.charter, found, wish.nominees, wish.subject, wish.text
    )
    if preview.digest != wish.seen:
        raise OutOfOrderError(
            say("The letters are no longer those that you saw; look at them once more.")
        )
    for each in preview.letters:
        about = f"nominee:{each.nominee}"
        await record.send(
            Letter(
                kind=LETTER,
                about=about,
                recipient=each.recipient,
                subject=each.subject,
                text=each.text,
            )
        )
        told = Private({"subject": each.subject, "text": each.text})
        record.note(about, after={"written_to": told})
    return LettersSent(count=len(preview.letters))


async def _chosen(body: Body, found: UUID, nominees: Sequence[UUID]) -> list[Row]:
    """Return the nominees that were chosen, each once, in their order."""
    wanted = list(dict.fromkeys(nominees))
    if not wanted:
        raise BadInputError({"nominees": say("Choose at least one nominee.")})
    rows = {row["id"]: row for row in await engine().read(WITH_ROUND, body.id, found)}
    if not set(wanted) <= set(rows):
        raise BadInputError({"nominees": say("One of these nominees is not there.")})
    chosen = [rows[each] for each in wanted]
    lacking = [row["name"] for row in chosen if not row["email"]]
    if lacking:
        wrong = say("No e-mail address is known of {names}.", names=tuple(lacking))
        raise BadInputError({"nominees": wrong})
    return chosen


async def _seats(charter: Charter, found: UUID) -> str:
    rows = await engine().read("SELECT seat FROM round_seat WHERE round = $1 ORDER BY seat", found)
    return ENGLISH.listing([charter.seat(row["seat"]).name for row in rows])


def _values(row: Row, body: Body, seats: str) -> dict[str, str]:
    closes_on = row["closes_on"]
    return {
        "name": row["name"],
        "call": row["title"],
        "seats": seats,
        "board": body.name,
        "state": str(_state(row)),
        "received_on": ENGLISH.day(day_in(row["entered_at"], body.timezone)),
        "closing_day": ENGLISH.day(closes_on) if closes_on else str(say("until further notice")),
    }


def _state(row: Row) -> Sentence:
    withdrawn = row["state"] == "withdrawn" or row["fate"] == Fate.WITHDRAWN.value
    return STATES["withdrawn" if withdrawn else row["fate"] or row["state"]]
