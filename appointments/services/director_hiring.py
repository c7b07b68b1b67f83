"""The body hires its director, or names who acts; Council confirms or declines."""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.directors import End, Tenure, is_decided
from appointments.rules.legislation import is_carried
from appointments.schemas.board_votes import BoardVote
from appointments.schemas.directors import (
    ActingWish,
    Confirmation,
    Declining,
    Director,
    EarlierDirector,
    Hiring,
)
from appointments.services.board_votes import board_vote
from appointments.services.director_searches import (
    considered,
    findings_on,
    open_search_of,
    person_meant,
)
from appointments.services.directors import (
    Held,
    Office,
    director_view,
    office_of,
    rule_of,
    standing,
)
from appointments.services.legislation import as_act, every_act
from appointments.tables import DirectorRow
from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"director_one_at_a_time": say("Somebody holds the office; record the end first.")})


@deed
async def hire_director(record: Record, candidate: UUID, wish: Hiring) -> Director:
    """Keep that the body hired a candidate; until Council confirms it is the interim director."""
    office = await office_of(record.body, record.charter)
    search = open_search_of(office)
    found = await considered(record.body, candidate)
    if found.id not in await _candidates_of(search.id):
        raise OutOfOrderError(say("This candidate stood in an earlier search."))
    vote, decided = await decided_by(record, wish.motion, office.rule.clause)
    hired_on = vote.on or record.today
    findings = await findings_on(record.body, record.charter, found.person, hired_on)
    require(decided, *findings)
    _require_free(office, wish.since, hired_on)
    await _make_way(record, office, wish.since)
    tenure = Tenure(id=uuid4(), since=wish.since, hired_on=hired_on, search=search.id)
    return await _keep(record, tenure, found.person, motion=wish.motion)


@deed
async def name_acting_director(record: Record, wish: ActingWish) -> Director:
    """Keep whom the body lets act while the office stands empty."""
    office = await office_of(record.body, record.charter)
    search = open_search_of(office)
    vote, decided = await decided_by(record, wish.motion, office.rule.clause)
    require(decided)
    decided_on = vote.on or record.today
    _require_free(office, wish.since, decided_on)
    await _make_way(record, office, wish.since)
    person = await person_meant(record, wish.person, wish.name, wish.email)
    tenure = Tenure(
        id=uuid4(), since=wish.since, hired_on=decided_on, acting=True, search=search.id
    )
    return await _keep(record, tenure, person, motion=wish.motion)


@deed
async def enter_director(record: Record, wish: EarlierDirector) -> Director:
    """Take over a director who was hired before the record began."""
    office = await office_of(record.body, record.charter)
    if office.held or office.searches:
        raise OutOfOrderError(say("The record of this office has begun; hire by a search."))
    wrong = {}
    if wish.hired_on > record.today:
        wrong["hired_on"] = say("This day has not come yet.")
    if wish.since < wish.hired_on:
        wrong["since"] = say("This is before the vote.")
    if wish.confirmed_on is not None and not wish.hired_on <= wish.confirmed_on <= record.today:
        wrong["confirmed_on"] = say("This is before the vote, or to come.")
    if bool(wish.confirmed_on) != bool(wish.legislation.strip()):
        wrong["legislation"] = say("A confirmation has a number and a day.")
    if wrong:
        raise BadInputError(wrong)
    person = await person_meant(record, wish.person, wish.name, wish.email)
    tenure = Tenure(
        id=uuid4(),
        since=wish.since,
        hired_on=wish.hired_on,
        confirmed_on=wish.confirmed_on,
    )
    return await _keep(record, tenure, person, vote=wish.vote, legislation=wish.legislation.strip())


@deed
async def confirm_director(record: Record, director: UUID, wish: Confirmation) -> Director:
    """Keep by which legislation, and when, the hiring was confirmed."""
    held = await _awaiting(record, director)
    _require_after_vote(record, held, wish.on)
    number = wish.legislation.strip()
    await _require_carried(record, number, wish.on)
    await engine().write(
        "UPDATE director SET legislation = $1, confirmed_on = $2 WHERE id = $3",
        number,
        wish.on,
        director,
    )
    record.note(f"director:{director}", after={"legislation": number, "confirmed_on": wish.on})
    return await shown(record, director)


