"""Of two who wanted the same in a round, who was faster, and when?"""

from uuid import UUID
from zoneinfo import ZoneInfo

from appointments.rules.rounds import Step
from appointments.rules.slates import Fate
from governance.database.postgres import Row
from governance.errors import OutOfOrderError
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record


async def require_untaken(record: Record, found: UUID, step: Step) -> None:
    """Refuse a step that a round has taken already, and say who took it and when."""
    rows = await engine().read(
        "SELECT at, by FROM round_step WHERE round = $1 AND step = $2", found, step.value
    )
    if rows:
        raise faster(record, say("“{step}” is reached already.", step=step.words), rows[0])


def faster(record: Record, what: Sentence, there: Row) -> OutOfOrderError:
    """Return the refusal of whoever comes second; `there` has `by` and `at` of the first."""
    at = there["at"]
    reason = say(
        "{what} {by} recorded it on {at}.",
        what=what,
        by=there["by"],
        at=at.astimezone(ZoneInfo(record.body.timezone)),
    )
    return OutOfOrderError(reason, by=there["by"], at=at)


def answered(name: Row, seat: str) -> OutOfOrderError:
    """Return the refusal to answer once more for a name on a slate."""
    if Fate(name["fate"]) is Fate.PASSED_OVER:
        reason = say(
            "Another name for {seat} was confirmed on {day} by {by}.",
            seat=seat,
            day=name["decided_on"],
            by=name["decided_by"],
        )
    else:
        reason = say(
            "{name} was answered on {day} by {by}.",
            name=name["name"],
            day=name["decided_on"],
            by=name["decided_by"],
        )
    return OutOfOrderError(reason, by=name["decided_by"])


async def appointed(record: Record, seat: str) -> Row:
    """Return by whom and when the latest appointment to a seat was recorded."""
    rows = await engine().read(
        "SELECT recorded_by AS by, recorded_at AS at FROM appointment "
        "WHERE seat = $1 AND body = $2 ORDER BY recorded_at DESC LIMIT 1",
        seat,
        record.body.id,
    )
    return rows[0]
