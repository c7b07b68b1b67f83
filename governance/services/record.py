"""What does a body's chain say?"""

from collections.abc import AsyncIterator

from governance.audit import BEGINNING
from governance.schemas.bodies import Body
from governance.schemas.record import Chain, Link
from governance.services.bodies import engine

PAGE = 100


async def chain_of(body: Body, *, after: int = 0, limit: int = PAGE) -> Chain:
    """Return the links that follow a number, and the chain's present length and head."""
    rows = await engine().read(
        "SELECT seq, entry, digest FROM audit WHERE body = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        body.id,
        after,
        limit,
    )
    head = await engine().read(
        "SELECT seq, digest FROM audit WHERE body = $1 ORDER BY seq DESC LIMIT 1", body.id
    )
    return Chain(
        body=body.slug,
        length=head[0]["seq"] if head else 0,
        head=head[0]["digest"] if head else BEGINNING,
        links=tuple(Link(**row) for row in rows),
    )


async def links_of(body: Body) -> AsyncIterator[Link]:
    """Give every link of a body's chain in order, page by page."""
    after = 0
    while links := (await chain_of(body, after=after, limit=1000)).links:
        for link in links:
            yield link
        after = links[-1].seq
