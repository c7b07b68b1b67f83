"""Loading: a charter file becomes a charter, or every mistake is told with its line."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from governance.charter.load import (
    bundled_charter,
    bundled_law,
    bundled_laws,
    in_force,
    load_bundled,
    load_charter,
)
from governance.charter.model import ChairVotes, ClockRule, MonthDay, Of, OnDivergence, Unit
from governance.charter.problems import CharterError
from governance.errors import NotFoundError

TEXT = bundled_charter("rochester-pab")
OTHER = (Path(__file__).parent / "other_body.toml").read_text("utf-8")


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def told(text: str, laws: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(CharterError) as refusal:
        load_charter(text, bundled_laws() if laws is None else laws)
    return [str(problem) for problem in refusal.value.problems]


def told_after(old: str, new: str, text: str = OTHER) -> str:
    """Return the one problem that a change of the other body's charter makes."""
    assert old in text
    [problem] = told(text.replace(old, new, 1))
    return problem.removeprefix("charter.toml, ")


# What a charter says


def test_the_first_board_has_its_nine_seats() -> None:
    """18-4A and 18-4H."""
    charter = load_bundled("rochester-pab")
    assert len(charter.seats) == 9
    assert len(charter.seats_of("alliance")) == 4
    assert [seat.district for seat in charter.seats_of("council")] == [
        "East",
        "Northeast",
        "Northwest",
        "South",
    ]
    assert charter.seat("mayor").designated_by == "mayor"


def test_numbers_come_with_their_clauses() -> None:
    charter = load_bundled("rochester-pab")
    assert charter.vacancies.filling == ClockRule(60, Unit.DAYS, "18-4K")
    limit = charter.terms.limit
    assert limit is not None
    assert (limit.terms, limit.years, limit.away_years, limit.clause) == (2, 6, 3, "18-4J(2)")
    assert charter.quorum.needed(seats=9, filled=7) == 5
    assert charter.voting.on_divergence is OnDivergence.FLAG


def test_five_of_council_carry_an_appointment() -> None:
    rule = load_bundled("rochester-pab").legislation
    assert rule.threshold.needed(rule.size) == 5


def test_a_law_gives_what_the_charter_does_not_say() -> None:
    charter = load_bundled("rochester-pab")
    assert charter.oath.filed_with == "City Clerk"
    assert not charter.resignation.latest.rolls
    assert charter.meetings.notice.ahead == ClockRule(72, Unit.HOURS, "OML 104(1)")
    assert charter.clause("GCL 41").link.startswith("https://")
    assert charter.voting.test("GCL-41").threshold.of is Of.SEATS


def test_a_charter_comes_before_its_law() -> None:
    own = """
[resignation]
delivered_to = "Council"
latest = { days = 10, clause = "18-4K", rolls = false }
clause = "18-4K"
"""
    charter = load_charter(TEXT + own, bundled_laws())
    assert charter.resignation.delivered_to == "Council"
    assert charter.oath.filed_with == "City Clerk"


def test_a_clause_is_found_by_its_id_and_by_how_it_is_cited() -> None:
    charter = load_bundled("rochester-pab")
    assert charter.clause("18-4K2").title == "Sixty days to fill a vacancy"
    assert charter.clause("18-4K").citation == "18-4K"
    assert charter.clause("18-5G(3)").is_frozen
    with pytest.raises(NotFoundError, match="There is no clause '18-99'"):
        charter.clause("18-99")


def test_subpoenas_and_closed_sessions_need_the_whole_board() -> None:
    """18-5G(3) and OML 105(1)."""
    charter = load_bundled("rochester-pab")
    for kind in ("subpoena", "executive_session"):
        decides, _ = charter.tests_of(kind)
        assert decides.threshold.needed(9) == 5
    decides, beside = charter.tests_of("main")
    assert decides.id == "18-6B"
    assert [test.id for test in beside] == ["GCL-41"]


def test_every_open_question_has_its_reading() -> None:
    readings = load_bundled("rochester-pab").readings
    asked = {reading.issue for reading in readings} - {""}  # those that came up later have none
    assert asked == {f"A{number}" for number in range(1, 34)}
    assert load_bundled("rochester-pab").reads("partial_counts") == "if_over_half"
    assert [each.id for each in load_bundled("rochester-pab").reading("partial_counts").others] == [
        "no",
        "yes",
    ]


def test_the_digest_changes_with_the_charter_and_with_its_law() -> None:
    digest = load_bundled("rochester-pab").digest
    assert load_charter(TEXT, bundled_laws()).digest == digest
    assert load_charter(TEXT + "\n", bundled_laws()).digest != digest
    law = {"new_york": bundled_law("new_york") + "\n"}
    assert load_charter(TEXT, law).digest != digest


def test_a_part_of_a_law_is_placed_in_the_laws_file() -> None:
    charter = load_bundled("rochester-pab")
    assert charter.places["oath"].file == "law/new_york.toml"
    number = [kind.id for kind in charter.motion_kinds].index("executive_session")
    place = charter.places[f"motion.{number}.id"]
    assert place.line == line_of(bundled_law("new_york"), 'id = "executive_session"')
    assert charter.places["seat.0.id"].file == "rochester_pab.toml"


