"""Agendas: order, consent group, what is carried over or walked on, documents, versions."""

from datetime import timedelta
from uuid import uuid4

import pytest

from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Actor, Role
from governance.schemas.papers import Upload
from governance.services.bodies import engine
from meetings.rules.agendas import ItemKind
from meetings.rules.recusals import Relation
from meetings.schemas.agendas import (
    AgendaOrder,
    CarryOver,
    Document,
    DocumentWish,
    GroupMotion,
    ItemWithdrawal,
    PullWish,
)
from meetings.schemas.meetings import AgendaItem, ItemWish, Meeting
from meetings.schemas.motions import DisclosureWish
from meetings.services import forced
from meetings.services.agendas import (
    add_agenda_item,
    amend_agenda_item,
    carry_over_item,
    left_over,
    order_agenda,
    pull_item,
    take_consent_group,
    withdraw_item,
)
from meetings.services.documents import (
    agenda_versions,
    attach_document,
    publish_agenda,
    readable_document,
    withdraw_document,
)
from meetings.services.files import meeting_file
from meetings.services.recusals import declare_item_recusal
from meetings.services.sessions import adjourn_meeting
from tests.meetings.sitting import HOUR, SLUG, Sitting, sitting

__all__ = ["sitting"]

PDF = b"%PDF-1.7\n%minimal\n%%EOF\n"


