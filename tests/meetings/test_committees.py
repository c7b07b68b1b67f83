"""Committees (18-7B4, 18-6A-5): formed, seated, reporting, closed; missing ones are due."""

import asyncio
from datetime import date

import pytest

from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.services.bodies import engine
from meetings.rules.committees import Standing
from meetings.schemas.committees import (
    AmendmentWish,
    Closing,
    Committee,
    CommitteeWish,
    MeetingEntry,
    Release,
    ReportWish,
    SeatWish,
)
from meetings.schemas.meetings import MeetingKind
from meetings.schemas.schedules import Cancellation
from meetings.services import committees
from meetings.services.calendars import cancel_meeting
from tests.meetings.sitting import NOW, Sitting, sitting

__all__ = ["sitting"]

YOUTH = CommitteeWish(
    name="Youth committee", standing=Standing.STANDING, charge="Youth.", duty="youth"
)


async def formed(board: Sitting, seats: int = 0) -> Committee:
    found = await committees.form_committee(board.by(), YOUTH)
    for person in board.members[:seats]:
        found = await committees.seat_committee_member(
            board.by(), found.id, SeatWish(person=person)
        )
    return found


async def due(board: Sitting) -> list[str]:
    found = await committees.due(board.body, board.charter, NOW.date())
    return [f"{each.what} {each.clause}" for each in found]


async def test_what_the_law_asks_for_is_due_until_it_stands_and_has_members(
    sitting: Sitting,
) -> None:
    assert await due(sitting) == [
        "Form the Youth and community engagement committee 18-7B(4)",
        "Form the Rules committee 18-6A-5",
        "Form the Search committee 18-6A-5",
    ]
    youth = await formed(sitting)
    assert "Put members on the Youth and community engagement committee 18-7B(4)" in await due(
        sitting
    )
    await committees.seat_committee_member(
        sitting.by(), youth.id, SeatWish(person=sitting.members[0])
    )
    assert not any("Youth" in each for each in await due(sitting))
    await committees.close_committee(sitting.by(), youth.id, Closing(reason="Begun anew."))
    assert any("Form the Youth" in each for each in await due(sitting))
    rules = CommitteeWish(name="Rules", standing=Standing.SPECIAL, charge="Rules.", duty="rules")
    convened = await committees.form_committee(sitting.by(), rules)
    await committees.close_committee(sitting.by(), convened.id, Closing(reason="Rules adopted."))
    assert not any("Rules" in each for each in await due(sitting))


async def test_members_in_office_sit_once_under_one_chair(sitting: Sitting) -> None:
    youth = await formed(sitting, 3)
    assert (len(youth.members), youth.quorum) == (3, 2)
    again = SeatWish(person=sitting.members[0])
    with pytest.raises(OutOfOrderError, match="on the committee already"):
        await committees.seat_committee_member(sitting.by(), youth.id, again)
    with pytest.raises(BadInputError, match="Only members in office"):
        await committees.seat_committee_member(sitting.by(), youth.id, SeatWish(person=youth.id))
    answers = await asyncio.gather(
        *(
            committees.seat_committee_member(
                sitting.by(), youth.id, SeatWish(person=person, chairs=True)
            )
            for person in sitting.members[3:5]
        ),
        return_exceptions=True,
    )
    (refused,) = [each for each in answers if isinstance(each, OutOfOrderError)]
    assert "has a chair" in str(refused)
    gone = Release(person=sitting.members[0])
    assert (
        len((await committees.release_committee_member(sitting.by(), youth.id, gone)).members) == 3
    )
    with pytest.raises(BadInputError, match="is not on the committee"):
        await committees.release_committee_member(sitting.by(), youth.id, gone)


async def test_a_member_who_leaves_the_board_counts_no_more(sitting: Sitting) -> None:
    youth = await formed(sitting, 3)
    async with engine().transaction():
        await engine().write(
            "UPDATE service SET until = $1 WHERE person = $2",
            date(2026, 11, 20),
            sitting.members[0],
        )
    seen = await committees.get_committee(sitting.body, youth.id, NOW.date())
    assert [each.in_office for each in seen.members].count(False) == 1
    assert seen.quorum == 2


async def test_a_committee_is_amended_and_what_it_was_stays_readable(sitting: Sitting) -> None:
    youth = await formed(sitting, 3)
    same = AmendmentWish(charge="Youth.", decision="Motion 1.")
    with pytest.raises(BadInputError, match="already"):
        await committees.amend_committee(sitting.by(), youth.id, same)
    for places, broken in ((2, "3 members are on the committee"), (10, "has seats: 9")):
        wrong = AmendmentWish(charge="Youth.", places=places, decision="Motion 1.")
        with pytest.raises(RuleBrokenError, match=broken):
            await committees.amend_committee(sitting.by(), youth.id, wrong)
    five = AmendmentWish(charge="Youth and schools.", places=5, decision="Motion 2.")
    amended = await committees.amend_committee(sitting.by(), youth.id, five)
    assert (amended.charge, amended.places, amended.quorum) == ("Youth and schools.", 5, 3)
    amended = await committees.amend_committee(sitting.by(), youth.id, same)
    assert [(each.charge, each.places, each.decision) for each in amended.amendments] == [
        ("Youth and schools.", 5, "Motion 1."),
        ("Youth.", None, "Motion 2."),
    ]
    await committees.close_committee(sitting.by(), youth.id, Closing(reason="Done."))
    with pytest.raises(OutOfOrderError, match="has ended"):
        await committees.amend_committee(sitting.by(), youth.id, five)


async def test_no_committee_is_formed_with_more_places_than_the_board_has(
    sitting: Sitting,
) -> None:
    wish = CommitteeWish(name="All", standing=Standing.STANDING, charge="All.", places=10)
    with pytest.raises(RuleBrokenError, match="has seats: 9"):
        await committees.form_committee(sitting.by(), wish)


async def test_a_committee_with_a_meeting_to_hold_is_not_closed(sitting: Sitting) -> None:
    youth = await formed(sitting, 3)
    board_s = await sitting.meeting()
    with pytest.raises(BadInputError, match="Only a committee meeting"):
        await committees.enter_committee_meeting(
            sitting.by(), youth.id, MeetingEntry(meeting=board_s.id)
        )
    meeting = await sitting.meeting(kind=MeetingKind.COMMITTEE, title="Youth committee")
    entry = MeetingEntry(meeting=meeting.id)
    await committees.enter_committee_meeting(sitting.by(), youth.id, entry)
    with pytest.raises(OutOfOrderError, match="a committee's already"):
        await committees.enter_committee_meeting(sitting.by(), youth.id, entry)
    with pytest.raises(RuleBrokenError, match="still has meetings: Youth committee"):
        await committees.close_committee(sitting.by(), youth.id, Closing(reason="Done."))
    await cancel_meeting(sitting.by(), meeting.id, Cancellation(reason="Nobody can come."))
    told = ReportWish(title="The summer", text="What was done.")
    await committees.report_to_body(sitting.by(), youth.id, told)
    ended = await committees.close_committee(sitting.by(), youth.id, Closing(reason="Done."))
    assert [each.title for each in ended.reports] == ["The summer"]
    with pytest.raises(OutOfOrderError, match="has ended"):
        await committees.report_to_body(sitting.by(), youth.id, told)
