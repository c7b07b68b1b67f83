"""Acts of the appointing authority: introduced, voted, carried or lost."""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.legislation import Legislation, is_carried
from appointments.schemas.legislation import CouncilVote, LegislationView, LegislationWish
from appointments.tables import LegislationRow
from governance.charter.model import Charter, LegislationRule
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"legislation_number": say("There is already legislation with this number.")})

ACT = "SELECT id, number, title, introduced_on, voted_on, ayes, noes FROM legislation"
PAGE = 50


async def list_legislation(body: Body, charter: Charter, *, page: int = 1) -> list[LegislationView]:
    """Return one page of the acts, the latest first."""
    rows = await engine().read(
        f"{ACT} WHERE body = $1 ORDER BY introduced_on DESC, number DESC LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    return [_view(row, charter.legislation) for row in rows]


async def count_legislation(body: Body) -> int:
    """Return how many acts there are."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM legislation WHERE body = $1", body.id
    )
    return int(rows[0]["number"])


async def get_legislation(body: Body, charter: Charter, legislation: UUID) -> LegislationView:
    """Return one act."""
    rows = await engine().read(f"{ACT} WHERE body = $1 AND id = $2", body.id, legislation)
    if not rows:
        raise NotFoundError(say("There is no such legislation here."))
    return _view(rows[0], charter.legislation)


@deed
async def introduce_legislation(record: Record, wish: LegislationWish) -> LegislationView:
    """Bring an act before the appointing authority."""
    number = " ".join(wish.number.split())
    if not number:
        raise BadInputError({"number": say("A number is needed.")})
    if wish.introduced_on > record.today:
        raise BadInputError({"introduced_on": say("This day has not come yet.")})
    taken = await engine().read(
        "SELECT 1 FROM legislation WHERE body = $1 AND number = $2", record.body.id, number
    )
    if taken:
        raise OutOfOrderError(say("There is already legislation {number}.", number=number))
    row = LegislationRow(
        id=uuid4(),
        body=record.body.id,
        number=number,
        title=wish.title.strip(),
        introduced_on=wish.introduced_on,
    )
    await LegislationRow.insert(row)
    record.note(
        f"legislation:{row.id}",
        after={"number": number, "title": row.title, "introduced_on": wish.introduced_on},
    )
    return await get_legislation(record.body, record.charter, row.id)


@deed
async def record_council_vote(
    record: Record, legislation: UUID, wish: CouncilVote
) -> LegislationView:
    """Keep how an act was voted; a vote is recorded once."""
    act = await get_legislation(record.body, record.charter, legislation)
    if act.voted_on is not None:
        raise OutOfOrderError(
            say("{number} was voted on {day} already.", number=act.number, day=act.voted_on)
        )
    if wish.voted_on < act.introduced_on:
        raise BadInputError({"voted_on": say("It was introduced later than that.")})
    if wish.voted_on > record.today:
        raise BadInputError({"voted_on": say("This day has not come yet.")})
    size = record.charter.legislation.size
    if wish.ayes + wish.noes > size:
        raise BadInputError({"ayes": say("There are {size} votes in all.", size=size)})
    await engine().write(
        "UPDATE legislation SET voted_on = $1, ayes = $2, noes = $3 WHERE id = $4",
        wish.voted_on,
        wish.ayes,
        wish.noes,
        legislation,
    )
    record.note(
        f"legislation:{legislation}",
        after={"voted_on": wish.voted_on, "ayes": wish.ayes, "noes": wish.noes},
    )
    return await get_legislation(record.body, record.charter, legislation)


def as_act(view: LegislationView) -> Legislation:
    """Return an act as the rule reads it."""
    return Legislation(number=view.number, voted_on=view.voted_on, ayes=view.ayes, noes=view.noes)


def _view(row: Row, rule: LegislationRule) -> LegislationView:
    act = Legislation(
        number=row["number"], voted_on=row["voted_on"], ayes=row["ayes"], noes=row["noes"]
    )
    carried = is_carried(act, rule, on=row["voted_on"] or date.min).holds
    result = "pending" if row["voted_on"] is None else "carried" if carried else "lost"
    return LegislationView(**row, result=result)
