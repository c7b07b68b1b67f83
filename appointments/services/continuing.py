"""Is everything still true of the members that must be, and what was found where it was not?

What is stated about members is asked anew each time, so that a new fact shows at once. Nothing
here empties a seat before a person finds that it falls vacant.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.continuing import Concern, Sitting, concerns
from appointments.schemas.appointments import AppointmentView, ServiceEnd
from appointments.schemas.continuing import (
    ConcernClosed,
    ConcernFinding,
    ConcernFound,
    ConcernLetter,
    ConcernView,
    Draft,
    LetterSent,
    Outcome,
)
from appointments.services.departures import end_service
from appointments.services.eligibility import statement
from appointments.services.history import history
from appointments.tables import ConcernFindingRow
from governance.audit import Private
from governance.charter.model import Charter, Consequence
from governance.errors import NotFoundError
from governance.rules.people import Fact
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.schemas.letters import Letter
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.letters import letters_about
from governance.services.people import get_fact, get_person, known_facts

explain({"concern_finding_once": say("This was settled already.")})

WHAT = "continuing eligibility"
"""What is kept of a look at a concern."""

Facts = Mapping[UUID, tuple[Fact, ...]]
Key = tuple[UUID, str, UUID | None]
"""By what a concern is known: the appointment, what must stay true, the fact."""


async def open_concerns(body: Body, charter: Charter, on: date) -> list[ConcernView]:
    """Return what is stated against the members of a day, as far as nobody has settled it."""
    serving = await _serving(body, on)
    found = await _found(body)
    return [
        await _view(body, charter, each, serving[each.sitting.appointment], None)
        for each in _concerns(charter, serving, await _facts(body, serving), on)
        if each.fact.id is not None and _key(each) not in found
    ]


async def closed_concerns(body: Body, charter: Charter) -> list[tuple[ConcernFound, str, str, str]]:
    """Return what was found, with the member, the seat and what had to stay true."""
    rows = await engine().read(
        "SELECT f.outcome, f.reason, f.found_by, f.found_on, f.lasting, p.name, a.seat "
        "FROM concern_finding f JOIN person p ON p.id = f.person "
        "JOIN appointment a ON a.id = f.appointment "
        "WHERE f.body = $1 ORDER BY f.found_on DESC, f.id",
        body.id,
    )
    asked = {each.id: each.text for each in charter.continuing}
    seats = {each.id: each.name for each in charter.seats}
    return [
        (
            ConcernFound(
                outcome=Outcome(row["outcome"]),
                reason=row["reason"],
                found_by=row["found_by"],
                found_on=row["found_on"],
            ),
            row["name"],
            seats.get(str(row["seat"]), str(row["seat"])),
            asked.get(str(row["lasting"]), str(row["lasting"])),
        )
        for row in rows
    ]


async def get_concern(
    body: Body, charter: Charter, appointment: UUID, lasting: str, on: date
) -> ConcernView:
    """Return one concern, open or settled, as it stands on a day."""
    serving = await _serving(body, on)
    found = await _found(body)
    for each in _concerns(charter, serving, await _facts(body, serving), on):
        if (each.sitting.appointment, each.lasting.id) == (appointment, lasting):
            return await _view(body, charter, each, serving[appointment], found.get(_key(each)))
    raise NotFoundError(say("Nothing of this kind is stated of a member."))


@deed
async def send_concern_letter(
    record: Record, appointment: UUID, lasting: str, wish: ConcernLetter
) -> ConcernView:
    """Write to a member about what is stated, in the words that the clerk has settled on."""
    found = await get_concern(record.body, record.charter, appointment, lasting, record.today)
    await record.send(
        Letter(
            kind="concern",
            about=_about(appointment, lasting),
            recipient=wish.recipient,
            subject=wish.subject,
            text=wish.text,
        )
    )
    told = {"appointment": str(appointment), "about": lasting, "letter": wish.text}
    record.note("concern", after={name: Private(it) for name, it in told.items()})
    return await get_concern(record.body, record.charter, appointment, found.lasting, record.today)


@deed
async def close_concern(
    record: Record, appointment: UUID, lasting: str, wish: ConcernFinding
) -> ConcernClosed:
    """Keep what was found: the seat falls vacant on a ground of the law, or the member stays."""
    found = await get_concern(record.body, record.charter, appointment, lasting, record.today)
    if found.behind.fact != wish.fact:
        raise NotFoundError(say("Nothing of this kind is stated of a member."))
    row = ConcernFindingRow(
        id=uuid4(),
        body=record.body.id,
        person=found.person,
        appointment=appointment,
        lasting=lasting,
        fact=wish.fact,
        outcome=wish.outcome.value,
        reason=wish.reason,
        found_by=record.actor.name or "clerk",
        found_on=record.today,
    )
    await ConcernFindingRow.insert(row)
    told = {
        "appointment": str(appointment),
        "about": lasting,
        "outcome": wish.outcome.value,
        "reason": wish.reason,
    }
    record.note(f"concern:{row.id}", after={name: Private(it) for name, it in told.items()})
    vacancy = None
    if wish.outcome is Outcome.VACATES:
        end = wish.end or ServiceEnd(ground=found.ground, on=found.since, remark=wish.reason)
        vacancy = (await end_service.within(record, appointment, end)).vacancy
    return ConcernClosed(
        appointment=appointment, lasting=lasting, outcome=wish.outcome, vacancy=vacancy
    )


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return who has to look at what; to the clerk alone, since it rests on private facts."""
    serving = await _serving(body, on)
    facts = await _facts(body, serving)
    stated = _concerns(charter, serving, facts, on)
    found = await _found(body) if stated else {}
    return [
        _due(body, each, serving[each.sitting.appointment].name, on)
        for each in stated
        if _key(each) not in found
    ]


