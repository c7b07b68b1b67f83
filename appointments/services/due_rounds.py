"""What is due in nomination rounds; nothing here tells of anybody who was named.

Each round that is not over yields its next step. Its day is that of the round's own clock, else
of the vacancies that it is to fill, else none that the law sets.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from appointments.rules.round_clocks import RoundClock
from appointments.rules.rounds import Round, Step, clause_of, hears_of_finalists
from appointments.rules.shortages import may_score
from appointments.services.alliances import committee_on, nominating
from appointments.services.filled import last_out, missing_names, replaceable_names
from appointments.services.nomination_erasures import nominee_erasure_days
from appointments.services.round_pieces import next_of, round_clocks
from appointments.services.rounds import rounds_of
from appointments.services.screenings import still_to_score
from appointments.services.slates import open_seats
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.days import add_days
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say, say_n

AHEAD = 30
"""Days; how early an erasure is announced."""
NEEDS = {
    Step.CALL_OPEN: "call_for_nominees",
    Step.CALL_CLOSED: "close_nominations",
    Step.SCREENING: "begin_screening",
    Step.FINALISTS: "name_finalists",
    Step.CONSULTED: "record_consultation",
    Step.SLATED: "decide_slate",
    Step.SUBMITTED: "submit_slates",
    Step.CLOSED: "answer_nominee",
}
"""Which permission the next step asks for."""


async def due_in_rounds(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what the rounds that are not closed ask for, as it stands on a day."""
    found: list[Due] = []
    running = [one for one in await rounds_of(body) if one.step is not Step.CLOSED]
    found += await _to_erase(body, charter, on)
    if not running:
        return found
    vacant = {each.seat: each for each in await vacancies_of(body, charter, on)}
    for one in running:
        seats = sorted(await open_seats(body, one.id))
        clocks = round_clocks(one, charter, [vacant[seat] for seat in seats if seat in vacant])
        clock = clocks[0] if clocks else _no_clock(one, charter, on)
        names = tuple(charter.seat(seat).name for seat in seats)
        home = f"/bodies/{body.slug}/rounds/{one.id}"
        if may_score(one.step, again=one.called_again_at is not None):
            committee = await committee_on(body, one.authority, on)
            waiting = await still_to_score(body, one.id, committee)
            found += _of_each(waiting, names, clock, home, on)
        missing = await missing_names(one.settings, one.step, one.id)
        found += _of_round(one, names, clock, charter, home, on, missing)
        found += await _to_replace(one, charter, home, on)
    return found


async def _to_erase(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return by when what is private of former nominees is to be forgotten."""
    days = await nominee_erasure_days(body, charter)
    if charter.applications is None or not days or days[0][0] > add_days(on, AHEAD):
        return []
    day, clause = days[0][0], charter.applications.retention.clause
    clock = RoundClock(say("Erasure"), day, day, clause)
    needs = "erase_expired_nominations"
    what, who = say("Erase what is private of former nominees"), say("The clerk")
    return [
        _due(what, who, clock, f"/bodies/{body.slug}/rounds/expired", on, needs=needs, reads=needs)
    ]


async def _to_replace(one: Round, charter: Charter, home: str, on: date) -> list[Due]:
    """Return by when names that are out are to be replaced, where the law is read so (A21)."""
    if one.step is not Step.SUBMITTED:
        return []
    authority, rule = nominating(charter, one.authority)
    due = []
    for seat, count in sorted((await replaceable_names(charter, one.settings, one.id)).items()):
        day = await last_out(one.id, seat)
        if not count or day is None:
            continue
        deadline = charter.calendar.deadline(day, rule.replacement)
        why = deadline.reason if deadline.rolled > deadline.raw else None
        what = say("Name a replacement for {seat}", seat=charter.seat(seat).name)
        due.append(
            _due(
                what,
                say("The committee of the {name}", name=authority.name),
                RoundClock(what, deadline.raw, deadline.rolled, deadline.clause, why),
                home,
                on,
                needs="replace_name",
                reads="read_alliance",
            )
        )
    return due


def _no_clock(one: Round, charter: Charter, on: date) -> RoundClock:
    """Return today as the day of a step for which the law sets none."""
    _, rule = nominating(charter, one.authority)
    clause = clause_of(one.settings.next_after(one.step) or one.step, rule)
    return RoundClock(say("Today"), on, on, clause, advisory=True)


def _of_round(
    one: Round,
    seats: tuple[str, ...],
    clock: RoundClock,
    charter: Charter,
    home: str,
    on: date,
    missing: int,
) -> Iterator[Due]:
    """Yield a round's next step, and what those who speak for the organizations can do."""
    following = one.settings.next_after(one.step)
    if following is None:
        return
    what, who = next_of(one, charter, missing)
    submitted = one.step is Step.SUBMITTED
    yield _due(
        say("{what}: {seats}", what=what, seats=seats),
        who,
        clock,
        f"{home}/submission" if submitted else home,
        on,
        needs=NEEDS[following],
        reads="read_submission" if submitted else "read_alliance",
    )
    if one.step is Step.CALL_OPEN:
        yield _due(
            say("Name somebody for {seats} while the call is open", seats=seats),
            say("Those who speak for the organizations"),
            clock,
            f"{home}/call",
            on,
            needs="read_finalists",
            reads="read_finalists",
        )
    if hears_of_finalists(one.step, one.settings):
        yield _due(
            say("Read who the finalists for {seats} are before the meeting", seats=seats),
            say("Those who speak for the organizations"),
            clock,
            home,
            on,
            needs="read_finalists",
            reads="read_finalists",
        )


def _of_each(
    waiting: dict[UUID, tuple[str, int]],
    seats: tuple[str, ...],
    clock: RoundClock,
    home: str,
    on: date,
) -> Iterator[Due]:
    """Yield for each of the committee how many they are still to score; nobody else sees it."""
    for member, (name, count) in waiting.items():
        what = say_n(
            "Score {count} nominee for {seats}",
            "Score {count} nominees for {seats}",
            count,
            seats=seats,
        )
        who = say("{name}", name=name)
        yield _due(what, who, clock, home, on, needs="score_nominee", reads="", person=member)


def _due(
    what: Sentence,
    who: Sentence,
    clock: RoundClock,
    href: str,
    on: date,
    *,
    needs: str,
    reads: str,
    person: UUID | None = None,
) -> Due:
    return Due(
        what=what,
        who=who,
        clause=clock.clause,
        day=clock.day,
        raw=clock.raw,
        on=on,
        href=href,
        needs=needs,
        why_rolled=clock.why_rolled,
        advisory=clock.advisory,
        reads=reads,
        person=person,
    )
