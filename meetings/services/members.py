"""Who is in office on a day, as a meeting needs to know it."""

from datetime import date

from appointments.services.seats import members_in_office
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on
from meetings.schemas.motions import Entitled

SITTING = "sitting"
HOLDING_OVER = "holding_over"


async def members_on(body: Body, on: date) -> tuple[Entitled, ...]:
    """Return the members in office on a day, holdovers among them, in the order of the seats."""
    charter = await charter_on(body, on)
    members = {each.seat: each for each in await members_in_office(body, on)}
    return tuple(
        Entitled(
            person=members[seat.id].person,
            name=members[seat.id].name,
            seat=seat.id,
            seat_name=seat.name,
            state=HOLDING_OVER if members[seat.id].holding_over else SITTING,
        )
        for seat in charter.seats
        if seat.id in members
    )
