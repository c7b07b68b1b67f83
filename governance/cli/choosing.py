"""Which body is meant, and is what was typed a lawful wish?"""

from datetime import date, datetime
from typing import TypeVar

import click
import msgspec

from governance.clock import day_in, now
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.services.bodies import get_body, list_bodies

Wish = TypeVar("Wish", bound=msgspec.Struct)

DAY = click.DateTime(["%Y-%m-%d"])


async def chosen_body(slug: str | None) -> Body:
    """Return the body of this address, or the only one that there is."""
    if slug is not None:
        return await get_body(slug)
    bodies = await list_bodies()
    if len(bodies) == 1:
        return bodies[0]
    if not bodies:
        raise click.ClickException("There is no body yet; run: openseat charter adopt FILE")
    raise click.UsageError(f"Say which body: {', '.join(body.slug for body in bodies)}")


def day_of(typed: datetime | None, body: Body) -> date:
    """Return the day that was typed, or today where the body is."""
    return typed.date() if typed is not None else day_in(now(), body.timezone)


def wish(kind: type[Wish], **values: object) -> Wish:
    """Return a wish of what was typed, or say what cannot be read."""
    try:
        return msgspec.convert(values, kind, str_keys=True)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"{error}.") from error


async def body_or_none(slug: str) -> Body | None:
    """Return the body of this address, if there is one."""
    try:
        return await get_body(slug)
    except NotFoundError:
        return None
