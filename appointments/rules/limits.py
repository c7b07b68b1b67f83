"""How long may a person go on, and when may one come back?

Years are counted as the law counts them: a leap day together with the day before it. Where the
text can be read in several ways, the charter chooses; the finding shows what the others say.
"""

from __future__ import annotations

from calendar import isleap, leapdays
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from governance.charter.findings import Answer, Finding, OtherReading
from governance.charter.model import Reading, TermLimit, Terms
from governance.days import Span, add_years
from governance.sentences import Sentence, say, say_n

_YEAR = 365  # the days of a legal year; its leap day is none of its own

DEFAULTS: Mapping[str, str] = {
    "term_limit": "terms_and_years",
    "partial_counts": "if_over_half",
    "away_from": "last_day_served",
    "holdover_counts": "yes",
}
"""The questions that this rule asks of a charter, and how it reads one that does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """One appointment and the days served under it.

    `whole` is the seat's term of which `term` is all or the rest; `initial` marks the first
    board's stub. `served` without an end lasts until the next begins. `continued` marks a
    reappointment: the same seat, without a day between.
    """

    seat: str
    term: Span
    whole: Span
    served: Span
    initial: bool = False
    continued: bool = False

    @property
    def is_remainder(self) -> bool:
        return self.term != self.whole

    @property
    def is_over_half(self) -> bool:
        """Whether it is more than half of the seat's term; every calendar day counts."""
        return 2 * (self.term.days or 0) > (self.whole.days or 0)


def proposed_stint(seat: str, term: Span, whole: Span, *, initial: bool = False) -> Stint:
    """Return the stint that an appointment would begin, served to the end of its term."""
    return Stint(seat=seat, term=term, whole=whole, served=term, initial=initial)


def term_limit(
    earlier: Iterable[Stint], proposed: Stint, terms: Terms, readings: Iterable[Reading]
) -> Finding:
    """Find whether a person may be appointed once more.

    Service that was followed by long enough an absence is forgotten. Of somebody who never served
    every reading says the same, and none is asked.
    """
    if terms.limit is None:
        return Finding(Answer.HOLDS, say("This charter limits no service."), terms.clause)
    if not (earlier := tuple(earlier)) and _fits(proposed, terms.limit):
        return Finding(Answer.HOLDS, _FIRST, terms.limit.clause)
    asked = [reading for reading in readings if reading.id in DEFAULTS]
    chosen = {**DEFAULTS, **{reading.id: reading.chosen for reading in asked}}
    ordered = sorted((*earlier, proposed), key=lambda stint: stint.served.since)
    stints = [
        replace(stint, continued=True) if _continues(stint, before) else stint
        for before, stint in zip((None, *ordered), ordered, strict=False)
    ]
    proposed = next(new for new, old in zip(stints, ordered, strict=True) if old is proposed)
    answer, reason = _judged(stints, proposed, terms, terms.limit, chosen)
    others = []
    for reading in asked:
        for other in reading.others:
            also = {**chosen, reading.id: other.id}
            says, why = _judged(stints, proposed, terms, terms.limit, also)
            others.append(OtherReading(reading.id, other.id, says, why))
    return Finding(answer, reason, terms.limit.clause, readings=tuple(others))


_FIRST = say("No service counts before this one.")


def _fits(proposed: Stint, limit: TermLimit) -> bool:
    """Whether a first appointment is within the limit, however its days are counted."""
    days = proposed.term.days
    return limit.terms != 0 and (limit.years is None or (days or 0) <= limit.years * _YEAR)


def _continues(stint: Stint, before: Stint | None) -> bool:
    if before is None or before.initial or before.seat != stint.seat:
        return False
    return before.served.until is None or before.served.until >= stint.served.since


def may_return(last: date, limit: TermLimit) -> date | None:
    """Return the first day for coming back after service that ended before `last`."""
    return None if limit.away_years is None else add_years(last, limit.away_years)


