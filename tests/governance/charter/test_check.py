"""Checking: whether a charter agrees with itself."""

from pathlib import Path

import pytest

from governance.charter.check import agreed, check
from governance.charter.load import bundled_laws, load_bundled, load_charter
from governance.charter.problems import CharterError

OTHER = (Path(__file__).parent / "other_body.toml").read_text("utf-8")


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def told_after(old: str, new: str) -> list[str]:
    assert old in OTHER
    charter = load_charter(OTHER.replace(old, new, 1), bundled_laws())
    return [str(problem).removeprefix("charter.toml, ") for problem in check(charter)]


def at(piece: str, message: str) -> str:
    return f"line {line_of(OTHER, piece)}: {message}"


def test_the_first_board_agrees_with_itself() -> None:
    assert [str(problem) for problem in check(load_bundled("rochester-pab"), importing=False)] == []


def test_a_quite_different_body_agrees_with_itself() -> None:
    assert check(load_charter(OTHER, {})) == []


def test_the_composition_must_add_up() -> None:
    """18-4A."""
    assert told_after("seats = 7", "seats = 8") == [
        at("[composition]", "the authorities fill 7 seats in all, but H-1 gives the body 8."),
        at("seats = 7", "this charter lists 7 seats, but H-1 gives the body 8."),
    ]


def test_each_authority_has_the_seats_counted_for_it() -> None:
    assert told_after("selectboard = 4, governor = 3", "selectboard = 3, governor = 4") == [
        at("designated =", "'selectboard' fills 4 of the seats listed, but 3 are counted."),
        at("designated =", "'governor' fills 3 of the seats listed, but 4 are counted."),
    ]


def test_the_stagger_classes_are_as_the_composition_says() -> None:
    """18-4J(3)."""
    found = told_after(
        "{ years = 2, seats = { selectboard = 2, governor = 1 } }",
        "{ years = 2, seats = { selectboard = 1, governor = 2 } }",
    )
    told = "the stagger class of 2 has {} for '{}', but {} of the seats listed are in it."
    assert found == [
        at("{ years = 2, seats", told.format(1, "selectboard", 2)),
        at("{ years = 2, seats", told.format(2, "governor", 1)),
    ]


def test_stagger_classes_are_even() -> None:
    [uneven] = [
        each
        for each in told_after("selectboard = 1, governor = 2 }", "selectboard = 3, governor = 2 }")
        if "uneven" in each
    ]
    assert uneven == at("stagger = [", "the stagger classes are uneven: 3 and 5.")


def test_a_seat_is_in_a_class_that_the_terms_have() -> None:
    found = told_after("stagger_years = 4\nclause", "stagger_years = 3\nclause")
    assert (
        at(
            "stagger_years = 4",
            "the seat 'three' is in the stagger class of 3, which the terms lack.",
        )
        in found
    )


def test_a_seat_with_a_term_is_in_some_class() -> None:
    found = told_after("has_term = false\n", "has_term = true\n")
    assert [each.partition(": ")[2] for each in found] == [
        "the seat 'harbormaster' is in no stagger class."
    ]


def test_a_stagger_class_fits_into_the_terms() -> None:
    found = told_after("years = 4\nbegins", "years = 3\nbegins")
    assert found == [
        at("{ years = 4, seats", "a stagger class of 4 does not fit into terms of 3 years.")
    ]


@pytest.mark.parametrize("count", [0, 8])
def test_a_quorum_can_be_had(count: int) -> None:
    found = told_after('threshold = { more_than = "1/2", of = "filled" }', f"count = {count}")
    assert at("[quorum]", f"a quorum of {count} cannot be had from 7 seats.") in found


@pytest.mark.parametrize("count", [1, 7])
def test_a_quorum_of_one_or_of_all_can_be_had(count: int) -> None:
    assert not told_after('threshold = { more_than = "1/2", of = "filled" }', f"count = {count}")


def test_a_quorum_is_given() -> None:
    assert told_after('threshold = { more_than = "1/2", of = "filled" }\n', "") == [
        at("[quorum]", "a quorum is either a count or a threshold; neither is given.")
    ]


def test_a_voting_test_can_be_met() -> None:
    found = told_after('more_than = "1/2", of = "cast"', 'more_than = "1/1", of = "cast"')
    assert found == [at("[[voting.tests]]", "the voting test 'H-6' could never be met.")]


def test_legislation_can_be_carried() -> None:
    found = told_after('at_least = "2/3", of = "present"', 'more_than = "1/1", of = "present"')
    assert found == [at("[[authority]]", "the legislation of this charter could never be carried.")]


@pytest.mark.parametrize("length", [0, -60])
def test_a_clock_runs_forward(length: int) -> None:
    assert told_after("{ months = 3,", f"{{ months = {length},") == [
        at("filling =", f"a clock must run at least 1, not {length}.")
    ]


@pytest.mark.parametrize("years", [0, -4])
def test_a_number_counts_something(years: int) -> None:
    found = told_after("away_years = 1", f"away_years = {years}")
    assert found == [at("limit =", f"'away_years' cannot be {years}.")]


