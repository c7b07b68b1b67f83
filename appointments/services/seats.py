"""Who sits where on a day, and who sat before?"""

from datetime import date
from uuid import UUID

from appointments.rules.embargo import withheld_seats
from appointments.rules.seats import SeatState, Service, seat_states
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.seats import (
    Holder,
    Member,
    MemberHistory,
    PublicService,
    Roster,
    SeatView,
)
from appointments.services.embargoes import veil_of
from appointments.services.history import as_service, history, history_of
from governance.charter.model import Charter
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, engine


async def members_in_office(body: Body, on: date) -> tuple[Member, ...]:
    """Return everyone in office on a day, holdovers included, by name."""
    rows = await engine().read(
        "SELECT s.person, p.name, s.seat, s.since, a.term_until, a.oath_filed_on "
        "FROM service s JOIN person p ON p.id = s.person "
        "JOIN appointment a ON a.id = s.appointment "
        "WHERE s.body = $1 AND s.since <= $2 AND (s.until IS NULL OR s.until > $2) "
        "ORDER BY p.folded_name, p.id",
        body.id,
        on,
    )
    return tuple(
        Member(
            person=row["person"],
            name=row["name"],
            seat=row["seat"],
            since=row["since"],
            term_until=row["term_until"],
            holding_over=row["term_until"] is not None and row["term_until"] <= on,
            oath_filed=row["oath_filed_on"] is not None and row["oath_filed_on"] <= on,
        )
        for row in rows
    )


async def states_on(
    body: Body, charter: Charter, on: date
) -> tuple[tuple[SeatState, AppointmentView | None, AppointmentView | None], ...]:
    """Return every seat's state on a day, with the appointments behind it."""
    found = await history(body, ending_after=on)
    listed = [as_service(each) for each in found]
    origins = {id(service): each for service, each in zip(listed, found, strict=True)}

    def origin(service: Service | None) -> AppointmentView | None:
        return None if service is None else origins[id(service)]

    return tuple(
        (state, origin(state.service), origin(state.following))
        for state in seat_states(charter.seats, listed, on)
    )


async def seats_on(
    body: Body, charter: Charter, on: date, *, today: date | None = None
) -> tuple[SeatView, ...]:
    """Return what everyone may know of each seat on a day: its state, who has it, who follows.

    It is what may be known today; without it, on the very day that is asked about.
    """
    states = await states_on(body, charter, on)
    waiting = {state.seat.id for state, _, after in states if after and after.since is None}
    withheld = withheld_seats(charter, waiting) if waiting else frozenset()
    veil = await veil_of(body, charter, today or on)

    def announced(seat: str, after: AppointmentView | None) -> Holder | None:
        unseen = after is None or seat in withheld or veil.hides(after)
        return None if after is None or unseen else holder(after)

    return tuple(
        SeatView(
            id=state.seat.id,
            name=state.seat.name,
            district=state.seat.district,
            designated_by=charter.authority(state.seat.designated_by).name,
            status=state.status,
            open=state.is_open,
            clause=state.seat.clause,
            holder=None if there is None or veil.hides(there) else holder(there),
            following=announced(state.seat.id, after),
        )
        for state, there, after in states
    )


async def roster_on(body: Body, on: date, *, today: date | None = None) -> Roster:
    """Return the roster of a day, under the law of that day, as far as it is public today."""
    charter = await charter_on(body, on)
    return Roster(body=body.name, on=on, seats=await seats_on(body, charter, on, today=today))


async def member_history(body: Body, charter: Charter, person: UUID, on: date) -> MemberHistory:
    """Return the services of a person who serves or served; of others nothing is known here."""
    served = [each for each in await history_of(body, person) if each.lapsed_on is None]
    if any(each.since is None for each in served):
        waiting = await engine().read(
            "SELECT seat FROM appointment "
            "WHERE body = $1 AND term_since IS NULL AND lapsed_on IS NULL",
            body.id,
        )
        withheld = withheld_seats(charter, {row["seat"] for row in waiting})
        served = [each for each in served if each.since or each.seat not in withheld]
    veil = await veil_of(body, charter, on)
    served = [each for each in served if not veil.hides(each)]
    if not served:
        raise NotFoundError(say("There is no such member."))
    names = {seat.id: seat.name for seat in charter.seats}
    return MemberHistory(
        person=person,
        name=served[0].name,
        services=tuple(
            PublicService(
                seat=each.seat,
                seat_name=names.get(each.seat, each.seat),
                holder=holder(each),
                ended_by=each.ended_by,
                oath_filed_on=each.oath_filed_on,
            )
            for each in served
        ),
    )


def holder(each: AppointmentView) -> Holder:
    """Return what is public of an appointment."""
    return Holder(
        person=each.person,
        name=each.name,
        appointment=each.id,
        kind=each.kind,
        legislation=each.number,
        appointed_on=each.appointed_on,
        since=each.since,
        until=each.until,
        term_since=each.term_since,
        term_until=each.term_until,
    )
