"""What motions do to each other, from the amendment to the rescission, on both engines."""

from datetime import date, timedelta

import pytest

from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from meetings.rules.motions import Session, State
from meetings.rules.recusals import Relation
from meetings.schemas.meetings import Departure, Meeting
from meetings.schemas.motions import DisclosureWish, MotionView, Seconding, Withdrawal
from meetings.services import consoles, motions, recusals, returns, sessions, votes
from meetings.services.due import due
from meetings.services.files import MeetingFile, meeting_file
from tests.meetings.sitting import HOUR, Sitting, sitting

__all__ = ["sitting"]


async def file_of(sitting: Sitting, meeting: Meeting) -> MeetingFile:
    return await meeting_file(sitting.body, meeting.id)


async def state_of(sitting: Sitting, meeting: Meeting, motion: MotionView) -> State:
    return (await file_of(sitting, meeting)).motion(motion.id).state


async def seen_by_all(sitting: Sitting, meeting: Meeting, motion: MotionView) -> MotionView:
    view = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    return next(each for each in view.motions if each.id == motion.id)


async def the_next(sitting: Sitting, meeting: Meeting, weeks: int = 4) -> Meeting:
    """End a meeting and hold the next one."""
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    return await sitting.in_session(there=7, starts_at=meeting.starts_at + timedelta(weeks=weeks))


async def test_an_adopted_amendment_changes_the_words_that_are_voted(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting, text="Publish within sixty days.")
    amendment = await sitting.decided(meeting, "amend", "", wording="Publish within thirty days.")
    assert amendment.text == "To amend motion 1 to read: Publish within thirty days."
    assert amendment.target == 1
    await votes.decide_by_consent(sitting.by(), main.id)
    after = await seen_by_all(sitting, meeting, main)
    assert after.text == "Publish within thirty days."
    assert [(each.version, each.text, each.amendment) for each in after.versions] == [
        (1, "Publish within sixty days.", None),
        (2, "Publish within thirty days.", 2),
    ]


