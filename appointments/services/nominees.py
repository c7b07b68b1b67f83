"""Who was named in a round, do they agree, and how did the committee score them?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import msgspec

from appointments.rules.rounds import Round, Step, is_within_call
from appointments.rules.screenings import Score, average, visible_scores
from appointments.schemas.rounds import ConflictWish, NomineeView, NomineeWish, ScoreView
from appointments.services.alliances import nominating, person_meant, require_committee
from appointments.services.rounds import get_round
from appointments.tables import NomineeRow
from governance.audit import Private
from governance.charter.findings import require
from governance.database.postgres import Row
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "nominee_once_a_round": say("This person is a nominee of this round already."),
    }
)

ENTERED, FINALIST, NOT_FINALIST, WITHDRAWN = "entered", "finalist", "not_finalist", "withdrawn"
NOMINEE = (
    "SELECT n.id, n.round, n.person, p.name, n.source, o.name AS organization_name, "
    "n.nominated_by, n.statement, n.relatives, n.consented_at, n.state, w.family, "
    "w.family_read_at, w.reason, w.representative, w.resume FROM nominee n "
    "JOIN person p ON p.id = n.person LEFT JOIN organization o ON o.id = n.organization "
    "LEFT JOIN nomination w ON w.nominee = n.id"
)


@dataclass(frozen=True, slots=True)
class Screened:
    """A nominee's row with the committee's scores and conflicts."""

    row: Row
    scores: tuple[Score, ...]
    remarks: Mapping[UUID, str]
    conflicted: frozenset[UUID]
    names: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def family_open(self) -> bool:
        """Say whether the committee still has to say whom the nominee means as family."""
        return bool(self.row["family"]) and self.row["family_read_at"] is None

    @property
    def relatives(self) -> frozenset[UUID]:
        """Return whom the application names as family."""
        return frozenset(UUID(each) for each in self.row["relatives"].split())


async def nominees_of(body: Body, found: UUID, viewer: UUID | None) -> list[NomineeView]:
    """Return the nominees of a round as somebody of its committee sees them."""
    return [_view(each, viewer) for each in (await screened_nominees(body, found)).values()]


async def get_nominee(body: Body, found: UUID, nominee: UUID, viewer: UUID | None) -> NomineeView:
    """Return one nominee of a round as somebody of its committee sees them."""
    known = await screened_nominees(body, found)
    if nominee not in known:
        raise NotFoundError(say("There is no such nominee here."))
    return _view(known[nominee], viewer)


async def resume_of_nominee(body: Body, nominee: UUID) -> UUID:
    """Return the file that came with a nominee, which the committee alone reads."""
    row = await nominee_row(body, nominee)
    if row["resume"] is None:
        raise NotFoundError(say("There is no such file here."))
    paper: UUID = row["resume"]
    return paper


@deed
async def enter_nominee(record: Record, found: UUID, wish: NomineeWish) -> NomineeView:
    """Take a known person into a round while its call is open; they stand once they agree."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    if one.settings.calls or one.called_again_at is not None:
        require(
            is_within_call(
                record.today,
                at=one.step,
                opens_on=one.opens_on or one.since,
                closes_on=one.closes_on or one.since,
                clause=rule.call_clause,
                again=one.called_again_at is not None,
            )
        )
    elif one.step not in (Step.DRAFT, Step.SCREENING):
        raise OutOfOrderError(say("The names of this round are complete."))
    person = await person_meant(record, wish)
    row = NomineeRow(
        id=uuid4(),
        body=record.body.id,
        round=found,
        person=person,
        source="organization" if wish.organization else "resident",
        organization=wish.organization,
        nominated_by=wish.nominated_by.strip(),
        statement=wish.statement,
        relatives=" ".join(sorted(str(each) for each in wish.relatives)),
        consented_at=record.at if wish.consented else None,
        state=ENTERED,
        entered_at=record.at,
    )
    await NomineeRow.insert(row)
    record.note(f"nominee:{row.id}", after={"round": found, "person": Private(person)})
    return await nominee_as_seen(record, row.id)


@deed
async def withdraw_nominee(record: Record, nominee: UUID, wish: ConflictWish) -> NomineeView:
    """Take a nominee out of a round at their wish, before the slates are submitted."""
    before = await nominee_row(record.body, nominee)
    one = await get_round(record.body, before["round"])
    await require_committee(record, one.authority)
    if one.step in (Step.SUBMITTED, Step.CLOSED):
        raise OutOfOrderError(say("The slates are with Council; withdraw the name there."))
    on_slate = await engine().read("SELECT seat FROM slate_name WHERE nominee = $1", nominee)
    if on_slate:
        seat = record.charter.seat(on_slate[0]["seat"]).name
        raise OutOfOrderError(say("Decide the slate for {seat} anew first.", seat=seat))
    await engine().write("UPDATE nominee SET state = $1 WHERE id = $2", WITHDRAWN, nominee)
    record.note(f"nominee:{nominee}", after={"withdrawn": Private(wish.reason)})
    return await nominee_as_seen(record, nominee)


