from datetime import date

from appointments.rules.statistics import Vacated, Year, vacancy_years
from governance.charter.model import MonthDay

JULY = MonthDay(7, 1)


def vacated(since: date, until: date | None = None, **more: date | None) -> Vacated:
    facts: dict[str, date | None] = {"told_on": None, "due": None, **more}
    return Vacated(authority="council", since=since, until=until, **facts)  # type: ignore[arg-type]  # named above


def years(*listed: Vacated, on: date) -> list[Year]:
    return vacancy_years(listed, ["council"], JULY, on=on)


def test_days_fall_into_the_years_in_which_they_lie() -> None:
    first, second = years(vacated(date(2026, 6, 21), date(2026, 7, 11)), on=date(2026, 12, 1))
    assert (first.days_vacant, second.days_vacant) == (10, 10)
    assert (first.opened, second.opened) == (1, 0)
    assert (first.open, second.open) == (1, 0)
    assert (first.filled, second.filled) == (0, 1)
    assert second.days_to_fill == 20


def test_the_day_of_effect_is_vacant_and_the_first_day_of_service_is_not() -> None:
    [year] = years(vacated(date(2026, 12, 14), date(2026, 12, 15)), on=date(2026, 12, 20))
    assert year.days_vacant == 1


def test_an_open_vacancy_counts_through_the_day_asked_for() -> None:
    [year] = years(vacated(date(2026, 12, 14)), on=date(2026, 12, 14))
    assert (year.days_vacant, year.open, year.days_to_fill) == (1, 1, None)


def test_it_is_overdue_the_day_after_its_clock() -> None:
    open_one = vacated(date(2026, 12, 14), due=date(2027, 2, 16))
    [on_time] = years(open_one, on=date(2027, 2, 16))
    [late] = years(open_one, on=date(2027, 2, 17))
    assert (on_time.overdue, late.overdue) == (0, 1)


def test_the_notice_counts_from_the_day_of_effect() -> None:
    [year] = years(
        vacated(date(2026, 12, 14), told_on=date(2026, 12, 16)),
        vacated(date(2026, 12, 1), told_on=date(2026, 12, 7)),
        vacated(date(2026, 12, 1)),
        on=date(2026, 12, 20),
    )
    assert year.days_to_notice == 4


def test_what_is_to_come_is_not_counted_yet() -> None:
    assert years(vacated(date(2026, 12, 14)), on=date(2026, 12, 13)) == []
