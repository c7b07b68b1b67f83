"""Which seats of a round were filled otherwise meanwhile, and where are names missing?"""

from datetime import date
from uuid import UUID

from appointments.rules.rounds import Settings, Step
from appointments.rules.shortages import AFTER_NARROWING, BEFORE_SUBMISSION, missing
from appointments.rules.slates import Fate, replaceable, replaces_each
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.services.bodies import engine


async def filled_meanwhile(body: Body, found: UUID, on: date) -> dict[str, date]:
    """Return the seats of a round to which somebody was appointed since it began, and when."""
    rows = await engine().read(
        "SELECT a.seat, a.appointed_on FROM round_seat r "
        "JOIN round_step s ON s.round = r.round AND s.step = 'draft' "
        "JOIN appointment a ON a.seat = r.seat AND a.body = r.body AND a.recorded_at > s.at "
        "LEFT JOIN service v ON v.appointment = a.id "
        "WHERE r.round = $1 AND r.body = $2 AND r.outcome = 'open' AND a.lapsed_on IS NULL "
        "AND (v.until IS NULL OR v.until > $3) ORDER BY a.appointed_on",
        found,
        body.id,
        on,
    )
    return {row["seat"]: row["appointed_on"] for row in rows}


async def replaceable_names(
    charter: Charter, settings: Settings, found: UUID, step: Step = Step.SUBMITTED
) -> dict[str, int]:
    """Return for each seat of a submitted round how many names can be given in place of others."""
    if step is not Step.SUBMITTED or not replaces_each(charter):
        return {}
    rows = await engine().read("SELECT seat, fate FROM slate_name WHERE round = $1", found)
    fates: dict[str, list[Fate]] = {}
    for row in rows:
        fates.setdefault(row["seat"], []).append(Fate(row["fate"]))
    return {seat: replaceable(given, settings) for seat, given in fates.items()}


async def missing_names(settings: Settings, step: Step, found: UUID) -> int:
    """Return how many names a round lacks for its slates, from the close of its call on."""
    if step not in BEFORE_SUBMISSION:
        return 0
    narrowed = settings.screens and step in AFTER_NARROWING
    (row,) = await engine().read(
        "SELECT (SELECT count(*) FROM nominee WHERE round = $1 AND state = $2 "
        "AND consented_at IS NOT NULL) AS standing, "
        "(SELECT count(*) FROM round_seat WHERE round = $1 AND outcome = 'open') AS seats",
        found,
        "finalist" if narrowed else "entered",
    )
    return missing(row["standing"], row["seats"], settings)


async def last_out(found: UUID, seat: str) -> date | None:
    """Return the day on which a name for a seat was last rejected or withdrawn."""
    rows = await engine().read(
        "SELECT max(decided_on) AS day FROM slate_name WHERE round = $1 AND seat = $2 "
        "AND fate IN ('rejected', 'withdrawn')",
        found,
        seat,
    )
    day: date | None = rows[0]["day"]
    return date.fromisoformat(day) if isinstance(day, str) else day
