"""Who may stand for an office, and for how many years in a row."""

from dataclasses import replace
from datetime import date

import pytest

from elections.rules.candidacies import consecutive_years, may_hold, may_stand
from elections.rules.officers import Tenure, service_year
from governance.charter.findings import Answer, Finding
from governance.days import Span
from tests.elections.rules.test_officers import CHAIR, reading
from tests.meetings.law import board, people, person

VICE = board().office("vice_chair")
WHO = person(1)
JULY_2026 = service_year(CHAIR, date(2026, 7, 9))


def year(first: int, office: str = "chair", *, remainder: bool = False) -> Tenure:
    """A tenure in the service year that begins in July of this year."""
    since = date(first + 1, 2, 4) if remainder else date(first, 7, 9)
    return Tenure(
        office=office, person=WHO, span=Span(since, date(first + 1, 7, 1)), remainder=remainder
    )


def limit(*tenures: Tenure, office: str = "chair") -> tuple[Finding, ...]:
    return consecutive_years(WHO, board().office(office), JULY_2026, tenures, board())


def test_a_chair_of_three_years_running_may_not_be_nominated_for_chair() -> None:
    (found,) = limit(year(2023), year(2024), year(2025))
    assert found.blocks
    assert found.clause == "18-6A"
    assert "3 consecutive years as Chairperson" in str(found.reason)


def test_a_chair_of_three_years_running_may_be_nominated_for_vice_chair() -> None:
    found, warning = limit(year(2023), year(2024), year(2025), office="vice_chair")
    assert found.holds
    assert warning.answer is Answer.WARNING
    assert not warning.blocks


def test_a_third_year_is_allowed() -> None:
    (found,) = limit(year(2024), year(2025))
    assert found.holds


def test_a_whole_year_away_begins_the_count_again() -> None:
    (found,) = limit(year(2022), year(2023), year(2024))
    assert found.holds


def test_a_successor_s_part_of_a_year_is_not_counted() -> None:
    (found,) = limit(year(2023, remainder=True), year(2024), year(2025))
    assert found.holds


def test_a_successor_s_part_of_a_year_does_not_interrupt() -> None:
    (found,) = limit(year(2022), year(2023), year(2024, remainder=True), year(2025))
    assert found.blocks


def test_the_other_reading_counts_a_part_of_a_year() -> None:
    tenures = [year(2023, remainder=True), year(2024), year(2025)]
    law = reading("partial_officer_year", "yes")
    (found,) = consecutive_years(WHO, CHAIR, JULY_2026, tenures, law)
    assert found.blocks


def test_the_finding_tells_what_the_other_readings_say() -> None:
    found, _ = limit(year(2023), year(2024), year(2025), office="vice_chair")
    said = {(each.reading, each.alternative): each.answer for each in found.readings}
    assert said["consecutive_years", "both_together"] is Answer.BROKEN
    assert said["partial_officer_year", "yes"] is Answer.HOLDS


def test_two_offices_in_turn_are_warned_about_after_three_years() -> None:
    found, warning = limit(year(2023), year(2024, "vice_chair"), year(2025))
    assert found.holds
    assert warning.answer is Answer.WARNING
    assert len(limit(year(2024, "vice_chair"), year(2025))) == 1


def test_a_resignation_does_not_make_a_year_less() -> None:
    resigned = replace(year(2025), span=Span(date(2025, 7, 9), date(2026, 6, 1)))
    (found,) = limit(year(2023), year(2024), resigned)
    assert found.blocks


def test_a_remainder_would_be_a_fourth_year_too() -> None:
    mid_year = service_year(CHAIR, date(2026, 12, 3))
    (found,) = consecutive_years(
        WHO, CHAIR, mid_year, [year(2023), year(2024), year(2025)], board()
    )
    assert found.blocks


def test_a_body_without_the_limit_asks_nothing() -> None:
    free = replace(CHAIR, max_consecutive_years=None)
    assert consecutive_years(WHO, free, JULY_2026, [], board()) == ()


@pytest.mark.parametrize(("who", "allowed"), [(1, True), (10, False)])
def test_only_members_in_office_are_nominated(who: int, allowed: bool) -> None:
    member, _ = may_stand(
        person(who), CHAIR, JULY_2026, members=people(9), tenures=[], charter=board()
    )
    assert member.holds is allowed


def test_nobody_holds_two_offices() -> None:
    assert may_hold(person(1), VICE, {"chair": person(2)}).holds
    assert not may_hold(person(1), VICE, {"chair": person(1)}).holds
