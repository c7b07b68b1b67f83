"""Which nominees are to be forgotten, and how? What is private of them is erased.

What stays: that somebody was named in a round, how far they came, and each answer of Council.
Whoever was confirmed belongs to the record. Where a round publishes every name that was submitted,
those names stay. The chain stays as it is, and verifies.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.nominations import BEFORE_SCREENING, State
from appointments.rules.rounds import Round, Step
from appointments.rules.slates import Fate
from appointments.schemas.applications import Erased
from appointments.services.calls import rules_of
from appointments.services.erasures import is_used
from appointments.services.rounds import rounds_of
from appointments.tables import NominationRow
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.erasure import erase_letters, erase_person, erase_private, replace_paper
from governance.services.papers import erase_paper

NOT_ERASED = (
    "SELECT n.id, n.person, n.entered_at, p.name, p.folded_name, p.recorded_at, "
    "w.id AS nomination, s.id AS slate_name, s.seat, s.fate FROM nominee n "
    "JOIN person p ON p.id = n.person "
    "LEFT JOIN nomination w ON w.nominee = n.id LEFT JOIN slate_name s ON s.nominee = n.id "
    "WHERE n.round = $1 AND w.erased_at IS NULL AND (s.fate IS NULL OR s.fate <> 'confirmed')"
)


async def nominee_erasure_days(body: Body, charter: Charter) -> list[tuple[date, UUID]]:
    """Return the day on which something of each round is to be erased, the earliest first."""
    if charter.applications is None:
        return []
    found = []
    for one in await rounds_of(body):
        days = [each for each, _ in await _unanswered(body, charter, one)]
        closed_on = await _closed_on(body, one)
        if closed_on is not None and await engine().read(NOT_ERASED, one.id):
            retention = rules_of(charter).retention
            days.append(charter.calendar.deadline(closed_on, retention).rolled)
        if days:
            found.append((min(days), one.id))
    return sorted(found)


@deed
async def erase_expired_nominations(record: Record) -> Erased:
    """Forget every nominee whose span is over, and everybody who never answered."""
    count = 0
    for one in await rounds_of(record.body):
        for day, nomination in await _unanswered(record.body, record.charter, one):
            if day < record.today:
                await forget_nomination(record, nomination)
                count += 1
        closed_on = await _closed_on(record.body, one)
        if closed_on is None:
            continue
        last = record.charter.calendar.deadline(closed_on, rules_of(record.charter).retention)
        if last.rolled < record.today:
            rows = await engine().read(NOT_ERASED, one.id)
            if rows:
                await _forget_round(record, one, rows)
                count += len(rows)
    record.note("nominations", after={"erased": count})
    return Erased(count=count)


async def forget_nomination(record: Record, nomination: UUID) -> None:
    """Forget, within a deed, whatever was written of somebody who is named, and their file."""
    rows = await engine().read("SELECT resume FROM nomination WHERE id = $1", nomination)
    await engine().write(
        "UPDATE nomination SET name = '', email = '', folded_email = $1, phone = '', place = '', "
        "address = '', district = '', resident_since = NULL, statement = '', family = '', "
        "answers = '{}', representative = NULL, nominator = '', nominator_email = '', "
        "reason = '', link_nonce = '', link_hash = '', resume = NULL, erased_at = $2 "
        "WHERE id = $3",
        str(nomination),  # keeps apart what is unique by address
        record.at,
        nomination,
    )
    about = f"nomination:{nomination}"
    if rows[0]["resume"]:
        await replace_paper(record, rows[0]["resume"], None, field="resume")
    await erase_letters(record, {about})
    await erase_private(record, {about})


async def _forget_round(record: Record, one: Round, rows: Sequence[Row]) -> None:
    """Forget the nominees of a round who were not confirmed, and what was said of them."""
    subjects = {f"round:{one.id}"}
    for row in rows:
        subjects |= await _forget_nominee(record, one, row)
    seats = {row["seat"] for row in rows if row["seat"]}
    subjects |= {f"slate:{one.id}:{seat}" for seat in seats}
    await engine().write(
        "UPDATE consultation SET present = '', comments = '' WHERE round = $1", one.id
    )
    papers = await engine().read(
        "SELECT paper FROM round_step WHERE round = $1 AND paper IS NOT NULL", one.id
    )
    for paper in papers:
        await erase_paper(record, paper["paper"])
        subjects.add(f"paper:{paper['paper']}")
    await erase_letters(record, subjects)
    await erase_private(record, subjects)


async def _forget_nominee(record: Record, one: Round, row: Row) -> set[str]:
    """Empty what is private of a nominee; return what the chain's salts are to be erased of."""
    nominee, slate_name = row["id"], row["slate_name"]
    for statement in (
        "UPDATE nominee SET statement = '', nominated_by = '', relatives = '' WHERE id = $1",
        "UPDATE screening_score SET remark = '' WHERE nominee = $1",
        "UPDATE screening_conflict SET reason = '' WHERE nominee = $1",
        "UPDATE slate_name SET reason = '' WHERE nominee = $1",
    ):
        await engine().write(statement, nominee)
    subjects = {f"nominee:{nominee}"}
    if slate_name:
        await engine().write("UPDATE interview SET notes = '' WHERE slate_name = $1", slate_name)
        subjects.add(f"slate_name:{slate_name}")
    if row["nomination"] is None:
        await _mark_erased(record, one, row)
    else:
        await forget_nomination(record, row["nomination"])
    return subjects | await _forget_person(record, one, row)


