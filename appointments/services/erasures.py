"""Which applications are over and kept long enough? What is private in them is forgotten.

What stays: that there was an application, its call, its states with their days, its scores. The
chain stays as it is, and verifies.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from appointments.rules.applications import ENDED_STATES, State, may_erase
from appointments.schemas.applications import Erased, Erasure, Standing
from appointments.services.calls import rules_of
from appointments.services.steps import step
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.erasure import erase_letters, erase_person, erase_private
from governance.services.merges import references
from governance.services.papers import erase_paper

KEPT = (
    "SELECT id, state, state_since, saved_at, resume, person, person_is_new FROM application "
    "WHERE body = $1 AND erased_at IS NULL"
)
OWN_FACTS = ("fact", "person")


def erase_on(state: State, since: date, saved_on: date, charter: Charter) -> date | None:
    """Return the day on which an application is to be erased; none while it is considered."""
    rules = rules_of(charter)
    if state is State.DRAFT:
        return charter.calendar.deadline(saved_on, rules.unsent).rolled
    if state in ENDED_STATES:
        return charter.calendar.deadline(since, rules.retention).rolled
    return None


async def erasure_days(body: Body, charter: Charter) -> list[tuple[date, UUID]]:
    """Return the day of erasure of each application that has ended, the earliest first."""
    rows = await engine().read(
        f"{KEPT} AND state IN ('draft', 'not_selected', 'withdrawn')", body.id
    )
    found = [(_day(row, body, charter), row["id"]) for row in rows]
    return sorted((day, application) for day, application in found if day is not None)


@deed
async def erase_application(record: Record, application: UUID, wish: Erasure) -> Standing:
    """Forget what somebody wrote before its span is over, for a reason."""
    rows = await engine().read(f"{KEPT} AND id = $2", record.body.id, application)
    if not rows:
        raise NotFoundError(say("There is no such application here."))
    require(may_erase(State(rows[0]["state"]), rules_of(record.charter).retention.clause))
    await erase_within(record, application)
    record.note(f"application:{application}", after={"erased": True, "why": wish.why})
    state = State(rows[0]["state"])
    return Standing(
        application=application, state=State.WITHDRAWN if state is State.DRAFT else state
    )


@deed
async def erase_expired_applications(record: Record) -> Erased:
    """Forget every application whose span is over."""
    over = [
        application
        for day, application in await erasure_days(record.body, record.charter)
        if day < record.today
    ]
    for application in over:
        await erase_within(record, application)
    record.note("applications", after={"erased": len(over)})
    return Erased(count=len(over))


async def erase_within(record: Record, application: UUID) -> None:
    """Forget, within a deed, whatever is private of an application, and the person made of it."""
    rows = await engine().read(f"{KEPT} AND id = $2", record.body.id, application)
    row = rows[0]
    subjects = {f"application:{application}"}
    if row["state"] == State.DRAFT.value:
        await step(record, application, State.WITHDRAWN, say("erased"))
    await engine().write(
        "UPDATE application SET name = '', email = '', folded_email = '', phone = '', place = '', "
        "address = '', district = '', resident_since = NULL, answers = '', resume = NULL, "
        "link_nonce = '', link_hash = '', person = NULL, erased_at = $1 WHERE id = $2",
        record.at,
        application,
    )
    await engine().write(
        "UPDATE application_step SET note = '' WHERE application = $1", application
    )
    await engine().write(
        "UPDATE application_score SET note = '' WHERE application = $1", application
    )
    if row["resume"]:
        subjects.add(f"paper:{row['resume']}")
        await erase_paper(record, row["resume"])
    if row["person"] and row["person_is_new"] and not await is_used(row["person"], {application}):
        subjects |= await erase_person(record, row["person"])
    await erase_letters(record, {f"application:{application}"})
    await erase_private(record, subjects)


async def is_used(person: UUID, own: Collection[UUID]) -> bool:
    """Whether the body knows a person also for another reason than some rows of their own."""
    merged = await engine().read("SELECT 1 FROM person_merge WHERE kept = $1", person)
    for table, column in await references():
        if (table, column) == OWN_FACTS:
            continue
        found = await engine().read(
            f"SELECT id FROM {table} WHERE {column} = $1",  # noqa: S608 (names of the schema)
            person,
        )
        merged += [row for row in found if row["id"] not in own]
    return bool(merged)


def _day(row: Row, body: Body, charter: Charter) -> date | None:
    saved_on = day_in(row["saved_at"], body.timezone)
    return erase_on(State(row["state"]), row["state_since"], saved_on, charter)
