"""A July meeting from its agenda to both officers, year after year until the limit refuses."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from elections.rules.ballots import Stage
from elections.schemas.elections import (
    Election,
    Nomination,
    NominationSecond,
    OfficeEnd,
    ProTemWish,
)
from elections.services.ballots import open_round
from elections.services.due import due
from elections.services.nominations import (
    accept_nomination,
    decline_nomination,
    nominate,
    second_nomination,
)
from elections.services.officers import end_office, officers_on
from elections.services.presiding import choose_pro_tem
from elections.services.refusals import refuse_office
from governance.charter.load import bundled_charter
from governance.errors import NotAllowedError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from meetings.schemas.meetings import Arrival, CallToOrder
from meetings.services.files import get_meeting, meeting_file
from meetings.services.minutes import publish_minutes
from meetings.services.sessions import call_to_order, record_arrival
from tests.app import amended
from tests.elections.electing import Electing
from tests.meetings.law import here
from tests.meetings.sitting import NAMES

ON_THE_AGENDA = ["Election of the Chairperson", "Election of the Vice Chairperson"]


def july(year: int) -> datetime:
    return here(f"{year}-07-09 18:30").astimezone(UTC)


async def sits(
    electing: Electing,
    year: int,
    there: int = 7,
    presiding: int | None = None,
    chosen: int | None = None,
) -> UUID:
    """Hold the July meeting of a year, called to order by the staff."""
    electing.sitting.now = here(f"{year}-06-20 12:00").astimezone(UTC)
    meeting = await electing.sitting.meeting(starts_at=july(year))
    electing.sitting.now = july(year)
    if chosen is not None:
        wish = ProTemWish(person=electing.members[chosen], chosen_by=electing.members[:there])
        await choose_pro_tem(electing.by(), meeting.id, wish)
    who = None if presiding is None else electing.members[presiding]
    await call_to_order(electing.by(), meeting.id, CallToOrder(presiding=who))
    for member in electing.members[:there]:
        await record_arrival(electing.by(), meeting.id, Arrival(person=member))
    return meeting.id


async def both(electing: Electing, meeting: UUID, chair: int, vice: int) -> None:
    found = await get_meeting(electing.sitting.body, meeting)
    for office, winner in (("chair", chair), ("vice_chair", vice)):
        election = await electing.called(found, office)
        await electing.standing(election, winner)
        await electing.round(election, dict.fromkeys(range(4), winner))


async def test_three_rounds_elect_the_chair_who_takes_the_chair_at_once(
    electing: Electing,
) -> None:
    body = electing.sitting.body
    first = await sits(electing, 2026)
    await both(electing, first, 5, 6)
    await electing.adjourn(await get_meeting(body, first))
    assert len(await officers_on(body, date(2027, 6, 30))) == 2
    assert await officers_on(body, date(2027, 7, 1)) == ()

    meeting = await sits(electing, 2027, presiding=5)
    file = await meeting_file(body, meeting)
    assert [each.title for each in file.agenda] == ON_THE_AGENDA
    chair = await electing.called(file.meeting)
    vice = await electing.called(file.meeting, "vice_chair")
    await electing.standing(chair, 1, 2, 3)
    await electing.standing(vice, 2)
    with pytest.raises(RuleBrokenError, match="Chairperson is elected first"):
        await open_round(electing.by(), vice.id)
    for _ in range(2):
        after = await electing.round(chair, {0: 1, 1: 1, 2: 2, 3: 3, 4: 2, 5: 1, 6: 3})
        assert after.state is Stage.OPEN
    await record_arrival(electing.by(), meeting, Arrival(person=electing.members[7]))
    after = await electing.round(chair, {0: 1, 1: 1, 2: 2, 3: 1, 4: 2, 5: 1, 6: 3, 7: 1})
    assert (after.state, after.winner) == (Stage.DECLARED, electing.members[1])
    assert [len([b for b in each.ballots if b.said != "absent"]) for each in after.rounds] == [
        *(7, 7, 8),
    ]
    assert (await get_meeting(body, meeting)).presiding == electing.members[1]
    await electing.round(vice, dict.fromkeys(range(5), 2))
    assert [each.name for each in await officers_on(body, date(2027, 7, 9))] == [*NAMES[1:3]]
    await electing.adjourn(file.meeting)
    said = [each.text for each in (await publish_minutes(electing.by(), meeting)).lines]
    assert "T. Lindqvist is elected Chairperson, through Friday, June 30, 2028." in said


async def test_a_fourth_year_in_a_row_is_refused_with_its_clause(electing: Electing) -> None:
    for year in (2026, 2027, 2028):
        meeting = await sits(electing, year)
        await both(electing, meeting, 1, 2)
        await electing.adjourn(await get_meeting(electing.sitting.body, meeting))
    meeting = await sits(electing, 2029)
    election = await electing.called(await get_meeting(electing.sitting.body, meeting))
    with pytest.raises(RuleBrokenError, match="3 consecutive years") as refused:
        await electing.standing(election, 1)
    assert refused.value.findings[0].clause == "18-6A"


async def test_who_won_a_round_may_refuse_and_the_election_goes_on(electing: Electing) -> None:
    body = electing.sitting.body
    meeting = await sits(electing, 2026, chosen=0)
    election = await electing.called(await get_meeting(body, meeting))
    await electing.standing(election, 1, 2)
    await electing.round(election, dict.fromkeys(range(7), 1))
    with pytest.raises(NotAllowedError, match="Only whoever was elected"):
        await refuse_office(electing.by(Role.MEMBER, 2), election.id)
    after = await refuse_office(electing.by(Role.MEMBER, 1), election.id)
    assert (after.state, after.winner) == (Stage.OPEN, None)
    assert await officers_on(body, date(2026, 7, 9)) == ()
    assert (await get_meeting(body, meeting)).presiding == electing.members[0]
    with pytest.raises(OutOfOrderError, match="Nobody was elected"):
        await refuse_office(electing.by(), election.id)
    after = await electing.round(election, dict.fromkeys(range(7), 2))
    assert after.winner == electing.members[2]
    assert not (await officers_on(body, date(2026, 7, 9)))[0].remainder


async def test_when_all_decline_nobody_is_elected_and_it_stays_due(electing: Electing) -> None:
    body, charter = electing.sitting.body, electing.sitting.charter
    meeting = await sits(electing, 2026)
    election = await electing.called(await get_meeting(body, meeting))
    wish = Nomination(person=electing.members[1])
    candidacy = await nominate(electing.by(Role.MEMBER, 0), election.id, wish)
    await decline_nomination(electing.by(Role.MEMBER, 1), candidacy.id)
    with pytest.raises(RuleBrokenError, match="Nobody stands"):
        await open_round(electing.by(), election.id)
    await electing.adjourn(await get_meeting(body, meeting))
    assert len(await due(body, charter, date(2026, 7, 20))) == 2
    electing.sitting.now = here("2026-07-20 12:00").astimezone(UTC)
    later = await electing.sitting.meeting(starts_at=here("2026-08-06 18:30").astimezone(UTC))
    assert [e.title for e in (await meeting_file(body, later.id)).agenda] == ON_THE_AGENDA


async def law(electing: Electing, *changes: tuple[str, str]) -> None:
    """Make the law of the body other than it is."""
    text = bundled_charter("rochester-pab")
    for was, now in (*changes, ("in_force_since = 2019-05-21", "in_force_since = 2026-01-01")):
        assert was in text
        text = text.replace(was, now)
    electing.sitting.now = here("2026-06-19 12:00").astimezone(UTC)
    await amended(electing.by(Role.ADMINISTRATOR), text)


async def test_where_the_charter_asks_for_a_second_nobody_stands_without_one(
    electing: Electing,
) -> None:
    await law(
        electing,
        (
            'name = "Elect an officer"\nclause = "18-6A"\nneeds_second = false',
            'name = "Elect an officer"\nclause = "18-6A"\nneeds_second = true',
        ),
    )
    meeting = await sits(electing, 2026)
    election = await electing.called(await get_meeting(electing.sitting.body, meeting))
    wish = Nomination(person=electing.members[1], nominated_by=electing.members[0])
    candidacy = await nominate(electing.by(), election.id, wish)
    await accept_nomination(electing.by(Role.MEMBER, 1), candidacy.id)
    with pytest.raises(RuleBrokenError, match="Nobody stands"):
        await open_round(electing.by(), election.id)
    with pytest.raises(RuleBrokenError, match="other than the one who nominated"):
        await second_nomination(electing.by(Role.MEMBER, 0), candidacy.id, NominationSecond())
    after = await second_nomination(electing.by(Role.MEMBER, 2), candidacy.id, NominationSecond())
    assert after.seconded_by == NAMES[2]
    with pytest.raises(OutOfOrderError, match="was seconded by"):
        await second_nomination(electing.by(Role.MEMBER, 3), candidacy.id, NominationSecond())
    elected: Election = await electing.round(election, dict.fromkeys(range(7), 1))
    assert elected.state is Stage.DECLARED


async def test_where_the_charter_drops_the_lowest_they_no_longer_stand(
    electing: Electing,
) -> None:
    await law(electing, ('without_majority = "repeat" #', 'without_majority = "drop_lowest" #'))
    meeting = await sits(electing, 2026)
    election = await electing.called(await get_meeting(electing.sitting.body, meeting))
    await electing.standing(election, 1, 2, 3)
    after = await electing.round(election, {0: 1, 1: 1, 2: 2, 3: 3, 4: 1, 5: 2})
    assert after.rounds[0].dropped == (electing.members[3],)
    with pytest.raises(RuleBrokenError, match="does not stand"):
        await electing.round(election, {0: 3})


async def test_where_the_charter_says_so_the_vice_chair_becomes_chair_in_mid_year(
    electing: Electing,
) -> None:
    await law(
        electing, ('chosen = "elect_for_remainder"\nbecause', 'chosen = "vice_succeeds"\nbecause')
    )
    body, charter = electing.sitting.body, electing.sitting.charter
    meeting = await sits(electing, 2026)
    await both(electing, meeting, 1, 2)
    await electing.adjourn(await get_meeting(body, meeting))
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    await end_office(electing.by(), OfficeEnd(office="chair", reason="Resigned the office."))
    (chair,) = await officers_on(body, date(2026, 11, 20))
    assert (chair.office, chair.name, chair.remainder) == ("chair", NAMES[2], True)
    assert (chair.since, chair.until) == (date(2026, 11, 20), date(2027, 7, 1))
    assert [each.name for each in await officers_on(body, date(2026, 11, 19))] == [*NAMES[1:3]]
    (open_still,) = await due(body, charter, date(2026, 11, 20))
    assert "Vice Chairperson" in str(open_still.what)
    later = await electing.sitting.meeting(starts_at=here("2026-12-03 18:30").astimezone(UTC))
    assert [e.title for e in (await meeting_file(body, later.id)).agenda] == ON_THE_AGENDA[1:]
