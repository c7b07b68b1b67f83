"""The calculator of legal days."""

from datetime import date
from typing import Annotated

from litestar import get
from litestar.params import FromQuery, QueryParameter

from governance.schemas.law import DeadlineView, deadline_view
from governance.services.calculator import LONGEST, Days, compute


@get("/api/v1/clock", tags=["law"], operation_id="compute_clock", opt={"permission": "public"})
async def compute_clock(
    start: FromQuery[date],
    length: Annotated[int, QueryParameter(ge=0, le=LONGEST)],
    days: FromQuery[Days] = Days.CALENDAR,
) -> DeadlineView:
    """Return the last day so many days after a day, raw and rolled, with the reason."""
    return deadline_view(compute(start, length, days))
