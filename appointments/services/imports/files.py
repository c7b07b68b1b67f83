"""Which rows are in a file that somebody sent: CSV of any kind, or a spreadsheet?

A file is a stranger's: its size is bounded before and while it is unpacked, and a spreadsheet
whose parts declare entities is refused unread.
"""

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import charset_normalizer
import defusedxml
import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from appointments.rules.imports.columns import Content, how_likely
from governance.errors import BadInputError
from governance.sentences import Sentence, say

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SAMPLE = 256 * 1024
DELIMITERS = ",;\t|"
HEAD_ROWS = 10
"""In how many of the first rows the headings are looked for."""
MOST_COLUMNS = 200
MOST_PARTS = 2_000
LONGEST_CELL = 32_767
"""As many letters as a spreadsheet keeps in a cell."""
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    defusedxml.DefusedXmlException,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    SyntaxError,  # what the XML parser's own error is
    IndexError,
    TypeError,
    AttributeError,
)
"""What openpyxl raises on files that are no spreadsheets, or broken ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be: as sent, unpacked, and in rows."""

    size: int
    unpacked: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table out of a file: headings, and rows with the numbers that a spreadsheet shows."""

    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    how: Sentence


def read_sheet(content: bytes, content_kind: Content, limits: Limits) -> Sheet:
    """Return the table in a file, or refuse it in words."""
    if len(content) > limits.size:
        raise _refused(say("The file is larger than {most} bytes.", most=limits.size))
    if content.startswith(OLD_EXCEL):
        raise _refused(say("This is an old Excel file; save it as .xlsx or as CSV."))
    if content.startswith(ZIP):
        rows, how = _workbook(content, limits)
    else:
        rows, how = _text_rows(content)
    return _sheet(rows, how, content_kind, limits)


def _sheet(
    rows: Iterable[list[str]], how: Sentence, content_kind: Content, limits: Limits
) -> Sheet:
    """Find the headings among the first rows and keep what stands below them."""
    numbered = ((number, row) for number, row in enumerate(rows, 1))
    filled = ((number, row) for number, row in numbered if any(row))
    head = list(itertools.islice(filled, HEAD_ROWS))
    if not head:
        raise _refused(say("There is nothing in this file."))
    best = max(
        range(len(head)), key=lambda place: (how_likely(head[place][1], content_kind), -place)
    )
    columns = _columns(head[best][1])
    kept: list[tuple[int, list[str]]] = []
    for number, row in itertools.chain(head[best + 1 :], filled):
        if len(kept) == limits.rows:
            raise _refused(say("There are more than {most} rows.", most=limits.rows))
        kept.append((number, row[: len(columns)]))
    return Sheet(columns=columns, rows=kept, how=how)


def _columns(row: list[str]) -> tuple[str, ...]:
    """Return headings that differ: an empty one is named by its letter, a twin numbered."""
    named: list[str] = []
    for place, cell in enumerate(row[:MOST_COLUMNS], 1):
        name = cell[:100] or f"Column {get_column_letter(place)}"
        twin = name
        for number in itertools.count(2):
            if twin not in named:
                break
            twin = f"{name} ({number})"
        named.append(twin)
    return tuple(named)


def _text_rows(content: bytes) -> tuple[Iterator[list[str]], Sentence]:
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise _refused(say("This is neither a table as text nor a spreadsheet."))
    dialect = _dialect(text[:SAMPLE])
    how = say(
        "Text in {encoding}, columns apart by {mark}.",
        encoding=encoding,
        mark="tab" if dialect.delimiter == "\t" else f"“{dialect.delimiter}”",
    )
    return _records(text, dialect), how


def _records(text: str, dialect: type[csv.Dialect]) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            yield _filled([_tidy(cell) for cell in row[:MOST_COLUMNS]])
    except csv.Error as error:
        raise _refused(say("The table cannot be read: {why}.", why=str(error))) from error


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and how it was written, as far as its bytes tell."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    best = charset_normalizer.from_bytes(content[:SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return _strictly(content, encoding), encoding


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refused(say("This is neither a table as text nor a spreadsheet.")) from error


def _dialect(sample: str) -> type[csv.Dialect]:
    """Return how the cells of a table are kept apart; a comma where nothing tells."""
    whole_lines = sample[: sample.rfind("\n") + 1] or sample
    try:
        found = csv.Sniffer().sniff(whole_lines[:20_000], DELIMITERS)
        mark = found.delimiter
    except csv.Error:
        mark = max(DELIMITERS, key=lambda each: whole_lines.partition("\n")[0].count(each))

    class Found(csv.excel):
        delimiter = mark

    return Found


def _workbook(content: bytes, limits: Limits) -> tuple[Iterator[list[str]], Sentence]:
    try:
        _require_harmless(content, limits)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not names:
            raise _refused(say("There is no sheet in this spreadsheet."))
        rows = _spreadsheet_rows(book, names[0])
    except BROKEN as error:
        raise _refused(say("This spreadsheet cannot be read.")) from error
    return rows, say("Spreadsheet, the sheet “{name}”.", name=names[0])


def _spreadsheet_rows(book: openpyxl.Workbook, name: str) -> Iterator[list[str]]:
    sheet = book[name]
    try:
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield _filled([_cell(value) for value in row])
    except BROKEN as error:
        raise _refused(say("This spreadsheet cannot be read.")) from error


def _require_harmless(content: bytes, limits: Limits) -> None:
    """Refuse a zip that unpacks to too much, and parts that declare what they could blow up."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
            raise _refused(say("This spreadsheet unpacks to more than is allowed."))
        if "xl/workbook.xml" not in archive.namelist():
            raise _refused(say("This is neither a table as text nor a spreadsheet."))
        left = limits.unpacked
        for part in parts:
            left = _require_plain(archive, part, left)


def _require_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack a part once, piece by piece, as what it says of its own size may be a lie."""
    tail = b""
    with archive.open(part) as opened:
        while piece := opened.read(1 << 20):
            left -= len(piece)
            if left < 0:
                raise _refused(say("This spreadsheet unpacks to more than is allowed."))
            if part.filename.endswith((".xml", ".rels")) and DECLARED.search(
                (tail + piece).replace(b"\x00", b"")
            ):
                raise _refused(say("This spreadsheet declares entities; it was not read."))
            tail = piece[-64:]
    return left


def _cell(value: object) -> str:
    """Return a cell of a spreadsheet as a person would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return _tidy(str(value)[:LONGEST_CELL])


def _filled(row: list[str]) -> list[str]:
    """Return a row without the empty cells behind its last one."""
    while row and not row[-1]:
        row.pop()
    return row


def _tidy(text: str) -> str:
    """Return a cell's text; what was made harmless for spreadsheets is given back as it was."""
    text = text.strip().replace("\u00a0", " ")
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text


def _refused(why: Sentence) -> BadInputError:
    return BadInputError({"file": why})
