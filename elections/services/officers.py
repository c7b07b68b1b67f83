"""Who holds which office on a day, and how an officer's time ends early."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from appointments.services.history import history_of
from appointments.services.roles import let_follow
from appointments.services.seats import members_in_office
from elections.rules.acting import role_in_the_gap, role_of, successor_office
from elections.rules.officers import Tenure, service_year
from elections.schemas.elections import OfficeEnd, Officer
from elections.tables import OfficerRow
from governance.charter.model import Charter, Office
from governance.days import Span
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Grant, Role
from governance.schemas.accounts import RoleEnd, RoleGrant
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.accounts import account_of_person
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain
from governance.services.roles import (
    end_role,
    end_role_if_held,
    grant_role,
    grants_of,
    roles_in,
)
from meetings.services.forced import let_forced_items_move

OFFICERS = (
    "SELECT o.office, o.person, p.name, o.since, o.until, o.election, e.meeting, o.remainder, "
    "o.ended_why FROM officer o JOIN person p ON p.id = o.person "
    "JOIN election e ON e.id = o.election"
)

explain(
    {
        "officer_one_holder_an_office": say("Somebody else holds this office by now."),
        "officer_one_office_a_holder": say("This person holds another office by now."),
        "officer_one_an_election": say("This election was decided by now."),
    }
)


async def officers_on(body: Body, on: date) -> tuple[Officer, ...]:
    """Return who holds which office on a day, in the charter's order.

    Whoever no longer has a seat is no officer either, even before that is recorded.
    """
    charter = await charter_on(body, on)
    rows = await engine().read(
        f"{OFFICERS} WHERE o.body = $1 AND o.since <= $2 AND o.until > $2", body.id, on
    )
    sitting = {each.person for each in await members_in_office(body, on)} if rows else set()
    held = {row["office"]: row for row in rows if row["person"] in sitting}
    return tuple(
        Officer(**held[office.id], office_name=office.name)
        for office in charter.offices
        if office.id in held
    )


async def officers_of(body: Body, charter: Charter) -> tuple[Officer, ...]:
    """Return everybody who held an office, the latest first."""
    rows = await engine().read(f"{OFFICERS} WHERE o.body = $1 ORDER BY o.since DESC", body.id)
    names = {office.id: office.name for office in charter.offices}
    return tuple(
        Officer(**row, office_name=names.get(row["office"], str(row["office"]))) for row in rows
    )


async def tenures_of(body: Body, on: date) -> tuple[Tenure, ...]:
    """Return every tenure; one of a person who on this day has no seat ended with the seat."""
    rows = await engine().read(
        "SELECT office, person, since, until, remainder FROM officer WHERE body = $1 "
        "ORDER BY since, office",
        body.id,
    )
    found = [
        Tenure(
            office=row["office"],
            person=row["person"],
            span=Span(row["since"], row["until"]),
            remainder=bool(row["remainder"]),
        )
        for row in rows
    ]
    current = [each for each in found if each.span.contains(on)]
    ends = await _ends_of_seats(body, [each.person for each in current], on)
    return tuple(_cut(each, ends.get(each.person)) if each in current else each for each in found)


@deed
async def end_office(record: Record, wish: OfficeEnd) -> Officer:
    """End an officer's time before the year is over; the powers of the office end with it."""
    on = wish.on or record.today
    office = record.charter.office(wish.office)
    rows = await engine().read(
        f"{OFFICERS} WHERE o.body = $1 AND o.office = $2 AND o.since <= $3 AND o.until > $3",
        record.body.id,
        office.id,
        on,
    )
    if not rows:
        raise NotFoundError(say("Nobody holds this office on {day}.", day=on))
    if on > record.today:
        raise BadInputError({"on": say("This day has not come yet.")})
    held = Officer(**rows[0], office_name=office.name)
    await engine().write(
        "UPDATE officer SET until = $1, ended_why = $2 WHERE election = $3 AND office = $4",
        on,
        wish.reason,
        held.election,
        office.id,
    )
    await take_powers(record, office, held.person, on)
    record.note(
        f"officer:{office.id}",
        before={"person": held.person, "until": held.until},
        after={"person": held.person, "until": on, "why": wish.reason},
    )
    await _let_succeed(record, office, on)
    await let_forced_items_move(record)
    return Officer(**{**rows[0], "until": on, "ended_why": wish.reason}, office_name=office.name)


async def _let_succeed(record: Record, office: Office, on: date) -> None:
    """Let whoever stands in for an office take it for the rest of the year, if the law says so."""
    deputy = successor_office(record.charter, office)
    found = {each.office: each for each in await officers_on(record.body, on)}
    if deputy is None or deputy.id not in found:
        return
    held, last = found[deputy.id], found[deputy.id].until
    reason = say("Became {office}.", office=office.name)
    await end_office.within(record, OfficeEnd(office=deputy.id, on=on, reason=str(reason)))
    await install(record, office, held.person, Span(on, last), held.election, remainder=True)


