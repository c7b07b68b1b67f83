"""Meetings at which anything is moved upon anything, chosen by Hypothesis.

After every step, from bare rows and by no rule of the program: no motion leaves its life cycle,
its words are those of the amendments that were adopted, each closed vote comes out as fingers
count it, nothing written down is changed, and nothing private is public.
"""

import asyncio
import itertools
import json
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from governance.app import TABLES
from governance.charter.load import bundled_charter
from governance.database import Engine, bind, open_engine
from governance.errors import GovernanceError
from governance.rules.access import Role
from governance.schemas.bodies import CharterText
from governance.services.bodies import charter_on
from governance.services.founding import found_body
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.meetings import Arrival, Departure, ItemWish, Meeting
from meetings.schemas.motions import (
    CastVote,
    DisclosureWish,
    MotionWish,
    Seconding,
    TakingPart,
    VoteCorrectionWish,
    Withdrawal,
)
from meetings.services import (
    consoles,
    corrections,
    disclosures,
    motions,
    recusals,
    returns,
    sessions,
    votes,
)
from meetings.services.agendas import add_agenda_item
from tests.meetings.sitting import NOW, Sitting, acting, seat_members

SECRET = "Zebulon Quartermain"
PENDING = {"moved", "seconded"}
ENDS = {"withdrawn", "died", "tabled", "referred", "postponed", "divided"}
LIVES = {
    "moved": {"seconded", "put", *ENDS},
    "seconded": {"put", *ENDS},
    "put": {"decided", "died"},
    "decided": {"died"},
    "died": {"decided"},
}
"""Where a motion can go, as the domain tells it; from elsewhere there is no way."""

KINDS = [
    *["main"] * 4,
    *["amend"] * 6,
    *("subpoena", "removal", "divide", "refer", "postpone", "close_debate", "table"),
    *("recess", "reconsider", "reconsider", "rescind", "from_table"),
]
people = st.integers(0, 8)
Copied = Callable[[], tuple[str, Sitting, Meeting]]


