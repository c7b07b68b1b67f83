"""Files that people hand in, and papers that are printed."""

import asyncio
import io
import zipfile
from datetime import UTC, datetime
from uuid import uuid4

import pikepdf
import pytest

from governance.database import Engine
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.printing import printed
from governance.rules.access import Role
from governance.rules.papers import DOCUMENTS, TEXTS, Kind, kind_of
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.schemas.papers import Paper, Upload
from governance.services.bodies import engine as bound
from governance.services.chains import verify_chain
from governance.services.deeds import Record, deed
from governance.services.erasure import erase_letters, erase_private
from governance.services.papers import erase_paper, get_paper, keep_paper, paper_content
from governance.web.papers import download, sent
from tests.app import acting

PDF = b"%PDF-1.7\n%%EOF"
MADE = datetime(2026, 11, 22, 15, 0, 0, 123, tzinfo=UTC)


def zipped(**members: str) -> bytes:
    """Return a zip with these members; a dot in a name is a double underscore here."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("letter.pdf", PDF, Kind.PDF),
        ("LETTER.PDF", PDF, Kind.PDF),
        ("cv.docx", zipped(word__document_xml="<a/>"), Kind.DOCX),
        ("roster.xlsx", zipped(xl__workbook_xml="<a/>"), Kind.XLSX),
        ("cv.odt", zipped(mimetype=Kind.ODT.value), Kind.ODT),
        ("scan.jpeg", b"\xff\xd8\xff\xe0", Kind.JPEG),
        ("note.txt", "Grüße\r\n".encode(), Kind.TEXT),
        ("note.txt", b"\xef\xbb\xbfname;seat", Kind.TEXT),
    ],
)
def test_a_file_is_what_its_content_and_its_name_say(name: str, content: bytes, kind: Kind) -> None:
    assert kind_of(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", b"MZ\x90\x00"),
        ("letter.exe", PDF),
        ("letter", PDF),
        ("letter.pdf", b""),
        ("cv.docx", zipped(other_xml="<a/>")),
        ("cv.docx", b"PK\x03\x04 broken"),
        ("cv.odt", zipped(mimetype="application/zip")),
        ("note.txt", b"a\x00b"),
        ("note.txt", b"\xff\xfe\x00"),
    ],
)
def test_what_a_name_says_alone_is_no_kind(name: str, content: bytes) -> None:
    assert kind_of(name, content) is None


@deed
async def record_person(record: Record, upload: Upload) -> Paper:
    """Stand in for a deed that keeps a file; it bears the name of one that a clerk may do."""
    return await keep_paper(record, upload, kinds=TEXTS, field="resume")


@deed
async def withdraw_fact(record: Record, paper: Paper) -> Paper:
    """Stand in for a deed that forgets a file and what was private of it."""
    await erase_paper(record, paper.id)
    await erase_private(record, {f"paper:{paper.id}"})
    return await get_paper(record.body, paper.id)


async def test_a_file_is_kept_as_it_was_handed_in(board: Body) -> None:
    paper = await record_person(acting(Role.CLERK), Upload(name="C:\\me\\cv.pdf", content=PDF))
    assert (paper.name, paper.media_type, paper.size) == ("cv.pdf", "application/pdf", len(PDF))
    assert await paper_content(board, paper.id) == PDF


async def test_a_kind_not_asked_for_is_refused_at_its_field(board: Body) -> None:
    with pytest.raises(BadInputError) as refused:
        await record_person(acting(Role.CLERK), Upload(name="me.png", content=b"\x89PNG\r\n\x1a\n"))
    assert "docx, md, odt, pdf, txt" in str(refused.value.fields["resume"])


async def test_an_erased_file_is_gone_and_the_chain_still_holds(
    board: Body, engine: Engine
) -> None:
    clerk = acting(Role.CLERK)
    paper = await record_person(clerk, Upload(name="cv.pdf", content=PDF))
    assert (await withdraw_fact(clerk, paper)).erased
    with pytest.raises(NotFoundError):
        await paper_content(board, paper.id)
    secrets = await bound().read("SELECT value FROM audit_secret WHERE body = $1", board.id)
    assert secrets
    assert not any("cv.pdf" in row["value"] for row in secrets)
    assert (await verify_chain(board)).holds


@deed
async def verify_fact(record: Record, about: str) -> bool:
    """Stand in for a deed that writes a letter and then forgets it."""
    await record.send(
        Letter(kind="test", about=about, recipient="a@b.example", subject="To you", text="Dear you")
    )
    await erase_letters(record, {about})
    return True


async def test_an_erased_letter_is_known_to_have_been_and_does_not_go_out(board: Body) -> None:
    await verify_fact(acting(Role.CLERK), "application:1")
    (kept,) = await bound().read("SELECT * FROM outbox WHERE body = $1", board.id)
    assert (kept["recipient"], kept["subject"], kept["text"]) == ("", "", "")
    assert kept["given_up_at"] is not None


async def test_a_paper_is_printed_for_everybody_to_read() -> None:
    text = "Dear Mayor,\n\n#panic() *stays* as it was typed."
    letter = await printed("letter", letter_of(text), title="A vacancy", at=MADE)
    with pikepdf.open(io.BytesIO(letter)) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.docinfo["/Title"] == "A vacancy"


async def test_a_letter_that_no_font_shows_is_named() -> None:
    with pytest.raises(OutOfOrderError, match="10fffd"):
        await printed("letter", letter_of("Private: \U0010fffd"), title="Private", at=MADE)


async def test_the_same_data_print_the_same_bytes() -> None:
    one, other = await asyncio.gather(
        *(printed("letter", letter_of("Same."), title="Same", at=MADE) for _ in range(2))
    )
    assert one == other


def letter_of(text: str) -> dict[str, object]:
    """Return what a letter needs, with this text."""
    return {
        "sender": "City Clerk",
        "recipient": ["The Mayor", "City Hall"],
        "day": "November 22, 2026",
        "text": text,
    }


def test_a_name_of_any_script_is_written_so_that_every_browser_reads_it() -> None:
    answer = download(b"", 'Žádost "1".pdf', "application/pdf")
    said = answer.headers["content-disposition"]
    assert said == (
        "attachment; filename=\"__dost _1_.pdf\"; filename*=UTF-8''%C5%BD%C3%A1dost%20%221%22.pdf"
    )


def test_only_what_runs_nothing_is_shown_in_place() -> None:
    shown = Paper(id=uuid4(), name="a.pdf", media_type=Kind.PDF, size=1, digest="", kept_at=MADE)
    held = Paper(id=uuid4(), name="a.docx", media_type=Kind.DOCX, size=1, digest="", kept_at=MADE)
    assert sent(shown, b"", inline=True).headers["content-disposition"].startswith("inline")
    assert sent(held, b"", inline=True).headers["content-disposition"].startswith("attachment")
    assert Kind.XLSX not in DOCUMENTS
