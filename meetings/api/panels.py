"""Hearing panels, the rotation and absences, as JSON."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board
from meetings.schemas.committees import MeetingEntry
from meetings.schemas.panels import (
    Absence,
    AbsenceWish,
    ChairNaming,
    Panel,
    PanelChoice,
    PanelEnd,
    Panels,
    PanelWish,
    Replacement,
)
from meetings.services import absences, hearings, panels

HOME = "/api/v1/bodies/{slug:str}"
ONE = f"{HOME}/panels/{{panel_id:uuid}}"
TAGS = ["panels"]


@get(f"{HOME}/panels", opt={"permission": "public"}, operation_id="list_panels", tags=TAGS)
async def list_panels(board: Board, actor: Asking) -> Panels:
    """Return the panels and the rotation; while panels are stopped, why."""
    today = day_in(actor.at, board.timezone)
    return await panels.list_panels(board, await charter_on(board, today), today)


@get(ONE, opt={"permission": "public"}, operation_id="get_panel", tags=TAGS)
async def get_panel(board: Board, actor: Asking, panel_id: FromPath[UUID]) -> Panel:
    """Return one panel with its members and its chair."""
    today = day_in(actor.at, board.timezone)
    return await panels.get_panel(board, await charter_on(board, today), panel_id, today)


@get(
    f"{ONE}/choices",
    opt={"permission": "read_panel_choices"},
    operation_id="list_panel_choices",
    tags=TAGS,
)
async def list_panel_choices(
    board: Board, actor: Asking, panel_id: FromPath[UUID]
) -> list[PanelChoice]:
    """Return the choices that made a panel, and what each said of every member."""
    return await panels.list_panel_choices(board, panel_id)


@get(
    f"{HOME}/matters/{{matter_id:uuid}}/panel",
    opt={"permission": "assemble_panel"},
    operation_id="preview_panel",
    tags=TAGS,
)
async def preview_panel(
    board: Board, actor: Asking, matter_id: FromPath[UUID], hearing_on: FromQuery[date]
) -> PanelChoice:
    """Return whom the rotation would choose for a hearing on a day, and why."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    return await panels.preview_panel(board, charter, today, matter_id, hearing_on)


@post(
    f"{HOME}/matters/{{matter_id:uuid}}/panel",
    opt={"permission": "assemble_panel"},
    operation_id="assemble_panel",
    tags=TAGS,
)
async def assemble_panel(
    actor: Asking, matter_id: FromPath[UUID], data: JSONBody[PanelWish]
) -> Panel:
    """Make up a panel for a matter by the rotation."""
    return await panels.assemble_panel(actor, matter_id, data)


@post(
    f"{ONE}/replacements",
    opt={"permission": "replace_panel_member"},
    operation_id="replace_panel_member",
    tags=TAGS,
)
async def replace_panel_member(
    actor: Asking, panel_id: FromPath[UUID], data: JSONBody[Replacement]
) -> Panel:
    """Fill the place of a member who no longer sits, by the rotation."""
    return await panels.replace_panel_member(actor, panel_id, data)


@post(
    f"{ONE}/chair",
    opt={"permission": "name_panel_chair"},
    operation_id="name_panel_chair",
    tags=TAGS,
)
async def name_panel_chair(
    actor: Asking, panel_id: FromPath[UUID], data: JSONBody[ChairNaming]
) -> Panel:
    """Name one of a panel as its chair; more than half of it make the chair."""
    return await panels.name_panel_chair(actor, panel_id, data)


@post(
    f"{ONE}/meetings",
    opt={"permission": "enter_panel_hearing"},
    operation_id="enter_panel_hearing",
    tags=TAGS,
)
async def enter_panel_hearing(
    actor: Asking, panel_id: FromPath[UUID], data: JSONBody[MeetingEntry]
) -> Panel:
    """Say that a panel hearing that was set is this panel's."""
    return await hearings.enter_panel_hearing(actor, panel_id, data)


@post(f"{ONE}/end", opt={"permission": "end_panel"}, operation_id="end_panel", tags=TAGS)
async def end_panel(actor: Asking, panel_id: FromPath[UUID], data: JSONBody[PanelEnd]) -> Panel:
    """End a panel that has heard its matter, or dissolve it."""
    return await panels.end_panel(actor, panel_id, data)


@get(
    f"{HOME}/absences",
    opt={"permission": "read_absences"},
    operation_id="list_absences",
    tags=TAGS,
)
async def list_absences(board: Board, actor: Asking) -> list[Absence]:
    """Return the absences that are not over: everybody's for the office, else one's own."""
    return await absences.list_absences(actor, board, day_in(actor.at, board.timezone))


@post(
    f"{HOME}/absences",
    opt={"permission": "state_absence"},
    operation_id="state_absence",
    tags=TAGS,
)
async def state_absence(actor: Asking, data: JSONBody[AbsenceWish]) -> Absence:
    """Say on which days a member cannot come."""
    return await absences.state_absence(actor, data)


@post(
    f"{HOME}/absences/{{absence_id:uuid}}/withdrawal",
    opt={"permission": "withdraw_absence"},
    operation_id="withdraw_absence",
    tags=TAGS,
)
async def withdraw_absence(actor: Asking, absence_id: FromPath[UUID]) -> Absence:
    """Say that a member can come after all."""
    return await absences.withdraw_absence(actor, absence_id)


ROUTES = [
    list_panels,
    get_panel,
    list_panel_choices,
    preview_panel,
    assemble_panel,
    replace_panel_member,
    name_panel_chair,
    enter_panel_hearing,
    end_panel,
    list_absences,
    state_absence,
    withdraw_absence,
]
