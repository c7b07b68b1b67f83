"""What must stand on a meeting's agenda, whoever writes it?

Other packages say what their law forces onto a meeting. It is put there when the meeting is set,
and once more when it is called to order; when another meeting comes to be the first that can take
it up, it moves there.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from uuid import UUID, uuid4

import msgspec

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.rules.motions import Session
from meetings.schemas.meetings import AgendaItem, ItemWish, Meeting
from meetings.services.files import MEETING, agenda_of
from meetings.tables import AgendaItemRow

Source = Callable[[Body, Charter, Meeting], Awaitable[Sequence[ItemWish]]]
Titles = Callable[[Charter], Collection[str]]
_sources: list[tuple[Source, Titles]] = []


def force(source: Source, titles: Titles) -> None:
    """Let a package say what a meeting must take up, and how all that it ever forces is called."""
    if (source, titles) not in _sources:
        _sources.append((source, titles))


async def put_forced_items(record: Record, meeting: Meeting) -> None:
    """Put what the law forces onto a meeting at the end of its agenda, unless it stands there.

    What is forced onto another meeting by now is taken off, while this one is still to come.
    """
    for source, titles in _sources:
        wished = await source(record.body, record.charter, meeting)
        standing = await agenda_of(record.body, meeting)
        known = {each.title for each in standing}
        for wish in wished:
            if wish.title not in known:
                await _put(record, meeting, wish)
        if meeting.state is Session.SCHEDULED:
            stale = set(titles(record.charter)) - {wish.title for wish in wished}
            for item in standing:
                if item.title in stale:
                    await _take_off(record, item)


async def let_forced_items_move(record: Record) -> None:
    """Put what is forced onto the meetings to come where it belongs by now."""
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND state = $2 ORDER BY starts_at, id",
        record.body.id,
        Session.SCHEDULED.value,
    )
    for meeting in msgspec.convert(rows, list[Meeting]):
        await put_forced_items(record, meeting)


async def take_off_later(record: Record, meeting: Meeting) -> None:
    """Take off later meetings what a meeting just set takes up before them."""
    names = {title for _, titles in _sources for title in titles(record.charter)}
    rows = await engine().read(
        f"{MEETING} WHERE body = $1 AND state = $2 AND starts_at > $3 ORDER BY starts_at, id",
        record.body.id,
        Session.SCHEDULED.value,
        meeting.starts_at,
    )
    items = await engine().read(
        "SELECT i.meeting, i.title FROM agenda_item i JOIN meeting m ON m.id = i.meeting "
        "WHERE m.body = $1 AND m.state = $2 AND i.withdrawn_at IS NULL",
        record.body.id,
        Session.SCHEDULED.value,
    )
    holding = {item["meeting"] for item in items if item["title"] in names}
    for later in msgspec.convert([row for row in rows if row["id"] in holding], list[Meeting]):
        await put_forced_items(record, later)


async def _put(record: Record, meeting: Meeting, wish: ItemWish) -> None:
    rows = await engine().read(
        "SELECT coalesce(max(number), 0) AS number FROM agenda_item WHERE meeting = $1", meeting.id
    )
    number = rows[0]["number"] + 1
    await AgendaItemRow.insert(
        AgendaItemRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting.id,
            number=number,
            title=wish.title,
            kind=wish.kind,
        )
    )
    record.note(f"meeting:{meeting.id}", after={"agenda_item": number, "title": wish.title})


async def _take_off(record: Record, item: AgendaItem) -> None:
    """Take an item off that another meeting takes up; that it stood here stays readable."""
    if await _is_in_use(item.id):
        return
    why = str(say("Another meeting takes it up."))
    await AgendaItemRow.update(
        {AgendaItemRow.withdrawn_at: record.at, AgendaItemRow.withdrawn_why: why}
    ).where(AgendaItemRow.id == item.id)
    record.note(f"item:{item.id}", after={"withdrawn": why})


async def _is_in_use(item: UUID) -> bool:
    return bool(await engine().read("SELECT 1 FROM motion WHERE item = $1 LIMIT 1", item))
