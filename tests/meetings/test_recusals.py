"""Who stands aside, from what, and what was disclosed before (18-9A and 18-9B)."""

from uuid import UUID, uuid4

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
from meetings.rules.recusals import Relation
from meetings.schemas.disclosures import DisclosureEnd, DisclosureStatement
from meetings.schemas.meetings import ItemWish, Meeting
from meetings.schemas.motions import DisclosureWish, TakingPart
from meetings.services import consoles, disclosures, motions, recusals, votes
from meetings.services.agendas import add_agenda_item
from meetings.services.files import meeting_file
from meetings.services.minutes import drafted
from tests.meetings.sitting import Sitting, acting, sitting

__all__ = ["sitting"]

ASIDE = DisclosureWish(relation=Relation.BUSINESS, reason="Partners in a firm.")
SECRET = "Zebulon Quartermain"


async def item(sitting: Sitting, meeting: Meeting, title: str = "Towing contract") -> UUID:
    return (await add_agenda_item(sitting.by(), meeting.id, ItemWish(title=title))).id


async def recused(sitting: Sitting, meeting: Meeting, motion: UUID) -> frozenset[UUID]:
    return (await meeting_file(sitting.body, meeting.id)).motion(motion).recused


async def discloses(
    sitting: Sitting, member: int = 0, party: str = "Acme Towing", details: str = ""
) -> UUID:
    wish = DisclosureStatement(party=party, relation=Relation.FAMILY, details=details)
    return (await disclosures.state_disclosure(sitting.by(Role.MEMBER, member), wish)).id


async def test_a_member_stands_aside_from_a_whole_item_even_before_the_meeting(
    sitting: Sitting,
) -> None:
    meeting = await sitting.meeting()
    towing = await item(sitting, meeting)
    await recusals.declare_item_recusal(sitting.by(Role.MEMBER, 0), towing, ASIDE)
    with pytest.raises(OutOfOrderError):
        await recusals.declare_item_recusal(sitting.by(Role.MEMBER, 0), towing, ASIDE)
    await sitting.begin(meeting, there=7)
    under = await sitting.put(meeting, item=towing, mover=sitting.members[2])
    assert await recused(sitting, meeting, under.id) == {sitting.members[0]}
    with pytest.raises(RuleBrokenError):
        await sitting.vote(under, {0: "yes"})
    await votes.close_vote(sitting.by(), under.id)
    other = await sitting.put(meeting)
    await sitting.vote(other, {0: "yes"})


async def test_who_stands_aside_from_a_motion_does_so_from_what_is_moved_upon_it(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=7)
    towing = await item(sitting, meeting)
    main = await sitting.seconded(meeting, item=towing)
    amendment = await sitting.seconded(meeting, "amend")
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 3), main.id, ASIDE)
    for motion in (main, amendment):
        assert sitting.members[3] in await recused(sitting, meeting, motion.id)
    whole = DisclosureWish(relation=Relation.FAMILY, reason="My cousin.", whole_item=True)
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 4), amendment.id, whole)
    assert sitting.members[4] in await recused(sitting, meeting, main.id)


async def test_without_an_item_there_is_no_whole_item(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    whole = DisclosureWish(relation=Relation.FAMILY, reason="My cousin.", whole_item=True)
    with pytest.raises(BadInputError):
        await recusals.declare_recusal(sitting.by(Role.MEMBER, 3), main.id, whole)


async def test_a_change_of_mind_is_a_new_entry_and_comes_before_the_vote(
    sitting: Sitting,
) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.seconded(meeting)
    me = sitting.members[3]
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 3), main.id, ASIDE)
    back = TakingPart(reason="It is another firm of that name.")
    await recusals.take_part_again(sitting.by(Role.MEMBER, 3), main.id, back)
    assert await recused(sitting, meeting, main.id) == frozenset()
    with pytest.raises(RuleBrokenError):
        await recusals.take_part_again(sitting.by(Role.MEMBER, 3), main.id, back)
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 3), main.id, ASIDE)
    await motions.put_motion(sitting.by(), main.id)
    with pytest.raises(OutOfOrderError):
        await recusals.take_part_again(sitting.by(Role.MEMBER, 3), main.id, back)
    entries = await recusals.entries_at(meeting.id)
    assert [(each.person, each.takes_part) for each in entries] == [
        (me, False),
        (me, True),
        (me, False),
    ]


async def test_a_recusal_after_the_close_changes_nothing(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=6)
    towing = await item(sitting, meeting)
    motion = await sitting.put(meeting, item=towing)
    await sitting.vote(motion, dict.fromkeys(range(6), "yes"))
    await votes.close_vote(sitting.by(), motion.id)
    sitting.now -= (sitting.now - meeting.starts_at) / 2  # a clock that is behind
    await recusals.declare_item_recusal(sitting.by(Role.MEMBER, 0), towing, ASIDE)
    file = await meeting_file(sitting.body, meeting.id)
    kept = file.motion(motion.id)
    assert kept.recused == frozenset()
    anew, _ = votes.recomputed(file, kept, sitting.charter)
    assert anew.count.ayes == 6


