from dataclasses import replace

from appointments.rules.embargo import withheld_seats
from governance.charter.load import load_bundled

CHARTER = load_bundled("rochester-pab")
FOUR = {"alliance-1", "alliance-2", "alliance-3", "alliance-4"}


def test_no_name_of_the_four_is_published_before_the_fourth():
    """18-4I(7)."""
    assert withheld_seats(CHARTER, FOUR - {"alliance-4"}) == FOUR
    assert withheld_seats(CHARTER, FOUR) == frozenset()


def test_other_authorities_withhold_nothing():
    assert not withheld_seats(CHARTER, set()) & {"east", "mayor"}


def test_another_reading_lifts_it_when_legislation_is_filed():
    read = replace(CHARTER.reading("embargo_initial"), chosen="legislation_filed")
    others = [each for each in CHARTER.readings if each.id != read.id]
    assert withheld_seats(replace(CHARTER, readings=(*others, read)), set()) == frozenset()
