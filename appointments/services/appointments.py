"""Persons are put into seats; they are told, and take and file their oaths."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from appointments.rules.legislation import begins_after_vote, is_carried, is_named
from appointments.rules.terms import initial_term
from appointments.rules.texts import APPOINTMENT_LETTER, filled
from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Kind,
    Oath,
)
from appointments.schemas.legislation import LegislationView
from appointments.services.designations import named_by
from appointments.services.eligibility import Candidate, candidate_for, findings_on
from appointments.services.history import board_of, get_appointment, history
from appointments.services.legislation import as_act, get_legislation
from appointments.services.pipeline import note_appointment
from appointments.services.printing import appointment_values
from appointments.services.roles import begin_member, end_member
from appointments.services.term_ends import open_ended_terms
from appointments.services.texts import get_text
from appointments.tables import AppointmentRow, ServiceRow
from governance.charter.findings import require
from governance.charter.model import Seat
from governance.days import Span
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.people import get_person

explain(
    {
        "service_one_member_a_seat": say("Somebody sits in this seat on these days."),
        "service_one_seat_a_member": say("This person is a member on these days."),
        "appointment_one_waits_a_seat": say("Somebody is appointed to this seat already."),
        "appointment_one_waits_a_person": say("This person is appointed to a seat already."),
    }
)

SUCCESSION = "succession"
REAPPOINTMENT = "reappointment"


@deed
async def appoint_member(record: Record, wish: Appointing) -> AppointmentView:
    """Put a person into a seat, once the act is carried and nothing stands in the way.

    Whoever holds over there serves until the new service begins. The first board's members
    wait until the last of them is appointed; then the term of all begins.
    """
    seat = record.charter.seat(wish.seat)
    act = await get_legislation(record.body, record.charter, wish.legislation)
    await get_person(record.body, wish.person)
    board = await board_of(record.body, record.charter)
    appointed_on = act.voted_on or record.today
    if wish.since is not None:
        rule = record.charter.legislation
        require(begins_after_vote(act.number, appointed_on, wish.since, rule))
    place = await _place(record, seat, appointed_on, wish.since, waits=board.grid_since is None)
    candidate = candidate_for(
        board,
        seat,
        wish.person,
        appointed_on=appointed_on,
        since=place.since,
    )
    designated_by, named = await named_by(record.body, record.charter, seat, wish.person)
    require(
        named,
        is_carried(as_act(act), record.charter.legislation, on=record.today),
        is_named(
            act.number,
            {(each.seat, each.person) for each in act.names},
            record.charter.legislation,
            pair=(seat.id, wish.person),
        ),
        *await findings_on(record.body, record.charter, candidate),
    )
    made = await _keep(record, candidate, place, act, designated_by)
    if candidate.term is None:
        await _begin_first_term(record)
    else:
        await _succeed(record, made, candidate.person, candidate.term, place)
    await note_appointment(record, wish.person, seat.id, act.number)
    return await get_appointment(record.body, made)


@deed
async def send_appointment_notice(
    record: Record, appointment: UUID, wish: AppointmentNotice
) -> AppointmentView:
    """Tell a person of the appointment; the first of the oath's clocks starts."""
    found = await get_appointment(record.body, appointment)
    if found.notice_sent_on is not None:
        raise OutOfOrderError(say("The notice was sent on {day}.", day=found.notice_sent_on))
    sent_on = record.today
    if wish.on_paper:
        sent_on = wish.sent_on or record.today
        if not found.appointed_on <= sent_on <= record.today:
            raise BadInputError({"sent_on": say("This is before the appointment, or to come.")})
    else:
        await record.send(await _notice(record, found))
    await engine().write(
        "UPDATE appointment SET notice_sent_on = $1 WHERE id = $2", sent_on, appointment
    )
    record.note(f"appointment:{appointment}", after={"notice_sent_on": sent_on})
    return await get_appointment(record.body, appointment)