async def test_a_lost_amendment_changes_nothing(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    main = await sitting.seconded(meeting)
    amendment = await sitting.put(meeting, "amend")
    await sitting.vote(amendment, dict.fromkeys(range(5), "no"))
    await votes.close_vote(sitting.by(), amendment.id)
    assert (await file_of(sitting, meeting)).motion(main.id).text == "Act."


async def test_an_amendment_of_an_amendment_changes_what_that_proposes(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting, text="Ten days.")
    first = await sitting.seconded(meeting, "amend", "", wording="Twenty days.")
    await sitting.seconded(meeting, "amend", "", wording="Thirty days.")
    with pytest.raises(RuleBrokenError):
        await sitting.moved(meeting, "amend", "", wording="Forty days.")
    second = (await file_of(sitting, meeting)).motions[-1]
    with pytest.raises(OutOfOrderError) as refused:
        await motions.put_motion(sitting.by(), first.id)
    assert str(refused.value) == "Motion 3 is decided first."
    await votes.decide_by_consent(sitting.by(), second.id)
    await votes.decide_by_consent(sitting.by(), first.id)
    assert (await file_of(sitting, meeting)).motion(main.id).text == "Thirty days."


async def test_what_is_laid_on_the_table_comes_back_by_a_motion_at_the_next_meeting(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting, text="Adopt the plan.")
    pending = await sitting.seconded(meeting, "amend")
    await sitting.decided(meeting, "table", "")
    assert await state_of(sitting, meeting, main) is State.TABLED
    assert await state_of(sitting, meeting, pending) is State.DIED
    later = await the_next(sitting, meeting)
    seen = await consoles.console(sitting.body, later.id, sitting.now)
    assert [(each.id, each.finding.answer) for each in seen.waiting] == [(main.id, "holds")]
    with pytest.raises(RuleBrokenError):
        await returns.take_up_motion(sitting.by(), later.id, main.id)
    await sitting.decided(later, "from_table", "", target=main.id)
    again = (await file_of(sitting, later)).motions[-1]
    assert (again.text, again.state, again.came_from) == (
        "Adopt the plan.",
        State.SECONDED,
        main.id,
    )
    assert (await seen_by_all(sitting, meeting, main)).afterwards == "taken_up"
    await votes.decide_by_consent(sitting.by(), again.id)


async def test_what_nobody_takes_from_the_table_is_gone_after_the_next_meeting(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    await sitting.decided(meeting, "table", "")
    second = await the_next(sitting, meeting)
    third = await the_next(sitting, second)
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.moved(third, "from_table", "", target=main.id)
    assert "end of the next regular meeting" in str(refused.value)
    seen = await consoles.console(sitting.body, third.id, sitting.now)
    assert seen.waiting == ()


async def test_what_was_referred_comes_back_when_the_committee_reports(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    with pytest.raises(BadInputError):
        await sitting.moved(meeting, "refer", "")
    await sitting.decided(meeting, "refer", "", referred_to="Policy committee")
    referred = await seen_by_all(sitting, meeting, main)
    assert (referred.state, referred.referred_to) == (State.REFERRED, "Policy committee")
    later = await the_next(sitting, meeting, weeks=30)
    again = await returns.take_up_motion(sitting.by(), later.id, main.id)
    assert (again.number, again.came_from) == (1, main.id)
    with pytest.raises(RuleBrokenError):
        await returns.take_up_motion(sitting.by(), later.id, main.id)


async def test_what_was_postponed_comes_back_on_its_day_and_not_before(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    with pytest.raises(BadInputError):
        await sitting.moved(meeting, "postpone", "")
    with pytest.raises(BadInputError):
        await sitting.moved(meeting, "postpone", "", until_day=date(2026, 12, 2))
    await sitting.decided(meeting, "postpone", "", until_day=date(2027, 1, 1))
    listed = await due(sitting.body, sitting.charter, HOUR.date())
    assert [(str(each.what), each.day) for each in listed if each.needs == "take_up_motion"] == [
        ("Take up again: Act.", date(2027, 1, 1))
    ]
    soon = await the_next(sitting, meeting, weeks=4)  # December 31
    with pytest.raises(RuleBrokenError):
        await returns.take_up_motion(sitting.by(), soon.id, main.id)
    later = await the_next(sitting, soon, weeks=1)
    await returns.take_up_motion(sitting.by(), later.id, main.id)


async def test_what_was_postponed_to_a_meeting_comes_back_there(sitting: Sitting) -> None:
    coming = await sitting.meeting(starts_at=HOUR + timedelta(weeks=4))
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    await sitting.decided(meeting, "postpone", "", until_meeting=coming.id)
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    await sitting.begin(coming, there=7)
    again = await returns.take_up_motion(sitting.by(), coming.id, main.id)
    assert again.came_from == main.id


async def test_a_divided_question_is_voted_part_by_part(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting, text="Buy a van and paint it.")
    with pytest.raises(BadInputError):
        await sitting.moved(meeting, "divide", "", wording="Buy a van.")
    await sitting.decided(meeting, "divide", "", wording="Buy a van.\n\nPaint it.")
    file = await file_of(sitting, meeting)
    assert file.motion(main.id).state is State.DIVIDED
    first, second = file.motions[-2:]
    assert (first.text, second.text) == ("Buy a van.", "Paint it.")
    with pytest.raises(OutOfOrderError):
        await motions.put_motion(sitting.by(), second.id)
    await votes.decide_by_consent(sitting.by(), first.id)
    await votes.decide_by_consent(sitting.by(), second.id)


async def test_closing_debate_leaves_only_the_vote(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    await sitting.decided(meeting, "close_debate", "")
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.moved(meeting, "amend")
    assert "Debate is closed" in str(refused.value)
    await votes.decide_by_consent(sitting.by(), main.id)


async def test_a_vote_is_reconsidered_by_who_prevailed_and_counts_anew(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.put(meeting)
    said = {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "yes", 5: "no", 6: "no"}
    await sitting.vote(main, said)
    await votes.close_vote(sitting.by(), main.id)
    with pytest.raises(RuleBrokenError):
        await sitting.moved(meeting, "reconsider", "", target=main.id, mover=sitting.members[5])
    wish = {"target": main.id, "mover": sitting.members[4]}
    await sitting.decided(meeting, "reconsider", "", **wish)
    again = (await file_of(sitting, meeting)).motions[-1]
    assert (await seen_by_all(sitting, meeting, main)).afterwards == "reconsidered"
    await motions.put_motion(sitting.by(), again.id)
    view = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert view.vote is not None
    await sitting.vote(await votes_view(sitting, meeting, again.id), dict.fromkeys(range(7), "no"))
    closed = await votes.close_vote(sitting.by(), again.id)
    assert closed.outcome == "lost"
    assert (await seen_by_all(sitting, meeting, main)).outcome == "carried"  # stays readable
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.moved(meeting, "reconsider", "", target=again.id)
    assert "reconsidered once" in str(refused.value)


async def votes_view(sitting: Sitting, meeting: Meeting, motion_id: object) -> MotionView:
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    found = consoles.console_view(seen).open_vote
    assert found is not None
    assert found.id == motion_id
    return found


async def test_at_a_later_meeting_it_is_rescinded_instead(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.decided(meeting)
    later = await the_next(sitting, meeting)
    with pytest.raises(RuleBrokenError):
        await sitting.moved(later, "reconsider", "", target=main.id)
    rescission = await sitting.put(later, "rescind", "", target=main.id, noticed=True)
    await sitting.vote(rescission, {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "no"})
    closed = await votes.close_vote(sitting.by(), rescission.id)
    assert closed.tally is not None
    assert closed.tally.tests[0].test == "18-6B"  # notice was given
    assert (await seen_by_all(sitting, meeting, main)).afterwards == "rescinded"
    with pytest.raises(RuleBrokenError):
        await sitting.moved(later, "rescind", "", target=main.id)


async def test_the_body_votes_itself_a_recess_and_home(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    pending = await sitting.seconded(meeting)
    await sitting.decided(meeting, "recess", "")
    assert (await file_of(sitting, meeting)).meeting.state is Session.RECESS
    await sessions.resume_meeting(sitting.by(), meeting.id)
    await sitting.decided(meeting, "adjourn", "")
    file = await file_of(sitting, meeting)
    assert file.meeting.state is Session.ADJOURNED
    assert file.motion(pending.id).state is State.DIED


async def test_once_stated_a_motion_goes_only_by_leave_and_takes_its_amendments_along(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    await motions.state_motion(sitting.by(), main.id)
    amendment = await sitting.seconded(meeting, "amend")
    with pytest.raises(RuleBrokenError) as refused:
        await motions.withdraw_motion(sitting.by(), main.id, Withdrawal())
    assert "only if nobody objects" in str(refused.value)
    await motions.withdraw_motion(sitting.by(), main.id, Withdrawal(by_leave=True))
    assert await state_of(sitting, meeting, main) is State.WITHDRAWN
    assert await state_of(sitting, meeting, amendment) is State.DIED


async def test_unanimous_consent_is_recorded_by_name(sitting: Sitting) -> None:
    """FOIL 87(3)(a): nobody's vote is anonymous."""
    meeting = await sitting.in_session(there=6)
    main = await sitting.seconded(meeting)
    wish = DisclosureWish(relation=Relation.FAMILY, reason="My cousin.", person=sitting.members[5])
    await recusals.declare_recusal(sitting.by(), main.id, wish)
    closed = await votes.decide_by_consent(sitting.by(), main.id)
    assert closed.outcome == "carried"
    said = {each.name: each.said for each in closed.votes}
    assert (said["M. Castellanos"], said["A. Okafor"], said["R. Haddad"]) == (
        "yes",
        "recused",
        "absent",
    )


async def test_without_a_quorum_nothing_is_decided_by_consent_either(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    main = await sitting.seconded(meeting)
    gone = Departure(person=sitting.members[4])
    await sessions.record_departure(sitting.by(), meeting.id, gone)
    with pytest.raises(RuleBrokenError) as refused:
        await votes.decide_by_consent(sitting.by(), main.id)
    assert "18-6B" in str(refused.value)


async def test_the_member_whom_a_removal_concerns_takes_no_part(sitting: Sitting) -> None:
    """18-4L(3), with the reading that the member concerned is recused."""
    meeting = await sitting.in_session(there=7)
    with pytest.raises(BadInputError):
        await sitting.moved(meeting, "removal")
    motion = await sitting.put(meeting, "removal", about=sitting.members[3])
    with pytest.raises(RuleBrokenError):
        await sitting.vote(motion, {3: "no"})
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert closed.votes[3].reason == "The motion concerns this member."


async def test_the_second_of_two_consoles_is_told_who_was_first_and_when(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await votes.close_vote(sitting.by(), motion.id)
    with pytest.raises(OutOfOrderError) as refused:
        await votes.close_vote(sitting.by(Role.STAFF), motion.id)
    assert str(refused.value) == (
        "The vote is not open: decided. Test did the last step at 6:30 pm."
    )


async def test_a_second_and_a_put_of_two_consoles_happen_once(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.seconded(meeting)
    wish = Seconding(person=sitting.members[2])
    with pytest.raises(RuleBrokenError):
        await motions.second_motion(sitting.by(Role.STAFF), motion.id, wish)
    await motions.put_motion(sitting.by(), motion.id)
    with pytest.raises(RuleBrokenError):
        await motions.put_motion(sitting.by(Role.STAFF), motion.id)
    await sitting.vote(motion, {0: "yes"})
