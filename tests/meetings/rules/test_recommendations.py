"""When a recommendation is answered (18-5C, 18-5K2, 18-5K4, 18-5K5, 18-5K6)."""

from datetime import date

import pytest

from governance.charter.model import RecommendationRule
from meetings.rules.matters import touched, tracking_number
from meetings.rules.recommendations import (
    Progress,
    Reply,
    Standing,
    acknowledgement_deadline,
    answer_deadline,
    lacks_outcome,
    lacks_timeline,
    may_be_noted,
    may_send,
)
from meetings.rules.recusals import Disclosed
from tests.meetings.law import board, person

SENT = date(2026, 12, 14)


def rule() -> RecommendationRule:
    found = board().recommendations
    assert found is not None
    return found


def test_receipt_has_sixty_days_and_the_answer_thirty() -> None:
    receipt = acknowledgement_deadline(SENT, rule(), board().calendar)
    assert (receipt.raw, receipt.rolled) == (date(2027, 2, 12), date(2027, 2, 16))
    assert receipt.clause == "18-5C"
    answer = answer_deadline(SENT, rule(), board().calendar)
    assert (answer.raw, answer.rolled) == (date(2027, 1, 13), date(2027, 1, 13))
    assert answer.clause == "18-5K(4)"


def test_it_is_sent_once_and_on_a_day_that_has_come() -> None:
    assert may_send(Standing(), SENT, SENT, rule()).holds
    assert not may_send(Standing(), date(2026, 12, 15), SENT, rule()).holds
    assert not may_send(Standing(sent_on=SENT), SENT, SENT, rule()).holds


@pytest.mark.parametrize(
    ("sent", "on", "holds"),
    [
        (SENT, SENT, True),
        (SENT, date(2026, 12, 13), False),
        (SENT, date(2026, 12, 21), False),
        (None, SENT, False),
    ],
)
def test_an_answer_comes_after_the_sending(sent: date | None, on: date, holds: bool) -> None:
    found = may_be_noted(Standing(sent_on=sent), on, date(2026, 12, 20), rule())
    assert found.holds is holds


def test_whoever_agrees_says_by_when_and_then_it_is_asked_whether_it_was_done() -> None:
    agreed = Standing(sent_on=SENT, answered_on=SENT, reply=Reply.PARTLY)
    assert lacks_timeline(agreed)
    assert not lacks_timeline(Standing(sent_on=SENT, answered_on=SENT, reply=Reply.DISAGREES))
    assert not lacks_timeline(Standing(sent_on=SENT, reply=Reply.AGREES, progress=Progress.DONE))
    promised = Standing(sent_on=SENT, reply=Reply.AGREES, expected_on=date(2027, 3, 1))
    assert not lacks_outcome(promised, date(2027, 3, 1))
    assert lacks_outcome(promised, date(2027, 3, 2))
    done = Standing(expected_on=date(2027, 3, 1), progress=Progress.NOT_DONE)
    assert not lacks_outcome(done, date(2027, 3, 2))


def test_a_matter_has_the_number_of_its_year() -> None:
    assert tracking_number(2026, 7) == "2026-007"
    assert tracking_number(2026, 1234) == "2026-1234"


def test_a_disclosure_touches_a_matter_by_either_name() -> None:
    disclosed = [Disclosed(person(1), "Roe"), Disclosed(person(2), "Jane Roe of Park Avenue")]
    assert touched(disclosed, ["Jane Roe"], "A complaint") == {person(1), person(2)}
    assert touched(disclosed, ["Jo Roebuck"], "A complaint") == set()
    assert touched(disclosed, [], "The Roe complaint") == {person(1)}
