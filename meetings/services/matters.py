"""The register of what the body votes on: numbered, settled, and tied to its motions."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.charter.model import Charter
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.matters import Status, tracking_number
from meetings.schemas.matters import (
    Matter,
    MatterVote,
    MatterWish,
    MotionLink,
    Party,
    PartyWish,
    Settlement,
)
from meetings.tables import MatterMotionRow, MatterPartyRow, MatterRow

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

PAGE = 50
SHORT = 80
"""How much of a motion stands in a list of choices."""
MATTER = (
    "SELECT id, year, number, kind, title, summary, status, outcome, opened_at, closed_at "
    "FROM matter"
)
VOTED = (
    "SELECT l.matter, m.id AS motion, m.meeting, m.number, m.text, m.state, m.outcome, "
    "m.closed_at FROM matter_motion l JOIN motion m ON m.id = l.motion"
)
NUMBERED = (
    "INSERT INTO matter (id, body, year, number, kind, title, summary, status, outcome, "
    "opened_at, closed_at) SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, 'open', "
    "'', $7, NULL FROM matter WHERE body = $2 AND year = $3"
)
"""The database gives the number, in the same transaction: one that fails leaves no gap."""

explain(
    {
        "matter_number": say("Somebody else opened a matter just now; open yours again."),
        "matter_motion_once": say("This motion belongs to a matter already."),
    }
)


@deed
async def open_matter(record: Record, wish: MatterWish) -> Matter:
    """Take a matter into the register under the next number of the year."""
    if wish.kind not in {each.id for each in record.charter.matter_kinds}:
        raise BadInputError({"kind": say("Choose one of the kinds of matters of the law.")})
    matter_id = uuid4()
    await engine().write(
        NUMBERED,
        matter_id,
        record.body.id,
        record.today.year,
        wish.kind,
        wish.title,
        wish.summary,
        record.at,
    )
    opened = await get_matter(record.body, record.charter, matter_id)
    record.note(
        f"matter:{matter_id}",
        after={"tracking": opened.tracking, "kind": wish.kind, "title": wish.title},
    )
    return opened


@deed
async def settle_matter(record: Record, matter_id: UUID, wish: Settlement) -> Matter:
    """Say how a matter ended; not while a panel still sits on it."""
    await open_matter_of(record, matter_id)
    if wish.status is Status.OPEN:
        raise BadInputError({"status": say("Say how the matter ended.")})
    if await engine().read(
        "SELECT id FROM panel WHERE matter = $1 AND state = 'sitting'", matter_id
    ):
        raise OutOfOrderError(say("A panel sits on this matter; end the panel first."))
    await MatterRow.update(
        {
            MatterRow.status: wish.status,
            MatterRow.outcome: wish.outcome,
            MatterRow.closed_at: record.at,
        }
    ).where(MatterRow.id == matter_id)
    record.note(f"matter:{matter_id}", after={"status": wish.status, "outcome": wish.outcome})
    return await get_matter(record.body, record.charter, matter_id)


@deed
async def name_party(record: Record, matter_id: UUID, wish: PartyWish) -> Party:
    """Note whom a matter concerns, so that conflicts are found; the public never reads it."""
    await open_matter_of(record, matter_id)
    party = Party(id=uuid4(), name=wish.name, part=wish.part, named_at=record.at)
    await MatterPartyRow.insert(
        MatterPartyRow(
            id=party.id,
            body=record.body.id,
            matter=matter_id,
            name=wish.name,
            part=wish.part,
            named_at=record.at,
            struck_at=None,
        )
    )
    named = {"party": Private(wish.name), "part": Private(wish.part.value)}
    record.note(f"matter:{matter_id}", after=named)
    return party


@deed
async def strike_party(record: Record, matter_id: UUID, party_id: UUID) -> Party:
    """Take somebody off a matter who was named by mistake."""
    await open_matter_of(record, matter_id)
    party = next((each for each in await parties_of(matter_id) if each.id == party_id), None)
    if party is None:
        raise NotFoundError(say("There is no such party."))
    await MatterPartyRow.update({MatterPartyRow.struck_at: record.at}).where(
        MatterPartyRow.id == party_id
    )
    record.note(f"matter:{matter_id}", before={"party": Private(party.name)})
    return party


@deed
async def link_motion(record: Record, matter_id: UUID, wish: MotionLink) -> Matter:
    """Say that a motion is about a matter, so that its vote stands in the register."""
    await get_matter(record.body, record.charter, matter_id)
    found = await engine().read(
        "SELECT id FROM motion WHERE id = $1 AND body = $2", wish.motion, record.body.id
    )
    if not found:
        raise BadInputError({"motion": say("There is no such motion of this body.")})
    await MatterMotionRow.insert(
        MatterMotionRow(
            id=uuid4(),
            body=record.body.id,
            matter=matter_id,
            motion=wish.motion,
            linked_at=record.at,
        )
    )
    record.note(f"matter:{matter_id}", after={"motion": wish.motion})
    return await get_matter(record.body, record.charter, matter_id)


async def open_matter_of(record: Record, matter_id: UUID) -> Matter:
    """Return a matter that is not settled yet."""
    matter = await get_matter(record.body, record.charter, matter_id)
    if matter.status is not Status.OPEN:
        raise OutOfOrderError(say("This matter is {status}.", status=matter.status.words))
    return matter


async def get_matter(body: Body, charter: Charter, matter_id: UUID) -> Matter:
    """Return one matter with its votes."""
    rows = await engine().read(f"{MATTER} WHERE id = $1 AND body = $2", matter_id, body.id)
    if not rows:
        raise NotFoundError(say("There is no such matter of this body."))
    votes = await _votes("l.matter = $1", matter_id)
    return _matter(rows[0], charter, votes[matter_id])


async def list_matters(body: Body, charter: Charter, *, page: int = 1) -> list[Matter]:
    """Return a page of the register, the newest first."""
    rows = await engine().read(
        f"{MATTER} WHERE body = $1 ORDER BY year DESC, number DESC LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    votes = await _votes("l.body = $1", body.id)
    return [_matter(row, charter, votes[row["id"]]) for row in rows]


async def count_matter_pages(body: Body) -> int:
    """Return how many pages the register has."""
    rows = await engine().read("SELECT count(*) AS number FROM matter WHERE body = $1", body.id)
    return -(-int(rows[0]["number"]) // PAGE)


async def all_matters(body: Body, charter: Charter) -> list[Matter]:
    """Return the whole register in the order of its numbers."""
    rows = await engine().read(f"{MATTER} WHERE body = $1 ORDER BY year, number", body.id)
    votes = await _votes("l.body = $1", body.id)
    return [_matter(row, charter, votes[row["id"]]) for row in rows]


async def list_parties(body: Body, matter_id: UUID) -> list[Party]:
    """Return whom a matter concerns; for the Board's office alone."""
    rows = await engine().read(
        "SELECT id FROM matter WHERE id = $1 AND body = $2", matter_id, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such matter of this body."))
    return await parties_of(matter_id)


async def parties_of(matter_id: UUID) -> list[Party]:
    """Return the parties of a matter that were not struck."""
    rows = await engine().read(
        "SELECT id, name, part, named_at FROM matter_party "
        "WHERE matter = $1 AND struck_at IS NULL ORDER BY named_at, id",
        matter_id,
    )
    return msgspec.convert(rows, list[Party])


async def parties_voted_on(motion_id: UUID) -> tuple[str, ...]:
    """Return the names of those whom the matter of a motion concerns; only to find conflicts."""
    rows = await engine().read(
        "SELECT p.name FROM matter_party p JOIN matter_motion l ON l.matter = p.matter "
        "WHERE l.motion = $1 AND p.struck_at IS NULL",
        motion_id,
    )
    return tuple(row["name"] for row in rows)


async def _votes(where: str, *args: object) -> Mapping[UUID, tuple[MatterVote, ...]]:
    rows = await engine().read(f"{VOTED} WHERE {where} ORDER BY m.moved_at", *args)
    found: dict[UUID, tuple[MatterVote, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["matter"]] += (msgspec.convert(row, MatterVote),)
    return found


def _matter(row: Row, charter: Charter, votes: tuple[MatterVote, ...]) -> Matter:
    """Return a matter in the words of the law of the day; of a kind that is gone, the bare one."""
    kind = next((each for each in charter.matter_kinds if each.id == row["kind"]), None)
    return Matter(
        id=row["id"],
        tracking=tracking_number(row["year"], row["number"]),
        kind=row["kind"],
        kind_name=kind.name if kind else row["kind"],
        clause=kind.clause if kind else "",
        title=row["title"],
        summary=row["summary"],
        status=Status(row["status"]),
        outcome=row["outcome"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        heard_by_panel=bool(kind and kind.heard_by_panel),
        votes=votes,
    )


async def motions_to_link(body: Body) -> list[tuple[UUID, str]]:
    """Return the latest motions that belong to no matter yet, with their words."""
    rows = await engine().read(
        "SELECT m.id, m.text, g.title FROM motion m JOIN meeting g ON g.id = m.meeting "
        "WHERE m.body = $1 AND NOT EXISTS (SELECT 1 FROM matter_motion l WHERE l.motion = m.id) "
        "ORDER BY m.moved_at DESC LIMIT $2",
        body.id,
        PAGE,
    )
    return [(row["id"], f"{row['text'][:SHORT]} · {row['title']}") for row in rows]
