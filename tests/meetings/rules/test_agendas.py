"""What an agenda asks, and what has changed in it."""

from dataclasses import replace

import pytest

from meetings.rules.agendas import Listed, changes, contract_mark, in_dollars
from tests.meetings.law import board, person


@pytest.mark.parametrize(
    ("cents", "asks"), [(None, False), (0, False), (1_000_000, False), (1_000_001, True)]
)
def test_only_above_the_mark_council_approves_a_contract(cents: int | None, asks: bool) -> None:
    """18-10B."""
    found = contract_mark(cents, board().contracts)
    assert (found is not None) is asks
    if found is not None:
        assert str(found.reason) == "More than $10,000: Council approves it."
        assert found.clause == "18-10B"


def test_a_charter_without_a_mark_asks_nothing() -> None:
    assert contract_mark(10**12, None) is None


def test_amounts_read_as_they_are_written() -> None:
    assert [in_dollars(each) for each in (0, 5, 1_250_000, 1_250_050)] == [
        *("$0", "$0.05", "$12,500", "$12,500.50"),
    ]


def test_a_change_of_order_and_of_amount_is_told() -> None:
    one, two = Listed(person(1), "A"), Listed(person(2), "B", amount_cents=100)
    assert list(changes([one, two], [one, two])) == []
    assert [str(each) for each in changes([one, two], [two, one])] == ["The order was changed."]
    dearer = replace(two, amount_cents=200, consent=True)
    assert [str(each) for each in changes([one, two], [one, dearer])] == [
        "B: the amount is now $2",
        "B: into the consent group",
    ]
