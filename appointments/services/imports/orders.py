"""What a clerk orders of an import: take a file, read it so, check it, take it in, stop."""

from hashlib import sha256
from uuid import UUID, uuid4

import msgspec

from appointments.rules.imports.columns import missing
from appointments.schemas.imports import (
    ACTIVE,
    OVER,
    Choices,
    ColumnView,
    ImportView,
    ImportWish,
    SheetView,
    State,
)
from appointments.services.history import board_of
from appointments.services.imports.choosing import chosen
from appointments.services.imports.files import Limits, Sheet
from appointments.services.imports.runs import get_import, latest_choices
from appointments.services.imports.work import (
    CHECK,
    TAKE,
    forget_sheet,
    hurry_stop,
    read_once,
    sheet_of,
)
from appointments.tables import ImportRow
from governance.audit import Private
from governance.clock import day_in
from governance.errors import OutOfOrderError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed
from governance.settings import Settings

SAMPLES = 3
SHORT = 60
MILLION = 1_000_000


def limits_of(settings: Settings) -> Limits:
    """Return how large a table may be here."""
    return Limits(
        size=settings.import_megabytes * MILLION,
        unpacked=settings.import_unpacked_megabytes * MILLION,
        rows=settings.import_rows,
    )


@deed
async def start_import(record: Record, wish: ImportWish, limits: Limits) -> ImportView:
    """Take a file in hand: it is kept until the import is over, and nothing comes of it yet."""
    digest = sha256(wish.file.content).hexdigest()
    sheet = await read_once(wish.file.content, digest, wish.content, limits)
    choices = wish.choices or await _as_before(record.body, wish, sheet)
    chosen(sheet, choices, wish.content, record.charter, record.today)
    row = ImportRow(
        id=uuid4(),
        body=record.body.id,
        content=wish.content.value,
        file_name=wish.file.name.replace("\\", "/").rpartition("/")[2],
        digest=digest,
        size=len(wish.file.content),
        file=wish.file.content,
        choices=msgspec.json.encode(choices).decode(),
        state=State.MAPPING.value,
        rows_all=len(sheet.rows),
        by_account=record.actor.account,
        by_name=record.actor.name,
        by_roles=" ".join(sorted(role.value for role in record.actor.roles)),
        made_at=record.at,
    )
    await ImportRow.insert(row)
    record.note(
        f"import:{row.id}",
        after={"content": wish.content, "file": digest, "name": Private(row.file_name)},
    )
    return await get_import(record.body, row.id)


@deed
async def map_import(record: Record, run: UUID, wish: Choices, limits: Limits) -> ImportView:
    """Choose how a table is read; what was found before is to be checked anew."""
    found = await _standing(record.body, run)
    sheet = await sheet_of(record.body, run, found.digest, found.content, limits)
    chosen(sheet, wish, found.content, record.charter, record.today)
    await _set(run, State.MAPPING, "", choices=wish)
    record.note(f"import:{run}", after={"mapping": wish.mapping})
    return await get_import(record.body, run)


@deed
async def check_import(record: Record, run: UUID) -> ImportView:
    """Order a check: every row is read and judged, and nothing is taken in."""
    await _standing(record.body, run)
    await _set(run, State.WAITING, CHECK)
    record.note(f"import:{run}", after={"ordered": CHECK})
    return await get_import(record.body, run)


@deed
async def take_import(record: Record, run: UUID) -> ImportView:
    """Order that a checked table without errors is taken in, all of it at once."""
    found = await _standing(record.body, run)
    if found.state is not State.CHECKED:
        raise OutOfOrderError(say("Check the table first."))
    if found.counts.errors:
        raise OutOfOrderError(say("The table has errors; nothing of it is taken in."))
    await engine().write(
        "UPDATE import_run SET by_account = $1, by_name = $2, by_roles = $3 WHERE id = $4",
        record.actor.account,
        record.actor.name,
        " ".join(sorted(role.value for role in record.actor.roles)),
        run,
    )
    await _set(run, State.WAITING, TAKE)
    record.note(f"import:{run}", after={"ordered": TAKE})
    return await get_import(record.body, run)


@deed
async def stop_import(record: Record, run: UUID) -> ImportView:
    """Stop the work on an import, or put one away that nobody works on; its file is forgotten."""
    found = await get_import(record.body, run)
    if found.state in OVER:
        raise OutOfOrderError(say("This import is over already."))
    if found.state in (State.CHECKING, State.TAKING):
        hurry_stop(run)
        await engine().write("UPDATE import_run SET stop_asked = $1 WHERE id = $2", True, run)
    elif found.state is State.WAITING:
        await _set(run, State.STOPPED, found.task)
    else:
        await engine().write(
            "UPDATE import_run SET state = 'discarded', file = NULL, ended_at = $1 WHERE id = $2",
            record.at,
            run,
        )
        await engine().write("DELETE FROM import_remark WHERE import_run = $1", run)
        forget_sheet(found.digest, found.content)
    record.note(f"import:{run}", after={"stopped": True})
    return await get_import(record.body, run)


async def sheet_view(body: Body, run: UUID, actor: Actor, limits: Limits) -> SheetView:
    """Return how a table is read as things stand: its columns, what each is taken for, its days."""
    found = await get_import(body, run)
    today = day_in(actor.at, body.timezone)
    charter = await charter_on(body, today)
    sheet = await sheet_of(body, run, found.digest, found.content, limits)
    how = chosen(sheet, found.choices, found.content, charter, today)
    board = await board_of(body, charter)
    return SheetView(
        how=str(sheet.how),
        rows=len(sheet.rows),
        columns=tuple(
            ColumnView(name=name, samples=_samples(sheet, place), field=how.mapping.get(name, ""))
            for place, name in enumerate(sheet.columns)
        ),
        order=how.order,
        order_is_certain=how.order_is_certain,
        ends=how.ends,
        ends_are_certain=how.ends_are_certain,
        grid_since=found.choices.grid_since or found.counts.grid_since,
        grid_is_asked=board.grid_since is None,
        body_called=how.body_called,
        missing=tuple(missing(how.mapping, found.content)),
    )


async def _standing(body: Body, run: UUID) -> ImportView:
    """Return an import that waits for its clerk."""
    found = await get_import(body, run)
    if found.state in ACTIVE:
        raise OutOfOrderError(say("The program is at work on this import."))
    if found.state in OVER or not found.has_file:
        raise OutOfOrderError(say("This import is over already."))
    return found


async def _set(run: UUID, state: State, task: str, *, choices: Choices | None = None) -> None:
    await engine().write(
        "UPDATE import_run SET state = $1, task = $2, stop_asked = $3, outcome = '' WHERE id = $4",
        state.value,
        task,
        False,
        run,
    )
    if choices is not None:
        await engine().write(
            "UPDATE import_run SET choices = $1, counts = '{}' WHERE id = $2",
            msgspec.json.encode(choices).decode(),
            run,
        )


async def _as_before(body: Body, wish: ImportWish, sheet: Sheet) -> Choices:
    """Return how the latest table with the same headings was read, or that all is to be guessed."""
    for choices in await latest_choices(body, wish.content):
        if choices.mapping is not None and set(choices.mapping) <= set(sheet.columns):
            return choices
    return Choices()


def _samples(sheet: Sheet, place: int) -> tuple[str, ...]:
    """Return the first cells of a column that say something."""
    found: list[str] = []
    for _, row in sheet.rows:
        if place < len(row) and row[place] and row[place][:SHORT] not in found:
            found.append(row[place][:SHORT])
            if len(found) == SAMPLES:
                break
    return tuple(found)
