"""At which moment is an hour on the body's own clock?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from governance.errors import BadInputError
from governance.sentences import say


def moment_there(field: str, moment: datetime, zone: str) -> datetime:
    """Return a moment in the body's zone; one without a zone is read on the body's clock.

    An hour that is left out when the clocks go forward is refused, because nobody could say
    when to come; of one that comes twice when they go back, the first is meant.
    """
    there = ZoneInfo(zone)
    try:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=there)
        passed = moment.astimezone(UTC).astimezone(there)
    except OverflowError:
        raise BadInputError({field: say("This day lies outside the calendar.")}) from None
    if isinstance(moment.tzinfo, ZoneInfo) and moment.replace(tzinfo=None) != passed.astimezone(
        moment.tzinfo
    ).replace(tzinfo=None):
        raise BadInputError(
            {
                field: say(
                    "On {day} the clocks go forward and skip {hour}; choose another hour.",
                    day=moment.date(),
                    hour=moment.time(),
                )
            }
        )
    return passed


def hour_set(field: str, moment: datetime, zone: str) -> datetime:
    """Return the moment for which something is set, in the body's zone.

    Besides an hour that is skipped, one that comes twice is refused: half of those who come
    would come at the other one. Whoever means it says it with its distance from UTC.
    """
    there = moment_there(field, moment, zone)
    on_a_clock = moment.tzinfo is None or isinstance(moment.tzinfo, ZoneInfo)
    other = there.replace(fold=1 - there.fold)
    if on_a_clock and there.utcoffset() != other.utcoffset():
        raise BadInputError(
            {
                field: say(
                    "On {day} the clocks go back and {hour} comes twice; choose another hour.",
                    day=there.date(),
                    hour=there.time(),
                )
            }
        )
    return there
