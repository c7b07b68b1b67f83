"""A committee meets (OML 102(2)): its own roll, quorum, motions, votes, minutes and record."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

import governance.app
from governance.database import Engine
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotAllowedError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.access import Role
from governance.services.bodies import engine as database
from meetings.rules.motions import State
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice
from meetings.schemas.committees import AmendmentWish, MeetingEntry, Release, SeatWish
from meetings.schemas.meetings import Arrival, CallToOrder, Departure, Meeting, MeetingKind
from meetings.schemas.minutes import MinutesPublishing
from meetings.schemas.motions import (
    CastVote,
    DisclosureWish,
    RecordedVote,
    Seconding,
    VoteCorrectionWish,
)
from meetings.services import committees, corrections, executive, motions, recusals, sessions, votes
from meetings.services.chairs import presides_at
from meetings.services.consoles import console
from meetings.services.files import get_meeting, meeting_file
from meetings.services.minutes import publish_minutes
from meetings.services.screens import screen
from meetings.services.voting_records import votes_of_meeting
from tests.meetings.gathering import NAME, called, chairing, committee, meets
from tests.meetings.reference import counted
from tests.meetings.sitting import Sitting, sitting
from tests.meetings.test_counted_again import everybody_does_something

__all__ = ["governance", "sitting"]


async def kept(board: Sitting, meeting: Meeting) -> list[tuple[str, str]]:
    file = await meeting_file(board.body, meeting.id)
    return [(each.state, each.outcome) for each in file.motions]


@pytest.mark.parametrize(
    ("size", "there"), [(3, 2), (4, 3), (5, 3), (7, 4)], ids=lambda number: str(number)
)
async def test_most_of_a_committees_members_act_and_one_fewer_do_not(
    sitting: Sitting, size: int, there: int
) -> None:
    formed = await committee(sitting, range(size))
    assert (formed.whole, formed.quorum) == (size, there)
    meeting = await meets(sitting, formed, range(there - 1))
    with pytest.raises(RuleBrokenError, match=f"{there} are needed; {there - 1}"):
        await sitting.moved(meeting)
    last = Arrival(person=sitting.members[there - 1])
    await sessions.record_arrival(sitting.by(), meeting.id, last)
    await sitting.decided(meeting)
    assert await kept(sitting, meeting) == [(State.DECIDED, "carried")]


async def test_an_empty_place_of_a_committee_lowers_nothing(sitting: Sitting) -> None:
    formed = await committee(sitting, (0, 1), places=4)
    assert (formed.whole, formed.quorum) == (4, 3)
    meeting = await meets(sitting, formed, (0, 1))
    seen = await console(sitting.body, meeting.id, sitting.now)
    assert (seen.quorum.present, seen.quorum.needed, seen.quorum.clause) == (2, 3, "OML 102(2)")
    assert len(seen.charter.seats) == 4


async def test_a_member_who_leaves_the_board_leaves_an_empty_place(sitting: Sitting) -> None:
    formed = await committee(sitting, (0, 1, 2))
    async with database().transaction():
        await database().write(
            "UPDATE service SET until = $1 WHERE person = $2",
            date(2026, 11, 20),
            sitting.members[2],
        )
    meeting = await meets(sitting, formed, (0, 1))
    seen = await console(sitting.body, meeting.id, sitting.now)
    assert [each.person for each in seen.members] == list(sitting.members[:2])
    assert (seen.quorum.present, seen.quorum.needed, len(seen.charter.seats)) == (2, 2, 3)
    with pytest.raises(RuleBrokenError, match="Only the members of the Youth committee"):
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[2]))


async def test_others_of_the_board_attend_uncounted_and_without_a_vote(sitting: Sitting) -> None:
    meeting = await meets(sitting, await committee(sitting), (0, 1))
    with pytest.raises(RuleBrokenError, match="Anyone else may attend, and is not counted"):
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[5]))
    with pytest.raises(BadInputError, match="not in the room"):
        await sitting.moved(meeting, mover=sitting.members[5])
    motion = await sitting.put(meeting)
    assert [each.person for each in motion.votes] == list(sitting.members[:3])
    with pytest.raises(RuleBrokenError, match="Only a member of the Youth committee votes"):
        await votes.cast_vote(sitting.by(Role.MEMBER, 5), motion.id, CastVote(choice=Choice.YES))
    with pytest.raises(RuleBrokenError, match="Only a member of the Youth committee votes"):
        await votes.record_vote(
            sitting.by(), motion.id, RecordedVote(person=sitting.members[5], choice=Choice.YES)
        )


async def test_votes_by_name_are_counted_exported_and_in_the_minutes(
    engine: Engine, sitting: Sitting
) -> None:
    formed = await committee(sitting, (0, 1, 2, 3, 4), places=5)
    meeting = await meets(sitting, formed, (0, 1, 2))
    motion = await sitting.put(meeting, text="Ask the schools.")
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "no"})
    shown = await screen(sitting.body, meeting.id, sitting.now)
    assert (shown.voted, shown.voters, shown.said) == (3, 3, ())
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert (closed.outcome, closed.diverges) == ("carried", True)  # 2 of 5 are not most of all
    again = await counted(engine, motion.id)
    assert (again.outcome, again.ayes, again.there, again.parts) == ("carried", 2, 3, True)
    lines = await votes_of_meeting(sitting.body, meeting.id)
    assert [each.vote for each in lines] == ["yes", "yes", "no", "absent", "absent"]
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    text = [each.text for each in (await publish_minutes(sitting.by(), meeting.id)).lines]
    assert text[0].startswith(f"Youth at work of the {NAME} of the Police")
    assert text[1] == "M. Castellanos presided."
    assert (
        "Members: M. Castellanos (chair), T. Lindqvist, P. Whitfield, J. Moreau, and S. Brandt."
        in text
    )
    assert "Absent: J. Moreau and S. Brandt." in text
    assert "Quorum, found at 6:30 pm: 3 are needed; 3 are present." in text


async def test_who_stands_aside_is_counted_as_present_and_does_not_vote(
    engine: Engine, sitting: Sitting
) -> None:
    meeting = await meets(sitting, await committee(sitting), (0, 1, 2))
    motion = await sitting.put(meeting)
    aside = DisclosureWish(relation=Relation.FAMILY, reason="A niece is on the team.")
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 2), motion.id, aside)
    await sitting.vote(motion, {0: "yes", 1: "yes"})
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert closed.tally is not None
    assert (closed.outcome, closed.tally.present) == ("carried", 3)
    assert (await counted(engine, motion.id)).there == 3


async def test_when_a_committee_loses_its_quorum_nothing_is_decided(sitting: Sitting) -> None:
    meeting = await meets(sitting, await committee(sitting), (0, 1))
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes"})
    gone = Departure(person=sitting.members[1])
    await sessions.record_departure(sitting.by(), meeting.id, gone)
    assert (await votes.close_vote(sitting.by(), motion.id)).outcome == "no_quorum"
    ended = await sessions.adjourn_meeting(sitting.by(), meeting.id)
    assert ended.adjourned_at is not None


async def test_the_roll_is_that_of_the_call_to_order(sitting: Sitting) -> None:
    formed = await committee(sitting)
    first = await meets(sitting, formed, (0, 1))
    with pytest.raises(RuleBrokenError, match=r"is meeting \(Youth at work\); its members, its"):
        await committees.seat_committee_member(
            sitting.by(), formed.id, SeatWish(person=sitting.members[3])
        )
    with pytest.raises(RuleBrokenError, match="charge change before or after"):
        await committees.release_committee_member(
            sitting.by(), formed.id, Release(person=sitting.members[2])
        )
    await sitting.decided(first)
    await sessions.adjourn_meeting(sitting.by(), first.id)
    gone = Release(person=sitting.members[2])
    await committees.release_committee_member(sitting.by(), formed.id, gone)
    for number in (3, 4):
        await committees.seat_committee_member(
            sitting.by(), formed.id, SeatWish(person=sitting.members[number])
        )
    second = await meets(sitting, formed, (0, 3), starts_at=first.starts_at + timedelta(days=7))
    seen = await console(sitting.body, second.id, sitting.now)
    assert [each.person for each in seen.members] == [
        sitting.members[each] for each in (0, 1, 3, 4)
    ]
    assert (seen.quorum.present, seen.quorum.needed) == (2, 3)
    then = await console(sitting.body, first.id, sitting.now)
    assert [each.person for each in then.members] == list(sitting.members[:3])
    file = await meeting_file(sitting.body, first.id)
    wish = VoteCorrectionWish(
        person=sitting.members[1], choice=Choice.NO, reason="A slip.", outcome=Outcome.LOST
    )
    mended = await corrections.correct_vote(sitting.by(), file.motions[0].id, wish)
    assert mended.tally is not None
    assert mended.outcome == "lost"
    assert mended.tally.tests[1].whole == 3


async def test_the_committees_chair_presides_unless_another_member_does(sitting: Sitting) -> None:
    formed = await committee(sitting, (3, 4, 5))
    meeting = await meets(sitting, formed, (3, 4))
    assert (await get_meeting(sitting.body, meeting.id)).presiding == sitting.members[3]
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    second = await called(sitting, formed, starts_at=meeting.starts_at + timedelta(days=7))
    sitting.now = second.starts_at
    with pytest.raises(RuleBrokenError, match="Only the members of the Youth committee"):
        await sessions.call_to_order(
            sitting.by(), second.id, CallToOrder(presiding=sitting.members[0])
        )
    stands_in = CallToOrder(presiding=sitting.members[5])
    await sessions.call_to_order(sitting.by(), second.id, stands_in)
    assert (await get_meeting(sitting.body, second.id)).presiding == sitting.members[5]


async def test_a_committee_decides_nothing_that_is_for_the_whole_board(sitting: Sitting) -> None:
    meeting = await meets(sitting, await committee(sitting), (0, 1, 2))
    for kind in ("subpoena", "appropriation", "election"):
        with pytest.raises(RuleBrokenError, match="that is for the whole body"):
            await sitting.moved(meeting, kind)


async def test_a_committee_closes_its_doors_by_most_of_its_own_members(sitting: Sitting) -> None:
    formed = await committee(sitting, range(5))
    meeting = await meets(sitting, formed, (0, 1, 2, 3))
    for ayes, outcome in ((2, "lost"), (3, "carried")):
        motion = await sitting.put(meeting, "executive_session", "An applicant.", ground="f")
        await sitting.vote(motion, {each: "yes" if each < ayes else "abstain" for each in range(4)})
        assert (await votes.close_vote(sitting.by(), motion.id)).outcome == outcome
    session = await executive.begin_executive_session(sitting.by(), motion.id)
    assert session.ended_at is None


async def test_a_committee_meeting_waits_until_it_is_said_whose_it_is(sitting: Sitting) -> None:
    meeting = await sitting.meeting(kind=MeetingKind.COMMITTEE)
    sitting.now = meeting.starts_at
    with pytest.raises(OutOfOrderError, match="Say first which committee"):
        await sessions.call_to_order(sitting.by(), meeting.id, CallToOrder())
    formed = await committee(sitting)
    await committees.enter_committee_meeting(
        sitting.by(), formed.id, MeetingEntry(meeting=meeting.id)
    )
    await sessions.call_to_order(sitting.by(), meeting.id, CallToOrder())


async def test_what_the_board_set_aside_comes_back_at_the_board(sitting: Sitting) -> None:
    of_board = await sitting.in_session()
    motion = await sitting.seconded(of_board)
    await sitting.decided(of_board, "refer", referred_to=NAME)
    await sessions.adjourn_meeting(sitting.by(), of_board.id)
    later = of_board.starts_at + timedelta(days=7)
    meeting = await meets(sitting, await committee(sitting), (0, 1), starts_at=later)
    assert (await console(sitting.body, meeting.id, sitting.now)).waiting == ()
    with pytest.raises(RuleBrokenError, match="made at meetings of others"):
        await sitting.moved(meeting, "reconsider", target=motion.id)


async def test_each_approves_its_own_minutes(sitting: Sitting) -> None:
    formed = await committee(sitting)
    first = await meets(sitting, formed, (0, 1))
    await sessions.adjourn_meeting(sitting.by(), first.id)
    await publish_minutes(sitting.by(), first.id, MinutesPublishing())
    week = timedelta(days=7)
    of_board = await sitting.meeting(starts_at=first.starts_at + week)
    await sitting.begin(of_board)
    with pytest.raises(RuleBrokenError, match="approved by those whose meeting it was"):
        await sitting.moved(of_board, "minutes", minutes_of=first.id)
    await sessions.adjourn_meeting(sitting.by(), of_board.id)
    second = await meets(sitting, formed, (0, 1), starts_at=first.starts_at + 2 * week)
    await sitting.decided(second, "minutes", minutes_of=first.id)
    assert await kept(sitting, second) == [(State.DECIDED, "carried")]


async def test_the_chair_of_a_committee_runs_its_meeting(sitting: Sitting) -> None:
    formed = await committee(sitting)
    meeting = await called(sitting, formed)
    sitting.now = meeting.starts_at
    await sessions.call_to_order(chairing(sitting, meeting), meeting.id, CallToOrder())
    for number in (0, 1):
        coming = Arrival(person=sitting.members[number])
        await sessions.record_arrival(chairing(sitting, meeting), meeting.id, coming)
    motion = await sitting.moved(meeting)
    second = Seconding(person=sitting.members[1])
    await motions.second_motion(chairing(sitting, meeting), motion.id, second)
    await motions.put_motion(chairing(sitting, meeting), motion.id)
    for number in (0, 1):
        said = RecordedVote(person=sitting.members[number], choice=Choice.YES)
        await votes.record_vote(chairing(sitting, meeting), motion.id, said)
    await votes.close_vote(chairing(sitting, meeting), motion.id)
    ended = await sessions.adjourn_meeting(chairing(sitting, meeting), meeting.id)
    assert ended.adjourned_at is not None


async def test_the_chair_of_a_committee_runs_no_other_meeting(sitting: Sitting) -> None:
    meeting = await called(sitting, await committee(sitting))
    of_board = await sitting.in_session()
    motion = await sitting.put(of_board)
    for deed, about in (
        (sessions.recess_meeting, of_board.id),
        (sessions.adjourn_meeting, of_board.id),
        (votes.close_vote, motion.id),
        (sessions.adjourn_meeting, sitting.members[0]),
    ):
        with pytest.raises(NotAllowedError, match="runs its meetings, and no others"):
            await deed(chairing(sitting, meeting), about)
    aside = DisclosureWish(relation=Relation.FAMILY, reason="A niece.", person=sitting.members[1])
    with pytest.raises(NotAllowedError, match="only for themselves"):
        await recusals.declare_recusal(chairing(sitting, meeting), motion.id, aside)
    with pytest.raises(NotAllowedError, match="Your roles here do not allow this"):
        await committees.release_committee_member(
            chairing(sitting, meeting),
            (await committees.list_committees(sitting.body, sitting.now.date()))[0].id,
            Release(person=sitting.members[1]),
        )


async def test_who_presides_is_found_from_the_address(sitting: Sitting) -> None:
    meeting = await meets(sitting, await committee(sitting), (0, 1))
    motion = await sitting.moved(meeting)
    of_board = await sitting.meeting(starts_at=meeting.starts_at + timedelta(days=7))

    async def found(member: int, **address: object) -> object:
        return await presides_at(sitting.body, sitting.members[member], sitting.now, address)

    assert await found(0, meeting_id=meeting.id) == meeting.id
    assert await found(0, motion_id=motion.id) == meeting.id
    assert await found(1, meeting_id=meeting.id) is None
    assert await found(0, meeting_id=of_board.id) is None
    assert await found(0, slug="x") is None


async def test_a_meeting_goes_by_the_places_of_its_call_to_order(
    engine: Engine, sitting: Sitting
) -> None:
    formed = await committee(sitting, places=5)
    five = AmendmentWish(charge="Youth.", places=5, decision="Motion 7.")
    seven = AmendmentWish(charge="Youth and schools.", places=7, decision="Motion 8.")
    meeting = await meets(sitting, formed, (0, 1, 2))
    with pytest.raises(RuleBrokenError, match="its places and its charge change before or after"):
        await committees.amend_committee(sitting.by(), formed.id, seven)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes"})
    assert (await votes.close_vote(sitting.by(), motion.id)).diverges is False
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    sitting.now += timedelta(minutes=1)
    for wish in (seven, five, seven):
        amended = await committees.amend_committee(sitting.by(), formed.id, wish)
    assert (amended.whole, amended.quorum) == (7, 4)
    then = await console(sitting.body, meeting.id, sitting.now)
    assert (then.quorum.needed, len(then.charter.seats)) == (3, 5)
    assert (await counted(engine, motion.id)).parts is False
    later = await meets(sitting, formed, (0, 1, 2), starts_at=meeting.starts_at + timedelta(days=7))
    seen = await console(sitting.body, later.id, sitting.now)
    assert (seen.quorum.needed, seen.quorum.is_there, len(seen.charter.seats)) == (4, False, 7)


async def test_another_count_from_the_bare_rows_finds_the_same_of_a_committee(
    engine: Engine, sitting: Sitting
) -> None:
    chance, seen = Random(7), Counter[str]()
    formed = await committee(sitting, (0, 1, 2, 3, 4), places=6)
    meeting = await meets(sitting, formed, range(5))
    for _ in range(15):
        motion = await sitting.put(meeting)
        await everybody_does_something(sitting, motion, chance)
        closed = await votes.close_vote(sitting.by(), motion.id)
        again = await counted(engine, motion.id)
        assert closed.tally is not None
        assert (closed.outcome, closed.tally.ayes, closed.diverges) == (
            again.outcome,
            again.ayes,
            again.parts,
        )
        assert closed.tally.tests[1].whole == 6
        seen[again.outcome] += 1
        for person in sitting.members:
            with suppress(GovernanceError):  # some are there, others have no place on the roll
                await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=person))
    assert min(seen["carried"], seen["no_quorum"]) > 0, seen