def counted(each: Screened) -> list[Score]:
    """Return the scores that count: none of somebody with a conflict."""
    return [score for score in each.scores if score.by not in each.conflicted]


def require_standing(row: Row) -> None:
    """Refuse whoever has withdrawn or has not agreed."""
    if row["state"] == WITHDRAWN:
        raise OutOfOrderError(say("{name} has withdrawn.", name=row["name"]))
    if row["consented_at"] is None:
        raise OutOfOrderError(say("{name} has not agreed yet.", name=row["name"]))


async def candidates_for_slates(body: Body, one: Round) -> dict[UUID, Screened]:
    """Return who may stand on the slates of a round: its finalists, or all where none are named."""
    wanted = FINALIST if one.settings.screens else ENTERED
    known = await screened_nominees(body, one.id)
    return {
        nominee: each
        for nominee, each in known.items()
        if each.row["state"] == wanted and each.row["consented_at"] is not None
    }


async def nominee_as_seen(record: Record, nominee: UUID) -> NomineeView:
    """Return a nominee as whoever does the deed sees them."""
    row = await nominee_row(record.body, nominee)
    known = await screened_nominees(record.body, row["round"])
    return _view(known[nominee], record.actor.person)


async def nominee_row(body: Body, nominee: UUID) -> Row:
    """Return what is kept of a nominee."""
    rows = await engine().read(f"{NOMINEE} WHERE n.id = $1 AND n.body = $2", nominee, body.id)
    if not rows:
        raise NotFoundError(say("There is no such nominee here."))
    return rows[0]


async def screened_nominees(body: Body, found: UUID) -> dict[UUID, Screened]:
    """Return the nominees of a round with their scores and conflicts."""
    rows = await engine().read(
        f"{NOMINEE} WHERE n.round = $1 AND n.body = $2 ORDER BY p.folded_name, n.id", found, body.id
    )
    scored = await engine().read(
        "SELECT s.nominee, s.member, p.name, s.points, s.remark FROM screening_score s "
        "JOIN nominee n ON n.id = s.nominee JOIN person p ON p.id = s.member "
        "WHERE n.round = $1 ORDER BY s.scored_at, s.id",
        found,
    )
    declared = await engine().read(
        "SELECT c.nominee, c.member FROM screening_conflict c "
        "JOIN nominee n ON n.id = c.nominee WHERE n.round = $1",
        found,
    )
    scores: dict[UUID, list[Row]] = defaultdict(list)
    for row in scored:
        scores[row["nominee"]].append(row)
    return {
        row["id"]: Screened(
            row=row,
            scores=tuple(
                Score(each["member"], msgspec.json.decode(each["points"], type=dict[str, int]))
                for each in scores[row["id"]]
            ),
            remarks={each["member"]: each["remark"] for each in scores[row["id"]]},
            conflicted=frozenset(
                each["member"] for each in declared if each["nominee"] == row["id"]
            ),
            names={each["member"]: each["name"] for each in scores[row["id"]]},
        )
        for row in rows
    }


def _view(each: Screened, viewer: UUID | None) -> NomineeView:
    scores = counted(each)
    seen = visible_scores(scores, to=viewer) if viewer is not None else ()
    return NomineeView(
        id=each.row["id"],
        person=each.row["person"],
        name=each.row["name"],
        source=each.row["source"],
        organization=each.row["organization_name"] or "",
        nominated_by=each.row["nominated_by"],
        statement=each.row["statement"],
        consented=each.row["consented_at"] is not None,
        state=each.row["state"],
        reason=each.row["reason"] or "",
        family=each.row["family"] or "",
        family_open=each.family_open,
        relatives=tuple(sorted(each.relatives)),
        represented=each.row["representative"] is not None,
        resume=each.row["resume"] is not None,
        mine=any(score.by == viewer for score in scores),
        conflicted=viewer in each.conflicted or viewer in each.relatives,
        scores=tuple(
            ScoreView(
                by=each.names[score.by],
                points=dict(score.points),
                total=score.total,
                remark=each.remarks[score.by],
            )
            for score in seen
        ),
        average=average(seen),
    )
