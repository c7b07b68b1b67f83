"""What did the law of its day say to appointments that were taken in as history?"""

from uuid import UUID

from appointments.schemas.imports import PastFinding
from governance.schemas.bodies import Body
from governance.services.bodies import engine

FINDING = (
    "SELECT f.appointment, a.seat, p.name, a.appointed_on, f.answer, f.reason, f.clause, "
    "f.judged_on FROM appointment_finding f JOIN appointment a ON a.id = f.appointment "
    "JOIN person p ON p.id = a.person"
)
PAGE = 50


async def list_findings(body: Body, *, page: int = 1) -> list[PastFinding]:
    """Return one page of the findings, the latest day first; breaches before what is unknown."""
    rows = await engine().read(
        f"{FINDING} WHERE f.body = $1 ORDER BY CASE f.answer WHEN 'broken' THEN 0 ELSE 1 END, "
        "f.judged_on DESC, f.id LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    return [PastFinding(**row) for row in rows]


async def count_findings(body: Body) -> int:
    """Return how many findings there are."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM appointment_finding WHERE body = $1", body.id
    )
    return int(rows[0]["number"])


async def findings_of(body: Body, appointment: UUID) -> list[PastFinding]:
    """Return what was found of one appointment."""
    rows = await engine().read(
        f"{FINDING} WHERE f.body = $1 AND f.appointment = $2 ORDER BY f.clause, f.id",
        body.id,
        appointment,
    )
    return [PastFinding(**row) for row in rows]
