"""Who may stand for an office?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from elections.rules.officers import Tenure, service_year
from governance.charter.findings import Answer, Finding, OtherReading
from governance.charter.model import Charter, Office
from governance.days import Span, add_days
from governance.sentences import Sentence, say

DEFAULTS: Mapping[str, str] = {
    "consecutive_years": "each_office",
    "partial_officer_year": "no",
}
"""The questions that this rule asks of a charter, and how it reads one that does not answer."""


def may_stand(
    person: UUID,
    office: Office,
    year: Span,
    *,
    members: Collection[UUID],
    tenures: Sequence[Tenure],
    charter: Charter,
) -> tuple[Finding, ...]:
    """Find whether a person may be nominated: a member in office, within the limit of years."""
    member = Finding(
        Answer.of(person in members),
        say("Only a member in office is nominated for {office}.", office=office.name),
        office.clause,
    )
    return (member, *consecutive_years(person, office, year, tenures, charter))


def may_hold(person: UUID, office: Office, holders: Mapping[str, UUID]) -> Finding:
    """Find whether a person holds no other office; `holders` are those of the other offices."""
    return Finding(
        Answer.of(person not in holders.values()),
        say("Nobody holds {office} and another office at once.", office=office.name),
        office.clause,
    )


def consecutive_years(
    person: UUID, office: Office, year: Span, tenures: Iterable[Tenure], charter: Charter
) -> tuple[Finding, ...]:
    """Find whether a person may serve in an office once more, and warn of years in either.

    Counted are the service years right before `year`. One in which the person came in as a
    successor does not count, and does not interrupt either; a whole year away does.
    """
    most = office.max_consecutive_years
    if most is None:
        return ()
    chosen = {**DEFAULTS, **{each.id: each.chosen for each in charter.readings}}
    own = [each for each in tenures if each.person == person]
    years = _counted(own, office, year, chosen)
    others = tuple(
        _other(
            reading.id,
            other.id,
            _counted(own, office, year, {**chosen, reading.id: other.id}),
            most,
            office,
        )
        for reading in charter.readings
        if reading.id in DEFAULTS
        for other in reading.others
    )
    limit = Finding(
        Answer.of(years < most),
        _said(years, most, office),
        office.limit_clause or office.clause,
        readings=others,
    )
    both = _counted(own, office, year, {**chosen, "consecutive_years": "both_together"})
    if years >= most or both < most:
        return (limit,)
    warning = Finding(
        Answer.WARNING,
        say("{count} years running in one office or another come before this one.", count=both),
        office.limit_clause or office.clause,
    )
    return (limit, warning)


def _counted(own: Iterable[Tenure], office: Office, year: Span, chosen: Mapping[str, str]) -> int:
    """Return how many service years in a row, right before `year`, count."""
    together = chosen["consecutive_years"] == "both_together"
    run = [each for each in own if together or each.office == office.id]
    count = 0
    while True:
        year = service_year(office, add_days(year.since, -1))
        held = [each for each in run if each.span.overlaps(year)]
        if not held:
            return count
        whole = any(not each.remainder for each in held)
        count += whole or chosen["partial_officer_year"] == "yes"


def _other(reading: str, alternative: str, years: int, most: int, office: Office) -> OtherReading:
    return OtherReading(reading, alternative, Answer.of(years < most), _said(years, most, office))


def _said(years: int, most: int, office: Office) -> Sentence:
    return say(
        "{years} consecutive years as {office} come before this one; {most} may be.",
        years=years,
        office=office.name,
        most=most,
    )
