"""Everything that is computed around seats, as lines that can be compared before and after."""

from collections.abc import Iterator, Mapping
from datetime import date

from appointments.rules.oaths import oath_clocks
from appointments.rules.terms import term_grid
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.vacancies import VacancyView
from appointments.services.history import Board, board_of, history
from appointments.services.legislation import acts_of
from appointments.services.seats import states_on
from appointments.services.timeline import timeline_of
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.days import Deadline, add_days, add_years
from governance.schemas.bodies import Body
from governance.schemas.previews import Line, Lines
from governance.sentences import Sentence, say
from governance.web.timeline import Kind as Shown

FAR_PAST, FAR = date(1800, 1, 1), date(2200, 1, 1)
WORDS: Mapping[Shown, Sentence] = {
    Shown.SERVICE: say("in office"),
    Shown.HOLDOVER: say("holding over"),
    Shown.VACANCY: say("vacant"),
    Shown.APPOINTED: say("appointed, not yet in office"),
}
STATES: Mapping[str, Sentence] = {
    "sitting": say("in office"),
    "acting": say("acting, oath not filed"),
    "not_sworn": say("appointed, not sworn"),
    "holding_over": say("holding over"),
    "vacant": say("vacant"),
    "appointed": say("appointed, not yet in office"),
}


async def seats_picture(body: Body, charter: Charter, on: date) -> Lines:
    """Return what stands and what is computed of the seats of a body, as of a day."""
    made = [each for each in await history(body) if each.lapsed_on is None]
    board = await board_of(body, charter)
    names = {seat.id: seat.name for seat in charter.seats}
    lines: Lines = {}
    for each in made:
        seat = names.get(each.seat, each.seat)
        for what, value in _of_appointment(each, charter, on):
            lines["appointment", str(each.id), str(what)] = Line(
                part=say("Appointments"), subject=f"{each.name}, {seat}", what=what, value=value
            )
    for vacancy in await vacancies_of(body, charter, on, only_open=False):
        for what, value in _of_vacancy(vacancy):
            lines["vacancy", str(vacancy.id), str(what)] = Line(
                part=say("Vacancies"), subject=vacancy.seat_name, what=what, value=value
            )
    for act in (await acts_of(body, charter)).values():
        for what, value in _of_act(act.number, act.result, act.title, act.voted_on):
            lines["act", str(act.id), str(what)] = Line(
                part=say("Legislation"), subject=act.number, what=what, value=value
            )
    lines.update(await _seat_lines(body, charter, on))
    lines.update(_grid_lines(charter, board, on))
    return lines


async def _seat_lines(body: Body, charter: Charter, on: date) -> Lines:
    lines: Lines = {}
    for state, there, after in await states_on(body, charter, on):
        it = there or after
        value = say("{state}", state=STATES[state.status])
        if it is not None:
            value = say("{name}, {state}", name=it.name, state=STATES[state.status])
        what = say("State on {day}", day=on)
        lines["state", state.seat.id, ""] = Line(
            part=say("Seats"), subject=state.seat.name, what=what, value=value
        )
    for lane in await timeline_of(body, charter, since=FAR_PAST, until=FAR, today=on):
        for span in lane.spans:
            what = WORDS[span.kind]
            value = _days(span.since, span.until)
            if span.label:
                value = say("{name}, {days}", name=span.label, days=value)
            lines["span", lane.label, f"{span.kind} {span.label} {span.since}"] = Line(
                part=say("Seats"), subject=lane.label, what=what, value=value
            )
    return lines


def _grid_lines(charter: Charter, board: Board, on: date) -> Lines:
    """Return the coming terms of each seat: the one that runs and the two after it."""
    lines: Lines = {}
    if board.grid_since is None:
        return lines
    until = add_years(max(on, board.grid_since), 3 * charter.terms.years)
    seats = {seat.id: seat.name for version in board.versions for seat in version.seats}
    for seat, name in seats.items():
        grid = term_grid(seat, board.versions, since=board.grid_since, until=until)
        coming = [term for term in grid if term.until is not None and term.until > on][:3]
        for number, term in enumerate(coming):
            what = (say("Term that runs"), say("Next term"), say("Term after that"))[number]
            lines["grid", seat, str(number)] = Line(
                part=say("Term grid"), subject=name, what=what, value=_days(term.since, term.until)
            )
    return lines


def _of_appointment(
    each: AppointmentView, charter: Charter, on: date
) -> Iterator[tuple[Sentence, Sentence]]:
    yield say("Person"), say("{name}", name=each.name)
    yield say("Kind"), say("{kind}", kind=each.kind.value)
    yield say("Appointed"), say("{day}, {number}", day=each.appointed_on, number=each.number)
    if each.term_since is not None:
        yield say("Term"), _days(each.term_since, each.term_until)
    if each.since is not None:
        yield say("In office"), _days(each.since, each.until)
    for what, day in (
        (say("Notice sent"), each.notice_sent_on),
        (say("Oath taken"), each.oath_taken_on),
        (say("Oath filed"), each.oath_filed_on),
    ):
        if day is not None:
            yield what, say("{day}", day=day)
    if each.since is None:
        return
    clocks = oath_clocks(
        notice_sent_on=each.notice_sent_on,
        term_since=each.since,
        filed_on=each.oath_filed_on,
        rule=charter.oath,
        calendar=charter.calendar,
        on=on,
    )
    if clocks.after_notice is not None:
        yield say("Oath due after the notice"), _clock(clocks.after_notice)
    yield say("Oath due after the start"), _clock(clocks.after_term_start)


def _of_vacancy(vacancy: VacancyView) -> Iterator[tuple[Sentence, Sentence]]:
    yield say("Cause"), say("{cause} ({clause})", cause=vacancy.cause_name, clause=vacancy.clause)
    yield say("In effect"), say("{day}", day=vacancy.effective_on)
    if vacancy.delivered_on is not None:
        yield (
            say("Letter"),
            say("{day}, {to}", day=vacancy.delivered_on, to=vacancy.delivered_to),
        )
    if vacancy.stated_on is not None:
        yield say("Letter states"), say("{day}", day=vacancy.stated_on)
    yield say("To be filled by"), _due(vacancy.raw, vacancy.due)
    yield say("Notices by"), say("{day}", day=vacancy.notices_due)


def _of_act(
    number: str, result: str, title: str, voted_on: date | None
) -> Iterator[tuple[Sentence, Sentence]]:
    yield say("Number"), say("{number}", number=number)
    yield say("Title"), say("{title}", title=title)
    yield say("Result"), say("{result}", result=result)
    if voted_on is not None:
        yield say("Voted"), say("{day}", day=voted_on)


def _days(since: date, until: date | None) -> Sentence:
    if until is None:
        return say("from {since}", since=since)
    if until == since:
        return say("no day of {since}", since=since)
    return say("{since} to {last}", since=since, last=add_days(until, -1))


def _clock(deadline: Deadline) -> Sentence:
    return _due(deadline.raw, deadline.rolled)


def _due(raw: date, rolled: date) -> Sentence:
    if raw == rolled:
        return say("{day}", day=rolled)
    return say("{rolled} (counted to {raw})", rolled=rolled, raw=raw)
