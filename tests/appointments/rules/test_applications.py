"""The clerk's own standard for applications (STANDARD): states, answers, scores, calls."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from appointments.rules.applicant_letters import PLACEHOLDERS, filled, unknown_placeholders
from appointments.rules.applications import (
    MOVES,
    OPEN_STATES,
    AnsweredFact,
    Standing,
    State,
    averages,
    facts_stated,
    may_erase,
    may_move,
    may_score,
    steps_from,
    wrong_answers,
    wrong_scores,
)
from appointments.rules.calls import Call, is_open
from governance.charter.findings import require
from governance.charter.model import ApplicationQuestion, QuestionKind, Rubric, RubricCriterion
from governance.errors import RuleBrokenError
from governance.rules.people import FactKind
from tests.appointments.applying import ANSWERS
from tests.appointments.makers import CHARTER

assert CHARTER.applications is not None
RULES = CHARTER.applications
CLAUSE = "STANDARD"
READY = Standing(State.RECEIVED, scored=1, is_known=True, appointed_by="2026-1")
PATH = (
    State.RECEIVED,
    State.COMPLETE,
    State.UNDER_REVIEW,
    State.INTERVIEWED,
    State.FORWARDED,
    State.APPOINTED,
)


def allowed(standing: Standing, to: State, note: str = "") -> bool:
    return not any(each.blocks for each in may_move(standing, to, CLAUSE, note=note))


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_step_follows_the_one_before_and_nothing_else(state: State, to: State) -> None:
    standing = replace(READY, state=state)
    assert allowed(standing, to, "for a reason") is (to in MOVES[state])


def test_the_way_from_received_to_appointed_is_one_step_at_a_time() -> None:
    for before, after in pairwise(PATH):
        assert allowed(replace(READY, state=before), after)
    assert not allowed(replace(READY, state=State.RECEIVED), State.UNDER_REVIEW)
    assert not allowed(replace(READY, state=State.FORWARDED), State.INTERVIEWED)


def test_every_reason_against_a_step_is_told_at_once() -> None:
    findings = may_move(Standing(State.RECEIVED), State.FORWARDED, CLAUSE)
    with pytest.raises(RuleBrokenError) as refused:
        require(*findings)
    assert len(refused.value.findings) == 2
    assert {each.clause for each in refused.value.findings} == {CLAUSE}


def test_an_interview_is_done_once_somebody_scored_it() -> None:
    waiting = Standing(State.UNDER_REVIEW)
    assert not allowed(waiting, State.INTERVIEWED)
    assert State.INTERVIEWED not in steps_from(waiting)
    assert allowed(replace(waiting, scored=1), State.INTERVIEWED)


def test_what_was_set_aside_is_taken_up_again_for_a_reason() -> None:
    aside = Standing(State.NOT_SELECTED)
    assert not allowed(aside, State.UNDER_REVIEW)
    assert not allowed(aside, State.UNDER_REVIEW, "  ")
    assert allowed(aside, State.UNDER_REVIEW, "The first choice declined.")


def test_nobody_appoints_by_a_step_alone() -> None:
    forwarded = replace(READY, state=State.FORWARDED)
    assert State.APPOINTED not in steps_from(forwarded)
    assert not allowed(replace(forwarded, appointed_by=""), State.APPOINTED)


@pytest.mark.parametrize("state", State)
def test_only_what_has_ended_without_a_seat_is_erased(state: State) -> None:
    stays = state is State.APPOINTED or state in OPEN_STATES
    assert may_erase(state, CLAUSE).blocks is stays


@pytest.mark.parametrize("state", State)
def test_only_what_is_under_review_is_scored(state: State) -> None:
    scored = state in (State.UNDER_REVIEW, State.INTERVIEWED, State.FORWARDED)
    assert may_score(state, CLAUSE).holds is scored


def test_a_call_is_open_to_the_end_of_its_closing_day() -> None:
    opens, closes = date(2026, 12, 1), date(2026, 12, 11)
    call = Call(opens, closes, published=True, closed=False)
    day = timedelta(days=1)
    answers = {on: is_open(call, CLAUSE, "Over.", on=on).holds for on in (opens, closes)}
    assert answers == {opens: True, closes: True}
    assert not is_open(call, CLAUSE, "Over.", on=opens - day).holds
    assert str(is_open(call, CLAUSE, "Over.", on=closes + day).reason) == "Over."
    assert not is_open(replace(call, closed=True), CLAUSE, "Over.", on=opens).holds
    assert not is_open(replace(call, published=False), CLAUSE, "Over.", on=opens).holds
    assert is_open(replace(call, closes_on=None), CLAUSE, "Over.", on=date(2099, 1, 1)).holds


def test_a_whole_application_answers_everything_that_is_needed() -> None:
    assert wrong_answers(RULES.questions, ANSWERS, whole=True) == {}
    needed = {each.id for each in RULES.questions if each.required}
    assert set(wrong_answers(RULES.questions, {}, whole=True)) == needed
    assert wrong_answers(RULES.questions, {}, whole=False) == {}


def test_a_yes_is_told_more_about_only_once_it_is_sent() -> None:
    answers = {**ANSWERS, "officer": "yes"}
    assert set(wrong_answers(RULES.questions, answers, whole=True)) == {"officer_details"}
    assert wrong_answers(RULES.questions, answers, whole=False) == {}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (QuestionKind.DAY, "2026-02-28", "2026-02-29"),
        (QuestionKind.YES_NO, "no", "maybe"),
        (QuestionKind.LINE, "x" * 300, "x" * 301),
        (QuestionKind.CHOICE, "b", "c"),
    ],
)
def test_an_answer_has_the_form_of_its_question(kind: QuestionKind, good: str, bad: str) -> None:
    choices = ("a", "b") if kind is QuestionKind.CHOICE else ()
    question = ApplicationQuestion("q", "?", kind, choices=choices)
    assert wrong_answers([question], {"q": good}, whole=False) == {}
    assert set(wrong_answers([question], {"q": bad}, whole=False)) == {"q"}


def test_noes_state_that_there_is_nothing_and_only_all_of_them() -> None:
    stated = facts_stated(RULES.questions, ANSWERS)
    nothing = {(each.kind, each.of_family) for each in stated if each.none_else}
    assert nothing == {
        (FactKind.EMPLOYMENT, False),
        (FactKind.EMPLOYMENT, True),
        (FactKind.OFFICE, False),
        (FactKind.FAMILY, False),
        (FactKind.LITIGATION, False),
        (FactKind.LITIGATION, True),
    }
    partly = {**ANSWERS, "officer": ""}
    stated = facts_stated(RULES.questions, partly)
    assert AnsweredFact(kind=FactKind.EMPLOYMENT, none_else=True) not in stated


def test_a_yes_states_what_was_asked_and_that_nothing_else_is_known() -> None:
    answers = {
        **ANSWERS,
        "department": "yes",
        "department_details": "Clerk, 1999 to 2003",
        "officer": "yes",
        "officer_details": "Sheriff of Monroe County",
    }
    own = [
        each
        for each in facts_stated(RULES.questions, answers)
        if each.kind is FactKind.EMPLOYMENT and not each.of_family
    ]
    assert [(each.what, each.law_enforcement, each.none_else) for each in own] == [
        ("Rochester Police Department", False, False),
        ("Sheriff of Monroe County", True, False),
        ("", False, True),
    ]


def test_who_is_no_citizen_says_so() -> None:
    for answer, none_else in (("yes", False), ("no", True)):
        stated = facts_stated(RULES.questions, {**ANSWERS, "citizen": answer})
        (found,) = [each for each in stated if each.kind is FactKind.CITIZENSHIP]
        assert found.none_else is none_else
    assert not [each for each in facts_stated(RULES.questions, {}) if not each.none_else]


RUBRIC = Rubric(1, 5, (RubricCriterion("a", "A"), RubricCriterion("b", "B")))


def test_scores_keep_to_the_scale() -> None:
    assert wrong_scores(RUBRIC, {"a": 1, "b": 5}) == {}
    assert set(wrong_scores(RUBRIC, {"a": 0, "b": 6})) == {"a", "b"}
    assert set(wrong_scores(RUBRIC, {"a": 1})) == {"b"}
    assert set(wrong_scores(RUBRIC, {"a": 1, "b": 1, "c": 1})) == {"c"}


def test_an_average_is_of_each_who_scored() -> None:
    assert averages(RUBRIC, []) == {}
    given = [{"a": 1, "b": 2}, {"a": 2, "b": 2}]
    assert averages(RUBRIC, given) == {"a": Fraction(3, 2), "b": Fraction(2)}


def test_a_letter_fills_in_known_names_and_nothing_else() -> None:
    values = dict.fromkeys(PLACEHOLDERS, "x") | {"name": "{call} {0.__class__}"}
    text = "Dear {name}, {{not}} {call}"
    assert unknown_placeholders(text, PLACEHOLDERS) == ()
    assert filled(text, values) == "Dear {call} {0.__class__}, {not} x"


@pytest.mark.parametrize("text", ["{nmae}", "{}", "{name!r}", "{name.__class__}", "a } b", "{"])
def test_what_cannot_be_filled_in_is_named(text: str) -> None:
    (unknown,) = unknown_placeholders(text, PLACEHOLDERS)
    assert unknown in text
