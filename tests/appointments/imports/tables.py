"""Short ways to tables on their way onto the record."""

from datetime import date
from uuid import UUID

from appointments.rules.imports.columns import Content
from appointments.schemas.imports import Choices, ImportView, ImportWish
from appointments.services.imports.files import Limits
from appointments.services.imports.orders import check_import, start_import, take_import
from appointments.services.imports.runs import get_import, remarks_of
from appointments.services.imports.work import do_import
from governance.rules.access import Actor
from governance.schemas.papers import Upload
from governance.services.bodies import get_body
from tests.appointments.makers import clerk

LIMITS = Limits(size=8_000_000, unpacked=50_000_000, rows=100_000)
TODAY = date(2026, 11, 21)


async def checked(
    table: str | bytes,
    content: Content = Content.MEMBERS,
    *,
    choices: Choices | None = None,
    by: Actor | None = None,
) -> ImportView:
    """A table that was handed in and checked."""
    actor = by or clerk(TODAY)
    file = Upload(name="table.csv", content=table if isinstance(table, bytes) else table.encode())
    wish = ImportWish(content=content, file=file, choices=choices)
    run = await start_import(actor, wish, LIMITS)
    await check_import(actor, run.id)
    await work(run.id, actor)
    return await get_import(await get_body(actor.body), run.id)


async def taken(
    table: str | bytes,
    content: Content = Content.MEMBERS,
    *,
    choices: Choices | None = None,
    by: Actor | None = None,
) -> ImportView:
    """A table that was taken in."""
    actor = by or clerk(TODAY)
    run = await checked(table, content, choices=choices, by=by)
    assert run.counts.errors == 0, await said(run, actor)
    await take_import(actor, run.id)
    await work(run.id, actor)
    return await get_import(await get_body(actor.body), run.id)


async def work(run: UUID, actor: Actor) -> None:
    """Let the program do what was ordered."""
    assert await do_import(run, clock=lambda: actor.at, limits=LIMITS)


async def said(run: ImportView, actor: Actor | None = None) -> list[str]:
    """What was said of the rows, each as `row column: text (clause)`."""
    body = await get_body((actor or clerk(TODAY)).body)
    return [
        f"{each.row} {each.column}: {each.text}" + (f" ({each.clause})" if each.clause else "")
        for each in await remarks_of(body, run.id)
    ]
