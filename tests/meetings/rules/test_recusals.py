"""When a member stands aside (18-9B)."""

import pytest

from meetings.rules.recusals import Relation, must_recuse
from tests.meetings.law import board


@pytest.mark.parametrize("relation", [each for each in Relation if each is not Relation.NONE])
def test_any_relation_at_all_is_enough(relation: Relation) -> None:
    found = must_recuse(relation, board().recusal)
    assert found.holds
    assert found.clause == "18-9B"
    assert "chair" in str(found.reason)


def test_without_one_a_member_takes_part() -> None:
    assert not must_recuse(Relation.NONE, board().recusal).holds
