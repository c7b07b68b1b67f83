"""Minutes from the draft to the signature: OML 106(1), OML 106(3)."""

from datetime import timedelta

import pytest

from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from meetings.rules.recusals import Relation
from meetings.rules.tallies import Outcome
from meetings.rules.votes import Choice
from meetings.schemas.meetings import Meeting
from meetings.schemas.minutes import (
    MinutesHistory,
    MinutesPublishing,
    MinutesText,
    Passage,
    Signing,
)
from meetings.schemas.motions import DisclosureWish, TakingPart, VoteCorrectionWish
from meetings.services.approvals import history_of, sign_minutes
from meetings.services.corrections import correct_vote
from meetings.services.files import get_meeting
from meetings.services.minutes import publish_minutes
from meetings.services.minutes_texts import draft_of, edit_minutes
from meetings.services.recusals import declare_recusal, take_part_again
from meetings.services.sessions import adjourn_meeting, recess_meeting, resume_meeting
from meetings.services.votes import close_vote, decide_by_consent
from tests.meetings.sitting import HOUR, Sitting, sitting

__all__ = ["sitting"]


async def held(sitting: Sitting) -> Meeting:
    """Hold a meeting with one motion, carried by five against none."""
    meeting = await sitting.in_session(6)
    motion = await sitting.put(meeting, text="Adopt the plan.")
    await sitting.vote(motion, dict.fromkeys(range(6), "yes"))
    await close_vote(sitting.by(), motion.id)
    await adjourn_meeting(sitting.by(), meeting.id)
    return meeting


async def next_meeting(sitting: Sitting) -> Meeting:
    meeting = await sitting.meeting(starts_at=HOUR + timedelta(days=35))
    return await sitting.begin(meeting, 6)


async def write(
    sitting: Sitting,
    meeting: Meeting,
    passages: dict[str, str],
    *,
    revision: int = 0,
    version: int = 0,
) -> None:
    wish = MinutesText(
        revision=revision,
        version=version,
        passages=tuple(Passage(after=key, text=text) for key, text in passages.items()),
    )
    await edit_minutes(sitting.by(Role.STAFF), meeting.id, wish)


async def history(sitting: Sitting, meeting: Meeting) -> MinutesHistory:
    return await history_of(sitting.body, await get_meeting(sitting.body, meeting.id))


async def approved(sitting: Sitting, meeting: Meeting, **more: object) -> Meeting:
    later = await next_meeting(sitting)
    await sitting.decided(later, "minutes", "", minutes_of=meeting.id, **more)
    return later


async def test_own_words_stand_between_lines_that_follow_the_record(sitting: Sitting) -> None:
    meeting = await held(sitting)
    await write(sitting, meeting, {"motion-1": "The plan is in the packet.", "adjournment": "Bye."})
    first = await publish_minutes(sitting.by(), meeting.id)
    texts = [line.text for line in first.lines]
    assert texts[texts.index("The plan is in the packet.") - 1].startswith("Motion 1: Adopt")
    motion = (await draft_of(sitting.body, meeting.id)).lines
    assert any(line.kind == "vote" for line in motion)


