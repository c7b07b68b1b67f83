"""The first board's charter: every clause of its article, kept or accounted for."""

import pytest

from governance.charter.load import load_bundled
from governance.charter.model import Clause, Kind

CHARTER = load_bundled("rochester-pab")

REGISTER = [
    "18-2",
    "18-3A",
    "18-3B1",
    "18-3B2",
    "18-3C",
    "18-3D",
    "18-3E",
    "18-3F",
    "18-3G",
    "18-3H",
    "18-3I",
    "18-3J",
    "18-4A",
    "18-4B",
    "18-4C",
    "18-4D",
    "18-4E1",
    "18-4E2",
    "18-4F1",
    "18-4F2",
    "18-4F3",
    "18-4F4",
    "18-4G",
    "18-4H",
    "18-4H1",
    "18-4H2",
    "18-4H3",
    "18-4H-end",
    "18-4I",
    "18-4I1",
    "18-4I2",
    "18-4I3",
    "18-4I4",
    "18-4I5",
    "18-4I6",
    "18-4I7",
    "18-4I8",
    "18-4J1",
    "18-4J2",
    "18-4J3",
    "18-4K1",
    "18-4K2",
    "18-4L1",
    "18-4L2",
    "18-4L3",
    "18-5A",
    "18-5B",
    "18-5C",
    "18-5D",
    "18-5E",
    "18-5F1",
    "18-5F2",
    "18-5F3",
    "18-5F4",
    "18-5G1",
    "18-5G2",
    "18-5G3",
    "18-5G4",
    "18-5G5",
    "18-5G6",
    "18-5G7",
    "18-5G8",
    "18-5H",
    "18-5I1",
    "18-5I2",
    "18-5I3",
    "18-5I4",
    "18-5I5",
    "18-5I6",
    "18-5I7",
    "18-5I8",
    "18-5I9",
    "18-5I10",
    "18-5I11",
    "18-5I12",
    "18-5I13",
    "18-5J1",
    "18-5J2",
    "18-5J3",
    "18-5J4",
    "18-5K1",
    "18-5K2",
    "18-5K3",
    "18-5K4",
    "18-5K5",
    "18-5K6",
    "18-6A-1",
    "18-6A-2",
    "18-6A-3",
    "18-6A-4",
    "18-6A-5",
    "18-6A(1)",
    "18-6A(2)",
    "18-6A(3)",
    "18-6B-1",
    "18-6B-2",
    "18-6C1",
    "18-6C2",
    "18-6C3",
    "18-6C4",
    "18-6C5",
    "18-6C6",
    "18-6C7",
    "18-7A",
    "18-7B1",
    "18-7B2",
    "18-7B3",
    "18-7B4",
    "18-7B5",
    "18-7B6",
    "18-8",
    "18-9A",
    "18-9B",
    "18-9C",
    "18-10A",
    "18-10B",
    "18-11A",
    "18-11B",
    "18-11C",
    "18-11D",
    "18-11E",
    "18-11F",
    "18-11G",
    "18-12A",
    "18-12B",
    "18-13A",
    "18-13B",
    "18-13C",
]


def test_every_clause_from_18_3_to_18_13_is_there() -> None:
    assert [each.id for each in CHARTER.clauses if each.id.startswith("18-")] == REGISTER


@pytest.mark.parametrize("clause", CHARTER.clauses, ids=lambda clause: clause.id)
def test_a_clause_is_told_in_words_with_what_it_asks_for(clause: Clause) -> None:
    assert clause.title
    assert clause.summary.endswith(".")
    assert clause.kinds
    assert clause.held_by or clause.prose


def test_what_the_courts_stopped_is_frozen() -> None:
    """18-3E, 18-5G(3), 18-5I(1)."""
    for name in ("18-3E", "18-5G(3)", "18-5I(1)", "18-5J(4)"):
        assert CHARTER.clause(name).is_frozen
    for name in ("18-4K", "18-5K(1)", "18-6B", "18-7B(3)", "18-11A"):
        assert not CHARTER.clause(name).is_frozen


def test_three_seats_end_each_year() -> None:
    """18-4J(3): of three, one and two, two and one, one each."""
    classes = {
        years: sorted(seat.designated_by for seat in CHARTER.seats if seat.stagger_years == years)
        for years in (1, 2, 3)
    }
    assert classes == {
        1: ["alliance", "alliance", "council"],
        2: ["alliance", "council", "council"],
        3: ["alliance", "council", "mayor"],
    }


def test_the_duties_name_clauses_of_their_own() -> None:
    ids = {each.id for each in CHARTER.clauses}
    assert {duty.clause for duty in CHARTER.obligations} <= ids


def test_the_yearly_election_is_due_at_a_meeting_and_not_at_a_years_end() -> None:
    """18-6A."""
    assert CHARTER.obligation("officer_election").recurrence.at_first_meeting


def test_each_district_has_its_meeting() -> None:
    """18-7B(3)."""
    assert CHARTER.obligation("district_meeting").recurrence.per_district


def test_kinds_are_read_as_they_are_written() -> None:
    assert CHARTER.clause("18-4E2").kinds == (Kind.HARD, Kind.DISCRETIONARY)
