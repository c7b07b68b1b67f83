"""An agenda as it was published, for everyone: page, print, packet and documents."""

from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from litestar import Response, get
from litestar.params import FromPath

from governance.clock import day_in
from governance.errors import NotFoundError
from governance.printing import Attachment, printed, with_attachments
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, page
from governance.web.papers import download, pdf, sent
from governance.web.templating import Link, wording
from meetings.pages.meetings import ONE, crumbs_of
from meetings.rules.agendas import contract_mark, in_dollars
from meetings.schemas.agendas import (
    AgendaVersion,
)
from meetings.services import documents
from meetings.services.files import MeetingFile, meeting_file

VERSION = f"{ONE}/agenda/{{version:int}}"


@get(VERSION, include_in_schema=False)
async def show_agenda_version(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> Response[bytes]:
    """Show an agenda as it was published, at an address that stays."""
    file = await meeting_file(board, meeting_id)
    found = await documents.agenda_version(board, meeting_id, version)
    on = day_in(file.meeting.starts_at, board.timezone)
    charter = await charter_on(board, on)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Agenda of {day}, version {number}", day=on, number=version),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=file.meeting.title, href=home)),
    )
    return cached(
        page(
            "meeting_agenda.html",
            chrome,
            home=home,
            slug=board.slug,
            meeting=file.meeting,
            found=found,
            latest=(await documents.agenda_versions(board, meeting_id))[-1].version,
            closed=await _closed(board, meeting_id),
            marks={
                each.id: contract_mark(each.amount_cents, charter.contracts) for each in found.items
            },
            dollars=in_dollars,
        )
    )


@get(f"{VERSION}/pdf", include_in_schema=False)
async def print_agenda(
    board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> Response[bytes]:
    """Print a published agenda with the list of its documents."""
    file = await meeting_file(board, meeting_id)
    found = await documents.agenda_version(board, meeting_id, version)
    return pdf(await _printed(board, file, found), f"agenda-{version}")


@get(f"{VERSION}/packet", include_in_schema=False)
async def send_packet(
    actor: Asking, board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> Response[bytes]:
    """Print a published agenda with its public documents inside it, in order."""
    file = await meeting_file(board, meeting_id)
    found = await documents.agenda_version(board, meeting_id, version)
    agenda = await _printed(board, file, found)
    held = await _held(actor, board, found)
    packet = await with_attachments(agenda, held, at=found.published_at)
    return pdf(packet, f"packet-{version}")


@get(f"{VERSION}/zip", include_in_schema=False)
async def send_packet_files(
    actor: Asking, board: Board, meeting_id: FromPath[UUID], version: FromPath[int]
) -> Response[bytes]:
    """Send a published agenda and its public documents as files, in order."""
    file = await meeting_file(board, meeting_id)
    found = await documents.agenda_version(board, meeting_id, version)
    whole = BytesIO()
    stamp = found.published_at.timetuple()[:6]
    with ZipFile(whole, "w", ZIP_DEFLATED) as packet:
        packet.writestr(ZipInfo("00-agenda.pdf", stamp), await _printed(board, file, found))
        for each in await _held(actor, board, found):
            packet.writestr(ZipInfo(each.name, stamp), each.content)
    return download(whole.getvalue(), f"packet-{version}.zip", "application/zip")


async def _held(actor: Actor, board: Body, found: AgendaVersion) -> list[Attachment]:
    """Return the documents of a published agenda, without those that were taken back since."""
    files = []
    for item in found.items:
        for place, each in enumerate(item.documents, 1):
            try:
                document, content = await documents.readable_document(actor, board, each.id)
            except NotFoundError:
                continue
            name = f"{item.number:02}-{place:02}-{_plain(each.name)}"
            files.append(Attachment(name, content, document.paper.media_type, item.title))
    return files


@get(f"{ONE}/documents/{{document_id:uuid}}", opt={"keep": False}, include_in_schema=False)
async def send_document(
    actor: Asking, board: Board, meeting_id: FromPath[UUID], document_id: FromPath[UUID]
) -> Response[bytes]:
    """Send a document to whoever may read it; to others there is none."""
    document, content = await documents.readable_document(actor, board, document_id)
    if document.meeting != meeting_id:
        raise NotFoundError(say("There is no such document."))
    return sent(document.paper, content, inline=True)


async def _closed(board: Body, meeting_id: UUID) -> dict[UUID, str]:
    """Return the documents that were taken back since, with the reason."""
    found = await documents.documents_of(board, meeting_id)
    return {each.id: each.withdrawn_why for each in found if each.withdrawn_at is not None}


async def _printed(board: Body, file: MeetingFile, found: AgendaVersion) -> bytes:
    charter = await charter_on(board, day_in(file.meeting.starts_at, board.timezone))
    words = wording("en")
    on = day_in(file.meeting.starts_at, board.timezone)
    items = []
    for each in found.items:
        mark = contract_mark(each.amount_cents, charter.contracts)
        items.append(
            {
                "number": str(each.number),
                "title": each.title,
                "kind": str(each.kind.words),
                "details": each.details,
                "amount": "" if each.amount_cents is None else in_dollars(each.amount_cents),
                "mark": f"{mark.reason} ({mark.clause})" if mark else "",
                "consent": each.consent,
                "walk_on": each.walk_on,
                "carried_over": each.carried_over,
                "withdrawn": each.withdrawn_why,
                "documents": [{"name": one.name, "digest": one.digest} for one in each.documents],
                "confidential": each.confidential,
            }
        )
    data = {
        "body": board.name,
        "day": words.long_day(on),
        "hour": words.hour(file.meeting.starts_at, board.timezone),
        "place": file.meeting.place,
        "version": str(found.version),
        "published": words.moment(found.published_at, board.timezone),
        "items": items,
        "changes": list(found.changes),
        "foot": f"{board.name} · {file.meeting.title}",
    }
    title = f"Agenda: {file.meeting.title}"
    return await printed("agenda", data, title=title, at=found.published_at)


def _plain(name: str) -> str:
    kept = "".join(each if each.isalnum() or each in "-._ " else "_" for each in name)
    return kept.strip(". ") or "document"


ROUTES = [show_agenda_version, print_agenda, send_packet, send_packet_files, send_document]
