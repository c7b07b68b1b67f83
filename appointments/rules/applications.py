"""What makes an application whole, which step can follow which, what do its answers state?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from governance.charter.findings import Answer, Finding
from governance.charter.model import ApplicationQuestion, QuestionKind, Rubric
from governance.charter.model import Stated as Kind
from governance.rules.people import FactKind
from governance.sentences import Sentence, say

YES, NO = "yes", "no"
DETAILS = "_details"
RELATION = "_relation"
"""What follows a question's id where its answer is told in more words, and of which relative."""
LONGEST_LINE = 300


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    COMPLETE = "complete"
    UNDER_REVIEW = "under_review"
    INTERVIEWED = "interviewed"
    FORWARDED = "forwarded"
    APPOINTED = "appointed"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"


_WAYS_OUT = (State.NOT_SELECTED, State.WITHDRAWN)
MOVES: Mapping[State, tuple[State, ...]] = {
    State.DRAFT: (State.WITHDRAWN,),
    State.RECEIVED: (State.COMPLETE, *_WAYS_OUT),
    State.COMPLETE: (State.UNDER_REVIEW, *_WAYS_OUT),
    State.UNDER_REVIEW: (State.INTERVIEWED, *_WAYS_OUT),
    State.INTERVIEWED: (State.FORWARDED, *_WAYS_OUT),
    State.FORWARDED: (State.APPOINTED, *_WAYS_OUT),
    State.APPOINTED: (),
    State.NOT_SELECTED: (State.UNDER_REVIEW, State.WITHDRAWN),
    State.WITHDRAWN: (),
}
"""Which states can follow each; one that was set aside can be taken up again."""
OPEN_STATES = frozenset(
    {State.RECEIVED, State.COMPLETE, State.UNDER_REVIEW, State.INTERVIEWED, State.FORWARDED}
)
SCORED_STATES = frozenset({State.UNDER_REVIEW, State.INTERVIEWED, State.FORWARDED})
ENDED_STATES = frozenset({State.NOT_SELECTED, State.WITHDRAWN})
NAMES: Mapping[State, Sentence] = {
    State.DRAFT: say("not sent yet"),
    State.RECEIVED: say("received"),
    State.COMPLETE: say("complete"),
    State.UNDER_REVIEW: say("under review"),
    State.INTERVIEWED: say("interviewed"),
    State.FORWARDED: say("forwarded"),
    State.APPOINTED: say("appointed"),
    State.NOT_SELECTED: say("not selected"),
    State.WITHDRAWN: say("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a next step depends on: the state, how many have scored, whether the body knows
    the person, and the act by which the person was appointed to one of the call's seats.
    """

    state: State
    scored: int = 0
    is_known: bool = False
    appointed_by: str = ""


def may_move(standing: Standing, to: State, clause: str, *, note: str = "") -> tuple[Finding, ...]:
    """Find whether an application can go to a state, each reason against it by itself."""
    return (
        _follows(standing.state, to, clause),
        *_needs(standing, to, clause),
        *_needs_reason(standing.state, to, clause, note),
    )


def steps_from(standing: Standing) -> tuple[State, ...]:
    """Return the steps that are open to a clerk now; an appointment is made elsewhere."""
    return tuple(
        to
        for to in MOVES[standing.state]
        if to is not State.APPOINTED
        and all(each.answer is Answer.HOLDS for each in _needs(standing, to, ""))
    )


def may_send(state: State, clause: str) -> Finding:
    """Find whether an application can still be written and sent."""
    if state is State.DRAFT:
        return Finding(Answer.HOLDS, say("This application was not sent yet."), clause)
    return Finding(Answer.BROKEN, say("This application was sent; it stays as it is."), clause)


def may_score(state: State, clause: str) -> Finding:
    """Find whether an application can be scored."""
    if state in SCORED_STATES:
        return Finding(Answer.HOLDS, say("This application is under review."), clause)
    return Finding(Answer.BROKEN, say("Only what is under review can be scored."), clause)


def may_erase(state: State, clause: str) -> Finding:
    """Find whether an application can be erased: one that led to a seat stays."""
    if state is State.APPOINTED:
        reason = say("This person was appointed; the application belongs to the record.")
        return Finding(Answer.BROKEN, reason, clause)
    if state in OPEN_STATES:
        reason = say("This application is still being considered; withdraw it first.")
        return Finding(Answer.BROKEN, reason, clause)
    return Finding(Answer.HOLDS, say("This application has ended."), clause)


def wrong_answers(
    questions: Iterable[ApplicationQuestion],
    answers: Mapping[str, str],
    *,
    whole: bool,
    relations: Collection[str] = (),
) -> dict[str, Sentence]:
    """Return what is wrong by question; in a `whole` application what is needed is there.

    `relations` are those that make somebody immediate family, where the charter names them.
    """
    wrong: dict[str, Sentence] = {}
    for question in questions:
        answer = answers.get(question.id, "").strip()
        if not answer:
            if whole and question.required:
                wrong[question.id] = say("Please answer: {question}", question=question.text)
        elif (why := _wrong(question, answer)) is not None:
            wrong[question.id] = why
        elif whole and _lacks_details(question, answer, answers):
            more = say("You said yes: {details}", details=question.details)
            wrong[question.id + DETAILS] = more
        elif whole and _lacks_relation(question, answer, answers, relations):
            wrong[question.id + RELATION] = say("You said yes: say how they are your family.")
    return wrong


def is_of_family(question: ApplicationQuestion) -> bool:
    """Say whether a yes states something of a relative."""
    fact = question.fact
    return fact is not None and (fact.of_family or fact.kind is Kind.FAMILY)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredFact:
    """A fact as the answers state it; `told` is what was written besides a yes."""

    kind: FactKind
    what: str = ""
    since: date | None = None
    of_family: bool = False
    law_enforcement: bool = False
    none_else: bool = False
    relation: str = ""
    told: str = ""


def facts_stated(
    questions: Iterable[ApplicationQuestion], answers: Mapping[str, str]
) -> tuple[AnsweredFact, ...]:
    """Return the facts that the answers state.

    "Nothing besides" is stated of a kind only when every question about it was answered.
    """
    stated: list[AnsweredFact] = []
    groups: dict[tuple[Kind, bool], list[str]] = {}
    for question in questions:
        if question.fact is None:
            continue
        answer = answers.get(question.id, "").strip()
        kind = FactKind(question.fact.kind.value)
        if question.fact.kind is Kind.BIRTH:
            if answer:
                stated.append(AnsweredFact(kind=kind, since=date.fromisoformat(answer)))
            continue
        groups.setdefault((question.fact.kind, question.fact.of_family), []).append(answer)
        if answer == YES:
            told = answers.get(question.id + DETAILS, "").strip()
            stated.append(
                AnsweredFact(
                    kind=kind,
                    what=question.fact.what or " ".join(told.split())[:LONGEST_LINE],
                    of_family=question.fact.of_family,
                    law_enforcement=question.fact.law_enforcement,
                    relation=answers.get(question.id + RELATION, ""),
                    told=told,
                )
            )
    for (group, of_family), given in groups.items():
        is_citizen = group is Kind.CITIZENSHIP and YES in given
        if all(given) and not is_citizen:
            kind = FactKind(group.value)
            stated.append(AnsweredFact(kind=kind, of_family=of_family, none_else=True))
    return tuple(stated)


def wrong_scores(rubric: Rubric, scores: Mapping[str, int]) -> dict[str, Sentence]:
    """Return what is wrong with one person's scores, by criterion."""
    wrong = {
        each.id: say(
            "Give a number from {lowest} to {highest}.",
            lowest=rubric.lowest,
            highest=rubric.highest,
        )
        for each in rubric.criteria
        if not rubric.lowest <= scores.get(each.id, rubric.lowest - 1) <= rubric.highest
    }
    known = {each.id for each in rubric.criteria}
    unknown = {name: say("The rubric has no such line.") for name in scores if name not in known}
    return {**wrong, **unknown}


def averages(rubric: Rubric, given: Sequence[Mapping[str, int]]) -> dict[str, Fraction]:
    """Return the mean of each criterion over all who scored; nothing where nobody did."""
    if not given:
        return {}
    return {
        each.id: Fraction(sum(scores[each.id] for scores in given), len(given))
        for each in rubric.criteria
    }


def _follows(state: State, to: State, clause: str) -> Finding:
    names = {"before": NAMES[state], "after": NAMES[to]}
    if to in MOVES[state]:
        return Finding(Answer.HOLDS, say("“{after}” can follow “{before}”.", **names), clause)
    return Finding(Answer.BROKEN, say("“{after}” cannot follow “{before}”.", **names), clause)


def _needs(standing: Standing, to: State, clause: str) -> Iterable[Finding]:
    if to is State.INTERVIEWED and not standing.scored:
        yield Finding(Answer.BROKEN, say("Nobody has scored the interview yet."), clause)
    if to is State.FORWARDED and not standing.is_known:
        reason = say("The body does not know this person yet; nobody could be named for a seat.")
        yield Finding(Answer.BROKEN, reason, clause)
    if to is State.APPOINTED and not standing.appointed_by:
        reason = say("This person was not appointed to a seat of the call.")
        yield Finding(Answer.BROKEN, reason, clause)


def _needs_reason(state: State, to: State, clause: str, note: str) -> Iterable[Finding]:
    if state is State.NOT_SELECTED and to is State.UNDER_REVIEW and not note.strip():
        reason = say("Say why the application is taken up again.")
        yield Finding(Answer.BROKEN, reason, clause)


def _lacks_details(question: ApplicationQuestion, answer: str, answers: Mapping[str, str]) -> bool:
    told = answers.get(question.id + DETAILS, "").strip()
    return bool(question.details) and answer == YES and not told


def _lacks_relation(
    question: ApplicationQuestion,
    answer: str,
    answers: Mapping[str, str],
    relations: Collection[str],
) -> bool:
    told = answers.get(question.id + RELATION, "")
    return bool(relations) and answer == YES and is_of_family(question) and told not in relations


def _wrong(question: ApplicationQuestion, answer: str) -> Sentence | None:
    match question.kind:
        case QuestionKind.YES_NO if answer not in (YES, NO):
            return say("Answer yes or no.")
        case QuestionKind.CHOICE if answer not in question.choices:
            return say("Choose one of the list.")
        case QuestionKind.LINE if len(answer) > LONGEST_LINE or "\n" in answer:
            return say("This is too long for one line.")
        case QuestionKind.DAY if _day(answer) is None:
            return say("This is not a day, such as 2026-12-03.")
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
