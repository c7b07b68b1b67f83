"""Whose names may the public not read yet?"""

from __future__ import annotations

from collections.abc import Container

from governance.charter.model import Charter

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