@pytest.fixture(autouse=True)
def _nothing_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other package put items of its own on these agendas."""
    monkeypatch.setattr(forced, "_sources", [])


async def added(sitting: Sitting, meeting: Meeting, title: str, **more: object) -> AgendaItem:
    wish = ItemWish(title=title, **more)  # type: ignore[arg-type]  # fields by name
    return await add_agenda_item(sitting.by(), meeting.id, wish)


async def attached(
    sitting: Sitting, item: AgendaItem, name: str = "memo.pdf", **more: bool
) -> Document:
    wish = DocumentWish(paper=Upload(name=name, content=PDF), **more)
    return await attach_document(sitting.by(), item.id, wish)


def anyone(sitting: Sitting) -> Actor:
    return Actor(body=SLUG, at=sitting.now, name="")


async def titles(sitting: Sitting, meeting: Meeting) -> list[str]:
    file = await meeting_file(sitting.body, meeting.id)
    assert [each.number for each in file.agenda] == list(range(1, len(file.agenda) + 1))
    return [each.title for each in file.agenda]


async def test_of_two_who_order_at_once_the_second_is_told(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    one, two, three = [(await added(sitting, meeting, each)).id for each in ("A", "B", "C")]
    seen = (one, two, three)
    await order_agenda(sitting.by(), meeting.id, AgendaOrder(items=(three, one, two), seen=seen))
    with pytest.raises(RuleBrokenError, match="changed the agenda meanwhile"):
        await order_agenda(
            sitting.by(), meeting.id, AgendaOrder(items=(two, one, three), seen=seen)
        )
    assert await titles(sitting, meeting) == ["C", "A", "B"]


async def test_an_order_leaves_nothing_out_and_takes_nothing_in(sitting: Sitting) -> None:
    meeting, other = await sitting.meeting(), await sitting.meeting(title="Another")
    one, two = [(await added(sitting, meeting, each)).id for each in ("A", "B")]
    alien = (await added(sitting, other, "Alien")).id
    for items in ((one,), (one, one), (one, alien), (one, two, alien)):
        with pytest.raises(RuleBrokenError):
            await order_agenda(sitting.by(), meeting.id, AgendaOrder(items=items, seen=(one, two)))
    assert await titles(sitting, meeting) == ["A", "B"]


async def test_what_is_added_late_is_a_walk_on(sitting: Sitting) -> None:
    """OML 103(e): the documents are due a day before."""
    meeting = await sitting.meeting()
    sitting.now = HOUR - timedelta(hours=24, seconds=1)
    in_time = await added(sitting, meeting, "In time")
    late = await added(sitting, meeting, "A second late")
    assert (in_time.walk_on, late.walk_on) == (False, True)


async def test_a_contract_states_its_amount(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(BadInputError, match="amount of the contract"):
        await added(sitting, meeting, "Translation", kind=ItemKind.CONTRACT)
    item = await added(sitting, meeting, "Translation", kind=ItemKind.CONTRACT, amount_cents=5)
    assert item.amount_cents == 5
    with pytest.raises(BadInputError, match="This is needed"):
        await added(sitting, meeting, "   ")
    with pytest.raises(BadInputError, match="never taken by consent"):
        await added(sitting, meeting, "Chair", kind=ItemKind.ELECTION, consent=True)


async def test_a_group_is_taken_together_without_what_was_pulled_out(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    one, two, alone = [
        await added(sitting, meeting, each, consent=True)
        for each in ("Minutes", "Report", "Drones")
    ]
    await sitting.begin(meeting)
    await pull_item(sitting.by(Role.MEMBER, 1), alone.id, PullWish())
    with pytest.raises(OutOfOrderError, match="stands alone already"):
        await pull_item(sitting.by(Role.MEMBER, 2), alone.id, PullWish())
    motion = await take_consent_group(
        sitting.by(), meeting.id, GroupMotion(mover=sitting.members[0])
    )
    assert motion.text == "To approve the items of the consent group: 1. Minutes; 2. Report"
    file = await meeting_file(sitting.body, meeting.id)
    assert {each.id for each in file.agenda if each.taken_by == motion.id} == {one.id, two.id}
    with pytest.raises(OutOfOrderError, match="before the body"):
        await pull_item(sitting.by(Role.MEMBER, 2), one.id, PullWish())
    with pytest.raises(OutOfOrderError, match="A motion was made"):
        await withdraw_item(sitting.by(), two.id, ItemWithdrawal(reason="No."))


async def test_whoever_stands_aside_from_one_keeps_it_out_of_the_group(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    item = await added(sitting, meeting, "Towing", consent=True)
    aside = DisclosureWish(relation=Relation.FAMILY, reason="A cousin.", person=sitting.members[0])
    await declare_item_recusal(sitting.by(), item.id, aside)
    await sitting.begin(meeting)
    with pytest.raises(RuleBrokenError, match="stands aside from Towing"):
        await take_consent_group(sitting.by(), meeting.id, GroupMotion(mover=sitting.members[1]))


async def test_what_was_left_is_offered_once_and_linked(sitting: Sitting) -> None:
    earlier = await sitting.in_session(starts_at=HOUR - timedelta(days=7))
    left = await added(sitting, earlier, "Drones")
    done = await added(sitting, earlier, "Towing")
    await sitting.decided(earlier, item=done.id)
    await adjourn_meeting(sitting.by(), earlier.id)
    meeting = await sitting.meeting()
    assert [each.item.title for each in await left_over(sitting.body, meeting)] == ["Drones"]
    again = await carry_over_item(sitting.by(), meeting.id, CarryOver(item=left.id))
    assert (again.title, again.came_from) == ("Drones", left.id)
    for item in (left.id, done.id, uuid4()):
        with pytest.raises(BadInputError, match="No earlier meeting left"):
            await carry_over_item(sitting.by(), meeting.id, CarryOver(item=item))


async def test_published_versions_stay_and_say_what_changed(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(BadInputError, match="Nothing is on the agenda"):
        await publish_agenda(sitting.by(), meeting.id)
    one = await added(sitting, meeting, "Rules")
    two = await added(sitting, meeting, "Drones")
    await publish_agenda(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError, match="Nothing has changed since version 1"):
        await publish_agenda(sitting.by(), meeting.id)
    await amend_agenda_item(sitting.by(), one.id, ItemWish(title="Rules of order"))
    await withdraw_item(sitting.by(), two.id, ItemWithdrawal(reason="Not ready."))
    await attached(sitting, one)
    await added(sitting, meeting, "Towing")
    await publish_agenda(sitting.by(), meeting.id)
    first, second = await agenda_versions(sitting.body, meeting.id)
    assert [each.title for each in first.items] == ["Rules", "Drones"]
    assert [each.withdrawn_why for each in second.items] == ["", "", "Not ready."]
    assert second.changes == (
        "“Rules” became “Rules of order”",
        "Rules of order: with memo.pdf",
        "Added: Towing",
        "Withdrawn: Drones",
    )
    with pytest.raises(OutOfOrderError, match=r"withdrawn: Not ready\."):
        await withdraw_item(sitting.by(), two.id, ItemWithdrawal(reason="Again."))


async def test_publishing_is_when_the_documents_can_be_read(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    item = await added(sitting, meeting, "Rules")
    document = await attached(sitting, item)
    with pytest.raises(NotFoundError):
        await readable_document(anyone(sitting), sitting.body, document.id)
    await publish_agenda(sitting.by(), meeting.id)
    _, content = await readable_document(anyone(sitting), sitting.body, document.id)
    assert content == PDF
    notices = (await meeting_file(sitting.body, meeting.id)).notices
    assert [each.kind for each in notices] == ["documents"]
    await withdraw_document(sitting.by(), document.id, ItemWithdrawal(reason="A wrong file."))
    with pytest.raises(NotFoundError):
        await readable_document(anyone(sitting), sitting.body, document.id)
    with pytest.raises(OutOfOrderError, match="withdrawn already"):
        await withdraw_document(sitting.by(), document.id, ItemWithdrawal(reason="Again."))


async def test_a_confidential_document_is_for_members_and_the_office(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    item = await added(sitting, meeting, "Rules")
    document = await attached(sitting, item, "settlement.pdf", confidential=True)
    version = await publish_agenda(sitting.by(), meeting.id)
    assert (version.items[0].documents, version.items[0].confidential) == ((), 1)
    assert await readable_document(sitting.by(Role.MEMBER, 1), sitting.body, document.id)
    for actor in (anyone(sitting), sitting.by(Role.COUNCIL_REVIEWER)):
        with pytest.raises(NotFoundError, match="no such document"):
            await readable_document(actor, sitting.body, document.id)
    kept = await engine().read("SELECT items AS said FROM agenda_version")
    chain = await engine().read("SELECT entry AS said FROM audit")
    assert not any("settlement" in str(row["said"]) for row in (*kept, *chain))


async def test_a_document_is_what_its_name_says(sitting: Sitting) -> None:
    item = await added(sitting, await sitting.meeting(), "Rules")
    for name, content in (("a.exe", b"MZ\x90"), ("a.pdf", b"no such thing"), ("a.png", PDF)):
        wish = DocumentWish(paper=Upload(name=name, content=content))
        with pytest.raises(BadInputError, match="none of the kinds taken"):
            await attach_document(sitting.by(), item.id, wish)


async def test_a_meeting_that_is_over_keeps_its_agenda(sitting: Sitting) -> None:
    meeting = await sitting.in_session()
    item = await added(sitting, meeting, "Rules")
    await adjourn_meeting(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError, match="stays as it was"):
        await attached(sitting, item)
    with pytest.raises(OutOfOrderError, match="stays as it was"):
        await publish_agenda(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError, match="stays as it was"):
        await withdraw_item(sitting.by(), item.id, ItemWithdrawal(reason="No."))
