"""How the committee screens: who takes no part, how each scores alone, who goes on."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import msgspec

from appointments.rules.rounds import Step
from appointments.rules.screenings import is_screened, may_screen, outside_rubric
from appointments.rules.shortages import may_score
from appointments.schemas.nominations import Relatives
from appointments.schemas.rounds import (
    ConflictWish,
    FinalistsWish,
    NomineeView,
    RoundView,
    ScoreWish,
)
from appointments.services.alliances import committee_on, nominating, require_committee
from appointments.services.calls import rules_of
from appointments.services.nominees import (
    ENTERED,
    FINALIST,
    NOT_FINALIST,
    Screened,
    counted,
    nominee_as_seen,
    nominee_row,
    require_standing,
    screened_nominees,
)
from appointments.services.rounds import get_round, round_view, take_step
from appointments.tables import ScreeningConflictRow, ScreeningScoreRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter, Rubric
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "screening_conflict_once": say("You declared a conflict about this nominee already."),
        "screening_score_once": say("You have scored this nominee already."),
    }
)


@deed
async def declare_conflict(record: Record, nominee: UUID, wish: ConflictWish) -> NomineeView:
    """Take oneself out of the screening of a nominee; an own score no longer counts."""
    before = await nominee_row(record.body, nominee)
    one = await get_round(record.body, before["round"])
    member = await require_committee(record, one.authority)
    await ScreeningConflictRow.insert(
        ScreeningConflictRow(
            id=uuid4(),
            body=record.body.id,
            nominee=nominee,
            member=member,
            reason=wish.reason,
            declared_at=record.at,
        )
    )
    record.note(
        f"nominee:{nominee}",
        after={"conflict": Private({"member": str(member), "reason": wish.reason})},
    )
    return await nominee_as_seen(record, nominee)


@deed
async def mark_relatives(record: Record, nominee: UUID, wish: Relatives) -> NomineeView:
    """Say whom of the committee a nominee names as family; they take no part in the screening."""
    before = await nominee_row(record.body, nominee)
    one = await get_round(record.body, before["round"])
    await require_committee(record, one.authority)
    if one.step in (Step.SUBMITTED, Step.CLOSED):
        raise OutOfOrderError(say("The slates are with Council."))
    committee = await committee_on(record.body, one.authority, record.today)
    if not set(wish.relatives) <= committee:
        raise BadInputError({"relatives": say("Choose people of the committee.")})
    relatives = " ".join(sorted(str(each) for each in wish.relatives))
    await engine().write("UPDATE nominee SET relatives = $1 WHERE id = $2", relatives, nominee)
    await engine().write(
        "UPDATE nomination SET family_read_at = $1 WHERE nominee = $2", record.at, nominee
    )
    record.note(f"nominee:{nominee}", after={"relatives": Private(relatives)})
    return await nominee_as_seen(record, nominee)


@deed
async def score_nominee(record: Record, nominee: UUID, wish: ScoreWish) -> NomineeView:
    """Score a nominee alone; the others' scores show only after that."""
    before = await nominee_row(record.body, nominee)
    one = await get_round(record.body, before["round"])
    _, rule = nominating(record.charter, one.authority)
    member = await require_committee(record, one.authority)
    if not may_score(one.step, again=one.called_again_at is not None):
        raise OutOfOrderError(say("Nominees are scored while the round is being screened."))
    require_standing(before)
    known = (await screened_nominees(record.body, one.id))[nominee]
    require_rubric(record.charter, wish.points)
    if known.family_open:
        raise OutOfOrderError(say("Say first whom of the committee the nominee means as family."))
    require(
        may_screen(
            member,
            before["person"],
            conflicted=known.conflicted,
            relatives=known.relatives,
            clause=rule.screening_clause,
        )
    )
    await ScreeningScoreRow.insert(
        ScreeningScoreRow(
            id=uuid4(),
            body=record.body.id,
            nominee=nominee,
            member=member,
            points=msgspec.json.encode(wish.points).decode(),
            remark=wish.remark,
            scored_at=record.at,
        )
    )
    record.note(f"nominee:{nominee}", after={"score": Private(wish.points)})
    return await nominee_as_seen(record, nominee)


@deed
async def name_finalists(record: Record, found: UUID, wish: FinalistsWish) -> RoundView:
    """Narrow the field to those whom enough of the committee has scored."""
    one = await take_step(record, found, Step.FINALISTS, note=wish.note)
    _, rule = nominating(record.charter, one.authority)
    known = await screened_nominees(record.body, found)
    chosen = []
    for nominee in dict.fromkeys(wish.nominees):
        if nominee not in known:
            raise NotFoundError(say("There is no such nominee in this round."))
        require_standing(known[nominee].row)
        chosen.append(known[nominee])
    require(
        *(
            is_screened(
                counted(each),
                needed=one.settings.quorum,
                name=each.row["name"],
                clause=rule.screening_clause,
            )
            for each in chosen
        )
    )
    finalists = {each.row["id"] for each in chosen}
    for nominee, each in known.items():
        if each.row["state"] == ENTERED:
            state = FINALIST if nominee in finalists else NOT_FINALIST
            await engine().write("UPDATE nominee SET state = $1 WHERE id = $2", state, nominee)
    record.note(f"round:{found}", after={"finalists": len(finalists)})
    return await round_view(record.body, record.charter, found, record.today)


def require_rubric(charter: Charter, points: Mapping[str, int]) -> None:
    """Refuse points that the rubric does not know."""
    wrong = outside_rubric(rubric_of(charter), points)
    if wrong:
        raise BadInputError({f"points_{name}": why for name, why in wrong.items()})


async def still_to_score(
    body: Body, found: UUID, committee: frozenset[UUID]
) -> dict[UUID, tuple[str, int]]:
    """Return of each of a committee their name and how many nominees they are to score yet."""
    people = await engine().read("SELECT id, name FROM person WHERE body = $1", body.id)
    names = {row["id"]: row["name"] for row in people if row["id"] in committee}
    known = (await screened_nominees(body, found)).values()
    waiting = {
        member: sum(_is_open_for(member, each) for each in known) for member in sorted(committee)
    }
    return {member: (names[member], count) for member, count in waiting.items() if count}


def _is_open_for(member: UUID, each: Screened) -> bool:
    """Say whether one of the committee is still to score a nominee who stands."""
    if each.row["state"] != ENTERED or each.row["consented_at"] is None:
        return False
    apart = {*each.conflicted, *each.relatives, each.row["person"]}
    return member not in apart | {score.by for score in each.scores}


def rubric_of(charter: Charter) -> Rubric:
    """Return what the committee scores: what applications are scored by in this body."""
    return rules_of(charter).rubric
