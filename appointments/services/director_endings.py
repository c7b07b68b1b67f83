"""The director leaves: removed by the body, resigned, died; the office stands empty again."""

from datetime import date
from uuid import UUID

from appointments.rules.directors import End, may_remove
from appointments.schemas.directors import Director, DirectorEnd, DirectorRemoval, Ground
from appointments.services.director_hiring import decided_by, shown
from appointments.services.director_searches import open_vacancy
from appointments.services.directors import Held, readings_of, standing
from governance.audit import Private
from governance.charter.findings import require
from governance.errors import BadInputError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed


@deed
async def remove_director(record: Record, director: UUID, wish: DirectorRemoval) -> Director:
    """Keep that the body removed the director, by which motion and for which reason."""
    office, held = await standing(record, director)
    reason = wish.reason.strip()
    if not reason:
        raise BadInputError({"reason": say("A reason is needed.")})
    vote, decided = await decided_by(record, wish.motion, office.rule.removal_clause)
    found = may_remove(office.rule, readings_of(record.charter), good_cause=wish.good_cause)
    require(decided, found)
    if vote.on is not None and wish.on < vote.on:
        raise BadInputError({"on": say("This is before the vote, on {day}.", day=vote.on)})
    await _end(record, held, wish.on, End.REMOVED, reason)
    await engine().write(
        "UPDATE director SET ended_motion = $1, good_cause = $2 WHERE id = $3",
        wish.motion,
        wish.good_cause,
        director,
    )
    after = {"motion": wish.motion, "good_cause": Private(wish.good_cause)}
    record.note(f"director:{director}", after=after)
    return await shown(record, director)


@deed
async def end_director(record: Record, director: UUID, wish: DirectorEnd) -> Director:
    """Keep that the director resigned, died, or left for another reason."""
    _, held = await standing(record, director)
    reason = wish.reason.strip()
    if wish.ground is Ground.OTHER and not reason:
        raise BadInputError({"reason": say("A reason is needed.")})
    if wish.ground is not Ground.RESIGNED and wish.on > record.today:
        raise BadInputError({"on": say("This day has not come yet.")})
    await _end(record, held, wish.on, End(wish.ground.value), reason)
    return await shown(record, director)


async def _end(record: Record, held: Held, on: date, ground: End, reason: str) -> None:
    """End somebody's days; a vacancy opens, unless the office was only kept warm."""
    tenure = held.tenure
    if on < tenure.since:
        raise BadInputError({"on": say("The first day in office was {day}.", day=tenure.since)})
    if tenure.until is not None and on > tenure.until:
        raise BadInputError({"on": say("The days in office end on {day}.", day=tenure.until)})
    await engine().write(
        "UPDATE director SET until = $1, ended_by = $2, ended_why = $3 WHERE id = $4",
        on,
        ground.value,
        reason,
        held.id,
    )
    record.note(
        f"director:{held.id}",
        before={"until": tenure.until},
        after={"until": on, "ended_by": ground.value, "why": Private(reason)},
    )
    if not tenure.acting:
        await open_vacancy(record, on)
