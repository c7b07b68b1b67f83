"""What does the record know already that a table may speak of?"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from appointments.rules.imports.rosters import Known
from appointments.schemas.appointments import AppointmentView
from appointments.services.history import Board, board_of, history
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.schemas.bodies import Body
from governance.schemas.people import Person
from governance.services.bodies import charter_on, charter_versions, engine
from governance.services.people import everybody

ACTS = (
    "SELECT id, number, title, introduced_on, voted_on, ayes, noes, result_stated "
    "FROM legislation WHERE body = $1"
)


@dataclass(frozen=True, slots=True)
class OpenVacancy:
    """A seat that stands vacant."""

    id: UUID
    seat: str
    effective_on: date


@dataclass(slots=True, kw_only=True)
class Snapshot:
    """The record of a body, as it stood after so many links of its chain."""

    body: Body
    charter: Charter
    versions: list[tuple[date, Charter]]
    board: Board
    people: dict[UUID, Person]
    acts: dict[str, Row]
    appointments: list[AppointmentView]
    vacancies: dict[str, OpenVacancy]
    seq: int
    today: date
    known: list[Known] = field(default_factory=list)

    def law_on(self, day: date) -> Charter | None:
        """Return the version of the law that was in force on a day, if there was one."""
        return next((law for since, law in reversed(self.versions) if since <= day), None)


async def snapshot_of(body: Body, today: date) -> Snapshot:
    """Read what the record knows; `seq` tells later whether it has moved since."""
    seq = await last_link(body)
    charter = await charter_on(body, today)
    versions = [
        (each.in_force_since, await charter_on(body, each.in_force_since))
        for each in await charter_versions(body)
    ]
    acts = await engine().read(ACTS, body.id)
    appointments = await history(body)
    vacant = await engine().read(
        "SELECT id, seat, effective_on FROM vacancy WHERE body = $1 AND filled_by IS NULL", body.id
    )
    return Snapshot(
        body=body,
        charter=charter,
        versions=versions,
        board=await board_of(body, charter),
        people={each.id: each async for each in everybody(body)},
        acts={row["number"]: row for row in acts},
        appointments=appointments,
        vacancies={row["seat"]: OpenVacancy(**row) for row in vacant},
        seq=seq,
        today=today,
        known=[known for each in appointments if (known := _known(each)) is not None],
    )


async def last_link(body: Body) -> int:
    """Return how many links the body's chain has."""
    rows = await engine().read(
        "SELECT seq FROM audit WHERE body = $1 ORDER BY seq DESC LIMIT 1", body.id
    )
    return int(rows[0]["seq"]) if rows else 0


def _known(each: AppointmentView) -> Known | None:
    if each.since is None:
        return None
    return Known(
        id=each.id,
        seat=each.seat,
        person=each.person,
        name=each.name,
        appointed_on=each.appointed_on,
        since=each.since,
        until=each.until,
        term_until=each.term_until,
        stated={
            "until": each.until,
            "term_until": each.term_until,
            "appointed_on": each.appointed_on,
            "act": each.number,
            "authority": each.designated_by,
            "reason": each.ended_by,
            "notice_sent_on": each.notice_sent_on,
            "oath_taken_on": each.oath_taken_on,
            "oath_filed_on": each.oath_filed_on,
        },
    )
