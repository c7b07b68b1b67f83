"""What must stand on a meeting's agenda, whoever writes it?

Other packages say what their law forces onto a meeting; it is put there when the meeting is set,
and once more when it is called to order.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import uuid4

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.schemas.meetings import ItemWish, Meeting
from meetings.tables import AgendaItemRow

Source = Callable[[Body, Charter, Meeting], Awaitable[Sequence[ItemWish]]]
_sources: list[Source] = []


def force(*sources: Source) -> None:
    """Let packages say what a meeting must take up."""
    _sources.extend(each for each in sources if each not in _sources)


async def put_forced_items(record: Record, meeting: Meeting) -> None:
    """Put what the law forces onto a meeting at the end of its agenda, unless it is there."""
    rows = await engine().read("SELECT title FROM agenda_item WHERE meeting = $1", meeting.id)
    known = [row["title"] for row in rows]
    for source in _sources:
        for wish in await source(record.body, record.charter, meeting):
            if wish.title in known:
                continue
            known.append(wish.title)
            await AgendaItemRow.insert(
                AgendaItemRow(
                    id=uuid4(),
                    body=record.body.id,
                    meeting=meeting.id,
                    number=len(known),
                    title=wish.title,
                    kind=wish.kind,
                )
            )
            item = {"agenda_item": len(known), "title": wish.title}
            record.note(f"meeting:{meeting.id}", after=item)
