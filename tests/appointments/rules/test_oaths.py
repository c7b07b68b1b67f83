from datetime import date

from appointments.rules.oaths import OathClocks, oath_clocks
from governance.charter.findings import Answer
from governance.charter.load import load_bundled

CHARTER = load_bundled("rochester-pab")
NOTICE, START = date(2026, 11, 2), date(2026, 12, 1)
FIRST, LAST = date(2026, 12, 2), date(2026, 12, 31)


def clocks(on: date, *, filed: date | None = None, notice: date | None = NOTICE) -> OathClocks:
    return oath_clocks(
        notice_sent_on=notice,
        term_since=START,
        filed_on=filed,
        rule=CHARTER.oath,
        calendar=CHARTER.calendar,
        on=on,
    )


def test_two_clocks_run():
    both = clocks(NOTICE)
    assert (both.first.rolled, both.last.rolled) == (FIRST, LAST)
    assert both.first.clause == "POL 30(1)(h)"


def test_past_the_first_clock_it_warns_and_past_the_second_it_is_broken():
    assert clocks(FIRST).finding.answer is Answer.WARNING
    assert "is the last day" in str(clocks(date(2026, 12, 3)).finding.reason)
    assert clocks(LAST).finding.answer is Answer.WARNING
    assert clocks(date(2027, 1, 1)).finding.answer is Answer.BROKEN


def test_without_a_notice_only_the_term_s_clock_runs():
    alone = clocks(START, notice=None)
    assert alone.after_notice is None
    assert alone.first == alone.last == alone.after_term_start


def test_a_filed_oath_holds_and_a_late_one_is_pointed_out():
    assert clocks(LAST, filed=LAST).finding.holds
    late = clocks(date(2027, 1, 5), filed=date(2027, 1, 4)).finding
    assert late.answer is Answer.WARNING
