"""May this person take this seat on this day? One finding for each criterion of the charter.

Where the text can be read in several ways, the charter chooses, and the finding shows what the
others would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from appointments.rules.cases import Case, Facts
from appointments.rules.criteria import RULES, marks_of
from governance.charter.findings import Answer, Finding, OtherReading
from governance.charter.model import Criterion, CriterionKind, Effect
from governance.rules.people import Fact, FactKind


def eligibility(criteria: Iterable[Criterion], case: Case) -> tuple[Finding, ...]:
    """Return the eligibility sheet: one finding for each criterion, in the charter's order."""
    facts: dict[FactKind, list[Fact]] = {}
    for fact in case.facts:
        facts.setdefault(fact.kind, []).append(fact)
    return tuple([_finding(criterion, facts, case) for criterion in criteria])


class _Question(NamedTuple):
    """An open question that a rule asks, and its alternatives from the strictest to the laxest.

    What holds when read strictly holds when read laxly, and is not asked again.
    """

    reading: str
    alternatives: tuple[str, ...]

    def may_differ(self, answer: Answer, criterion: Criterion, facts: Facts, case: Case) -> bool:
        """Whether another reading could answer otherwise."""
        chosen = case.readings.get(self.reading)
        if answer is not Answer.HOLDS:
            return chosen is not None
        if chosen is None or chosen == self.alternatives[0]:
            return False
        if criterion.kind is CriterionKind.ONLY_FORMER_OFFICER:
            return bool(marks_of(criterion, facts.get(FactKind.EMPLOYMENT, ())))
        return criterion.kind is not CriterionKind.OF_AGE_AND_CITIZEN


QUESTIONS: Mapping[CriterionKind, _Question] = {
    CriterionKind.RESIDENT_LONG_ENOUGH: _Question("twelve_months", ("continuous", "any_twelve")),
    CriterionKind.LIVES_IN_DISTRICT: _Question(
        "district_residence", ("at_appointment", "not_at_all")
    ),
    CriterionKind.ONLY_FORMER_OFFICER: _Question(
        "current_officers", ("member_and_family_barred", "member_barred", "allowed")
    ),
    CriterionKind.NO_POLICE_LITIGATION: _Question("attorney_family", ("both", "member_only")),
    CriterionKind.OF_AGE_AND_CITIZEN: _Question("citizenship", ("block", "warn")),
}
"""Which open question each rule asks; on a single day no seat's district can be asked more."""


def _finding(criterion: Criterion, facts: Facts, case: Case) -> Finding:
    rule = RULES[criterion.kind]
    said = rule(criterion, facts, case)
    answer = _weighed(criterion, said.answer, case)
    others: tuple[OtherReading, ...] = ()
    question = QUESTIONS.get(criterion.kind)
    if question is not None and question.may_differ(answer, criterion, facts, case):
        others = tuple(_others(criterion, facts, case, question, answer))
    fact = said.fact
    if fact is None:
        return Finding(answer, said.reason, criterion.clause, "", others, said.decided_by)
    known = () if fact.id is None else (fact.id,)
    return Finding(
        answer, said.reason, criterion.clause, fact.source, others, said.decided_by, known
    )


def _others(
    criterion: Criterion, facts: Facts, case: Case, question: _Question, answer: Answer
) -> Iterable[OtherReading]:
    """Yield what the other readings answer, as far as it is something else."""
    chosen = case.readings[question.reading]
    for other in question.alternatives:
        if other == chosen:
            if answer is Answer.HOLDS:
                return
            continue
        read = replace(case, readings={**case.readings, question.reading: other})
        says = RULES[criterion.kind](criterion, facts, read)
        weighed = _weighed(criterion, says.answer, read)
        if weighed is not answer:
            yield OtherReading(question.reading, other, weighed, says.reason)


def _weighed(criterion: Criterion, answer: Answer, case: Case) -> Answer:
    """Return an answer as far as it counts: where the law only warns, nothing else blocks."""
    if answer is Answer.HOLDS or criterion.effect is not Effect.WARNING:
        return answer
    blocks = case.readings.get("citizenship") == "block"
    if blocks and criterion.kind is CriterionKind.OF_AGE_AND_CITIZEN:
        return answer
    return Answer.WARNING
