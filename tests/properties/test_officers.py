"""Ten years of officers, whatever members try: invariants 5, 6 and 9 hold after each meeting.

What may be is computed anew here, from roll, ballots and tenures. OPENSEAT_SEED makes another
history.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Awaitable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from elections.schemas.elections import (
    BallotWish,
    Nomination,
    OfficeEnd,
    Postponement,
    ProTemWish,
    RecordedBallot,
)
from elections.services.ballots import cast_ballot, close_round, open_round, record_ballot
from elections.services.nominations import (
    accept_nomination,
    decline_nomination,
    nominate,
    postpone_election,
)
from elections.services.officers import end_office
from elections.services.presiding import choose_pro_tem
from elections.services.refusals import refuse_office
from governance.audit import first_break
from governance.errors import GovernanceError
from governance.rules.access import Role
from governance.services.bodies import engine
from meetings.schemas.meetings import Arrival, CallToOrder, Departure, Meeting
from meetings.services.sessions import (
    adjourn_meeting,
    call_to_order,
    record_arrival,
    record_departure,
)
from tests.elections.electing import Electing
from tests.meetings.law import here

SEED = int(os.environ.get("OPENSEAT_SEED", "1872"))
YEARS = range(2026, 2036)
OFFICES = ("chair", "vice_chair")
Row = dict[str, Any]  # a row has values of any type


class History:
    """A board whose members try everything, and how often each was done."""

    def __init__(self, electing: Electing) -> None:
        self.electing = electing
        self.chance = Random(SEED)
        self.tried: Counter[str] = Counter()

    def anyone(self) -> UUID:
        return self.chance.choice(self.electing.members)

    def liked(self, office: str) -> UUID:
        """Return whom most would have in an office for ever, or anyone."""
        most = self.electing.members[OFFICES.index(office)]
        return self.chance.choice([most, most, self.anyone()])

    async def tries(self, deed: Awaitable[Any]) -> Any:
        try:
            found = await deed
        except GovernanceError as error:
            self.tried["refused"] += 1
            self.tried["limit"] += "consecutive years" in str(error)
            return None
        self.tried["done"] += 1
        return found

    async def meets(self, day: str) -> None:
        by, sitting = self.electing.by, self.electing.sitting
        starts_at = here(f"{day} 18:30").astimezone(UTC)
        sitting.now = starts_at - timedelta(days=10)
        meeting = await sitting.meeting(starts_at=starts_at)
        sitting.now = starts_at
        there = self.chance.sample(self.electing.members, self.chance.randint(4, 9))
        for person in there:
            await record_arrival(by(), meeting.id, Arrival(person=person))
        await self.begins(meeting, there)
        for office in self.chance.sample(OFFICES, 2) * 2:
            await self.elects(meeting, office)
        await self.tries(adjourn_meeting(by(), meeting.id))

    async def begins(self, meeting: Meeting, there: list[UUID]) -> None:
        """Whoever likes to presides; at last nobody is named, and the meeting begins anyway."""
        by = self.electing.by
        wish = ProTemWish(person=self.anyone(), chosen_by=tuple(there[: self.chance.randint(1, 9)]))
        await self.tries(choose_pro_tem(by(), meeting.id, wish))
        for presiding in (self.anyone(), None):
            await self.tries(call_to_order(by(), meeting.id, CallToOrder(presiding=presiding)))

    async def elects(self, meeting: Meeting, office: str) -> None:
        by, members = self.electing.by, self.electing.members
        election = await self.tries(self.electing.called(meeting, office))
        if election is None:
            return
        for _ in range(3):
            wish = Nomination(person=self.liked(office), nominated_by=self.anyone())
            candidacy = await self.tries(nominate(by(), election.id, wish))
            if candidacy is not None:
                answer = accept_nomination if self.chance.random() < 0.8 else decline_nomination
                await self.tries(answer(by(), candidacy.id))
        for _ in range(self.chance.randint(1, 4)):
            opened = await self.tries(open_round(by(), election.id))
            if opened is None:
                break
            standing = opened.rounds[-1].candidates
            most = self.electing.members[OFFICES.index(office)]
            favourite = most if most in standing else self.chance.choice(standing)
            for voter in range(len(members)):
                named = self.chance.choice([favourite] * 4 + [*standing, None, self.anyone()])
                if self.chance.random() < 0.5:
                    ballot = cast_ballot(
                        by(Role.MEMBER, voter), election.id, BallotWish(candidate=named)
                    )
                else:
                    said = RecordedBallot(voter=members[voter], candidate=named)
                    ballot = record_ballot(by(), election.id, said)
                await self.tries(ballot)
            if self.chance.random() < 0.3:
                left = Departure(person=self.anyone())
                await self.tries(record_departure(by(), meeting.id, left))
            if self.chance.random() < 0.3:
                await self.tries(record_arrival(by(), meeting.id, Arrival(person=self.anyone())))
            if await self.tries(close_round(by(), election.id)) is None:
                break
            if self.chance.random() < 0.15:
                await self.tries(refuse_office(by(), election.id))
            if self.chance.random() < 0.1:
                wish_to = Postponement(reason="Enough for today.")
                await self.tries(postpone_election(by(), election.id, wish_to))

    async def somebody_leaves(self, day: str) -> None:
        self.electing.sitting.now = here(f"{day} 10:00").astimezone(UTC)
        office = self.chance.choice(OFFICES)
        wish = OfficeEnd(office=office, reason="Resigned the office.")
        await self.tries(end_office(self.electing.by(), wish))


async def every_count_follows_from_roll_and_ballots(tried: Counter[str]) -> None:
    """Invariant 5, computed anew."""
    read = engine().read
    stays = defaultdict(list)
    for stay in await read("SELECT meeting, person, arrived_at, left_at FROM attendance"):
        stays[stay["meeting"]].append(stay)
    ballots = defaultdict(dict)
    for row in await read("SELECT round, voter, candidate FROM ballot"):
        assert row["voter"] not in ballots[row["round"]]
        ballots[row["round"]][row["voter"]] = row["candidate"]
    rounds = await read(
        "SELECT r.id, r.closed_at, r.result, r.number, r.candidates, e.meeting, e.winner, e.state "
        "FROM election_round r JOIN election e ON e.id = r.election WHERE r.closed_at IS NOT NULL"
    )
    for each in rounds:
        present = _present(stays[each["meeting"]], each["closed_at"])
        named = Counter(
            candidate for voter, candidate in ballots[each["id"]].items() if voter in present
        )
        result = json.loads(each["result"])
        elected = [
            who for who, ayes in named.items() if who is not None and 2 * ayes > len(present)
        ]
        expected = str(elected[0]) if len(present) >= 5 and elected else None
        assert result["winner"] == expected
        assert {*map(str, named)} - {"None"} <= set(json.loads(each["candidates"]))
        tried["decided" if expected else "undecided"] += 1


def _present(stays: list[Row], at: datetime) -> set[UUID]:
    return {
        stay["person"]
        for stay in stays
        if stay["arrived_at"] <= at and (stay["left_at"] is None or stay["left_at"] > at)
    }


async def nobody_is_an_officer_too_long() -> None:
    """Invariant 6: at most one of each at a time, nobody for more than three years running."""
    rows = await engine().read("SELECT office, person, since, until, remainder FROM officer")
    held = [row for row in rows if row["since"] < row["until"]]
    for mine in held:
        for other in held:
            same = mine["office"] == other["office"] or mine["person"] == other["person"]
            apart = mine["until"] <= other["since"] or other["until"] <= mine["since"]
            assert mine is other or not same or apart
        assert mine["until"] <= _july(_year(mine["since"]) + 1)
    whole = {
        (row["office"], row["person"], _year(row["since"])) for row in held if not row["remainder"]
    }
    for office, person, year in whole:
        assert not all((office, person, year + more) in whole for more in range(4))


async def the_chain_is_whole() -> None:
    """Invariant 9."""
    rows = await engine().read("SELECT entry, digest FROM audit ORDER BY seq")
    assert first_break([(row["entry"], row["digest"]) for row in rows]) is None


def _year(on: date) -> int:
    return on.year if on >= _july(on.year) else on.year - 1


def _july(year: int) -> date:
    return date(year, 7, 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_officers_of_ten_years_whatever_is_tried(electing: Electing) -> None:
    history = History(electing)
    for year in YEARS:
        await history.meets(f"{year}-07-09")
        if history.chance.random() < 0.3:
            await history.somebody_leaves(f"{year}-10-20")
        await history.meets(f"{year}-11-12")
        await nobody_is_an_officer_too_long()
    await every_count_follows_from_roll_and_ballots(history.tried)
    await the_chain_is_whole()
    print(f"seed {SEED}: {dict(history.tried)}")
    assert min(history.tried["done"], history.tried["refused"]) > 100
    if "OPENSEAT_SEED" not in os.environ:
        assert history.tried["limit"] > 0
    assert min(history.tried["decided"], history.tried["undecided"]) > 3
