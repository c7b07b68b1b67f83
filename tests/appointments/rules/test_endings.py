from datetime import date

import pytest

from appointments.rules.endings import (
    Request,
    has_begun,
    may_withdraw,
    oath_is_lacking,
    removal_is_requested,
    sits_until_carried,
)
from appointments.rules.oaths import Stage, oath_clocks
from governance.charter.findings import Answer
from governance.charter.load import bundled_charter, bundled_laws, load_bundled, load_charter
from governance.charter.model import Proof
from governance.charter.problems import CharterError

CHARTER = load_bundled("rochester-pab")
MET = date(2026, 12, 3)
DELIVERED, EFFECTIVE = date(2026, 11, 2), date(2026, 12, 2)


def asked(present: int, ayes: int, noes: int) -> list[tuple[str, Answer]]:
    assert CHARTER.removal is not None
    decides, beside = CHARTER.tests_of(CHARTER.removal.motion)
    request = Request(meeting_on=MET, seats=9, filled=9, present=present, ayes=ayes, noes=noes)
    found = removal_is_requested(request, decides, beside, CHARTER.removal)
    return [(each.clause, each.answer) for each in found]


@pytest.mark.parametrize(
    ("present", "ayes", "noes", "ordinance", "state"),
    [
        (9, 5, 4, Answer.HOLDS, Answer.HOLDS),
        (9, 4, 5, Answer.BROKEN, Answer.WARNING),
        (6, 3, 3, Answer.BROKEN, Answer.WARNING),
        (5, 3, 2, Answer.HOLDS, Answer.WARNING),
    ],
)
def test_a_majority_of_the_board_asks_for_a_removal(
    present: int, ayes: int, noes: int, ordinance: Answer, state: Answer
) -> None:
    """18-4L(3): by majority vote; GCL 41 is checked beside it."""
    assert asked(present, ayes, noes) == [("18-4L(3)", ordinance), ("GCL 41", state)]


def test_a_member_sits_until_the_act_is_carried() -> None:
    assert sits_until_carried(MET, MET, "POL 30(1)(c)").holds
    early = sits_until_carried(MET, date(2026, 12, 2), "POL 30(1)(c)")
    assert early.answer is Answer.BROKEN
    assert early.clause == "POL 30(1)(c)"


def test_nothing_ends_a_service_before_its_second_day() -> None:
    assert has_begun(MET, date(2026, 12, 4), "POL 31(2)").holds
    assert has_begun(MET, MET, "POL 31(2)").answer is Answer.BROKEN


@pytest.mark.parametrize(
    ("on", "filed", "lacks", "stage"),
    [
        (date(2026, 12, 2), None, False, Stage.RUNNING),
        (date(2026, 12, 3), None, False, Stage.AMBER),
        (date(2026, 12, 31), None, False, Stage.AMBER),
        (date(2027, 1, 1), None, True, Stage.RED),
        (date(2027, 1, 5), date(2026, 12, 31), False, Stage.FILED),
        (date(2027, 1, 5), date(2027, 1, 4), True, Stage.FILED_LATE),
    ],
)
def test_an_office_is_lost_only_after_both_clocks(
    on: date, filed: date | None, lacks: bool, stage: Stage
) -> None:
    """POL 30(1)(h): amber past December 2, red past December 31."""
    clocks = oath_clocks(
        notice_sent_on=date(2026, 11, 2),
        term_since=date(2026, 12, 1),
        filed_on=filed,
        rule=CHARTER.oath,
        calendar=CHARTER.calendar,
        on=on,
    )
    found = oath_is_lacking(clocks, filed, on=on)
    assert (found.holds, found.clause) == (lacks, "POL 30(1)(h)")
    assert clocks.stage is stage


def withdrawn(
    *, by: str = "City Clerk", consent: date = date(2026, 11, 10), on: date = date(2026, 11, 20)
) -> list[str]:
    found = may_withdraw(
        CHARTER.resignation,
        delivered_to="City Clerk",
        delivered_on=DELIVERED,
        effective_on=EFFECTIVE,
        consent_by=by,
        consent_on=consent,
        on=on,
    )
    assert {each.clause for each in found} <= {"POL 31(4)"}
    return [str(each.reason) for each in found]


def test_a_resignation_is_taken_back_before_its_day_with_consent() -> None:
    """POL 31(4)."""
    assert withdrawn() == []
    assert withdrawn(by="city clerk", consent=DELIVERED, on=date(2026, 12, 1)) == []


def test_not_after_its_day_nor_with_another_s_consent() -> None:
    assert "took effect" in withdrawn(on=EFFECTIVE)[0]
    assert "whose consent" in withdrawn(by="City Council")[0]
    assert "must come between" in withdrawn(consent=date(2026, 11, 1))[0]
    assert "must come between" in withdrawn(consent=date(2026, 11, 21))[0]


def test_each_kind_of_office_resigns_to_its_own_recipient() -> None:
    """POL 31(1)(g), POL 31(1)(h) and POL 31(1)(k)."""
    text = bundled_charter("rochester-pab")
    told = {}
    for office in ("town", "city", "appointive"):
        changed = text.replace('office = "city"', f'office = "{office}"', 1)
        rule = load_charter(changed, bundled_laws()).resignation
        told[office] = (rule.delivered_to, rule.clause)
    assert told == {
        "town": ("Town Clerk", "POL 31(1)(g)"),
        "city": ("City Clerk", "POL 31(1)(h)"),
        "appointive": ("Appointing body", "POL 31(1)(k)"),
    }
    with pytest.raises(CharterError, match="kind of office"):
        load_charter(text.replace('office = "city"', 'office = "sity"', 1), bundled_laws())


def test_every_ground_says_what_it_asks() -> None:
    """POL 30(1)(a) to POL 30(1)(h)."""
    proofs = {ground.id: ground.proof for ground in CHARTER.grounds}
    assert proofs == {
        "death": Proof.DAY,
        "resignation": Proof.LETTER,
        "removal": Proof.ACT,
        "residence": Proof.FINDING,
        "conviction": Proof.COURT,
        "incompetence": Proof.COURT,
        "judgment": Proof.COURT,
        "oath": Proof.OATH,
    }
    assert all(ground.asks for ground in CHARTER.grounds)


def test_removals_are_asked_for_by_a_motion_that_is_there() -> None:
    text = bundled_charter("rochester-pab").replace(
        'motion = "removal"\nclause', 'motion = "removel"\nclause', 1
    )
    with pytest.raises(CharterError, match="is not a motion"):
        load_charter(text, bundled_laws())