def _due(body: Body, each: Concern, name: str, on: date) -> Due:
    seat = each.sitting.seat.name
    match each.consequence:
        case Consequence.VACATES:
            what = say("Confirm whether {seat} is vacant ({name})", seat=seat, name=name)
        case Consequence.DUTY:
            what = say("Find whether {name} can stay in {seat}", seat=seat, name=name)
        case _:
            what = say("Note what is stated of {name} in {seat}", seat=seat, name=name)
    return Due(
        what=what,
        who=say("{who}", who=each.lasting.decided_by),
        clause=each.lasting.clause,
        day=each.since,
        raw=each.since,
        on=on,
        href=f"/bodies/{body.slug}/continuing/{each.sitting.appointment}/{each.lasting.id}",
        needs="close_concern",
        advisory=each.consequence is Consequence.NOTED,
        reads="close_concern",
    )


async def _serving(body: Body, on: date) -> dict[UUID, AppointmentView]:
    return {
        each.id: each
        for each in await history(body, ending_after=on)
        if each.since is not None and each.since <= on
    }


async def _facts(body: Body, serving: Mapping[UUID, AppointmentView]) -> Facts:
    people = sorted({each.person for each in serving.values()})
    return await known_facts(body, people, attested=False)


def _concerns(
    charter: Charter, serving: Mapping[UUID, AppointmentView], facts: Facts, on: date
) -> tuple[Concern, ...]:
    known = {seat.id: seat for seat in charter.seats}
    sitting = [
        Sitting(
            person=each.person,
            appointment=each.id,
            seat=known[each.seat],
            since=each.since,
            facts=facts[each.person],
        )
        for each in serving.values()
        if each.since is not None and each.seat in known
    ]
    return concerns(charter, sitting, on)


async def _found(body: Body) -> dict[Key, ConcernFound]:
    rows = await engine().read(
        "SELECT appointment, lasting, fact, outcome, reason, found_by, found_on "
        "FROM concern_finding WHERE body = $1",
        body.id,
    )
    return {
        (row["appointment"], row["lasting"], row["fact"]): ConcernFound(
            outcome=Outcome(row["outcome"]),
            reason=row["reason"],
            found_by=row["found_by"],
            found_on=row["found_on"],
        )
        for row in rows
    }


def _key(each: Concern) -> Key:
    return each.sitting.appointment, each.lasting.id, each.fact.id


def _about(appointment: UUID, lasting: str) -> str:
    return f"concern:{appointment}:{lasting}"


async def _view(
    body: Body,
    charter: Charter,
    concern: Concern,
    served: AppointmentView,
    found: ConcernFound | None,
) -> ConcernView:
    lasting, sitting = concern.lasting, concern.sitting
    ground = charter.ground(lasting.ground)
    if concern.fact.id is None:
        raise NotFoundError(say("There is no such fact here."))
    letters = await letters_about(body, _about(sitting.appointment, lasting.id))
    return ConcernView(
        appointment=sitting.appointment,
        person=sitting.person,
        name=served.name,
        seat=sitting.seat.id,
        seat_name=sitting.seat.name,
        lasting=lasting.id,
        asked=lasting.text,
        clause=lasting.clause,
        consequence=concern.consequence.value,
        reason=str(concern.reason),
        since=concern.since,
        decided_by=lasting.decided_by,
        ground=ground.id,
        ground_name=ground.name,
        ground_clause=ground.clause,
        behind=statement(await get_fact(body, concern.fact.id)),
        draft=await _draft(body, charter, concern),
        letters=tuple(
            LetterSent(
                recipient=each.recipient,
                subject=each.subject,
                written_at=each.created_at,
                sent_at=each.sent_at,
            )
            for each in letters
        ),
        found=found,
    )


async def _draft(body: Body, charter: Charter, concern: Concern) -> Draft:
    """Draft the letter; what is private stands in its text alone."""
    person = await get_person(body, concern.sitting.person)
    resignation = charter.resignation
    lasting = concern.lasting
    owed = say("")
    if lasting.owes:
        owed = say(
            "{clause} asks a member of whom this is so {owes}.",
            clause=lasting.clause,
            owes=lasting.owes,
        )
    text = say(
        "{name},\n\nit has been stated to the {board}: {reason} {owed}\n\nIf it is not so, tell "
        "us why in writing. A resignation is written and delivered to the {clerk} ({where}).\n\n"
        "Nothing is decided yet. Who decides: {decided}.\n",
        name=person.name,
        board=body.name,
        reason=concern.reason,
        owed=owed,
        clerk=resignation.delivered_to,
        where=resignation.clause,
        decided=lasting.decided_by,
    )
    subject = say("Your seat on the {board}", board=body.name)
    return Draft(recipient=person.email, subject=str(subject), text=str(text))
