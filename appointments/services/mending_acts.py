"""How an act is mended: its name, its days, its tally; appointments follow its vote."""

from datetime import date
from uuid import UUID

from appointments.schemas.corrections import Subject
from appointments.services.history import get_appointment
from appointments.services.legislation import get_legislation
from appointments.services.mending import Mend, Value, require_past
from appointments.services.mending_seats import follow_vote
from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine

COLUMNS = ("number", "title", "introduced_on", "voted_on", "ayes", "noes")


async def mend_act(mend: Mend, legislation: UUID, wish: dict[str, Value]) -> None:
    """Put an act right; who was appointed on the day of its vote is appointed on the right day."""
    record = mend.record
    act = await get_legislation(record.body, record.charter, legislation)
    if act.result == "draft":
        raise OutOfOrderError(say("A draft is not on the record yet."))
    if act.voted_on is None and wish.keys() & {"voted_on", "ayes", "noes"}:
        raise OutOfOrderError(say("There is no vote on {number} yet.", number=act.number))
    if wish.get("voted_on", act.voted_on) is None and act.voted_on is not None:
        raise BadInputError({"voted_on": say("This is needed.")})
    require_past(record, **{name: wish.get(name) for name in ("introduced_on", "voted_on")})
    tally = {name: wish.get(name, getattr(act, name)) for name in ("ayes", "noes")}
    if act.by_name and tally != {"ayes": act.ayes, "noes": act.noes}:
        raise OutOfOrderError(say("This tally is counted from the votes by name."))
    size = record.charter.legislation.size
    if any(int(str(each)) < 0 for each in tally.values()):
        raise BadInputError({"ayes": say("This is not a number in the allowed range.")})
    if sum(int(str(each)) for each in tally.values()) > size:
        raise BadInputError({"ayes": say("There are {size} votes in all.", size=size)})
    later = isinstance(wish.get("voted_on"), date) and wish["voted_on"] != act.voted_on
    # Introduction and vote are never out of order, not even between two fields.
    for name in sorted(COLUMNS, key=lambda each: each != "voted_on" if later else 0):
        if name in wish:
            sql = f"UPDATE legislation SET {name} = $1 WHERE id = $2"  # noqa: S608 (our own names)
            old = getattr(act, name)
            await mend.put(Subject.LEGISLATION, legislation, name, old, wish[name], sql)
    if "voted_on" in wish and wish["voted_on"] != act.voted_on:
        rows = await engine().read(
            "SELECT id FROM appointment WHERE legislation = $1 AND appointed_on = $2 "
            "AND lapsed_on IS NULL ORDER BY id",
            legislation,
            act.voted_on,
        )
        made = [await get_appointment(record.body, row["id"]) for row in rows]
        await follow_vote(mend, made, wish["voted_on"])