@deed
async def record_oath(record: Record, appointment: UUID, wish: Oath) -> AppointmentView:
    """Keep when the oath was taken, and when it was filed."""
    found = await get_appointment(record.body, appointment)
    if found.oath_filed_on is not None:
        raise OutOfOrderError(say("The oath was filed on {day}.", day=found.oath_filed_on))
    if not found.appointed_on <= wish.taken_on <= record.today:
        raise BadInputError({"taken_on": say("This is before the appointment, or to come.")})
    if wish.filed_on is not None and not wish.taken_on <= wish.filed_on <= record.today:
        raise BadInputError({"filed_on": say("This is before the oath was taken, or to come.")})
    await engine().write(
        "UPDATE appointment SET oath_taken_on = $1, oath_filed_on = $2 WHERE id = $3",
        wish.taken_on,
        wish.filed_on,
        appointment,
    )
    record.note(
        f"appointment:{appointment}",
        after={"oath_taken_on": wish.taken_on, "oath_filed_on": wish.filed_on},
    )
    return await get_appointment(record.body, appointment)


@dataclass(frozen=True, slots=True)
class _Place:
    """From when a seat can be taken, and who holds over there until then."""

    since: date
    predecessor: AppointmentView | None


async def _place(
    record: Record, seat: Seat, appointed_on: date, wished: date | None, *, waits: bool
) -> _Place:
    """Return where a new service fits in, or say who is in the way."""
    all_seats = await history(record.body, ending_after=appointed_on)
    there = [each for each in all_seats if each.seat == seat.id]
    for each in there:
        if each.since is None:
            taken = say(
                "{name} is appointed to {seat} already ({clause}).",
                name=each.name,
                seat=seat.name,
                clause=seat.clause,
            )
            raise _taken(record, each, taken)
    if waits:
        return _Place(appointed_on, None)
    last = max(there, key=lambda each: each.since or date.min, default=None)
    since = wished or _first_day(last, appointed_on)
    ends = last.term_until if last is not None else None
    latest = max(record.charter.terms.begins.after(appointed_on), ends or date.min)
    if since > latest:
        raise BadInputError({"since": say("The next term begins on {day}.", day=latest)})
    if last is None or (last.until is not None and last.until <= since):
        return _Place(since, None)
    may_follow = last.until is None and last.term_until is not None and last.term_until <= since
    if not may_follow:
        taken = say(
            "{name} has {seat} on {day}, by {number} ({clause}).",
            name=last.name,
            seat=seat.name,
            day=since,
            number=last.number,
            clause=seat.clause,
        )
        raise _taken(record, last, taken)
    return _Place(since, last)


def _taken(record: Record, there: AppointmentView, what: Sentence) -> OutOfOrderError:
    """Return the refusal of whoever comes second, which says who was faster and when."""
    if there.recorded_at is None:
        return OutOfOrderError(what)
    reason = say(
        "{what} {by} recorded it on {at}.",
        what=what,
        by=there.recorded_by,
        at=there.recorded_at.astimezone(ZoneInfo(record.body.timezone)),
    )
    return OutOfOrderError(reason, by=there.recorded_by, at=there.recorded_at)


def _first_day(last: AppointmentView | None, appointed_on: date) -> date:
    """Return the first day for a service if none is wished for: at once, or when one ends."""
    ends = last.until if last is not None else None
    return appointed_on if ends is None else max(appointed_on, ends)


def _kind(candidate: Candidate, place: _Place) -> Kind:
    term, whole = candidate.term, candidate.whole
    if term is None or whole is None:
        return Kind.INITIAL
    is_first = term.since == candidate.board.grid_since and candidate.board.initial is not None
    if is_first and candidate.seat.stagger_years:
        return Kind.STAGGERED
    if place.predecessor is not None and place.predecessor.person == candidate.person:
        return Kind.REAPPOINTMENT
    return Kind.FULL if term.since == whole.since else Kind.REMAINDER


