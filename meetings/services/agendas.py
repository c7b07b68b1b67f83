"""Agendas: items written, ordered, withdrawn, carried over, taken together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.columns import Column

from governance.charter.findings import require
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.agendas import ItemKind, may_be_ordered, may_be_taken_together
from meetings.rules.motions import Session
from meetings.rules.recusals import Entry, standing_aside
from meetings.schemas.agendas import (
    AgendaOrder,
    CarriedItem,
    CarryOver,
    GroupMotion,
    ItemWithdrawal,
    PullWish,
)
from meetings.schemas.meetings import AgendaItem, ItemWish, Meeting
from meetings.schemas.motions import MotionView, MotionWish
from meetings.services.files import MEETING, agenda_of, get_meeting, meeting_file
from meetings.services.motions import in_session, make_motion
from meetings.services.recusals import OFFICE, entries_of_item
from meetings.tables import AgendaItemRow

EARLIER = 6
"""So many earlier meetings are looked through for what was left."""

explain(
    {
        "agenda_item_number": say("Somebody else added an item just now; add yours again."),
        "agenda_item_carried_over_once": say("Somebody else has carried this item over."),
    }
)


@deed
async def add_agenda_item(record: Record, meeting_id: UUID, wish: ItemWish) -> AgendaItem:
    """Put an item at the end of the agenda, also while the meeting is in session."""
    return await _add(record, await _open(record.body, meeting_id), wish)


@deed
async def amend_agenda_item(record: Record, item_id: UUID, wish: ItemWish) -> AgendaItem:
    """Write an item anew; what was published before stays as it was."""
    meeting, item = await _standing(record, item_id)
    _check(wish)
    if item.taken_by is not None and not wish.consent:
        raise OutOfOrderError(say("The consent group is before the body; its items stay."))
    values: dict[Column | str, Any] = {  # a column may hold any type
        AgendaItemRow.title: wish.title.strip(),
        AgendaItemRow.kind: wish.kind,
        AgendaItemRow.details: wish.details,
        AgendaItemRow.amount_cents: wish.amount_cents,
        AgendaItemRow.consent: wish.consent,
    }
    if not item.is_grouped and wish.consent:
        values |= {AgendaItemRow.pulled_by: "", AgendaItemRow.pulled_at: None}
    await AgendaItemRow.update(values).where(AgendaItemRow.id == item_id)
    record.note(
        f"item:{item_id}",
        before={"title": item.title, "kind": item.kind, "amount_cents": item.amount_cents},
        after={"title": wish.title, "kind": wish.kind, "amount_cents": wish.amount_cents},
    )
    return await _item(record.body, meeting, item_id)


@deed
async def withdraw_item(record: Record, item_id: UUID, wish: ItemWithdrawal) -> AgendaItem:
    """Take an item off the agenda; that it stood there, and why it went, stays readable."""
    meeting, item = await _standing(record, item_id)
    file = await meeting_file(record.body, meeting.id)
    if item.taken_by or any(each.item == item_id for each in file.motions):
        raise OutOfOrderError(say("A motion was made under this item; it stays."))
    await AgendaItemRow.update(
        {AgendaItemRow.withdrawn_at: record.at, AgendaItemRow.withdrawn_why: wish.reason}
    ).where(AgendaItemRow.id == item_id)
    record.note(f"item:{item_id}", after={"withdrawn": wish.reason})
    await _number(record.body, meeting, [each.id for each in file.agenda if each.id != item_id])
    (gone,) = [
        each for each in await agenda_of(record.body, meeting, withdrawn=True) if each.id == item_id
    ]
    return gone


@deed
async def order_agenda(
    record: Record, meeting_id: UUID, wish: AgendaOrder
) -> tuple[AgendaItem, ...]:
    """Put the items in another order, if the agenda still is as whoever moved them saw it."""
    meeting = await _open(record.body, meeting_id)
    standing = [each.id for each in await agenda_of(record.body, meeting)]
    require(may_be_ordered(wish.items, wish.seen, standing, record.charter))
    await _number(record.body, meeting, wish.items)
    record.note(f"meeting:{meeting_id}", after={"agenda": [str(each) for each in wish.items]})
    return await agenda_of(record.body, meeting)


@deed
async def pull_item(record: Record, item_id: UUID, wish: PullWish) -> AgendaItem:
    """Pull an item out of the consent group, as any member may; it then stands alone."""
    meeting, item = await _standing(record, item_id)
    person = wish.person or record.actor.person
    if person is None:
        raise BadInputError({"person": say("Name the member.")})
    if person != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("A member pulls an item out in their own name."))
    rows = await engine().read(
        "SELECT name FROM person WHERE id = $1 AND body = $2", person, record.body.id
    )
    if not rows:
        raise BadInputError({"person": say("There is no such member.")})
    if not item.is_grouped:
        raise OutOfOrderError(say("This item stands alone already."))
    if item.taken_by is not None:
        raise OutOfOrderError(say("The consent group is before the body; its items stay."))
    await AgendaItemRow.update(
        {AgendaItemRow.pulled_by: rows[0]["name"], AgendaItemRow.pulled_at: record.at}
    ).where(AgendaItemRow.id == item_id)
    record.note(f"item:{item_id}", after={"pulled_by": person})
    return await _item(record.body, meeting, item_id)


@deed
async def take_consent_group(record: Record, meeting_id: UUID, wish: GroupMotion) -> MotionView:
    """Move that the items of the consent group are taken together; one decision for all."""
    file = await in_session(record, meeting_id)
    items = [each for each in file.agenda if each.is_grouped and each.taken_by is None]
    aside = []
    for each in items:
        entries = await entries_of_item(each.id)
        if standing_aside([Entry(one.person, one.takes_part) for one in entries]):
            aside.append(each.title)
    titles = [each.title for each in items]
    require(*may_be_taken_together(titles, aside, record.charter))
    listed = "; ".join(f"{each.number}. {each.title}" for each in items)
    text = str(say("To approve the items of the consent group: {items}", items=listed))[:5000]
    motion = await make_motion.within(
        record, meeting_id, MotionWish(kind=wish.kind, text=text, mover=wish.mover)
    )
    await AgendaItemRow.update({AgendaItemRow.taken_by: motion.id}).where(
        AgendaItemRow.id.is_in([each.id for each in items])
    )
    return motion


@deed
async def carry_over_item(record: Record, meeting_id: UUID, wish: CarryOver) -> AgendaItem:
    """Put on the agenda what an earlier meeting left; where it came from stays linked."""
    meeting = await _open(record.body, meeting_id)
    left = {each.item.id: each.item for each in await left_over(record.body, meeting)}
    if wish.item not in left:
        raise BadInputError({"item": say("No earlier meeting left this item open.")})
    item = left[wish.item]
    again = ItemWish(
        title=item.title, kind=item.kind, details=item.details, amount_cents=item.amount_cents
    )
    return await _add(record, meeting, again, came_from=item.id)


async def left_over(body: Body, meeting: Meeting) -> list[CarriedItem]:
    """Return what earlier meetings had on their agendas and did not decide."""
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND starts_at < $2 AND state = 'adjourned' "
        f"ORDER BY starts_at DESC LIMIT {EARLIER}",
        body.id,
        meeting.starts_at,
    )
    carried = await engine().read(
        "SELECT came_from FROM agenda_item WHERE body = $1 AND came_from IS NOT NULL "
        "AND withdrawn_at IS NULL",
        body.id,
    )
    gone = {row["came_from"] for row in carried}
    found = []
    for row in rows:
        earlier = msgspec.convert(row, Meeting)
        done = await _touched(earlier.id)
        for item in await agenda_of(body, earlier):
            is_matter = item.kind in (ItemKind.BUSINESS, ItemKind.CONTRACT)
            if is_matter and item.id not in done and item.id not in gone and not item.taken_by:
                found.append(
                    CarriedItem(item=item, meeting=earlier.id, starts_at=earlier.starts_at)
                )
    return found


async def _touched(meeting_id: UUID) -> set[UUID]:
    """Return the items of a meeting on which something was decided, or sent to a committee."""
    rows = await engine().read(
        "SELECT item FROM motion WHERE meeting = $1 AND item IS NOT NULL "
        "AND state IN ('decided', 'referred', 'withdrawn')",
        meeting_id,
    )
    return {row["item"] for row in rows}


async def item_of(body: Body, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    """Return an item, withdrawn or not, with its meeting."""
    rows = await engine().read(
        "SELECT meeting FROM agenda_item WHERE id = $1 AND body = $2", item_id, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such item."))
    meeting = await get_meeting(body, rows[0]["meeting"])
    items = (
        *await agenda_of(body, meeting),
        *await agenda_of(body, meeting, withdrawn=True),
    )
    return meeting, next(each for each in items if each.id == item_id)


async def _add(
    record: Record, meeting: Meeting, wish: ItemWish, came_from: UUID | None = None
) -> AgendaItem:
    _check(wish)
    item_id = uuid4()
    rows = await engine().read(
        "SELECT count(*) AS number FROM agenda_item WHERE meeting = $1", meeting.id
    )
    standing = [each.id for each in await agenda_of(record.body, meeting)]
    await AgendaItemRow.insert(
        AgendaItemRow(
            id=item_id,
            body=record.body.id,
            meeting=meeting.id,
            number=rows[0]["number"] + 1,
            title=wish.title.strip(),
            kind=wish.kind,
            details=wish.details,
            amount_cents=wish.amount_cents,
            consent=wish.consent,
            came_from=came_from,
            added_at=record.at,
        )
    )
    if rows[0]["number"] > len(standing):
        await _number(record.body, meeting, [*standing, item_id])
    item = await _item(record.body, meeting, item_id)
    told = {"agenda_item": item.number, "title": item.title, "kind": item.kind}
    extra = {"walk_on": True} if item.walk_on else {}
    record.note(f"meeting:{meeting.id}", after={**told, **extra})
    return item


def _check(wish: ItemWish) -> None:
    """Require what an item of its kind cannot do without."""
    if not wish.title.strip():
        raise BadInputError({"title": say("This is needed.")})
    if wish.kind is ItemKind.CONTRACT and wish.amount_cents is None:
        raise BadInputError({"amount_cents": say("State the amount of the contract.")})
    if wish.consent and not wish.kind.may_be_consented:
        raise BadInputError(
            {"consent": say("{kind} is never taken by consent.", kind=wish.kind.words)}
        )


async def _open(body: Body, meeting_id: UUID) -> Meeting:
    meeting = await get_meeting(body, meeting_id)
    if meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over; its agenda stays as it was."))
    return meeting


async def _standing(record: Record, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    """Return an item that stands on the agenda of a meeting that is not over."""
    meeting, item = await item_of(record.body, item_id)
    await _open(record.body, meeting.id)
    if item.withdrawn_at is not None:
        raise OutOfOrderError(say("This item was withdrawn: {why}", why=item.withdrawn_why))
    return meeting, item


async def _item(body: Body, meeting: Meeting, item_id: UUID) -> AgendaItem:
    return next(each for each in await agenda_of(body, meeting) if each.id == item_id)


async def _number(body: Body, meeting: Meeting, standing: Sequence[UUID]) -> None:
    """Number the items that stand, and behind them those that were withdrawn."""
    gone = [each.id for each in await agenda_of(body, meeting, withdrawn=True)]
    await engine().write(
        "UPDATE agenda_item SET number = -number WHERE meeting = $1 AND number > 0", meeting.id
    )
    for number, item in enumerate([*standing, *(each for each in gone if each not in standing)], 1):
        await engine().write("UPDATE agenda_item SET number = $1 WHERE id = $2", number, item)
