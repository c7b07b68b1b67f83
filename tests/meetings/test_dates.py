"""A meeting that is moved or called off stays the same one, and its history is told."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.papers import Upload
from meetings.rules.motions import Session
from meetings.schemas.meetings import CallToOrder, MeetingKind, NoticeWish
from meetings.schemas.schedules import Cancellation, CancelledFor, NewTime
from meetings.services import calendars, notices, sessions
from meetings.services.changes import changes_of
from meetings.services.conflicts import conflicts_of
from meetings.services.files import get_meeting, meeting_file
from tests.meetings.law import here
from tests.meetings.sitting import HOUR, Sitting, sitting

__all__ = ["sitting"]

DAY = timedelta(days=1)
PDF = Upload(name="wall.pdf", content=b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


async def test_each_change_tells_who_when_and_why(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    moved = NewTime(starts_at=HOUR + 7 * DAY, place="Library", reason="The hall is let.")
    after = await calendars.reschedule_meeting(sitting.by(), meeting.id, moved)
    off = Cancellation(cancelled_for=CancelledFor.QUORUM, reason="Four could come.")
    called_off = await calendars.cancel_meeting(sitting.by(), meeting.id, off)
    assert (called_off.cancelled_why, called_off.cancelled_for) == (
        "Want of a quorum. Four could come.",
        "quorum",
    )
    first, second = await changes_of(sitting.body, meeting.id)
    assert (first.starts_was, first.place_was, first.reason) == (
        HOUR,
        "City Hall",
        "The hall is let.",
    )
    assert (first.changed_by, first.changed_at) == ("Test", after.changed_at)
    assert (second.starts_was, second.place_was, second.state) == (
        HOUR + 7 * DAY,
        "Library",
        Session.CANCELLED,
    )
    assert (called_off.uid, called_off.sequence) == (meeting.uid, 2)


async def test_what_was_called_off_can_be_set_anew_as_the_same_meeting(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    await calendars.cancel_meeting(
        sitting.by(), meeting.id, Cancellation(cancelled_for=CancelledFor.WEATHER)
    )
    with pytest.raises(OutOfOrderError, match="called off already"):
        await calendars.cancel_meeting(sitting.by(), meeting.id, Cancellation(reason="Again."))
    again = await calendars.reschedule_meeting(
        sitting.by(), meeting.id, NewTime(starts_at=HOUR + DAY)
    )
    assert (again.uid, again.state, again.cancelled_why) == (meeting.uid, Session.SCHEDULED, "")
    assert again.set_at > meeting.set_at


async def test_another_reason_must_be_told_and_a_listed_one_need_not(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(BadInputError, match="Say why"):
        await calendars.cancel_meeting(sitting.by(), meeting.id, Cancellation(reason="  "))
    off = await calendars.cancel_meeting(
        sitting.by(), meeting.id, Cancellation(cancelled_for=CancelledFor.HOLIDAY)
    )
    assert off.cancelled_why == "A holiday."


async def test_of_two_who_move_a_meeting_the_second_hears_who_was_faster(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    wishes = [NewTime(starts_at=HOUR + days * DAY, seen=meeting.sequence) for days in (1, 2)]
    done = await asyncio.gather(
        *(calendars.reschedule_meeting(sitting.by(), meeting.id, wish) for wish in wishes),
        return_exceptions=True,
    )
    (refused,) = [each for each in done if isinstance(each, OutOfOrderError)]
    assert "Test was faster and changed this meeting at" in str(refused)
    assert "City Hall" in str(refused)
    assert len(await changes_of(sitting.body, meeting.id)) == 1
    with pytest.raises(OutOfOrderError, match="was faster"):
        await calendars.cancel_meeting(
            sitting.by(), meeting.id, Cancellation(reason="Snow.", seen=meeting.sequence)
        )


async def test_a_meeting_called_to_order_is_neither_moved_nor_called_off(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    sitting.now = HOUR
    await sessions.call_to_order(sitting.by(), meeting.id, CallToOrder())
    for wish in (NewTime(starts_at=HOUR + DAY), Cancellation(reason="Snow.")):
        deed = (
            calendars.reschedule_meeting if isinstance(wish, NewTime) else calendars.cancel_meeting
        )
        with pytest.raises(OutOfOrderError, match="ends by being adjourned"):
            await deed(sitting.by(), meeting.id, wish)  # type: ignore[arg-type]  # each its own wish
    assert (await get_meeting(sitting.body, meeting.id)).sequence == 0


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2026-11-21T09:00", None, "this hour has passed"),
        ("2026-12-03T18:30", "2026-12-03T18:30", "ends after it starts"),
        ("2027-03-14T02:30", None, "the clocks go forward and skip 2:30 am"),
        ("2027-11-07T01:30", None, "the clocks go back and 1:30 am comes twice"),
        ("2027-11-07T00:30", "2027-11-07T01:30", "the clocks go back and 1:30 am comes twice"),
    ],
)
async def test_an_hour_that_cannot_be_meant_is_refused_in_words(
    sitting: Sitting, starts: str, ends: str | None, words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        await sitting.meeting(
            starts_at=datetime.fromisoformat(starts),
            ends_at=datetime.fromisoformat(ends) if ends else None,
        )


async def test_whoever_says_which_of_the_two_hours_is_understood(sitting: Sitting) -> None:
    second = datetime.fromisoformat("2027-11-07T01:30-05:00")
    assert (await sitting.meeting(starts_at=second)).starts_at == second


async def test_a_new_place_starts_the_clock_anew_and_a_new_stream_does_not(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    streamed = NewTime(starts_at=HOUR, video="https://video.example")
    same = await calendars.reschedule_meeting(sitting.by(), meeting.id, streamed)
    assert (same.set_at, same.sequence, same.video) == (meeting.set_at, 1, streamed.video)
    elsewhere = NewTime(starts_at=HOUR, place="Library")
    moved = await calendars.reschedule_meeting(sitting.by(), meeting.id, elsewhere)
    assert moved.set_at > meeting.set_at
    assert moved.video == streamed.video


async def test_paper_is_a_claim_beside_the_recorded_moment(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    sitting.now = here("2026-12-01 09:00").astimezone(UTC)
    channel = sitting.charter.meetings.notice.channels[1]
    claimed = here("2026-11-24 10:00")
    wish = NoticeWish(channel=channel, paper=PDF, claimed_at=claimed)
    given = await notices.give_notice(sitting.by(), meeting.id, wish)
    assert given.given_at == sitting.now
    assert given.claimed_at == claimed
    (kept,) = (await meeting_file(sitting.body, meeting.id)).notices
    assert (kept.paper, kept.recorded_by) == (given.paper, "Test")
    for each in sitting.charter.meetings.notice.channels:
        await notices.give_notice(
            sitting.by(), meeting.id, NoticeWish(channel=each, proof="Seen there.")
        )
    file = await meeting_file(sitting.body, meeting.id)
    duty = notices.duties_of(file, sitting.body, sitting.charter)[0]
    assert duty.standing(here("2026-12-02 09:00")) == "late"


async def test_a_claim_about_tomorrow_and_notice_without_a_proof_are_refused(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    channel = sitting.charter.meetings.notice.channels[0]
    wish = NoticeWish(channel=channel, proof="x", claimed_at=sitting.now + DAY)
    with pytest.raises(BadInputError, match="lies in the past"):
        await notices.give_notice(sitting.by(), meeting.id, wish)
    with pytest.raises(BadInputError, match="or hand in a file"):
        await notices.give_notice(sitting.by(), meeting.id, NoticeWish(channel=channel))


async def test_what_else_the_board_has_then_is_pointed_out(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    assert await conflicts_of(sitting.body, sitting.charter, meeting) == ()
    other = await sitting.meeting(
        title="Panel", kind=MeetingKind.PANEL, starts_at=HOUR + timedelta(hours=1)
    )
    (found,) = await conflicts_of(sitting.body, sitting.charter, other)
    assert "The board meets then already: Regular meeting" in str(found.reason)
