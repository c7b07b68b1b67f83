"""Electing officers, deed by deed, on both engines."""

import asyncio
from datetime import UTC, date, timedelta
from uuid import UUID

import msgspec
import pytest

from elections.rules.ballots import Stage
from elections.rules.counts import count_round
from elections.schemas.elections import Nomination, OfficeEnd, Postponement
from elections.services.ballots import close_round, open_round
from elections.services.due import due
from elections.services.files import counted, election_file, elections_at
from elections.services.nominations import (
    decline_nomination,
    nominate,
    postpone_election,
)
from elections.services.officers import end_office, officers_of, officers_on, tenures_of
from governance.errors import BadInputError, NotAllowedError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish
from governance.services.accounts import create_account
from governance.services.bodies import engine
from governance.services.roles import grants_of
from meetings.rules.votes import Room
from meetings.schemas.meetings import Departure, Meeting
from meetings.services.minutes import publish_minutes
from meetings.services.sessions import record_departure
from tests.elections.electing import JULY, Electing
from tests.meetings.law import here
from tests.meetings.sitting import NAMES

ALL_FOR_1 = dict.fromkeys(range(9), 1)


async def test_a_majority_of_those_present_elects_the_chair(electing: Electing) -> None:
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    await electing.standing(election, 1, 2)
    after = await electing.round(
        election, {0: 1, 1: 1, 2: 2, 3: 1, 4: 1, 5: 2, 6: 1, 7: None, 8: 2}
    )
    assert after.state is Stage.DECLARED
    assert after.winner_name == NAMES[1]
    (chair,) = await officers_on(electing.sitting.body, date(2026, 7, 9))
    assert (chair.office, chair.since, chair.until) == ("chair", date(2026, 7, 9), date(2027, 7, 1))
    assert await officers_on(electing.sitting.body, date(2027, 7, 1)) == ()


async def test_nobody_is_elected_by_the_most_votes_and_another_round_follows(
    electing: Electing,
) -> None:
    election = await electing.called(await electing.meeting(7))
    await electing.standing(election, 1, 2, 3)
    first = await electing.round(election, {0: 1, 1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3})
    assert first.state is Stage.OPEN
    assert first.rounds[0].winner is None
    assert first.rounds[0].candidates == tuple(electing.members[n] for n in (1, 2, 3))
    second = await electing.round(election, {0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2})
    assert second.state is Stage.DECLARED
    assert [each.number for each in second.rounds] == [1, 2]


async def test_every_ballot_is_shown_by_name_once_its_round_is_closed(electing: Electing) -> None:
    election = await electing.called(await electing.meeting(6))
    await electing.standing(election, 1)
    await open_round(electing.by(), election.id)
    during = await electing.cast(election, 0, 1)
    assert during.rounds[0].ballots == ()
    assert NAMES[0] not in during.rounds[0].waiting_for
    await electing.cast(election, 0, None)
    for voter in range(1, 5):
        await electing.cast(election, voter, 1)
    after = await close_round(electing.by(), election.id)
    said = {each.name: each.said for each in after.rounds[0].ballots}
    assert said[NAMES[0]] == "abstain"
    assert said[NAMES[1]] == NAMES[1]
    assert said[NAMES[5]] == "silent"
    assert said[NAMES[8]] == "absent"


async def test_the_stored_count_can_be_computed_again(electing: Electing) -> None:
    election = await electing.called(await electing.meeting(5))
    await electing.standing(election, 1, 2)
    await electing.round(election, {0: 1, 1: 1, 2: 2, 3: 1, 4: 2})
    file = await election_file(electing.sitting.body, election.id)
    (held,) = file.rounds
    assert held.kept is not None
    room = Room(
        members=frozenset(each.person for each in held.entitled),
        present=frozenset(held.kept.present),
    )
    again = count_round(held.ballots, held.candidates, room, electing.sitting.charter)
    assert again.winner == counted(held.kept).winner
    assert {who: each.count for who, each in again.tallies.items()} == {
        who: each.count for who, each in counted(held.kept).tallies.items()
    }