def test_a_day_finds_the_law_of_its_time() -> None:
    first = load_bundled("rochester-pab")
    body = replace(first.body, in_force_since=date(2027, 1, 1))
    second = replace(first, body=body)
    assert in_force([second, first], date(2026, 12, 31)) is first
    assert in_force([first, second], date(2027, 1, 1)) is second
    with pytest.raises(NotFoundError, match="No charter of this body was in force"):
        in_force([first, second], date(2019, 5, 20))


def test_an_unknown_bundled_charter_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="There is no charter 'atlantis'"):
        load_bundled("atlantis")
    with pytest.raises(NotFoundError):
        load_bundled("../pyproject")


# A body that is quite different


def test_another_body_needs_a_file_and_no_code() -> None:
    charter = load_charter(OTHER, {})
    assert charter.terms.begins == MonthDay(1, 1)
    assert not charter.seat("harbormaster").has_term
    assert charter.quorum.needed(seats=7, filled=6) == 4
    assert charter.quorum.needed(seats=7, filled=5) == 3
    assert charter.voting.chair_votes is ChairVotes.ONLY_TO_BREAK_A_TIE
    decides, _ = charter.tests_of("fees")
    assert decides.threshold.share == Fraction(2, 3)
    assert [decides.threshold.needed(cast) for cast in (3, 4, 6)] == [2, 3, 4]
    assert charter.holdover is None
    assert charter.initial_board is None
    assert charter.calendar.holidays(2026) == {}


# What cannot be read


def test_an_unknown_key_is_refused_with_a_guess() -> None:
    where = line_of(OTHER, 'name = "Harbor Commission"')
    assert told_after('name = "Harbor Commission"', 'nane = "Harbor Commission"\nname = "x"') == (
        f"line {where}: 'nane' is not a key of the part 'body'; did you mean 'name'?"
    )


def test_an_unknown_table_is_refused() -> None:
    where = line_of(OTHER, "[quorum]")
    assert told_after("[quorum]", "[zzz]\n[quorum]") == (
        f"line {where}: 'zzz' is not a key of this file."
    )


def test_a_seat_of_an_unknown_authority_is_refused_with_a_guess() -> None:
    where = line_of(OTHER, 'id = "two"') + 2
    piece = 'name = "Seat 2"\ndesignated_by = "select'
    assert told_after(piece + "board", piece + "bord") == (
        f"line {where}: the seat 'two' is designated by 'selectbord', which is not an authority "
        "of this charter; did you mean 'selectboard'?"
    )


def test_a_missing_key_is_named_with_its_part() -> None:
    where = line_of(OTHER, 'id = "one"') - 1
    assert told_after('name = "Seat 1"\n', "") == f"line {where}: the seat 'one' lacks 'name'."


def test_a_missing_table_is_named() -> None:
    text = OTHER.replace('[recusal]\nclause = "H-6"\n', "[recusal]\n")
    assert told(text) == [
        f"charter.toml, line {line_of(text, '[recusal]')}: the part 'recusal' lacks 'clause'."
    ]


def test_a_word_for_a_number_is_refused() -> None:
    where = line_of(OTHER, "years = 4\nbegins")
    assert told_after("years = 4\nbegins", 'years = "four"\nbegins') == (
        f"line {where}: 'years' must be a whole number."
    )
    assert told_after("years = 4\nbegins", "years = true\nbegins").endswith("a whole number.")


def test_a_moment_is_no_day() -> None:
    assert told_after("2010-01-01", "2010-01-01T00:00:00").endswith(
        "'in_force_since' must be a day such as 2019-05-21."
    )
    assert told_after("2010-01-01", '"2010-01-01"').endswith("a day such as 2019-05-21.")


def test_an_unknown_choice_lists_the_known_ones() -> None:
    assert told_after('"only_to_break_a_tie"', '"only_to_break_tie"').endswith(
        "'only_to_break_tie' cannot stand for 'chair_votes', which is one of always and "
        "only_to_break_a_tie; did you mean 'only_to_break_a_tie'?"
    )


@pytest.mark.parametrize(
    "clock", ["{ clause = 'H-4' }", "{ days = 3, months = 3, clause = 'H-4' }"]
)
def test_a_clock_has_exactly_one_length(clock: str) -> None:
    assert "a clock has exactly one length" in told_after('{ months = 3, clause = "H-4" }', clock)


@pytest.mark.parametrize("day", ["02-29", "13-01", "7-1", "July 1", "07-32", ""])
def test_a_term_begins_on_a_day_that_every_year_has(day: str) -> None:
    assert told_after('begins = "01-01"', f'begins = "{day}"').endswith(
        f"'{day}' is not a day of every year, such as \"07-01\"."
    )


@pytest.mark.parametrize(
    "share", ["of = 'cast'", "more_than = '0/2', of = 'cast'", "at_least = 0.66, of = 'cast'"]
)
def test_a_share_is_a_fraction(share: str) -> None:
    old = 'at_least = "2/3", of = "cast"'
    assert 'more_than = "1/2" or at_least = "2/3"' in told_after(old, share)


