"""What must hold of rounds after every deed, from the bare rows and by no code of the program.

Only what the public reads is asked of the program itself: none of it may name a nominee whose
round's rule has not lifted it.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import msgspec

from appointments.rules.rounds import Step
from appointments.services.embargoes import withheld_people
from appointments.services.round_records import round_record
from appointments.services.seats import roster_on
from governance.clock import day_in
from governance.database import Engine
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.front.due import due_for
from governance.front.exports import popolo_of, tables_of
from governance.rules.access import Role
from governance.services.bodies import get_body
from governance.services.letters import list_letters, unseen_by
from tests.app import SLUG
from tests.properties.alliance import Alliance
from tests.properties.invariants import Watcher
from tests.properties.town import CHARTER, Past

ORDER = (
    *("draft", "call_open", "call_closed", "screening", "finalists"),
    *("consulted", "slated", "submitted", "closed"),
)
LEFT_OUT = {
    "calls": {"call_open", "call_closed"},
    "screens": {"screening", "finalists"},
    "consults": {"consulted"},
}
OUT = {"rejected", "withdrawn"}
FAR_AHEAD = timedelta(days=900)


@dataclass
class Rounds:
    """Looks at the rounds after each step, and remembers where each of them stood."""

    alliance: Alliance
    record: Watcher
    stood: dict[UUID, list[str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    settled: set[tuple[UUID, str]] = field(default_factory=set)
    links: int = 0

    async def looks(self, engine: Engine, *, closely: bool) -> None:
        """Hold every invariant; what the public reads is asked only when looking closely."""
        await self.record.looks(engine)
        self.links = self.links or len(self.record.links)
        rounds = {row["id"]: row for row in await engine.read("SELECT * FROM nomination_round")}
        seats = await engine.read("SELECT * FROM round_seat")
        names = await engine.read(
            "SELECT s.*, n.person, n.consented_at, n.state FROM slate_name s "
            "JOIN nominee n ON n.id = s.nominee"
        )
        await self.steps_are_taken_in_their_order_and_never_back(engine, rounds, seats)
        self.a_seat_s_outcome_is_what_was_answered(rounds, seats, names)
        await self.slates_were_decided_by_the_committee(engine, rounds, names)
        await self.nobody_scored_themselves_or_family(engine)
        if closely:
            await self.nobody_is_named_before_the_time(engine, rounds, seats, names)

    async def steps_are_taken_in_their_order_and_never_back(
        self, engine: Engine, rounds: Mapping[UUID, Row], seats: list[Row]
    ) -> None:
        """The life cycle: each step once, in its order; only seats settled otherwise end early."""
        taken: dict[UUID, list[str]] = defaultdict(list)
        for row in await engine.read("SELECT round, step FROM round_step ORDER BY at"):
            taken[row["round"]].append(row["step"])
        for found, one in rounds.items():
            how = _settings(one)
            left_out = {s for name, some in LEFT_OUT.items() if not how[name] for s in some}
            order = [step for step in ORDER if step not in left_out]
            went = sorted(taken[found], key=ORDER.index)
            assert len(set(went)) == len(went)
            lasting = [step for step in went if step != "closed"]
            assert lasting == order[: len(lasting)], (went, order)
            assert one["step"] == went[-1]
            before = self.stood.get(found, [])
            assert set(before) <= set(went), (before, went)
            self.stood[found] = went
            self.seen[went[-1]] += len(before) < len(went)
            open_seats = [s for s in seats if s["round"] == found and s["outcome"] == "open"]
            assert (one["step"] == "closed") == (not open_seats)
        open_for = Counter(row["seat"] for row in seats if row["outcome"] == "open")
        assert max(open_for.values(), default=0) <= 1, open_for

    def a_seat_s_outcome_is_what_was_answered(
        self, rounds: Mapping[UUID, Row], seats: list[Row], names: list[Row]
    ) -> None:
        """18-4H(3): one is confirmed, or all are out and a replacement follows, once."""
        for row in seats:
            fates = [
                n["fate"] for n in names if (n["round"], n["seat"]) == (row["round"], row["seat"])
            ]
            followed = [
                one
                for one in rounds.values()
                if one["follows"] == row["round"]
                and any((s["round"], s["seat"]) == (one["id"], row["seat"]) for s in seats)
            ]
            assert fates.count("confirmed") <= 1
            assert (row["outcome"] == "confirmed") == ("confirmed" in fates)
            assert len(followed) == (row["outcome"] == "all_rejected")
            if row["outcome"] == "all_rejected":
                assert set(fates) <= OUT
            if (row["id"], row["outcome"]) not in self.settled:
                self.settled.add((row["id"], row["outcome"]))
                self.seen[row["outcome"]] += 1
            if row["outcome"] == "open" and rounds[row["round"]]["step"] == "submitted":
                assert not fates or not set(fates) <= OUT
        for each in names:
            assert each["fate"] != "rejected" or each["reason"].strip()
            answered = each["fate"] not in ("open", "withdrawn")
            assert not answered or rounds[each["round"]]["step"] in ("submitted", "closed")

    async def slates_were_decided_by_the_committee(
        self, engine: Engine, rounds: Mapping[UUID, Row], names: list[Row]
    ) -> None:
        """A quorum voted and more than half of it said yes; nobody stands twice or is barred."""
        cast = await engine.read("SELECT * FROM slate_ballot")
        by_slate: dict[tuple[UUID, str], list[Row]] = defaultdict(list)
        for row in names:
            by_slate[row["round"], row["seat"]].append(row)
        for (found, seat), some in by_slate.items():
            how = _settings(rounds[found])
            assert len(some) == how["slate"]
            said = [b["ballot"] for b in cast if (b["round"], b["seat"]) == (found, seat)]
            assert len(said) >= how["quorum"]
            assert 2 * said.count("yes") > len(said)
            for each in some:
                assert each["consented_at"] is not None
                if each["state"] == "withdrawn":
                    assert each["fate"] in OUT
                else:
                    assert not how["screens"] or each["state"] == "finalist"
                assert self.record.pasts[each["person"]] is not Past.DEPARTMENT, each
        for found in rounds:
            people = [row["person"] for row in names if row["round"] == found]
            assert len(set(people)) == len(people)

    async def nobody_scored_themselves_or_family(self, engine: Engine) -> None:
        rows = await engine.read(
            "SELECT s.member, n.person, n.relatives FROM screening_score s "
            "JOIN nominee n ON n.id = s.nominee"
        )
        for row in rows:
            assert row["member"] != row["person"]
            assert str(row["member"]) not in row["relatives"]

    async def nobody_is_named_before_the_time(
        self, engine: Engine, rounds: Mapping[UUID, Row], seats: list[Row], names: list[Row]
    ) -> None:
        """Invariant 8: nothing public names a nominee but by the rule of a round, or in office."""
        secret = await self._secret(engine, rounds, seats, names)
        if secret:
            said = await self._public(engine, rounds)
            found = {int(number) for number in re.findall(r"Person (\d+)\b", said)}
            assert not found & secret, found & secret
            for person in self._ids(secret):
                at = said.find(f'"{person}"')
                assert at < 0, said[at - 300 : at + 300]
            self.seen["withheld"] += 1

    async def _secret(
        self, engine: Engine, rounds: Mapping[UUID, Row], seats: list[Row], names: list[Row]
    ) -> set[int]:
        """Return the numbers of those whom no rule lets the public know, nor their office."""
        nominated = {row["person"] for row in await engine.read("SELECT person FROM nominee")}
        named = {
            (row["person"], row["seat"])
            for row in await engine.read(
                "SELECT v.person, v.seat FROM provision v JOIN legislation l "
                "ON l.id = v.legislation WHERE l.draft = FALSE "
                "UNION SELECT person, seat FROM appointment"
            )
        }
        known = set()
        for each in names:
            if each["fate"] != "confirmed":
                continue
            family = _family(each["round"], rounds)
            waiting = [s for s in seats if s["round"] in family and s["outcome"] == "open"]
            by_seats = _settings(rounds[each["round"]])["embargo"] == "all_confirmed"
            lifted = not waiting if by_seats else (each["person"], each["seat"]) in named
            if lifted:
                known.add(each["person"])
        withheld = await withheld_people(await get_body(SLUG), CHARTER)
        assert withheld == nominated - known
        self.seen["lifted"] += bool(known)
        serving = await engine.read(
            "SELECT person FROM service WHERE since <= $1", self.alliance.town.on
        )
        known |= {row["person"] for row in serving}
        people = self.alliance.town.people
        return {people.index(person) for person in nominated - known}

    def _ids(self, numbers: set[int]) -> list[UUID]:
        people = self.alliance.town.people
        return [people[number] for number in numbers]

    async def _public(self, engine: Engine, rounds: Mapping[UUID, Row]) -> str:
        """Return everything that the public, the chair or a member read, as one text."""
        body = await get_body(SLUG)
        town = self.alliance.town
        actor = town.by(Role.CHAIR)
        today: date = day_in(actor.at, body.timezone)
        told: list[object] = [
            await roster_on(body, today, today=today),
            await roster_on(body, today + FAR_AHEAD, today=today),
            await popolo_of(body, today),
            [table.rows for table in await tables_of(body, today)],
            [str(item.what) for item in await due_for(actor, body, today)],
            [str(item.what) for item in await due_for(actor, body, today + FAR_AHEAD)],
            await list_letters(body, unseen=unseen_by(actor)),
        ]
        for found, one in rounds.items():
            if one["step"] == Step.CLOSED.value:
                told.append(await round_record(body, CHARTER, found))
            else:
                try:
                    await round_record(body, CHARTER, found)
                except NotFoundError:
                    continue
                raise AssertionError("a round that is not closed has no public record")
        entries = await engine.read(
            "SELECT entry FROM audit WHERE seq > $1 ORDER BY seq", self.links
        )
        self.links += len(entries)
        told.append([row["entry"] for row in entries])
        return "\n".join(msgspec.json.encode(each).decode() for each in told).replace("\\", "")


def _settings(one: Row) -> dict[str, object]:
    how: dict[str, object] = json.loads(one["settings"])
    return how


def _family(found: UUID, rounds: Mapping[UUID, Row]) -> set[UUID]:
    """Return a round with all that it follows and that follow it."""
    family = {found}
    while True:
        more = {
            one["id"]
            for one in rounds.values()
            if one["follows"] in family or any(rounds[f]["follows"] == one["id"] for f in family)
        }
        if more <= family:
            return family
        family |= more
