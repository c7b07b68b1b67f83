"""Findings: what blocks a deed and what does not."""

import pytest

from governance.charter.findings import Answer, Finding, require
from governance.errors import RuleBrokenError
from governance.sentences import say


def found(answer: Answer, *, clause: str = "18-4C", decided_by: str = "") -> Finding:
    return Finding(answer, say("Said of {clause}.", clause=clause), clause, decided_by=decided_by)


def test_only_a_broken_an_unknown_and_an_undecided_finding_block() -> None:
    blocking = {answer for answer in Answer if found(answer).blocks}
    assert blocking == {Answer.BROKEN, Answer.UNKNOWN, Answer.DISCRETION}


def test_unknown_is_never_yes() -> None:
    assert not found(Answer.UNKNOWN).holds


def test_a_discretion_that_a_person_used_no_longer_blocks() -> None:
    assert not found(Answer.DISCRETION, decided_by="Council clerk").blocks


def test_a_decision_does_not_heal_a_broken_clause() -> None:
    assert found(Answer.BROKEN, decided_by="Council clerk").blocks


def test_a_refusal_names_everything_that_blocks() -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        require(
            found(Answer.HOLDS),
            found(Answer.BROKEN, clause="18-4E"),
            found(Answer.WARNING),
            found(Answer.UNKNOWN, clause="18-4F"),
        )
    assert [finding.clause for finding in refusal.value.findings] == ["18-4E", "18-4F"]
    assert str(refusal.value) == "Said of 18-4E. (18-4E) Said of 18-4F. (18-4F)"


def test_nothing_is_refused_when_nothing_blocks() -> None:
    require()
    require(found(Answer.HOLDS), found(Answer.WARNING))


def test_yes_and_no_are_answers() -> None:
    assert Answer.of(True) is Answer.HOLDS
    assert Answer.of(False) is Answer.BROKEN
