"""Which files were handed in, and what is in them?

A paper has no door of its own: the noun that owns it shows it under its own permission.
"""

from hashlib import sha256
from uuid import UUID, uuid4

from governance.audit import Private
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError
from governance.rules.papers import Kind, endings, kind_of
from governance.schemas.bodies import Body
from governance.schemas.papers import Paper, Upload
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.tables import PaperRow

PAPER = "SELECT id, name, media_type, size, digest, kept_at, erased_at FROM paper"


async def keep_paper(
    record: Record, upload: Upload, *, kinds: frozenset[Kind], field: str = "paper"
) -> Paper:
    """Keep a file within a deed, if it is of one of these kinds by its content and its name.

    An error is the error of `field`.
    """
    kind = kind_of(upload.name, upload.content)
    if kind not in kinds:
        known = ", ".join(endings(kinds))
        raise BadInputError({field: say("This is none of the kinds taken: {known}.", known=known)})
    row = PaperRow(
        id=uuid4(),
        body=record.body.id,
        name=upload.name.replace("\\", "/").rpartition("/")[2],
        media_type=kind.value,
        size=len(upload.content),
        digest=sha256(upload.content).hexdigest(),
        content=upload.content,
        kept_at=record.at,
    )
    await PaperRow.insert(row)
    record.note(f"paper:{row.id}", after={"name": Private(row.name), "digest": Private(row.digest)})
    return await get_paper(record.body, row.id)


async def get_paper(body: Body, paper: UUID) -> Paper:
    """Return what is known of a file."""
    rows = await engine().read(f"{PAPER} WHERE id = $1 AND body = $2", paper, body.id)
    if not rows:
        raise NotFoundError(say("There is no such file here."))
    return _view(rows[0])


async def paper_content(body: Body, paper: UUID) -> bytes:
    """Return what is in a file; one that was erased is not there."""
    rows = await engine().read(
        "SELECT content FROM paper WHERE id = $1 AND body = $2 AND content IS NOT NULL",
        paper,
        body.id,
    )
    if not rows:
        raise NotFoundError(say("There is no such file here."))
    return bytes(rows[0]["content"])


async def erase_paper(record: Record, paper: UUID) -> None:
    """Forget a file's name and content within a deed; that there was one stays known."""
    await engine().write(
        "UPDATE paper SET content = NULL, name = '', erased_at = $1 "
        "WHERE id = $2 AND body = $3 AND erased_at IS NULL",
        record.at,
        paper,
        record.body.id,
    )
    record.note(f"paper:{paper}", after={"erased": True})


def _view(row: Row) -> Paper:
    known = {name: value for name, value in row.items() if name != "erased_at"}
    return Paper(**known, erased=row["erased_at"] is not None)
