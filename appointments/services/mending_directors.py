"""How somebody's days as the director are mended, and what follows from it."""

from datetime import date
from uuid import UUID

from appointments.rules.directors import End
from appointments.schemas.corrections import Subject
from appointments.services.directors import Held, Office, office_of
from appointments.services.mending import Mend, Value, require_past
from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import Sentence, say
from governance.services.bodies import engine

COLUMNS = {
    "hired_on": "hired_on",
    "since": "since",
    "until": "until",
    "number": "legislation",
    "confirmed_on": "confirmed_on",
}
"""The column of each field."""


async def mend_director(mend: Mend, director: UUID, wish: dict[str, Value]) -> None:
    """Put the days right; the vacancy that their end opened moves with it."""
    office = await office_of(mend.record.body, mend.record.charter)
    held = office.of(director)
    days = [wish.get(name) for name in ("hired_on", "confirmed_on")]
    require_past(mend.record, hired_on=days[0], confirmed_on=days[1])
    _require_recorded(held, wish)
    now = {name: wish.get(name, held.row[column]) for name, column in COLUMNS.items()}
    _require_order(office, held, now)
    for name in _in_order(held, wish):
        column = COLUMNS[name]
        sql = f"UPDATE director SET {column} = $1 WHERE id = $2"  # noqa: S608 (our own names)
        await mend.put(Subject.DIRECTOR, director, name, held.row[column], wish[name], sql)
    if "until" in wish and not held.tenure.acting and held.tenure.ended_by is not End.DECLINED:
        await _move_vacancy(mend, held, wish["until"])


def _require_recorded(held: Held, wish: dict[str, Value]) -> None:
    """Refuse to mend what is not on the record, or rests on something else."""
    wrong: dict[str, Sentence] = {}
    if "hired_on" in wish and held.row["motion"] is not None:
        wrong["hired_on"] = say("This is the day of the Board's vote; the vote is corrected there.")
    if "until" in wish and (held.tenure.until is None or wish["until"] is None):
        wrong["until"] = say("An end is recorded, not corrected; one that is recorded stays.")
    confirmation = wish.keys() & {"number", "confirmed_on"}
    if confirmation and (held.tenure.confirmed_on is None or wish.get("confirmed_on", "") is None):
        wrong["confirmed_on"] = say("A confirmation is recorded, not corrected.")
    if wrong:
        raise BadInputError(wrong)


def _require_order(office: Office, held: Held, now: dict[str, Value]) -> None:
    """Refuse days out of their order, or that are another director's."""
    since, until, hired, confirmed = (
        now[name] for name in ("since", "until", "hired_on", "confirmed_on")
    )
    assert isinstance(since, date)  # a needed field of the record
    assert isinstance(hired, date)  # as above
    wrong: dict[str, Sentence] = {}
    if since < hired:
        wrong["since"] = say("This is before the vote, on {day}.", day=hired)
    if isinstance(until, date) and until < since:
        wrong["until"] = say("The first day in office was {day}.", day=since)
    if isinstance(confirmed, date) and confirmed < hired:
        wrong["confirmed_on"] = say("This is before the vote, on {day}.", day=hired)
    if wrong:
        raise BadInputError(wrong)
    for each in office.held:
        other = each.tenure
        if each.id == held.id or other.acting != held.tenure.acting:
            continue
        begins_before = not isinstance(until, date) or other.since < until
        if begins_before and (other.until is None or other.until > since):
            raise OutOfOrderError(say("{name} holds the office on these days.", name=each.name))


def _in_order(held: Held, wish: dict[str, Value]) -> list[str]:
    """Return the fields so that first and last day are never out of order between two of them."""
    until = wish.get("until")
    later = isinstance(until, date) and held.tenure.until is not None and until > held.tenure.until
    asked = [name for name in COLUMNS if name in wish]
    return sorted(asked, key=lambda name: name != "until") if later else asked


async def _move_vacancy(mend: Mend, held: Held, until: Value) -> None:
    """Let the search that the end opened begin on the right day."""
    rows = await engine().read(
        "SELECT id, opened_on FROM director_search WHERE body = $1 AND opened_on = $2",
        mend.record.body.id,
        held.tenure.until,
    )
    for row in rows:
        await mend.put(
            Subject.DIRECTOR,
            held.id,
            "effective_on",
            row["opened_on"],
            until,
            "UPDATE director_search SET opened_on = $1 WHERE id = $2",
            follows=True,
            row=row["id"],
        )
