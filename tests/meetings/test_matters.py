"""The register of matters and recommendations (18-5C, 18-5K): numbered, and private in part."""

import asyncio
from datetime import date

import pytest

from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.services.bodies import engine
from governance.services.chains import export_chain
from meetings.rules.matters import Part, Status
from meetings.rules.recommendations import Progress, Reply
from meetings.rules.recusals import Relation
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.matters import MatterWish, MotionLink, PartyWish, Settlement
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services import disclosures, due_recommendations, matters, recommendations
from meetings.services.files import meeting_file
from meetings.services.recusals import asked_of
from tests.meetings.sitting import NOW, Sitting, sitting

__all__ = ["sitting"]

POLICY = MatterWish(kind="policy", title="Vehicle stops")
TODAY = date(2026, 11, 21)


async def test_rivals_get_numbers_one_after_the_other_and_a_refusal_leaves_no_gap(
    sitting: Sitting,
) -> None:
    opened = await asyncio.gather(*(matters.open_matter(sitting.by(), POLICY) for _ in range(5)))
    with pytest.raises(BadInputError, match="kinds of matters"):
        await matters.open_matter(sitting.by(), MatterWish(kind="none", title="Nothing"))
    opened.append(await matters.open_matter(sitting.by(), POLICY))
    assert sorted(each.tracking for each in opened) == [f"2026-{n:03}" for n in range(1, 7)]


async def test_whom_a_matter_concerns_finds_conflicts_and_leaks_nowhere(sitting: Sitting) -> None:
    matter = await matters.open_matter(sitting.by(), POLICY)
    stated = DisclosureStatement(party="Roe", relation=Relation.FAMILY, person=sitting.members[3])
    await disclosures.state_disclosure(sitting.by(), stated)
    party = await matters.name_party(
        sitting.by(), matter.id, PartyWish(name="Jane Roe", part=Part.PARTY)
    )
    meeting = await sitting.in_session(5)
    motion = await sitting.seconded(meeting, text="To take it up.")
    linked = await matters.link_motion(sitting.by(), matter.id, MotionLink(motion=motion.id))
    assert [each.text for each in linked.votes] == ["To take it up."]
    with pytest.raises(OutOfOrderError, match="belongs to a matter already"):
        await matters.link_motion(sitting.by(), matter.id, MotionLink(motion=motion.id))
    file = await meeting_file(sitting.body, meeting.id)
    (asked,) = await asked_of(sitting.body, file, file.motion(motion.id))
    assert asked.person == sitting.members[3]
    shown = await matters.get_matter(sitting.body, sitting.charter, matter.id)
    assert "Roe" not in str(shown)
    assert "Roe" not in await chain_of(sitting)
    assert [each.name for each in await matters.list_parties(sitting.body, matter.id)] == [
        "Jane Roe"
    ]
    await matters.strike_party(sitting.by(), matter.id, party.id)
    assert await matters.list_parties(sitting.body, matter.id) == []


async def test_a_settled_matter_takes_nothing_more(sitting: Sitting) -> None:
    matter = await matters.open_matter(sitting.by(), POLICY)
    still = Settlement(status=Status.OPEN, outcome="None.")
    with pytest.raises(BadInputError, match="how the matter ended"):
        await matters.settle_matter(sitting.by(), matter.id, still)
    end = Settlement(status=Status.WITHDRAWN, outcome="Taken back by who brought it.")
    settled = await matters.settle_matter(sitting.by(), matter.id, end)
    assert settled.outcome == end.outcome
    party = PartyWish(name="Jane Roe", part=Part.PARTY)
    with pytest.raises(OutOfOrderError, match="This matter is withdrawn"):
        await matters.settle_matter(sitting.by(), matter.id, end)
    with pytest.raises(OutOfOrderError, match="This matter is withdrawn"):
        await matters.name_party(sitting.by(), matter.id, party)


async def test_a_recommendation_is_private_until_it_is_sent_and_then_stays(
    sitting: Sitting,
) -> None:
    body, law = sitting.body, sitting.charter
    matter = await matters.open_matter(sitting.by(), POLICY)
    wish = RecommendationWish(title="Record each stop", text="That each stop be recorded.")
    draft = await recommendations.draft_recommendation(sitting.by(), matter.id, wish)
    assert draft.tracking == f"{matter.tracking}/1"
    assert await recommendations.list_recommendations(body, law) == []
    with pytest.raises(NotFoundError):
        await recommendations.get_recommendation(body, law, draft.id)
    assert "Record each stop" not in await chain_of(sitting)
    with pytest.raises(RuleBrokenError, match="has not been sent"):
        await recommendations.acknowledge_recommendation(
            sitting.by(), draft.id, Acknowledgement(on=TODAY)
        )
    sent = await recommendations.send_recommendation(sitting.by(), draft.id, Sending(on=TODAY))
    assert (sent.acknowledge_by, sent.answer_by) == (date(2027, 1, 20), date(2026, 12, 21))
    with pytest.raises(RuleBrokenError, match="goes out once"):
        await recommendations.send_recommendation(sitting.by(), draft.id, Sending(on=TODAY))
    due = await due_recommendations.due(body, law, NOW.date())
    assert [each.clause for each in due] == ["18-5C", "18-5K(4)"]
    await recommendations.acknowledge_recommendation(
        sitting.by(), draft.id, Acknowledgement(on=TODAY)
    )
    answer = ReplyWish(reply=Reply.AGREES, reason="A good rule.", on=TODAY)
    await recommendations.answer_recommendation(sitting.by(), draft.id, answer)
    (owed,) = await due_recommendations.due(body, law, NOW.date())
    assert (owed.clause, owed.advisory) == ("18-5K(5)", True)
    done = ProgressWish(progress=Progress.DONE, words="Since December.")
    followed = await recommendations.follow_recommendation(sitting.by(), draft.id, done)
    assert followed.progress is Progress.DONE
    assert await due_recommendations.due(body, law, NOW.date()) == []
    with pytest.raises(Exception, match="stays_as_sent"):
        await rewritten()


async def chain_of(sitting: Sitting) -> str:
    """Return what anyone can export of the record."""
    return b"".join([line async for line in export_chain(sitting.body)]).decode()


async def rewritten() -> None:
    async with engine().transaction():
        await engine().write("UPDATE recommendation SET text = 'Another.'")
