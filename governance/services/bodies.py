"""Which bodies are there, and which law is in force for each on a day?"""

import json
from datetime import date

from governance.charter.load import load_charter
from governance.charter.model import Charter
from governance.database import Engine
from governance.errors import NotFoundError
from governance.schemas.bodies import Body, CharterVersion
from governance.sentences import say
from governance.tables import BodyRow, CharterRow

BODY = "SELECT id, slug, name, timezone, revision FROM body"
PAGE = 24
KEPT_CHARTERS = 256


def engine() -> Engine:
    """Return the engine to which the tables are bound."""
    bound: Engine = BodyRow._meta.db  # type: ignore[assignment]  # ours, by `bind`
    return bound


async def get_body(slug: str) -> Body:
    """Return a body by its address."""
    rows = await engine().read(f"{BODY} WHERE slug = $1", slug)
    if not rows:
        raise NotFoundError(say("There is no body '{slug}' here.", slug=slug))
    return Body(**rows[0])


async def list_bodies(*, page: int = 1) -> list[Body]:
    """Return one page of the bodies, by name."""
    rows = await engine().read(
        f"{BODY} ORDER BY name, slug LIMIT $1 OFFSET $2", PAGE, (page - 1) * PAGE
    )
    return [Body(**row) for row in rows]


async def every_body() -> list[Body]:
    """Return all bodies, by name."""
    return [Body(**row) for row in await engine().read(f"{BODY} ORDER BY name, slug")]


async def count_bodies() -> int:
    """Return how many bodies there are."""
    rows = await engine().read("SELECT count(*) AS number FROM body")
    return int(rows[0]["number"])


async def charter_versions(body: Body) -> list[CharterVersion]:
    """Return the versions of a body's law, the oldest first."""
    rows = (
        await CharterRow.select(CharterRow.in_force_since, CharterRow.digest, CharterRow.adopted_at)
        .where(CharterRow.body == body.id)
        .order_by(CharterRow.in_force_since)
    )
    return [CharterVersion(**row) for row in rows]


async def charter_text(body: Body, on: date) -> str:
    """Return the text of the law that was in force on a day, as it was adopted."""
    digest = (await charter_on(body, on)).digest
    rows = await engine().read(
        "SELECT text FROM charter WHERE body = $1 AND digest = $2", body.id, digest
    )
    return str(rows[0]["text"])


async def charter_on(body: Body, on: date) -> Charter:
    """Return the law that was in force for a body on a day."""
    rows = await engine().read(
        "SELECT digest FROM charter WHERE body = $1 AND in_force_since <= $2 "
        "ORDER BY in_force_since DESC LIMIT 1",
        body.id,
        on,
    )
    if not rows:
        raise NotFoundError(say("No law of {name} was in force on {on}.", name=body.name, on=on))
    digest = rows[0]["digest"]
    return _charters.get(digest) or await _read(digest)


_charters: dict[str, Charter] = {}


async def _read(digest: str) -> Charter:
    """Parse a charter once for each process; the oldest make room."""
    rows = await engine().read("SELECT text, laws FROM charter WHERE digest = $1 LIMIT 1", digest)
    charter = load_charter(rows[0]["text"], json.loads(rows[0]["laws"]))
    if len(_charters) >= KEPT_CHARTERS:
        del _charters[next(iter(_charters))]
    _charters[digest] = charter
    return charter