async def test_without_a_quorum_no_round_is_opened_and_the_election_is_put_off(
    electing: Electing,
) -> None:
    meeting = await electing.meeting(4)
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    with pytest.raises(RuleBrokenError, match="4 are present"):
        await open_round(electing.by(), election.id)
    wish = Postponement(reason="No quorum.")
    after = await postpone_election(electing.by(), election.id, wish)
    assert after.state is Stage.POSTPONED
    later = await electing.sitting.meeting(starts_at=here("2026-08-06 18:30"))
    assert (await electing.called(later)).state is Stage.CALLED


async def test_a_quorum_lost_during_the_ballot_decides_nothing(electing: Electing) -> None:
    meeting = await electing.meeting(5)
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    await open_round(electing.by(), election.id)
    for voter in range(5):
        await electing.cast(election, voter, 1)
    await record_departure(electing.by(), meeting.id, Departure(person=electing.members[4]))
    after = await close_round(electing.by(), election.id)
    assert after.state is Stage.OPEN
    assert "No quorum" in after.rounds[0].summary


async def test_the_minutes_say_who_named_whom_and_who_was_elected(electing: Electing) -> None:
    meeting = await electing.meeting(5)
    election = await electing.called(meeting)
    await electing.standing(election, 1, 2)
    await electing.round(election, {0: 1, 1: 1, 2: 2, 3: 1})
    await electing.adjourn(meeting)
    published = await publish_minutes(electing.by(), meeting.id)
    lines = [each.text for each in published.lines]
    assert "Chairperson. Nominated: T. Lindqvist and P. Whitfield." in lines
    assert "Round 1, for T. Lindqvist: M. Castellanos, T. Lindqvist, and J. Moreau." in lines
    assert "Round 1, for nobody: S. Brandt." in lines
    assert "The tests part ways on this election." in lines
    told = lines.index("T. Lindqvist is elected Chairperson, through Wednesday, June 30, 2027.")
    assert told < lines.index("Adjournment")


async def test_what_a_meeting_left_undecided_goes_to_the_next(electing: Electing) -> None:
    meeting = await electing.meeting(5)
    left = await electing.called(meeting)
    with pytest.raises(OutOfOrderError, match="called already"):
        await electing.called(meeting)
    await electing.adjourn(meeting)
    body, charter = electing.sitting.body, electing.sitting.charter
    chair, vice = sorted(await elections_at(body, charter, meeting.id), key=lambda e: e.office)
    assert chair.id == left.id
    assert (chair.state, chair.why) == (Stage.POSTPONED, "Deferred: nobody stood.")
    assert (vice.state, vice.why) == (Stage.POSTPONED, "Deferred: no round was held.")
    later = await electing.sitting.meeting(starts_at=here("2026-08-06 18:30"))
    assert (await electing.called(later)).state is Stage.CALLED


async def test_a_meeting_on_july_1_elects_nobody(electing: Electing) -> None:
    meeting = await electing.meeting(9, here("2026-07-01 18:30"))
    with pytest.raises(RuleBrokenError, match="July 2, 2026") as refused:
        await electing.called(meeting)
    assert refused.value.findings[0].clause == "18-6A"


async def test_an_office_that_is_held_is_not_elected_again(electing: Electing) -> None:
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)
    with pytest.raises(RuleBrokenError, match="is held"):
        await electing.called(meeting)


async def test_nobody_holds_two_offices(electing: Electing) -> None:
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    vice = await electing.called(meeting, "vice_chair")
    await electing.standing(election, 1)
    await electing.standing(vice, 1, 2)
    await electing.round(election, ALL_FOR_1)
    with pytest.raises(RuleBrokenError, match="does not stand"):
        await electing.round(vice, ALL_FOR_1)
    after = await electing.round_again(vice, dict.fromkeys(range(9), 2))
    assert after.winner == electing.members[2]
    assert len(await officers_on(electing.sitting.body, date(2026, 7, 9))) == 2


