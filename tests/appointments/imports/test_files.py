"""Tables in files of all kinds, and files that are out for harm."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from appointments.rules.imports.columns import Content
from appointments.services.imports.files import Limits, Sheet, read_sheet
from governance.errors import BadInputError
from tests.appointments.imports.tables import LIMITS


def read(content: bytes, limits: Limits = LIMITS) -> Sheet:
    return read_sheet(content, Content.MEMBERS, limits)


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_text_is_read_whatever_its_encoding_and_its_delimiter(encoding: str, mark: str) -> None:
    member = ["Zoë Müller-Günther", "Élan", "2021-01-02"]
    rows = [["Name", "Seat", "Since"], *[member] * 3]
    sheet = read("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert sheet.columns == ("Name", "Seat", "Since")
    assert sheet.rows[0] == (2, ["Zoë Müller-Günther", "Élan", "2021-01-02"])


def test_a_quoted_line_break_stays_in_its_cell() -> None:
    sheet = read(b'Name,Seat,Since\n"Ada\nExample","a ""b"", c",2021-01-02\n')
    assert sheet.rows == [(2, ["Ada\nExample", 'a "b", c', "2021-01-02"])]


def test_headings_are_found_below_a_title() -> None:
    sheet = read(
        b"Roster of the Board,,\n,,\nas of June,,\nSeat,Name,Start date\nEast,A,1/2/2021\n"
    )
    assert sheet.columns == ("Seat", "Name", "Start date")
    assert sheet.rows == [(5, ["East", "A", "1/2/2021"])]


def test_twin_and_empty_headings_get_names_of_their_own() -> None:
    assert read(b"Name,,Name,Since\nA,b,c,d\n").columns == ("Name", "Column B", "Name (2)", "Since")


def test_a_spreadsheet_is_read_as_somebody_typed_it() -> None:
    sheet = read(
        workbook(
            ["Name", "Since", "Seat", "Until"],
            ["Ada", datetime(2021, 1, 2, 3), 3.0, date(2024, 1, 1)],  # noqa: DTZ001 (as a cell has it)
            ["B", None, True, 1.5],
        )
    )
    assert sheet.rows == [
        (2, ["Ada", "2021-01-02", "3", "2024-01-01"]),
        (3, ["B", "", "yes", "1.5"]),
    ]


def refused(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(BadInputError) as caught:
        read(content, limits)
    return str(caught.value)


def test_a_zip_that_unpacks_to_too_much_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    small = Limits(size=8_000_000, unpacked=2_000_000, rows=10)
    assert "unpacks to more" in refused(bomb.getvalue(), small)
    lying = bomb.getvalue().replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused(lying, small)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_that_declares_entities_is_refused_unread(encoding: str) -> None:
    harmful = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(workbook(["Name", "Since"], ["A", "2021-01-01"])))
    with good, zipfile.ZipFile(harmful, "w") as archive:
        for name in good.namelist():
            archive.writestr(name, good.read(name))
        archive.writestr("xl/sharedStrings2.xml", BOMB.decode().encode(encoding))
    assert "entities" in refused(harmful.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\n\n,,\n", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0old", b"a\x00b,c\n1,2\n"),
        *(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b'Name,Since\n"' + b"x" * 40_000 + b'",1\n'),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes) -> None:
    assert refused(content).startswith("file: ")


def test_too_many_rows_and_too_many_bytes_are_refused() -> None:
    table = b"Name,Since\n" + b"A,2021-01-01\n" * 3
    assert len(read(table, Limits(size=100, unpacked=1, rows=3)).rows) == 3
    assert "more than 2 rows" in refused(table, Limits(size=100, unpacked=1, rows=2))
    assert "larger than 40 bytes" in refused(table, Limits(size=40, unpacked=1, rows=9))
