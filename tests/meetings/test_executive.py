"""Executive sessions: from the motion in the open to the question on the return."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.services.bodies import engine
from meetings.rules.motions import Session
from meetings.rules.recusals import Relation
from meetings.schemas.executive import (
    ClosedVotes,
    ClosedVoteWish,
    ExecutiveSession,
    GuestGone,
    GuestWish,
)
from meetings.schemas.meetings import Arrival, Departure, Meeting
from meetings.schemas.motions import MotionView
from meetings.schemas.sheets import SheetChoice, SheetVote
from meetings.services.consoles import console, meeting_view
from meetings.services.executive import (
    admit_guest,
    begin_executive_session,
    end_executive_session,
    note_guest_gone,
    tell_closed_votes,
)
from meetings.services.files import MeetingFile, meeting_file
from meetings.services.minutes import drafted
from meetings.services.notices import duties_of
from meetings.services.screens import screen
from meetings.services.sessions import (
    adjourn_meeting,
    recess_meeting,
    record_arrival,
    record_departure,
)
from meetings.services.votes import record_of_votes
from tests.meetings.sitting import Sitting, sitting

__all__ = ["sitting"]

SUBJECT = "The suit about towing"


async def closing(sitting: Sitting, meeting: Meeting, **more: object) -> MotionView:
    """Carry the motion to close the doors."""
    asked = {"ground": "d", **more}
    return await sitting.decided(meeting, "executive_session", SUBJECT, **asked)


async def inside(sitting: Sitting, there: int = 5) -> tuple[Meeting, ExecutiveSession]:
    meeting = await sitting.in_session(there)
    motion = await closing(sitting, meeting)
    return meeting, await begin_executive_session(sitting.by(), motion.id)


async def returned(sitting: Sitting, there: int = 5) -> tuple[Meeting, ExecutiveSession]:
    meeting, session = await inside(sitting, there)
    sitting.now += timedelta(minutes=30)
    return meeting, await end_executive_session(sitting.by(), session.id)


def voted(sitting: Sitting, said: str = "yyyyy", **more: object) -> ClosedVotes:
    """Return one vote by the first members, one letter each."""
    words = {"y": "yes", "n": "no", "a": "abstain"}
    wish: dict[str, object] = {
        "text": "Settle the suit.",
        "mover": sitting.members[0],
        "seconder": sitting.members[1],
        "votes": tuple(
            SheetVote(person=person, choice=SheetChoice(words[letter]))
            for person, letter in zip(sitting.members, said, strict=False)
        ),
        **more,
    }
    return ClosedVotes(formal_vote=True, votes=(ClosedVoteWish(**wish),))  # type: ignore[arg-type]  # fields by name


async def file_of(sitting: Sitting, meeting: Meeting) -> MeetingFile:
    return await meeting_file(sitting.body, meeting.id)


async def test_the_motion_names_its_ground_and_subject(sitting: Sitting) -> None:
    """OML 105(1)."""
    meeting = await sitting.in_session()
    motion = await closing(sitting, meeting)
    assert motion.text == (
        "To go into executive session on ground (d): Litigation that is proposed, pending or "
        "current. Subject: The suit about towing"
    )


async def test_a_ground_that_is_none_is_refused(sitting: Sitting) -> None:
    meeting = await sitting.in_session()
    with pytest.raises(RuleBrokenError, match="“personnel” is no ground") as refused:
        await sitting.moved(meeting, "executive_session", SUBJECT, ground="personnel")
    assert refused.value.findings[0].clause == "OML 105(1)"
    with pytest.raises(BadInputError, match="ground on which"):
        await sitting.moved(meeting, "executive_session", SUBJECT)
    with pytest.raises(BadInputError, match="general subject"):
        await sitting.moved(meeting, "executive_session", " ", ground="d")


async def test_four_of_nine_do_not_close_the_doors(sitting: Sitting) -> None:
    meeting = await sitting.in_session()
    motion = await sitting.put(meeting, "executive_session", SUBJECT, ground="d")
    await sitting.vote(motion, {0: "yes", 1: "yes", 2: "yes", 3: "yes", 4: "no"})
    from_the_console = (await console(sitting.body, meeting.id, sitting.now)).file
    with pytest.raises(OutOfOrderError, match="carried at this meeting"):
        await begin_executive_session(sitting.by(), from_the_console.motions[-1].id)


async def test_only_a_carried_motion_closes_them_and_only_once(sitting: Sitting) -> None:
    meeting, session = await inside(sitting)
    main = session.motion
    await end_executive_session(sitting.by(), session.id)
    await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=False))
    with pytest.raises(OutOfOrderError):
        await begin_executive_session(sitting.by(), main)
    other = await sitting.decided(meeting)
    with pytest.raises(OutOfOrderError, match="closes them"):
        await begin_executive_session(sitting.by(), other.id)
    with pytest.raises(NotFoundError):
        await begin_executive_session(sitting.by(), uuid4())


async def test_anyone_sees_that_the_doors_are_closed_and_nothing_else(sitting: Sitting) -> None:
    meeting, session = await inside(sitting)
    await admit_guest(sitting.by(), session.id, GuestWish(name="K. Osei", why="counsel"))
    seen = await screen(sitting.body, meeting.id, sitting.now)
    assert (seen.closed and seen.closed.ground, str(seen.news)) == ("d", "In executive session")
    public = await meeting_view(sitting.body, meeting.id, sitting.now)
    assert [each.guests for each in public.executive_sessions] == [()]
    mine = await console(sitting.body, meeting.id, sitting.now)
    assert [each.name for each in mine.file.executive[0].guests] == ["K. Osei"]
    chain = await engine().read("SELECT entry FROM audit")
    assert not any("Osei" in row["entry"] for row in chain)


async def test_who_comes_and_goes_meanwhile_is_known(sitting: Sitting) -> None:
    """OML 105(2): every member may be there; others are let in, and the record says why."""
    meeting, session = await inside(sitting, there=6)
    guest = await admit_guest(sitting.by(), session.id, GuestWish(name="K. Osei", why="counsel"))
    with pytest.raises(OutOfOrderError, match="inside already"):
        await admit_guest(sitting.by(), session.id, GuestWish(name="K. Osei", why="counsel"))
    sitting.now += timedelta(minutes=5)
    await record_arrival(sitting.by(), meeting.id, Arrival(person=sitting.members[7]))
    await record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[0]))
    await note_guest_gone(sitting.by(), session.id, GuestGone(guest=guest.id))
    with pytest.raises(OutOfOrderError, match="has left already"):
        await note_guest_gone(sitting.by(), session.id, GuestGone(guest=guest.id))
    with pytest.raises(BadInputError):
        await note_guest_gone(sitting.by(), session.id, GuestGone(guest=uuid4()))
    await end_executive_session(sitting.by(), session.id)
    await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=False))
    said = "\n".join(
        str(each.text) for each in await drafted(sitting.body, await file_of(sitting, meeting))
    )
    assert "G. Petrov came in at 6:35 pm." in said
    assert "M. Castellanos left at 6:35 pm." in said
    assert "K. Osei was let in (counsel), from 6:30 pm to 6:35 pm." in said


async def test_a_meeting_does_not_end_behind_closed_doors(sitting: Sitting) -> None:
    meeting, session = await inside(sitting)
    for stop in (adjourn_meeting, recess_meeting):
        with pytest.raises(RuleBrokenError, match="comes back into the open"):
            await stop(sitting.by(), meeting.id)
    await end_executive_session(sitting.by(), session.id)
    with pytest.raises(RuleBrokenError, match="not told yet"):
        await adjourn_meeting(sitting.by(), meeting.id)


async def test_nothing_goes_on_before_the_question_is_answered(sitting: Sitting) -> None:
    meeting, session = await returned(sitting)
    with pytest.raises(OutOfOrderError, match="not in session"):
        await sitting.moved(meeting)
    with pytest.raises(OutOfOrderError, match="not at that point"):
        await admit_guest(sitting.by(), session.id, GuestWish(name="K. Osei", why="counsel"))
    await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=False))
    file = await file_of(sitting, meeting)
    assert (file.meeting.state, file.closed) == (Session.IN_SESSION, None)
    assert await sitting.moved(meeting)
    with pytest.raises(OutOfOrderError):
        await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=False))


async def test_a_vote_taken_inside_is_recorded_by_name_and_hastens_the_minutes(
    sitting: Sitting,
) -> None:
    """OML 106(2), FOIL 87(3)(a); OML 106(3): a week instead of two."""
    meeting, session = await returned(sitting)
    before = {each.motion for each in (await file_of(sitting, meeting)).executive}
    told = await tell_closed_votes(sitting.by(), session.id, voted(sitting, "yyyya"))
    file = await file_of(sitting, meeting)
    motion = file.motion(told.votes[0])
    assert motion.id not in before
    assert [each.said for each in (await record_of_votes(sitting.body)).motions[0].votes][:6] == [
        *["yes"] * 4,
        "abstain",
        "absent",
    ]
    assert (motion.outcome, motion.closed_at) == ("carried", session.ended_at)
    assert file.session_of(motion.id) == told
    await adjourn_meeting(sitting.by(), meeting.id)
    owed = duties_of(await file_of(sitting, meeting), sitting.body, sitting.charter)
    assert str(owed[-1].due_on) == "2026-12-10"


async def test_without_a_vote_the_minutes_have_two_weeks(sitting: Sitting) -> None:
    meeting, session = await returned(sitting)
    await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=False))
    await adjourn_meeting(sitting.by(), meeting.id)
    owed = duties_of(await file_of(sitting, meeting), sitting.body, sitting.charter)
    assert str(owed[-1].due_on) == "2026-12-17"


@pytest.mark.parametrize("wish", [{"kind": "appropriation"}, {"appropriates": True}])
async def test_public_money_is_not_voted_there(sitting: Sitting, wish: dict[str, object]) -> None:
    meeting, session = await returned(sitting)
    with pytest.raises(RuleBrokenError, match="Public money") as refused:
        await tell_closed_votes(sitting.by(), session.id, voted(sitting, **wish))
    assert refused.value.findings[0].clause == "OML 105(1)"
    assert (await file_of(sitting, meeting)).meeting.state is Session.RETURNING


async def test_every_member_who_was_there_is_named(sitting: Sitting) -> None:
    _, session = await returned(sitting)
    with pytest.raises(BadInputError, match=r"how these members voted: S\. Brandt"):
        await tell_closed_votes(sitting.by(), session.id, voted(sitting, "yyyy"))
    with pytest.raises(BadInputError, match=r"A\. Okafor was not in the room"):
        await tell_closed_votes(sitting.by(), session.id, voted(sitting, "yyyyyy"))


async def test_whoever_left_before_the_return_voted_while_inside(sitting: Sitting) -> None:
    meeting, session = await inside(sitting, there=6)
    sitting.now += timedelta(minutes=20)
    await record_departure(sitting.by(), meeting.id, Departure(person=sitting.members[5]))
    sitting.now += timedelta(minutes=10)
    await end_executive_session(sitting.by(), session.id)
    at = sitting.now - timedelta(minutes=15)
    wish = voted(sitting, "yyynnn", voted_at=at)
    told = await tell_closed_votes(sitting.by(), session.id, wish)
    motion = (await file_of(sitting, meeting)).motion(told.votes[0])
    assert motion.kept is not None
    assert motion.kept.count.room == 6
    assert motion.outcome == "lost"  # a tie of six


async def test_a_recused_member_is_recorded_as_such(sitting: Sitting) -> None:
    meeting, session = await returned(sitting, there=6)
    votes = voted(sitting, "yyyyy").votes[0].votes
    aside = SheetVote(
        person=sitting.members[5],
        choice=SheetChoice.RECUSED,
        relation=Relation.PERSONAL,
        reason="Sister of the plaintiff.",
    )
    wish = voted(sitting, votes=(*votes, aside))
    told = await tell_closed_votes(sitting.by(), session.id, wish)
    motion = (await file_of(sitting, meeting)).motion(told.votes[0])
    assert motion.recused == {sitting.members[5]}
    assert motion.tally is not None
    assert motion.tally.count.recused == 1


async def test_a_motion_that_was_pending_can_be_decided_inside(sitting: Sitting) -> None:
    meeting = await sitting.in_session()
    pending = await sitting.seconded(meeting)
    closed = await closing(sitting, meeting)
    session = await begin_executive_session(sitting.by(), closed.id)
    await end_executive_session(sitting.by(), session.id)
    wish = voted(sitting, motion=pending.id, text="", mover=None, seconder=None)
    told = await tell_closed_votes(sitting.by(), session.id, wish)
    assert told.votes == (pending.id,)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"text": ""}, "This is needed"),
        ({"mover": None}, "not in the room"),
        ({"kind": "adjourn"}, "in the open"),
        ({"kind": "nothing"}, "no motion of this kind"),
        ({"seconder": None}, "waits for a second"),
        ({"motion": UUID(int=7)}, "no such motion"),
    ],
)
async def test_a_vote_that_cannot_be_is_refused_and_nothing_is_kept(
    sitting: Sitting, wish: dict[str, object], said: str
) -> None:
    meeting, session = await returned(sitting)
    refusals = (BadInputError, RuleBrokenError, OutOfOrderError, NotFoundError)
    with pytest.raises(refusals, match=said):
        await tell_closed_votes(sitting.by(), session.id, voted(sitting, **wish))
    file = await file_of(sitting, meeting)
    assert (file.meeting.state, len(file.motions)) == (Session.RETURNING, 1)


async def test_a_vote_lies_between_the_closing_and_the_opening(sitting: Sitting) -> None:
    _, session = await returned(sitting)
    for at in (session.begun_at - timedelta(minutes=2), sitting.now + timedelta(minutes=2)):
        with pytest.raises(BadInputError, match="not closed then"):
            await tell_closed_votes(sitting.by(), session.id, voted(sitting, voted_at=at))


async def test_yes_without_a_vote_and_no_with_one_are_refused(sitting: Sitting) -> None:
    _, session = await returned(sitting)
    with pytest.raises(BadInputError, match="what was voted on"):
        await tell_closed_votes(sitting.by(), session.id, ClosedVotes(formal_vote=True))
    neither = ClosedVotes(formal_vote=False, votes=voted(sitting).votes)
    with pytest.raises(BadInputError, match="none to record"):
        await tell_closed_votes(sitting.by(), session.id, neither)
