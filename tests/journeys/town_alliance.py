"""The Alliance of a board that has lived a little: rounds, nominations, a choosing."""

from datetime import UTC, date, timedelta
from uuid import UUID

from appointments.rules.slates import Fate
from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.schemas.rounds import Answered, ScoreWish, StepWish
from appointments.services.alliances import admit_organization, name_representative
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import begin_screening, close_nominations
from appointments.services.screenings import score_nominee
from appointments.services.slates import slates_of, submit_slates
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
from governance.rules.access import Actor, Role
from governance.schemas.accounts import AccountWish, RoleGrant
from governance.services.accounts import create_account
from governance.services.bodies import get_body
from governance.services.roles import grant_role
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET
from tests.app import PASSWORD, SLUG, acting
from tests.appointments.makers import CHARTER
from tests.appointments.nominating import EMAIL as NOMINEE
from tests.appointments.nominating import another, named, themselves
from tests.appointments.nominating import link_of as nomination_link
from tests.appointments.rounding import (
    Committee,
    a_call,
    nominees,
    reviewer,
    screened,
    slated,
    submitted,
)
from tests.journeys.founding import (
    ZONE,
)
from tests.journeys.townhall import COMMITTEE, NOW, REVIEWER, Town


async def a_round(town: Town) -> None:
    """A round of nominations that is with Council, and another one that is being screened."""
    day = date(2026, 12, 9)
    committee, submitted_round = await submitted(day, ("alliance-2",))
    organization = OrganizationWish(authority="alliance", name="Neighbors United", joined_on=day)
    admitted = await admit_organization(town.by(Role.CLERK), organization)
    wish = RepresentativeWish(person=town.people["east"], since=day)
    await name_representative(town.by(Role.CLERK), admitted.id, wish)
    call = await a_call(committee, ("alliance-3",), committee.on)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(committee.on + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    await score_nominee(late.actor(1), entered[0].id, ScoreWish(points={"fairness": 4}))
    at = town.now.astimezone(UTC)
    for address, person, role in (
        (COMMITTEE, committee.people[0], Role.ALLIANCE_COMMITTEE),
        (REVIEWER, None, Role.COUNCIL_REVIEWER),
    ):
        account = await create_account(
            AccountWish(
                email=address, name=address.partition("@")[0], password=PASSWORD, person=person
            ),
            at=at,
        )
        grant = RoleGrant(account=account.id, role=role, since=day)
        await grant_role(acting(Role.ADMINISTRATOR), grant)
    town.ids |= {"round": submitted_round.id, "found": call.id, "nominee": entered[0].id}
    await _nominations(town, committee)
    await _choosing(town, committee)
    town.ids["past"] = await _past_round(committee)


async def _choosing(town: Town, committee: Committee) -> None:
    """A committee chosen by secret ballot, and another choice in which people vote."""
    body, clerk = await get_body(SLUG), town.by(Role.CLERK)
    day = clerk.at.astimezone(ZONE).date()
    for name in ("Roofs for All", "Northside Clinic"):
        joined = OrganizationWish(authority="alliance", name=name, joined_on=day)
        organization = await admit_organization(clerk, joined)
        person = committee.people[0 if name == "Roofs for All" else 1]
        await name_representative(
            clerk, organization.id, RepresentativeWish(person=person, since=day)
        )
    for name, since in (("counted", 40), ("election_id", 400)):
        begun = await set_up_secret_election(clerk, SecretSetup(since=day + timedelta(days=since)))
        for who in ("Ada", "Ben", "Cal", "Dee", "Eve", "Fay"):
            wish = SecretNomination(name=f"{who} of {since}", agreed=True)
            begun = await nominate_in_secret_election(clerk, begun.id, wish)
        closes = SecretOpening(closes_at=clerk.at + timedelta(days=1))
        begun = await open_secret_voting(clerk, begun.id, closes)
        town.ids[name] = begun.id
        if name == "election_id":
            continue
        people = [each.person for each in begun.candidates]
        for voter in (*committee.people[:2], town.people["east"]):
            mine = acting(Role.ALLIANCE_REPRESENTATIVE, at=clerk.at, person=voter)
            marks = SecretMarks(marks={each: n for n, each in enumerate(people, 1)})
            await cast_secret_ballot(body, CHARTER, mine, begun.id, marks)
            people.append(people.pop(0))
        await count_secret_ballots(clerk, begun.id)
        await declare_secret_result(clerk, begun.id)


async def _past_round(committee: Committee) -> UUID:
    """A round that took some days, one of whose names was confirmed."""
    call = await a_call(committee, ("alliance-1",), committee.on)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(committee.on + timedelta(days=2))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    later = committee.later(committee.on + timedelta(days=5))
    await slated(later, call.id, ("alliance-1",), entered)
    await submit_slates(later.actor(), call.id, StepWish())
    (slate,) = await slates_of(await get_body(SLUG), CHARTER, call.id)
    confirmed = Answered(fate=Fate.CONFIRMED)
    on = committee.on + timedelta(days=7)
    await answer_nominee(reviewer(on), slate.names[1].id, confirmed)
    return call.id


async def _nominations(town: Town, committee: Committee) -> None:
    """A call for nominees: one has named themselves, another one is asked."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    call = await a_call(committee, ("alliance-4",), NOW.date())
    anyone = Actor(body=SLUG, at=town.now.astimezone(UTC))
    for wish in (themselves(family="My cousin."), another("asked@mail.example")):
        await named(call.id, wish, anyone, sealing)
    for name, email in (("nomination", NOMINEE), ("asked", "asked@mail.example")):
        town.ids[name], town.links[f"{name}_link"] = await nomination_link(email, sealing)
    (standing,) = await nominees_of(await get_body(SLUG), call.id, None)
    town.ids |= {"calling": call.id, "standing": standing.id}
