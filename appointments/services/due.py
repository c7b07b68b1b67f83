"""What is due around seats: vacancies, notices, oaths, holdovers, terms that end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from appointments.rules.oaths import Stage, oath_clocks
from appointments.rules.vacancies import Vacancy, filling_deadline
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.vacancies import VacancyView
from appointments.services.due_applications import due_applications
from appointments.services.history import board_of, history
from appointments.services.vacancies import only_advises, vacancies_of
from governance.charter.model import Charter
from governance.days import Deadline, add_days
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say

AHEAD = 90  # days; how early a term's end is announced


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return everything due around the seats of a body, as it stands on a day."""
    home = f"/bodies/{body.slug}"
    fills = {seat.id: charter.authority(seat.designated_by).name for seat in charter.seats}
    found: list[Due] = []
    for vacancy in await vacancies_of(body, charter, on):
        items = _of_vacancy(vacancy, charter, home, on)
        found += _by_authority(items, fills[vacancy.seat])
    followed = set()
    serving = await history(body, ending_after=on)
    for each in reversed(serving):
        found += _by_authority(_of_oath(each, charter, home, on), fills.get(each.seat, ""))
        if each.seat not in followed:
            found += _by_authority(_of_term(each, charter, home, on), fills.get(each.seat, ""))
        followed.add(each.seat)
    board = await board_of(body, charter)
    if charter.initial_board is not None and board.initial is None:
        clock = charter.initial_board.appointed_within
        deadline = charter.calendar.deadline(charter.body.in_force_since, clock)
        what = say("Appoint the first board")
        who = say("{name}", name=charter.appointing.name)
        found.append(_due(what, who, deadline, f"{home}/seats", on, "appoint_member"))
    found += await due_applications(body, charter, on)
    return sorted(found, key=lambda each: each.day)


def _by_authority(items: Iterator[Due], authority: str) -> Iterator[Due]:
    """Say of what is due around a seat which authority fills it."""
    return (replace(each, authority=authority) for each in items)


def _of_vacancy(vacancy: VacancyView, charter: Charter, home: str, on: date) -> Iterator[Due]:
    href = f"{home}/vacancies/{vacancy.id}"
    rules, calendar = charter.vacancies, charter.calendar
    seat = charter.seat(vacancy.seat)
    deadline = filling_deadline(Vacancy(seat, vacancy.effective_on), rules.filling, calendar)
    what = say("Fill {seat}", seat=seat.name)
    fill = _due(what, _who_fills(charter, vacancy.seat), deadline, href, on, "appoint_member")
    yield replace(fill, advisory=vacancy.advisory)
    missing = tuple(each.name for each in vacancy.notices if each.sent_at is None)
    if missing:
        what = say("Send notice of the vacancy in {seat} to {names}", seat=seat.name, names=missing)
        standard = calendar.deadline(vacancy.effective_on, rules.notice_within)
        yield _due(what, say("The clerk"), standard, href, on, "send_notices")


def _of_oath(each: AppointmentView, charter: Charter, home: str, on: date) -> Iterator[Due]:
    """Yield the oath that is to be filed: by the first of its clocks, then by the last."""
    if each.oath_filed_on is not None or each.since is None or each.term_since is None:
        return
    clocks = oath_clocks(
        notice_sent_on=each.notice_sent_on,
        term_since=each.since,
        filed_on=None,
        rule=charter.oath,
        calendar=charter.calendar,
        on=on,
    )
    deadline = clocks.first if clocks.stage is Stage.RUNNING else clocks.last
    what = say(
        "Oath of {name}: file with the {clerk}", name=each.name, clerk=charter.oath.filed_with
    )
    href = f"{home}/appointments/{each.id}"
    item = _due(what, say("The clerk"), deadline, href, on, "record_oath")
    yield replace(item, late=clocks.stage is Stage.AMBER, about=each.person)


def _of_term(each: AppointmentView, charter: Charter, home: str, on: date) -> Iterator[Due]:
    """Yield the holdover, or the term that ends soon, of somebody whom nobody follows yet."""
    if each.since is None or each.until is not None or each.term_until is None:
        return
    seat = charter.seat(each.seat)
    last = add_days(each.term_until, -1)
    who, href = _who_fills(charter, each.seat), f"{home}/appointments/new?seat={each.seat}"
    if each.term_until <= on and charter.holdover is not None:
        what = say(
            "Name a successor in {seat} ({name} is holding over)", seat=seat.name, name=each.name
        )
        clock = charter.calendar.deadline(last, charter.vacancies.filling)
        yield Due(
            what=what,
            who=who,
            clause=charter.holdover.clause,
            day=clock.rolled,
            raw=clock.raw,
            on=on,
            href=href,
            needs="appoint_member",
            why_rolled=clock.reason if clock.rolled > clock.raw else None,
            advisory=only_advises(charter),
            about=each.person,
        )
    elif on < each.term_until and (last - on).days <= AHEAD:
        what = say("The term of {name} in {seat} ends", seat=seat.name, name=each.name)
        clause = charter.terms.clause
        yield Due(
            what=what,
            who=who,
            clause=clause,
            day=last,
            raw=last,
            on=on,
            href=href,
            needs="appoint_member",
            advisory=True,
            about=each.person,
        )


def _who_fills(charter: Charter, seat: str) -> Sentence:
    names = charter.authority(charter.seat(seat).designated_by), charter.appointing
    if names[0] == names[1]:
        return say("{name}", name=names[0].name)
    return say("{first}, then {second}", first=names[0].name, second=names[1].name)


def _due(what: Sentence, who: Sentence, deadline: Deadline, href: str, on: date, needs: str) -> Due:
    rolls = deadline.rolled > deadline.raw
    return Due(
        what=what,
        who=who,
        clause=deadline.clause,
        day=deadline.rolled,
        raw=deadline.raw,
        on=on,
        href=href,
        needs=needs,
        why_rolled=deadline.reason if rolls else None,
    )