async def test_a_later_correction_makes_another_version_that_shows_the_difference(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(7)
    motion = await sitting.put(meeting, text="Adopt the plan.")
    await sitting.vote(motion, dict.fromkeys(range(7), "yes"))
    await close_vote(sitting.by(), motion.id)
    await adjourn_meeting(sitting.by(), meeting.id)
    await write(sitting, meeting, {"motion-1.1": "Counted twice."})
    await publish_minutes(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError, match="Version 1 says just this"):
        await publish_minutes(sitting.by(), meeting.id)
    wish = VoteCorrectionWish(
        person=sitting.members[0], choice=Choice.NO, reason="Misheard.", outcome=Outcome.CARRIED
    )
    await correct_vote(sitting.by(), motion.id, wish)
    await publish_minutes(sitting.by(), meeting.id)
    found = await history(sitting, meeting)
    gone = [each.text for each in found.versions[1].changes if each.fate == "gone"]
    new = [each.text for each in found.versions[1].changes if each.fate == "new"]
    assert any("M. Castellanos" in text for text in gone)
    assert any(text.startswith("Corrected on") and "Misheard." in text for text in new)
    assert "Counted twice." in [line.text for line in found.versions[1].lines]
    assert found.versions[0].lines != found.versions[1].lines
    assert found.approved is None


async def test_amendments_recusals_and_recesses_are_told(sitting: Sitting) -> None:
    meeting = await sitting.in_session(7)
    motion = await sitting.seconded(meeting, text="Adopt the plan.")
    await sitting.decided(meeting, "amend", wording="Adopt the plan, without page 3.")
    await recess_meeting(sitting.by(), meeting.id)
    sitting.now += timedelta(minutes=10)
    await resume_meeting(sitting.by(), meeting.id)
    aside = sitting.members[3]
    stand = DisclosureWish(relation=Relation.BUSINESS, reason="A contract.", person=aside)
    await declare_recusal(sitting.by(), motion.id, stand)
    back = TakingPart(reason="It ended in May.", person=aside)
    await take_part_again(sitting.by(), motion.id, back)
    await adjourn_meeting(sitting.by(), meeting.id)
    said = [line.text for line in (await draft_of(sitting.body, meeting.id)).lines]
    assert "Before motion 2 amended it, it read: Adopt the plan." in said
    assert "J. Moreau took part again: It ended in May." in said
    assert any(text.startswith("In recess from 6:30 pm to 6:40 pm") for text in said)


async def test_of_two_who_publish_at_once_the_second_is_told_who_was_faster(
    sitting: Sitting,
) -> None:
    meeting = await held(sitting)
    await publish_minutes(sitting.by(Role.STAFF), meeting.id, MinutesPublishing(version=0))
    await write(sitting, meeting, {"opening": "More."}, version=1)
    with pytest.raises(OutOfOrderError, match="published version 1 at"):
        await publish_minutes(sitting.by(), meeting.id, MinutesPublishing(version=0))
    await publish_minutes(sitting.by(), meeting.id, MinutesPublishing(version=1))


async def test_who_writes_on_a_text_that_moved_on_is_told_and_overwrites_nothing(
    sitting: Sitting,
) -> None:
    meeting = await held(sitting)
    await write(sitting, meeting, {"opening": "Mine."})
    with pytest.raises(OutOfOrderError, match="saved another text at"):
        await write(sitting, meeting, {"opening": "Theirs."})
    await publish_minutes(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError, match="Version 1 was published by Test at"):
        await write(sitting, meeting, {"opening": "Late."}, revision=1)
    kept = await draft_of(sitting.body, meeting.id)
    assert [each.text for each in kept.passages] == ["Mine."]


async def test_nothing_is_written_after_a_line_that_is_not_there(sitting: Sitting) -> None:
    meeting = await held(sitting)
    with pytest.raises(BadInputError, match="no such line"):
        await write(sitting, meeting, {"motion-9": "X"})


async def test_minutes_are_approved_at_a_later_meeting_by_its_motion(sitting: Sitting) -> None:
    meeting = await held(sitting)
    await publish_minutes(sitting.by(), meeting.id)
    later = await approved(sitting, meeting)
    found = await history(sitting, meeting)
    assert found.approved == 1
    approval = found.versions[0].approval
    assert approval is not None
    assert (approval.meeting, approval.as_corrected) == (later.id, False)
    assert "December 3, 2026 (Regular meeting, version 1)" in approval.words
    with pytest.raises(RuleBrokenError, match="approved already"):
        await sitting.moved(later, "minutes", "", minutes_of=meeting.id)


async def test_what_is_no_approval_is_refused_with_its_reason(sitting: Sitting) -> None:
    meeting = await held(sitting)
    later = await next_meeting(sitting)
    with pytest.raises(RuleBrokenError, match="No minutes of that meeting"):
        await sitting.moved(later, "minutes", "", minutes_of=meeting.id)
    with pytest.raises(RuleBrokenError, match="does not approve its own"):
        await sitting.moved(later, "minutes", "", minutes_of=later.id)
    other = await sitting.meeting(starts_at=HOUR + timedelta(days=70))
    with pytest.raises(RuleBrokenError, match="has not ended"):
        await sitting.moved(later, "minutes", "", minutes_of=other.id)
    with pytest.raises(BadInputError, match="Choose the meeting"):
        await sitting.moved(later, "minutes", "")


async def test_approved_as_corrected_waits_for_the_corrections_to_be_put_in(
    sitting: Sitting,
) -> None:
    meeting = await held(sitting)
    await publish_minutes(sitting.by(), meeting.id)
    later = await next_meeting(sitting)
    motion = await sitting.seconded(later, "minutes", "", minutes_of=meeting.id)
    await sitting.decided(later, "amend", wording="To approve them with page 2 put right.")
    assert (await decide_by_consent(sitting.by(), motion.id)).outcome == "carried"
    found = await history(sitting, meeting)
    approval = found.versions[0].approval
    assert approval is not None
    assert approval.as_corrected
    assert approval.words == "To approve them with page 2 put right."
    assert found.versions[0].corrections_to_enter
    await write(sitting, meeting, {"motion-1": "Page 2."}, version=1)
    enters = MinutesPublishing(version=1, enters_corrections=True)
    await publish_minutes(sitting.by(), meeting.id, enters)
    after = await history(sitting, meeting)
    assert after.approved == 2
    assert not any(each.corrections_to_enter for each in after.versions)
    await write(sitting, meeting, {"motion-1": "Page 3."}, revision=1, version=2)
    with pytest.raises(BadInputError, match="say what is corrected"):
        await publish_minutes(sitting.by(), meeting.id, MinutesPublishing(version=2))
    wish = MinutesPublishing(version=2, enters_corrections=True)
    with pytest.raises(OutOfOrderError, match="No corrections"):
        await publish_minutes(sitting.by(), meeting.id, wish)
    wish = MinutesPublishing(version=2, about="A page number.")
    await publish_minutes(sitting.by(), meeting.id, wish)
    assert (await history(sitting, meeting)).approved == 2


async def test_a_rescinded_approval_is_none(sitting: Sitting) -> None:
    meeting = await held(sitting)
    await publish_minutes(sitting.by(), meeting.id)
    later = await next_meeting(sitting)
    motion = await sitting.decided(later, "minutes", "", minutes_of=meeting.id)
    await sitting.decided(later, "rescind", "", target=motion.id)
    assert (await history(sitting, meeting)).approved is None


async def test_who_signs_signs_the_digest_of_the_approved_version_once(sitting: Sitting) -> None:
    meeting = await held(sitting)
    version = await publish_minutes(sitting.by(), meeting.id)
    wish = Signing(title="Secretary", digest=version.digest)
    with pytest.raises(RuleBrokenError, match="signed once they are approved"):
        await sign_minutes(sitting.by(Role.STAFF), meeting.id, 1, wish)
    await approved(sitting, meeting)
    other = Signing(title="Secretary", digest="0" * 64)
    with pytest.raises(OutOfOrderError, match="another text"):
        await sign_minutes(sitting.by(Role.STAFF), meeting.id, 1, other)
    chair = Signing(title="Chair", digest=version.digest)
    with pytest.raises(RuleBrokenError, match="somebody else sign as Chair"):
        await sign_minutes(sitting.by(Role.STAFF), meeting.id, 1, chair)
    await sign_minutes(sitting.by(Role.STAFF), meeting.id, 1, wish)
    with pytest.raises(RuleBrokenError, match="signed by the Secretary already"):
        await sign_minutes(sitting.by(Role.STAFF), meeting.id, 1, wish)
    (signature,) = (await history(sitting, meeting)).versions[0].signatures
    assert (signature.title, signature.digest) == ("Secretary", version.digest)
