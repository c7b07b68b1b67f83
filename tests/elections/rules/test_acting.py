"""Who presides while the chair is empty, and which office is filled first."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from elections.rules.acting import Presiding, presiding_on
from elections.rules.ballots import may_come_before, may_second
from elections.rules.officers import Tenure
from governance.charter.model import Charter
from tests.elections.rules.test_officers import CHAIR, reading, tenure
from tests.meetings.law import board, people, person

VICE = board().office("vice_chair")
LAST_YEAR = tenure(person(1), "2025-07-10", "2026-07-01")
LAST_VICE = tenure(person(2), "2025-07-10", "2026-07-01", office="vice_chair")
IN_THE_GAP = date(2026, 7, 9)


def presides(
    *held: Tenure, on: date = IN_THE_GAP, law: Charter | None = None, who: tuple[UUID, ...] = ()
) -> Presiding:
    found = presiding_on(law or board(), held, who or people(9), on)
    assert found is not None
    assert found.clause == "18-6A"
    return found


def test_the_chair_presides() -> None:
    assert presides(LAST_YEAR, on=date(2026, 6, 30)).person == person(1)
    assert not presides(LAST_YEAR, on=date(2026, 6, 30)).only_to_elect


def test_from_july_1_the_outgoing_chair_presides_only_to_hold_the_election() -> None:
    found = presides(LAST_YEAR, LAST_VICE, on=date(2026, 7, 1))
    assert (found.person, found.only_to_elect) == (person(1), True)


def test_an_outgoing_chair_without_a_seat_leaves_it_to_a_member_chosen_for_the_meeting() -> None:
    found = presides(LAST_YEAR, who=people(9)[1:])
    assert found.person is None
    assert "choose to preside" in str(found.reason)
    assert presides().person is None


def test_the_other_readings_of_the_gap() -> None:
    over = presides(LAST_YEAR, law=reading("officer_gap", "officers_hold_over"))
    assert (over.person, over.only_to_elect) == (person(1), False)
    assert presides(LAST_YEAR, law=reading("officer_gap", "offices_empty")).person is None


def test_after_a_vacancy_in_mid_year_the_vice_chair_acts() -> None:
    left = tenure(person(1), "2026-07-09", "2026-11-20")
    vice = tenure(person(2), "2026-07-09", "2027-07-01", office="vice_chair")
    found = presides(left, vice, on=date(2026, 11, 20))
    assert found.person == person(2)
    assert "acting while Chairperson is vacant" in str(found.reason)
    assert presides(left, on=date(2026, 11, 20)).person is None


def test_a_body_whose_officers_do_not_preside_says_nothing() -> None:
    law = replace(board(), offices=(VICE,))
    assert presiding_on(law, [], people(9), IN_THE_GAP) is None


def test_the_chair_is_elected_before_the_vice_chair() -> None:
    assert may_come_before(VICE, []).holds
    found = may_come_before(VICE, [CHAIR])
    assert found.blocks
    assert "Chairperson is elected first" in str(found.reason)


def test_a_second_comes_from_another_member() -> None:
    assert may_second(person(2), person(1), people(9), CHAIR).holds
    assert may_second(person(1), person(1), people(9), CHAIR).blocks
    assert may_second(person(10), person(1), people(9), CHAIR).blocks
