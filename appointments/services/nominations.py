"""Whom does the public name in a round, and who is asked whether they agree?

Whoever names somebody hears the same whether or not that person was named before, so that nobody
can find out who is a nominee. Somebody else's name counts only once they agree themselves, by a
link that is mailed to them.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from appointments.rules.applications import wrong_answers
from appointments.rules.nominations import State
from appointments.rules.rounds import Round
from appointments.schemas.applications import LinkWish
from appointments.schemas.nominations import (
    AskedNominee,
    NominationBeginning,
    NominationReceipt,
    NominationWish,
    NomineeWords,
)
from appointments.services.applications import PAUSE
from appointments.services.calls import rules_of
from appointments.services.entering import enter_written, keep_words, told_of
from appointments.services.nomination_calls import (
    belonging,
    is_called,
    is_public,
    questions_of,
    represented_by,
)
from appointments.services.rounds import get_round
from appointments.tables import NominationRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say
from governance.services.accounts import hashed
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.seals import Sealing, mark, new_nonce, token_of

explain({"nomination_one_an_address": say("This person is named in this round already.")})

LETTER = "nomination"


@deed
async def begin_nomination(
    record: Record, found: UUID, wish: NominationBeginning, sealing: Sealing
) -> NominationReceipt:
    """Keep that somebody was named: oneself once it is sent, another once they agree."""
    one = await _called(record, found)
    written = wish.nomination
    on_behalf = await _organization(record, one, written)
    whole = written.themselves and written.send
    require_words(record.charter, written, whole=whole, wrong=_wrong(written))
    there = await _under_address(record.body, found, written.email)
    nomination = uuid4()
    if there is not None:
        told = Private({"again": str(there["id"]), "wish": _told(written)})
        record.note(f"nomination:{nomination}", after={"written": told})
        await _mail_again(record, one, there, sealing)
    else:
        await _keep(record, one, nomination, written, on_behalf, sealing)
    if not written.themselves:
        await record.send(_thanks(record, one, nomination, written.nominator_email.strip()))
    return NominationReceipt(round=found)


@deed
async def ask_for_nomination_link(
    record: Record, found: UUID, wish: LinkWish, sealing: Sealing
) -> NominationReceipt:
    """Mail the link again to who is named under an address."""
    one = await get_round(record.body, found)
    if not is_public(one):
        raise NotFoundError(say("There is no such call here."))
    there = await _under_address(record.body, found, wish.email)
    told = Private({"asked": str(there["id"]) if there else None})
    record.note(f"nomination:{uuid4()}", after={"written": told})
    if there is not None:
        await _mail_again(record, one, there, sealing)
    return NominationReceipt(round=found)


async def asked_nominees(body: Body, found: UUID) -> list[AskedNominee]:
    """Return those who were named in a round and have not answered yet."""
    rows = await engine().read(
        "SELECT n.id, n.name, n.nominator, o.name AS organization, n.written_at "
        "FROM nomination n LEFT JOIN organization o ON o.id = n.organization "
        "WHERE n.round = $1 AND n.body = $2 AND n.state = $3 AND n.erased_at IS NULL "
        "ORDER BY n.written_at, n.id",
        found,
        body.id,
        State.ASKED.value,
    )
    return [
        AskedNominee(
            id=row["id"],
            name=row["name"],
            nominator=row["nominator"],
            organization=row["organization"] or "",
            asked_on=day_in(row["written_at"], body.timezone),
        )
        for row in rows
    ]


def require_words(
    charter: Charter,
    words: NomineeWords,
    *,
    whole: bool,
    wrong: Mapping[str, Sentence] | None = None,
) -> None:
    """Refuse what cannot be kept of a nominee's own words; what is to count must be `whole`."""
    found = dict(wrong or {})
    answers = {name: text for name, text in words.answers.items() if text.strip()}
    relations = [each.id for each in charter.relations]
    asked = questions_of(charter)
    for name, why in wrong_answers(asked, answers, whole=whole, relations=relations).items():
        found[f"answer_{name}"] = why
    if whole:
        needed = {
            "name": (words.name, say("Give your name.")),
            "place": (words.place, say("Give the city or town where you live.")),
            "address": (words.address, say("Give your street address.")),
            "statement": (words.statement, say("Say why you want to serve.")),
        }
        found |= {name: why for name, (text, why) in needed.items() if not text.strip()}
        if words.resident_since is None:
            found["resident_since"] = say("Say since when you live there.")
        if not words.consent:
            found["consent"] = say("Without your consent nobody can be a nominee.")
    if words.district and words.district not in {seat.district for seat in charter.seats}:
        found["district"] = say("Choose one of the list.")
    if found:
        raise BadInputError(found)


def link_until(record: Record) -> datetime:
    """Return until when a link that is mailed now is good."""
    last = record.charter.calendar.counted(record.today, rules_of(record.charter).link)
    return record.at + (last - record.today)


async def _called(record: Record, found: UUID) -> Round:
    """Return a round in which somebody can be named now, or refuse in its call's own words."""
    one = await get_round(record.body, found)
    if not is_public(one):
        raise NotFoundError(say("There is no such call here."))
    require(is_called(one, record.charter, record.today))
    return one


async def _organization(record: Record, one: Round, wish: NominationWish) -> UUID | None:
    """Return who represents the organization that names, if somebody signed in does."""
    if wish.organization is None:
        return None
    known = {each.id for each in await belonging(record.body, one.authority, record.today)}
    if wish.organization not in known:
        raise BadInputError({"organization": say("Choose one of the list.")})
    person = record.actor.person
    represented = await represented_by(record.body, person, record.today)
    return person if wish.organization in represented else None


