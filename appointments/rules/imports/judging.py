"""What does the law of its day say to an appointment that was made long ago?

Nothing here refuses: history is what happened. What the law did not allow is found and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from appointments.rules.legislation import Legislation, begins_after_vote, is_carried
from appointments.rules.limits import Stint, term_limit
from appointments.rules.oaths import oath_clocks
from appointments.rules.vacancies import may_designate, resignation_effective
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Seat
from governance.days import Span
from governance.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAct:
    """An act as a table tells of it; `result` is what it calls it where the tally is not known."""

    number: str
    is_stated: bool
    voted_on: date | None
    ayes: int | None
    noes: int | None
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAppointment:
    """An appointment with the days that a table states, beside those that the grid has.

    `term` is what is kept, `grid_term` what the seat's grid gives, None where there is none yet.
    """

    seat: str
    designated_by: str
    act: PastAct
    appointed_on: date
    since: date
    until: date | None
    term: Span
    grid_term: Span | None
    notice_sent_on: date | None
    oath_filed_on: date | None
    oath_is_told: bool


def judged(
    past: PastAppointment,
    charter: Charter | None,
    *,
    earlier: Sequence[Stint],
    proposed: Stint | None,
    today: date,
) -> list[Finding]:
    """Return every breach, and what could not be judged, under the law of the day.

    `charter` is None when no version of the law was in force on that day.
    """
    if charter is None:
        reason = say(
            "No version of this charter was in force on {day}; the appointment was not judged.",
            day=past.appointed_on,
        )
        return [Finding(Answer.WARNING, reason, "")]
    seat = next((each for each in charter.seats if each.id == past.seat), None)
    if seat is None:
        reason = say("On {day} the law knew no such seat.", day=past.appointed_on)
        return [Finding(Answer.BROKEN, reason, charter.composition.clause)]
    found = [
        _designation(past, seat, charter),
        *_legislation(past, charter),
        _term(past, charter),
        _limit(charter, earlier, proposed),
        _oath(past, charter, today),
    ]
    return [each for each in found if each is not None and not each.holds]


def departure_findings(
    charter: Charter | None,
    *,
    effective_on: date,
    delivered_on: date | None,
    delivered_to: str,
    is_resignation: bool,
) -> list[Finding]:
    """Return what the law of the day says to how somebody left."""
    if charter is None:
        reason = say(
            "No version of this charter was in force on {day}; the end was not judged.",
            day=effective_on,
        )
        return [Finding(Answer.WARNING, reason, "")]
    if not is_resignation or delivered_on is None:
        return []
    rule = charter.resignation
    lawful = resignation_effective(
        delivered_on, effective_on, delivered_to or rule.delivered_to, rule, charter.calendar
    )
    return [each for each in lawful.findings if not each.holds]


def _designation(past: PastAppointment, seat: Seat, charter: Charter) -> Finding | None:
    rule = charter.vacancies.designation
    if not past.designated_by:
        unknown = say("Who named the person for {seat} is not stated.", seat=seat.name)
        return Finding(Answer.UNKNOWN, unknown, rule.clause)
    names = {each.id: each.name for each in charter.authorities}
    name = names.get(past.designated_by, past.designated_by)
    return may_designate(seat, rule, by=past.designated_by, name=name)


def _legislation(past: PastAppointment, charter: Charter) -> Iterable[Finding]:
    rule, act = charter.legislation, past.act
    if not act.is_stated:
        yield Finding(Answer.UNKNOWN, say("The appointing act is not stated."), rule.clause)
        return
    if act.voted_on is not None:
        since = min(past.since, past.appointed_on)
        yield begins_after_vote(act.number, act.voted_on, since, rule)
    if act.ayes is not None:
        legislation = Legislation(
            number=act.number,
            voted_on=act.voted_on or past.appointed_on,
            ayes=act.ayes,
            noes=act.noes or 0,
        )
        yield is_carried(legislation, rule, on=act.voted_on or past.appointed_on)
    elif act.result == "lost":
        lost = say("{number} is recorded as lost.", number=act.number)
        yield Finding(Answer.BROKEN, lost, rule.majority_clause)
    else:
        unknown = say("How {number} was voted is not stated.", number=act.number)
        answer = Answer.WARNING if act.result == "carried" else Answer.UNKNOWN
        yield Finding(answer, unknown, rule.majority_clause)


def _term(past: PastAppointment, charter: Charter) -> Finding | None:
    """Find whether the term that is stated ends where the seat's own grid has its end."""
    if past.grid_term is None or past.term.until == past.grid_term.until:
        return None
    if past.term.last is None or past.grid_term.last is None:
        return None
    slid = say(
        "The term is stated to end on {stated}; the seat's own term ends on {grid}.",
        stated=past.term.last,
        grid=past.grid_term.last,
    )
    return Finding(Answer.BROKEN, slid, charter.terms.clause)


def _limit(charter: Charter, earlier: Sequence[Stint], proposed: Stint | None) -> Finding | None:
    if proposed is None or proposed.initial:
        return None
    return term_limit(earlier, proposed, charter.terms, charter.readings)


def _oath(past: PastAppointment, charter: Charter, today: date) -> Finding | None:
    """Find whether the oath was filed in time; where the table tells of no oaths, nothing is."""
    if not past.oath_is_told or past.since > today:
        return None
    clocks = oath_clocks(
        notice_sent_on=past.notice_sent_on,
        term_since=past.since,
        filed_on=past.oath_filed_on,
        rule=charter.oath,
        calendar=charter.calendar,
        on=today,
    )
    if past.oath_filed_on is None:
        return clocks.finding
    if past.oath_filed_on > clocks.first.rolled:
        late = say(
            "The oath was filed on {day}; it was due by {due}.",
            day=past.oath_filed_on,
            due=clocks.first.rolled,
        )
        return Finding(Answer.BROKEN, late, charter.oath.after_notice.clause)
    return None
