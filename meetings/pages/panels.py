"""Hearing panels and their rotation: for everybody to read, for the office and members to act."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from governance.charter.findings import require
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.templating import Link
from meetings.pages.matters import crumbs_of as matter_crumbs
from meetings.rules.panels import Leaving, panel_rule, panels_are_in_force
from meetings.schemas.committees import MeetingEntry
from meetings.schemas.meetings import MeetingKind
from meetings.schemas.panels import ChairNaming, PanelEnd, PanelWish, Replacement
from meetings.services.calendars import LATEST, meetings_of
from meetings.services.hearings import enter_panel_hearing
from meetings.services.matters import get_matter
from meetings.services.panels import (
    OFFICE,
    assemble_panel,
    end_panel,
    get_panel,
    list_panel_choices,
    list_panels,
    name_panel_chair,
    preview_panel,
    replace_panel_member,
)

HOME = "/bodies/{slug:str}/panels"
ONE = f"{HOME}/{{panel_id:uuid}}"
NEW = "/bodies/{slug:str}/matters/{matter_id:uuid}/panel"
Answer = Response[bytes] | Redirect
STATES = {
    "sitting": (say("sits"), "good"),
    "heard": (say("has heard the matter"), "plain"),
    "dissolved": (say("dissolved"), "bad"),
}


def crumbs_of(board: Body) -> tuple[Link, ...]:
    """Return where the pages of panels stand."""
    return (home_of(board), Link(label=say("Hearing panels"), href=f"/bodies/{board.slug}/panels"))


@get(HOME, include_in_schema=False)
async def show_panels(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show the panels and who comes up next; while panels are stopped, why."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    found = await list_panels(board, charter, today)
    chrome = await frame(request, say("Hearing panels"), body=board, crumbs=(home_of(board),))
    return page(
        "panels.html",
        chrome,
        slug=board.slug,
        found=found,
        rule=panel_rule(charter),
        authority=charter.authority(panel_rule(charter).authority).name,
        stopped=panels_are_in_force(charter),
        states=STATES,
        may_state=may(actor, "state_absence") and found.in_force,
        may_change=may(actor, "amend_charter"),
    )


@get(NEW, opt={"permission": "assemble_panel"}, include_in_schema=False)
async def show_panel_choice(
    request: PageRequest,
    actor: Asking,
    board: Board,
    matter_id: FromPath[UUID],
    hearing_on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Show whom the rotation would choose for a hearing, and why not the others."""
    form = Form({"hearing_on": hearing_on.isoformat()} if hearing_on else {})
    return await _choice(request, actor, board, matter_id, form, hearing_on)


@post(NEW, opt={"permission": "assemble_panel"}, include_in_schema=False, status_code=200)
async def take_panel(
    request: PageRequest, actor: Asking, board: Board, matter_id: FromPath[UUID], form: Sent
) -> Answer:
    """Make up a panel by the rotation."""
    wish = form.read(PanelWish)
    if wish is not None:
        with form.refusals():
            made = await assemble_panel(actor, matter_id, wish)
            return done(f"/bodies/{board.slug}/panels/{made.id}")
    day = wish.hearing_on if wish else None
    return await _choice(request, actor, board, matter_id, form, day)


