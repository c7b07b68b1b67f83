"""How an appointment with its service, or a vacancy, is mended, and what follows from it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from appointments.rules.terms import appointed_term, initial_term
from appointments.rules.vacancies import resignation_effective
from appointments.schemas.appointments import AppointmentView, Kind
from appointments.schemas.corrections import Subject
from appointments.services.appointments import REAPPOINTMENT, SUCCESSION
from appointments.services.endings import RESIGNATION
from appointments.services.history import board_of, get_appointment, history
from appointments.services.legislation import get_legislation
from appointments.services.mending import Mend, Value, require_past
from governance.charter.findings import Answer, Finding, require
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.people import get_person

GIVES_WAY = (SUCCESSION, REAPPOINTMENT)
ON_APPOINTMENT = ("legislation", "appointed_on", "notice_sent_on", "oath_taken_on", "oath_filed_on")


async def mend_appointment(mend: Mend, appointment: UUID, wish: dict[str, Value]) -> None:
    """Put an appointment and its service right."""
    record = mend.record
    found = await get_appointment(record.body, appointment)
    if found.lapsed_on is not None:
        raise OutOfOrderError(say("This appointment ended on {day}.", day=found.lapsed_on))
    require_past(record, **{name: wish.get(name) for name in ON_APPOINTMENT[1:]})
    act = None
    if "legislation" in wish and isinstance(wish["legislation"], UUID):
        act = await get_legislation(record.body, record.charter, wish["legislation"])
    await _put_columns(mend, found, wish)
    if "person" in wish:
        await _put_person(mend, found, wish["person"])
    if act is not None and "appointed_on" not in wish and act.voted_on is not None:
        await put(mend, found, "appointed_on", act.voted_on, follows=True)
    now = await get_appointment(record.body, appointment)
    if now.kind is Kind.INITIAL:
        await _mend_first_term(mend, found, wish)
    else:
        await _mend_place(mend, found, now, wish)
    if wish.keys() & {"until", "ended_by"}:
        await _mend_end(mend, await get_appointment(record.body, appointment), wish)


async def follow_vote(mend: Mend, made: Iterable[AppointmentView], voted_on: Value) -> None:
    """Let appointments follow the corrected day of the vote that made them."""
    for each in made:
        await put(mend, each, "appointed_on", voted_on, follows=True)
    for each in made:
        now = await get_appointment(mend.record.body, each.id)
        if now.kind is Kind.INITIAL:
            await _mend_first_term(mend, now, {})
        else:
            await _mend_place(mend, each, now, {}, follows=True)


async def mend_vacancy(mend: Mend, vacancy: UUID, wish: dict[str, Value]) -> None:
    """Put a vacancy right; the service that it ended ends on the right day and ground."""
    rows = await engine().read(
        "SELECT id, seat, cause, effective_on, delivered_on, delivered_to, stated_on, withdrawn_on "
        "FROM vacancy WHERE body = $1 AND id = $2",
        mend.record.body.id,
        vacancy,
    )
    if not rows:
        raise NotFoundError(say("There is no such vacancy here."))
    [old] = rows
    if old["withdrawn_on"] is not None:
        raise OutOfOrderError(
            say("The resignation was taken back on {day}.", day=old["withdrawn_on"])
        )
    new = {**old, **wish}
    require_past(mend.record, delivered_on=new["delivered_on"])
    ground = mend.record.charter.ground(str(new["cause"]))
    computed = _letter(mend, new) if ground.id == RESIGNATION else _event(mend, new)
    service = await engine().read(
        "SELECT appointment, since FROM service "
        "WHERE body = $1 AND seat = $2 AND until = $3 AND ended_by = $4",
        mend.record.body.id,
        old["seat"],
        old["effective_on"],
        old["cause"],
    )
    for each in service:
        if computed["effective_on"] <= each["since"]:
            early = say(
                "The service began on {since}; it cannot end on {on}, before a day of it.",
                since=each["since"],
                on=computed["effective_on"],
            )
            require(Finding(Answer.BROKEN, early, ground.clause))
    for name in ("cause", "delivered_on", "delivered_to", "stated_on", "effective_on"):
        follows = name not in wish
        sql = f"UPDATE vacancy SET {name} = $1 WHERE id = $2"  # noqa: S608 (our own names)
        value = computed.get(name, new[name])
        await mend.put(Subject.VACANCY, vacancy, name, old[name], value, sql, follows=follows)
    for each in service:
        found = await get_appointment(mend.record.body, each["appointment"])
        await put_service(mend, found, "until", computed["effective_on"], follows=True)
        await put_service(mend, found, "ended_by", ground.id, follows=True)


def _letter(mend: Mend, vacancy: Row) -> Row:
    """Return the day on which a resignation takes effect; it follows from the letter alone."""
    charter = mend.record.charter
    delivered, to = vacancy["delivered_on"], str(vacancy["delivered_to"])
    if delivered is None or not to:
        raise BadInputError(
            {"delivered_on": say("A resignation needs the day of its delivery, and to whom.")}
        )
    stated = vacancy["stated_on"]
    rules = charter.resignation, charter.calendar
    return {"effective_on": resignation_effective(delivered, stated, to, *rules).effective_on}


def _event(mend: Mend, vacancy: Row) -> Row:
    """Return the day of an event that ended a service; it has no letter."""
    require_past(mend.record, effective_on=vacancy["effective_on"])
    if vacancy["effective_on"] is None:
        raise BadInputError({"effective_on": say("This is needed.")})
    no_letter = {"delivered_on": None, "delivered_to": "", "stated_on": None}
    return {"effective_on": vacancy["effective_on"], **no_letter}


async def _put_columns(mend: Mend, found: AppointmentView, wish: dict[str, Value]) -> None:
    for name in ON_APPOINTMENT:
        if name in wish:
            await put(mend, found, name, wish[name])


async def _put_person(mend: Mend, found: AppointmentView, person: Value) -> None:
    if not isinstance(person, UUID):
        raise BadInputError({"person": say("This is needed.")})
    await get_person(mend.record.body, person)
    await put(mend, found, "person", person)
    await engine().write("UPDATE service SET person = $1 WHERE appointment = $2", person, found.id)
    names = await engine().read(
        "SELECT id FROM provision WHERE legislation = $1 AND seat = $2 AND person = $3",
        found.legislation,
        found.seat,
        found.person,
    )
    for each in names:
        sql = "UPDATE provision SET person = $1 WHERE id = $2"
        old, act = found.person, found.legislation
        await mend.put(
            Subject.LEGISLATION, act, "person", old, person, sql, follows=True, row=each["id"]
        )


async def _mend_place(
    mend: Mend,
    found: AppointmentView,
    now: AppointmentView,
    wish: dict[str, Value],
    *,
    follows: bool = False,
) -> None:
    """Put the first day of a service right: its term, its kind and whoever made way follow."""
    board = await board_of(mend.record.body, mend.record.charter)
    seat = [each for each in await history(mend.record.body) if each.seat == found.seat]
    since = wish.get("since", found.since)
    before = _before(seat, found)
    if "since" not in wish and found.since == found.appointed_on != now.appointed_on:
        follows, since = True, max(now.appointed_on, _free_from(seat, found))
    if not isinstance(since, date) or board.grid_since is None:
        return
    if found.kind is Kind.STAGGERED and since < board.grid_since:
        early = say("The staggered terms begin on {day}.", day=board.grid_since)
        terms = mend.record.charter.terms
        require(Finding(Answer.BROKEN, early, terms.stagger_clause or terms.clause))
    term, whole = appointed_term(
        found.seat,
        board.versions,
        since=since,
        initial=board.initial,
        grid_since=board.grid_since,
    )
    until = wish.get("term_until", term.until if since != found.since else found.term_until)
    later = found.since is not None and since > found.since
    own = (
        ("term_until", until, "term_until" not in wish),
        ("term_since", since, True),
    )
    for name, value, computed in own if later else reversed(own):
        await put(mend, found, name, value, follows=computed)
    both = [(found, "since"), *([(before, "until")] if before is not None else [])]
    for each, name in both if later else reversed(both):
        await put_service(mend, each, name, since, follows=follows or each is not found)
    if since != found.since or now.person != found.person:
        is_first = board.initial is not None and since == board.grid_since
        fresh = Kind.FULL if since == whole.since else Kind.REMAINDER
        await _retell_kind(mend, now, before, Kind.STAGGERED if is_first else fresh)
    after = next((each for each in seat if found.until and each.since == found.until), None)
    if after is not None and after.term_since and now.person != found.person:
        _, whole = appointed_term(
            after.seat,
            board.versions,
            since=after.term_since,
            initial=board.initial,
            grid_since=board.grid_since,
        )
        if found.ended_by in GIVES_WAY:
            fresh = Kind.FULL if after.term_since == whole.since else Kind.REMAINDER
            is_first = after.kind is Kind.STAGGERED
            await _retell_kind(mend, after, now, Kind.STAGGERED if is_first else fresh)


async def _retell_kind(
    mend: Mend, each: AppointmentView, before: AppointmentView | None, fresh: Kind
) -> None:
    """Say anew what kind an appointment is, and whether it follows another person's.

    `fresh` is its kind unless it goes on after the same person's.
    """
    goes_on = before is not None and before.person == each.person
    kind = Kind.REAPPOINTMENT if goes_on and fresh is not Kind.STAGGERED else fresh
    await put(mend, each, "kind", kind.value, follows=True)
    if before is not None:
        ended = REAPPOINTMENT if goes_on else SUCCESSION
        await put_service(mend, before, "ended_by", ended, follows=True)


async def _mend_first_term(mend: Mend, found: AppointmentView, wish: dict[str, Value]) -> None:
    """Count the first board's term anew from the last of its appointments."""
    if wish.keys() & {"since", "term_until"}:
        computed = say("The first board's term is computed from the days of appointment.")
        raise BadInputError({"since": computed})
    record = mend.record
    first = [
        each
        for each in await history(record.body)
        if each.kind is Kind.INITIAL and each.lapsed_on is None
    ]
    if found.term_since is None:
        return
    days = [each.appointed_on for each in first]
    term = initial_term(days, len(days), record.charter.terms)
    if term is None:
        return
    for each in first:
        if each.since is None or each.term_since is None or term.since == each.term_since:
            continue
        await put(mend, each, "term_since", term.since, follows=True)
        await put(mend, each, "term_until", term.until, follows=True)
        await put_service(mend, each, "since", term.since, follows=True)


