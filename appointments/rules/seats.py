"""Who sits where on a day, and which seats are open?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Seat
from governance.days import Span
from governance.sentences import say


class Status(StrEnum):
    """The states of a seat on a day.

    Somebody whose days in the seat have begun is `NOT_SWORN` before the oath is taken, `ACTING`
    while it is taken and not yet filed, and `SITTING` from then on. `APPOINTED` are those whose
    days are still to begin.
    """

    SITTING = "sitting"
    ACTING = "acting"
    NOT_SWORN = "not_sworn"
    HOLDING_OVER = "holding_over"
    VACANT = "vacant"
    APPOINTED = "appointed"


IN_OFFICE = frozenset({Status.SITTING, Status.ACTING, Status.NOT_SWORN, Status.HOLDING_OVER})
"""Who is on the roll: a holdover is, and so is whoever still owes the oath."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A person in a seat: appointed on a day, there for `span`, for a term that has its own end.

    `span` is None for someone appointed whose term has not begun, because others are still to
    be appointed; `term` is None for a seat without one.
    """

    seat: str
    person: UUID
    appointed_on: date
    span: Span | None
    term: Span | None = None
    oath_taken_on: date | None = None
    oath_filed_on: date | None = None

    def sits(self, on: date) -> bool:
        return self.span is not None and self.span.contains(on)

    def holds_over(self, on: date) -> bool:
        """Whether the person still sits although the term has run out."""
        ran_out = self.term is not None and self.term.until is not None and self.term.until <= on
        return ran_out and self.sits(on)

    def standing(self, on: date) -> Status:
        """Return in which way somebody sits who does."""
        if self.holds_over(on):
            return Status.HOLDING_OVER
        if self.oath_filed_on is not None and self.oath_filed_on <= on:
            return Status.SITTING
        taken = self.oath_taken_on is not None and self.oath_taken_on <= on
        return Status.ACTING if taken else Status.NOT_SWORN

    def waits(self, on: date) -> bool:
        """Whether the person is appointed and the service is still to begin."""
        if on < self.appointed_on:
            return False
        return self.span is None or (on < self.span.since and self.span.days != 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatState:
    """One seat on one day; `following` is whoever is appointed to come after."""

    seat: Seat
    status: Status
    service: Service | None = None
    following: Service | None = None

    @property
    def on_the_roll(self) -> bool:
        """Whether the seat has a member: a holdover counts, someone not yet in office does not."""
        return self.status in IN_OFFICE

    @property
    def is_open(self) -> bool:
        """Whether a successor may be chosen and none has been: at a vacancy and at a term's end."""
        return self.following is None and self.status in (Status.VACANT, Status.HOLDING_OVER)


def seat_states(
    seats: Iterable[Seat], services: Iterable[Service], on: date
) -> tuple[SeatState, ...]:
    """Return the state of every seat on a day, in the charter's order."""
    sitting: dict[str, Service] = {}
    waiting: dict[str, Service] = {}
    for service in services:
        if service.sits(on):
            sitting[service.seat] = service
        elif service.waits(on) and _is_sooner(service, waiting.get(service.seat)):
            waiting[service.seat] = service
    return tuple(_state(seat, sitting.get(seat.id), waiting.get(seat.id), on) for seat in seats)


def not_a_member_yet(services: Iterable[Service], seat: Seat, since: date) -> Finding:
    """Find whether a person is free for a seat from a day on; the same seat's holder may go on."""
    for service in services:
        if service.span is None:
            reason = say("The person is appointed to a seat already.")
            return Finding(Answer.BROKEN, reason, seat.clause)
        is_over = service.span.until is not None and service.span.until <= since
        goes_on = service.seat == seat.id and service.span.since < since
        if not is_over and not goes_on:
            reason = say("The person is a member already.")
            return Finding(Answer.BROKEN, reason, seat.clause)
    return Finding(Answer.HOLDS, say("The person has no other seat."), seat.clause)


def one_seat_at_a_time(services: Iterable[Service], clause: str) -> Finding:
    """Find whether one person could have had all these services: never two of them at once."""
    waiting = 0
    known: list[Span] = []
    for service in services:
        if service.span is None:
            waiting += 1
            continue
        for other in known:
            shared = service.span.shared_with(other)
            if shared is not None:
                reason = say("There would be two seats at once from {day}.", day=shared.since)
                return Finding(Answer.BROKEN, reason, clause)
        known.append(service.span)
    if waiting > 1 or (waiting and any(span.until is None for span in known)):
        return Finding(Answer.BROKEN, say("There would be two seats at once."), clause)
    return Finding(Answer.HOLDS, say("Never two seats at once."), clause)


def _state(seat: Seat, there: Service | None, following: Service | None, on: date) -> SeatState:
    if there is None and following is None:
        return SeatState(seat=seat, status=Status.VACANT)
    if there is None:
        return SeatState(seat=seat, status=Status.APPOINTED, following=following)
    return SeatState(seat=seat, status=there.standing(on), service=there, following=following)


def _is_sooner(service: Service, other: Service | None) -> bool:
    if other is None or other.span is None:
        return True
    return service.span is not None and service.span.since < other.span.since
