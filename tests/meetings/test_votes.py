"""Votes when something goes wrong: a quorum lost, midnight, a late tap, a slip of the pen."""

from datetime import timedelta

import pytest

from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.services.bodies import engine
from meetings.rules.motions import Session, State
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice, tally
from meetings.schemas.meetings import Arrival, Departure, StayCorrectionWish
from meetings.schemas.motions import VoteCorrectionWish
from meetings.services import consoles, corrections, motions, sessions, votes
from meetings.services.files import meeting_file
from tests.meetings.law import here
from tests.meetings.sitting import UNTIL, Sitting, sitting

__all__ = ["sitting"]

ALL_FIVE = dict.fromkeys(range(5), "yes")


async def test_a_quorum_lost_in_the_middle_stops_the_vote(sitting: Sitting) -> None:
    """18-6B-1: nothing is done while the fifth is out of the room."""
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes"})
    fifth = sitting.members[4]
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=fifth))
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.vote(motion, {2: "yes"})
    assert str(refused.value) == "5 are needed; 4 are present. (18-6B)"
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert seen.vote_is_stopped
    await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=fifth))
    await sitting.vote(motion, {2: "yes", 3: "no"})
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert closed.tally is not None
    assert (closed.tally.ayes, closed.tally.noes, closed.outcome) == (3, 1, "carried")


async def test_a_vote_that_waits_for_a_quorum_lets_the_meeting_stop(sitting: Sitting) -> None:
    """GCL 13: fewer than a quorum adjourn; the vote is void."""
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, ALL_FIVE)
    fifth = sitting.members[4]
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=fifth))
    await sessions.recess_meeting(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError):
        await sitting.vote(motion, {0: "no"})
    await sessions.resume_meeting(sitting.by(), meeting.id)
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    file = await meeting_file(sitting.body, meeting.id)
    assert file.meeting.state is Session.ADJOURNED
    assert (file.motion(motion.id).state, file.motion(motion.id).outcome) == (State.DIED, "")


async def test_a_tap_after_the_close_is_told_when_that_was(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, ALL_FIVE)
    await votes.close_vote(sitting.by(), motion.id)
    with pytest.raises(OutOfOrderError) as refused:
        await sitting.vote(motion, {0: "no"})
    assert str(refused.value) == "The vote was closed at 6:30 pm; yours came after it."


async def at_midnight(sitting: Sitting, member: int) -> None:
    """Let a member's service end with the day of the meeting."""
    async with engine().transaction():
        await engine().write(
            "UPDATE service SET until = $1, ended_by = 'resignation' WHERE person = $2",
            here("2026-12-04 00:00").date(),
            sitting.members[member],
        )


async def test_a_member_whose_term_ends_at_midnight_is_not_counted_after_it(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=6, starts_at=here("2026-12-03 23:50"))
    await at_midnight(sitting, 5)
    before = await sitting.put(meeting, text="Before midnight.")
    await sitting.vote(before, {0: "yes", 1: "yes", 2: "yes", 3: "no", 4: "no", 5: "yes"})
    first = await votes.close_vote(sitting.by(), before.id)
    assert first.outcome == "carried"  # four of six
    across = await sitting.put(meeting, text="Across midnight.")
    await sitting.vote(across, {0: "yes", 1: "yes", 2: "yes", 3: "no", 5: "yes"})
    sitting.now += timedelta(minutes=15)
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.vote(across, {5: "no"})
    assert "Only a member in office on this day votes." in str(refused.value)
    await sitting.vote(across, {4: "no"})
    closed = await votes.close_vote(sitting.by(), across.id)
    assert closed.tally is not None
    assert (closed.tally.present, closed.tally.ayes, closed.outcome) == (5, 3, "carried")
    file = await meeting_file(sitting.body, meeting.id)
    again, _ = votes.recomputed(file, file.motion(across.id), sitting.charter)
    assert again.count.ayes == 3
    assert UNTIL.year == 2028  # the others stay in office


async def test_when_the_one_who_leaves_office_was_the_fifth_the_quorum_is_gone(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=5, starts_at=here("2026-12-03 23:50"))
    await at_midnight(sitting, 4)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, ALL_FIVE)
    sitting.now += timedelta(minutes=15)
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert (closed.state, closed.outcome) == (State.DIED, "no_quorum")


async def test_a_vote_is_corrected_once_the_new_outcome_was_seen(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no"})
    await votes.close_vote(sitting.by(), motion.id)
    preview = await corrections.preview_vote(
        sitting.body, motion.id, sitting.members[3], Choice.NO, sitting.now
    )
    assert preview.outcome is Outcome.LOST
    wish = VoteCorrectionWish(
        person=sitting.members[3],
        choice=Choice.NO,
        reason="The recording has a no.",
        outcome=Outcome.CARRIED,
    )
    with pytest.raises(OutOfOrderError) as refused:
        await corrections.correct_vote(sitting.by(), motion.id, wish)
    assert "Lost under 18-6B" in str(refused.value)
    seen = VoteCorrectionWish(
        person=wish.person, choice=wish.choice, reason=wish.reason, outcome=Outcome.LOST
    )
    after = await corrections.correct_vote(sitting.by(), motion.id, seen)
    assert (after.outcome, after.votes[3].said) == ("lost", "no")
    (entry,) = after.corrections
    assert (entry.was, entry.choice, entry.outcome_was, entry.outcome) == (
        "yes",
        "no",
        "carried",
        "lost",
    )
    assert entry.reason == "The recording has a no."
    file = await meeting_file(sitting.body, meeting.id)
    kept = file.motion(motion.id)
    anew, _ = votes.recomputed(file, kept, sitting.charter)
    assert kept.kept is not None
    assert anew.count == kept.kept.count


@pytest.mark.parametrize(
    ("member", "choice", "field"), [(8, "yes", "person"), (0, "yes", "choice")]
)
async def test_only_a_vote_that_could_be_cast_is_corrected(
    sitting: Sitting, member: int, choice: str, field: str
) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, ALL_FIVE)
    with pytest.raises(OutOfOrderError):
        await corrections.preview_vote(
            sitting.body, motion.id, sitting.members[0], Choice.NO, sitting.now
        )
    await votes.close_vote(sitting.by(), motion.id)
    with pytest.raises(BadInputError) as refused:
        await corrections.preview_vote(
            sitting.body, motion.id, sitting.members[member], Choice(choice), sitting.now
        )
    assert list(refused.value.fields) == [field]


