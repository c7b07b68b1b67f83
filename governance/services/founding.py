"""How a body comes to be, and how its law changes."""

import json
from uuid import uuid4

from governance.charter.check import agreed
from governance.charter.load import bundled_laws, load_charter
from governance.charter.model import Charter
from governance.errors import OutOfOrderError
from governance.rules.access import Actor
from governance.rules.permissions import require_permission
from governance.schemas.bodies import Body, CharterText, CharterVersion
from governance.sentences import say
from governance.services.bodies import engine, get_body
from governance.services.deeds import Record, close, deed, explain, refusals_in_words
from governance.tables import CharterRow

explain(
    {
        "charter_one_a_day": say("There is already a version of this charter of that day."),
        "body_slug": say("There is already a body with this address."),
    }
)


async def found_body(actor: Actor, charter: CharterText) -> Body:
    """Set up a body from its charter; the first link of its chain says so."""
    require_permission(actor, "found_body")
    law = agreed(load_charter(charter.text, bundled_laws()))
    if law.body.slug != actor.body:
        raise OutOfOrderError(
            say("This charter is that of '{slug}'.", slug=law.body.slug),
        )
    with refusals_in_words():
        async with engine().transaction():
            await engine().write(
                "INSERT INTO body (id, slug, name, timezone, revision, founded_at) "
                "VALUES ($1, $2, $3, $4, 0, $5)",
                uuid4(),
                law.body.slug,
                law.body.name,
                law.body.timezone,
                actor.at,
            )
            record = Record(actor, await get_body(law.body.slug), law)
            await _keep(record, charter.text, law)
            await close(record, "found_body")
    return await get_body(law.body.slug)


@deed
async def amend_charter(record: Record, charter: CharterText) -> CharterVersion:
    """Add a version of the body's law, in force from the day that it names."""
    law = agreed(load_charter(charter.text, bundled_laws()))
    if law.body.slug != record.body.slug:
        raise OutOfOrderError(say("This charter is that of '{slug}'.", slug=law.body.slug))
    await _keep(record, charter.text, law)
    return CharterVersion(
        in_force_since=law.body.in_force_since, digest=law.digest, adopted_at=record.at
    )


async def _keep(record: Record, text: str, law: Charter) -> None:
    laws = {name: whole for name, whole in bundled_laws().items() if name in law.body.laws}
    await CharterRow.insert(
        CharterRow(
            id=uuid4(),
            body=record.body.id,
            in_force_since=law.body.in_force_since,
            text=text,
            laws=json.dumps(laws),
            digest=law.digest,
            adopted_at=record.at,
        )
    )
    record.note(
        f"charter:{law.body.in_force_since.isoformat()}",
        after={
            "in_force_since": law.body.in_force_since,
            "digest": law.digest,
            "laws": {each.name: each.digest for each in law.laws},
        },
    )
