"""What is taken out: what the law makes public, and for the clerk all of it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl
import pikepdf
import pytest

from appointments.rules.imports.columns import Content
from appointments.services.seats import roster_on
from governance.front.exports import file_of, popolo_of, tables_of
from governance.schemas.bodies import Body
from governance.schemas.exports import ExportFormat, Table
from governance.services.bodies import engine
from governance.web.tables import as_csv, as_xlsx, harmless
from tests.app import SLUG, Doors
from tests.appointments.imports.tables import TODAY, taken
from tests.appointments.makers import a_full_board, staggered
from tests.appointments.test_pages import filled

__all__ = ["filled"]

HOME = f"/bodies/{SLUG}"
WIPED = (
    *("import_remark", "import_subject", "appointment_finding", "term_grid", "import_run"),
    *("vacancy_notice", "vacancy", "service", "designation", "appointment", "legislation"),
    *("fact", "person"),
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_what_was_taken_out_can_be_taken_in(board: Body) -> None:
    await staggered(date(2026, 6, 1), await a_full_board(date(2026, 2, 1)))
    before = _without_ids(await roster_on(board, TODAY))
    tables = {each.name: each for each in await tables_of(board, TODAY)}
    async with engine().transaction():
        for table in WIPED:
            await engine().write(f"DELETE FROM {table}")
    run = await taken(as_csv(tables["members"]))
    assert (run.counts.errors, run.counts.new) == (0, 18)
    assert _without_ids(await roster_on(board, TODAY)) == before
    again = await tables_of(board, TODAY)
    members = next(each for each in again if each.name == "members")
    assert [row[:-2] for row in members.rows] == [row[:-2] for row in tables["members"].rows]


def _without_ids(roster: object) -> str:
    return re.sub(r"UUID\('[^']*'\)", "", str(roster))


async def test_the_public_gets_nothing_private(board: Body) -> None:
    await a_full_board(date(2026, 2, 1))
    await taken("Name,E-mail\nAda Nominee,secret@test.example\n", Content.PEOPLE)
    for wanted in ExportFormat:
        file = await file_of(board, wanted, TODAY)
        text = _text(file.content)
        assert "test.example" not in text
        assert "Ada Nominee" not in text
    clerk = _text((await file_of(board, ExportFormat.CSV, TODAY, private=True)).content)
    assert "secret@test.example" in clerk


def _text(content: bytes) -> str:
    """Everything in a file, unpacked."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_run_is_made_harmless(text: str) -> None:
    table = Table(name="t", columns=("a",), rows=[(text,), ("plain - text",), (-1,)])
    assert rows_of(as_csv(table))[1] == [f"'{text}"]
    assert rows_of(as_csv(table))[2:] == [["plain - text"], ["-1"]]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([table]))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")
    assert harmless("plain") == "plain"


async def test_a_harmless_cell_comes_back_as_it_was(board: Body) -> None:
    table = Table(name="people", columns=("name", "phone"), rows=[("Ada", "+1 585 555 0100")])
    await taken(as_csv(table), Content.PEOPLE)
    rows = await engine().read("SELECT phone FROM person")
    assert rows[0]["phone"] == "+1 585 555 0100"


FIELDS: Mapping[str, Sequence[str]] = {
    "persons": ("id", "name", "email", "contact_details"),
    "organizations": ("id", "name", "classification", "founding_date", "links"),
    "posts": ("id", "label", "role", "organization_id"),
    "memberships": (
        *("id", "label", "role", "person_id", "organization_id", "post_id"),
        *("on_behalf_of_id", "start_date", "end_date"),
    ),
    "events": (
        *("id", "name", "classification", "status", "organization_id", "start_date", "end_date"),
        "location",
    ),
}
"""The fields that Popolo documents, as far as they are used."""
DAY = re.compile(
    r"[0-9]{4}((-[0-9]{2}){0,2}|(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){0,2}(Z|[+-][0-9]{2}(:[0-9]{2})?))"
)
"""Popolo's own pattern of a day or a moment."""


async def test_popolo_has_no_field_that_popolo_has_not(board: Body) -> None:
    await a_full_board(date(2026, 2, 1))
    file = await file_of(board, ExportFormat.JSON, TODAY, private=True)
    found = json.loads(file.content)
    assert set(found) == set(FIELDS)
    for kind, things in found.items():
        assert things or kind == "events"
        for thing in things:
            assert set(thing) <= set(FIELDS[kind])
            days = [value for name, value in thing.items() if name.endswith("_date")]
            assert all(DAY.fullmatch(day) for day in days)
    ids = {each["id"] for kind in ("persons", "organizations", "posts") for each in found[kind]}
    for each in found["memberships"]:
        assert {each["person_id"], each["post_id"], each["on_behalf_of_id"]} <= ids


async def test_popolo_s_last_day_is_the_last_day_of_service(board: Body) -> None:
    table = "Seat,Name,Since,Until,Term ends\nEast,A,2024-07-01,2025-06-30,2027-06-30\n"
    await taken(table + "South,B,2024-07-01,,2026-06-30\n")
    first, second = (await popolo_of(board, TODAY)).memberships
    assert (first.start_date, first.end_date) == ("2024-07-01", "2025-06-30")
    assert second.end_date == ""


def test_anyone_may_take_the_public_s_part(filled: Doors) -> None:
    client = filled.client
    client.cookies.clear()
    page = client.get(f"{HOME}/data")
    assert page.status_code == 200
    members = client.get(f"{HOME}/data.csv?table=members")
    assert members.headers["content-disposition"].startswith("attachment")
    assert len(rows_of(members.content)) == 19
    assert client.get(f"{HOME}/data.csv?table=people").status_code == 404
    assert client.get(f"{HOME}/data.csv?table=%00").status_code in (400, 404)
    names = zipfile.ZipFile(io.BytesIO(client.get(f"{HOME}/data.zip").content)).namelist()
    assert "people.csv" not in names
    assert "members.csv" in names
    assert client.get(f"/api/v1{HOME}/popolo").json()["memberships"]
    assert client.get(f"/api/v1{HOME}/tables/seats").json()["columns"][0] == "seat"
    assert client.post(f"/api/v1{HOME}/exports", json={"format": "csv"}).status_code == 401


def test_that_the_clerk_took_everything_out_is_noted(filled: Doors) -> None:
    answer = filled.client.post(
        f"/api/v1{HOME}/exports", json={"format": "xlsx"}, headers=filled.headers("clerk")
    )
    assert answer.status_code == 201
    assert answer.json()["name"].endswith(".xlsx")
    record = filled.client.get(f"{HOME}/record.jsonl").text
    assert '\\"deed\\":\\"take_export\\"' in record.splitlines()[-1]


def test_the_register_is_one_page_for_nine_seats(filled: Doors) -> None:
    filled.client.cookies.clear()
    page = filled.client.get(f"{HOME}/register?on=2026-11-21").text
    assert page.count('<th scope="row">') == 9
    assert "How to apply" in page
    assert "18-4K" in page
    printed = filled.client.get(f"{HOME}/register.pdf")
    with pikepdf.open(io.BytesIO(printed.content)) as paper:
        assert len(paper.pages) == 1
        assert paper.Root.MarkInfo.Marked
    early = filled.client.get(f"{HOME}/register?on=2020-01-01").text
    assert early.count("vacant") >= 9
    assert filled.client.get(f"{HOME}/register?on=2019-05-20").status_code == 404
