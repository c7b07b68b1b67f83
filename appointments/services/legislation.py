"""Acts of the appointing authority: drafted, introduced, voted, carried or lost."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from msgspec.structs import replace

from appointments.rules.legislation import Legislation, is_carried
from appointments.schemas.legislation import (
    Choice,
    CouncilRoll,
    CouncilVote,
    DraftWish,
    Introduction,
    LegislationView,
    LegislationWish,
    NamedPair,
    NamedVote,
)
from appointments.services.council import councilmembers_on
from appointments.tables import CouncilVoteRow, LegislationRow
from governance.audit import Private
from governance.charter.model import Charter, LegislationRule
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"legislation_number": say("There is already legislation with this number.")})

ACT = (
    "SELECT l.id, l.number, l.title, l.introduced_on, l.voted_on, l.ayes, l.noes, l.abstained, "
    "l.absent, l.draft, l.drafted_on, l.result_stated, "
    "EXISTS (SELECT 1 FROM council_vote v WHERE v.legislation = l.id) AS by_name "
    "FROM legislation l"
)
PAGE = 50


async def list_legislation(body: Body, charter: Charter, *, page: int = 1) -> list[LegislationView]:
    """Return one page of the acts, the latest first."""
    rows = await engine().read(
        f"{ACT} WHERE l.body = $1 ORDER BY l.introduced_on DESC, l.number DESC LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    return [_view(row, charter.legislation) for row in rows]


async def acts_of(body: Body, charter: Charter) -> dict[UUID, LegislationView]:
    """Return every act by its id, without the votes by name and whom it names."""
    rows = await engine().read(f"{ACT} WHERE l.body = $1", body.id)
    return {row["id"]: _view(row, charter.legislation) for row in rows}


async def every_act(body: Body, charter: Charter) -> list[LegislationView]:
    """Return every act that was brought, the earliest first; drafts are nobody's yet."""
    rows = await engine().read(
        f"{ACT} WHERE l.body = $1 AND l.draft = FALSE ORDER BY l.introduced_on, l.number", body.id
    )
    return [_view(row, charter.legislation) for row in rows]


async def count_legislation(body: Body) -> int:
    """Return how many acts there are."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM legislation WHERE body = $1", body.id
    )
    return int(rows[0]["number"])


async def get_legislation(body: Body, charter: Charter, legislation: UUID) -> LegislationView:
    """Return one act, with its votes by name and whom it names."""
    rows = await engine().read(f"{ACT} WHERE l.body = $1 AND l.id = $2", body.id, legislation)
    if not rows:
        raise NotFoundError(say("There is no such legislation here."))
    return replace(
        _view(rows[0], charter.legislation),
        votes=await _votes_on(legislation),
        names=await pairs_of(charter, legislation),
    )


async def pairs_of(charter: Charter, legislation: UUID) -> tuple[NamedPair, ...]:
    """Return whom an act names, in the order of the charter's seats."""
    rows = await engine().read(
        "SELECT n.id, n.seat, n.person, p.name, n.since, a.id AS appointment FROM provision n "
        "JOIN person p ON p.id = n.person LEFT JOIN appointment a "
        "ON a.legislation = n.legislation AND a.seat = n.seat AND a.person = n.person "
        "WHERE n.legislation = $1",
        legislation,
    )
    places = {seat.id: (place, seat.name) for place, seat in enumerate(charter.seats)}
    last = (len(places), "")
    rows.sort(key=lambda row: places.get(row["seat"], last)[0])
    return tuple(
        NamedPair(**row, seat_name=places.get(row["seat"], last)[1] or row["seat"]) for row in rows
    )