def test_a_share_takes_no_other_key() -> None:
    old = 'at_least = "2/3", of = "cast"'
    assert "'off' is not a key of a share" in told_after(old, old + ', off = "x"')
    assert "'casts' cannot stand for 'of'" in told_after(old, 'at_least = "2/3", of = "casts"')


def test_an_unknown_voting_test_is_refused() -> None:
    where = line_of(OTHER, 'test = "two-thirds"')
    assert told_after('test = "two-thirds"', 'test = "two-third"') == (
        f"line {where}: 'two-third' is not a voting test of this charter; "
        "did you mean 'two-thirds'?"
    )


def test_an_unknown_office_and_an_unknown_notified_authority_are_refused() -> None:
    assert "acts for 'char', which is not an office of this charter; did you mean 'chair'?" in (
        told_after("presides = true", 'acts_for = "char"')
    )
    assert "vacancies are notified to 'king', which is not an authority of this charter." in (
        told_after('notify = ["governor"]', 'notify = ["king"]')
    )


def test_an_id_given_twice_is_refused() -> None:
    where = line_of(OTHER, 'id = "two"')
    assert told_after('id = "two"', 'id = "one"') == (f"line {where}: the id 'one' is given twice.")


def test_a_charter_in_which_nobody_appoints_is_refused() -> None:
    line = next(line for line in OTHER.splitlines() if line.startswith("appoints"))
    assert told_after(line, "").endswith("no authority of this charter appoints; one must.")


def test_an_unknown_law_is_refused_with_a_guess() -> None:
    where = line_of(TEXT, "laws = [")
    assert told(TEXT.replace('laws = ["new_york"]', 'laws = ["new_yrok"]')) == [
        f"charter.toml, line {where}: there is no law 'new_yrok'; did you mean 'new_york'?"
    ]


def test_what_neither_charter_nor_law_says_is_named() -> None:
    text = OTHER.replace("[oath]", "[oath_of_office]", 1)
    assert any("'oath_of_office' is not a key of this file" in each for each in told(text))
    start, end = OTHER.index("[oath]"), OTHER.index("[resignation]")
    [problem] = told(OTHER[:start] + OTHER[end:])
    assert problem.endswith("neither this charter nor a law it names has 'oath'.")


def test_a_broken_file_tells_its_line() -> None:
    where = line_of(OTHER, "[composition]")
    assert told_after("[composition]", "[composition").startswith(
        f"line {where}: this cannot be read ("
    )
    assert told_after("", '"', "x = 1").startswith("line 1: this cannot be read (")


def test_a_mistake_in_a_law_is_told_with_the_laws_file() -> None:
    law = bundled_law("new_york").replace('kind = "fixed"', 'kind = "fixt"', 1)
    where = line_of(law, 'kind = "fixt"')
    [problem] = told(TEXT, {"new_york": law})
    assert problem.startswith(f"law/new_york.toml, line {where}: 'fixt' cannot stand for 'kind'")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("month = 2\nday = 12", "month = 2\nday = 29"),
        ("month = 2\nday = 12", "month = 2\nday = 30"),
        ("month = 2\nday = 12", "month = 13\nday = 12"),
        ("month = 2\nday = 12", "month = 2"),
        ("nth = 3", "nth = 5"),
        ("nth = 3", "nth = 0"),
        ("since = 2021", "since = 0"),
    ],
)
def test_a_holiday_has_its_day_in_every_year(old: str, new: str) -> None:
    """GCL 24."""
    [problem] = told(TEXT, {"new_york": bundled_law("new_york").replace(old, new, 1)})
    assert problem.startswith("law/new_york.toml, line ")
    assert problem.endswith("has no such day in every year.")


def test_a_wrong_name_in_a_law_is_told_with_the_laws_line() -> None:
    law = bundled_law("new_york").replace('test = "OML-105"', 'test = "OML-15"')
    where = line_of(law, 'test = "OML-15"')
    assert told(TEXT, {"new_york": law}) == [
        f"law/new_york.toml, line {where}: 'OML-15' is not a voting test of this charter; "
        "did you mean 'OML-105'?"
    ]


def test_what_editors_leave_in_a_file_does_no_harm() -> None:
    charter = load_charter("\ufeff" + OTHER.replace("\n", "\r\n"), {})
    assert charter.places["quorum"].line == line_of(OTHER, "[quorum]")
    assert charter.seats == load_charter(OTHER, {}).seats


@pytest.mark.parametrize("text", ["x = " + "[" * 10_000, "x = " + "[" * 10_000 + "]" * 10_000])
def test_brackets_without_end_are_refused(text: str) -> None:
    [problem] = told(text)
    assert "this cannot be read" in problem


def test_all_mistakes_are_told_at_once() -> None:
    text = OTHER.replace('name = "Seat 1"\n', "").replace("years = 4\n", "years = 4.0\n", 1)
    assert len(told(text.replace("size = 5,", ""))) == 3


def test_an_empty_file_lacks_everything_and_is_no_crash() -> None:
    problems = told("")
    assert "charter.toml, line 1: this file lacks 'body'." in problems
    assert len(problems) > 5
