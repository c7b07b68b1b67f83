"""Whose names may the public not read yet, by the rule of the round that named them?"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from appointments.rules.embargo import is_lifted
from appointments.rules.slates import Fate, Outcome
from appointments.services.alliances import nominating
from appointments.services.rounds import Round, rounds_of
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import engine


async def withheld_people(body: Body, charter: Charter, on: date) -> frozenset[UUID]:
    """Return the nominees whose appointment the public may not read yet on a day.

    Whoever is in office is no secret.
    """
    rows = await engine().read(
        "SELECT n.person, n.round, s.fate, (EXISTS (SELECT 1 FROM provision v "
        "JOIN legislation l ON l.id = v.legislation WHERE v.person = n.person "
        "AND v.seat = s.seat AND l.draft = FALSE) OR EXISTS (SELECT 1 FROM appointment a "
        "WHERE a.person = n.person AND a.seat = s.seat)) AS filed "
        "FROM nominee n LEFT JOIN slate_name s ON s.nominee = n.id WHERE n.body = $1",
        body.id,
    )
    serving = await engine().read(
        "SELECT person FROM service WHERE body = $1 AND since <= $2", body.id, on
    )
    settled = await engine().read("SELECT round, outcome FROM round_seat WHERE body = $1", body.id)
    rounds = {one.id: one for one in await rounds_of(body)} if rows else {}
    withheld: set[UUID] = set()
    for row in rows:
        one = rounds[row["round"]]
        _, rule = nominating(charter, one.authority)
        outcomes = [
            Outcome(each["outcome"]) for each in settled if each["round"] in family_of(one, rounds)
        ]
        lifted = is_lifted(
            one.settings.embargo, outcomes, filed=row["filed"], clause=rule.embargo_clause
        )
        if row["fate"] != Fate.CONFIRMED.value or not lifted.holds:
            withheld.add(row["person"])
    return frozenset(withheld) - {row["person"] for row in serving}


def family_of(one: Round, rounds: Mapping[UUID, Round]) -> frozenset[UUID]:
    """Return a round, those that it follows and those that follow it."""
    first = one
    while first.follows is not None:
        first = rounds[first.follows]
    found = {first.id}
    for each in sorted(rounds.values(), key=lambda each: each.since):
        if each.follows in found:
            found.add(each.id)
    return frozenset(found)
