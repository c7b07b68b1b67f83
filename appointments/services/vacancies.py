"""Which seats are vacant, who was told, and by when are they to be filled?"""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.vacancies import Vacancy, filling_deadline
from appointments.schemas.vacancies import Notices, NoticeView, VacancyView
from appointments.tables import VacancyNoticeRow
from governance.charter.model import Charter, Ground
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

TERM_END = "term_end"
"""The cause of a vacancy that no ground of the law but the end of a term opened."""

explain({"vacancy_notice_once": say("This authority was told already.")})

VACANCY = (
    "SELECT id, seat, cause, effective_on, delivered_on, delivered_to, stated_on, filled_by, "
    "withdrawn_on FROM vacancy"
)


async def vacancies_of(
    body: Body, charter: Charter, on: date, *, only_open: bool = True
) -> list[VacancyView]:
    """Return the vacancies with their clocks as they stand on a day, the oldest first."""
    which = " AND filled_by IS NULL AND withdrawn_on IS NULL" if only_open else ""
    rows = await engine().read(
        f"{VACANCY} WHERE body = $1{which} ORDER BY effective_on, id", body.id
    )
    sent = await _notices_sent(body)
    return [_view(row, charter, sent, on) for row in rows]


async def get_vacancy(body: Body, charter: Charter, vacancy: UUID, on: date) -> VacancyView:
    """Return one vacancy with its clocks as they stand on a day."""
    rows = await engine().read(f"{VACANCY} WHERE body = $1 AND id = $2", body.id, vacancy)
    if not rows:
        raise NotFoundError(say("There is no such vacancy here."))
    return _view(rows[0], charter, await _notices_sent(body), on)


@deed
async def send_notices(record: Record, vacancy: UUID, wish: Notices) -> VacancyView:
    """Tell of a vacancy everyone whom the charter names and who was not told yet."""
    found = await get_vacancy(record.body, record.charter, vacancy, record.today)
    if found.withdrawn_on is not None:
        raise OutOfOrderError(say("The resignation was withdrawn; nothing is vacant."))
    missing = [each for each in found.notices if each.sent_at is None]
    if not missing:
        raise OutOfOrderError(say("All notices of this vacancy were sent."))
    wrong: dict[str, Sentence] = {}
    for notice in missing:
        addresses = await _addresses(record, notice.authority, wish)
        if not addresses:
            wrong[f"address_{notice.authority}"] = say(
                "There is no address for {name}.", name=notice.name
            )
        for address in addresses:
            await record.send(_letter(record, found, notice, address))
        await VacancyNoticeRow.insert(
            VacancyNoticeRow(
                id=uuid4(),
                body=record.body.id,
                vacancy=vacancy,
                authority=notice.authority,
                sent_at=record.at,
                addresses="\n".join(addresses),
            )
        )
    if wrong:
        raise BadInputError(wrong)
    record.note(f"vacancy:{vacancy}", after={"told": [each.authority for each in missing]})
    return await get_vacancy(record.body, record.charter, vacancy, record.today)


async def _addresses(record: Record, authority: str, wish: Notices) -> list[str]:
    """Return where an authority is written to: as given, or at its own accounts."""
    given = wish.addresses.get(authority, "").strip()
    return [given] if given else await authority_addresses(record.body, authority, record.today)


async def authority_addresses(body: Body, authority: str, on: date) -> list[str]:
    """Return the addresses of the accounts that act for an authority on a day."""
    rows = await engine().read(
        "SELECT DISTINCT a.email FROM role_grant g JOIN account a ON a.id = g.account "
        "WHERE g.body = $1 AND g.role = $2 AND g.authority = $3 AND g.since <= $4 "
        "AND (g.until IS NULL OR g.until > $4) ORDER BY a.email",
        body.id,
        Role.AUTHORITY.value,
        authority,
        on,
    )
    return [row["email"] for row in rows]


def _letter(record: Record, found: VacancyView, notice: NoticeView, address: str) -> Letter:
    charter = record.charter
    text = say(
        "{to},\n\nthe seat {seat} of the {board} has been vacant since {day}: {cause} ({clause}). "
        "It is filled as it first was, by {authority}, and by {due} ({due_clause}).\n",
        to=notice.name,
        seat=found.seat_name,
        board=record.body.name,
        day=found.effective_on,
        cause=found.cause_name,
        clause=found.clause,
        authority=found.authority,
        due=found.due,
        due_clause=found.due_clause,
    )
    return Letter(
        kind="vacancy_notice",
        about=str(found.id),
        recipient=address,
        subject=str(
            say("Vacancy in the {board}: {seat}", board=charter.body.name, seat=found.seat_name)
        ),
        text=str(text),
    )


async def _notices_sent(body: Body) -> dict[tuple[UUID, str], Row]:
    rows = await engine().read(
        "SELECT vacancy, authority, sent_at, on_paper FROM vacancy_notice WHERE body = $1", body.id
    )
    return {(row["vacancy"], row["authority"]): row for row in rows}


def _view(row: Row, charter: Charter, sent: dict[tuple[UUID, str], Row], on: date) -> VacancyView:
    seat = charter.seat(row["seat"])
    ground = cause_of(charter, row["cause"])
    rules = charter.vacancies
    due = filling_deadline(Vacancy(seat, row["effective_on"]), rules.filling, charter.calendar)
    is_open = row["filled_by"] is None and row["withdrawn_on"] is None
    advisory = ground.id == TERM_END and only_advises(charter)
    return VacancyView(
        id=row["id"],
        seat=seat.id,
        seat_name=seat.name,
        authority=charter.authority(seat.designated_by).name,
        cause=ground.id,
        cause_name=ground.name,
        clause=ground.clause,
        effective_on=row["effective_on"],
        delivered_on=row["delivered_on"],
        delivered_to=row["delivered_to"],
        stated_on=row["stated_on"],
        raw=due.raw,
        due=due.rolled,
        why_due=str(due.reason),
        due_clause=due.clause,
        days_left=(due.rolled - on).days,
        overdue=is_open and due.rolled < on and not advisory,
        filled_by=row["filled_by"],
        notices=tuple(_notice(charter, name, sent.get((row["id"], name))) for name in rules.notify),
        notices_due=charter.calendar.deadline(row["effective_on"], rules.notice_within).rolled,
        open=is_open,
        advisory=advisory,
        withdrawn_on=row["withdrawn_on"],
    )


def cause_of(charter: Charter, cause: str) -> Ground:
    """Return why a seat is vacant: a ground of the law, or the end of a term."""
    if cause == TERM_END:
        return Ground(TERM_END, str(say("End of the term")), charter.terms.clause)
    return charter.ground(cause)


def only_advises(charter: Charter) -> bool:
    """Whether the clock that a term's end starts has no consequence, as the charter reads it."""
    chosen = {reading.id: reading.chosen for reading in charter.readings}
    return chosen.get("term_end_clock", "advisory") == "advisory"


def _notice(charter: Charter, authority: str, sent: Row | None) -> NoticeView:
    return NoticeView(
        authority=authority,
        name=charter.authority(authority).name,
        sent_at=sent["sent_at"] if sent else None,
        on_paper=bool(sent["on_paper"]) if sent else False,
    )
