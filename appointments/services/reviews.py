"""What does the appointing authority answer to the names that were submitted?"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import msgspec

from appointments.rules.rounds import Kind, Round, Step
from appointments.rules.slates import Fate, Outcome, is_written, outcome_of
from appointments.schemas.appointments import Naming
from appointments.schemas.rounds import (
    Answered,
    InterviewView,
    InterviewWish,
    RoundView,
    RoundWish,
    Slate,
)
from appointments.services.alliances import nominating
from appointments.services.designations import name_for_seat
from appointments.services.filled import filled_meanwhile
from appointments.services.rejections import tell_committee
from appointments.services.rivals import answered, appointed, faster
from appointments.services.rounds import as_seen, begin_round, get_round, move, round_view
from appointments.services.screenings import require_rubric
from appointments.services.slates import NAMES, slates_of
from appointments.tables import InterviewRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "slate_name_one_confirmed": say("Another name for this seat was confirmed."),
        "interview_once": say("Your notes about this name are kept already."),
    }
)

SUBMITTED = frozenset({Step.SUBMITTED, Step.CLOSED})


async def submitted_slates(
    body: Body, charter: Charter, found: UUID, on: date
) -> tuple[Slate, ...]:
    """Return what was submitted of a round; before that there is nothing to see, not even it."""
    one = await get_round(body, found)
    if one.step not in SUBMITTED:
        raise NotFoundError(say("There is no such round here."))
    slates = await slates_of(body, charter, found, on=on)
    return tuple(msgspec.structs.replace(slate, ballots=()) for slate in slates)


@deed
async def note_interview(record: Record, name: UUID, wish: InterviewWish) -> InterviewView:
    """Keep a reviewer's own notes and points about a name; nobody else's are changed."""
    row = await _submitted(record, name)
    require_rubric(record.charter, wish.points)
    account = record.actor.account
    if account is None:
        raise OutOfOrderError(say("Notes are kept under the account of whoever wrote them."))
    await engine().write(
        "DELETE FROM interview WHERE slate_name = $1 AND account = $2", name, account
    )
    await InterviewRow.insert(
        InterviewRow(
            id=uuid4(),
            body=record.body.id,
            slate_name=row["id"],
            account=account,
            points=msgspec.json.encode(wish.points).decode(),
            notes=wish.notes,
            noted_at=record.at,
        )
    )
    record.note(f"slate_name:{name}", after={"notes": Private(wish.notes)})
    return InterviewView(by=record.actor.name, notes=wish.notes, points=wish.points, mine=True)


async def interviews_of(
    body: Body, names: Sequence[UUID], account: UUID | None
) -> dict[UUID, list[InterviewView]]:
    """Return for each name what reviewers noted; others' notes only beside one's own."""
    found: dict[UUID, list[InterviewView]] = {}
    for name in names:
        rows = await engine().read(
            "SELECT i.account, a.name, i.notes, i.points FROM interview i "
            "JOIN account a ON a.id = i.account WHERE i.slate_name = $1 AND i.body = $2 "
            "ORDER BY i.noted_at, a.name, i.id",
            name,
            body.id,
        )
        mine = any(row["account"] == account for row in rows)
        found[name] = [
            InterviewView(
                by=row["name"],
                notes=row["notes"],
                points=msgspec.json.decode(row["points"], type=dict[str, int]),
                mine=row["account"] == account,
            )
            for row in rows
            if mine
        ]
    return found


@deed
async def answer_nominee(record: Record, name: UUID, wish: Answered) -> RoundView:
    """Confirm a name, reject it in writing, or keep that it was withdrawn.

    A confirmed name is the authority's designation for the seat. When every name for a seat is
    out, a replacement round begins by itself.
    """
    row = await _submitted(record, name)
    one = await get_round(record.body, row["round"])
    _, rule = nominating(record.charter, one.authority)
    if Fate(row["fate"]) is not Fate.OPEN:
        raise answered(row, record.charter.seat(row["seat"]).name)
    seat = await _open_seat(record, one, row["seat"])
    await _require_unfilled(record, one, seat)
    if wish.fate is Fate.REJECTED:
        require(is_written(wish.reason, rule))
    elif wish.fate not in (Fate.CONFIRMED, Fate.WITHDRAWN):
        raise BadInputError({"fate": say("Choose one of the list.")})
    await _keep_answer(record, name, wish, record.actor.name)
    if wish.fate is Fate.CONFIRMED:
        naming = Naming(seat=seat, person=row["person"], authority=one.authority)
        await name_for_seat(record, naming, record.today)
        await engine().write(
            "UPDATE slate_name SET fate = $1, decided_on = $2, decided_by = $3 "
            "WHERE round = $4 AND seat = $5 AND fate = $6",
            Fate.PASSED_OVER.value,
            record.today,
            record.actor.name,
            one.id,
            seat,
            Fate.OPEN.value,
        )
    if wish.fate is Fate.REJECTED:
        await tell_committee(record, one, row, wish.reason)
    await _settle(record, one, seat)
    return await _seen(record, one.id)


@deed
async def release_seat(record: Record, found: UUID, seat: str) -> RoundView:
    """Take a seat out of a round because it was filled otherwise meanwhile."""
    one = await get_round(record.body, found)
    await _open_seat(record, one, seat)
    await _settle(record, one, seat, filled_otherwise=True)
    return await _seen(record, found)


async def _seen(record: Record, found: UUID) -> RoundView:
    view = await round_view(record.body, record.charter, found, record.today)
    return await as_seen(record.body, record.actor, view)


async def withdraw_name(record: Record, one: Round, name: UUID, seat: str) -> None:
    """Keep, within a nominee's own deed, that a name on a slate was withdrawn.

    Before the submission the slate is to be decided anew; after it, the seat is settled as after
    any answer.
    """
    await _keep_answer(record, name, Answered(fate=Fate.WITHDRAWN), str(say("the nominee")))
    rows = await engine().read(
        "SELECT 1 FROM round_seat WHERE round = $1 AND seat = $2 AND outcome = $3",
        one.id,
        seat,
        Outcome.OPEN.value,
    )
    if one.step is Step.SUBMITTED and rows:
        await _settle(record, one, seat)


async def _settle(record: Record, one: Round, seat: str, *, filled_otherwise: bool = False) -> None:
    """Keep what became of a seat; the round closes with its last one."""
    rows = await engine().read(
        "SELECT fate FROM slate_name WHERE round = $1 AND seat = $2", one.id, seat
    )
    outcome = outcome_of([Fate(row["fate"]) for row in rows], filled_otherwise=filled_otherwise)
    if outcome is Outcome.OPEN:
        return
    await engine().write(
        "UPDATE round_seat SET outcome = $1, settled_on = $2 WHERE round = $3 AND seat = $4",
        outcome.value,
        record.today,
        one.id,
        seat,
    )
    record.note(f"round:{one.id}", after={"seat": seat, "outcome": outcome})
    if outcome is Outcome.ALL_REJECTED:
        await _begin_replacement(record, one, seat)
    still_open = await engine().read(
        "SELECT 1 FROM round_seat WHERE round = $1 AND outcome = $2", one.id, Outcome.OPEN.value
    )
    if not still_open and one.step is not Step.CLOSED:
        await move(record, one.id, Step.CLOSED)


async def _begin_replacement(record: Record, one: Round, seat: str) -> None:
    """Begin the round that replaces the names of a seat; its clock counts from today."""
    name = record.charter.seat(seat).name
    wish = RoundWish(title=str(say("Replacement for {seat}", seat=name)), seats=(seat,))
    await begin_round(
        record, wish, one.authority, Kind.REPLACEMENT, one.settings, record.today, one.id
    )


async def _keep_answer(record: Record, name: UUID, wish: Answered, by: str) -> None:
    await engine().write(
        "UPDATE slate_name SET fate = $1, reason = $2, decided_on = $3, decided_by = $4 "
        "WHERE id = $5",
        wish.fate.value,
        wish.reason.strip(),
        record.today,
        by,
        name,
    )
    record.note(
        f"slate_name:{name}", after={"fate": Private(wish.fate), "reason": Private(wish.reason)}
    )


async def _open_seat(record: Record, one: Round, seat: str) -> str:
    rows = await engine().read(
        "SELECT outcome, settled_on FROM round_seat WHERE round = $1 AND seat = $2", one.id, seat
    )
    if not rows:
        raise BadInputError({"seat": say("This seat is not to be filled by this round.")})
    if Outcome(rows[0]["outcome"]) is not Outcome.OPEN:
        raise OutOfOrderError(
            say(
                "{seat} was settled on {day}.",
                seat=record.charter.seat(seat).name,
                day=rows[0]["settled_on"],
            )
        )
    return seat


async def _require_unfilled(record: Record, one: Round, seat: str) -> None:
    """Refuse to answer for a seat to which somebody was appointed since the round began."""
    filled = await filled_meanwhile(record.body, one.id, record.today)
    if seat in filled:
        what = say(
            "{seat} was filled meanwhile, on {day}; take it out of the round.",
            seat=record.charter.seat(seat).name,
            day=filled[seat],
        )
        raise faster(record, what, await appointed(record, seat))


async def _submitted(record: Record, name: UUID) -> Row:
    """Return a name that was submitted; one that was not is not there for a reviewer."""
    rows = await engine().read(
        f"{NAMES.replace('SELECT', 'SELECT s.round,', 1)} WHERE s.id = $1 AND s.body = $2",
        name,
        record.body.id,
    )
    if not rows or (await get_round(record.body, rows[0]["round"])).step not in SUBMITTED:
        raise NotFoundError(say("There is no such name here."))
    return rows[0]
