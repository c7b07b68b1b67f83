"""Which organizations make up the Alliance, and how they chose their committee in secret."""

from datetime import date, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.services.alliances import admit_organization, name_representative
from elections.schemas.secret import (
    SecretMarks,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services.secret_ballots import cast_secret_ballot
from elections.services.secret_elections import (
    count_secret_ballots,
    declare_secret_result,
    nominate_in_secret_election,
    open_secret_voting,
    set_up_secret_election,
)
from elections.services.secret_files import list_secret_elections
from governance.demo.people import named
from governance.demo.stage import SLUG, Stage
from governance.rules.access import Actor, Grant, Role

ORGANIZATIONS = (
    "Neighbors United",
    "Roofs for All",
    "Northside Clinic",
    "Second Chance Works",
    "Southwest Tenants",
    "Books Beyond Walls",
    "Riverside Congregations",
    "Youth at the Table",
    "Maplewood Block Clubs",
)
SPEAKING = 2
STANDING = 7
CHOSEN = timedelta(days=170)
VOTING = timedelta(days=6)


def plan_choosing(stage: Stage) -> None:
    """Let the organizations join, and choose the five who act for them."""
    day = stage.today - CHOSEN
    stage.at(day, time(9, 15), partial(_choose, stage, day))
    stage.at(day + VOTING + timedelta(days=1), time(9, 15), partial(_declare, stage))


async def _choose(stage: Stage, day: date) -> None:
    voters: list[UUID] = []
    for name in ORGANIZATIONS:
        joined = OrganizationWish(authority="alliance", name=name, joined_on=day)
        organization = await admit_organization(stage.by(Role.CLERK), joined)
        for number in range(SPEAKING):
            who = RepresentativeWish(name=named(f"{name} {number}", stage.today), since=day)
            organization = await name_representative(stage.by(Role.CLERK), organization.id, who)
        voters += [each.person for each in organization.representatives]
    begun = await set_up_secret_election(
        stage.by(Role.CLERK), SecretSetup(since=day + timedelta(days=20))
    )
    for number in range(STANDING):
        wish = SecretNomination(name=named(f"stands {number}", stage.today), agreed=True)
        begun = await nominate_in_secret_election(stage.by(Role.CLERK), begun.id, wish)
    actor = stage.by(Role.CLERK)
    begun = await open_secret_voting(actor, begun.id, SecretOpening(closes_at=actor.at + VOTING))
    people = [each.person for each in begun.candidates]
    chance = Random(stage.today.toordinal())  # noqa: S311 (invented, not secret)
    for voter in voters[:-1]:
        ranked = chance.sample(people, chance.randint(2, len(people)))
        marks = SecretMarks(marks={each: place for place, each in enumerate(ranked, 1)})
        grants = frozenset({Grant(Role.ALLIANCE_REPRESENTATIVE)})
        mine = Actor(body=SLUG, at=stage.wait(seconds=7), person=voter, grants=grants)
        await cast_secret_ballot(stage.body, stage.charter, mine, begun.id, marks)


async def _declare(stage: Stage) -> None:
    for each in await list_secret_elections(stage.body, stage.charter):
        await count_secret_ballots(stage.by(Role.CLERK), each.id)
        await declare_secret_result(stage.by(Role.CLERK), each.id)