async def test_what_the_meeting_built_upon_is_set_right_by_a_motion(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    await sitting.seconded(meeting)
    amendment = await sitting.put(meeting, "amend")
    await sitting.vote(amendment, {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no"})
    await votes.close_vote(sitting.by(), amendment.id)
    wish = VoteCorrectionWish(
        person=sitting.members[3], choice=Choice.NO, reason="Slip.", outcome=Outcome.LOST
    )
    with pytest.raises(OutOfOrderError) as refused:
        await corrections.correct_vote(sitting.by(), amendment.id, wish)
    assert "by a motion" in str(refused.value)
    with pytest.raises(OutOfOrderError):
        await corrections.preview_vote(
            sitting.body, amendment.id, sitting.members[3], Choice.NO, sitting.now
        )


async def test_a_corrected_roll_counts_every_vote_anew_and_asks_first(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, ALL_FIVE)
    await votes.close_vote(sitting.by(), motion.id)
    stay = (await meeting_file(sitting.body, meeting.id)).roll[0]
    assert stay.id is not None
    sitting.now += timedelta(minutes=30)
    late = sitting.now - timedelta(minutes=5)
    wish = StayCorrectionWish(stay=stay.id, arrived_at=late, reason="Came only then.")
    with pytest.raises(BadInputError) as refused:
        await corrections.correct_stay(sitting.by(), meeting.id, wish)
    assert "motion 1: Not decided: no quorum" in str(refused.value.fields["accepts_outcomes"])
    accepted = StayCorrectionWish(
        stay=stay.id, arrived_at=late, reason="Came only then.", accepts_outcomes=True
    )
    await corrections.correct_stay(sitting.by(), meeting.id, accepted)
    file = await meeting_file(sitting.body, meeting.id)
    assert file.motion(motion.id).state is State.DIED
    (entry,) = await corrections.corrections_of(meeting.id)
    assert (entry.arrived_was, entry.arrived_at, entry.reason) == (
        stay.arrived_at,
        late,
        "Came only then.",
    )


async def test_times_that_cannot_be_are_refused(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    stay = (await meeting_file(sitting.body, meeting.id)).roll[0]
    assert stay.id is not None
    for arrived, left, field in (
        (sitting.now + timedelta(days=1), None, "arrived_at"),
        (sitting.now, sitting.now - timedelta(minutes=1), "left_at"),
    ):
        wish = StayCorrectionWish(stay=stay.id, arrived_at=arrived, left_at=left, reason="So.")
        with pytest.raises(BadInputError) as refused:
            await corrections.correct_stay(sitting.by(), meeting.id, wish)
        assert field in refused.value.fields


async def test_who_was_there_and_who_was_missing_at_any_instant(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    enough = sitting.now
    gone = Departure(person=sitting.members[4])
    await sessions.record_departure(sitting.by(), meeting.id, gone)
    before = await sessions.room_view(sitting.body, meeting.id, enough)
    after = await sessions.room_view(sitting.body, meeting.id, sitting.now)
    assert (before.is_there, before.counted, before.needed) == (True, 5, 5)
    assert (after.is_there, after.counted) == (False, 4)
    assert "S. Brandt" in after.missing
    assert "S. Brandt" in before.present


async def test_a_member_by_video_is_noted_and_counts_for_nothing_by_default(
    sitting: Sitting,
) -> None:
    """OML 103-a is switched off."""
    meeting = await sitting.in_session(there=4)
    far = Arrival(person=sitting.members[4], remote=True)
    await sessions.record_arrival(sitting.by(), meeting.id, far)
    room = await sessions.room_view(sitting.body, meeting.id, sitting.now)
    assert (room.counted, room.is_there) == (4, False)
    with pytest.raises(RuleBrokenError):
        await sitting.moved(meeting)


async def test_how_a_vote_came_is_kept(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes"})
    await votes.close_vote(sitting.by(), motion.id)
    second = await sitting.seconded(meeting)
    await votes.decide_by_consent(sitting.by(), second.id)
    rows = await engine().read("SELECT how, count(*) AS number FROM vote GROUP BY how")
    assert {row["how"]: row["number"] for row in rows} == {"own": 1, "consent": 5}


async def test_only_a_member_in_office_when_the_vote_opened_is_entitled(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await motions.put_motion(sitting.by(), (await sitting.seconded(meeting)).id)
    await sitting.vote(motion, ALL_FIVE)
    closed = await votes.close_vote(sitting.by(Role.STAFF), motion.id)
    file = await meeting_file(sitting.body, meeting.id)
    kept = file.motion(motion.id)
    assert kept.kept is not None
    assert len(kept.entitled) == len(kept.kept.members) == 9
    room = votes.room_at(file, kept, kept.closed_at or sitting.now, sitting.charter)
    assert tally(kept.votes, room, sitting.charter, "main").outcome == closed.outcome
