"""The seats of a body over the years, for the picture of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from appointments.schemas.appointments import AppointmentView
from appointments.services.embargoes import Veil
from appointments.services.history import board_of, history
from governance.charter.model import Charter, Seat
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.timeline import Kind, LaneSpan, SeatLane, authority_class


async def timeline_of(
    body: Body,
    charter: Charter,
    *,
    since: date,
    until: date,
    today: date,
    veil: Veil | None = None,
) -> list[SeatLane]:
    """Return for each seat its services, holdovers and vacancies that touch some days.

    What a veil hides is left out.
    """
    found = [
        each
        for each in await history(body, ending_after=since)
        if each.since is not None and not (veil and veil.hides(each))
    ]
    board = await board_of(body, charter)
    begins = board.initial.since if board.initial else board.grid_since
    places = {authority.id: place for place, authority in enumerate(charter.authorities)}
    return [
        SeatLane(
            label=seat.name,
            authority_class=authority_class(places[seat.designated_by]),
            spans=[
                span
                for span in _spans(body, _of(seat, found), begins and max(begins, since), today)
                if span.since < until
            ],
            named_by=str(say("named by {name}", name=charter.authority(seat.designated_by).name)),
        )
        for seat in charter.seats
    ]


def grid_days(charter: Charter, *, since: date, until: date) -> list[date]:
    """Return the days within [since, until) on which terms begin."""
    begins = charter.terms.begins
    days = (begins.in_year(year) for year in range(since.year, until.year + 1))
    return [day for day in days if since <= day < until]


def _of(seat: Seat, found: Sequence[AppointmentView]) -> list[AppointmentView]:
    mine = [each for each in found if each.seat == seat.id and each.since != each.until]
    return sorted(mine, key=lambda each: each.since or date.min)


def _spans(
    body: Body, served: Sequence[AppointmentView], empty_since: date | None, today: date
) -> Iterator[LaneSpan]:
    """Yield one seat's days in order; between two services, and after the last, it is vacant."""
    for each in served:
        if each.since is None:
            continue
        if empty_since is not None and empty_since < each.since:
            yield LaneSpan(since=empty_since, until=each.since, kind=Kind.VACANCY)
        href = f"/bodies/{body.slug}/members/{each.person}"
        end = each.until
        if each.term_until is not None and (end is None or each.term_until < end):
            end = each.term_until
        kind = Kind.APPOINTED if each.since > today else Kind.SERVICE
        yield LaneSpan(since=each.since, until=end, kind=kind, label=each.name, href=href)
        held_over = end is not None and end == each.term_until and end != each.until
        if held_over and end is not None and end <= today:
            yield LaneSpan(
                since=end, until=each.until, kind=Kind.HOLDOVER, label=each.name, href=href
            )
        empty_since = each.until
    if empty_since is not None:
        yield LaneSpan(since=empty_since, until=None, kind=Kind.VACANCY)
