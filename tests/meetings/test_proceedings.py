"""Excuses and attendance, public comment, the record of votes (FOIL 87(3)(a)), what is due."""

from datetime import date, timedelta

import pytest

from governance.errors import OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.services.bodies import engine
from meetings.schemas.attendance import ExcuseWish, ExcuseWithdrawal
from meetings.schemas.meetings import Meeting
from meetings.schemas.speakers import Settled, Settlement, SpeakerWish
from meetings.services.attendance import attendance_year, excuse_absence, withdraw_excuse
from meetings.services.due_minutes import due_minutes
from meetings.services.files import get_meeting
from meetings.services.minutes import publish_minutes
from meetings.services.minutes_texts import draft_of
from meetings.services.sessions import adjourn_meeting
from meetings.services.speakers import (
    call_speaker,
    close_sign_up,
    due_erasures,
    erase_speaker_contacts,
    settle_speaker,
    sign_up_at_the_door,
    sign_up_to_speak,
    speaker_list,
    speakers_of,
)
from meetings.services.voting_records import votes_of_meeting, votes_of_year
from tests.meetings.sitting import HOUR, Sitting, sitting

__all__ = ["sitting"]


async def held(sitting: Sitting) -> Meeting:
    meeting = await sitting.in_session(6)
    await sitting.decided(meeting, text="Adopt the plan.")
    await adjourn_meeting(sitting.by(), meeting.id)
    return meeting


async def test_an_excuse_is_a_deed_of_whom_the_charter_names_and_never_for_who_was_there(
    sitting: Sitting,
) -> None:
    meeting = await held(sitting)
    away, there = sitting.members[8], sitting.members[0]
    wish = ExcuseWish(person=away, reason="A funeral.")
    with pytest.raises(RuleBrokenError, match="somebody else excuse"):
        await excuse_absence(sitting.by(Role.STAFF), meeting.id, wish)
    with pytest.raises(RuleBrokenError, match="This member was there"):
        await excuse_absence(sitting.by(), meeting.id, ExcuseWish(person=there, reason="X"))
    await excuse_absence(sitting.by(), meeting.id, wish)
    with pytest.raises(RuleBrokenError, match="excused already"):
        await excuse_absence(sitting.by(), meeting.id, wish)
    rows = await engine().read("SELECT entry FROM audit")
    assert not any("funeral" in row["entry"] for row in rows)
    year = await attendance_year(sitting.body, sitting.charter, date(2026, 12, 4))
    found = {each.person: each for each in year.members}
    assert (found[away].excused, found[away].absent) == (1, 0)
    assert (found[there].present, found[there].late) == (1, 1)
    assert found[sitting.members[7]].absent == 1
    assert year.since == date(2026, 7, 1)
    await withdraw_excuse(sitting.by(), meeting.id, ExcuseWithdrawal(person=away))
    with pytest.raises(OutOfOrderError, match="is not excused"):
        await withdraw_excuse(sitting.by(), meeting.id, ExcuseWithdrawal(person=away))


async def test_speakers_sign_up_are_called_and_stand_in_the_minutes_by_name(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    sitting.now = HOUR - timedelta(days=2)
    anyone = SpeakerWish(name="D. Ortiz", topic="Towing", contact="d@test.example")
    assert (await sign_up_to_speak(sitting.by(), meeting.id, anyone)).number == 1
    await sign_up_to_speak(sitting.by(), meeting.id, SpeakerWish(name="E. Novak"))
    listed = await speaker_list(sitting.body, sitting.charter, meeting, sitting.now)
    assert (listed.signed_up, listed.spoke, listed.is_open) == (2, (), True)
    rows = await engine().read("SELECT entry FROM audit")
    assert not any("Ortiz" in row["entry"] for row in rows)
    first, second = await speakers_of(meeting.id)
    with pytest.raises(OutOfOrderError, match="while the meeting is in session"):
        await call_speaker(sitting.by(), meeting.id, first.id)
    await sitting.begin(meeting)
    with pytest.raises(RuleBrokenError, match="Sign-up on the web ended"):
        await sign_up_to_speak(sitting.by(), meeting.id, anyone)
    await sign_up_at_the_door(sitting.by(), meeting.id, SpeakerWish(name="F. Late"))
    await call_speaker(sitting.by(), meeting.id, first.id)
    with pytest.raises(OutOfOrderError, match="Somebody else is speaking"):
        await call_speaker(sitting.by(), meeting.id, second.id)
    await settle_speaker(sitting.by(), meeting.id, first.id, Settlement(outcome=Settled.SPOKE))
    with pytest.raises(OutOfOrderError, match="not at that point: spoke"):
        await settle_speaker(sitting.by(), meeting.id, first.id, Settlement(outcome=Settled.SPOKE))
    await call_speaker(sitting.by(), meeting.id, second.id)
    missing = Settlement(outcome=Settled.MISSING)
    await settle_speaker(sitting.by(), meeting.id, second.id, missing)
    await close_sign_up(sitting.by(), meeting.id)
    with pytest.raises(RuleBrokenError, match="list of speakers is closed"):
        await sign_up_at_the_door(sitting.by(), meeting.id, anyone)
    said = [line.text for line in (await draft_of(sitting.body, meeting.id)).lines]
    assert "Spoke: D. Ortiz." in said
    assert not any("Novak" in text or "Towing" in text for text in said)


async def test_contacts_are_erased_when_their_span_is_over_and_not_before(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    sitting.now = HOUR - timedelta(days=2)
    wish = SpeakerWish(name="D. Ortiz", contact="d@test.example")
    await sign_up_to_speak(sitting.by(), meeting.id, wish)
    sitting.now = HOUR + timedelta(days=90)
    assert (await erase_speaker_contacts(sitting.by())).count == 0
    assert await due_erasures(sitting.body, date(2027, 3, 3)) == []
    sitting.now = HOUR + timedelta(days=91)
    assert len(await due_erasures(sitting.body, date(2027, 3, 4))) == 1
    assert (await erase_speaker_contacts(sitting.by())).count == 1
    (speaker,) = await speakers_of(meeting.id)
    assert (speaker.name, speaker.contact) == ("(erased)", "")
    rows = await engine().read("SELECT value FROM audit_secret")
    assert not any("Ortiz" in row["value"] or "@" in row["value"] for row in rows)


async def test_every_member_s_vote_is_on_record_for_a_meeting_and_a_year(
    sitting: Sitting,
) -> None:
    meeting = await held(sitting)
    lines = await votes_of_meeting(sitting.body, meeting.id)
    assert len(lines) == 9
    assert [each.vote for each in lines].count("yes") == 6
    assert [each.vote for each in lines].count("absent") == 3
    assert await votes_of_year(sitting.body, 2026) == lines
    assert await votes_of_year(sitting.body, 2025) == ()


async def test_what_is_due_of_minutes_follows_their_life(sitting: Sitting) -> None:
    meeting = await held(sitting)
    await publish_minutes(sitting.by(), meeting.id)
    (due,) = await due_minutes(sitting.body, date(2026, 12, 10))
    assert str(due.what) == "Approve the minutes of Thursday, December 3, 2026"
    later = await sitting.meeting(starts_at=HOUR + timedelta(days=35))
    (due,) = await due_minutes(sitting.body, date(2026, 12, 10))
    assert due.day == date(2027, 1, 7)
    await sitting.begin(await get_meeting(sitting.body, later.id))
    await sitting.decided(later, "minutes", "", minutes_of=meeting.id)
    (due,) = await due_minutes(sitting.body, date(2027, 1, 8))
    assert str(due.what).endswith("Secretary and Chair")
    assert due.day == date(2027, 1, 21)
