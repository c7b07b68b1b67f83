"""A handler says what private facts it shows; who looked is kept once the answer is out."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from governance.schemas.bodies import Body
from governance.services.lookups import CONTACT, Lookup, keep_lookups, looks
from governance.web.access import PageRequest, actor_of

SEEN = "lookups"
FILE, EXPORT = "file", "export"


def shown(
    request: PageRequest,
    body: Body,
    people: Mapping[UUID, Sequence[UUID]],
    what: str = CONTACT,
    *,
    door: str = "",
) -> None:
    """Note that an answer shows what is private of people: of each the facts, by their ids.

    Without a door it is the page or the API, as the address tells.
    """
    door = door or ("api" if request.url.path.startswith("/api/") else "page")
    seen: list[Lookup] = request.scope["state"].setdefault(SEEN, [])
    seen += looks(body, actor_of(request), door, what, people)


async def keep_what_was_shown(request: PageRequest) -> None:
    """Write down, after the answer, who looked at what."""
    await keep_lookups(request.scope["state"].get(SEEN, ()))
