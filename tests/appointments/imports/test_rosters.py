"""Rosters and years of history from elsewhere, judged by the law of each day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from appointments.rules.imports.columns import Content
from appointments.schemas.imports import Choices, Ends
from appointments.services.findings import list_findings
from appointments.services.history import board_of, history
from appointments.services.legislation import list_legislation
from appointments.services.seats import roster_on
from appointments.services.vacancies import vacancies_of
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body, CharterText
from governance.services.bodies import get_body
from governance.services.founding import found_body
from governance.services.people import count_people
from governance.services.record import chain_of
from tests.app import acting
from tests.appointments.imports.tables import TODAY, checked, said, taken
from tests.appointments.makers import CHARTER, clerk

ROSTER = """\
Seat,Name,Appointed by,Date appointed,Term expires,Ordinance,Oath filed
East,"Ōkubo, Łucja",City Council,7/1/2024,6/30/2027,2024-210,7/10/2024
Northeast,Rosa Example,City Council,7/1/2025,6/30/2028,2025-118,7/3/2025
Mayor,"Delgado, Ines, Jr.",Mayor,7/1/2023,6/30/2026,2023-77,9/14/2023
Alliance,Sam Trial,Police Accountability Board Alliance,7/1/2024,6/30/2027,2024-210,
South,vacant,,,,,
"""
HEAD = "Seat,Name,Appointed by,Since,Until,Term ends,Ordinance,Ayes,Noes,Voted on,Why,Oath filed\n"
GRID = Choices(grid_since=date(2020, 7, 1))


def row(seat: str, name: str, since: str, **more: str) -> str:
    """A row of a table with the columns of HEAD, with nothing to find fault with."""
    authority = CHARTER.authority(CHARTER.seat(seat).designated_by).name
    cells = {"by": authority, "until": "", "ends": "", "act": f"act of {since}", "ayes": "9"}
    cells |= {"noes": "0", "voted": since, "why": "", "oath": since, **more}
    names = ("by", "since", "until", "ends", "act", "ayes", "noes", "voted", "why", "oath")
    values = [{"since": since, **cells}[key] for key in names]
    return ",".join([seat, name, *values]) + "\n"


async def test_a_roster_as_people_keep_it_is_taken_in(board: Body) -> None:
    run = await taken(ROSTER)
    assert (run.counts.new, run.counts.skipped, run.counts.errors) == (4, 1, 0)
    seats = {each.id: each for each in (await roster_on(board, TODAY)).seats}
    assert seats["east"].holder is not None
    assert seats["east"].holder.name == "Łucja Ōkubo"
    assert seats["east"].holder.term_until == date(2027, 7, 1)
    assert seats["mayor"].holder is not None
    assert seats["mayor"].holder.name == "Ines Delgado Jr."
    assert seats["mayor"].status == "holding_over"
    assert seats["south"].status == "vacant"
    assert (await board_of(board, CHARTER)).grid_since == date(2023, 7, 1)
    assert not run.has_file


async def test_a_second_run_of_the_same_file_changes_nothing(board: Body) -> None:
    await taken(ROSTER)
    before = await history(board)
    again = await checked(ROSTER)
    assert (again.counts.new, again.counts.unchanged, again.counts.changed) == (0, 4, 0)
    await taken(ROSTER)
    assert await history(board) == before
    assert await count_people(board) == 4


async def test_a_changed_row_is_shown_and_the_record_stays(board: Body) -> None:
    await taken(ROSTER)
    before = await history(board)
    run = await taken(ROSTER.replace("7/10/2024", "7/11/2024"))
    assert (run.counts.new, run.counts.changed) == (0, 1)
    assert [text for text in await said(run) if text.startswith("2 ")] == [
        "2 oath_filed_on: The record has Wednesday, July 10, 2024, the row Thursday, July 11, 2024."
    ]
    assert await history(board) == before


async def test_an_error_in_one_row_lets_nothing_in(board: Body) -> None:
    run = await checked(ROSTER.replace("6/30/2028", "6/31/2028").replace("East,", "Eest,"))
    errors = [text for text in await said(run) if text.startswith(("2 ", "3 "))]
    assert run.counts.errors == 2
    assert errors[0].startswith("2 seat: There is no seat “Eest”; the seats are East District")
    assert errors[1] == "3 term_until: “6/31/2028” is not a whole day."
    assert await history(board) == []


async def test_a_member_sworn_late_is_a_finding_with_its_clause(board: Body) -> None:
    in_time = row("east", "In Time", "7/1/2024", oath="7/31/2024")
    run = await taken(
        HEAD + in_time + row("south", "Too Late", "7/1/2024", oath="8/1/2024"), choices=GRID
    )
    assert run.counts.findings == 1
    [found] = await list_findings(board)
    assert (found.name, found.clause, found.answer) == ("Too Late", "POL 30(1)(h)", "broken")
    assert "due by Wednesday, July 31, 2024" in found.reason


async def test_a_service_before_its_legislation_is_a_finding(board: Body) -> None:
    table = (
        HEAD
        + row("east", "A", "7/1/2024")
        + row("south", "B", "7/1/2024", voted="7/2/2024", act="9")
    )
    await taken(table, choices=GRID)
    [found] = await list_findings(board)
    assert (found.name, found.answer) == ("B", "broken")
    assert "cannot begin before" in found.reason


async def test_an_act_that_was_lost_is_a_finding_on_who_sat_by_it(board: Body) -> None:
    table = HEAD + row("east", "A", "7/1/2024", ayes="5", noes="4", act="1")
    table += row("south", "B", "7/1/2024", ayes="4", noes="5", act="2")
    await taken(table, choices=GRID)
    assert [(each.name, each.answer) for each in await list_findings(board)] == [("B", "broken")]


async def test_an_act_without_its_tally_is_not_called_lost(board: Body) -> None:
    await taken(HEAD + row("east", "A", "7/1/2024", ayes="", noes=""), choices=GRID)
    [act] = await list_legislation(board, CHARTER)
    assert act.result == "unknown"
    assert [each.answer for each in await list_findings(board)] == ["unknown"]


async def test_a_day_without_law_is_said_to_be_so(board: Body) -> None:
    run = await checked(HEAD + row("east", "A", "7/1/2012", until="6/30/2013"), choices=GRID)
    assert "No version of this charter was in force on Sunday, July 1, 2012" in " ".join(
        await said(run)
    )


async def test_a_term_that_is_stated_off_the_grid_is_a_finding(board: Body) -> None:
    table = HEAD + row("east", "A", "7/1/2024", ends="6/30/2027")
    table += row("south", "B", "7/1/2023", ends="12/31/2026")
    await taken(table, choices=GRID)
    [found] = await list_findings(board)
    assert (found.name, found.clause) == ("B", CHARTER.terms.clause)


async def test_two_people_in_one_seat_are_an_error_of_the_row(board: Body) -> None:
    first = row("east", "A", "7/1/2021", until="6/30/2024")
    run = await checked(HEAD + first + row("east", "B", "6/30/2024"), choices=GRID)
    assert run.counts.errors == 1
    assert "3 since: On Sunday, June 30, 2024 two would sit in East District: A (row 2) and B." in (
        " ".join(await said(run))
    )
    fine = await checked(HEAD + first + row("east", "B", "7/1/2024"), choices=GRID)
    assert fine.counts.errors == 0


async def test_a_person_in_two_seats_is_an_error_of_the_row(board: Body) -> None:
    first = row("east", "A", "7/1/2021", until="6/30/2024")
    run = await checked(HEAD + first + row("south", "A", "6/1/2024"), choices=GRID)
    assert "A would sit in two seats" in " ".join(await said(run))
    assert run.counts.errors == 1
    fine = await checked(HEAD + first + row("south", "A", "7/1/2024"), choices=GRID)
    assert fine.counts.errors == 0


async def test_who_sits_on_record_keeps_a_row_out(board: Body) -> None:
    await taken(HEAD + row("east", "A", "7/1/2021"), choices=GRID)
    run = await checked(HEAD + row("east", "B", "7/1/2024"))
    assert "A (on the record) and B" in " ".join(await said(run))
    assert run.counts.errors == 1


async def test_years_of_history_follow_each_other(board: Body) -> None:
    table = HEAD + row("east", "A", "7/1/2020", act="1") + row("east", "A", "7/1/2021", act="2")
    table += row("east", "B", "7/1/2024", why="resigned", act="3", until="3/1/2026")
    await taken(table, choices=GRID)
    found = [(each.name, each.kind, each.until, each.ended_by) for each in await history(board)]
    assert found == [
        ("A", "staggered", date(2021, 7, 1), "reappointment"),
        ("A", "reappointment", date(2024, 7, 1), "succession"),
        ("B", "full", date(2026, 3, 2), "resignation"),
    ]
    [vacancy] = await vacancies_of(board, CHARTER, TODAY)
    assert (vacancy.seat, vacancy.cause, vacancy.effective_on) == (
        "east",
        "resignation",
        date(2026, 3, 2),
    )


async def test_departures_end_the_services_they_fall_in(board: Body) -> None:
    await taken(HEAD + row("east", "A", "7/1/2020") + row("south", "B", "7/1/2020"), choices=GRID)
    table = "Name,Effective,Reason,Letter delivered on,Received by\n"
    table += "A,2024-03-01,Resigned,2024-01-15,Council President\nB,2024-05-01,died,,\n"
    run = await taken(table, Content.DEPARTURES)
    assert (run.counts.new, run.counts.findings) == (2, 2)
    assert {each.clause for each in await list_findings(board)} == {"POL 31(2)", "POL 31(1)(h)"}
    assert {each.seat for each in await vacancies_of(board, CHARTER, TODAY)} == {"east", "south"}
    again = await taken(table, Content.DEPARTURES)
    assert (again.counts.new, again.counts.unchanged) == (0, 2)


async def test_a_resignation_before_the_service_is_an_error_with_its_clause(board: Body) -> None:
    await taken(HEAD + row("east", "A", "7/1/2020"), choices=GRID)
    table = "Name,Effective,Reason\nA,2020-06-30,resigned\nNobody Known,2021-01-01,resigned\n"
    run = await checked(table, Content.DEPARTURES)
    assert await said(run) == [
        "2 effective_on: Tuesday, June 30, 2020 is before the service, which began on "
        f"Wednesday, July 1, 2020. ({CHARTER.resignation.clause})",
        "3 name: Nobody called Nobody Known has served here.",
    ]


async def test_ends_written_as_the_day_after_are_understood(board: Body) -> None:
    table = HEAD + row("east", "A", "7/1/2021", until="7/1/2024") + row("east", "B", "7/1/2024")
    run = await taken(table, choices=GRID)
    assert run.counts.errors == 0
    assert [each.until for each in await history(board)] == [date(2024, 7, 1), None]
    forced = replace_ends(GRID)
    assert (
        await checked(table.replace("A,", "C,").replace("B,", "D,"), choices=forced)
    ).counts.errors


def replace_ends(choices: Choices) -> Choices:
    return Choices(grid_since=choices.grid_since, ends=Ends.LAST_DAY)


async def test_without_the_grid_the_clerk_is_asked_for_it(board: Body) -> None:
    table = HEAD + row("east", "A", "7/1/2024")
    run = await checked(table)
    assert (await said(run))[0].startswith("0 grid_since: Say since which day")
    assert (await checked(table, choices=GRID)).counts.errors == 0


async def test_one_link_of_the_chain_proves_all_rows(board: Body) -> None:
    run = await taken(ROSTER)
    entry = (
        (await chain_of(board, after=(await chain_of(board, limit=0)).length - 1)).links[0].entry
    )
    assert '"deed":"take_in_rows"' in entry
    assert run.digest in entry
    assert "Delgado" not in entry


SEVEN = Path(__file__).parents[2] / "governance" / "charter" / "other_body.toml"


@pytest.fixture
async def harbor(board: Body) -> Actor:
    """The clerk of another city's board, whose law is like nothing of the first one's."""
    slug = "harbor-commission"
    text = CharterText(text=SEVEN.read_text("utf-8"))
    await found_body(replace(acting(Role.ADMINISTRATOR), body=slug), text)
    return replace(clerk(TODAY), body=slug)


async def test_another_body_needs_nothing_but_its_charter(harbor: Actor) -> None:
    table = "Place;Commissioner;From;Designated by\n"
    for year in (2010, 2014, 2018, 2022):
        table += f"Seat 3;Nils Example;01/01/{year};Selectboard\n"
    table += "Harbormaster, by office;Ada Example;15/02/2011;Selectboard\n"
    run = await taken(table, by=harbor)
    body = await get_body(harbor.body)
    found = [each for each in await list_findings(body) if each.clause == "H-3"]
    assert [(each.appointed_on, each.answer) for each in found] == [(date(2022, 1, 1), "broken")]
    seats = {each.id: each for each in (await roster_on(body, TODAY)).seats}
    assert seats["harbormaster"].holder is not None
    assert seats["harbormaster"].holder.term_until is None
    assert seats["three"].status == "vacant"  # nobody holds over there
    assert (await history(body))[-1].until == date(2026, 1, 1)
    assert run.counts.errors == 0


async def test_a_table_of_several_boards_gives_this_board_s_rows(harbor: Actor) -> None:
    table = "Board,Name,Seat,Since\n"
    table += "Harbor Commission,A Example,Seat 1,2011-01-01\nOther,B,Seat 2,2011-01-01\n"
    run = await checked(table, by=harbor)
    assert (run.counts.new, run.counts.skipped) == (1, 1)


async def test_a_table_without_seats_fills_the_free_ones(harbor: Actor) -> None:
    table = "Name,Since,Until,Expires\n"
    table += "".join(f"Person {n},2011-01-0{n},,2012-12-31\n" for n in range(1, 8))
    full = table + "One Too Many,2011-02-01,,2012-12-31\n"
    run = await checked(full, by=harbor)
    assert run.counts.errors == 1
    assert "none of the 7 seats that it can be is free" in (await said(run, harbor))[0]
    late = table + "Successor,2013-02-01,,\n"
    assert (await checked(late, by=harbor)).counts.errors == 0