def _wrong(wish: NominationWish) -> dict[str, Sentence]:
    """Return what is wrong with how somebody else is named."""
    if wish.themselves:
        return {}
    needed = {
        "name": (wish.name, say("Give the name of the person.")),
        "nominator": (wish.nominator, say("Give your name.")),
        "nominator_email": (wish.nominator_email, say("Give your e-mail address.")),
        "reason": (wish.reason, say("Say why you name this person.")),
    }
    wrong = {name: why for name, (text, why) in needed.items() if not text.strip()}
    if wish.organization is None and not wish.nominator_resident:
        wrong["nominator_resident"] = say("Residents and organizations can name somebody.")
    return wrong


async def _keep(
    record: Record,
    one: Round,
    nomination: UUID,
    wish: NominationWish,
    representative: UUID | None,
    sealing: Sealing,
) -> None:
    """Keep a nomination; somebody's own counts once it is sent, another is asked by mail."""
    nonce = new_nonce()
    state = State.DRAFT if wish.themselves and not wish.send else State.ASKED
    row = NominationRow(
        id=nomination,
        body=record.body.id,
        round=one.id,
        state=state.value,
        state_since=record.today,
        email=wish.email.strip(),
        folded_email=wish.email.strip().casefold(),
        organization=wish.organization,
        representative=representative,
        nominator="" if wish.themselves else " ".join(wish.nominator.split()),
        nominator_email="" if wish.themselves else wish.nominator_email.strip(),
        reason="" if wish.themselves else wish.reason.strip(),
        link_nonce=nonce,
        link_hash=hashed(token_of(nonce, sealing.secret)),
        link_until=link_until(record),
        link_sent_at=record.at,
        written_at=record.at,
        name=" ".join(wish.name.split()),
        phone="",
        place="",
        address="",
        district="",
        statement="",
        family="",
        answers="{}",
    )
    await NominationRow.insert(row)
    record.note(f"nomination:{nomination}", after={"written": Private(_told(wish))})
    if state is State.DRAFT:
        await keep_words(record, nomination, wish)
    elif wish.themselves:
        await enter_written(record, one, nomination, wish)
    kept = await engine().read("SELECT * FROM nomination WHERE id = $1", nomination)
    await record.send(_letter(record, one, kept[0], nonce, sealing))


async def _under_address(body: Body, found: UUID, email: str) -> Row | None:
    rows = await engine().read(
        "SELECT * FROM nomination WHERE body = $1 AND round = $2 AND folded_email = $3 "
        "AND state IN ('draft', 'asked', 'standing')",
        body.id,
        found,
        email.strip().casefold(),
    )
    return rows[0] if rows else None


async def _mail_again(record: Record, one: Round, row: Row, sealing: Sealing) -> None:
    """Mail the link to a nominee who is there, unless that was done just now."""
    if record.at - row["link_sent_at"] < PAUSE:
        return
    nonce = row["link_nonce"] if record.at < row["link_until"] else new_nonce()
    await engine().write(
        "UPDATE nomination SET link_nonce = $1, link_hash = $2, link_until = $3, "
        "link_sent_at = $4 WHERE id = $5",
        nonce,
        hashed(token_of(nonce, sealing.secret)),
        link_until(record),
        record.at,
        row["id"],
    )
    await record.send(_letter(record, one, row, nonce, sealing))


def _letter(record: Record, one: Round, row: Row, nonce: str, sealing: Sealing) -> Letter:
    """Write to a nominee; the subject tells nobody who they are."""
    if row["state"] == State.ASKED.value:
        subject = say("A question to you: {call}", call=one.title)
        what = say(
            "{name} has named you as a nominee for “{call}”. Nothing happens unless you agree: "
            "only then does the committee learn more than your name, and consider you",
            name=row["nominator"],
            call=one.title,
        )
        todo = say("Here you can agree or decline:")
    elif row["state"] == State.DRAFT.value:
        subject = say("Saved, not sent yet: {call}", call=one.title)
        what = say("what you wrote for “{call}” is kept; it was not sent yet", call=one.title)
        todo = say("Here you can go on and send it, or throw it away:")
    else:
        subject = say("Received: {call}", call=one.title)
        what = say("you are a nominee for “{call}”", call=one.title)
        todo = say("Here you can see what you wrote, and withdraw:")
    whole = say(
        "Hello,\n\n{what}.\n\n{todo}\n{link}\n\n"
        "The link is yours alone; whoever has it can read what you wrote. If you do not know "
        "what this is about, throw this letter away.\n\n{board}\n",
        what=what,
        todo=todo,
        link=f"{sealing.site}/bodies/{record.body.slug}/nominations/{row['id']}?link={mark(nonce)}",
        board=record.body.name,
    )
    return _written(row["id"], row["email"], subject, whole)


def _thanks(record: Record, one: Round, nomination: UUID, recipient: str) -> Letter:
    """Thank whoever named somebody else; it names nobody, and is the same for all."""
    text = say(
        "Hello,\n\nthank you: what you wrote for “{call}” was received. The person whom you named "
        "is asked by mail whether they agree; without that their name goes no further.\n\n"
        "{board}\n",
        call=one.title,
        board=record.body.name,
    )
    return _written(nomination, recipient, say("Received: {call}", call=one.title), text)


def _written(nomination: UUID, recipient: str, subject: Sentence, text: Sentence) -> Letter:
    return Letter(
        kind=LETTER,
        about=f"nomination:{nomination}",
        recipient=recipient,
        subject=str(subject),
        text=str(text),
    )


def _told(wish: NominationWish) -> dict[str, object]:
    """Return what somebody wrote as the chain proves it."""
    return told_of(wish)
