"""What is done without anybody asking: by the scheduler, or by hand for a day.

Every job bears being done twice: a letter is written once whatever happens, and a day's job for
a body is claimed by one worker and finished once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from appointments.rules.seats import Status
from appointments.schemas.seats import SeatView
from appointments.services.embargoes import people_behind_veil
from appointments.services.held_uploads import forget_held_uploads
from appointments.services.imports.orders import limits_of
from appointments.services.imports.work import work_off
from appointments.services.seats import seats_on
from appointments.services.term_ends import ended_terms, open_ended_terms
from governance.clock import Clock, day_in
from governance.days import add_days
from governance.errors import NotFoundError, OutOfOrderError
from governance.front.desks import due_at
from governance.rules.access import Role, system
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.schemas.letters import Letter
from governance.sentences import Sentence, Value, say
from governance.services.accounts import forget_expired, get_account
from governance.services.bodies import charter_on, every_body
from governance.services.job_runs import claim, days_open, fail, finish, run_of
from governance.services.letters import deliver_letters, post_of, write_once
from governance.services.roles import roles_in
from governance.settings import Settings

log = structlog.get_logger("openseat")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What jobs need of the installation that they run in."""

    settings: Settings
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A job that is done again and again, whatever the day."""

    name: str
    about: str
    every: timedelta
    act: Callable[[Surroundings], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """A job that is done once for each body and each of its days."""

    name: str
    about: str
    act: Callable[[Surroundings, Body, date], Awaitable[str]]

    def claimed_as(self, body: Body) -> str:
        """Return the name under which a body's runs are kept."""
        return f"{self.name}:{body.slug}"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job for one body and day, or of an errand."""

    what: str
    outcome: str
    failed: bool = False


async def deliver(around: Surroundings) -> str:
    """Send the letters that are due."""
    ours = around.settings
    done = await deliver_letters(
        post_of(ours),
        around.clock,
        mail_from=ours.mail_from,
        secret=ours.secret,
        site=ours.public_url,
    )
    return f"{done.sent} sent, {done.waiting} put off, {done.given_up} given up"


async def sweep(around: Surroundings) -> str:
    """Forget sessions, keys and held files that no longer count."""
    sessions, keys = await forget_expired(around.clock())
    files = await forget_held_uploads(around.clock())
    return f"{sessions} sessions, {keys} keys and {files} held files forgotten"


async def take_up_imports(around: Surroundings) -> str:
    """Go on with imports that wait, and say of those whose program died that nothing came of it."""
    await work_off(around.clock, limits_of(around.settings))
    return "nothing waits"


async def watch_clocks(around: Surroundings, body: Body, on: date) -> str:
    """Tell the clerk of each clock that has run out, once."""
    over = [item for item in await due_at(body, on) if item.overdue and not item.advisory]
    withheld = await people_behind_veil(body, await charter_on(body, on), on)
    letters = 0
    for item in over:
        log.warning("clock ran out", body=body.slug, clause=item.clause, day=item.day.isoformat())
        kind = "withheld_clock" if item.about in withheld else "clock_ran_out"
        letters += await _tell_clerks(around, body, on, _clock_letter(around, item, kind))
    return f"{len(over)} clocks have run out, {letters} letters written"


async def watch_terms(around: Surroundings, body: Body, on: date) -> str:
    """Tell the clerk, once, which seats are not as they were the day before."""
    charter = await charter_on(body, on)
    before = {seat.id: _held(seat) for seat in await seats_on(body, charter, add_days(on, -1))}
    changed = [s for s in await seats_on(body, charter, on) if before[s.id] != _held(s)]
    letters = 0
    for seat in changed:
        log.info("seat changed", body=body.slug, seat=seat.id, status=seat.status, on=str(on))
        letters += await _tell_clerks(around, body, on, _seat_letter(around, body, seat, on))
    return f"{len(changed)} seats changed, {letters} letters written"


async def open_vacancies(around: Surroundings, body: Body, on: date) -> str:
    """Open the vacancies of terms that ended where nobody holds over."""
    if not await ended_terms(body, on):
        return "0 opened"
    opened = await open_ended_terms(system(body.slug, around.clock()))
    return f"{len(opened)} opened"


JOBS: tuple[Errand | Daily, ...] = (
    Errand(
        name="outbox",
        about="Sends the letters that wait.",
        every=timedelta(seconds=20),
        act=deliver,
    ),
    Errand(
        name="sweep",
        about="Forgets sessions and keys that no longer count.",
        every=timedelta(hours=1),
        act=sweep,
    ),
    Errand(
        name="imports",
        about="Goes on with imports that wait.",
        every=timedelta(seconds=30),
        act=take_up_imports,
    ),
    Daily(
        name="vacancies",
        about="Opens the vacancies of terms that ended without a successor.",
        act=open_vacancies,
    ),
    Daily(name="clocks", about="Tells the clerk which clocks ran out.", act=watch_clocks),
    Daily(name="terms", about="Tells the clerk which seats changed.", act=watch_terms),
)


def job_named(name: str) -> Errand | Daily:
    """Return a job by its name."""
    for job in JOBS:
        if job.name == name:
            return job
    raise NotFoundError(say("There is no job '{name}'.", name=name))


async def run_job(
    job: Errand | Daily, around: Surroundings, *, on: date | None = None
) -> list[Done]:
    """Do a job: for every body, the given day or each day that still wants it."""
    if isinstance(job, Errand):
        return [Done(job.name, await job.act(around))]
    done = []
    for body in await every_body():
        today = day_in(around.clock(), body.timezone)
        if on is not None and on > today:
            raise OutOfOrderError(say("{on} has not come yet at {body}.", on=on, body=body.name))
        for day in [on] if on is not None else await days_open(job.claimed_as(body), today):
            result = await _run_for(job, around, body, day)
            done.append(result)
            if result.failed:  # the next round begins with this day again
                break
    return done


async def _run_for(job: Daily, around: Surroundings, body: Body, day: date) -> Done:
    name = job.claimed_as(body)
    what = f"{name} {day}"
    if not await claim(name, day, at=around.clock()):
        earlier = await run_of(name, day)
        return Done(what, f"done before: {earlier.outcome}" if earlier else "done before")
    try:
        outcome = await job.act(around, body, day)
    except Exception as error:  # one body's trouble must not keep the others waiting
        log.exception("job failed", job=name, day=str(day))
        await fail(name, day, f"failed: {type(error).__name__}: {error}")
        return Done(what, f"failed: {error}", failed=True)
    await finish(name, day, outcome, at=around.clock())
    log.info("job", job=name, day=str(day), outcome=outcome)
    return Done(what, outcome)


async def _tell_clerks(
    around: Surroundings, body: Body, on: date, write: Callable[[str], Letter]
) -> int:
    """Write a letter to each clerk of the day; return how many had not been written before."""
    clerks = {role.account for role in await roles_in(body.id, on) if role.role is Role.CLERK}
    new = 0
    for account in sorted(clerks):
        recipient = (await get_account(account)).email
        new += await write_once(body, write(recipient), at=around.clock())
    return new


def _clock_letter(around: Surroundings, item: Due, kind: str) -> Callable[[str], Letter]:
    text = say(
        "{what}\n\nWho: {who}\nUnder: {clause}\nThe last day was {day}.\n\n{link}\n",
        what=item.what,
        who=item.who,
        clause=item.clause,
        day=item.day,
        link=f"{around.settings.public_url}{item.href}",
    )
    subject = say("A clock has run out: {clause}", clause=item.clause)
    about = f"clock:{item.clause}:{item.href}:{item.day.isoformat()}"
    return _to_whom(kind, about, subject, text)


def _seat_letter(
    around: Surroundings, body: Body, seat: SeatView, on: date
) -> Callable[[str], Letter]:
    text = say(
        "{what}\n\nUnder: {clause}\n\n{link}\n",
        what=_said_of(seat, on),
        clause=seat.clause,
        link=f"{around.settings.public_url}/bodies/{body.slug}",
    )
    subject = say("{seat}: a change on {on}", seat=seat.name, on=on)
    return _to_whom("seat_changed", f"seat:{seat.id}:{on.isoformat()}", subject, text)


def _to_whom(kind: str, about: str, subject: Sentence, text: Sentence) -> Callable[[str], Letter]:
    def write(recipient: str) -> Letter:
        return Letter(
            kind=kind, about=about, recipient=recipient, subject=str(subject), text=str(text)
        )

    return write


def _held(seat: SeatView) -> tuple[str, object]:
    return seat.status, seat.holder.appointment if seat.holder else None


def _said_of(seat: SeatView, on: date) -> Sentence:
    if seat.holder is None:
        return say("{seat} is vacant since {on}.", seat=seat.name, on=on)
    values: dict[str, Value] = {"seat": seat.name, "name": seat.holder.name, "on": on}
    match seat.status:
        case Status.HOLDING_OVER:
            return say(
                "The term of {name} in {seat} has ended; {name} holds over from {on}.", **values
            )
        case Status.SITTING:
            return say("{name} sits in {seat} from {on}.", **values)
        case _:
            return say("{name} is appointed to {seat}.", **values)