async def end_offices_without_a_seat(record: Record) -> None:
    """End the time of officers who lost their seats, on the day they lost them."""
    rows = await engine().read(
        "SELECT office, person FROM officer WHERE body = $1 AND since <= $2 AND until > $2",
        record.body.id,
        record.today,
    )
    ends = await _ends_of_seats(record.body, [row["person"] for row in rows], record.today)
    for row in rows:
        if row["person"] in ends:
            reason = str(say("No longer a member."))
            wish = OfficeEnd(office=row["office"], on=ends[row["person"]], reason=reason)
            await end_office.within(record, wish)


async def let_offices_follow(record: Record, person: UUID, on: date) -> None:
    """Let the office follow an officer's seat, and its election the meetings that are set.

    An office whose seat ends on a day to come is vacant from then on, without its powers, and
    the first meeting from that day on has the election on its agenda before.
    """
    rows = await engine().read(
        "SELECT office, until FROM officer "
        "WHERE body = $1 AND person = $2 AND since <= $3 AND until > $3",
        record.body.id,
        person,
        on,
    )
    if not rows:
        return
    has_seat = person in {each.person for each in await members_in_office(record.body, on)}
    for row in rows:
        office = record.charter.office(row["office"])
        if not has_seat:
            await take_powers(record, office, person, on)
        elif not await _has_powers(record, office, person, on):
            await _give_powers(record, office, person, Span(on, row["until"]))
    await end_offices_without_a_seat(record)
    await let_forced_items_move(record)


async def install(
    record: Record, office: Office, person: UUID, span: Span, election: UUID, *, remainder: bool
) -> None:
    """Let a person hold an office for a span of days, with its powers for the same days."""
    await OfficerRow.insert(
        OfficerRow(
            id=uuid4(),
            body=record.body.id,
            office=office.id,
            person=person,
            election=election,
            since=span.since,
            until=span.until,
            remainder=remainder,
        )
    )
    record.note(
        f"officer:{office.id}",
        after={"person": person, "since": span.since, "until": span.until},
    )
    await _give_powers(record, office, person, span)


async def _give_powers(record: Record, office: Office, person: UUID, span: Span) -> None:
    """Give the powers of an office for its days, and those of the gap after it."""
    account = await account_of_person(person)
    if account is None or span.until is None:
        return
    year_after = service_year(office, span.until)
    for role, days in (
        (role_of(office), span),
        (role_in_the_gap(record.charter, office), year_after),
    ):
        if role is not None:
            wish = RoleGrant(account=account, role=role, since=days.since, until=days.until)
            await grant_role.within(record, wish)


async def _has_powers(record: Record, office: Office, person: UUID, on: date) -> bool:
    """Say whether somebody has the powers of an office on a day, or no account to have them."""
    account, role = await account_of_person(person), role_of(office)
    return (
        account is None
        or role is None
        or Grant(role) in await grants_of(account, record.body.id, on)
    )


async def take_powers(record: Record, office: Office, person: UUID, on: date) -> None:
    """End the powers of an office from a day on, those that come after it too."""
    account = await account_of_person(person)
    if account is None:
        return
    for role in (role_of(office), role_in_the_gap(record.charter, office)):
        if role is not None:
            await end_role_if_held(record, RoleEnd(account=account, role=role, on=on))


async def end_the_gap(record: Record, office: Office) -> None:
    """End the powers that lasted from the end of the service year until somebody is elected."""
    since = service_year(office, record.today).since
    over = role_in_the_gap(record.charter, office)
    for each in await roles_in(record.body.id, record.today):
        if (each.role is Role.ELECTION_CHAIR and office.presides) or (
            each.role is over and each.since == since
        ):
            wish = RoleEnd(account=each.account, role=each.role, on=record.today)
            await end_role.within(record, wish)


async def _ends_of_seats(body: Body, people: Sequence[UUID], on: date) -> dict[UUID, date]:
    """Return for those who have no seat on a day the day on which they lost it."""
    if not people:
        return {}
    sitting = {each.person for each in await members_in_office(body, on)}
    ends = {}
    for person in people:
        if person not in sitting:
            left = [each.until for each in await history_of(body, person) if each.until]
            ends[person] = max((day for day in left if day <= on), default=on)
    return ends


def _cut(tenure: Tenure, end: date | None) -> Tenure:
    if end is None:
        return tenure
    return replace(tenure, span=Span(tenure.span.since, max(end, tenure.span.since)))


let_follow(let_offices_follow)
