"""What does the public read of a past round: names where its rule allows, and figures?"""

import itertools
from collections import Counter
from uuid import UUID

from appointments.rules.embargo import withheld_seats
from appointments.rules.nominations import State
from appointments.rules.rounds import Kind, Round, Step
from appointments.rules.slates import Fate, Outcome
from appointments.schemas.round_records import (
    RecordName,
    RecordSeat,
    RoundFigures,
    RoundRecord,
    StepDays,
)
from appointments.services.alliances import nominating
from appointments.services.embargoes import family_of, withheld_people
from appointments.services.rounds import get_round, rounds_of
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine

WITHHELD = frozenset({Fate.WITHDRAWN})
"""Whoever withdrew is named nowhere, whatever the round publishes."""


async def round_record(body: Body, charter: Charter, found: UUID) -> RoundRecord:
    """Return a closed round as anyone may read it; before its close it is not there."""
    one = await get_round(body, found)
    if one.step is not Step.CLOSED:
        raise NotFoundError(say("There is no such record here."))
    authority, rule = nominating(charter, one.authority)
    every = await rounds_of(body)
    rounds = {each.id: each for each in every}
    family = family_of(one, rounds)
    withheld = await withheld_people(body, charter)
    names = [row for each in family for row in await _names(each)]
    lifted = {
        row["seat"]
        for row in names
        if row["fate"] == Fate.CONFIRMED.value and row["person"] not in withheld
    }
    if any(rounds[each].kind is Kind.INITIAL for each in family):
        lifted -= withheld_seats(charter, await _confirmed(body))
    seats = await engine().read(
        "SELECT seat, outcome, settled_on FROM round_seat WHERE round = $1 ORDER BY seat", found
    )
    return RoundRecord(
        figures=await _figures(body, one),
        authority=authority.name,
        publishes_all=one.settings.publishes_all,
        clause=rule.embargo_clause or rule.clause,
        seats=tuple(
            _seat(row, charter, one, [each for each in names if each["round"] == found], lifted)
            for row in seats
        ),
        follows=one.follows,
        followed_by=tuple(
            each.id for each in every if each.follows == found and each.step is Step.CLOSED
        ),
    )


async def round_figures(body: Body) -> list[RoundFigures]:
    """Return each closed round in numbers, the latest first."""
    return [await _figures(body, one) for one in await rounds_of(body) if one.step is Step.CLOSED]


async def _confirmed(body: Body) -> set[str]:
    """Return the seats for which somebody was ever confirmed or appointed."""
    rows = await engine().read(
        "SELECT seat FROM round_seat WHERE body = $1 AND outcome = 'confirmed' "
        "UNION SELECT seat FROM appointment WHERE body = $1",
        body.id,
    )
    return {row["seat"] for row in rows}


async def _names(found: UUID) -> list[Row]:
    return await engine().read(
        "SELECT s.round, s.seat, s.fate, n.person, p.name FROM slate_name s "
        "JOIN nominee n ON n.id = s.nominee JOIN person p ON p.id = n.person "
        "WHERE s.round = $1 ORDER BY s.seat, s.place",
        found,
    )


def _seat(row: Row, charter: Charter, one: Round, names: list[Row], lifted: set[str]) -> RecordSeat:
    mine = [each for each in names if each["seat"] == row["seat"]]
    is_lifted = row["seat"] in lifted
    shown = [
        RecordName(name=each["name"], fate=Fate(each["fate"]))
        for each in mine
        if is_lifted
        and Fate(each["fate"]) not in WITHHELD
        and (one.settings.publishes_all or each["fate"] == Fate.CONFIRMED.value)
    ]
    why = say("The names are withheld until the round's own rule lifts it.")
    return RecordSeat(
        seat=row["seat"],
        name=charter.seat(row["seat"]).name,
        outcome=Outcome(row["outcome"]),
        settled_on=row["settled_on"],
        names=tuple(shown),
        submitted=len(mine),
        withheld="" if is_lifted or not mine else str(why),
    )


async def _figures(body: Body, one: Round) -> RoundFigures:
    steps = await engine().read("SELECT step, at FROM round_step WHERE round = $1", one.id)
    at = {row["step"]: day_in(row["at"], body.timezone) for row in steps}
    nominees = await engine().read("SELECT source, state FROM nominee WHERE round = $1", one.id)
    written = await engine().read("SELECT state FROM nomination WHERE round = $1", one.id)
    states = Counter(row["state"] for row in written)
    fates = Counter(row["fate"] for row in await _names(one.id))
    seats = await engine().read("SELECT 1 FROM round_seat WHERE round = $1", one.id)
    taken = [step for step in one.settings.steps if step in at]
    return RoundFigures(
        round=one.id,
        title=one.title,
        kind=one.kind,
        begun_on=at[Step.DRAFT],
        closed_on=at[Step.CLOSED],
        seats=len(seats),
        entered=len(nominees),
        by_organizations=sum(row["source"] == "organization" for row in nominees),
        asked=states[State.ASKED],
        declined=states[State.DECLINED],
        withdrawn=sum(row["state"] == "withdrawn" for row in nominees),
        submitted=fates.total(),
        confirmed=fates[Fate.CONFIRMED.value],
        rejected=fates[Fate.REJECTED.value],
        days=tuple(
            StepDays(step=step, words=str(step.words), days=(at[following] - at[step]).days)
            for step, following in itertools.pairwise(taken)
        ),
    )
