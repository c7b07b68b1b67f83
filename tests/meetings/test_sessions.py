"""A meeting from its setting to its end, on both engines."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from governance.errors import (
    BadInputError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.access import Role
from governance.services.bodies import engine
from meetings.rules.motions import Session, State
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice, tally
from meetings.schemas.meetings import (
    Arrival,
    CallToOrder,
    Departure,
    ItemWish,
    MeetingKind,
    NoticeWish,
    Publication,
)
from meetings.schemas.motions import (
    CastVote,
    DisclosureWish,
    MotionWish,
    RecordedVote,
    Resolution,
    Seconding,
    Withdrawal,
)
from meetings.schemas.schedules import Cancellation, NewTime
from meetings.services import (
    agendas,
    calendars,
    consoles,
    minutes,
    motions,
    notices,
    recusals,
    sessions,
    votes,
)
from meetings.services.due import due
from meetings.services.files import meeting_file
from tests.meetings.law import here
from tests.meetings.sitting import HOUR, Sitting, acting, sitting

__all__ = ["sitting"]


async def test_a_meeting_is_set_moved_and_called_off_and_stays_in_the_calendar(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    assert (meeting.state, meeting.sequence) == (Session.SCHEDULED, 0)
    moved = await calendars.reschedule_meeting(
        sitting.by(), meeting.id, NewTime(starts_at=HOUR + timedelta(days=1))
    )
    assert (moved.uid, moved.sequence, moved.place) == (meeting.uid, 1, "City Hall")
    called_off = await calendars.cancel_meeting(
        sitting.by(), meeting.id, Cancellation(reason="Want of a quorum.")
    )
    assert (called_off.state, called_off.sequence) == (Session.CANCELLED, 2)
    with pytest.raises(OutOfOrderError):
        await calendars.cancel_meeting(sitting.by(), meeting.id, Cancellation(reason="Again."))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"),
    [
        (datetime.fromisoformat("2027-03-14T02:30"), None, "starts_at"),
        (datetime(2026, 11, 21, 14, 59, 59, tzinfo=UTC), None, "starts_at"),
        (datetime(2031, 1, 1, tzinfo=UTC), None, "starts_at"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), None, "starts_at"),
        (HOUR, HOUR, "ends_at"),
        (HOUR, HOUR + timedelta(days=2), "ends_at"),
    ],
)
async def test_an_impossible_hour_is_refused(
    sitting: Sitting, starts_at: datetime, ends_at: datetime | None, field: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        await sitting.meeting(starts_at=starts_at, ends_at=ends_at)
    assert list(refused.value.fields) == [field]
    assert await calendars.meetings_of(sitting.body) == []


async def test_a_district_meeting_is_held_in_one_of_the_districts(sitting: Sitting) -> None:
    with pytest.raises(BadInputError):
        await sitting.meeting(kind=MeetingKind.DISTRICT, district="Atlantis")
    await sitting.meeting(kind=MeetingKind.DISTRICT, district="South")


async def test_notice_cannot_be_back_dated_and_counts_from_the_last_setting(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    for channel in sitting.charter.meetings.notice.channels:
        given = await notices.give_notice(
            sitting.by(), meeting.id, NoticeWish(channel=channel, proof="Posted.")
        )
        assert given.given_at == sitting.now
    await notices.publish_documents(sitting.by(), meeting.id, Publication(proof="Online."))
    view = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    assert [(duty.id, duty.state) for duty in view.duties] == [
        ("notice", "done"),
        ("documents", "done"),
    ]
    await calendars.reschedule_meeting(
        sitting.by(), meeting.id, NewTime(starts_at=HOUR + timedelta(days=1))
    )
    moved = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    assert moved.duties[0].state == "open"
    assert moved.duties[0].missing == ("News media", "Designated public place")


async def test_notice_goes_only_through_the_law_s_channels(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(BadInputError):
        await notices.give_notice(
            sitting.by(), meeting.id, NoticeWish(channel="Rumour", proof="Heard.")
        )


async def test_what_is_owed_stands_on_the_due_list(sitting: Sitting) -> None:
    await sitting.meeting()
    listed = await due(sitting.body, sitting.charter, sitting.now.date())
    assert [each.clause for each in listed] == ["OML 104(1)", "OML 103(e)"]
    await _held(sitting, meeting_title="Held")
    on = (HOUR + timedelta(days=20)).date()
    owed = await due(sitting.body, sitting.charter, on)
    assert [each.clause for each in owed if each.overdue] == [
        "OML 104(1)",
        "OML 103(e)",
        "OML 106(3)",
    ]


async def _held(sitting: Sitting, meeting_title: str) -> None:
    meeting = await sitting.in_session(title=meeting_title, starts_at=HOUR + timedelta(hours=1))
    await sessions.adjourn_meeting(sitting.by(), meeting.id)


async def test_arrivals_before_the_call_to_order_count(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    sitting.now = HOUR - timedelta(minutes=20)
    for person in sitting.members[:5]:
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=person))
    await sessions.call_to_order(sitting.by(), meeting.id, CallToOrder())
    await sitting.put(meeting)


async def test_nobody_is_on_the_roll_the_day_before(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    sitting.now = HOUR - timedelta(hours=13)
    with pytest.raises(OutOfOrderError):
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[0]))
    with pytest.raises(OutOfOrderError):
        await sessions.call_to_order(sitting.by(), meeting.id, CallToOrder())


async def test_a_member_is_in_the_room_once_and_leaves_once(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=1)
    with pytest.raises(OutOfOrderError):
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[0]))
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[0]))
    with pytest.raises(OutOfOrderError):
        await sessions.record_departure(
            sitting.by(), meeting.id, Departure(person=sitting.members[0])
        )
    await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[0]))


async def test_clocks_out_of_order_are_refused(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    person = sitting.members[0]
    for wrong in (sitting.now + timedelta(hours=1), HOUR - timedelta(hours=1)):
        with pytest.raises(BadInputError):
            await sessions.record_departure(
                sitting.by(), meeting.id, Departure(person=person, at=wrong)
            )
    motion = await sitting.put(meeting)
    opened = sitting.now
    await sitting.vote(motion, {0: "yes"})
    await votes.close_vote(sitting.by(), motion.id)
    with pytest.raises(BadInputError) as refused:
        await sessions.record_departure(
            sitting.by(), meeting.id, Departure(person=person, at=opened)
        )
    assert "A vote was taken after that" in str(refused.value)


async def test_only_members_in_office_stand_on_the_roll(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=0)
    with pytest.raises(BadInputError):
        await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=uuid4()))


async def test_a_motion_is_moved_seconded_put_voted_and_closed(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    item = await agendas.add_agenda_item(sitting.by(), meeting.id, ItemWish(title="Policy"))
    made = await motions.make_motion(
        sitting.by(),
        meeting.id,
        MotionWish(kind="main", text="Adopt.", mover=sitting.members[0], item=item.id),
    )
    assert (made.state, made.number) == (State.MOVED, 1)
    with pytest.raises(RuleBrokenError):
        await motions.put_motion(sitting.by(), made.id)
    with pytest.raises(RuleBrokenError):
        await motions.second_motion(sitting.by(), made.id, Seconding(person=sitting.members[0]))
    await motions.second_motion(sitting.by(), made.id, Seconding(person=sitting.members[1]))
    put = await motions.put_motion(sitting.by(), made.id)
    assert len(put.votes) == 9
    await sitting.vote(put, {0: "yes", 1: "yes", 2: "yes", 3: "no", 4: "no"})
    closed = await votes.close_vote(sitting.by(), made.id)
    assert closed.tally is not None
    assert (closed.outcome, closed.diverges) == ("carried", True)
    assert [test.met for test in closed.tally.tests] == [True, False]
    said = {each.name: each.said for each in closed.votes}
    assert said["M. Castellanos"] == "yes"
    assert said["S. Brandt"] == "no"
    assert said["R. Haddad"] == "absent"


async def test_the_stored_outcome_is_recomputed_from_roll_and_votes(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "yes", 5: "no"})
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[4]))
    await votes.close_vote(sitting.by(), motion.id)
    await sessions.record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[4]))
    file = await meeting_file(sitting.body, meeting.id)
    (kept,) = file.motions
    assert kept.tally is not None
    assert kept.closed_at is not None
    room = votes.room_at(file, kept, kept.closed_at, sitting.charter)
    anew = tally(kept.votes, room, sitting.charter, kept.kind)
    assert (anew.count, anew.outcome, anew.tests) == (
        kept.tally.count,
        kept.tally.outcome,
        kept.tally.tests,
    )
    assert anew.count.ayes == 4


async def test_without_a_quorum_no_question_is_put(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.moved(meeting)
    await motions.second_motion(sitting.by(), motion.id, Seconding(person=sitting.members[1]))
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[4]))
    with pytest.raises(RuleBrokenError) as refused:
        await motions.put_motion(sitting.by(), motion.id)
    assert str(refused.value) == "5 are needed; 4 are present. (18-6B)"
    with pytest.raises(RuleBrokenError):
        await sitting.moved(meeting)


async def test_when_the_quorum_goes_before_the_close_nothing_is_decided(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, dict.fromkeys(range(5), "yes"))
    await sessions.record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[4]))
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert (closed.state, closed.outcome) == (State.DIED, "no_quorum")
    await sessions.adjourn_meeting(sitting.by(), meeting.id)


async def test_a_vote_may_change_until_the_close_and_counts_once(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "no"})
    await sitting.vote(motion, {0: "yes"})
    await sitting.vote(motion, {0: "yes"})
    await votes.record_vote(
        sitting.by(), motion.id, RecordedVote(person=sitting.members[1], choice=Choice.YES)
    )
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert closed.tally is not None
    assert (closed.tally.ayes, closed.tally.noes) == (2, 0)
    with pytest.raises(OutOfOrderError):
        await sitting.vote(motion, {0: "no"})


async def test_who_is_not_there_or_recused_does_not_vote(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await sitting.put(meeting)
    with pytest.raises(RuleBrokenError) as absent:
        await sitting.vote(motion, {8: "yes"})
    assert "only while in the room" in str(absent.value)
    await sitting.vote(motion, {0: "yes"})
    wish = DisclosureWish(relation=Relation.FAMILY, reason="A cousin works there.")
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 0), motion.id, wish)
    with pytest.raises(RuleBrokenError) as recused:
        await sitting.vote(motion, {0: "no"})
    assert "18-9B" in str(recused.value)
    await sitting.vote(motion, dict.fromkeys(range(1, 5), "yes"))
    closed = await votes.close_vote(sitting.by(), motion.id)
    assert closed.tally is not None
    assert (closed.tally.ayes, closed.tally.present, closed.tally.recused) == (4, 6, 1)
    assert closed.votes[0].said == "recused"
    assert closed.votes[0].reason == "A cousin works there."
    assert await votes.votes_of_member(sitting.body, sitting.members[0]) == []
    assert len(await votes.votes_of_member(sitting.body, sitting.members[1])) == 1


async def test_a_member_discloses_only_for_themselves(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await sitting.put(meeting)
    wish = DisclosureWish(relation=Relation.BUSINESS, reason="Partners.", person=sitting.members[1])
    with pytest.raises(NotAllowedError):
        await recusals.declare_recusal(sitting.by(Role.MEMBER, 0), motion.id, wish)
    await recusals.declare_recusal(sitting.by(), motion.id, wish)
    with pytest.raises(OutOfOrderError):
        await recusals.declare_recusal(sitting.by(), motion.id, wish)


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER, Role.AUDITOR])
async def test_only_the_board_s_office_runs_a_meeting(sitting: Sitting, role: Role) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    with pytest.raises(NotAllowedError):
        await votes.close_vote(acting(role, sitting.now), motion.id)
    with pytest.raises(NotAllowedError):
        await votes.cast_vote(
            acting(Role.CHAIR, sitting.now), motion.id, CastVote(choice=Choice.YES)
        )


async def test_what_diverges_is_due_until_somebody_resolves_it(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes", 3: "no", 4: "no"})
    await votes.close_vote(sitting.by(), motion.id)
    listed = await due(sitting.body, sitting.charter, HOUR.date())
    assert [each.clause for each in listed if each.advisory] == ["GCL 41"]
    wish = Resolution(resolution="Counsel: adopted anew on January 7.")
    await votes.resolve_divergence(sitting.by(), motion.id, wish)
    listed = await due(sitting.body, sitting.charter, HOUR.date())
    assert [each for each in listed if each.advisory] == []
    with pytest.raises(OutOfOrderError):
        await votes.resolve_divergence(sitting.by(), motion.id, wish)


async def test_a_later_motion_is_decided_first_and_nothing_is_put_twice(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=5)
    main = await sitting.moved(meeting)
    await motions.second_motion(sitting.by(), main.id, Seconding(person=sitting.members[1]))
    amendment = await sitting.put(meeting, "amend")
    with pytest.raises(RuleBrokenError):
        await motions.put_motion(sitting.by(), amendment.id)
    with pytest.raises(OutOfOrderError):
        await motions.put_motion(sitting.by(), main.id)
    await votes.close_vote(sitting.by(), amendment.id)
    await motions.put_motion(sitting.by(), main.id)
    await votes.close_vote(sitting.by(), main.id)
    with pytest.raises(RuleBrokenError):
        await motions.put_motion(sitting.by(), main.id)


async def test_a_motion_is_withdrawn_or_dies_for_want_of_a_second(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    first = await sitting.moved(meeting)
    await motions.withdraw_motion(sitting.by(), first.id, Withdrawal(for_want_of_a_second=True))
    second = await sitting.moved(meeting)
    gone = await motions.withdraw_motion(sitting.by(), second.id, Withdrawal())
    assert gone.state is State.WITHDRAWN
    assert gone.number == 2


async def test_a_meeting_does_not_end_in_the_middle_of_a_vote(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    for deed in (sessions.adjourn_meeting, sessions.recess_meeting):
        with pytest.raises(RuleBrokenError):
            await deed(sitting.by(), meeting.id)
    await votes.close_vote(sitting.by(), motion.id)
    await sessions.recess_meeting(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError):
        await sitting.moved(meeting)
    await sessions.resume_meeting(sitting.by(), meeting.id)
    pending = await sitting.moved(meeting)
    ended = await sessions.adjourn_meeting(sitting.by(), meeting.id)
    assert ended.state is Session.ADJOURNED
    file = await meeting_file(sitting.body, meeting.id)
    assert file.motion(pending.id).state is State.DIED
    assert all(each.left_at == ended.adjourned_at for each in file.roll)


async def test_minutes_are_drafted_from_the_record(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting, text="Adopt the plan.")
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes", 3: "no", 4: "no"})
    await votes.close_vote(sitting.by(), motion.id)
    with pytest.raises(OutOfOrderError):
        await minutes.publish_minutes(sitting.by(), meeting.id)
    await sessions.adjourn_meeting(sitting.by(), meeting.id)
    first = await minutes.publish_minutes(sitting.by(), meeting.id)
    text = "\n".join(line.text for line in first.lines)
    assert "Motion 1: Adopt the plan. Moved by M. Castellanos, seconded by T. Lindqvist." in text
    assert "Yes: M. Castellanos, T. Lindqvist, and P. Whitfield." in text
    assert "short under GCL 41" in text
    view = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    assert view.minutes == first
    assert view.duties[-1].done_at is not None


async def test_the_console_shows_the_vote_and_what_is_in_order(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes", 1: "no", 2: "yes"})
    await recusals.declare_recusal(
        sitting.by(),
        motion.id,
        DisclosureWish(relation=Relation.PERSONAL, reason="A friend.", person=sitting.members[3]),
    )
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert seen.missing == ("S. Brandt", "A. Okafor")
    assert (seen.quorum.present, seen.quorum.stops_after) == (6, 2)
    assert seen.now is not None
    assert seen.now.outcome == "lost"
    assert [each.deed for each in seen.in_order if each.finding.holds] == ["record_arrival"]


async def test_one_meeting_is_in_session_at_a_time(sitting: Sitting) -> None:
    await sitting.in_session(there=5)
    other = await sitting.meeting(starts_at=HOUR + timedelta(hours=2))
    with pytest.raises(OutOfOrderError) as refused:
        await sessions.call_to_order(sitting.by(), other.id, CallToOrder())
    assert str(refused.value) == "Another meeting of this body is in session."


async def test_of_two_consoles_that_close_a_vote_one_wins(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, dict.fromkeys(range(5), "yes"))
    answers = await asyncio.gather(
        votes.close_vote(sitting.by(), motion.id),
        votes.close_vote(sitting.by(Role.STAFF), motion.id),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in answers) == ["MotionView", "OutOfOrderError"]


async def test_a_vote_at_the_instant_of_the_close_counts_or_is_refused(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, dict.fromkeys(range(4), "yes"))
    at = sitting.by()
    late = acting(Role.MEMBER, at.at, sitting.members[4])
    closed, vote = await asyncio.gather(
        votes.close_vote(at, motion.id),
        votes.cast_vote(late, motion.id, CastVote(choice=Choice.YES)),
        return_exceptions=True,
    )
    (kept,) = (await meeting_file(sitting.body, meeting.id)).motions
    assert kept.tally is not None
    counted = kept.tally.count.ayes
    assert counted == (4 if isinstance(vote, OutOfOrderError) else 5)
    assert len(kept.votes) == counted
    assert not isinstance(closed, BaseException)


async def test_another_body_s_meeting_is_not_found(sitting: Sitting) -> None:
    with pytest.raises(NotFoundError):
        await consoles.meeting_view(sitting.body, uuid4(), sitting.now)
    with pytest.raises(NotFoundError):
        await votes.close_vote(sitting.by(), uuid4())


async def test_votes_are_not_public_before_the_close(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes"})
    view = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    assert view.motions == ()
    await votes.close_vote(sitting.by(), motion.id)
    assert len((await votes.record_of_votes(sitting.body)).motions) == 1


async def test_meetings_are_listed_by_page(sitting: Sitting) -> None:
    for week in range(calendars.PAGE + 1):
        await sitting.meeting(starts_at=HOUR + timedelta(weeks=week))
    last = await calendars.past_meetings(sitting.body, calendars.LATEST, page=2)
    assert (len(last.meetings), last.pages) == (1, 2)
    assert last.meetings[0].starts_at == HOUR


async def test_every_deed_is_in_the_chain(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=5)
    motion = await sitting.put(meeting)
    await sitting.vote(motion, {0: "yes"})
    await votes.close_vote(sitting.by(), motion.id)
    rows = await engine().read("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1")
    assert f'"motion:{motion.id}"' in rows[0]["entry"]
    assert str(sitting.members[0]) in rows[0]["entry"]


async def test_a_meeting_at_half_past_two_on_the_other_nights_is_fine(sitting: Sitting) -> None:
    meeting = await sitting.meeting(starts_at=datetime.fromisoformat("2027-03-15T02:30"))
    assert meeting.starts_at == here("2027-03-15 02:30")
