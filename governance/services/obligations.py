"""What was done of the duties that come back: entries of the ledger, kept for good."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Obligation
from governance.clock import day_in
from governance.days import Span, add_days
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.obligations import (
    Around,
    Part,
    PartKind,
    may_be_done,
    may_be_excused,
    parts_of,
    periods,
)
from governance.rules.papers import DOCUMENTS
from governance.schemas.bodies import Body
from governance.schemas.obligations import Correcting, Entry, EntryKind, Excuse, Fulfilment
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import keep_paper
from governance.services.people import get_person
from governance.tables import FulfilmentRow

explain(
    {
        "fulfilment_once": say("Somebody else recorded this just now."),
        "fulfilment_corrected_once": say("Somebody else corrected this just now."),
    }
)

ENTRIES = (
    "SELECT id, obligation, period, part, kind, done_on, done_by, link, remark, paper, "
    "confidential, recorded_by, recorded_at, corrects, why FROM fulfilment WHERE body = $1"
)


@deed
async def fulfil_obligation(record: Record, wish: Fulfilment) -> list[Entry]:
    """Keep that parts of a duty were done in a period: on which day, by whom, what shows it."""
    duty, period = _period(record, wish.obligation, wish.period)
    parts = [await _part(record, duty, period, key) for key in dict.fromkeys(wish.parts)]
    require(may_be_done(duty, period, wish.done_on, record.today))
    shown = wish.link or wish.remark.strip() or wish.paper
    if not shown and any(each.kind in (PartKind.WHOLE, PartKind.DISTRICT) for each in parts):
        raise BadInputError(
            {"link": say("Give a link or a document, or say in words what shows it.")}
        )
    paper = await keep_paper(record, wish.paper, kinds=DOCUMENTS) if wish.paper else None
    return [
        await _keep(
            record,
            duty,
            period,
            part.key,
            EntryKind.DONE,
            done_on=wish.done_on,
            done_by=wish.done_by.strip(),
            link=wish.link,
            remark=wish.remark.strip(),
            paper=paper.id if paper else None,
            confidential=wish.confidential,
        )
        for part in parts
    ]


@deed
async def excuse_obligation(record: Record, wish: Excuse) -> Entry:
    """Keep that a period of a duty has nothing to do, and why."""
    duty, period = _period(record, wish.obligation, wish.period)
    require(may_be_excused(duty))
    part = await _part(record, duty, period, wish.part)
    return await _keep(record, duty, period, part.key, EntryKind.EXCUSED, remark=wish.reason)


@deed
async def correct_fulfilment(record: Record, entry_id: UUID, wish: Correcting) -> Entry:
    """Put an entry right by a later one with its reason; the old one stays readable."""
    old = await get_entry(record.body, entry_id)
    if any(each.corrects == old.id for each in await _of(record.body, old)):
        raise OutOfOrderError(say("This entry was corrected already; correct the later one."))
    duty, period = _period(record, old.obligation, old.period)
    if wish.done_on is None:
        kind, done = EntryKind.WITHDRAWN, None
    else:
        require(may_be_done(duty, period, wish.done_on, record.today))
        kind, done = EntryKind.DONE, wish.done_on
    stands = kind is EntryKind.DONE
    return await _keep(
        record,
        duty,
        period,
        old.part,
        kind,
        done_on=done,
        done_by=wish.done_by.strip() if stands else "",
        link=wish.link if stands else "",
        remark=wish.remark.strip() if stands else "",
        paper=old.paper if stands else None,
        confidential=old.confidential,
        corrects=old,
        why=wish.reason,
    )


async def begins_on(body: Body, since: date | None) -> date:
    """Return the day from which a body's ledger counts: the law's own, or when it was set up here.

    Before the first version of its law was in force, it had no duties.
    """
    rows = await engine().read(
        "SELECT b.founded_at, min(c.in_force_since) AS law FROM body b "
        "JOIN charter c ON c.body = b.id WHERE b.id = $1 GROUP BY b.founded_at",
        body.id,
    )
    law = rows[0]["law"]
    law = law if isinstance(law, date) else date.fromisoformat(law)
    return max(since or day_in(rows[0]["founded_at"], body.timezone), law)


async def entries_of(body: Body, *, since: date | None = None, obligation: str = "") -> list[Entry]:
    """Return every entry, of periods from a day on, of one duty or of all, as they were made."""
    rows = await engine().read(
        f"{ENTRIES} AND period >= $2 AND ($3 = '' OR obligation = $3) ORDER BY recorded_at, id",
        body.id,
        since or date.min,
        obligation,
    )
    merged = {
        str(row["id"]): str(row["merged_into"])
        for row in await engine().read(
            "SELECT id, merged_into FROM person WHERE body = $1 AND merged_into IS NOT NULL",
            body.id,
        )
    }
    return [
        msgspec.convert({**row, "part": merged.get(row["part"], row["part"])}, Entry)
        for row in rows
    ]


async def get_entry(body: Body, entry_id: UUID) -> Entry:
    """Return one entry."""
    rows = await engine().read(f"{ENTRIES} AND id = $2", body.id, entry_id)
    if not rows:
        raise NotFoundError(say("There is no such entry here."))
    return msgspec.convert(rows[0], Entry)


def standing_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that stand: those that no later one corrects, and none withdrawn."""
    found = list(entries)
    corrected = {each.corrects for each in found}
    return [
        each for each in found if each.id not in corrected and each.kind is not EntryKind.WITHDRAWN
    ]


