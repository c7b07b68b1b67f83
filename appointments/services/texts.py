"""What do the printed papers of a body say? Every version is kept."""

from uuid import uuid4

from appointments.rules.texts import PAPERS, PaperKind, wrong_gaps
from appointments.schemas.texts import PaperText, TextVersion, TextWish
from appointments.tables import PaperTextRow
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"paper_text_version": say("Somebody changed this text meanwhile; load it anew.")})


async def list_texts(body: Body) -> list[PaperText]:
    """Return the words of every paper."""
    return [await get_text(body, kind.name) for kind in PAPERS]


async def get_text(body: Body, name: str) -> PaperText:
    """Return the words of one paper with all their versions."""
    kind = kind_named(name)
    rows = await engine().read(
        "SELECT version, title, text, changed_by, changed_at FROM paper_text "
        "WHERE body = $1 AND name = $2 ORDER BY version DESC",
        body.id,
        name,
    )
    own = TextVersion(
        version=0, title=kind.title, text=kind.text, changed_by="openseat", changed_at=None
    )
    versions = (*(TextVersion(**row) for row in rows), own)
    return PaperText(
        name=name, about=str(kind.about), gaps=kind.gaps, current=versions[0], versions=versions
    )


@deed
async def edit_text(record: Record, name: str, wish: TextWish) -> PaperText:
    """Give a paper new words, as a new version; only its own gaps may stand in them."""
    kind = kind_named(name)
    title, text = wish.title.strip(), wish.text.replace("\r\n", "\n").strip()
    wrong: dict[str, Sentence] = {}
    for field, value in (("title", title), ("text", text)):
        problem = wrong_gaps(value, kind.gaps) if value else say("This is needed.")
        if problem is not None:
            wrong[field] = problem
    if wrong:
        raise BadInputError(wrong)
    found = await get_text(record.body, name)
    latest = found.current
    if latest.version != wish.based_on:
        raise OutOfOrderError(
            say(
                "{who} changed this text meanwhile, to version {version}; load it anew.",
                who=latest.changed_by,
                version=latest.version,
            )
        )
    row = PaperTextRow(
        id=uuid4(),
        body=record.body.id,
        name=name,
        version=latest.version + 1,
        title=title,
        text=text,
        changed_by=record.actor.name,
        changed_at=record.at,
    )
    await PaperTextRow.insert(row)
    record.note(
        f"text:{name}",
        before={"version": latest.version, "title": latest.title, "text": latest.text},
        after={"version": row.version, "title": title, "text": text},
    )
    return await get_text(record.body, name)


def kind_named(name: str) -> PaperKind:
    """Return a printed paper by its name."""
    for kind in PAPERS:
        if kind.name == name:
            return kind
    raise NotFoundError(say("There is no such paper."))