async def _mend_end(mend: Mend, found: AppointmentView, wish: dict[str, Value]) -> None:
    """Put the end of a service right, together with the vacancy that it left."""
    if found.until is None:
        raise OutOfOrderError(say("This service has no end yet."))
    if found.ended_by in GIVES_WAY:
        raise OutOfOrderError(say("This service ends where the next one begins; mend that one."))
    rows = await engine().read(
        "SELECT id, cause FROM vacancy "
        "WHERE body = $1 AND seat = $2 AND effective_on = $3 AND cause = $4 "
        "AND withdrawn_on IS NULL",
        mend.record.body.id,
        found.seat,
        found.until,
        found.ended_by,
    )
    if not rows:
        raise OutOfOrderError(say("This service ended with its term; mend the term."))
    if RESIGNATION in (rows[0]["cause"], wish.get("ended_by")):
        raise OutOfOrderError(say("The letter of resignation decides; mend it at the vacancy."))
    asked = {"effective_on": wish.get("until", found.until)}
    if wish.get("ended_by"):
        asked["cause"] = wish["ended_by"]
    await mend_vacancy(mend, rows[0]["id"], asked)


def _before(seat: Iterable[AppointmentView], found: AppointmentView) -> AppointmentView | None:
    """Return whose service ended because this one began."""
    return next(
        (
            each
            for each in seat
            if each.id != found.id and each.until == found.since and each.ended_by in GIVES_WAY
        ),
        None,
    )


