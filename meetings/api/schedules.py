"""A year's meetings, looked at and set at once, as JSON."""

from litestar import post
from litestar.params import JSONBody

from governance.web.access import Asking
from meetings.schemas.schedules import ScheduledYear, SchedulePreview, ScheduleWish
from meetings.services import schedules

HOME = "/api/v1/bodies/{slug:str}/schedule"
TAGS = ["meetings"]


@post(
    f"{HOME}/preview",
    opt={"permission": "preview_schedule"},
    operation_id="preview_schedule",
    tags=TAGS,
    status_code=200,
)
async def preview_schedule(actor: Asking, data: JSONBody[ScheduleWish]) -> SchedulePreview:
    """Return which meetings of a year would be set, and what stands against each."""
    return await schedules.preview_schedule(actor, data)


@post(HOME, opt={"permission": "schedule_year"}, operation_id="schedule_year", tags=TAGS)
async def schedule_year(actor: Asking, data: JSONBody[ScheduleWish]) -> ScheduledYear:
    """Set the meetings of a year at once, as they were seen in the preview."""
    return await schedules.schedule_year(actor, data)


ROUTES = [preview_schedule, schedule_year]