class Histories(RuleBasedStateMachine):
    """One long meeting."""

    copied: Copied
    tried: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        url, self.sitting, self.meeting = self.copied()
        self.engine = open_engine(url)
        bind(self.engine, TABLES)
        self.states: dict[UUID, str] = {}
        self.links: list[str] = []
        self.numbers = itertools.count()

    def teardown(self) -> None:
        self.loop.run(self.engine.close_connection_pool())
        self.loop.close()

    def tries(self, deed: Awaitable[object]) -> None:
        async def attempt() -> None:
            try:
                await deed
                self.tried["done"] += 1
            except GovernanceError:
                self.tried["refused"] += 1

        self.loop.run(attempt())

    def a_motion(self, number: int) -> UUID:
        """Choose among the latest motions, those that are pending before the others."""
        rows = self.loop.run(
            self.engine.read(
                "SELECT id FROM motion ORDER BY "
                "CASE WHEN state IN ('moved', 'seconded', 'put') THEN 0 ELSE 1 END, number DESC "
                "LIMIT 4"
            )
        )
        return rows[number % len(rows)]["id"] if rows else UUID(int=0)  # type: ignore[no-any-return]  # rows are bare

    def by(self, member: int | None = None) -> Any:
        role = Role.CHAIR if member is None else Role.MEMBER
        return self.sitting.by(role, member)

    @rule(kind=st.sampled_from(KINDS), mover=people, number=st.integers(0, 3))
    def moves(self, kind: str, mover: int, number: int) -> None:
        """Somebody moves anything; a recess is over before."""
        if number:
            self.goes_on_after_a_recess()
        words = f"Words {next(self.numbers)}."
        wish = MotionWish(
            kind=kind,
            text="" if kind == "amend" else words,
            wording=f"{words}\n\nAnd more of them.",
            mover=self.sitting.members[mover],
            target=self.a_motion(number),
            about=self.sitting.members[number],
            referred_to="Policy committee",
            until_day=self.sitting.now.date() + timedelta(days=number),
        )
        self.tries(motions.make_motion(self.by(), self.meeting.id, wish))

    @rule(kind=st.sampled_from(KINDS), mover=st.integers(0, 4), number=st.integers(0, 3))
    def moves_rightly(self, kind: str, mover: int, number: int) -> None:
        """Somebody moves what is perhaps in order, and another one seconds."""
        self.moves(kind, mover, number)
        self.seconds(mover + 1, 0)

    @rule(kind=st.sampled_from(KINDS), mover=st.integers(0, 4), number=st.integers(0, 3))
    def agrees(self, kind: str, mover: int, number: int) -> None:
        """What is moved is carried, as nobody objects."""
        self.moves_rightly(kind, mover, number)
        self.goes_on(0, "c")

    @rule(
        kind=st.sampled_from(KINDS),
        mover=st.integers(0, 4),
        said=st.lists(st.sampled_from(["yes", "yes", "no", "abstain", ""]), min_size=9, max_size=9),
    )
    def decides(self, kind: str, mover: int, said: list[str]) -> None:
        """What is moved is voted upon."""
        self.moves_rightly(kind, mover, 0)
        self.goes_on(0, "p")
        self.vote(said)

    @rule(second=people, number=st.integers(0, 1))
    def seconds(self, second: int, number: int) -> None:
        wish = Seconding(person=self.sitting.members[second])
        self.tries(motions.second_motion(self.by(), self.a_motion(number), wish))

    @rule(number=st.integers(0, 3), what=st.sampled_from("pppccswwd"))
    def goes_on(self, number: int, what: str) -> None:
        motion = self.a_motion(number)
        deeds: dict[str, Callable[[], Awaitable[object]]] = {
            "p": lambda: motions.put_motion(self.by(), motion),
            "c": lambda: votes.decide_by_consent(self.by(), motion),
            "s": lambda: motions.state_motion(self.by(), motion),
            "w": lambda: motions.withdraw_motion(self.by(), motion, Withdrawal(by_leave=True)),
            "d": lambda: returns.take_up_motion(self.by(), self.meeting.id, motion),
        }
        self.tries(deeds[what]())

    @rule(
        said=st.lists(st.sampled_from(["yes", "yes", "no", "abstain", ""]), min_size=9, max_size=9)
    )
    def vote(self, said: list[str]) -> None:
        """Everybody taps, the absent and the recused too; then the vote is closed."""
        motion = self.a_motion(0)
        for member, choice in enumerate(said[:9]):
            if choice:
                wish = CastVote(choice=Choice(choice))
                self.tries(votes.cast_vote(self.by(member), motion, wish))
        self.tries(votes.close_vote(self.by(), motion))

    @rule(member=people, comes=st.sampled_from([True, True, True, False]))
    def comes_or_goes(self, member: int, comes: bool) -> None:
        person = self.sitting.members[member]
        if comes:
            deed: Awaitable[object] = sessions.record_arrival(
                self.by(), self.meeting.id, Arrival(person=person)
            )
        else:
            gone = Departure(person=person)
            deed = sessions.record_departure(self.by(), self.meeting.id, gone)
        self.tries(deed)

    @rule(member=people, number=st.integers(0, 2), back=st.sampled_from([True, True, False]))
    def stands_aside(self, member: int, number: int, back: bool) -> None:
        motion = self.a_motion(number)
        if back:
            again = TakingPart(reason="Another one of that name.")
            self.tries(recusals.take_part_again(self.by(member), motion, again))
        else:
            wish = DisclosureWish(relation=Relation.OTHER, reason="It is so.")
            self.tries(recusals.declare_recusal(self.by(member), motion, wish))

    @rule(member=people, number=st.integers(0, 3), choice=st.sampled_from(list(Choice)))
    def corrects(self, member: int, number: int, choice: Choice) -> None:
        for outcome in (Outcome.CARRIED, Outcome.LOST):
            wish = VoteCorrectionWish(
                person=self.sitting.members[member],
                choice=choice,
                reason="A slip.",
                outcome=outcome,
            )
            self.tries(corrections.correct_vote(self.by(), self.a_motion(number), wish))

    def goes_on_after_a_recess(self) -> None:
        self.tries(sessions.resume_meeting(self.by(), self.meeting.id))

    @invariant()
    def what_must_hold_holds(self) -> None:
        self.loop.run(self.looks())

    async def looks(self) -> None:
        rows = await self.engine.read("SELECT * FROM motion ORDER BY number")
        self.no_motion_leaves_its_life(rows)
        await words_are_those_that_were_adopted(self.engine, rows)
        for row in rows:
            if row["closed_at"] is not None:
                await a_closed_vote_is_as_fingers_count_it(self.engine, row, self.sitting.members)
        await self.the_record_has_only_grown()
        view = await consoles.meeting_view(self.sitting.body, self.meeting.id, self.sitting.now)
        assert SECRET not in str(view)

    def no_motion_leaves_its_life(self, rows: list[dict[str, Any]]) -> None:
        assert sum(row["state"] == "put" for row in rows) <= 1
        assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            before = self.states.get(row["id"], "moved")
            if before != row["state"]:
                assert reaches(before, row["state"]), (before, row["state"])
                self.tried[row["state"]] += 1
            self.states[row["id"]] = row["state"]
            assert (row["seconder"] is None) or row["seconder"] != row["mover"]

    async def the_record_has_only_grown(self) -> None:
        rows = await self.engine.read("SELECT entry, digest FROM audit ORDER BY seq")
        digests = [row["digest"] for row in rows]
        assert digests[: len(self.links)] == self.links
        assert all(SECRET not in row["entry"] for row in rows[len(self.links) :])
        self.links = digests


