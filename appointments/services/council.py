"""Who votes on the appointing authority's acts, and since when?"""

from datetime import date
from uuid import UUID, uuid4

from appointments.schemas.legislation import Councilmember, CouncilmemberEnd, CouncilmemberWish
from appointments.tables import CouncilmemberRow
from governance.charter.findings import Answer, Finding, require
from governance.days import Span
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "councilmember_once": say("This name is on record for some of these days already."),
        "councilmember_one_a_district": say("Somebody has this district on these days."),
    }
)

MEMBER = "SELECT id, name, district, since, until FROM councilmember"


async def list_councilmembers(body: Body) -> list[Councilmember]:
    """Return everyone on record, those of today first."""
    rows = await engine().read(
        f"{MEMBER} WHERE body = $1 ORDER BY until IS NULL DESC, until DESC, name, id", body.id
    )
    return [Councilmember(**row) for row in rows]


async def councilmembers_on(body: Body, on: date) -> list[Councilmember]:
    """Return who could vote on a day, by name."""
    rows = await engine().read(
        f"{MEMBER} WHERE body = $1 AND since <= $2 AND (until IS NULL OR until > $2) "
        "ORDER BY name, id",
        body.id,
        on,
    )
    return [Councilmember(**row) for row in rows]


@deed
async def record_councilmember(record: Record, wish: CouncilmemberWish) -> Councilmember:
    """Keep who votes on the appointing authority's acts, and since when."""
    if wish.until is not None and wish.until <= wish.since:
        raise BadInputError({"until": say("This is not after the first day.")})
    name, district = " ".join(wish.name.split()), " ".join(wish.district.split())
    if not name:
        raise BadInputError({"name": say("This is needed.")})
    await _require_room(record, Span(wish.since, wish.until))
    row = CouncilmemberRow(
        id=uuid4(),
        body=record.body.id,
        name=name,
        district=district,
        since=wish.since,
        until=wish.until,
    )
    await CouncilmemberRow.insert(row)
    after = {"name": name, "district": district, "since": wish.since, "until": wish.until}
    record.note(f"councilmember:{row.id}", after=after)
    return await _member(record.body, row.id)


@deed
async def end_councilmember(
    record: Record, councilmember: UUID, wish: CouncilmemberEnd
) -> Councilmember:
    """Keep from which day somebody votes no longer."""
    found = await _member(record.body, councilmember)
    if found.until is not None:
        raise OutOfOrderError(say("{name} left on {day}.", name=found.name, day=found.until))
    if wish.until <= found.since:
        raise BadInputError({"until": say("This is not after the first day.")})
    voted = await engine().read(
        "SELECT l.number, l.voted_on FROM council_vote v JOIN legislation l "
        "ON l.id = v.legislation WHERE v.councilmember = $1 AND l.voted_on >= $2",
        councilmember,
        wish.until,
    )
    if voted:
        raise OutOfOrderError(
            say(
                "{name} voted on {number} on {day}.",
                name=found.name,
                number=voted[0]["number"],
                day=voted[0]["voted_on"],
            )
        )
    await engine().write(
        "UPDATE councilmember SET until = $1 WHERE id = $2", wish.until, councilmember
    )
    record.note(f"councilmember:{councilmember}", after={"until": wish.until})
    return await _member(record.body, councilmember)


async def _require_room(record: Record, days: Span) -> None:
    """Refuse one member more than the authority has, on any of these days."""
    rule = record.charter.legislation
    others = [
        Span(each.since, each.until)
        for each in await list_councilmembers(record.body)
        if each.until is None or each.until > days.since
    ]
    starts = {days.since, *(each.since for each in others if days.contains(each.since))}
    most = max(sum(each.contains(start) for each in others) for start in starts)
    if most >= rule.size:
        reason = say(
            "The {authority} has {size} members, and as many are on record for these days.",
            authority=record.charter.appointing.name,
            size=rule.size,
        )
        require(Finding(Answer.BROKEN, reason, rule.majority_clause))


async def _member(body: Body, councilmember: UUID) -> Councilmember:
    rows = await engine().read(f"{MEMBER} WHERE body = $1 AND id = $2", body.id, councilmember)
    if not rows:
        raise NotFoundError(say("There is nobody of this kind here."))
    return Councilmember(**rows[0])
