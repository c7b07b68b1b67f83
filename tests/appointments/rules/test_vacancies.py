from datetime import date

import pytest

from appointments.rules.vacancies import (
    Vacancy,
    filling_deadline,
    may_designate,
    resignation_effective,
)
from governance.charter.findings import Answer
from governance.charter.load import load_bundled

CHARTER = load_bundled("rochester-pab")


@pytest.mark.parametrize(
    ("effective", "raw", "rolled"),
    [
        (date(2026, 3, 2), date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 1, 6), date(2026, 3, 7), date(2026, 3, 9)),
        (date(2026, 12, 14), date(2027, 2, 12), date(2027, 2, 16)),
    ],
)
def test_a_seat_is_to_be_filled_in_sixty_days(effective: date, raw: date, rolled: date):
    """18-4K, with the rolling of GCL 25-a."""
    vacancy = Vacancy(CHARTER.seat("east"), effective)
    due = filling_deadline(vacancy, CHARTER.vacancies.filling, CHARTER.calendar)
    assert (due.raw, due.rolled, due.clause) == (raw, rolled, "18-4K")


@pytest.mark.parametrize(("authority", "answer"), [("council", "holds"), ("mayor", "broken")])
def test_a_seat_is_filled_by_whoever_first_filled_it(authority: str, answer: str):
    rule = CHARTER.vacancies.designation
    found = may_designate(CHARTER.seat("east"), rule, by=authority, name=authority)
    assert (found.answer, found.clause) == (Answer(answer), "18-4K")


DELIVERED = date(2026, 9, 1)


def effective(stated: date | None, to: str = "City Clerk"):
    return resignation_effective(DELIVERED, stated, to, CHARTER.resignation, CHARTER.calendar)


def test_a_resignation_without_a_day_takes_effect_when_delivered():
    assert effective(None).effective_on == DELIVERED


@pytest.mark.parametrize(
    ("stated", "counts"),
    [
        (date(2026, 9, 15), date(2026, 9, 15)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 10, 2), date(2026, 10, 1)),
    ],
)
def test_a_resignation_takes_effect_in_thirty_days_at_the_latest(stated: date, counts: date):
    found = effective(stated)
    assert found.effective_on == counts
    assert bool(found.findings) == (stated != counts)


def test_a_resignation_does_not_reach_back():
    found = effective(date(2026, 8, 1))
    assert found.effective_on == DELIVERED
    assert found.findings


def test_a_letter_to_somebody_else_is_pointed_out():
    [finding] = effective(None, "City Council").findings
    assert finding.answer is Answer.WARNING
    assert finding.clause == "POL 31(1)(h)"
