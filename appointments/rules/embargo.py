"""Whose names may the public not read yet?"""

from __future__ import annotations

from collections.abc import Container, Sequence

from appointments.rules.rounds import Embargo
from appointments.rules.slates import Outcome
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.sentences import say, say_n

_AT_FILING = "legislation_filed"


def withheld_seats(charter: Charter, confirmed: Container[str]) -> frozenset[str]:
    """Return the seats of the first board whose nominees' names are to be withheld.

    An authority that nominates publishes none of its names before every one of its seats has
    somebody confirmed, if the charter says so and reads it so.
    """
    chosen = {reading.id: reading.chosen for reading in charter.readings}
    if chosen.get("embargo_initial") == _AT_FILING:
        return frozenset()
    withheld: set[str] = set()
    for authority in charter.authorities:
        if authority.nominates is None or not authority.nominates.embargo_clause:
            continue
        seats = [seat.id for seat in charter.seats_of(authority.id)]
        if not all(seat in confirmed for seat in seats):
            withheld.update(seats)
    return frozenset(withheld)


def is_lifted(
    embargo: Embargo, outcomes: Sequence[Outcome], *, filed: bool, clause: str
) -> Finding:
    """Find whether a confirmed name may be public.

    `outcomes` are those of every seat of the round, where a replacement round has followed its
    own; `filed` says that the act which appoints this person is before the appointing authority.
    """
    if embargo is Embargo.ALL_CONFIRMED:
        open_seats = [each for each in outcomes if each is Outcome.OPEN]
        reason = say_n(
            "{count} seat of the round is still to be confirmed.",
            "{count} seats of the round are still to be confirmed.",
            len(open_seats),
        )
        return Finding(Answer.of(not open_seats), reason, clause)
    reason = say("Names are public from the filing of the legislation.")
    return Finding(Answer.of(filed), reason, clause)
