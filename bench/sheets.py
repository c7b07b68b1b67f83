"""How many eligibility sheets do the pure rules make on one core?"""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

from appointments.rules.cases import Case
from appointments.rules.eligibility import eligibility
from appointments.rules.limits import proposed_stint, term_limit
from appointments.rules.seats import not_a_member_yet
from bench.rounds import Figure, Pace, Target
from governance.charter.load import load_bundled
from governance.days import Span
from governance.rules.people import Fact, FactKind

CHARTER = load_bundled("rochester-pab")
ON = date(2026, 12, 8)
STATED = date(2026, 9, 1)
TERM = Span(date(2026, 7, 1), date(2029, 7, 1))
WANTED = 20_000
"""Sheets a second."""
BATCH = 200


def sheets_a_second(pace: Pace) -> Figure:
    """Measure whole sheets: every criterion in every reading, the term limit, membership."""
    rates = [_turn(pace.seconds) for _ in range(pace.turns)]
    ours = median(rates)
    return Figure(
        title="eligibility sheet, pure rules",
        against="20,000 a second",
        kind="rate",
        ours=ours,
        other=WANTED,
        ratio=ours / WANTED,
        lowest=min(rates) / WANTED,
        highest=max(rates) / WANTED,
        worked=ours / WANTED,
        target=Target(at_least=1),
    )


def _turn(seconds: float) -> float:
    """Return the sheets per second of processor time: what one core makes when it is left alone."""
    made = 0
    sheet = _sheet()
    started = time.process_time()
    while time.process_time() - started < seconds:
        for _ in range(BATCH):
            sheet()
        made += BATCH
    return made / (time.process_time() - started)


def _sheet() -> Callable[[], None]:
    seat = CHARTER.seat("east")
    readings = {reading.id: reading.chosen for reading in CHARTER.readings}
    case = Case(facts=_facts(), seat=seat, on=ON, readings=readings)

    def sheet() -> None:
        eligibility(CHARTER.eligibility, case)
        proposed = proposed_stint(seat.id, TERM, TERM)
        term_limit((), proposed, CHARTER.terms, CHARTER.readings)
        not_a_member_yet((), seat, ON)

    return sheet


def _facts() -> tuple[Fact, ...]:
    """Return what somebody states who meets every criterion."""

    def fact(kind: FactKind, **told: object) -> Fact:
        return Fact(kind=kind, stated_by="A. Person", stated_on=STATED, **told)  # type: ignore[arg-type]  # names of Fact

    nothing = [
        (FactKind.EMPLOYMENT, False),
        (FactKind.EMPLOYMENT, True),
        (FactKind.OFFICE, False),
        (FactKind.FAMILY, False),
        (FactKind.LITIGATION, False),
        (FactKind.LITIGATION, True),
    ]
    home = CHARTER.criterion("residence").place
    return (
        fact(FactKind.RESIDENCE, what=home, district="East", since=date(2015, 4, 1)),
        *(fact(kind, none_else=True, of_family=of_family) for kind, of_family in nothing),
        fact(FactKind.BIRTH, since=date(1980, 2, 29)),
        fact(FactKind.CITIZENSHIP),
    )
