"""What was mended on the record, and how: the old value stays, what follows is computed anew."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from appointments.schemas.corrections import Correction, CorrectionView, Subject
from appointments.services.mending import Mend, values_of
from appointments.services.mending_acts import mend_act
from appointments.services.mending_directors import mend_director
from appointments.services.mending_seats import mend_appointment, mend_vacancy
from appointments.services.roles import begin_member, end_member
from appointments.services.seats import members_in_office
from governance.charter.findings import Answer, Finding
from governance.database import translate
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record

PAGE = 50
MENDED = "SELECT subject, thing, field, old, new, follows, why, by, at FROM correction"

HOW: dict[Subject, Callable[[Mend, UUID, dict[str, object]], Awaitable[None]]] = {
    Subject.APPOINTMENT: mend_appointment,
    Subject.VACANCY: mend_vacancy,
    Subject.LEGISLATION: mend_act,
    Subject.DIRECTOR: mend_director,
}


async def mend(record: Record, wish: Correction) -> None:
    """Put right what a correction names, and compute anew what rests on it."""
    if not wish.why.strip():
        raise BadInputError({"why": say("A reason is needed.")})
    mending = await Mend.of(record, " ".join(wish.why.split()))
    before = {each.person for each in await members_in_office(record.body, record.today)}
    with _guards_in_words(record):
        await HOW[wish.subject](mending, wish.thing, values_of(wish))
    if not mending.changed:
        raise OutOfOrderError(say("This is what the record says already."))
    after = {each.person for each in await members_in_office(record.body, record.today)}
    for person in sorted(before - after):
        await end_member(record, person, record.today)
    for person in sorted(after - before):
        await begin_member(record, person, record.today)


async def corrections_of(body: Body, thing: UUID) -> list[CorrectionView]:
    """Return what was mended on one thing, the latest first."""
    rows = await engine().read(
        f"{MENDED} WHERE body = $1 AND thing = $2 ORDER BY seq DESC, place", body.id, thing
    )
    return [await _view(row) for row in rows]


async def list_corrections(body: Body, *, page: int = 1) -> list[CorrectionView]:
    """Return one page of what was mended, the latest first."""
    rows = await engine().read(
        f"{MENDED} WHERE body = $1 ORDER BY seq DESC, place LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
    )
    return [await _view(row) for row in rows]


async def count_corrections(body: Body) -> int:
    """Return how many fields were mended."""
    rows = await engine().read("SELECT count(*) AS number FROM correction WHERE body = $1", body.id)
    return int(rows[0]["number"])


async def _view(row: dict[str, object]) -> CorrectionView:
    asked = NAMES.get(str(row["field"]))
    said = {}
    for side in ("old", "new"):
        text = str(row[side] or "")
        if asked and text:
            found = await engine().read(asked, UUID(text))
            text = str(found[0]["name"]) if found else text
        said[side] = text
    return CorrectionView(**{**row, **said})  # type: ignore[arg-type]  # the columns are its fields


NAMES = {
    "person": "SELECT name FROM person WHERE id = $1",
    "legislation": "SELECT number AS name FROM legislation WHERE id = $1",
}
"""Where the words stand for what a field only points at."""


@contextmanager
def _guards_in_words(record: Record) -> Iterator[None]:
    """Say with its clause what the database's own guards refuse."""
    charter = record.charter
    terms, acts = charter.terms.clause, charter.legislation.clause
    known = {
        "service_one_member_a_seat": (say("Somebody sits in this seat on these days."), terms),
        "service_one_seat_a_member": (say("This person is a member on these days."), terms),
        "service_in_order": (say("A service cannot end before it begins."), terms),
        "appointment_term_in_order": (say("A term cannot end before it begins."), terms),
        "appointment_one_waits_a_seat": (say("Somebody is appointed to this seat."), terms),
        "appointment_one_waits_a_person": (say("This person is appointed already."), terms),
        "legislation_in_order": (say("An act is introduced before it is voted."), acts),
    }
    try:
        yield
    except Exception as error:  # the database's refusals come in many classes
        violation = translate(error)
        if violation is None or violation.name not in known:
            raise
        reason, clause = known[violation.name]
        raise RuleBrokenError([Finding(Answer.BROKEN, reason, clause)]) from error
