"""What time is it? The one place that asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def day_in(moment: datetime, zone: str) -> date:
    """Return the calendar day that a moment falls on in a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
