"""What would come of a table of resignations and other departures, for services on record."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from appointments.rules.imports.judging import departure_findings
from appointments.rules.imports.lines import Line
from appointments.rules.imports.problems import breach, difference, error, warning
from appointments.rules.imports.rosters import REAPPOINTMENT, SUCCESSION, Known, Placed
from appointments.services.endings import RESIGNATION
from appointments.services.imports.plans import NewEnd, Work
from appointments.services.imports.rosters import add_vacancy
from governance.sentences import say
from governance.services.people import folded

GIVES_WAY = ("", SUCCESSION, REAPPOINTMENT)
"""What ended a service that somebody did not leave."""


def plan_departures(work: Work) -> None:
    """Plan a table of departures: each ends the service in which its day falls."""
    served: dict[str, list[Known]] = defaultdict(list)
    later: dict[str, list[tuple[date, UUID]]] = defaultdict(list)
    for known in work.snapshot.known:
        served[folded(known.name)].append(known)
        later[known.seat].append((known.since, known.id))
    for begun in later.values():
        begun.sort(key=lambda pair: pair[0])
    ended: set[UUID] = set()
    for line in work.lines():
        found = _service(work, line, served[folded(line.name)])
        if found is not None:
            _end(work, line, found, later[found.seat], ended)


def effective_day(line: Line) -> date:
    """Return the first day without the member."""
    return line.day("effective_on", "delivered_on") or date.min


def _service(work: Work, line: Line, theirs: list[Known]) -> Known | None:
    """Return the service that a row ends; an error says why there is none."""
    on = effective_day(line)
    if not theirs:
        nobody = say("Nobody called {name} has served here.", name=line.name)
        work.remark(error(line.row, "name", nobody))
        return None
    mine = [each for each in theirs if not line.seats or each.seat in line.seats]
    reached = [each for each in mine if each.until is None or on <= each.until]
    there = [each for each in reached if each.since <= on]
    if len({each.person for each in there}) > 1:
        several = say("Several people called {name} served on {day}.", name=line.name, day=on)
        work.remark(error(line.row, "name", several))
        return None
    if there:
        return max(there, key=lambda each: each.since)
    rule = work.snapshot.charter.resignation
    first = min((each.since for each in mine), default=None)
    if first is not None and on < first:
        early = say("{day} is before the service, which began on {since}.", day=on, since=first)
        work.remark(error(line.row, "effective_on", early, rule.clause))
        return None
    over = say("{name} did not serve on {day}.", name=line.name, day=on)
    work.remark(error(line.row, "effective_on", over))
    return None


def _end(
    work: Work,
    line: Line,
    found: Known,
    later: list[tuple[date, UUID]],
    ended: set[UUID],
) -> None:
    on, ground = effective_day(line), line.texts.get("reason", "")
    recorded = str(found.stated.get("reason") or "")
    if found.until == on and (recorded == ground or not ground):
        work.became(line.row, "unchanged")
        return
    if found.id in ended:
        twice = say("An earlier row ends the same service.")
        work.remark(error(line.row, "effective_on", twice))
        return
    if found.until is not None and not (recorded in GIVES_WAY and on <= found.until):
        there = say("The record has {there} as its end.", there=found.until)
        work.remark(difference(line.row, "effective_on", there))
        work.became(line.row, "changed")
        return
    if on > work.snapshot.today:
        work.remark(error(line.row, "effective_on", say("{day} has not come yet.", day=on)))
        return
    if not ground:
        silent = say("No ground is given, so that no vacancy is opened.")
        work.remark(warning(line.row, "reason", silent))
    law = work.snapshot.law_on(on)
    findings = departure_findings(
        law,
        effective_on=on,
        delivered_on=line.day("delivered_on"),
        delivered_to=line.texts.get("delivered_to", ""),
        is_resignation=ground == RESIGNATION,
    )
    work.remark(*(breach(line.row, each) for each in findings))
    work.became(line.row, "new")
    ended.add(found.id)
    work.plan.ends.append(
        NewEnd(
            row=line.row,
            appointment=found.id,
            person=found.person,
            seat=found.seat,
            until=on,
            ended_by=ground,
            findings=findings,
            law=law.digest if law is not None else "",
        )
    )
    if ground:
        placed = Placed(
            line=line,
            seat=found.seat,
            person=found.person,
            since=found.since,
            until=on,
            ended_by=ground,
            found=found,
        )
        add_vacancy(work, [pair for pair in later if pair[1] != found.id], line, placed)
