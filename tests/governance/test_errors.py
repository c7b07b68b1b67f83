"""Errors: what a refusal says."""

from governance.charter.findings import Answer, Finding
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.sentences import say


def test_a_refusal_says_its_reason() -> None:
    for error in (NotFoundError, OutOfOrderError, NotAllowedError):
        refusal = error(say("There is no seat '{name}'.", name="west"))
        assert str(refusal) == str(refusal.reason) == "There is no seat 'west'."
        assert isinstance(refusal, GovernanceError)


def test_a_broken_rule_says_every_finding_in_turn() -> None:
    refusal = RuleBrokenError(
        Finding(Answer.BROKEN, say("Said of {clause}.", clause=clause), clause)
        for clause in ("18-4C", "18-4E", "18-4F")
    )
    assert [each.clause for each in refusal.findings] == ["18-4C", "18-4E", "18-4F"]
    assert str(refusal.reason) == "Said of 18-4C. Said of 18-4E. Said of 18-4F."


def test_bad_input_says_the_field() -> None:
    refusal = BadInputError({"on": say("Not a day."), "seat": say("Not a seat.")})
    assert str(refusal) == "on: Not a day. seat: Not a seat."
    assert str(refusal.reason) == "Not a day. Not a seat."
    assert str(BadInputError({}).reason) == ""


def test_a_stranger_is_told_from_somebody_of_the_wrong_role() -> None:
    assert NotAllowedError(say("No.")).signed_in
    assert not NotAllowedError(say("No."), signed_in=False).signed_in
