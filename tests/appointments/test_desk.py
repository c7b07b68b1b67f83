"""The clerk's desk: one list of what is due, what narrows it, and what the record does not keep."""

import re
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from appointments.schemas.appointments import ServiceEnd
from appointments.services.departures import end_service
from governance.cli import openseat
from governance.front.desks import Wanted
from tests.app import SLUG, Doors
from tests.appointments.makers import CHARTER, a_full_board, clerk, staggered
from tests.appointments.test_law_change import adopted, law

FIRST = date(2020, 1, 21)
LEFT = date(2026, 1, 6)  # sixty days later is a Saturday
TODAY = datetime(2026, 3, 12, 17, tzinfo=UTC)
HOME = f"/bodies/{SLUG}"


@pytest.fixture
def lived(doors: Doors) -> Doors:
    """A board of which one seat is vacant and overdue, and whose other members hold over."""

    async def made() -> None:
        members = await staggered(FIRST, await a_full_board(FIRST))
        end = ServiceEnd(
            ground="resignation",
            delivered_on=LEFT,
            delivered_to=CHARTER.resignation.delivered_to,
        )
        await end_service(clerk(LEFT), members["mayor"].id, end)

    with doors.client.portal() as portal:
        portal.call(made)
    return doors


ON = {"on": "2026-03-12"}


def listed(doors: Doors, path: str, **asked: str) -> list[dict[str, object]]:
    answer = doors.client.get(
        f"/api/v1{path}", params={**ON, **asked}, headers=doors.headers("clerk")
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()
    return found


def test_the_list_is_sorted_by_the_rolled_day(lived: Doors) -> None:
    everything = listed(lived, "/due")
    days = [str(each["day"]) for each in everything]
    assert days == sorted(days)
    assert everything == listed(lived, f"{HOME}/due")
    fill = next(each for each in everything if each["what"] == "Fill Mayor")
    assert (fill["raw"], fill["day"], fill["overdue"]) == ("2026-03-07", "2026-03-09", True)
    assert (fill["authority"], fill["body"]) == ("Mayor", SLUG)


@pytest.mark.parametrize("path", ["/due", f"{HOME}/due"])
def test_filters_narrow_the_list_in_the_api(lived: Doors, path: str) -> None:
    whole = listed(lived, path)
    for name in ("authority", "clause", "who"):
        word = str(next(each[name] for each in whole if each["what"] == "Fill Mayor"))
        narrowed = listed(lived, path, **{name: word})
        assert narrowed == [each for each in whole if each[name] == word]
        assert narrowed
    late = listed(lived, path, overdue="true")
    assert late == [each for each in whole if each["overdue"]]
    assert listed(lived, path, overdue="false") == [each for each in whole if not each["overdue"]]
    assert listed(lived, path, authority="Nobody") == []


@pytest.mark.parametrize("path", ["/clerk", f"{HOME}/desk"])
def test_filters_stay_in_the_address_of_the_page(lived: Doors, path: str) -> None:
    asked = urlencode({**ON, "authority": "Mayor", "overdue": "yes"})
    page = lived.client.get(f"{path}?{asked}", headers=lived.headers("clerk")).text
    table = page.partition('id="due"')[2].partition("</section>")[0]
    assert "Fill Mayor" in table
    assert "Overdue by 3 days" in table
    assert "East District" not in table.partition("<table")[2]
    assert re.search(r'<option value="Mayor" selected>', table)
    assert '<input type="hidden" name="on" value="2026-03-12">' in table


def test_the_desk_counts_days_vacant_by_authority(lived: Doors) -> None:
    page = lived.client.get("/clerk?on=2026-03-12", headers=lived.headers("clerk")).text
    row = re.search(r'<th scope="row">Mayor</th>(.*?)</tr>', page.partition("days-vacant")[2])
    assert row is not None
    assert re.findall(r">(\d+)<", row[1]) == ["1", "1", "66"]


def test_the_desk_has_the_seats_and_their_twin_table(lived: Doors) -> None:
    page = lived.client.get("/clerk?on=2026-03-12", headers=lived.headers("clerk")).text
    assert 'role="img" tabindex="0" aria-label="Mayor: vacant, since January 6, 2026"' in page
    assert 'class="detail"' in page
    assert "The same as a table" in page


def test_nobody_sees_the_desk_of_a_board_without_a_role_there(lived: Doors) -> None:
    assert lived.client.get("/clerk").status_code == 401
    assert lived.client.get("/api/v1/due").status_code == 401


def test_the_command_line_narrows_the_list_alike(
    lived: Doors, furnished: tuple[str, dict[str, str]]
) -> None:
    environment = {"OPENSEAT_DATABASE": furnished[0]}
    command = ["due", "--on", "2026-03-12", "--authority", "Mayor", "--overdue"]
    shown = CliRunner().invoke(openseat, command, env=environment)
    assert shown.exit_code == 0, shown.output
    assert next(line.split("\t")[2] for line in shown.output.splitlines()) == (
        "Send notice of the vacancy in Mayor to Mayor, City Council, and "
        "Police Accountability Board Alliance"
    )


def test_a_broken_stagger_is_reported_with_its_rule(lived: Doors) -> None:
    with lived.client.portal() as portal:
        portal.call(adopted, law("shorten"))
    for path in ("/clerk", f"{HOME}/desk"):
        page = lived.client.get(f"{path}?on=2026-03-12", headers=lived.headers("clerk")).text
        assert "The record does not keep the law" in page, path
        assert "the law lets 3 end in a year" in page
        assert 'href="/bodies/rochester-pab/law#18-4J%283%29"' in page or "18-4J(3)" in page
    shown = lived.client.get(f"{HOME}/terms").text
    assert "The stagger is broken" in shown


@pytest.mark.parametrize(("year", "ends"), [(2020, 3), (2025, 3), (2026, 3), (2150, 3)])
def test_the_grid_of_any_year_is_shown_and_three_of_nine_end(
    lived: Doors, year: int, ends: int
) -> None:
    found = lived.client.get(f"/api/v1{HOME}/terms", params={"year": year}).json()
    assert (found["since"], found["until"]) == (f"{year}-07-01", f"{year + 1}-07-01")
    assert found["ending"] == ends
    assert {each["seat"] for each in found["terms"]} == {seat.id for seat in CHARTER.seats}
    page = lived.client.get(f"{HOME}/terms?year={year}").text
    assert "The terms of 3 seats end in this year." in page
    assert "The stagger holds" in page


def test_before_the_grid_there_is_no_term(lived: Doors) -> None:
    found = lived.client.get(f"/api/v1{HOME}/terms", params={"year": 2018}).json()
    assert (found["grid_since"], found["terms"]) == ("2020-07-01", [])
    assert "The grid of terms begins on" in lived.client.get(f"{HOME}/terms?year=2018").text
    assert lived.client.get(f"/api/v1{HOME}/terms", params={"year": 1799}).status_code == 400


def test_an_address_asks_for_what_is_wanted_and_no_more() -> None:
    wanted = Wanted(authority="City Council", overdue="yes")
    assert wanted.address() == "?authority=City+Council&overdue=yes"
    assert Wanted().address() == "?"
