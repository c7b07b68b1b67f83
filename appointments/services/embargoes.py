"""Whose names may the public not read yet, by the rule of the round that named them?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.rules.embargo import is_lifted
from appointments.rules.rounds import Round
from appointments.rules.slates import Fate, Outcome
from appointments.schemas.appointments import AppointmentView
from appointments.services.alliances import nominating
from appointments.services.rounds import rounds_of
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import engine


@dataclass(frozen=True, slots=True)
class Veil:
    """Whose coming appointments are withheld today, whatever day is asked about."""

    people: frozenset[UUID]
    today: date

    def hides(self, each: AppointmentView) -> bool:
        """Say whether an appointment is withheld; whoever is in office by it is no secret."""
        begins_later = each.since is None or each.since > self.today
        return begins_later and each.person in self.people


async def veil_of(body: Body, charter: Charter, today: date) -> Veil:
    """Return which appointments only those may read who read all of them."""
    return Veil(await withheld_people(body, charter), today)


async def people_behind_veil(body: Body, charter: Charter, today: date) -> frozenset[UUID]:
    """Return those who are appointed and whose appointment is withheld."""
    people = await withheld_people(body, charter)
    if not people:
        return people
    rows = await engine().read(
        "SELECT a.person FROM appointment a LEFT JOIN service s ON s.appointment = a.id "
        "WHERE a.body = $1 AND (s.since IS NULL OR s.since > $2)",
        body.id,
        today,
    )
    return people & {row["person"] for row in rows}


async def withheld_people(body: Body, charter: Charter) -> frozenset[UUID]:
    """Return the nominees whose names no rule of their rounds has lifted."""
    rows = await engine().read(
        "SELECT n.person, n.round, s.fate, (EXISTS (SELECT 1 FROM provision v "
        "JOIN legislation l ON l.id = v.legislation WHERE v.person = n.person "
        "AND v.seat = s.seat AND l.draft = FALSE) OR EXISTS (SELECT 1 FROM appointment a "
        "WHERE a.person = n.person AND a.seat = s.seat)) AS filed "
        "FROM nominee n LEFT JOIN slate_name s ON s.nominee = n.id WHERE n.body = $1",
        body.id,
    )
    if not rows:
        return frozenset()
    settled = await engine().read("SELECT round, outcome FROM round_seat WHERE body = $1", body.id)
    rounds = {one.id: one for one in await rounds_of(body)}
    public: set[UUID] = set()
    for row in rows:
        one = rounds[row["round"]]
        _, rule = nominating(charter, one.authority)
        outcomes = [
            Outcome(each["outcome"]) for each in settled if each["round"] in family_of(one, rounds)
        ]
        lifted = is_lifted(
            one.settings.embargo, outcomes, filed=row["filed"], clause=rule.embargo_clause
        )
        if row["fate"] == Fate.CONFIRMED.value and lifted.holds:
            public.add(row["person"])
    return frozenset(row["person"] for row in rows) - public


def family_of(one: Round, rounds: Mapping[UUID, Round]) -> frozenset[UUID]:
    """Return a round, those that it follows and those that follow it."""
    first = one
    while first.follows is not None:
        first = rounds[first.follows]
    found = {first.id}
    while more := {each.id for each in rounds.values() if each.follows in found} - found:
        found |= more
    return frozenset(found)
