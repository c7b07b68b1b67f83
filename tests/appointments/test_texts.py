"""The words of the printed papers, and the papers: tagged, titled, in a language, unharmed."""

import io
from datetime import date

import pikepdf
import pytest

from appointments.rules.texts import PAPERS, filled, wrong_gaps
from appointments.schemas.appointments import AppointmentNotice, AppointmentView
from appointments.schemas.texts import TextWish
from appointments.services.appointments import send_appointment_notice
from appointments.services.printing import appointment_paper, notice_paper, sample_paper
from appointments.services.texts import edit_text, get_text, list_texts
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.services.letters import list_letters
from tests.appointments.makers import CHARTER, a_full_board, appointed, clerk
from tests.appointments.test_vacancies import vacated

FIRST = date(2020, 1, 21)
NAMES = [kind.name for kind in PAPERS]
UNKNOWN = b"\xef\xbf\xbd".decode()


def words_of(pdf: pikepdf.Pdf) -> str:
    """Return every text of a PDF that its fonts can be read back to."""
    said = []
    for page in pdf.pages:
        maps = {name: _unicode(font) for name, font in page.resources.Font.items()}
        current: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                current = maps[str(operands[0])]
            for operand in operands if str(operator) in ("Tj", "TJ") else ():
                for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
                    if isinstance(part, pikepdf.String):
                        raw = bytes(part)
                        codes = (raw[at : at + 2] for at in range(0, len(raw), 2))
                        said.append("".join(current.get(int.from_bytes(c), "") for c in codes))
    return "".join(said)


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font stands for, as its ToUnicode map says."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    for operands, operator in pikepdf.parse_content_stream(font.ToUnicode):
        if str(operator) == "endbfchar":
            pairs = [bytes(each) for each in operands]
            for code, text in zip(pairs[::2], pairs[1::2], strict=True):
                found[int.from_bytes(code)] = text.decode("utf-16-be")
    return found


def checked(content: bytes, title: str) -> str:
    """Open a PDF, find it accessible, and return its words without spaces."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        assert str(pdf.docinfo["/Title"]) == title
        assert str(root.Lang) == "en"
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
        return words_of(pdf).replace(" ", "")


def squeezed(*words: str) -> list[str]:
    return [each.replace(" ", "") for each in words]


async def test_the_papers_of_an_appointment_say_whose_it_is(board: Body) -> None:
    each = (await a_full_board(FIRST))["south"]
    at = clerk(FIRST).at
    certificate = await appointment_paper(board, CHARTER, each.id, "certificate", at)
    said = checked(certificate, "Certificate of Appointment")
    for words in squeezed(each.name, each.number, "South District", "Tuesday, January 21, 2020"):
        assert words in said
    oath = checked(await appointment_paper(board, CHARTER, each.id, "oath", at), "Oath of Office")
    for words in squeezed(
        "I do solemnly swear", "constitution of the State of New York", "30 days"
    ):
        assert words in oath
    letter = await appointment_paper(board, CHARTER, each.id, "letter", at)
    said = checked(letter, "Your appointment to the Police Accountability Board")
    assert "CityClerk" in said
    with pytest.raises(NotFoundError):
        await appointment_paper(board, CHARTER, each.id, "vacancy_notice", at)


async def test_a_notice_is_printed_for_each_authority(board: Body) -> None:
    on = date(2026, 12, 14)
    found = await vacated(on)
    content = await notice_paper(board, CHARTER, found.id, "mayor", clerk(on).at)
    said = checked(content, "Vacancy in the Police Accountability Board: South District")
    for words in squeezed("Mayor", "Tuesday, February 16, 2027", "18-4K", "POL 30(1)(a)"):
        assert words in said
    with pytest.raises(NotFoundError):
        await notice_paper(board, CHARTER, found.id, "governor", clerk(on).at)


@pytest.mark.parametrize("name", NAMES)
async def test_every_paper_has_a_sample(board: Body, name: str) -> None:
    content = await sample_paper(board, CHARTER, name, clerk(FIRST).at)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert UNKNOWN not in words_of(pdf)
    text = await get_text(board, name)
    assert wrong_gaps(text.current.text, text.gaps) is None


async def test_an_edited_text_is_a_new_version_and_the_mail_says_it_too(board: Body) -> None:
    on = date(2020, 2, 3)
    each = await a_member(FIRST)
    wish = TextWish(title="Dear {name}", text="Welcome, {name}, to {seat}.", based_on=0)
    edited = await edit_text(clerk(on), "letter", wish)
    assert (edited.current.version, edited.current.changed_by) == (1, "Test")
    assert [version.version for version in edited.versions] == [1, 0]
    content = await appointment_paper(board, CHARTER, each.id, "letter", clerk(on).at)
    assert "Welcome," in checked(content, f"Dear {each.name}")
    await send_appointment_notice(clerk(on), each.id, AppointmentNotice())
    [letter] = [each for each in await list_letters(board) if each.kind == "appointment_notice"]
    assert letter.text == f"Welcome, {each.name}, to South District.\n"
    assert each.name not in letter.subject
    assert [text.current.version for text in await list_texts(board)] == [0, 0, 1, 0]


async def a_member(on: date) -> AppointmentView:
    """Somebody appointed to South."""
    return await appointed(on, "south")


async def test_two_who_edit_at_once_do_not_overwrite_each_other(board: Body) -> None:
    wish = TextWish(title="A", text="B", based_on=0)
    await edit_text(clerk(FIRST), "oath", wish)
    with pytest.raises(OutOfOrderError, match="Test changed this text meanwhile"):
        await edit_text(clerk(FIRST), "oath", wish)
    with pytest.raises(NotFoundError):
        await edit_text(clerk(FIRST), "diploma", wish)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dear {nam}", "{nam}"),
        ("{name.__class__}", "{name.__class__}"),
        ("{0}", "{0}"),
        ("A { brace", "stands alone"),
        ("{{name}}", "stands alone"),
        ("   ", "needed"),
    ],
)
async def test_only_the_paper_s_own_gaps_are_taken(board: Body, text: str, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        await edit_text(clerk(FIRST), "letter", TextWish(title="T", text=text, based_on=0))
    assert why in str(refused.value.fields["text"])


async def test_nothing_typed_becomes_a_command_of_the_typesetter(board: Body) -> None:
    nasty = '#panic("x") $x^2$ *b* _i_ \\ #import "/etc/passwd" <label> @ref `raw` = Heading'
    wish = TextWish(title="#T $y$", text=nasty, based_on=0)
    await edit_text(clerk(FIRST), "certificate", wish)
    said = checked(await sample_paper(board, CHARTER, "certificate", clerk(FIRST).at), "#T $y$")
    for words in squeezed('#panic("x")', "$x^2$", "*b*", '#import"/etc/passwd"', "=Heading"):
        assert words in said


def test_what_fills_a_gap_is_not_read_for_gaps() -> None:
    assert filled("{name} and {seat}", {"name": "{seat}", "seat": "East"}) == "{seat} and East"