def seen(entry: Entry, *, confidential: bool) -> Entry:
    """Return an entry as somebody may read it: of a confidential one only that it was done."""
    if entry.confidential and not confidential:
        return msgspec.structs.replace(
            entry, done_by="", link="", remark="", paper=None, recorded_by=""
        )
    return entry if confidential else msgspec.structs.replace(entry, recorded_by="")


def period_of(duty: Obligation, since: date) -> Span:
    """Return the period of a duty that begins on a day."""
    for period in periods(duty.recurrence, Span(since, add_days(since, 1))):
        if period.since == since:
            return period
    raise NotFoundError(say("No period of this duty begins on {day}.", day=since))


def _period(record: Record, obligation: str, since: date) -> tuple[Obligation, Span]:
    try:
        duty = record.charter.obligation(obligation)
        return duty, period_of(duty, since)
    except NotFoundError as error:
        raise BadInputError({"period": error.reason}) from None


async def _part(record: Record, duty: Obligation, period: Span, key: str) -> Part:
    """Return the part of a duty that a key names; a member is anybody whom the body knows."""
    around = Around(districts=record.charter.districts)
    for part in parts_of(duty, period, around):
        if part.key == key:
            return part
    if duty.each_member:
        try:
            person = await get_person(record.body, UUID(key))
            return Part(PartKind.MEMBER, str(person.id), person.name)
        except (ValueError, NotFoundError):
            pass
    raise BadInputError({"parts": say("Choose what was done of the list.")})


async def _of(body: Body, entry: Entry) -> list[Entry]:
    rows = await engine().read(
        f"{ENTRIES} AND obligation = $2 AND period = $3 ORDER BY recorded_at, id",
        body.id,
        entry.obligation,
        entry.period,
    )
    found = msgspec.convert(rows, list[Entry])
    return [each for each in found if each.part == entry.part]


async def _keep(
    record: Record,
    duty: Obligation,
    period: Span,
    part: str,
    kind: EntryKind,
    *,
    done_on: date | None = None,
    done_by: str = "",
    link: str = "",
    remark: str = "",
    paper: UUID | None = None,
    confidential: bool = False,
    corrects: Entry | None = None,
    why: str = "",
) -> Entry:
    """Write an entry; one that nothing stands against may follow one that was withdrawn."""
    row = FulfilmentRow(
        id=uuid4(),
        body=record.body.id,
        obligation=duty.id,
        period=period.since,
        part=part,
        kind=kind,
        done_on=done_on,
        done_by=done_by,
        link=link,
        remark=remark,
        paper=paper,
        confidential=confidential,
        recorded_by=record.actor.name,
        recorded_at=record.at,
        corrects=None,
        why=why,
    )
    row.corrects = corrects.id if corrects else await _withdrawn(record, duty, period, part)
    await FulfilmentRow.insert(row)
    told = {"link": link, "remark": remark, "by": done_by, "why": why}
    words = {name: Private(text) if confidential else text for name, text in told.items() if text}
    record.note(
        f"duty:{duty.id}:{period.since}",
        before=None if corrects is None else {"entry": corrects.id, "done_on": corrects.done_on},
        after={"entry": row.id, "part": part, "kind": kind.value, "done_on": done_on, **words},
    )
    return await get_entry(record.body, row.id)


async def _withdrawn(record: Record, duty: Obligation, period: Span, part: str) -> UUID | None:
    """Return the withdrawn entry that a new one follows; one that stands is corrected instead."""
    rows = await engine().read(
        "SELECT id, kind FROM fulfilment f WHERE body = $1 AND obligation = $2 AND period = $3 "
        "AND part = $4 AND NOT EXISTS (SELECT 1 FROM fulfilment l WHERE l.corrects = f.id)",
        record.body.id,
        duty.id,
        period.since,
        part,
    )
    if rows and rows[0]["kind"] != EntryKind.WITHDRAWN:
        raise OutOfOrderError(say("This was recorded already; correct that entry."))
    return rows[0]["id"] if rows else None
