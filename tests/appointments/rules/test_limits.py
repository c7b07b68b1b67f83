from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from appointments.rules.limits import Stint, proposed_stint, term_limit
from governance.charter.findings import Answer, Finding
from governance.charter.load import load_bundled
from governance.days import Span, add_days

CHARTER = load_bundled("rochester-pab")
EARLIER_HALF = Span(date(2025, 7, 1), date(2028, 7, 1))


def years(first: int, last: int) -> Span:
    return Span(date(first, 7, 1), date(last, 7, 1))


def served(term: Span, *, whole: Span | None = None, until: date | None = None, **more) -> Stint:
    end = until or term.until
    return Stint(seat="east", term=term, whole=whole or term, served=Span(term.since, end), **more)


def judged(earlier: list[Stint], term: Span, whole: Span | None = None) -> Finding:
    proposed = proposed_stint("south", term, whole or term)
    return term_limit(earlier, proposed, CHARTER.terms, CHARTER.readings)


def other(finding: Finding, reading: str, alternative: str) -> Answer:
    return next(
        each.answer
        for each in finding.readings
        if (each.reading, each.alternative) == (reading, alternative)
    )


SIX_YEARS = [served(years(2026, 2029)), served(years(2029, 2032))]


def test_a_first_term_is_always_possible():
    assert judged([], years(2026, 2029)).holds


def test_one_may_be_reappointed_once():
    assert judged(SIX_YEARS[:1], years(2029, 2032)).holds
    found = judged(SIX_YEARS, years(2032, 2035))
    assert found.answer is Answer.BROKEN
    assert found.clause == "18-4J(2)"


def test_one_may_come_back_after_three_years_away():
    back = date(2035, 7, 1)
    assert str(back.year) in str(judged(SIX_YEARS, years(2032, 2035)).reason)
    assert judged(SIX_YEARS, Span(back, date(2038, 7, 1))).holds
    early = Span(add_days(back, -1), date(2038, 7, 1))
    assert judged(SIX_YEARS, early).answer is Answer.BROKEN


def test_a_remainder_over_half_a_term_counts_as_a_term():
    remainder = Span(date(2026, 12, 8), date(2028, 7, 1))
    assert (remainder.days, EARLIER_HALF.days) == (571, 1096)
    held = served(remainder, whole=EARLIER_HALF)
    assert held.is_over_half
    assert judged([held], years(2028, 2031)).holds
    third = judged([held, served(years(2028, 2031))], years(2031, 2034))
    assert third.answer is Answer.BROKEN
    assert other(third, "partial_counts", "no") is Answer.HOLDS
    assert other(third, "partial_counts", "yes") is Answer.BROKEN
    assert other(third, "term_limit", "full_terms_only") is Answer.HOLDS


def test_half_a_term_is_not_over_half():
    half = Span(date(2026, 12, 31), date(2028, 7, 1))
    assert half.days == 548
    assert not served(half, whole=EARLIER_HALF).is_over_half
    day_more = Span(date(2026, 12, 30), date(2028, 7, 1))
    assert served(day_more, whole=EARLIER_HALF).is_over_half


def test_a_short_remainder_leaves_two_terms():
    short = served(Span(date(2027, 9, 1), date(2028, 7, 1)), whole=EARLIER_HALF)
    found = judged([short, served(years(2028, 2031))], years(2031, 2034))
    assert found.holds
    assert other(found, "partial_counts", "yes") is Answer.BROKEN


def test_a_late_reappointment_counts_however_short():
    held_over = served(years(2023, 2026), until=date(2028, 1, 2))
    rest = Span(date(2028, 1, 2), date(2029, 7, 1))
    late = served(rest, whole=years(2026, 2029))
    assert not late.is_over_half
    assert judged([held_over], rest, years(2026, 2029)).holds
    assert judged([held_over, late], years(2029, 2032)).answer is Answer.BROKEN
    a_day_between = served(years(2023, 2026), until=date(2026, 7, 1))
    assert judged([a_day_between, late], years(2029, 2032)).holds


def test_the_initial_stub_is_not_counted():
    stub = served(Span(date(2020, 1, 21), date(2020, 7, 1)), initial=True)
    found = judged([stub, served(years(2020, 2023))], years(2023, 2026))
    assert found.holds
    assert other(found, "term_limit", "every_appointment") is Answer.BROKEN


def test_holding_over_counts_toward_six_years():
    late = served(years(2026, 2029), until=date(2029, 12, 1))
    residue = Span(date(2029, 12, 1), date(2032, 7, 1))
    assert judged([late], residue, years(2029, 2032)).holds
    never_left = served(years(2026, 2029), until=date(2029, 7, 2))
    over = judged([never_left], Span(date(2029, 7, 2), date(2032, 7, 2)), years(2029, 2032))
    assert over.answer is Answer.BROKEN
    assert other(over, "holdover_counts", "no") is Answer.HOLDS


def test_six_years_are_six_years_whichever_leap_days_they_hold():
    early = [served(years(2025, 2028))]
    assert judged(early, years(2029, 2032)).holds


def test_after_six_years_not_even_a_short_remainder():
    short = Span(date(2033, 9, 1), date(2034, 7, 1))
    assert judged(SIX_YEARS, short, years(2031, 2034)).answer is Answer.BROKEN


def test_absence_for_the_same_seat_only_is_another_reading():
    found = judged(SIX_YEARS, years(2032, 2035))
    assert other(found, "away_from", "same_seat") is Answer.HOLDS


def test_absence_from_the_term_s_end_is_another_reading():
    held_over = [SIX_YEARS[0], served(years(2029, 2032), until=date(2032, 9, 1))]
    found = judged(held_over, years(2035, 2038))
    assert found.answer is Answer.BROKEN
    assert other(found, "away_from", "term_end") is Answer.HOLDS


def test_a_member_still_in_office_has_no_day_of_return_yet():
    sitting = Stint(
        seat="east",
        term=years(2029, 2032),
        whole=years(2029, 2032),
        served=Span(date(2029, 7, 1)),
    )
    found = judged([SIX_YEARS[0], sitting], years(2032, 2035))
    assert "years after the last day of service" in str(found.reason)


@given(st.lists(st.booleans(), max_size=12))
def test_nobody_serves_more_than_six_years_in_a_row(wishes: list[bool]):
    """Year after year somebody wants a full term; what is granted never passes the limit."""
    granted: list[Stint] = []
    for number, wants in enumerate(wishes):
        term = years(2020 + 3 * number, 2023 + 3 * number)
        if wants and judged(granted, term).holds:
            granted.append(served(term))
    starts = {stint.served.since.year for stint in granted}
    assert not any({year, year + 3, year + 6} <= starts for year in starts)
