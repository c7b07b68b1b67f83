"""Who was in the Council of the demonstration, and how each of them voted on an act."""

from datetime import date, time
from functools import partial
from uuid import UUID

from faker import Faker

from appointments.schemas.legislation import Choice, CouncilmemberWish, CouncilRoll, CouncilVote
from appointments.services.council import councilmembers_on, record_councilmember
from appointments.services.legislation import record_council_roll, record_council_vote
from governance.demo.stage import Stage
from governance.rules.access import Role

YEARS_BY_NAME = 3
"""For so many of the last years the votes are kept by name; of earlier ones only the numbers."""


def plan_council(stage: Stage) -> None:
    """Let the clerk put Council on record, from a January on."""
    since = date(stage.today.year - YEARS_BY_NAME, 1, 1)
    stage.at(since, time(9, 30), partial(_record, stage, since))


async def vote_on(stage: Stage, act: UUID, noes: int) -> None:
    """Keep Council's vote today: by name where it is on record, else by its numbers."""
    size = stage.charter.legislation.size
    members = await councilmembers_on(stage.body, stage.day)
    if not members:
        numbers = CouncilVote(voted_on=stage.day, ayes=size - noes, noes=noes)
        await record_council_vote(stage.by(Role.CLERK), act, numbers)
        return
    votes = {each.id: Choice.YES for each in members}
    for each in stage.chance.sample(members, noes):
        votes[each.id] = Choice.NO
    if not noes:
        votes[stage.chance.choice(members).id] = Choice.ABSENT
    roll = CouncilRoll(voted_on=stage.day, votes=votes)
    await record_council_roll(stage.by(Role.CLERK), act, roll)


async def _record(stage: Stage, since: date) -> None:
    faker = Faker("en_US")
    faker.seed_instance(stage.today.toordinal())
    districts = [seat.district for seat in stage.charter.seats if seat.district]
    for number in range(stage.charter.legislation.size):
        district = districts[number] if number < len(districts) else ""
        wish = CouncilmemberWish(
            name=f"{faker.first_name()} {faker.last_name()}", district=district, since=since
        )
        await record_councilmember(stage.by(Role.CLERK), wish)
