"""When a member stands aside (18-9B)."""

import pytest

from meetings.rules.recusals import (
    Disclosed,
    Entry,
    Relation,
    can_act,
    is_named,
    may_stay_silent,
    may_take_part_again,
    must_recuse,
    standing_aside,
    to_be_asked,
)
from tests.meetings.law import board, people, person


@pytest.mark.parametrize("relation", [each for each in Relation if each is not Relation.NONE])
def test_any_relation_at_all_is_enough(relation: Relation) -> None:
    found = must_recuse(relation, board().recusal)
    assert found.holds
    assert found.clause == "18-9B"
    assert "chair" in str(found.reason)


def test_without_one_a_member_takes_part() -> None:
    assert not must_recuse(Relation.NONE, board().recusal).holds


@pytest.mark.parametrize(
    ("party", "text", "named"),
    [
        ("Acme Towing", "To pay Acme  Towing, Inc.", True),
        ("ACME towing", "acme-towing", True),
        ("Acme", "The Acmeist poets", False),
        ("Acme Towing", "Towing by Acme", False),
        ("Case 2026-17", "Findings in case 2026-17.", True),
        ("Case 2026-1", "Findings in case 2026-17.", False),
        ("", "Anything", False),
        ("Łukasz Żak", "To thank ŁUKASZ ŻAK", True),
    ],
)
def test_a_party_is_named_by_its_words_whole_and_in_order(
    party: str, text: str, named: bool
) -> None:
    assert is_named(party, [text]) is named


def test_the_last_word_of_each_member_counts() -> None:
    one, two = person(1), person(2)
    entries = [Entry(one), Entry(two), Entry(one, takes_part=True)]
    assert standing_aside(entries) == {two}
    assert standing_aside([*entries, Entry(one)]) == {one, two}


def test_whoever_disclosed_is_asked_until_something_was_said() -> None:
    disclosed = [Disclosed(person(1), "Acme"), Disclosed(person(2), "Zenith")]
    asked = to_be_asked(disclosed, ["To pay Acme."], frozenset())
    assert asked == (disclosed[0],)
    assert may_stay_silent(asked, board().recusal).blocks
    assert to_be_asked(disclosed, ["To pay Acme."], {person(1)}) == ()
    assert may_stay_silent((), board().recusal).holds


def test_only_who_stands_aside_or_is_asked_takes_part_again() -> None:
    asked = [Disclosed(person(1), "Acme")]
    rule = board().recusal
    assert may_take_part_again(person(1), (), asked, rule).holds
    assert may_take_part_again(person(2), {person(2)}, asked, rule).holds
    assert may_take_part_again(person(3), {person(2)}, asked, rule).blocks


@pytest.mark.parametrize(("aside", "enough"), [(0, True), (4, True), (5, False), (9, False)])
def test_with_five_of_nine_recused_nothing_can_be_done_but_to_ask_counsel(
    aside: int, enough: bool
) -> None:
    """GCL 41 and 18-10A."""
    found = can_act(people(9), people(9)[:aside], board(), "main")
    assert found.holds is enough
    assert found.clause == "18-10A"
    if not enough:
        assert "Ask counsel" in str(found.reason)


def test_vacancies_alone_are_no_matter_of_recusal() -> None:
    assert can_act(people(4), (), board(), "main").holds
    assert can_act(people(5), people(1), board(), "main").blocks
