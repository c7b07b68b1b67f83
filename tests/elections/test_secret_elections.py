"""Choosing a committee by secret ballot, deed by deed, on both engines."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest

from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.services.alliances import (
    admit_organization,
    alliance_on,
    committee_on,
    name_representative,
)
from elections.rules.secret_elections import SecretStage
from elections.schemas.secret import (
    CallingOff,
    Receipt,
    SecretAnswer,
    SecretElection,
    SecretMarks,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services.published import digest, read_file, verify
from elections.services.secret_ballots import cast_secret_ballot
from elections.services.secret_elections import (
    answer_secret_nomination,
    call_off_secret_election,
    count_secret_ballots,
    declare_secret_result,
    nominate_in_secret_election,
    open_secret_voting,
    set_up_secret_election,
)
from elections.services.secret_files import (
    find_secret_ballot,
    get_secret_election,
    read_secret_file,
)
from governance.errors import BadInputError, NotAllowedError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body
from governance.services.accounts import create_account
from governance.services.bodies import charter_on, engine
from governance.services.roles import grants_of
from tests.app import SLUG
from tests.appointments.makers import CHARTER

MORNING = datetime(2026, 3, 2, 15, tzinfo=UTC)
CLOSES = MORNING + timedelta(days=7)
AFTER = CLOSES + timedelta(hours=1)
BEGIN = date(2026, 4, 1)


def by(
    role: Role = Role.ALLIANCE_COMMITTEE, at: datetime = MORNING, person: UUID | None = None
) -> Actor:
    return Actor(body=SLUG, at=at, name="Test", grants=frozenset({Grant(role)}), person=person)


@dataclass
class Choosing:
    """An alliance of four organizations with two representatives each."""

    body: Body
    voters: list[UUID]

    async def set_up(self, candidates: int = 7) -> SecretElection:
        election = await set_up_secret_election(by(), SecretSetup(since=BEGIN))
        for number in range(candidates):
            wish = SecretNomination(name=f"Candidate {number}", agreed=True)
            election = await nominate_in_secret_election(by(), election.id, wish)
        return election

    async def voting(self, candidates: int = 7) -> SecretElection:
        election = await self.set_up(candidates)
        return await open_secret_voting(by(), election.id, SecretOpening(closes_at=CLOSES))

    async def cast(
        self,
        election: SecretElection,
        voter: int,
        said: str,
        *,
        at: datetime = MORNING,
        code: str = "",
    ) -> Receipt:
        """Let a voter rank candidates by number, such as "204"."""
        people = [each.person for each in election.candidates]
        marks = {people[int(each)]: place for place, each in enumerate(said, 1)}
        wish = SecretMarks(marks=marks, blank=not said, code=code)
        actor = by(Role.ALLIANCE_REPRESENTATIVE, at, self.voters[voter])
        return await cast_secret_ballot(self.body, CHARTER, actor, election.id, wish)


@pytest.fixture
async def choosing(board: Body) -> Choosing:
    voters = []
    for number in range(4):
        joined = OrganizationWish(
            authority="alliance", name=f"Organization {number}", joined_on=date(2020, 1, 1)
        )
        organization = await admit_organization(by(), joined)
        for place in range(2):
            wish = RepresentativeWish(name=f"Voter {number} {place}", since=date(2020, 1, 1))
            organization = await name_representative(by(), organization.id, wish)
        voters += [each.person for each in organization.representatives]
    return Choosing(board, voters)


async def test_five_are_chosen_and_serve_from_the_day_named(choosing: Choosing) -> None:
    election = await choosing.voting()
    assert (election.seats, election.entitled, election.voted) == (5, 8, 0)
    receipts = [
        await choosing.cast(election, voter, said)
        for voter, said in enumerate(["012", "12", "2", "34", "45", "0", ""])
    ]
    counted = await count_secret_ballots(by(at=AFTER), election.id)
    assert (counted.state, counted.voted) == (SecretStage.COUNTED, 7)
    file = await read_secret_file(choosing.body, election.id)
    assert (file.result.ballots, file.result.blank, len(file.result.elected)) == (6, 1, 5)
    found = await find_secret_ballot(choosing.body, election.id, receipts[3].code.lower())
    assert found.names == ("Candidate 3", "Candidate 4")
    assert (await find_secret_ballot(choosing.body, election.id, receipts[6].code)).names == ()
    declared = await declare_secret_result(by(at=AFTER), election.id)
    assert declared.state is SecretStage.DECLARED
    assert await committee_on(choosing.body, "alliance", date(2026, 3, 31)) == frozenset()
    sitting = await committee_on(choosing.body, "alliance", BEGIN)
    assert {str(each) for each in sitting} == set(file.result.elected)
    later = await alliance_on(choosing.body, CHARTER, BEGIN)
    assert later.committee[0].chosen_how == "Elected by secret ballot, 6 ballots."


async def test_those_elected_have_the_powers_of_the_committee_from_their_first_day(
    choosing: Choosing,
) -> None:
    election = await choosing.voting(5)
    await choosing.cast(election, 0, "01234")
    await count_secret_ballots(by(at=AFTER), election.id)
    accounts = [
        await create_account(
            AccountWish(
                email=f"c{number}@test.example",
                name=each.name,
                password="a long enough password",
                person=each.person,
            ),
            at=AFTER,
        )
        for number, each in enumerate(election.candidates)
    ]
    await declare_secret_result(by(at=AFTER), election.id)
    for each in accounts:
        assert await grants_of(each.id, choosing.body.id, date(2026, 3, 31)) == frozenset()
        held = await grants_of(each.id, choosing.body.id, BEGIN)
        assert held == {Grant(Role.ALLIANCE_COMMITTEE)}


async def test_a_committee_chosen_anew_takes_the_place_of_the_old(choosing: Choosing) -> None:
    for _ in range(2):
        election = await choosing.voting(5)
        await choosing.cast(election, 0, "0")
        await count_secret_ballots(by(at=AFTER), election.id)
        await declare_secret_result(by(at=AFTER), election.id)
    assert len(await committee_on(choosing.body, "alliance", BEGIN)) == 5
    with pytest.raises(RuleBrokenError, match="5 serve then") as refused:
        await set_up_secret_election(by(), SecretSetup(since=BEGIN, seats=2))
    assert refused.value.findings[0].clause == "18-4I(1)"


async def test_the_published_file_proves_itself(choosing: Choosing) -> None:
    election = await choosing.voting()
    for voter, said in enumerate(["01", "10", "23", "32", "4"]):
        await choosing.cast(election, voter, said)
    await count_secret_ballots(by(at=AFTER), election.id)
    sent = msgspec.json.encode(await read_secret_file(choosing.body, election.id))
    file = read_file(sent)
    assert all(each.agrees for each in verify(file))
    told = await engine().read("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1")
    assert digest(file) in told[0]["entry"]
    ballot = msgspec.structs.replace(file.ballots[0], choices=())
    forged = msgspec.structs.replace(file, ballots=(ballot, *file.ballots[1:]))
    assert not all(each.agrees for each in verify(forged))
    seed = msgspec.structs.replace(file.draw, seed="another")
    assert not verify(msgspec.structs.replace(file, draw=seed))[1].agrees


async def test_the_seed_is_told_only_as_a_hash_before_the_count(choosing: Choosing) -> None:
    election = await choosing.voting()
    seed = (await engine().read("SELECT seed FROM secret_election"))[0]["seed"]
    links = await engine().read("SELECT entry FROM audit")
    assert not any(seed in each["entry"] for each in links)
    assert any(election.commitment in each["entry"] for each in links)
    with pytest.raises(OutOfOrderError, match="once the voting is over"):
        await read_secret_file(choosing.body, election.id)
    with pytest.raises(RuleBrokenError, match="0 of 8 have voted"):
        await count_secret_ballots(by(), election.id)


async def test_of_two_devices_at_once_one_ballot_counts(choosing: Choosing) -> None:
    election = await choosing.voting()
    rivals = [choosing.cast(election, 0, said) for said in ("0", "1")]
    results = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["OutOfOrderError", "Receipt"]
    rows = await engine().read("SELECT code FROM secret_ballot")
    assert len(rows) == 1
    charter = await charter_on(choosing.body, BEGIN)
    assert (await get_secret_election(choosing.body, charter, election.id)).voted == 1


async def test_the_same_ballot_sent_twice_has_one_receipt(choosing: Choosing) -> None:
    election = await choosing.voting()
    code = "abcd-efgh-ijkl-mnop-qrst-uvwx"
    first = await choosing.cast(election, 0, "0", code=code)
    assert first.code == code.upper()
    assert await choosing.cast(election, 0, "0", code=code) == first
    with pytest.raises(OutOfOrderError, match="no second one"):
        await choosing.cast(election, 0, "1", code=code)
    with pytest.raises(BadInputError):
        await choosing.cast(election, 1, "1", code="mine")


async def test_nobody_votes_after_the_hour_or_without_being_on_the_roll(
    choosing: Choosing,
) -> None:
    election = await choosing.voting()
    with pytest.raises(OutOfOrderError, match="The voting ended"):
        await choosing.cast(election, 0, "0", at=CLOSES)
    await choosing.cast(election, 0, "0", at=CLOSES - timedelta(seconds=1))
    choosing.voters.append(election.candidates[0].person)
    with pytest.raises(NotAllowedError, match="not on the roll"):
        await choosing.cast(election, 8, "0")
    await count_secret_ballots(by(at=AFTER), election.id)
    with pytest.raises(OutOfOrderError, match="Nobody can vote now"):
        await choosing.cast(election, 1, "0")


async def test_a_ballot_that_cannot_be_counted_is_not_taken(choosing: Choosing) -> None:
    election = await choosing.voting()
    one, two = (each.person for each in election.candidates[:2])
    actor = by(Role.ALLIANCE_REPRESENTATIVE, person=choosing.voters[0])
    for marks, why in (({one: 1, two: 1}, "used once"), ({one: 2}, "there is no 1"), ({}, "blank")):
        with pytest.raises(RuleBrokenError, match=why):
            await cast_secret_ballot(
                choosing.body, CHARTER, actor, election.id, SecretMarks(marks=marks)
            )
    assert await choosing.cast(election, 0, "01")


async def test_nothing_joins_a_ballot_to_its_voter(choosing: Choosing) -> None:
    election = await choosing.voting()
    before = await engine().read("SELECT count(*) AS number FROM audit")
    revision = await engine().read("SELECT revision FROM body")
    for voter in range(6):
        await choosing.cast(election, voter, str(voter))
    assert await engine().read("SELECT count(*) AS number FROM audit") == before
    assert await engine().read("SELECT revision FROM body") == revision
    assert await engine().read("SELECT 1 FROM idempotency") == []
    if engine().engine_type == "postgres":
        for table in ("secret_ballot", "secret_voter"):
            written = await engine().read(f"SELECT DISTINCT xmin::text AS x FROM {table}")
            assert len(written) == 1
            lying = await engine().read(f"SELECT id FROM {table} ORDER BY ctid")
            assert lying == sorted(lying, key=lambda row: row["id"])
    else:
        with pytest.raises(Exception, match="rowid"):
            await engine().read("SELECT rowid FROM secret_ballot")


async def test_nominees_answer_for_themselves(choosing: Choosing) -> None:
    election = await set_up_secret_election(by(), SecretSetup(since=BEGIN))
    mine = by(Role.ALLIANCE_REPRESENTATIVE, person=choosing.voters[0])
    wish = SecretNomination(person=choosing.voters[1], agreed=True)
    election = await nominate_in_secret_election(mine, election.id, wish)
    (candidate,) = election.candidates
    assert candidate.state == "nominated"
    with pytest.raises(NotAllowedError, match="Only the nominee"):
        await answer_secret_nomination(mine, candidate.id, SecretAnswer(stands=True))
    with pytest.raises(RuleBrokenError, match="Nobody stands"):
        await open_secret_voting(by(), election.id, SecretOpening(closes_at=CLOSES))
    theirs = by(Role.ALLIANCE_REPRESENTATIVE, person=choosing.voters[1])
    election = await answer_secret_nomination(theirs, candidate.id, SecretAnswer(stands=True))
    assert election.candidates[0].state == "accepted"
    with pytest.raises(OutOfOrderError, match="nominated already"):
        await nominate_in_secret_election(mine, election.id, wish)
    with pytest.raises(OutOfOrderError, match="under way"):
        await set_up_secret_election(by(), SecretSetup(since=BEGIN))


async def test_an_election_called_off_forgets_its_ballots(choosing: Choosing) -> None:
    election = await choosing.voting()
    await choosing.cast(election, 0, "0")
    await call_off_secret_election(by(), election.id, CallingOff(reason="A name was missing."))
    assert await engine().read("SELECT 1 FROM secret_ballot") == []
    with pytest.raises(OutOfOrderError, match="called off"):
        await count_secret_ballots(by(at=AFTER), election.id)
    assert (await choosing.set_up()).state is SecretStage.NOMINATING