async def _keep(
    record: Record, candidate: Candidate, place: _Place, act: LegislationView, designated_by: str
) -> UUID:
    """Write the appointment down and return its id."""
    row = AppointmentRow(
        id=uuid4(),
        body=record.body.id,
        seat=candidate.seat.id,
        person=candidate.person,
        legislation=act.id,
        kind=_kind(candidate, place).value,
        designated_by=designated_by,
        appointed_on=candidate.appointed_on,
        term_since=candidate.term.since if candidate.term else None,
        term_until=candidate.term.until if candidate.term else None,
        recorded_by=record.actor.name or "clerk",
        recorded_at=record.at,
    )
    await AppointmentRow.insert(row)
    record.note(
        f"appointment:{row.id}",
        after={
            "seat": row.seat,
            "person": candidate.person,
            "legislation": act.number,
            "kind": row.kind,
            "appointed_on": row.appointed_on,
            "term_since": row.term_since,
            "term_until": row.term_until,
        },
    )
    return row.id


async def _begin_first_term(record: Record) -> None:
    """Once every seat has somebody appointed, the first term of all begins."""
    rows = await engine().read(
        "SELECT id, person, seat, appointed_on FROM appointment "
        "WHERE body = $1 AND term_since IS NULL AND lapsed_on IS NULL",
        record.body.id,
    )
    days = [row["appointed_on"] for row in rows]
    term = initial_term(days, len(record.charter.seats), record.charter.terms)
    if term is None:
        return
    for row in rows:
        await engine().write(
            "UPDATE appointment SET term_since = $1, term_until = $2 WHERE id = $3",
            term.since,
            term.until,
            row["id"],
        )
        await _serve(record, row["id"], row["seat"], row["person"], term)
    record.note("board", after={"term_since": term.since, "term_until": term.until})


async def _succeed(
    record: Record, appointment: UUID, person: UUID, term: Span, place: _Place
) -> None:
    """Begin a service where another ends or a vacancy is filled."""
    found = await get_appointment(record.body, appointment)
    before = place.predecessor
    goes_on = before is not None and before.person == person
    if before is not None:
        await engine().write(
            "UPDATE service SET until = $1, ended_by = $2 WHERE appointment = $3",
            place.since,
            REAPPOINTMENT if goes_on else SUCCESSION,
            before.id,
        )
        if not goes_on:
            await end_member(record, before.person, place.since)
    if record.charter.holdover is None:
        await open_ended_terms.within(record)
    await engine().write(
        "UPDATE vacancy SET filled_by = $1 WHERE body = $2 AND seat = $3 "
        "AND filled_by IS NULL AND withdrawn_on IS NULL",
        appointment,
        record.body.id,
        found.seat,
    )
    await _serve(record, appointment, found.seat, person, term, is_new=not goes_on)


async def _serve(
    record: Record, appointment: UUID, seat: str, person: UUID, term: Span, *, is_new: bool = True
) -> None:
    """Begin a service; where nobody holds over, its end is that of the term."""
    await ServiceRow.insert(
        ServiceRow(
            id=uuid4(),
            body=record.body.id,
            seat=seat,
            person=person,
            appointment=appointment,
            since=term.since,
            until=term.until if record.charter.holdover is None else None,
        )
    )
    if is_new:
        await begin_member(record, person, term.since)


async def _notice(record: Record, found: AppointmentView) -> Letter:
    person = await get_person(record.body, found.person)
    if not person.email:
        raise BadInputError(
            {"on_paper": say("{name} has no e-mail address; write on paper.", name=person.name)}
        )
    values = appointment_values(record.body, record.charter, found, record.today)
    words = (await get_text(record.body, APPOINTMENT_LETTER)).current
    return Letter(
        kind="appointment_notice",
        about=str(found.id),
        recipient=person.email,
        subject=str(say("Your appointment to the {board}", board=record.body.name)),
        text=f"{filled(words.text, values)}\n",
    )