def reaches(before: str, after: str) -> bool:
    """Say whether one state leads to another, perhaps by several steps of one deed."""
    seen, ways = set(), {before}
    while ways:
        state = ways.pop()
        if state == after:
            return True
        seen.add(state)
        ways |= LIVES.get(state, set()) - seen
    return False


async def words_are_those_that_were_adopted(engine: Engine, rows: list[dict[str, Any]]) -> None:
    """A motion reads as the last carried amendment upon it proposed, or as it was moved."""
    for row in rows:
        if row["kind"] == "amend":
            continue
        adopted = [
            each
            for each in rows
            if each["target"] == row["id"]
            and each["kind"] == "amend"
            and each["outcome"] == "carried"
        ]
        versions = await engine.read(
            "SELECT text FROM wording WHERE motion = $1 ORDER BY version", row["id"]
        )
        last = max(adopted, key=lambda each: each["closed_at"], default=None)
        assert len(versions) == (len(adopted) + 1 if adopted else 0)
        if last is not None:
            assert row["text"] == last["proposed"] == versions[-1]["text"]


async def a_closed_vote_is_as_fingers_count_it(
    engine: Engine, motion: dict[str, Any], members: tuple[UUID, ...]
) -> None:
    """Nine seats, five for a quorum: the law of the first board, counted anew."""
    closed_at = motion["closed_at"]
    stays = await engine.read(
        "SELECT person, arrived_at, left_at FROM attendance WHERE meeting = $1", motion["meeting"]
    )
    present = {
        stay["person"]
        for stay in stays
        if stay["arrived_at"] <= closed_at and (not stay["left_at"] or stay["left_at"] > closed_at)
    }
    aside: dict[UUID, bool] = {}
    for entry in await engine.read(
        "SELECT person, takes_part, declared_at FROM recusal_entry "
        "WHERE motion = $1 OR item = $2 ORDER BY declared_at",
        motion["id"],
        motion["item"],
    ):
        if entry["declared_at"] <= closed_at:
            aside[entry["person"]] = not entry["takes_part"]
    cast = await engine.read("SELECT person, choice FROM vote WHERE motion = $1", motion["id"])
    assert len({vote["person"] for vote in cast}) == len(cast)
    assert {vote["person"] for vote in cast} <= set(members)
    heard = [
        vote["choice"]
        for vote in cast
        if vote["person"] in present and not aside.get(vote["person"])
    ]
    assert motion["outcome"] == counted(motion, len(present), heard)
    assert json.loads(motion["tally"])["count"]["ayes"] == heard.count("yes")


def counted(motion: dict[str, Any], there: int, heard: list[str]) -> str:
    """Say what a vote comes to; `there` are the members in the room."""
    ayes, noes = heard.count("yes"), heard.count("no")
    if there < 5:
        return "no_quorum"
    if motion["kind"] in ("subpoena", "rescind"):
        carried = ayes >= 5
    elif motion["kind"] == "close_debate":
        carried = ayes >= 1 and 3 * ayes >= 2 * (ayes + noes)
    else:
        carried = 2 * ayes > there
    return "carried" if carried and ayes != noes else "lost"


async def _prepared(url: str) -> tuple[Sitting, Meeting]:
    opened = open_engine(url)
    bind(opened, TABLES)
    body = await found_body(
        acting(Role.ADMINISTRATOR), CharterText(text=bundled_charter("rochester-pab"))
    )
    sitting = Sitting(body, await charter_on(body, NOW.date()), await seat_members(body))
    stated = DisclosureStatement(party=SECRET, relation=Relation.FAMILY, details=SECRET)
    await disclosures.state_disclosure(sitting.by(Role.MEMBER, 0), stated)
    meeting = await sitting.in_session(there=7)
    await add_agenda_item(sitting.by(), meeting.id, ItemWish(title="Policy"))
    await sitting.decided(meeting)
    await sitting.seconded(meeting)
    await opened.close_connection_pool()
    return sitting, meeting


def test_whatever_is_moved_no_motion_leaves_its_life(sqlite_template: Path, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared.db"
    shutil.copyfile(sqlite_template, prepared)
    sitting, meeting = asyncio.run(_prepared(f"sqlite:///{prepared}"))
    numbers = itertools.count()

    def copied() -> tuple[str, Sitting, Meeting]:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(prepared, path)
        fresh = Sitting(sitting.body, sitting.charter, sitting.members, sitting.now)
        return f"sqlite:///{path}", fresh, meeting

    tried: Counter[str] = Counter()
    machine = type("Histories", (Histories,), {"copied": staticmethod(copied), "tried": tried})
    chosen = settings(
        max_examples=6,
        stateful_step_count=70,
        deadline=None,
        database=None,
        print_blob=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(1848)(machine), settings=chosen)
    print(dict(tried))
    assert min(tried["done"], tried["refused"]) > 200
    assert tried["decided"] > 20
    assert len({"died", "divided", "withdrawn", "tabled", "referred", "postponed"} & set(tried)) > 2