async def test_who_disclosed_is_asked_when_a_motion_names_the_party(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    await discloses(sitting)
    motion = await sitting.put(meeting, text="To pay Acme Towing.")
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert [(each.name, each.party) for each in seen.asked] == [("M. Castellanos", "Acme Towing")]
    with pytest.raises(RuleBrokenError) as refused:
        await sitting.vote(motion, {0: "yes"})
    assert "18-9B" in str(refused.value)
    await sitting.vote(motion, {1: "yes"})
    wish = TakingPart(reason="It is not that firm.")
    await recusals.take_part_again(sitting.by(Role.MEMBER, 0), motion.id, wish)
    await sitting.vote(motion, {0: "yes"})
    after = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert after.asked == ()


async def test_an_item_that_names_the_party_is_enough(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    await discloses(sitting, member=2, party="Towing contract")
    towing = await item(sitting, meeting)
    await sitting.seconded(meeting, item=towing)
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert [each.person for each in seen.asked] == [sitting.members[2]]


async def test_an_ended_disclosure_asks_nobody_and_stays_readable(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    stated = await discloses(sitting)
    end = DisclosureEnd(reason="He left the firm.")
    await disclosures.end_disclosure(sitting.by(Role.MEMBER, 0), stated, end)
    with pytest.raises(OutOfOrderError):
        await disclosures.end_disclosure(sitting.by(Role.MEMBER, 0), stated, end)
    motion = await sitting.put(meeting, text="To pay Acme Towing.")
    await sitting.vote(motion, {0: "yes"})
    (listed,) = await disclosures.list_disclosures(sitting.by(), sitting.body)
    assert (listed.party, listed.ended_why) == ("Acme Towing", "He left the firm.")


async def test_a_disclosure_is_for_its_member_the_chair_and_the_clerk(sitting: Sitting) -> None:
    stated = await discloses(sitting)
    other = sitting.by(Role.MEMBER, 1)
    assert await disclosures.list_disclosures(other, sitting.body) == []
    end = DisclosureEnd(reason="No.")
    with pytest.raises(NotFoundError):
        await disclosures.end_disclosure(other, stated, end)
    with pytest.raises(NotFoundError):
        await disclosures.end_disclosure(other, uuid4(), end)
    for role in (Role.CHAIR, Role.CLERK):
        seen = await disclosures.list_disclosures(acting(role, sitting.now), sitting.body)
        assert len(seen) == 1
    wish = DisclosureStatement(party="X", relation=Relation.FAMILY, person=sitting.members[0])
    with pytest.raises(NotAllowedError):
        await disclosures.state_disclosure(other, wish)
    none = DisclosureStatement(party="X", relation=Relation.NONE)
    with pytest.raises(BadInputError):
        await disclosures.state_disclosure(other, none)


async def test_what_is_disclosed_stands_sealed_in_the_public_chain(sitting: Sitting) -> None:
    await discloses(sitting, party=SECRET, details="We share a house.")
    rows = await engine().read("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1")
    assert SECRET not in rows[0]["entry"]
    assert "house" not in rows[0]["entry"]
    meeting = await sitting.in_session(there=7)
    view = await consoles.meeting_view(sitting.body, meeting.id, sitting.now)
    assert SECRET not in str(view)


async def test_with_too_many_recused_the_console_names_the_way_out(sitting: Sitting) -> None:
    """GCL 41 knows no smaller number; 18-10A names counsel."""
    meeting = await sitting.in_session(there=9)
    main = await sitting.seconded(meeting)
    for number in range(5):
        seen = await consoles.console(sitting.body, meeting.id, sitting.now)
        assert seen.too_many_recused is None
        await recusals.declare_recusal(sitting.by(Role.MEMBER, number), main.id, ASIDE)
    seen = await consoles.console(sitting.body, meeting.id, sitting.now)
    assert seen.too_many_recused is not None
    assert seen.too_many_recused.clause == "18-10A"


async def test_a_recusal_stands_in_the_minutes(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    main = await sitting.put(meeting)
    await recusals.declare_recusal(sitting.by(Role.MEMBER, 3), main.id, ASIDE)
    await votes.close_vote(sitting.by(), main.id)
    lines = await drafted(sitting.body, await meeting_file(sitting.body, meeting.id))
    said = [str(line.text) for line in lines]
    assert "J. Moreau was recused (18-9B): Partners in a firm." in said
