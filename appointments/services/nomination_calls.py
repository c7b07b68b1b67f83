"""Which rounds call for nominees now, and what does the public read of them?"""

from datetime import date
from uuid import UUID

from appointments.rules.rounds import Round, Step, is_within_call
from appointments.schemas.calls import CallSeat
from appointments.schemas.nominations import NominatingOrganization, NominationCall
from appointments.services.alliances import nominating
from appointments.services.rounds import get_round, rounds_of
from governance.charter.findings import Finding
from governance.charter.model import ApplicationQuestion, Charter
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine


async def nomination_call(body: Body, charter: Charter, found: UUID, on: date) -> NominationCall:
    """Return the public call of a round; one that was not published is not there."""
    one = await get_round(body, found)
    if not is_public(one):
        raise NotFoundError(say("There is no such call here."))
    return await _view(body, charter, one, on)


async def open_nominations(body: Body, charter: Charter, on: date) -> list[NominationCall]:
    """Return the rounds for which somebody can be named on a day, those that close first before."""
    found = [
        await _view(body, charter, one, on)
        for one in await rounds_of(body)
        if is_public(one) and (one.step is Step.CALL_OPEN or one.called_again_at is not None)
    ]
    return sorted((each for each in found if each.open), key=lambda each: each.closes_on or on)


def is_public(one: Round) -> bool:
    """Say whether a round's call was published."""
    called = one.settings.calls or one.called_again_at is not None
    return called and one.step is not Step.DRAFT


def is_called(one: Round, charter: Charter, on: date) -> Finding:
    """Find whether somebody can be named in a round on a day."""
    _, rule = nominating(charter, one.authority)
    return is_within_call(
        on,
        at=one.step,
        opens_on=one.opens_on or one.since,
        closes_on=one.closes_on or one.since,
        clause=rule.call_clause,
        again=one.called_again_at is not None,
    )


def questions_of(charter: Charter) -> tuple[ApplicationQuestion, ...]:
    """Return what a nominee is asked: those of the charter's questions that state a fact."""
    rules = charter.applications
    return tuple(each for each in rules.questions if each.fact) if rules else ()


async def belonging(body: Body, authority: str, on: date) -> tuple[NominatingOrganization, ...]:
    """Return the organizations that belong to an authority on a day."""
    rows = await engine().read(
        "SELECT id, name FROM organization WHERE body = $1 AND authority = $2 "
        "AND joined_on <= $3 AND (left_on IS NULL OR left_on > $3) ORDER BY name",
        body.id,
        authority,
        on,
    )
    return tuple(NominatingOrganization(**row) for row in rows)


async def represented_by(body: Body, person: UUID | None, on: date) -> frozenset[UUID]:
    """Return the organizations that a person speaks for on a day."""
    if person is None:
        return frozenset()
    rows = await engine().read(
        "SELECT organization FROM representative WHERE body = $1 AND person = $2 "
        "AND since <= $3 AND (until IS NULL OR until > $3)",
        body.id,
        person,
        on,
    )
    return frozenset(row["organization"] for row in rows)


async def _view(body: Body, charter: Charter, one: Round, on: date) -> NominationCall:
    authority, rule = nominating(charter, one.authority)
    rows = await engine().read("SELECT seat FROM round_seat WHERE round = $1 ORDER BY seat", one.id)
    called = is_called(one, charter, on)
    return NominationCall(
        id=one.id,
        title=one.title,
        text=one.text,
        authority=authority.name,
        seats=tuple(CallSeat(id=row["seat"], name=charter.seat(row["seat"]).name) for row in rows),
        opens_on=one.opens_on,
        closes_on=one.closes_on,
        open=called.holds,
        why=str(called.reason),
        clause=rule.call_clause,
        consent=rule.consent,
        questions=questions_of(charter),
        organizations=await belonging(body, authority.id, on),
    )
