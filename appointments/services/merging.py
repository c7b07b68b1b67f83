"""What has the law of seats against two records being of one person?"""

from uuid import UUID

from appointments.rules.limits import Stint, term_limit
from appointments.rules.seats import one_seat_at_a_time
from appointments.schemas.appointments import AppointmentView
from appointments.services.history import Board, as_service, board_of, history_of, stints
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.schemas.bodies import Body


async def seats_allow_merge(
    body: Body, charter: Charter, kept: UUID, merged: UUID
) -> list[Finding]:
    """Return what would be broken: two seats at once, or service past the limit."""
    board = await board_of(body, charter)
    one, other = await history_of(body, kept), await history_of(body, merged)
    lasting = [each for each in (*one, *other) if each.lapsed_on is None]
    at_once = one_seat_at_a_time([as_service(each) for each in lasting], charter.composition.clause)
    allowed = _past_limit(one, charter, board) | _past_limit(other, charter, board)
    past = [
        finding
        for stint, finding in _judged([*one, *other], charter, board)
        if finding.answer is Answer.BROKEN and _key(stint) not in allowed
    ]
    return [at_once, *past]


def _judged(
    appointments: list[AppointmentView], charter: Charter, board: Board
) -> list[tuple[Stint, Finding]]:
    """Return of each service what the limit says, with those before it."""
    served = sorted(stints(appointments, board), key=lambda each: each.served.since)
    return [
        (each, term_limit(served[:place], each, charter.terms, charter.readings))
        for place, each in enumerate(served)
        if not each.initial
    ]


def _past_limit(
    appointments: list[AppointmentView], charter: Charter, board: Board
) -> set[tuple[str, object]]:
    """Return the services that were past the limit by themselves: they happened."""
    judged = _judged(appointments, charter, board)
    return {_key(stint) for stint, finding in judged if finding.answer is Answer.BROKEN}


def _key(stint: Stint) -> tuple[str, object]:
    return stint.seat, stint.served.since
