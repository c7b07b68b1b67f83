"""Short ways into nomination rounds: a committee of five, nominees, slates."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from appointments.rules.slates import Ballot, Fate
from appointments.schemas.alliances import CommitteeWish
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    ConsultationWish,
    FinalistsWish,
    NomineeView,
    NomineeWish,
    RoundView,
    RoundWish,
    ScoreWish,
    SlateWish,
    StepWish,
)
from appointments.services.alliances import choose_committee_member
from appointments.services.nominees import enter_nominee
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
)
from appointments.services.screenings import name_finalists, score_nominee
from appointments.services.slates import (
    decide_slate,
    record_consultation,
    slates_of,
    submit_slates,
)
from governance.rules.access import Actor, Role
from governance.services.bodies import get_body
from tests.app import SLUG, acting
from tests.appointments.makers import CHARTER, a_person, clerk

ALLIANCE_SEATS = tuple(seat.id for seat in CHARTER.seats_of("alliance"))


@dataclass(frozen=True, slots=True)
class Committee:
    """Five people of the committee, on a day."""

    people: tuple[UUID, ...]
    on: date

    def later(self, on: date) -> "Committee":
        """Return the same committee on another day."""
        return replace(self, on=on)

    def actor(self, number: int = 0) -> Actor:
        """Return one of the five."""
        at = datetime(self.on.year, self.on.month, self.on.day, 17, tzinfo=UTC)
        return acting(Role.ALLIANCE_COMMITTEE, at=at, person=self.people[number])

    @property
    def all_agree(self) -> dict[UUID, Ballot]:
        """Return a vote in which all five say yes."""
        return dict.fromkeys(self.people, Ballot.YES)


def reviewer(on: date, **more: object) -> Actor:
    """Return a reviewer for Council, on a day."""
    at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    return acting(Role.COUNCIL_REVIEWER, at=at, **more)


async def a_committee(on: date) -> Committee:
    """Let the Alliance choose five people."""
    people = [(await a_person(on)).id for _ in range(5)]
    for person in people:
        wish = CommitteeWish(authority="alliance", person=person, chosen_on=on, since=on)
        await choose_committee_member(clerk(on), wish)
    return Committee(tuple(people), on)


async def a_call(committee: Committee, seats: tuple[str, ...], closes_on: date) -> RoundView:
    """Draft a round for some seats and publish its call."""
    drafted = await draft_round(committee.actor(), RoundWish(title="A round", seats=seats))
    call = CallWish(text="Apply.", opens_on=committee.on, closes_on=closes_on)
    return await call_for_nominees(committee.actor(), drafted.id, call)


async def nominees(committee: Committee, found: UUID, count: int) -> list[NomineeView]:
    """Let people whom nothing bars enter a round and agree."""
    return [
        await enter_nominee(
            committee.actor(),
            found,
            NomineeWish(person=(await a_person(committee.on)).id, consented=True),
        )
        for _ in range(count)
    ]


async def screened(committee: Committee, found: UUID, entered: list[NomineeView]) -> None:
    """Score all nominees by three of the five, and name them all as finalists."""
    await begin_screening(committee.actor(), found, StepWish())
    for each in entered:
        for number in range(3):
            await score_nominee(
                committee.actor(number), each.id, ScoreWish(points={"fairness": 3 + number})
            )
    wish = FinalistsWish(nominees=tuple(each.id for each in entered))
    await name_finalists(committee.actor(), found, wish)
    await record_consultation(
        committee.actor(), found, ConsultationWish(held_on=committee.on, present="All.")
    )


async def slated(
    committee: Committee, found: UUID, seats: tuple[str, ...], entered: list[NomineeView]
) -> None:
    """Decide a slate of three for each seat."""
    for number, seat in enumerate(seats):
        names = tuple(each.id for each in entered[3 * number : 3 * number + 3])
        await decide_slate(
            committee.actor(),
            found,
            SlateWish(seat=seat, nominees=names, ballots=committee.all_agree),
        )


async def submitted(
    on: date, seats: tuple[str, ...] = ALLIANCE_SEATS[:1], closes_on: date | None = None
) -> tuple[Committee, RoundView]:
    """Bring a round for some seats to Council, in two days."""
    committee = await a_committee(on)
    call = await a_call(committee, seats, closes_on or on)
    entered = await nominees(committee, call.id, 3 * len(seats))
    late = committee.later(date.fromordinal((closes_on or on).toordinal() + 1))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    await slated(late, call.id, seats, entered)
    await submit_slates(late.actor(), call.id, StepWish())
    return late, call


async def rejected(found: UUID, seat: str, on: date, count: int = 3) -> None:
    """Let Council reject some of the names for a seat, in writing."""
    body = await get_body(SLUG)
    (slate,) = (each for each in await slates_of(body, CHARTER, found) if each.seat == seat)
    for each in slate.names[:count]:
        wish = Answered(fate=Fate.REJECTED, reason="Not this time.")
        await answer_nominee(reviewer(on), each.id, wish)
