"""Where the days of a clock stand on its bar."""

from datetime import date, timedelta

from governance.web.clockbar import ClockBar, clock_bar

SINCE, RAW, DUE = date(2026, 9, 30), date(2026, 11, 29), date(2026, 11, 30)


def drawn(today: date, *, due: date = DUE) -> ClockBar:
    return clock_bar(since=SINCE, raw=RAW, due=due, today=today)


def test_nothing_has_run_on_the_first_day() -> None:
    assert drawn(SINCE).today_x == 0


def test_nothing_has_run_before_the_first_day() -> None:
    assert drawn(SINCE - timedelta(days=3)).today_x == 0


def test_the_marks_stand_in_the_order_of_their_days() -> None:
    bar = drawn(date(2026, 11, 21))
    assert 0 < bar.today_x < bar.raw_x < bar.due_x < bar.width


def test_the_due_day_itself_is_not_overdue() -> None:
    assert not drawn(DUE).overdue
    assert drawn(DUE + timedelta(days=1)).overdue


def test_an_overdue_clock_still_fits() -> None:
    bar = drawn(date(2027, 6, 1))
    assert bar.due_x < bar.today_x < bar.width


def test_a_day_that_did_not_roll_has_one_mark() -> None:
    assert drawn(SINCE).rolled
    assert not drawn(SINCE, due=RAW).rolled


def test_a_clock_of_no_days_can_be_drawn() -> None:
    assert clock_bar(since=DUE, raw=DUE, due=DUE, today=DUE).due_x == 0
