from datetime import date

from appointments.rules.legislation import Legislation, is_carried
from governance.charter.findings import Answer
from governance.charter.load import load_bundled

RULE = load_bundled("rochester-pab").legislation
VOTED = date(2026, 12, 8)


def carried(ayes: int, *, voted_on: date | None = VOTED, on: date = VOTED) -> Answer:
    act = Legislation(number="2026-301", voted_on=voted_on, ayes=ayes, noes=0)
    return is_carried(act, RULE, on=on).answer


def test_five_of_nine_carry_whoever_is_absent():
    assert carried(5) is Answer.HOLDS
    assert carried(4) is Answer.BROKEN


def test_nothing_is_carried_before_the_vote():
    assert carried(9, voted_on=None) is Answer.BROKEN
    assert carried(9, on=date(2026, 12, 7)) is Answer.BROKEN


def test_the_finding_names_the_clause_of_the_majority():
    act = Legislation(number="2026-301", voted_on=VOTED, ayes=4, noes=5)
    assert is_carried(act, RULE, on=VOTED).clause == RULE.majority_clause