async def test_after_three_years_a_chair_may_not_be_nominated_again(electing: Electing) -> None:
    await _was_chair(electing, 1, 2023, 2024, 2025)
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    with pytest.raises(RuleBrokenError, match="3 consecutive years") as refused:
        await electing.standing(election, 1)
    assert [each.clause for each in refused.value.findings] == ["18-6A"]
    vice = await electing.called(meeting, "vice_chair")
    wish = Nomination(person=electing.members[1], nominated_by=electing.members[0])
    candidacy = await nominate(electing.by(), vice.id, wish)
    assert [each.answer for each in candidacy.warnings] == ["warning"]


async def test_a_nominee_declines_and_does_not_stand(electing: Electing) -> None:
    election = await electing.called(await electing.meeting())
    wish = Nomination(person=electing.members[1])
    candidacy = await nominate(electing.by(Role.MEMBER, 2), election.id, wish)
    with pytest.raises(NotAllowedError, match="Only the nominee"):
        await decline_nomination(electing.by(Role.MEMBER, 3), candidacy.id)
    await decline_nomination(electing.by(Role.MEMBER, 1), candidacy.id)
    with pytest.raises(RuleBrokenError, match="Nobody stands"):
        await open_round(electing.by(), election.id)


async def test_a_member_nominates_only_in_their_own_name(electing: Electing) -> None:
    election = await electing.called(await electing.meeting())
    wish = Nomination(person=electing.members[1], nominated_by=electing.members[0])
    with pytest.raises(NotAllowedError):
        await nominate(electing.by(Role.MEMBER, 2), election.id, wish)
    with pytest.raises(BadInputError):
        await nominate(electing.by(), election.id, Nomination(person=electing.members[1]))


async def test_the_powers_of_an_office_last_as_long_as_the_office(electing: Electing) -> None:
    body = electing.sitting.body
    account = await _account(electing, 1)
    election = await electing.called(await electing.meeting())
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)

    async def roles(on: date) -> set[str]:
        return {each.role.value for each in await grants_of(account, body.id, on)}

    assert await roles(date(2026, 7, 8)) == set()
    assert await roles(date(2026, 7, 9)) == {"chair"}
    assert await roles(date(2027, 6, 30)) == {"chair"}
    assert await roles(date(2027, 7, 1)) == {"election_chair"}
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    await end_office(electing.by(), OfficeEnd(office="chair", reason="Resigned the office."))
    assert await roles(date(2026, 11, 19)) == {"chair"}
    assert await roles(date(2026, 11, 20)) == set()


async def test_after_a_resignation_the_board_elects_for_the_rest_of_the_year(
    electing: Electing,
) -> None:
    body, charter = electing.sitting.body, electing.sitting.charter
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)
    await electing.adjourn(meeting)
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    await end_office(electing.by(), OfficeEnd(office="chair", reason="Resigned the office."))
    assert "vacant since" in str((await due(body, charter, date(2026, 11, 20)))[0].what)
    later = await electing.sitting.in_session(9)
    again = await electing.called(later)
    assert again.remainder
    await electing.standing(again, 2)
    await electing.round(again, dict.fromkeys(range(9), 2))
    latest, first = await officers_of(body, charter)
    assert (latest.since, latest.until) == (date(2026, 12, 3), date(2027, 7, 1))
    assert first.until == date(2026, 11, 20)
    assert [each.remainder for each in await tenures_of(body, date(2027, 1, 1))] == [False, True]


async def test_an_officer_without_a_seat_is_no_officer(electing: Electing) -> None:
    body, charter = electing.sitting.body, electing.sitting.charter
    election = await electing.called(await electing.meeting())
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)
    async with engine().transaction():
        await engine().write(
            "UPDATE service SET until = $1 WHERE person = $2",
            date(2026, 10, 1),
            electing.members[1],
        )
    assert len(await officers_on(body, date(2026, 9, 30))) == 1
    assert await officers_on(body, date(2026, 10, 1)) == ()
    await electing.adjourn(await _meeting(electing, election.meeting))
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    again = await electing.called(await electing.sitting.meeting())
    assert again.remainder
    (ended,) = await officers_of(body, charter)
    assert ended.until == date(2026, 10, 1)