async def _forget_person(record: Record, one: Round, row: Row) -> set[str]:
    """Forget the person whom the round made known, unless the record names them elsewhere."""
    is_new = row["recorded_at"] == row["entered_at"]
    own = await engine().read(
        "SELECT n.id FROM nominee n JOIN nomination w ON w.nominee = n.id "
        "WHERE n.person = $1 AND w.erased_at IS NOT NULL",
        row["person"],
    )
    if not is_new or await is_used(row["person"], {each["id"] for each in own}):
        return set()
    subjects = await erase_person(record, row["person"])
    if one.settings.publishes_all and row["fate"] not in (None, Fate.WITHDRAWN.value):
        await engine().write(
            "UPDATE person SET name = $1, folded_name = $2 WHERE id = $3",
            row["name"],
            row["folded_name"],
            row["person"],
        )
    return subjects


async def _mark_erased(record: Record, one: Round, row: Row) -> None:
    """Keep that a nominee who applied on paper was erased."""
    marker = uuid4()
    await NominationRow.insert(
        NominationRow(
            id=marker,
            body=record.body.id,
            round=one.id,
            state=State.STANDING.value,
            state_since=record.today,
            folded_email=str(marker),
            name="",
            email="",
            phone="",
            place="",
            address="",
            district="",
            statement="",
            family="",
            answers="{}",
            nominator="",
            nominator_email="",
            reason="",
            link_nonce="",
            link_hash="",
            link_until=record.at,
            link_sent_at=record.at,
            written_at=row["entered_at"],
            nominee=row["id"],
            erased_at=record.at,
        )
    )


async def _unanswered(body: Body, charter: Charter, one: Round) -> list[tuple[date, UUID]]:
    """Return who never answered, or never sent what they saved, each with the day of erasure.

    It is nobody while somebody can still agree.
    """
    if charter.applications is None or one.step in BEFORE_SCREENING:
        return []
    rows = await engine().read(
        "SELECT id, written_at FROM nomination WHERE round = $1 AND state IN ($2, $3) "
        "AND erased_at IS NULL",
        one.id,
        State.ASKED.value,
        State.DRAFT.value,
    )
    clock = charter.applications.unsent
    return [
        (
            charter.calendar.deadline(day_in(row["written_at"], body.timezone), clock).rolled,
            row["id"],
        )
        for row in rows
    ]


async def _closed_on(body: Body, one: Round) -> date | None:
    rows = await engine().read(
        "SELECT at FROM round_step WHERE round = $1 AND step = $2", one.id, Step.CLOSED.value
    )
    return day_in(rows[0]["at"], body.timezone) if rows else None