def test_a_main_motion_has_no_precedence() -> None:
    assert told_after('name = "Main motion"\n', 'name = "Main motion"\nprecedence = 0\n') == []


def test_a_cited_clause_is_there() -> None:
    assert told_after('remainder_clause = "H-3"', 'remainder_clause = "H-33"') == [
        at("remainder_clause", "there is no clause 'H-33'; did you mean 'H-3'?")
    ]


def test_a_parameter_names_its_clause() -> None:
    assert told_after('designation = { clause = "H-4" }', 'designation = { clause = "" }') == [
        at("designation =", "'vacancies.designation' names no clause.")
    ]


READING = """
[[reading]]
id = "minutes"
question = "From when?"
chosen = "{chosen}"
alternatives = {{ {alternatives} }}
clause = "H-8"
"""


def test_a_reading_is_chosen_among_its_alternatives() -> None:
    text = OTHER + READING.format(chosen="adjurned", alternatives='adjourned = "a", begun = "b"')
    [problem] = check(load_charter(text, {}))
    assert str(problem) == (
        f"charter.toml, line {line_of(text, 'chosen =')}: the reading 'minutes' chooses "
        "'adjurned', which is not among its alternatives; did you mean 'adjourned'?"
    )


def test_a_reading_has_alternatives() -> None:
    text = OTHER + READING.format(chosen="begun", alternatives='begun = "b"')
    [problem] = check(load_charter(text, {}))
    assert str(problem).endswith("the reading 'minutes' needs at least two alternatives.")


def test_the_time_zone_is_known() -> None:
    assert told_after("America/Halifax", "America/Halifaks") == [
        at(
            "timezone",
            "'America/Halifaks' is not a known time zone; did you mean 'America/Halifax'?",
        )
    ]


@pytest.mark.parametrize("slug", ["Harbor", "harbor commission", "-harbor", "harbor--x", "h/x", ""])
def test_a_slug_can_stand_in_an_address(slug: str) -> None:
    [problem] = told_after('slug = "harbor-commission"', f'slug = "{slug}"')
    assert "may hold only small letters, digits and single hyphens" in problem


# What keeps a clause


HELD = 'held_by = ["governance.charter.check.check"]'


def test_a_clause_that_nothing_keeps_is_told() -> None:
    [problem] = told_after(HELD + "\n", "")
    assert problem.endswith("nothing keeps the clause 'H-1': it needs held_by, a duty, or prose.")


def test_a_duty_keeps_its_clause() -> None:
    duty = """
[[obligation]]
id = "count"
title = "Count the commissioners"
clause = "H-1"
responsible = "Chair"
recurrence = { every = "year", counted_from = "01-01" }
"""
    assert check(load_charter(OTHER.replace(HELD, "") + duty, {})) == []
    with pytest.raises(CharterError, match="minutes come back with every meeting, and nothing"):
        load_charter(OTHER.replace(HELD, "") + duty.replace("year", "meeting"), {})


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("governance.nowhere.rule", "there is no module 'governance.nowhere'"),
        ("governance.nowhere.deeper.rule", "there is no module 'governance.nowhere.deeper'"),
        ("governance.charter.check.chekc", "'governance.charter.check' has no 'chekc'"),
        ("governance.days.LegalCalendar.roll", "'governance.days.LegalCalendar' has no 'roll'"),
        ("os.system", "that is no part of this program"),
        ("governance_evil.rule", "that is no part of this program"),
        ("", "that is no part of this program"),
    ],
)
def test_what_holds_a_clause_must_be_there(name: str, missing: str) -> None:
    assert told_after(HELD, f'held_by = ["{name}"]') == [
        at(HELD, f"the clause 'H-1' is held by '{name}', but {missing}.")
    ]


@pytest.mark.parametrize("name", ["governance.days", "governance.days.LegalCalendar.deadline"])
def test_a_module_or_a_method_can_hold_a_clause(name: str) -> None:
    assert told_after(HELD, f'held_by = ["{name}"]') == []


def test_the_names_can_be_left_unchecked() -> None:
    charter = load_charter(OTHER.replace(HELD, 'held_by = ["governance.nowhere"]'), {})
    assert check(charter, importing=False) == []


def test_a_charter_that_contradicts_itself_is_not_agreed() -> None:
    charter = load_charter(OTHER, {})
    assert agreed(charter) is charter
    broken = load_charter(OTHER.replace("America/Halifax", "Nowhere"), {})
    with pytest.raises(CharterError, match="'Nowhere' is not a known time zone"):
        agreed(broken)


def test_problems_come_in_the_order_of_the_file() -> None:
    text = OTHER.replace("America/Halifax", "Nowhere").replace("{ months = 3,", "{ months = 0,")
    text = text.replace('clause = "H-7"', 'clause = "H-77"')
    lines = [problem.place.line for problem in check(load_charter(text, {}))]
    assert lines == sorted(lines)
    assert len(lines) == 3