async def test_of_two_who_close_a_round_at_once_one_wins(electing: Electing) -> None:
    election = await electing.called(await electing.meeting())
    await electing.standing(election, 1)
    await open_round(electing.by(), election.id)
    for voter in range(9):
        await electing.cast(election, voter, 1)
    rivals = [close_round(electing.by(), election.id) for _ in range(2)]
    results = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["Election", "OutOfOrderError"]
    assert len(await officers_on(electing.sitting.body, date(2026, 7, 9))) == 1


async def test_the_database_keeps_one_holder_an_office_and_one_office_a_holder(
    electing: Electing,
) -> None:
    election = await electing.called(await electing.meeting())
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)
    vice = await electing.called(await _meeting(electing, election.meeting), "vice_chair")
    insert = (
        "INSERT INTO officer (id, body, office, person, election, since, until, remainder, "
        "ended_why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')"
    )
    for office, member in (("chair", 2), ("vice_chair", 1)):
        with pytest.raises(Exception, match="officer_one_"):
            async with engine().transaction():
                await engine().write(
                    insert,
                    vice.id,
                    electing.sitting.body.id,
                    office,
                    electing.members[member],
                    vice.id,
                    date(2026, 8, 1),
                    date(2026, 9, 1),
                    False,
                )


async def test_the_election_is_due_at_the_first_meeting_until_it_is_held(
    electing: Electing,
) -> None:
    body, charter = electing.sitting.body, electing.sitting.charter
    before = await due(body, charter, date(2026, 7, 3))
    assert [each.advisory for each in before] == [True, True]
    assert before[0].day == date(2026, 7, 31)
    meeting = await electing.meeting()
    found = await due(body, charter, date(2026, 7, 3))
    assert [each.day for each in found] == [date(2026, 7, 9)] * 2
    assert not found[0].overdue
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    await electing.round(election, ALL_FOR_1)
    assert len(await due(body, charter, date(2026, 7, 9))) == 1
    await electing.adjourn(meeting)
    (late,) = await due(body, charter, date(2026, 7, 20))
    assert late.overdue
    assert late.clause == "18-6A"


async def test_a_meeting_without_a_quorum_does_not_make_the_election_late(
    electing: Electing,
) -> None:
    body, charter = electing.sitting.body, electing.sitting.charter
    meeting = await electing.meeting(4)
    await electing.adjourn(meeting)
    assert not any(each.overdue for each in await due(body, charter, date(2026, 7, 20)))


async def _meeting(electing: Electing, meeting: object) -> Meeting:
    rows = await engine().read("SELECT * FROM meeting WHERE id = $1", meeting)
    return msgspec.convert({**rows[0]}, Meeting)


async def _account(electing: Electing, member: int) -> UUID:
    wish = AccountWish(
        email="member@test.example",
        name=NAMES[member],
        password="a long enough password",
        person=electing.members[member],
    )
    return (await create_account(wish, at=JULY - timedelta(days=30))).id


async def _was_chair(electing: Electing, member: int, *years: int) -> None:
    """Put past years into the record by hand, each with an election of its own."""
    meeting = await electing.sitting.meeting(starts_at=here("2027-01-07 18:30"))
    for number, year in enumerate(years):
        async with engine().transaction():
            await engine().write(
                "INSERT INTO election (id, body, meeting, office, year_since, year_until, "
                "remainder, state, winner, called_at, why) "
                "VALUES ($1, $2, $3, 'chair', $4, $5, $6, 'declared', $7, $8, '')",
                electing.members[number],
                electing.sitting.body.id,
                meeting.id,
                date(year, 7, 1),
                date(year + 1, 7, 1),
                False,
                electing.members[member],
                JULY,
            )
            await engine().write(
                "INSERT INTO officer (id, body, office, person, election, since, until, "
                "remainder, ended_why) VALUES ($1, $2, 'chair', $3, $1, $4, $5, $6, '')",
                electing.members[number],
                electing.sitting.body.id,
                electing.members[member],
                date(year, 7, 9),
                date(year + 1, 7, 1),
                False,
            )