@get(ONE, include_in_schema=False)
async def show_panel(
    request: PageRequest, actor: Asking, board: Board, panel_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one panel; to the office, why these members and not the others."""
    return await _panel(request, actor, board, panel_id, Form())


@post(
    f"{ONE}/replacements",
    opt={"permission": "replace_panel_member"},
    include_in_schema=False,
    status_code=200,
)
async def take_replacement(
    request: PageRequest, actor: Asking, board: Board, panel_id: FromPath[UUID], form: Sent
) -> Answer:
    """Fill the place of a member who no longer sits."""
    wish = form.read(Replacement)
    if wish is not None:
        with form.refusals():
            await replace_panel_member(actor, panel_id, wish)
    return await _answer(request, actor, board, panel_id, form)


@post(
    f"{ONE}/chair", opt={"permission": "name_panel_chair"}, include_in_schema=False, status_code=200
)
async def take_chair_naming(
    request: PageRequest, actor: Asking, board: Board, panel_id: FromPath[UUID], form: Sent
) -> Answer:
    """Name one of the panel as its chair."""
    wish = form.read(ChairNaming)
    if wish is not None:
        with form.refusals():
            await name_panel_chair(actor, panel_id, wish)
    return await _answer(request, actor, board, panel_id, form)


@post(
    f"{ONE}/meetings",
    opt={"permission": "enter_panel_hearing"},
    include_in_schema=False,
    status_code=200,
)
async def take_panel_hearing(
    request: PageRequest, actor: Asking, board: Board, panel_id: FromPath[UUID], form: Sent
) -> Answer:
    """Say that a panel hearing is this panel's."""
    wish = form.read(MeetingEntry)
    if wish is not None:
        with form.refusals():
            await enter_panel_hearing(actor, panel_id, wish)
    return await _answer(request, actor, board, panel_id, form)


@post(f"{ONE}/end", opt={"permission": "end_panel"}, include_in_schema=False, status_code=200)
async def take_panel_end(
    request: PageRequest, actor: Asking, board: Board, panel_id: FromPath[UUID], form: Sent
) -> Answer:
    """End a panel."""
    wish = form.read(PanelEnd)
    if wish is not None:
        with form.refusals():
            await end_panel(actor, panel_id, wish)
    return await _answer(request, actor, board, panel_id, form)


async def _answer(
    request: PageRequest, actor: Actor, board: Body, panel_id: UUID, form: Form
) -> Answer:
    if form.refused:
        return await _panel(request, actor, board, panel_id, form)
    return done(f"/bodies/{board.slug}/panels/{panel_id}")


async def _choice(
    request: PageRequest,
    actor: Actor,
    board: Body,
    matter_id: UUID,
    form: Form,
    hearing_on: date | None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    matter = await get_matter(board, charter, matter_id)
    choice = None
    with form.refusals():
        require(panels_are_in_force(charter))
        if hearing_on is not None:
            choice = await preview_panel(board, charter, today, matter_id, hearing_on)
    here = f"/bodies/{board.slug}/matters/{matter_id}"
    chrome = await frame(
        request,
        say("A panel for {number}", number=matter.tracking),
        body=board,
        crumbs=(*matter_crumbs(board), Link(label=matter.tracking, href=here)),
    )
    return page(
        "panel_choice.html",
        chrome,
        status=form.status,
        here=f"{here}/panel",
        form=form,
        matter=matter,
        choice=choice,
        hearing_on=hearing_on,
        rule=panel_rule(charter),
    )


async def _panel(
    request: PageRequest, actor: Actor, board: Body, panel_id: UUID, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    panel = await get_panel(board, charter, panel_id, today)
    stopped = panels_are_in_force(charter)
    acting = panel.state == "sitting" and stopped.holds
    members = [(each.person, each.name) for each in panel.members]
    sits = any(each.person == actor.person and each.in_office for each in panel.members)
    office = acting and bool(actor.roles & OFFICE)
    chrome = await frame(
        request,
        say("The panel for {number}", number=panel.tracking),
        body=board,
        crumbs=crumbs_of(board),
    )
    return page(
        "panel.html",
        chrome,
        status=form.status,
        here=f"/bodies/{board.slug}/panels/{panel_id}",
        slug=board.slug,
        form=form,
        panel=panel,
        state=STATES[panel.state],
        stopped=stopped,
        rule=panel_rule(charter),
        authorities={each.id: each.name for each in charter.authorities},
        choices=await list_panel_choices(board, panel_id)
        if may(actor, "read_panel_choices")
        else (),
        members=members,
        coming=[
            (each.id, each.title)
            for each in await meetings_of(board, since=actor.at, until=LATEST)
            if each.kind is MeetingKind.PANEL
        ],
        gone=[each for each in panel.members if not each.in_office] if acting else [],
        office=office,
        sits=sits and acting,
        whys=[(each.value, each.words) for each in Leaving],
        heards=[("yes", say("It has heard the matter")), ("no", say("It is dissolved"))],
    )


ROUTES = [
    show_panels,
    show_panel_choice,
    take_panel,
    show_panel,
    take_replacement,
    take_chair_naming,
    take_panel_hearing,
    take_panel_end,
]
