"""The office of whoever works for the body: found by a search, hired, confirmed, reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from governance.charter.model.eligibility import Criterion
from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class DirectorRule:
    """Who can be the director, who confirms, by when the holder lives there, who can remove.

    The body hires and removes by a motion, and the authority `confirmed_by` confirms; `residence`
    runs from hiring, and the holder then stays in `place`; `reviewed` is how often. `search` is the
    committee that each vacancy asks for. `hired_reading` and `removal_reading` are the open
    questions from which day hiring counts, and whether removal needs a cause.
    """

    title: str
    clause: str
    confirmed_by: str
    confirmed_clause: str
    search: str
    search_clause: str
    place: str
    residence: ClockRule
    reviewed: ClockRule
    removal_clause: str
    criteria: tuple[Criterion, ...] = ()
    hired_reading: str = ""
    removal_reading: str = ""
