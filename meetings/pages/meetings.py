"""What the public sees: meetings to come and past, one meeting, the record of votes."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery, QueryParameter

from governance.clock import day_in
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link
from meetings.pages.gatherings import gathering_of
from meetings.pages.live import View, live
from meetings.pages.shown import AFTERWARDS, STATE_TONES, decided, duty_line
from meetings.rules.agendas import ItemKind
from meetings.services.approvals import current, history_of
from meetings.services.calendars import LATEST, meetings_of, past_meetings
from meetings.services.changes import changes_of
from meetings.services.documents import agenda_versions, public_agenda
from meetings.services.executive import ground_of
from meetings.services.files import meeting_file
from meetings.services.notices import duties_of
from meetings.services.sheets import sheets_of
from meetings.services.views import histories, is_public
from meetings.services.votes import PAGE, closed_votes, count_vote_pages

HOME = "/bodies/{slug:str}/meetings"
ONE = f"{HOME}/{{meeting_id:uuid}}"
STILL_GOING = timedelta(hours=12)
"""How long after its hour a meeting still stands among those to come."""

PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=100_000)]


def crumbs_of(board: Body) -> tuple[Link, ...]:
    """Return where the pages of meetings stand."""
    return (home_of(board), Link(label=say("Meetings"), href=f"/bodies/{board.slug}/meetings"))


@get(HOME, include_in_schema=False)
async def show_meetings(
    request: PageRequest, actor: Asking, board: Board, page_number: FromQuery[PageNumber] = 1
) -> Response[bytes]:
    """Show the meetings to come, and the past ones page by page."""
    since = actor.at - STILL_GOING
    past = await past_meetings(board, since, page=page_number)
    chrome = await frame(
        request, say("Meetings"), body=board, current="/meetings", crumbs=(home_of(board),)
    )
    return cached(
        page(
            "meetings.html",
            chrome,
            slug=board.slug,
            coming=await meetings_of(board, since=since, until=LATEST),
            past=past,
            tones=STATE_TONES,
            may_schedule=may(actor, "schedule_meeting"),
            may_disclose=may(actor, "read_disclosures"),
            may_media=may(actor, "read_media_list"),
        )
    )


@get(ONE, include_in_schema=False)
async def show_meeting(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one meeting: votes by name and why they ended so, duties, roll, minutes."""
    file = await meeting_file(board, meeting_id)
    on = day_in(file.meeting.starts_at, board.timezone)
    charter = await charter_on(board, day_in(file.meeting.set_at, board.timezone))
    more = await histories(meeting_id)
    versions = await agenda_versions(board, meeting_id)
    history = await history_of(board, file.meeting)
    title = say("{title}, {day}", title=file.meeting.title, day=on)
    chrome = await frame(
        request,
        title,
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on))),
    )
    return cached(
        page(
            "meeting.html",
            chrome,
            slug=board.slug,
            file=file,
            meeting=file.meeting,
            motions=[
                decided(each, more=more.get(each.id)) for each in file.motions if is_public(each)
            ],
            duties=[duty_line(each, board, actor.at) for each in duties_of(file, board, charter)],
            charter=charter,
            tones=STATE_TONES,
            afterwards=AFTERWARDS,
            gathering=await gathering_of(board, file.meeting, actor.at),
            may_run=may(actor, "read_console"),
            may_set_up=may(actor, "reschedule_meeting"),
            may_vote=may(actor, "read_ballot"),
            live=live(board, file, actor, View.MEETING),
            sheets=await sheets_of(board, meeting_id),
            changes=await changes_of(board, meeting_id),
            history=history,
            shown=current(history),
            agenda=public_agenda(file, versions),
            agenda_version=versions[-1].version if versions else None,
            closed_ground=ground_of(file.closed, charter),
            elects=any(each.kind is ItemKind.ELECTION for each in file.agenda),
        )
    )


@get("/bodies/{slug:str}/votes", include_in_schema=False)
async def show_votes(
    request: PageRequest, board: Board, page_number: FromQuery[PageNumber] = 1
) -> Response[bytes]:
    """Show the closed votes, the latest first."""
    found = await closed_votes(board, limit=PAGE, after=(page_number - 1) * PAGE)
    chrome = await frame(
        request, say("Record of votes"), body=board, current="/votes", crumbs=(home_of(board),)
    )
    return cached(
        page(
            "votes.html",
            chrome,
            slug=board.slug,
            votes=[decided(each) for each in found],
            page_number=page_number,
            pages=await count_vote_pages(board),
        ),
        timeless=True,
    )


ROUTES = [show_meetings, show_meeting, show_votes]