@deed
async def draft_legislation(record: Record, wish: DraftWish) -> LegislationView:
    """Begin to write an act; it is before nobody yet."""
    legislation = uuid4()
    number = " ".join(wish.number.split())
    await _require_free(record, number)
    await LegislationRow.insert(
        LegislationRow(
            id=legislation,
            body=record.body.id,
            number=number or str(legislation),
            title=wish.title.strip(),
            introduced_on=record.today,
            draft=True,
            drafted_on=record.today,
        )
    )
    record.note(
        f"legislation:{legislation}",
        after={"number": number, "title": Private(wish.title.strip()), "drafted_on": record.today},
    )
    return await get_legislation(record.body, record.charter, legislation)


@deed
async def introduce_draft(record: Record, legislation: UUID, wish: Introduction) -> LegislationView:
    """Bring a draft before the appointing authority."""
    act = await get_legislation(record.body, record.charter, legislation)
    if act.introduced_on is not None or act.drafted_on is None:
        raise OutOfOrderError(say("{number} is no draft any more.", number=act.number))
    number = " ".join(wish.number.split()) or act.number
    if not number:
        raise BadInputError({"number": say("A number is needed.")})
    on = wish.introduced_on or record.today
    if not act.drafted_on <= on <= record.today:
        raise BadInputError({"introduced_on": say("This is before the draft, or to come.")})
    if number != act.number:
        await _require_free(record, number)
    await engine().write(
        "UPDATE legislation SET draft = FALSE, number = $1, introduced_on = $2 WHERE id = $3",
        number,
        on,
        legislation,
    )
    record.note(f"legislation:{legislation}", after={"number": number, "introduced_on": on})
    return await get_legislation(record.body, record.charter, legislation)


@deed
async def introduce_legislation(record: Record, wish: LegislationWish) -> LegislationView:
    """Bring an act before the appointing authority."""
    number = " ".join(wish.number.split())
    if not number:
        raise BadInputError({"number": say("A number is needed.")})
    if wish.introduced_on > record.today:
        raise BadInputError({"introduced_on": say("This day has not come yet.")})
    await _require_free(record, number)
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
        after={
            "number": number,
            "title": Private(row.title),  # it may tell a name that is not public yet
            "introduced_on": wish.introduced_on,
        },
    )
    return await get_legislation(record.body, record.charter, row.id)


@deed
async def record_council_roll(
    record: Record, legislation: UUID, wish: CouncilRoll
) -> LegislationView:
    """Keep how each of the authority's members voted; the counts follow from it."""
    act = await _before_its_vote(record, legislation, wish.voted_on)
    members = await councilmembers_on(record.body, wish.voted_on)
    if not members:
        raise OutOfOrderError(
            say(
                "Nobody is on record who voted for the {authority} on {day}.",
                authority=record.charter.appointing.name,
                day=wish.voted_on,
            )
        )
    wrong = {
        f"vote_{each.id}": say("How did {name} vote?", name=each.name)
        for each in members
        if each.id not in wish.votes
    }
    if wrong:
        raise BadInputError(wrong)
    strangers = set(wish.votes) - {each.id for each in members}
    if strangers:
        raise BadInputError(
            {"votes": say("Somebody named here had no vote on {day}.", day=wish.voted_on)}
        )
    for each in members:
        await CouncilVoteRow.insert(
            CouncilVoteRow(
                id=uuid4(),
                body=record.body.id,
                legislation=legislation,
                councilmember=each.id,
                choice=wish.votes[each.id].value,
            )
        )
    counts = {choice: list(wish.votes.values()).count(choice) for choice in Choice}
    await _keep_vote(record, legislation, wish.voted_on, counts)
    record.note(
        f"legislation:{legislation}",
        after={"votes": {each.name: wish.votes[each.id].value for each in members}},
    )
    return await get_legislation(record.body, record.charter, act.id)


