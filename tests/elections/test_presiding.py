"""Who presides from July 1 until a chair is elected, and what that person alone may do (18-6A)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from elections.rules.ballots import Stage
from elections.schemas.elections import (
    BallotWish,
    Call,
    Nomination,
    OfficeEnd,
    ProTemWish,
    RecordedBallot,
)
from elections.services.ballots import cast_ballot, close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from elections.services.officers import end_office, officers_on
from elections.services.presiding import choose_pro_tem, get_presiding
from elections.services.refusals import refuse_office
from governance.errors import NotAllowedError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Actor, Role
from governance.services.bodies import engine
from governance.services.roles import grants_of
from meetings.schemas.meetings import Arrival, CallToOrder, Meeting, MeetingKind
from meetings.schemas.motions import MotionWish
from meetings.services.files import get_meeting
from meetings.services.minutes import publish_minutes
from meetings.services.motions import make_motion
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from tests.elections.electing import Electing, account
from tests.meetings.law import here
from tests.meetings.sitting import NAMES, SLUG

NEXT_JULY = here("2027-07-08 18:30").astimezone(UTC)
LAST_DAY, FIRST_DAY = date(2027, 6, 30), date(2027, 7, 1)


async def acts(electing: Electing, member: int, own: UUID) -> Actor:
    """Return a member as signed in now, with the roles of this day and of a member."""
    by = electing.by(Role.MEMBER, member)
    held = await grants_of(own, electing.sitting.body.id, by.at.date())
    return Actor(
        body=SLUG, at=by.at, name="T", account=own, person=by.person, grants=by.grants | held
    )


async def elected(electing: Electing, winner: int) -> None:
    """Let somebody be elected chair in July 2026."""
    meeting = await electing.meeting()
    election = await electing.called(meeting)
    await electing.standing(election, winner)
    await electing.round(election, dict.fromkeys(range(9), winner))
    await electing.adjourn(meeting)


async def a_year_later(electing: Electing, starts_at: datetime = NEXT_JULY) -> Meeting:
    electing.sitting.now = here("2027-06-20 12:00").astimezone(UTC)
    meeting = await electing.sitting.meeting(starts_at=starts_at)
    electing.sitting.now = starts_at
    return meeting


async def test_the_outgoing_chair_holds_the_election_and_nothing_else(electing: Electing) -> None:
    body, own = electing.sitting.body, await account(electing, 1)
    await elected(electing, 1)
    roles = {each.role for each in await grants_of(own, body.id, LAST_DAY)}
    assert roles == {Role.CHAIR}
    roles = {each.role for each in await grants_of(own, body.id, FIRST_DAY)}
    assert roles == {Role.ELECTION_CHAIR}

    meeting = await a_year_later(electing)
    found = await get_presiding(body, meeting.id)
    assert found is not None
    assert (found.person, found.only_to_elect) == (electing.members[1], True)

    async def me() -> Actor:
        return await acts(electing, 1, own)

    begun = await call_to_order(await me(), meeting.id, CallToOrder())
    assert begun.presiding == electing.members[1]
    for member in electing.members[:5]:
        await record_arrival(await me(), meeting.id, Arrival(person=member))
    motion = MotionWish(kind="main", text="Act.", mover=electing.members[0])
    with pytest.raises(NotAllowedError):
        await make_motion(await me(), meeting.id, motion)
    election = await call_election(await me(), Call(meeting=meeting.id, office="chair"))
    wish = Nomination(person=electing.members[2], nominated_by=electing.members[0])
    candidacy = await nominate(await me(), election.id, wish)
    await accept_nomination(await me(), candidacy.id)
    await open_round(await me(), election.id)
    await cast_ballot(await me(), election.id, BallotWish(candidate=electing.members[2]))
    for member in (0, 2, 3, 4):
        said = RecordedBallot(voter=electing.members[member], candidate=electing.members[2])
        await record_ballot(await me(), election.id, said)
    after = await close_round(await me(), election.id)
    assert after.state is Stage.DECLARED
    assert await grants_of(own, body.id, meeting.starts_at.date()) == frozenset()
    with pytest.raises(NotAllowedError):
        await adjourn_meeting(await me(), meeting.id)
    await electing.adjourn(meeting)
    lines = [each.text for each in (await publish_minutes(electing.by(), meeting.id)).lines]
    assert "T. Lindqvist presided until the Chairperson was elected." in lines


async def test_the_outgoing_chair_runs_no_other_meeting(electing: Electing) -> None:
    own = await account(electing, 1)
    await elected(electing, 1)
    await a_year_later(electing)
    committee = await electing.sitting.meeting(
        starts_at=NEXT_JULY + timedelta(hours=3), kind=MeetingKind.COMMITTEE
    )
    with pytest.raises(NotAllowedError, match="only over the meeting"):
        await call_to_order(await acts(electing, 1, own), committee.id, CallToOrder())


async def test_nobody_else_presides_while_the_outgoing_chair_is_a_member(
    electing: Electing,
) -> None:
    await elected(electing, 1)
    meeting = await a_year_later(electing)
    with pytest.raises(RuleBrokenError, match="only to hold the election") as refused:
        await call_to_order(electing.by(), meeting.id, CallToOrder(presiding=electing.members[3]))
    assert refused.value.findings[0].clause == "18-6A"
    begun = await call_to_order(
        electing.by(), meeting.id, CallToOrder(presiding=electing.members[1])
    )
    assert begun.presiding == electing.members[1]


async def test_without_an_outgoing_chair_those_present_choose_one_for_the_meeting(
    electing: Electing,
) -> None:
    body, own = electing.sitting.body, await account(electing, 3)
    await elected(electing, 1)
    meeting = await a_year_later(electing)
    async with engine().transaction():
        await engine().write(
            "UPDATE service SET until = $1 WHERE person = $2",
            date(2027, 6, 1),
            electing.members[1],
        )
    for member in (0, 2, 3, 4, 5):
        await record_arrival(electing.by(), meeting.id, Arrival(person=electing.members[member]))
    with pytest.raises(RuleBrokenError, match="whom the others choose"):
        await call_to_order(electing.by(), meeting.id, CallToOrder(presiding=electing.members[3]))
    few = ProTemWish(person=electing.members[3], chosen_by=electing.members[2:4])
    with pytest.raises(RuleBrokenError, match="More than half"):
        await choose_pro_tem(electing.by(), meeting.id, few)
    wish = ProTemWish(person=electing.members[3], chosen_by=electing.members[2:5])
    with pytest.raises(NotAllowedError, match="Somebody else records"):
        await choose_pro_tem(electing.by(Role.MEMBER, 3), meeting.id, wish)
    chosen = await choose_pro_tem(electing.by(Role.MEMBER, 2), meeting.id, wish)
    assert chosen.name == NAMES[3]
    assert set(chosen.chosen_by) == set(NAMES[2:5])
    begun = await call_to_order(await acts(electing, 3, own), meeting.id, CallToOrder())
    assert begun.presiding == electing.members[3]
    election = await call_election(
        await acts(electing, 3, own), Call(meeting=meeting.id, office="chair")
    )
    await electing.standing(election, 4)
    await electing.round(election, dict.fromkeys((0, 2, 3, 4, 5), 4))
    assert (await get_meeting(body, meeting.id)).presiding == electing.members[4]
    assert await grants_of(own, body.id, meeting.starts_at.date()) == frozenset()
    with pytest.raises(RuleBrokenError, match="The office is filled"):
        await choose_pro_tem(electing.by(), meeting.id, wish)
    await electing.adjourn(meeting)
    lines = [each.text for each in (await publish_minutes(electing.by(), meeting.id)).lines]
    told = "J. Moreau was chosen to preside until the Chairperson was elected, by "
    assert f"{told}J. Moreau, P. Whitfield, and S. Brandt." in lines


async def test_an_outgoing_chair_who_is_there_is_passed_over_only_by_consent(
    electing: Electing,
) -> None:
    await elected(electing, 1)
    meeting = await a_year_later(electing)
    for member in range(5):
        await record_arrival(electing.by(), meeting.id, Arrival(person=electing.members[member]))
    past = ProTemWish(
        person=electing.members[3], chosen_by=tuple(electing.members[n] for n in (0, 2, 3))
    )
    with pytest.raises(RuleBrokenError, match="The outgoing officer is there"):
        await choose_pro_tem(electing.by(), meeting.id, past)
    agreed = ProTemWish(
        person=electing.members[3], chosen_by=tuple(electing.members[n] for n in (0, 1, 3))
    )
    assert (await choose_pro_tem(electing.by(), meeting.id, agreed)).name == NAMES[3]
    assert (await call_to_order(electing.by(), meeting.id, CallToOrder())).presiding == (
        electing.members[3]
    )


async def test_nobody_is_chosen_before_the_meeting(electing: Electing) -> None:
    await elected(electing, 1)
    meeting = await a_year_later(electing)
    electing.sitting.now = NEXT_JULY - timedelta(days=2)
    wish = ProTemWish(person=electing.members[3], chosen_by=electing.members[:5])
    with pytest.raises(OutOfOrderError, match="at the meeting itself"):
        await choose_pro_tem(electing.by(), meeting.id, wish)


async def test_whoever_presided_goes_on_when_the_elected_chair_refuses(electing: Electing) -> None:
    body, own = electing.sitting.body, await account(electing, 1)
    await elected(electing, 1)
    meeting = await a_year_later(electing)
    await call_to_order(await acts(electing, 1, own), meeting.id, CallToOrder())
    for member in electing.members[:5]:
        await record_arrival(electing.by(), meeting.id, Arrival(person=member))
    election = await electing.called(meeting)
    await electing.standing(election, 2)
    await electing.round(election, dict.fromkeys(range(5), 2))
    await refuse_office(electing.by(Role.MEMBER, 2), election.id)
    assert (await get_meeting(body, meeting.id)).presiding == electing.members[1]
    held = await grants_of(own, body.id, meeting.starts_at.date())
    assert {each.role for each in held} == {Role.ELECTION_CHAIR}
    assert await officers_on(body, meeting.starts_at.date()) == ()


async def test_who_left_the_office_in_mid_year_has_no_powers_after_it(electing: Electing) -> None:
    body, own = electing.sitting.body, await account(electing, 1)
    await elected(electing, 1)
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    await end_office(electing.by(), OfficeEnd(office="chair", reason="Resigned the office."))
    for day in (date(2026, 11, 20), LAST_DAY, FIRST_DAY):
        assert await grants_of(own, body.id, day) == frozenset()
