"""Too few names are left in a round: name further finalists, or call for nominees once more."""

from uuid import UUID

from appointments.rules.screenings import is_screened
from appointments.rules.shortages import is_heard, may_add_finalists, may_call_again
from appointments.schemas.rounds import CallWish, FinalistsWish, RoundView
from appointments.services.alliances import nominating, require_committee
from appointments.services.filled import missing_names
from appointments.services.nominees import (
    ENTERED,
    FINALIST,
    NOT_FINALIST,
    Screened,
    counted,
    require_standing,
    screened_nominees,
)
from appointments.services.rounds import get_round, require_days, round_view
from governance.audit import Private
from governance.charter.findings import require
from governance.errors import BadInputError, NotFoundError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed


@deed
async def call_again(record: Record, found: UUID, wish: CallWish) -> RoundView:
    """Call for nominees once more in a round that has too few; it goes on where it stands."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    require_days(wish.opens_on, wish.closes_on)
    if wish.closes_on < record.today:
        raise BadInputError({"closes_on": say("This day is over.")})
    require(
        may_call_again(
            one.step,
            await missing_names(one.settings, one.step, found),
            on=record.today,
            closes_on=one.closes_on,
            again=one.called_again_at is not None,
            rule=rule,
        )
    )
    await engine().write(
        "UPDATE nomination_round SET text = $1, opens_on = $2, closes_on = $3, "
        "called_again_at = $4 WHERE id = $5",
        wish.text,
        wish.opens_on,
        wish.closes_on,
        record.at,
        found,
    )
    before = {"opens_on": one.opens_on, "closes_on": one.closes_on}
    after = {"opens_on": wish.opens_on, "closes_on": wish.closes_on, "called_again": True}
    record.note(f"round:{found}", before=before, after=after)
    return await round_view(record.body, record.charter, found, record.today)


@deed
async def add_finalists(record: Record, found: UUID, wish: FinalistsWish) -> RoundView:
    """Name further finalists, of those screened, where too few are left for the slates."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    count = await missing_names(one.settings, one.step, found)
    require(may_add_finalists(one.step, count, settings=one.settings, rule=rule))
    known = await screened_nominees(record.body, found)
    chosen = [_candidate(known, nominee) for nominee in dict.fromkeys(wish.nominees)]
    require(
        is_heard(one.step, note=wish.note, settings=one.settings, rule=rule),
        *(
            is_screened(
                counted(each),
                needed=one.settings.quorum,
                name=each.row["name"],
                clause=rule.screening_clause,
            )
            for each in chosen
        ),
    )
    for each in chosen:
        await engine().write(
            "UPDATE nominee SET state = $1 WHERE id = $2", FINALIST, each.row["id"]
        )
    added = Private({"nominees": [str(each.row["id"]) for each in chosen], "note": wish.note})
    record.note(f"round:{found}", after={"further_finalists": added})
    return await round_view(record.body, record.charter, found, record.today)


def _candidate(known: dict[UUID, Screened], nominee: UUID) -> Screened:
    if nominee not in known:
        raise NotFoundError(say("There is no such nominee in this round."))
    each = known[nominee]
    require_standing(each.row)
    if each.row["state"] not in (ENTERED, NOT_FINALIST):
        told = say("{name} is a finalist already.", name=each.row["name"])
        raise BadInputError({"nominees": told})
    return each
