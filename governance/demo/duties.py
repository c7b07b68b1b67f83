"""What the office of the demonstration recorded of the duties that come back."""

from datetime import date, time, timedelta
from functools import partial

from appointments.services.seats import members_in_office
from governance.charter.model import Every, Obligation, Shown
from governance.days import Span, add_days
from governance.demo.stage import Stage
from governance.rules.access import Role
from governance.rules.obligations import Around, due_day, parts_of, periods
from governance.schemas.obligations import Fulfilment
from governance.services.obligations import fulfil_obligation

BY_ITSELF = (
    *(Shown.REGULAR_MEETING, Shown.DISTRICT_MEETING, Shown.ELECTION, Shown.COMMITTEE),
    Shown.MINUTES,
)
EARLY = {Every.MONTH: 9, Every.QUARTER: 4, Every.YEAR: 12}
"""How many days before the last one each is done."""
SLOW = timedelta(days=6)
"""How late one month's data was, a while ago."""
LEFT = 75
"""What was due in the last so many days and not each month is still owed."""
REPORTS = "https://reports.openseat.example"


def plan_duties(stage: Stage) -> None:
    """Let each duty be done shortly before its last day; one was late, and one is."""
    history = Span(stage.founded_on, stage.today)
    for duty in stage.charter.obligations:
        if duty.shown_by in BY_ITSELF or duty.stopped_by:
            continue
        times = [each for each in periods(duty.recurrence, history) if each.until is not None]
        for number, period in enumerate(times):
            due = due_day(duty, period, Around(), stage.charter.calendar).rolled
            on = due - timedelta(days=EARLY[duty.recurrence.every])
            if duty.recurrence.every is Every.MONTH and number == len(times) - 6:
                on = due + SLOW
            if duty.recurrence.every is Every.QUARTER and due > add_days(stage.today, -LEFT):
                continue
            stage.at(on, time(16), partial(_done, stage, duty, period, on))


async def _done(stage: Stage, duty: Obligation, period: Span, on: date) -> None:
    if duty.each_member:
        sitting = await members_in_office(stage.body, on)
        parts = tuple(str(each.person) for each in sitting)
    else:
        parts = tuple(each.key for each in parts_of(duty, period, Around()))
    if not parts:
        return
    wish = Fulfilment(
        obligation=duty.id,
        period=period.since,
        parts=parts,
        done_on=on,
        done_by="" if duty.each_member else duty.responsible,
        link="" if duty.each_member else f"{REPORTS}/{duty.id}/{period.since}",
    )
    await fulfil_obligation(stage.by(Role.STAFF), wish)
