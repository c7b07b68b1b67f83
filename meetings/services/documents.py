"""Documents of an agenda, and the agenda as it was published, version by version."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import msgspec

from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor
from governance.rules.papers import DOCUMENTS
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import get_paper, keep_paper, paper_content
from meetings.rules.agendas import Listed, changes
from meetings.rules.motions import Session
from meetings.schemas.agendas import (
    AgendaVersion,
    Document,
    DocumentWish,
    ItemWithdrawal,
    PublishedDocument,
    PublishedItem,
)
from meetings.schemas.meetings import AgendaItem, Meeting, Publication
from meetings.services.agendas import item_of
from meetings.services.files import MeetingFile, Row, agenda_of, get_meeting
from meetings.services.notices import publish_documents
from meetings.tables import AgendaVersionRow, AttachmentRow

explain({"agenda_version_number": say("Somebody else published the agenda just now.")})

CONFIDENTIAL = ("read_console", "read_ballot")
"""Whoever may do one of these, the office and the members, reads every document."""


@deed
async def attach_document(record: Record, item_id: UUID, wish: DocumentWish) -> Document:
    """Add a document to an item; its kind is known by its content, its size is bounded."""
    meeting, item = await item_of(record.body, item_id)
    _check_open(meeting, item)
    paper = await keep_paper(record, wish.paper, kinds=DOCUMENTS)
    rows = await engine().read("SELECT count(*) AS number FROM attachment WHERE item = $1", item_id)
    document_id = uuid4()
    await AttachmentRow.insert(
        AttachmentRow(
            id=document_id,
            body=record.body.id,
            meeting=meeting.id,
            item=item_id,
            paper=paper.id,
            number=rows[0]["number"] + 1,
            confidential=wish.confidential,
            added_at=record.at,
            added_by=record.actor.name,
            withdrawn_at=None,
            withdrawn_why="",
        )
    )
    record.note(
        f"item:{item_id}", after={"document": document_id, "confidential": wish.confidential}
    )
    return await _document(record.body, document_id)


@deed
async def withdraw_document(record: Record, document_id: UUID, wish: ItemWithdrawal) -> Document:
    """Take a document back, with a reason; that it was there stays known, its content closes."""
    document = await _document(record.body, document_id)
    if document.withdrawn_at is not None:
        raise OutOfOrderError(say("This document was withdrawn already."))
    await AttachmentRow.update(
        {AttachmentRow.withdrawn_at: record.at, AttachmentRow.withdrawn_why: wish.reason}
    ).where(AttachmentRow.id == document_id)
    record.note(f"item:{document.item}", after={"document_withdrawn": document_id})
    return await _document(record.body, document_id)


@deed
async def publish_agenda(record: Record, meeting_id: UUID) -> AgendaVersion:
    """Publish the agenda as it is; an earlier version stays readable beside it.

    Its public documents can be read from this moment on, which counts as their publication.
    """
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over; its agenda stays as it was."))
    before = await agenda_versions(record.body, meeting_id)
    items = await _published(record.body, meeting)
    if not items:
        raise BadInputError({"": say("Nothing is on the agenda yet.")})
    told = changes(_listed(before[-1].items), _listed(items)) if before else ()
    version = AgendaVersion(
        meeting=meeting_id,
        version=len(before) + 1,
        items=items,
        changes=tuple(str(each) for each in told),
        published_at=record.at,
        published_by=record.actor.name,
    )
    if before and before[-1].items == items:
        raise OutOfOrderError(
            say("Nothing has changed since version {number}.", number=len(before))
        )
    await AgendaVersionRow.insert(
        AgendaVersionRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            version=version.version,
            items=msgspec.json.encode(items).decode(),
            changes=msgspec.json.encode(version.changes).decode(),
            published_at=record.at,
            published_by=version.published_by,
        )
    )
    record.note(f"meeting:{meeting_id}", after={"agenda_version": version.version})
    if meeting.state.is_to_come:
        proof = say("With version {number} of the agenda.", number=version.version)
        await publish_documents.within(record, meeting_id, Publication(proof=str(proof)))
    return version


async def agenda_versions(body: Body, meeting_id: UUID) -> tuple[AgendaVersion, ...]:
    """Return the published agendas of a meeting, the first first."""
    rows = await engine().read(
        "SELECT meeting, version, items, changes, published_at, published_by FROM agenda_version "
        "WHERE meeting = $1 AND body = $2 ORDER BY version",
        meeting_id,
        body.id,
    )
    return tuple(
        msgspec.convert(
            {
                **row,
                "items": msgspec.json.decode(row["items"]),
                "changes": msgspec.json.decode(row["changes"]),
            },
            AgendaVersion,
        )
        for row in rows
    )


def public_agenda(
    file: MeetingFile, versions: Sequence[AgendaVersion]
) -> Sequence[AgendaItem | PublishedItem]:
    """Return the items that anyone may see: as published, and as they are once it began."""
    if file.meeting.called_to_order_at is not None:
        return file.agenda
    return versions[-1].items if versions else ()


async def agenda_version(body: Body, meeting_id: UUID, number: int) -> AgendaVersion:
    """Return one published agenda."""
    for each in await agenda_versions(body, meeting_id):
        if each.version == number:
            return each
    raise NotFoundError(say("No such version of the agenda was published."))


async def documents_of(body: Body, meeting_id: UUID) -> tuple[Document, ...]:
    """Return every document of a meeting, confidential and withdrawn ones among them."""
    rows = await engine().read(
        "SELECT * FROM attachment WHERE meeting = $1 AND body = $2 ORDER BY added_at, id",
        meeting_id,
        body.id,
    )
    return tuple([await _view(body, row) for row in rows])


async def readable_document(actor: Actor, body: Body, document_id: UUID) -> tuple[Document, bytes]:
    """Return a document that this reader may read; to others there is none.

    Members and the office read all; anyone else what was published and not taken back.
    """
    document = await _document(body, document_id)
    reads_all = any(may(actor, each) for each in CONFIDENTIAL)
    if not reads_all and not await _is_public(body, document):
        raise NotFoundError(say("There is no such document."))
    return document, await paper_content(body, document.paper.id)


async def _is_public(body: Body, document: Document) -> bool:
    if document.confidential or document.withdrawn_at is not None:
        return False
    versions = await agenda_versions(body, document.meeting)
    return any(
        document.id == each.id
        for version in versions
        for item in version.items
        for each in item.documents
    )


async def _published(body: Body, meeting: Meeting) -> tuple[PublishedItem, ...]:
    documents = [each for each in await documents_of(body, meeting.id) if each.withdrawn_at is None]
    items = (*await agenda_of(body, meeting), *await agenda_of(body, meeting, withdrawn=True))
    shown = {
        each.id for version in await agenda_versions(body, meeting.id) for each in version.items
    }
    return tuple(
        _as_published(each, documents)
        for each in items
        if each.withdrawn_at is None or each.id in shown
    )


def _as_published(item: AgendaItem, documents: list[Document]) -> PublishedItem:
    own = [each for each in documents if each.item == item.id]
    return PublishedItem(
        id=item.id,
        number=item.number,
        title=item.title,
        kind=item.kind,
        details=item.details,
        amount_cents=item.amount_cents,
        consent=item.is_grouped,
        walk_on=item.walk_on,
        carried_over=item.came_from is not None,
        withdrawn_why=item.withdrawn_why,
        documents=tuple(
            PublishedDocument(
                id=each.id, name=each.paper.name, size=each.paper.size, digest=each.paper.digest
            )
            for each in own
            if not each.confidential
        ),
        confidential=sum(each.confidential for each in own),
    )


def _listed(items: tuple[PublishedItem, ...]) -> list[Listed]:
    return [
        Listed(
            id=each.id,
            title=each.title,
            amount_cents=each.amount_cents,
            consent=each.consent,
            withdrawn=bool(each.withdrawn_why),
            documents=tuple((one.name, one.digest) for one in each.documents),
        )
        for each in items
    ]


def _check_open(meeting: Meeting, item: AgendaItem) -> None:
    if meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over; its agenda stays as it was."))
    if item.withdrawn_at is not None:
        raise OutOfOrderError(say("This item was withdrawn: {why}", why=item.withdrawn_why))


async def _document(body: Body, document_id: UUID) -> Document:
    rows = await engine().read(
        "SELECT * FROM attachment WHERE id = $1 AND body = $2", document_id, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such document."))
    return await _view(body, rows[0])


async def _view(body: Body, row: Row) -> Document:
    return Document(
        id=row["id"],
        meeting=row["meeting"],
        item=row["item"],
        number=row["number"],
        paper=await get_paper(body, row["paper"]),
        confidential=bool(row["confidential"]),
        added_at=row["added_at"],
        withdrawn_at=row["withdrawn_at"],
        withdrawn_why=row["withdrawn_why"],
    )
