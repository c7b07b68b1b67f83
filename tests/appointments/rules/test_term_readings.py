"""Which term an appointment would be for, by each reading of A1 and A2."""

from datetime import date

from appointments.rules.term_readings import term_found
from appointments.rules.terms import appointed_term, version_of
from governance.charter.load import load_bundled
from governance.days import Span

CHARTER = load_bundled("rochester-pab")
VERSIONS = (version_of(CHARTER),)
INITIAL = Span(date(2020, 1, 21), date(2020, 7, 1))
EAST, SOUTH = CHARTER.seat("east"), CHARTER.seat("south")


def found(seat: object, on: date) -> tuple[str, dict[str, str]]:
    term, _ = appointed_term(seat.id, VERSIONS, since=on, initial=INITIAL, grid_since=INITIAL.until)
    told = term_found(
        seat, CHARTER.terms, VERSIONS, CHARTER.readings, term=term, initial=INITIAL, on=on
    )
    return str(told.reason), {each.alternative: str(each.reason) for each in told.readings}


def test_the_first_board_staggered_at_once_would_end_a_year_earlier():
    """18-4J(3): south has the class of three years, to 2023 or else to 2022."""
    reason, others = found(SOUTH, date(2021, 3, 2))
    assert "June 30, 2023" in reason
    assert "June 30, 2022" in others["staggered_at_once"]
    reason, others = found(EAST, date(2020, 7, 1))
    assert "June 30, 2021" in reason
    assert "June 30, 2023" in others["staggered_at_once"]


def test_before_the_board_is_complete_a_term_would_begin_alone():
    told = term_found(
        EAST,
        CHARTER.terms,
        VERSIONS,
        CHARTER.readings,
        term=None,
        initial=None,
        on=date(2020, 1, 14),
    )
    assert "first board is complete" in str(told.reason)
    [other] = told.readings
    assert other.alternative == "each_alone"
    assert "January 14, 2020" in str(other.reason)
    assert "June 30, 2020" in str(other.reason)
