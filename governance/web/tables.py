"""How do tables become files: CSV, one or many in a zip, or a spreadsheet?

A cell that a spreadsheet would take for a formula is made harmless by an apostrophe before it.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from governance.schemas.exports import Table, TableView

CSV_TYPE = "text/csv"
ZIP_TYPE = "application/zip"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "\ufeff"
"""So that spreadsheets know the text for UTF-8."""
RUNS = re.compile(r"[=+\-@\t\r]")
ZIP_DAY = (2000, 1, 1, 0, 0, 0)
"""The day that a zip notes of its files: always the same, so that the same rows give its bytes."""


def as_csv(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([[_text(cell) for cell in row] for row in table.rows])
    return (MARK + out.getvalue()).encode()


def as_zip(tables: Sequence[Table]) -> bytes:
    """Return tables as a zip of CSV files, one for each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            info = zipfile.ZipInfo(f"{table.name}.csv", ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, as_csv(table))
    return out.getvalue()


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Return tables as a spreadsheet, one sheet for each."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for number, table in enumerate(tables):
        sheet = first if number == 0 else book.create_sheet()
        sheet.title = table.name[:31]
        sheet.append(list(table.columns))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for row in table.rows:
            sheet.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_view(table: Table) -> TableView:
    """Return a table as JSON has it; days and moments are in ISO form."""
    rows = tuple(tuple(_plain(cell) for cell in row) for row in table.rows)
    return TableView(name=table.name, columns=table.columns, rows=rows)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return f"'{text}" if RUNS.match(text) else text


def _plain(cell: object) -> str | int | None:
    match cell:
        case None:
            return None
        case bool():
            return "yes" if cell else "no"
        case int():
            return cell
        case datetime():
            return cell.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
    return str(cell)


def _text(cell: object) -> str | int:
    value = _plain(cell)
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def _cell(cell: object) -> str | int | date | None:
    """Return a cell of a spreadsheet: days stay days, texts are harmless."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell
    value = _plain(cell)
    if isinstance(value, str):
        return harmless(ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
    return value