def _judged(
    stints: Sequence[Stint],
    proposed: Stint,
    terms: Terms,
    limit: TermLimit,
    chosen: Mapping[str, str],
) -> tuple[Answer, Sentence]:
    run = _run_with(proposed, stints, limit, chosen["away_from"])
    before = [stint for stint in run if stint is not proposed]
    number = sum(_is_a_term(stint, terms, chosen) for stint in before)
    reads_terms = chosen["term_limit"] != "years_only"
    if reads_terms and limit.terms is not None and number >= limit.terms:
        reason = say("{number} terms have been served, as many as may be.", number=number)
        return Answer.BROKEN, _with_return(reason, before, limit, chosen["away_from"])
    served = sum(_days(stint, after, terms, chosen) for stint, after in _pairs(run, before))
    days = served + _days(proposed, None, terms, chosen)
    reads_years = chosen["term_limit"] in ("terms_and_years", "years_only")
    most = (limit.years or 0) * _YEAR
    if reads_years and most and (days > most or served >= most):
        reason = say(
            "This would make {years} years and {days} days of service; {most} years may be.",
            years=days // _YEAR,
            days=days % _YEAR,
            most=limit.years or 0,
        )
        return Answer.BROKEN, _with_return(reason, before, limit, chosen["away_from"])
    reason = say_n(
        "{count} term counts before this one; with it there would be {years} years and {days} "
        "days of service that count.",
        "{count} terms count before this one; with it there would be {years} years and {days} "
        "days of service that count.",
        number,
        years=days // _YEAR,
        days=days % _YEAR,
    )
    return Answer.HOLDS, reason


def _run_with(
    proposed: Stint, stints: Sequence[Stint], limit: TermLimit, away_from: str
) -> Sequence[Stint]:
    """Return the stints without a long enough absence between them, the proposed among them."""
    if away_from == "same_seat":
        stints = [stint for stint in stints if stint.seat == proposed.seat]
    runs: list[list[Stint]] = [[]]
    for stint in stints:
        last = _left(runs[-1][-1], away_from) if runs[-1] else None
        back = last and may_return(last, limit)
        if back is not None and back <= stint.served.since:
            runs.append([])
        runs[-1].append(stint)
    return next(run for run in runs if any(stint is proposed for stint in run))


def _left(stint: Stint, away_from: str) -> date | None:
    """Return from when an absence is counted; None while somebody still serves."""
    return stint.term.until if away_from == "term_end" else stint.served.until


def _is_a_term(stint: Stint, terms: Terms, chosen: Mapping[str, str]) -> bool:
    """Whether an appointment counts as one of the terms.

    A remainder counts as the charter reads it; a holdover's own late reappointment is no
    unexpired remainder of somebody else's term, and always counts.
    """
    match chosen["term_limit"]:
        case "every_appointment":
            return True
        case "full_terms_only":
            return not stint.is_remainder and _legal_days(stint.term) >= terms.years * _YEAR
        case "years_only":
            return not stint.initial
    if stint.initial or not stint.is_remainder:
        return not stint.initial
    if stint.continued:
        return True
    partial = chosen["partial_counts"]
    return partial == "yes" or (partial == "if_over_half" and stint.is_over_half)


def _days(stint: Stint, after: Stint | None, terms: Terms, chosen: Mapping[str, str]) -> int:
    """Return the legal days that count: those within the term if it does, and any beyond it."""
    until = stint.served.until
    if until is None:
        until = after.served.since if after else stint.term.until
    until = max(until or stint.served.since, stint.served.since)
    end = stint.term.until or until
    within = Span(stint.served.since, max(min(until, end), stint.served.since))
    beyond = Span(min(end, until), until)
    term = _legal_days(within) if _is_a_term(stint, terms, chosen) else 0
    return term + (_legal_days(beyond) if chosen["holdover_counts"] == "yes" else 0)


def _pairs(run: Sequence[Stint], wanted: Sequence[Stint]) -> Iterable[tuple[Stint, Stint | None]]:
    """Yield the wanted stints of a run, each with the one that comes after it."""
    for stint, after in zip(run, (*run[1:], None), strict=True):
        if any(stint is each for each in wanted):
            yield stint, after


def _legal_days(span: Span) -> int:
    """Return how many days a span has, its leap days counted with the days before them."""
    return 0 if span.until is None else _ordinal(span.until) - _ordinal(span.since)


def _ordinal(on: date) -> int:
    has_passed = isleap(on.year) and (on.month, on.day) > (2, 29)
    return on.toordinal() - leapdays(1, on.year) - has_passed


def _with_return(
    reason: Sentence, before: Sequence[Stint], limit: TermLimit, away_from: str
) -> Sentence:
    """Add from when the person may come back, once the service before has an end."""
    if limit.away_years is None:
        return reason
    last = _left(before[-1], away_from) if before else None
    if last is None:
        return say(
            "{reason} A return is possible {years} years after the last day of service.",
            reason=reason,
            years=limit.away_years,
        )
    back = add_years(last, limit.away_years)
    return say("{reason} A return is possible from {back}.", reason=reason, back=back)
