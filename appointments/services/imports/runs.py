"""Which imports are there, how far are they, and what was said of their rows?"""

from uuid import UUID

import msgspec

from appointments.rules.imports.columns import Content
from appointments.schemas.imports import (
    Choices,
    Counts,
    ImportView,
    RemarkView,
    State,
    SubjectView,
)
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine

RUN = (
    "SELECT id, content, file_name, digest, size, choices, state, task, rows_all, rows_done, "
    "counts, outcome, by_name, made_at, ended_at, file IS NOT NULL AS has_file FROM import_run"
)
REMARK = "SELECT row_number, column_name, weight, text, clause, answer FROM import_remark"
PAGE = 50
HEAVIEST_FIRST = "CASE weight WHEN 'error' THEN 0 WHEN 'difference' THEN 1 ELSE 2 END"


async def list_imports(body: Body, *, page: int = 1) -> list[ImportView]:
    """Return one page of the imports, the latest first."""
    rows = await engine().read(
        f"{RUN} WHERE body = $1 ORDER BY made_at DESC, id LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    return [_view(row) for row in rows]


async def count_imports(body: Body) -> int:
    """Return how many imports there were."""
    rows = await engine().read("SELECT count(*) AS number FROM import_run WHERE body = $1", body.id)
    return int(rows[0]["number"])


async def get_import(body: Body, run: UUID) -> ImportView:
    """Return one import."""
    rows = await engine().read(f"{RUN} WHERE body = $1 AND id = $2", body.id, run)
    if not rows:
        raise NotFoundError(say("There is no such import here."))
    return _view(rows[0])


async def file_of(body: Body, run: UUID) -> bytes:
    """Return the file of an import that is not over."""
    rows = await engine().read(
        "SELECT file FROM import_run WHERE body = $1 AND id = $2 AND file IS NOT NULL",
        body.id,
        run,
    )
    if not rows:
        raise NotFoundError(say("The file of this import was forgotten."))
    return bytes(rows[0]["file"])


async def latest_choices(body: Body, content: Content) -> list[Choices]:
    """Return how the latest tables of a kind were read, for one with the same headings."""
    rows = await engine().read(
        "SELECT choices FROM import_run WHERE body = $1 AND content = $2 "
        "AND state IN ('checked', 'done') ORDER BY made_at DESC LIMIT 20",
        body.id,
        content.value,
    )
    return [msgspec.json.decode(row["choices"], type=Choices) for row in rows]


async def remarks_of(body: Body, run: UUID, *, page: int = 1) -> list[RemarkView]:
    """Return one page of what was said of the rows: what stands in the way first."""
    await get_import(body, run)
    rows = await engine().read(
        f"{REMARK} WHERE import_run = $1 ORDER BY {HEAVIEST_FIRST}, place LIMIT $2 OFFSET $3",
        run,
        PAGE,
        (page - 1) * PAGE,
    )
    return [
        RemarkView(
            row=row["row_number"],
            column=row["column_name"],
            weight=row["weight"],
            text=row["text"],
            clause=row["clause"],
            answer=row["answer"],
        )
        for row in rows
    ]


async def count_remarks(body: Body, run: UUID) -> int:
    """Return how many remarks are kept."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM import_remark WHERE body = $1 AND import_run = $2",
        body.id,
        run,
    )
    return int(rows[0]["number"])


async def subjects_of(body: Body, run: UUID, *, page: int = 1) -> list[SubjectView]:
    """Return one page of what the rows became, in the order in which the chain proves them."""
    await get_import(body, run)
    rows = await engine().read(
        "SELECT row_number, subject, digest FROM import_subject "
        "WHERE import_run = $1 ORDER BY place LIMIT $2 OFFSET $3",
        run,
        SUBJECTS,
        (page - 1) * SUBJECTS,
    )
    return [
        SubjectView(row=row["row_number"], subject=row["subject"], digest=row["digest"])
        for row in rows
    ]


SUBJECTS = 1000
"""How many subjects stand on a page: they are for programs that check them."""


def _view(row: Row) -> ImportView:
    return ImportView(
        **{
            **row,
            "content": Content(row["content"]),
            "state": State(row["state"]),
            "choices": msgspec.json.decode(row["choices"], type=Choices),
            "counts": msgspec.json.decode(row["counts"], type=Counts),
            "has_file": bool(row["has_file"]),
        }
    )
