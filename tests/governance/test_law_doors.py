"""The calculator, the law and the record, through both doors."""

import json
from urllib.parse import quote

import pytest

from governance.audit import first_break
from tests.app import SLUG, Doors

WORKED = [
    ("2026-03-02", 60, "2026-05-01", "2026-05-01"),
    ("2026-01-06", 60, "2026-03-07", "2026-03-09"),
    ("2026-12-14", 60, "2027-02-12", "2027-02-16"),
    ("2026-05-05", 15, "2026-05-20", "2026-05-20"),
]


@pytest.mark.parametrize(("start", "length", "raw", "rolled"), WORKED)
def test_the_calculator_gives_the_worked_cases(
    doors: Doors, start: str, length: int, raw: str, rolled: str
) -> None:
    answer = doors.client.get("/api/v1/clock", params={"start": start, "length": length}).json()
    assert (answer["raw"], answer["rolled"]) == (raw, rolled)


def test_the_calculator_page_says_why_the_day_rolled(doors: Doors) -> None:
    text = doors.client.get("/clock?start=2026-12-14&length=60").text
    assert "Tuesday, February 16, 2027" in text
    assert "Lincoln" in text


@pytest.mark.parametrize(
    "query",
    [
        "start=2026-02-30&length=60",
        "start=2026-12-14&length=sixty",
        "start=2026-12-14&length=-1",
        "start=9999-12-31&length=60",
        "start=&length=60",
        "start=2026-12-14&length=60&days=moon",
        "start=2026-12-14&length=100001",
    ],
)
def test_what_the_calculator_cannot_read_is_said_and_kept(doors: Doors, query: str) -> None:
    page = doors.client.get(f"/clock?{query}")
    assert page.status_code == 400
    assert 'class="note bad' in page.text
    assert doors.client.get(f"/api/v1/clock?{query}").status_code == 400


def test_the_calculator_counts_a_leap_day(doors: Doors) -> None:
    params = {"start": "2028-02-28", "length": 1, "days": "business"}
    assert doors.client.get("/api/v1/clock", params=params).json()["rolled"] == "2028-02-29"


def test_every_clause_of_the_law_has_its_own_anchor(doors: Doors) -> None:
    law = doors.client.get(f"/api/v1/bodies/{SLUG}/law").json()
    text = doors.client.get(f"/bodies/{SLUG}/law").text
    for clause in law["clauses"]:
        for anchor in {clause["id"], clause["cite"]}:
            assert text.count(f'id="{quote(anchor)}"') == 1, anchor


def test_the_law_of_a_day_before_the_board_is_not_found(doors: Doors) -> None:
    assert doors.client.get(f"/bodies/{SLUG}/law?on=2019-05-20").status_code == 404
    assert doors.client.get(f"/bodies/{SLUG}/law?on=2019-05-21").status_code == 200


def test_anyone_can_take_the_record_away_and_check_it(doors: Doors) -> None:
    lines = doors.client.get(f"/bodies/{SLUG}/record.jsonl").text.splitlines()
    head, *links = [json.loads(line) for line in lines]
    assert head["length"] == len(links) > 1
    chain = [(link["entry"], link["digest"]) for link in links]
    assert first_break(chain, head=head["head"]) is None
    assert first_break(chain[:-1], head=head["head"]) is not None


def test_the_list_of_boards_names_the_board(doors: Doors) -> None:
    assert "Police Accountability Board" in doors.client.get("/").text
    assert doors.client.get("/api/v1/bodies").json()[0]["slug"] == SLUG


def test_an_unknown_board_is_not_found_through_either_door(doors: Doors) -> None:
    assert doors.client.get("/bodies/nowhere/law").status_code == 404
    problem = doors.client.get("/api/v1/bodies/nowhere").json()
    assert problem["status"] == 404
    assert "nowhere" in problem["detail"]


def test_the_api_is_shown_without_any_other_site(doors: Doors) -> None:
    text = doors.client.get("/api").text
    assert "compute_clock" in text
    assert "https://" not in text.replace("https://ecode360", "")
