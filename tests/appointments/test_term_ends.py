"""A body whose law knows no holding over: its seats fall vacant with their terms."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from appointments.schemas.appointments import Appointing, AppointmentView, Naming
from appointments.schemas.legislation import CouncilVote, LegislationWish
from appointments.services.appointments import appoint_member
from appointments.services.designations import designate_person
from appointments.services.due import due
from appointments.services.legislation import introduce_legislation, record_council_vote
from appointments.services.statistics import vacancy_statistics
from appointments.services.term_ends import open_ended_terms
from appointments.services.vacancies import vacancies_of
from governance.app import TABLES
from governance.charter.load import bundled_laws, load_charter
from governance.database import Engine, bind
from governance.jobs import Surroundings, job_named, run_job
from governance.rules.access import Actor, Grant, Role
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body, CharterText
from governance.schemas.people import PersonWish
from governance.services.accounts import create_account
from governance.services.founding import found_body
from governance.services.people import record_person
from governance.services.roles import grants_of
from governance.settings import Settings
from tests.app import PASSWORD

TEXT = (Path(__file__).parents[1] / "governance" / "charter" / "other_body.toml").read_text("utf-8")
CHARTER = load_charter(TEXT, bundled_laws())
APPOINTED = date(2010, 3, 1)
LAST, AFTER = date(2011, 12, 31), date(2012, 1, 1)


def by(role: Role, on: date) -> Actor:
    at = datetime(on.year, on.month, on.day, 17, tzinfo=UTC)
    return Actor(body="harbor-commission", at=at, name="Test", grants=frozenset({Grant(role)}))


@pytest.fixture
async def harbor(engine: Engine) -> Body:
    bind(engine, TABLES)
    return await found_body(by(Role.ADMINISTRATOR, APPOINTED), CharterText(text=TEXT))


async def seated(on: date, seat: str, person: UUID, number: str) -> AppointmentView:
    clerk = by(Role.CLERK, on)
    authority = CHARTER.seat(seat).designated_by
    await designate_person(clerk, Naming(seat=seat, person=person, authority=authority))
    wish = LegislationWish(number=number, title="Appointment", introduced_on=on)
    act = await introduce_legislation(clerk, wish)
    await record_council_vote(clerk, act.id, CouncilVote(voted_on=on, ayes=5, noes=0))
    return await appoint_member(clerk, Appointing(seat=seat, person=person, legislation=act.id))


async def test_a_term_s_end_opens_its_vacancy_by_itself(harbor: Body) -> None:
    """H-3 and H-4: the term of seat one ends on December 31, 2011."""
    person = await record_person(by(Role.CLERK, APPOINTED), PersonWish(name="A Pilot"))
    wish = AccountWish(email="p@test.example", name="P", password=PASSWORD, person=person.id)
    account = await create_account(wish, at=by(Role.CLERK, APPOINTED).at)
    first = await seated(APPOINTED, "one", person.id, "1")
    assert first.until == AFTER
    assert await open_ended_terms(by(Role.CLERK, LAST)) == []
    around = Surroundings(Settings(), lambda: by(Role.CLERK, AFTER).at)
    [done] = await run_job(job_named("vacancies"), around, on=AFTER)
    assert done.outcome == "1 opened"
    [vacancy] = await vacancies_of(harbor, CHARTER, AFTER)
    assert (vacancy.cause, vacancy.clause, vacancy.effective_on) == ("term_end", "H-3", AFTER)
    assert (vacancy.raw, vacancy.due) == (date(2012, 4, 1), date(2012, 4, 2))
    assert vacancy.advisory
    assert await grants_of(account.id, harbor.id, AFTER) == frozenset()
    assert await open_ended_terms(by(Role.CLERK, AFTER)) == []
    [item] = [each for each in await due(harbor, CHARTER, AFTER) if "Fill" in str(each.what)]
    assert item.advisory


async def test_a_gap_that_nobody_looked_at_is_on_record_once_the_seat_is_filled(
    harbor: Body,
) -> None:
    people = [
        await record_person(by(Role.CLERK, APPOINTED), PersonWish(name=name))
        for name in ("A Pilot", "A Keeper")
    ]
    await seated(APPOINTED, "one", people[0].id, "1")
    late = date(2012, 2, 10)
    second = await seated(late, "one", people[1].id, "2")
    [vacancy] = await vacancies_of(harbor, CHARTER, late, only_open=False)
    assert (vacancy.filled_by, vacancy.effective_on) == (second.id, AFTER)
    [year] = [each for each in await vacancy_statistics(harbor, CHARTER, late) if each.days_vacant]
    assert (year.days_vacant, year.days_to_fill) == (40, 40)


async def test_who_goes_on_without_a_gap_leaves_no_vacancy(harbor: Body) -> None:
    person = await record_person(by(Role.CLERK, APPOINTED), PersonWish(name="A Pilot"))
    await seated(APPOINTED, "one", person.id, "1")
    await seated(date(2011, 12, 1), "one", person.id, "2")
    assert await open_ended_terms(by(Role.CLERK, AFTER)) == []
    assert await vacancies_of(harbor, CHARTER, AFTER, only_open=False) == []
