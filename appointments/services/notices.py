"""Who was told of a vacancy, how did the notice reach them, and what proves it?"""

from datetime import date
from uuid import UUID, uuid4

from appointments.schemas.vacancies import (
    How,
    NoticeDelivery,
    NoticeLetter,
    NoticeProof,
    NoticeState,
    VacancyView,
)
from appointments.services.vacancies import get_vacancy
from appointments.tables import NoticeProofRow, VacancyNoticeRow
from governance.audit import Private
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.papers import DOCUMENTS
from governance.schemas.bodies import Body
from governance.schemas.letters import LetterView
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.letters import letters_about
from governance.services.papers import keep_paper

PROOF = (
    "SELECT id, authority, how, delivered_on, delivered_by, remark, paper, recorded_by, "
    "recorded_at FROM notice_proof"
)


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