def _free_from(seat: Iterable[AppointmentView], found: AppointmentView) -> date:
    """Return from when a seat was free before a service, but for whoever made way for it."""
    ends = [
        each.until
        for each in seat
        if each.id != found.id
        and each.until is not None
        and found.since is not None
        and each.until <= found.since
        and each.ended_by not in GIVES_WAY
    ]
    return max(ends, default=date.min)


async def put(
    mend: Mend, found: AppointmentView, name: str, value: Value, *, follows: bool = False
) -> None:
    """Change a field of an appointment."""
    sql = f"UPDATE appointment SET {name} = $1 WHERE id = $2"  # noqa: S608 (our own names)
    now = await get_appointment(mend.record.body, found.id)
    old = getattr(now, name)
    await mend.put(Subject.APPOINTMENT, found.id, name, old, value, sql, follows=follows)


async def put_service(
    mend: Mend, found: AppointmentView, name: str, value: Value, *, follows: bool
) -> None:
    """Change a field of the service that came of an appointment."""
    sql = f"UPDATE service SET {name} = $1 WHERE appointment = $2"  # noqa: S608 (our own names)
    now = await get_appointment(mend.record.body, found.id)
    old = getattr(now, name)
    await mend.put(Subject.APPOINTMENT, found.id, name, old, value, sql, follows=follows)
