"""Where the law is read so, each rejected name is replaced at once, one name for one (A21)."""

from uuid import UUID, uuid4

from appointments.rules.rounds import Round, Step
from appointments.rules.slates import Fate, is_decided, may_replace
from appointments.schemas.rounds import ReplacementWish, RoundView
from appointments.services.alliances import committee_on, nominating, require_committee
from appointments.services.nominees import Screened, screened_nominees
from appointments.services.rounds import get_round, round_view
from appointments.services.slates import against_name, open_seats, require_voters
from appointments.tables import SlateNameRow
from governance.audit import Private
from governance.charter.findings import require
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed


@deed
async def replace_name(record: Record, found: UUID, wish: ReplacementWish) -> RoundView:
    """Give one more name for a seat in place of one that is out, by the committee's vote."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    if one.step is not Step.SUBMITTED:
        raise OutOfOrderError(say("Names are replaced while the slates are with Council."))
    if wish.seat not in await open_seats(record.body, found):
        raise BadInputError({"seat": say("This seat is not to be filled by this round.")})
    rows = await engine().read(
        "SELECT place, fate FROM slate_name WHERE round = $1 AND seat = $2", found, wish.seat
    )
    candidates = await replacement_candidates(record.body, one)
    chosen = candidates.get(wish.nominee)
    if chosen is None:
        wrong = say("Choose somebody who agreed and stands on no slate.")
        raise BadInputError({"nominee": wrong})
    committee = await committee_on(record.body, one.authority, record.today)
    require_voters(wish.ballots, [chosen], committee)
    require(
        may_replace(
            [Fate(row["fate"]) for row in rows],
            charter=record.charter,
            settings=one.settings,
            rule=rule,
        ),
        *is_decided(wish.ballots, settings=one.settings, rule=rule),
        *await against_name(record, wish.seat, chosen.row["person"], chosen.row["name"]),
    )
    await SlateNameRow.insert(
        SlateNameRow(
            id=uuid4(),
            body=record.body.id,
            round=found,
            seat=wish.seat,
            nominee=wish.nominee,
            place=1 + max(row["place"] for row in rows),
            fate=Fate.OPEN,
        )
    )
    votes = {str(member): ballot.value for member, ballot in wish.ballots.items()}
    after = {"replacement": Private(str(wish.nominee)), "votes": Private(votes)}
    record.note(f"slate:{found}:{wish.seat}", after=after)
    return await round_view(record.body, record.charter, found, record.today)


async def replacement_candidates(body: Body, one: Round) -> dict[UUID, Screened]:
    """Return whom the committee can still name: those who agreed and stand on no slate."""
    rows = await engine().read("SELECT nominee FROM slate_name WHERE round = $1", one.id)
    on_slates = {row["nominee"] for row in rows}
    return {
        nominee: each
        for nominee, each in (await screened_nominees(body, one.id)).items()
        if nominee not in on_slates
        and each.row["consented_at"] is not None
        and each.row["state"] != "withdrawn"
    }
