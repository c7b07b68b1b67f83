"""Who was told of a vacancy, how did the notice reach them, and what proves it?"""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.texts import VACANCY_NOTICE, filled
from appointments.schemas.vacancies import (
    How,
    NoticeDelivery,
    NoticeLetter,
    NoticeProof,
    Notices,
    NoticeState,
    NoticeView,
    VacancyView,
)
from appointments.services.printing import vacancy_values
from appointments.services.texts import get_text
from appointments.services.vacancies import get_vacancy
from appointments.tables import NoticeProofRow, VacancyNoticeRow
from governance.audit import Private
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.rules.papers import DOCUMENTS
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter, LetterView
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.letters import letters_about
from governance.services.papers import keep_paper

explain({"vacancy_notice_once": say("This authority was told already.")})

PROOF = (
    "SELECT id, authority, how, delivered_on, delivered_by, remark, paper, recorded_by, "
    "recorded_at FROM notice_proof"
)


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
            await record.send(await _letter(record, found, notice, address))
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


@deed
async def record_notice_delivery(
    record: Record, vacancy: UUID, authority: str, wish: NoticeDelivery
) -> NoticeState:
    """Keep how a notice was delivered; a letter that no mail carried is sent by that."""
    found = await get_vacancy(record.body, record.charter, vacancy, record.today)
    notice = next((each for each in found.notices if each.authority == authority), None)
    if notice is None:
        raise NotFoundError(say("This authority is not told of vacancies."))
    if found.withdrawn_on is not None:
        raise OutOfOrderError(say("The resignation was withdrawn; nothing is vacant."))
    sent_on = day_in(notice.sent_at, record.body.timezone) if notice.sent_at else None
    if wish.delivered_on > record.today:
        raise BadInputError({"delivered_on": say("This day has not come yet.")})
    if sent_on is not None and not notice.on_paper and wish.delivered_on < sent_on:
        raise BadInputError({"delivered_on": say("It was sent later, on {day}.", day=sent_on)})
    paper = None
    if wish.evidence is not None:
        paper = (await keep_paper(record, wish.evidence, kinds=DOCUMENTS, field="evidence")).id
    if notice.sent_at is None:
        await VacancyNoticeRow.insert(
            VacancyNoticeRow(
                id=uuid4(),
                body=record.body.id,
                vacancy=vacancy,
                authority=authority,
                sent_at=record.at,
                on_paper=True,
            )
        )
    await NoticeProofRow.insert(
        NoticeProofRow(
            id=uuid4(),
            body=record.body.id,
            vacancy=vacancy,
            authority=authority,
            how=wish.how.value,
            delivered_on=wish.delivered_on,
            delivered_by=wish.delivered_by,
            remark=wish.remark,
            paper=paper,
            recorded_by=record.actor.name,
            recorded_at=record.at,
        )
    )
    after = {
        "authority": authority,
        "how": wish.how,
        "delivered_on": wish.delivered_on,
        "delivered_by": Private(wish.delivered_by),
    }
    record.note(f"vacancy:{vacancy}", after=after)
    states = await notices_of(record.body, record.charter, vacancy, record.today)
    return next(each for each in states if each.authority == authority)


async def notices_of(body: Body, charter: Charter, vacancy: UUID, on: date) -> list[NoticeState]:
    """Return each notice of a vacancy with its letters and the proofs of its delivery."""
    found = await get_vacancy(body, charter, vacancy, on)
    letters = await _letters(body, found)
    proofs = await _proofs(body, vacancy)
    states = []
    for notice in found.notices:
        mine = letters.get(notice.authority, ())
        proven = proofs.get(notice.authority, ())
        days = [each.delivered_on for each in proven]
        days += [day_in(each.sent_at, body.timezone) for each in mine if each.sent_at]
        states.append(
            NoticeState(
                authority=notice.authority,
                name=notice.name,
                sent_at=notice.sent_at,
                on_paper=notice.on_paper,
                delivered_on=min(days, default=None),
                letters=mine,
                proofs=proven,
            )
        )
    return states


async def proof_paper(body: Body, vacancy: UUID, proof: UUID) -> UUID:
    """Return the file that proves a delivery."""
    rows = await engine().read(
        f"{PROOF} WHERE body = $1 AND vacancy = $2 AND id = $3 AND paper IS NOT NULL",
        body.id,
        vacancy,
        proof,
    )
    if not rows:
        raise NotFoundError(say("There is no such file here."))
    paper: UUID = rows[0]["paper"]
    return paper


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


async def _letter(record: Record, found: VacancyView, notice: NoticeView, address: str) -> Letter:
    """Write the notice in the body's own words; its subject names nobody."""
    charter = record.charter
    values = vacancy_values(record.body, charter, found, notice.name, record.today)
    words = (await get_text(record.body, VACANCY_NOTICE)).current
    subject = say("Vacancy in the {board}: {seat}", board=charter.body.name, seat=found.seat_name)
    return Letter(
        kind="vacancy_notice",
        about=str(found.id),
        recipient=address,
        subject=str(subject),
        text=f"{filled(words.text, values)}\n",
    )


async def _letters(body: Body, found: VacancyView) -> dict[str, tuple[NoticeLetter, ...]]:
    """Return what the outbox tells of a vacancy's letters, by authority."""
    rows = await engine().read(
        "SELECT authority, addresses FROM vacancy_notice WHERE vacancy = $1", found.id
    )
    sent: dict[str, list[LetterView]] = {}
    for letter in await letters_about(body, str(found.id)):
        if letter.kind == "vacancy_notice":
            sent.setdefault(letter.recipient, []).append(letter)
    return {
        row["authority"]: tuple(
            NoticeLetter(
                id=letter.id,
                recipient=letter.recipient,
                attempts=letter.attempts,
                sent_at=letter.sent_at,
                given_up_at=letter.given_up_at,
            )
            for address in row["addresses"].splitlines()
            for letter in sent.get(address, ())
        )
        for row in rows
    }


async def _proofs(body: Body, vacancy: UUID) -> dict[str, tuple[NoticeProof, ...]]:
    rows = await engine().read(
        f"{PROOF} WHERE body = $1 AND vacancy = $2 ORDER BY delivered_on, recorded_at, id",
        body.id,
        vacancy,
    )
    found: dict[str, tuple[NoticeProof, ...]] = {}
    for row in rows:
        authority = row["authority"]
        known = {name: value for name, value in row.items() if name not in ("authority", "how")}
        proof = NoticeProof(how=How(row["how"]), **known)
        found[authority] = (*found.get(authority, ()), proof)
    return found