@deed
async def record_council_vote(
    record: Record, legislation: UUID, wish: CouncilVote
) -> LegislationView:
    """Keep how an act of former days was voted, where nobody's vote is known by name."""
    act = await _before_its_vote(record, legislation, wish.voted_on)
    if await councilmembers_on(record.body, wish.voted_on):
        raise OutOfOrderError(
            say(
                "Who was in the {authority} on {day} is on record: record the vote by name.",
                authority=record.charter.appointing.name,
                day=wish.voted_on,
            )
        )
    size = record.charter.legislation.size
    if wish.ayes + wish.noes > size:
        raise BadInputError({"ayes": say("There are {size} votes in all.", size=size)})
    counts = {Choice.YES: wish.ayes, Choice.NO: wish.noes}
    await _keep_vote(record, legislation, wish.voted_on, counts)
    return await get_legislation(record.body, record.charter, act.id)


def as_act(view: LegislationView) -> Legislation:
    """Return an act as the rule reads it."""
    return Legislation(
        number=view.number,
        voted_on=view.voted_on,
        ayes=view.ayes,
        noes=view.noes,
        present=view.ayes + view.noes + view.abstained if view.by_name else None,
    )


async def _before_its_vote(record: Record, legislation: UUID, voted_on: date) -> LegislationView:
    """Return an act that can be voted on a day; a vote is recorded once."""
    act = await get_legislation(record.body, record.charter, legislation)
    if act.voted_on is not None:
        raise OutOfOrderError(
            say("{number} was voted on {day} already.", number=act.number, day=act.voted_on)
        )
    if act.introduced_on is None:
        raise OutOfOrderError(say("A draft is introduced before it is voted."))
    if voted_on < act.introduced_on:
        raise BadInputError({"voted_on": say("It was introduced later than that.")})
    if voted_on > record.today:
        raise BadInputError({"voted_on": say("This day has not come yet.")})
    return act


async def _keep_vote(
    record: Record, legislation: UUID, voted_on: date, counts: dict[Choice, int]
) -> None:
    await engine().write(
        "UPDATE legislation SET voted_on = $1, ayes = $2, noes = $3, abstained = $4, absent = $5 "
        "WHERE id = $6",
        voted_on,
        *(counts.get(choice, 0) for choice in Choice),
        legislation,
    )
    record.note(
        f"legislation:{legislation}",
        after={
            "voted_on": voted_on,
            "ayes": counts.get(Choice.YES, 0),
            "noes": counts.get(Choice.NO, 0),
        },
    )


async def _require_free(record: Record, number: str) -> None:
    taken = await engine().read(
        "SELECT 1 FROM legislation WHERE body = $1 AND number = $2", record.body.id, number
    )
    if taken:
        raise OutOfOrderError(say("There is already legislation {number}.", number=number))


async def _votes_on(legislation: UUID) -> tuple[NamedVote, ...]:
    rows: Iterable[Row] = await engine().read(
        "SELECT v.councilmember, m.name, m.district, v.choice FROM council_vote v "
        "JOIN councilmember m ON m.id = v.councilmember WHERE v.legislation = $1 "
        "ORDER BY m.name, m.id",
        legislation,
    )
    return tuple(NamedVote(**{**row, "choice": Choice(row["choice"])}) for row in rows)


def _view(row: Row, rule: LegislationRule) -> LegislationView:
    known = ("id", "title", "drafted_on", "voted_on", "ayes", "noes", "abstained", "absent")
    number = "" if row["number"] == str(row["id"]) else row["number"]
    present = row["ayes"] + row["noes"] + row["abstained"] if row["by_name"] else None
    act = Legislation(
        number=number,
        voted_on=row["voted_on"],
        ayes=row["ayes"],
        noes=row["noes"],
        present=present,
    )
    if row["draft"]:
        result = "draft"
    elif row["result_stated"]:
        result = row["result_stated"]
    elif row["voted_on"] is None:
        result = "pending"
    else:
        result = "carried" if is_carried(act, rule, on=row["voted_on"]).holds else "lost"
    return LegislationView(
        by_name=bool(row["by_name"]),
        **{name: row[name] for name in known},
        number=number,
        introduced_on=None if row["draft"] else row["introduced_on"],
        result=result,
    )