@deed
async def decline_director(record: Record, director: UUID, wish: Declining) -> Director:
    """Keep that the hiring was not confirmed; the search goes on."""
    held = await _awaiting(record, director)
    _require_after_vote(record, held, wish.on)
    until = max(wish.on, held.tenure.since)
    await engine().write(
        "UPDATE director SET until = $1, ended_by = $2, ended_why = $3, legislation = $4 "
        "WHERE id = $5",
        until,
        End.DECLINED.value,
        wish.reason,
        wish.legislation.strip(),
        director,
    )
    after = {"until": until, "ended_by": End.DECLINED.value, "why": Private(wish.reason)}
    record.note(f"director:{director}", after=after)
    return await shown(record, director)


async def decided_by(record: Record, motion: UUID, clause: str) -> tuple[BoardVote, Finding]:
    """Return a motion of the body, and whether it decided anything."""
    vote = await board_vote(record.body, motion)
    if vote is None:
        raise BadInputError({"motion": say("There is no such motion of the whole body.")})
    return vote, is_decided(vote.carried, vote.text, clause)


async def shown(record: Record, director: UUID) -> Director:
    """Return somebody's days in the office as they are now, to whoever did the deed."""
    office = await office_of(record.body, record.charter)
    return await director_view(record.body, record.charter, office.of(director), private=True)


async def _candidates_of(search: UUID) -> set[UUID]:
    rows = await engine().read("SELECT id FROM director_candidate WHERE search = $1", search)
    return {row["id"] for row in rows}


def _require_free(office: Office, since: date, decided_on: date) -> None:
    """Refuse to begin before the vote, or while somebody who was hired is there."""
    if since < decided_on:
        raise BadInputError({"since": say("This is before the vote, on {day}.", day=decided_on)})
    for each in office.held:
        until = each.tenure.until
        if not each.tenure.acting and (until is None or until > since):
            raise OutOfOrderError(
                say("{name} holds the office; record the end first.", name=each.name)
            )


async def _make_way(record: Record, office: Office, since: date) -> None:
    """End the days of whoever acts on the first day of whoever comes."""
    for each in office.held:
        tenure = each.tenure
        if tenure.acting and (tenure.until is None or tenure.until > since):
            until = max(since, tenure.since)
            await engine().write(
                "UPDATE director SET until = $1, ended_by = $2 WHERE id = $3",
                until,
                End.OTHER.value,
                each.id,
            )
            record.note(f"director:{each.id}", after={"until": until, "ended_by": End.OTHER.value})


async def _keep(
    record: Record,
    tenure: Tenure,
    person: UUID,
    *,
    motion: UUID | None = None,
    vote: str = "",
    legislation: str = "",
) -> Director:
    row = DirectorRow(
        id=tenure.id,
        body=record.body.id,
        search=tenure.search,
        person=person,
        acting=tenure.acting,
        hired_on=tenure.hired_on,
        motion=motion,
        vote=vote,
        since=tenure.since,
        legislation=legislation,
        confirmed_on=tenure.confirmed_on,
        recorded_by=record.actor.name,
        recorded_on=record.today,
    )
    await DirectorRow.insert(row)
    after = {
        "person": person,
        "acting": tenure.acting,
        "hired_on": tenure.hired_on,
        "motion": motion,
        "since": tenure.since,
        "legislation": legislation,
        "confirmed_on": tenure.confirmed_on,
    }
    record.note(f"director:{tenure.id}", after=after)
    return await shown(record, tenure.id)


async def _awaiting(record: Record, director: UUID) -> Held:
    """Return somebody hired whose confirmation is awaited."""
    _, held = await standing(record, director)
    if held.tenure.acting:
        raise OutOfOrderError(say("Who only acts is not confirmed."))
    if held.tenure.confirmed_on is not None:
        raise OutOfOrderError(say("This was confirmed on {day}.", day=held.tenure.confirmed_on))
    return held


def _require_after_vote(record: Record, held: Held, on: date) -> None:
    if not held.tenure.hired_on <= on <= record.today:
        raise BadInputError({"on": say("This is before the vote, or to come.")})


async def _require_carried(record: Record, number: str, on: date) -> None:
    """Where the record has the legislation, it must have been carried, and on that day."""
    rule_of(record.charter)
    for act in await every_act(record.body, record.charter):
        if act.number.casefold() == number.casefold():
            require(is_carried(as_act(act), record.charter.legislation, on=record.today))
            if act.voted_on is not None and act.voted_on != on:
                raise BadInputError(
                    {"on": say("{number} was voted on {day}.", number=number, day=act.voted_on)}
                )
