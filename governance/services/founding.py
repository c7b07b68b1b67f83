"""How a body comes to be, and how its law changes."""

import json
import re
from datetime import date
from functools import lru_cache
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
from governance.services.deeds import Record, close, explain, refusals_in_words
from governance.tables import CharterRow

_SINCE = re.compile(r"^in_force_since\s*=\s*\S+", re.MULTILINE)

explain(
    {
        "charter_one_a_day": say("There is already a version of this charter of that day."),
        "body_slug": say("There is already a body with this address."),
    }
)


async def found_body(actor: Actor, charter: CharterText) -> Body:
    """Set up a body from its charter; the first link of its chain says so."""
    require_permission(actor, "found_body")
    law = law_of(charter.text)
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


@lru_cache(maxsize=4)
def law_of(text: str) -> Charter:
    """Return the law that a text is, or refuse it with everything that is wrong with it.

    What is adopted was read before, for its preview.
    """
    return agreed(load_charter(text, bundled_laws()))


def in_force_from(text: str, since: date) -> str:
    """Return a charter's text with another day from which it is in force."""
    return _SINCE.sub(f"in_force_since = {since.isoformat()}", text, count=1)


async def add_version(record: Record, text: str) -> CharterVersion:
    """Add a version of the body's law, in force from the day that it names."""
    law = law_of(text)
    if law.body.slug != record.body.slug:
        raise OutOfOrderError(say("This charter is that of '{slug}'.", slug=law.body.slug))
    await _keep(record, text, law)
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
