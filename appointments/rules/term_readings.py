"""Which term would an appointment be for, by each reading of when the first terms begin?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from appointments.rules.terms import Version, term_on
from governance.charter.findings import Answer, Finding, OtherReading
from governance.charter.model import Reading, Seat, Terms
from governance.days import Span
from governance.sentences import Sentence, say


def term_found(
    seat: Seat,
    terms: Terms,
    versions: Sequence[Version],
    readings: Iterable[Reading],
    *,
    term: Span | None,
    initial: Span | None,
    on: date,
) -> Finding:
    """Tell which term an appointment on a day would be for, and which by the other readings.

    `term` is None while the first board is incomplete, `initial` is that board's own term.
    """
    others = []
    for reading in readings:
        for each in reading.others:
            other = None
            if each.id == "each_alone" and term is None:
                other = Span(on, terms.begins.after(on))
            elif each.id == "staggered_at_once" and initial is not None and term is not None:
                other = _staggered_at_once(seat, terms, versions, term, initial)
            if other is not None and other != term:
                told = _in_words(other)
                others.append(OtherReading(reading.id, each.id, Answer.WARNING, told))
    if term is None:
        told = say("The term begins when the first board is complete.")
    else:
        told = _in_words(term)
    return Finding(Answer.HOLDS, told, terms.clause, readings=tuple(others))


def _staggered_at_once(
    seat: Seat, terms: Terms, versions: Sequence[Version], term: Span, initial: Span
) -> Span | None:
    """Return the term if the first board's own days were the seats' first year."""
    grid = terms.begins.on_or_before(initial.since)
    whole = term_on(seat.id, versions, since=grid, on=term.since)
    return None if whole is None else Span(term.since, whole.until)


def _in_words(term: Span) -> Sentence:
    if term.last is None:
        return say("It would begin on {since} and have no end of its own.", since=term.since)
    return say("The term would run from {since} to {last}.", since=term.since, last=term.last)
