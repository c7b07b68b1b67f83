"""Imports through the doors: JSON, pages, the command line."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from governance.charter.load import bundled_charter
from governance.cli import openseat
from tests.app import SLUG, Doors
from tests.appointments.test_pages import Visitor

API = f"/api/v1/bodies/{SLUG}/imports"
HOME = f"/bodies/{SLUG}"
ROSTER = (
    "Member,Seat,Named by,Since,Term ends\n"
    "Ada Example,East,City Council,2024-07-01,2027-06-30\n"
    "Bo Example,Mayor,Mayor,2026-07-01,2029-06-30\n"
)
WRONG = ROSTER.replace("2027-06-30", "2027-06-31")


def file(table: str) -> dict[str, str]:
    return {"name": "roster.csv", "content": base64.b64encode(table.encode()).decode()}


def settled(doors: Doors, run: str) -> dict[str, object]:
    """Wait until the program has done what was ordered."""
    headers = doors.headers("clerk")
    for _ in range(200):
        found: dict[str, object] = doors.client.get(f"{API}/{run}", headers=headers).json()
        if found["state"] not in ("waiting", "checking", "taking"):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def test_a_program_takes_a_roster_in(doors: Doors) -> None:
    headers = doors.headers("clerk")
    post = doors.client.post
    made = post(API, json={"content": "members", "file": file(ROSTER)}, headers=headers).json()
    sheet = doors.client.get(f"{API}/{made['id']}/sheet", headers=headers).json()
    assert [each["field"] for each in sheet["columns"]] == [
        *("name", "seat", "authority", "since", "term_until"),
    ]
    mapping = {each["name"]: each["field"] for each in sheet["columns"]}
    mapped = post(f"{API}/{made['id']}/mapping", json={"mapping": mapping}, headers=headers)
    assert mapped.status_code == 201
    assert post(f"{API}/{made['id']}/take", headers=headers).status_code == 409
    assert post(f"{API}/{made['id']}/check", headers=headers).status_code == 201
    assert settled(doors, made["id"])["counts"]["new"] == 2  # type: ignore[index]  # JSON
    assert post(f"{API}/{made['id']}/take", headers=headers).status_code == 201
    assert settled(doors, made["id"])["state"] == "done"
    subjects = doors.client.get(f"{API}/{made['id']}/subjects", headers=headers).json()
    assert {each["row"] for each in subjects} == {2, 3}
    found = doors.client.get(f"/api/v1{HOME}/findings", headers=headers).json()
    assert {each["answer"] for each in found} == {"unknown"}
    assert doors.client.get(f"/api/v1{HOME}/findings").status_code == 401
    seats = doors.client.get(f"/api/v1{HOME}/seats").json()["seats"]
    assert [each["holder"]["name"] for each in seats if each["holder"]] == [
        *("Ada Example", "Bo Example"),
    ]


def test_a_clerk_takes_a_roster_in_by_pages_alone(doors: Doors) -> None:
    clerk = Visitor(doors, "clerk")
    sent = doors.client.post(
        f"{HOME}/imports",
        data={"csrf": clerk.csrf, "content": "members"},
        files={"file": ("roster.csv", WRONG.encode(), "text/csv")},
    )
    run = str(sent.url.path).rpartition("/")[2]
    assert '<option value="term_until" selected>' in sent.text
    fields = {"column_0": "name", "column_1": "seat", "column_2": "authority"}
    fields |= {"column_3": "since", "column_4": "term_until", "order": "month_first"}
    clerk.post(f"imports/{run}/check", **fields)
    settled(doors, run)
    page = clerk.get(f"imports/{run}")
    assert "1 error stands in the way" in page
    assert "“2027-06-31” is not a whole day." in page
    assert "Take it in" not in page
    twice = clerk.post(f"imports/{run}/check", 400, **{**fields, "column_4": "since"})
    assert "Two columns are taken for" in twice
    clerk.post(f"imports/{run}/check", **{**fields, "column_4": "", "grid_since": "2023-07-01"})
    settled(doors, run)
    assert "2 rows are new" in clerk.get(f"imports/{run}")
    clerk.post(f"imports/{run}/take")
    settled(doors, run)
    assert "It is on the record" in clerk.get(f"imports/{run}")
    assert "Ada Example" in clerk.get("findings")
    assert "Ada Example" in clerk.get("register")


def test_a_file_that_is_no_table_is_an_error_of_its_field(doors: Doors) -> None:
    clerk = Visitor(doors, "clerk")
    for content in (b"PK\x03\x04nothing", b""):
        sent = doors.client.post(
            f"{HOME}/imports",
            data={"csrf": clerk.csrf, "content": "members"},
            files={"file": ("roster.xlsx", content, "application/zip")},
        )
        assert sent.status_code == 400
        assert 'href="#f-file"' in sent.text


def test_imports_are_the_clerk_s_alone(doors: Doors) -> None:
    for role in ("member", "chair", "auditor"):
        assert doors.client.get(API, headers=doors.headers(role)).status_code == 403
    assert doors.client.get(API).status_code == 401


Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    """The command line on a database with the board in it."""

    def command(*args: str, status: int = 0) -> Result:
        env = {"OPENSEAT_DATABASE": database_url}
        result = CliRunner().invoke(openseat, args, env=env, prog_name="openseat")
        assert result.exit_code == status, result.output
        return result

    charter = tmp_path / "charter.toml"
    charter.write_text(bundled_charter(SLUG), "utf-8")
    command("charter", "adopt", str(charter))
    return command


def test_the_command_line_takes_a_table_in_and_everything_out(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text(WRONG, "utf-8")
    refused = run("import", str(table), status=1)
    assert "2\tTerm ends\terror\t“2027-06-31” is not a whole day." in refused.output
    table.write_text(ROSTER, "utf-8")
    tried = json.loads(run("import", str(table), "--dry-run", "--json").stdout)
    assert (tried["import"]["state"], tried["import"]["counts"]["new"]) == ("checked", 2)
    assert "2 new" in run("import", str(table)).output
    assert "0 new, 2 on the record already" in run("import", str(table)).output
    how = tmp_path / "how.json"
    how.write_text('{"mapping": {"Member": "name"}}', "utf-8")
    assert (
        "Say which column is" in run("import", str(table), "--mapping", str(how), status=1).output
    )
    how.write_text('{"mapping": 3}', "utf-8")
    run("import", str(table), "--mapping", str(how), status=2)
    out = tmp_path / "out.json"
    run("export", str(out), "--format", "json", "--private")
    assert len(json.loads(out.read_text("utf-8"))["persons"]) == 2
