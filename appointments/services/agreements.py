"""What does a nominee see, agree to, decline and withdraw, by a link that only they have?"""

import hmac
from datetime import date, datetime
from uuid import UUID

import msgspec

from appointments.rules.nominations import State, may_agree, may_withdraw, next_of
from appointments.rules.slates import Fate
from appointments.schemas.nominations import (
    Agreement,
    NominationSaving,
    NominationStanding,
    OwnLink,
    OwnNomination,
)
from appointments.services.alliances import nominating
from appointments.services.entering import enter_written, keep_words, told_of
from appointments.services.nomination_calls import is_called
from appointments.services.nomination_erasures import forget_nomination
from appointments.services.nominations import require_words
from appointments.services.nominees import WITHDRAWN
from appointments.services.reviews import withdraw_name
from appointments.services.rounds import get_round
from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.accounts import hashed
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.papers import get_paper

NOT_SENT = frozenset({State.DRAFT, State.ASKED})
OWN = (
    "SELECT n.*, o.name AS organization_name FROM nomination n "
    "LEFT JOIN organization o ON o.id = n.organization"
)


async def own_nomination(
    body: Body, charter: Charter, nomination: UUID, link: str, *, at: datetime
) -> OwnNomination:
    """Return a nomination to whoever has its link, while the link is good."""
    row = await _owned(body, nomination, link, at)
    agreeing = await _agreeing(body, charter, row, day_in(at, body.timezone))
    withdrawing = await _withdrawing(body, charter, row)
    one = await get_round(body, row["round"])
    closes_on = one.closes_on
    if closes_on is not None and closes_on < day_in(at, body.timezone):
        closes_on = None
    asked = State(row["state"]) in NOT_SENT
    against = agreeing if asked else withdrawing
    return OwnNomination(
        **{
            name: row[name]
            for name in (
                *("id", "round", "name", "email", "phone", "place", "address", "district"),
                *("resident_since", "statement", "family", "nominator", "reason"),
                *("written_at", "consented_at"),
            )
        },
        state=State(row["state"]),
        answers=msgspec.json.decode(row["answers"], type=dict[str, str]),
        organization=row["organization_name"] or "",
        resume=await get_paper(body, row["resume"]) if row["resume"] else None,
        may_agree=agreeing.holds,
        may_withdraw=withdrawing.holds,
        why_not="" if against.holds else str(against.reason),
        next=str(next_of(State(row["state"]), one.step, closes_on)),
    )


@deed
async def agree_to_stand(record: Record, nomination: UUID, wish: Agreement) -> NominationStanding:
    """Let somebody agree to be a nominee, by their own words: who was named by another, or who
    saved a nomination of themselves.
    """
    row = await _owned(record.body, nomination, wish.link, record.at)
    require(await _agreeing(record.body, record.charter, row, record.today))
    require_words(record.charter, wish.words, whole=True)
    one = await get_round(record.body, row["round"])
    await enter_written(record, one, nomination, wish.words, proved=True)
    return NominationStanding(nomination=nomination, state=State.STANDING)


@deed
async def save_nomination(
    record: Record, nomination: UUID, wish: NominationSaving
) -> NominationStanding:
    """Keep what somebody has written so far, to go on later; it is not sent by that."""
    row = await _owned(record.body, nomination, wish.link, record.at)
    require(await _agreeing(record.body, record.charter, row, record.today))
    require_words(record.charter, wish.words, whole=False)
    await keep_words(record, nomination, wish.words)
    record.note(f"nomination:{nomination}", after={"written": Private(told_of(wish.words))})
    return NominationStanding(nomination=nomination, state=State(row["state"]))


async def own_resume(body: Body, nomination: UUID, link: str, *, at: datetime) -> UUID:
    """Return the file that came with a nomination to whoever has its link."""
    row = await _owned(body, nomination, link, at)
    if row["resume"] is None:
        raise NotFoundError(say("There is no such file here."))
    paper: UUID = row["resume"]
    return paper


@deed
async def decline_to_stand(record: Record, nomination: UUID, wish: OwnLink) -> NominationStanding:
    """Let somebody decline, or give up what they saved; what was written is erased at once."""
    row = await _owned(record.body, nomination, wish.link, record.at)
    if State(row["state"]) not in NOT_SENT:
        raise OutOfOrderError(say("You have answered already."))
    await _end(record, nomination, State.DECLINED)
    await forget_nomination(record, nomination)
    return NominationStanding(nomination=nomination, state=State.DECLINED)


@deed
async def withdraw_own_nomination(
    record: Record, nomination: UUID, wish: OwnLink
) -> NominationStanding:
    """Let a nominee withdraw, before the submission or after it.

    On a slate the name stays as withdrawn; where it was the last one open, every name is out.
    """
    row = await _owned(record.body, nomination, wish.link, record.at)
    require(await _withdrawing(record.body, record.charter, row))
    await _end(record, nomination, State.WITHDRAWN)
    on_slate = await _on_slate(row)
    if on_slate is not None:
        one = await get_round(record.body, row["round"])
        await withdraw_name(record, one, on_slate["id"], on_slate["seat"])
    await engine().write("UPDATE nominee SET state = $1 WHERE id = $2", WITHDRAWN, row["nominee"])
    record.note(f"nominee:{row['nominee']}", after={"withdrawn": Private("by their link")})
    return NominationStanding(nomination=nomination, state=State.WITHDRAWN)


async def _owned(body: Body, nomination: UUID, link: str, at: datetime) -> Row:
    rows = await engine().read(
        f"{OWN} WHERE n.id = $1 AND n.body = $2 AND n.erased_at IS NULL", nomination, body.id
    )
    if not rows or not hmac.compare_digest(rows[0]["link_hash"], hashed(link)):
        raise NotFoundError(say("This link is not known, or what it led to is gone."))
    if rows[0]["link_until"] <= at:
        raise NotFoundError(say("This link has run out; ask for a new one at the call."))
    return rows[0]


async def _agreeing(body: Body, charter: Charter, row: Row, on: date) -> Finding:
    one = await get_round(body, row["round"])
    _, rule = nominating(charter, one.authority)
    called = is_called(one, charter, on)
    again = one.called_again_at is not None
    return may_agree(State(row["state"]), one.step, called, rule.call_clause, again=again)


async def _withdrawing(body: Body, charter: Charter, row: Row) -> Finding:
    one = await get_round(body, row["round"])
    _, rule = nominating(charter, one.authority)
    on_slate = await _on_slate(row)
    fate = Fate(on_slate["fate"]) if on_slate else None
    return may_withdraw(State(row["state"]), fate, rule.clause)


async def _on_slate(row: Row) -> Row | None:
    if row["nominee"] is None:
        return None
    rows = await engine().read(
        "SELECT id, seat, fate FROM slate_name WHERE nominee = $1", row["nominee"]
    )
    return rows[0] if rows else None


async def _end(record: Record, nomination: UUID, state: State) -> None:
    await engine().write(
        "UPDATE nomination SET state = $1, state_since = $2 WHERE id = $3",
        state.value,
        record.today,
        nomination,
    )
    record.note(f"nomination:{nomination}", after={"state": Private(state)})
