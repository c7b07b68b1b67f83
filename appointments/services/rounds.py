"""Where does each nomination round stand, and what is its next step?"""

from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

import msgspec

from appointments.rules.rounds import (
    Embargo,
    Kind,
    Round,
    Settings,
    Step,
    initial_settings,
    may_take,
)
from appointments.rules.slates import Outcome
from appointments.schemas.rounds import (
    CallWish,
    RoundView,
    RoundWish,
    SettingsView,
    StepWish,
)
from appointments.services.alliances import nominating, require_committee
from appointments.services.filled import filled_meanwhile, missing_names, replaceable_names
from appointments.services.history import board_of
from appointments.services.rivals import require_untaken
from appointments.services.round_pieces import (
    clock_view,
    names_due,
    next_of,
    round_clocks,
    seat_view,
    step_view,
    warnings_of,
)
from appointments.services.vacancies import vacancies_of
from appointments.tables import RoundRow, RoundSeatRow, RoundStepRow
from governance.charter.findings import require
from governance.charter.model import Charter, NominationRule
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor, Role
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "round_seat_one_open": say("Another round for one of these seats is not over yet."),
        "round_step_once": say("This step was taken already."),
    }
)

ROUND = (
    "SELECT id, authority, kind, title, text, settings, opens_on, closes_on, since, follows, step, "
    "called_again_at FROM nomination_round"
)
SHOWN = ("id", "authority", "title", "text", "opens_on", "closes_on", "since", "called_again_at")


async def get_round(body: Body, found: UUID) -> Round:
    """Return one round."""
    rows = await engine().read(f"{ROUND} WHERE id = $1 AND body = $2", found, body.id)
    if not rows:
        raise NotFoundError(say("There is no such round here."))
    return _round(rows[0])


async def rounds_of(body: Body) -> list[Round]:
    """Return every round of a body, the latest first."""
    rows = await engine().read(f"{ROUND} WHERE body = $1 ORDER BY since DESC, id", body.id)
    return [_round(row) for row in rows]


async def round_view(body: Body, charter: Charter, found: UUID, on: date) -> RoundView:
    """Return a round as of a day: its steps, its seats, what is next and by when."""
    one = await get_round(body, found)
    _, rule = nominating(charter, one.authority)
    vacancies = {each.seat: each for each in await vacancies_of(body, charter, on)}
    taken = {
        row["step"]: row
        for row in await engine().read(
            "SELECT step, at, by, note, paper FROM round_step WHERE round = $1", found
        )
    }
    seats = await engine().read(
        "SELECT seat, outcome, settled_on FROM round_seat WHERE round = $1 ORDER BY seat", found
    )
    filled = await filled_meanwhile(body, found, on)
    replaced = await replaceable_names(charter, one.settings, found, one.step)
    followed = await engine().read(
        "SELECT id FROM nomination_round WHERE follows = $1 ORDER BY since, id", found
    )
    deadline = names_due(one, charter, rule)
    waits = deadline is not None and one.step not in (Step.SUBMITTED, Step.CLOSED)
    missing = await missing_names(one.settings, one.step, found)
    what, who = next_of(one, charter, missing)
    open_now = [row["seat"] for row in seats if row["outcome"] == Outcome.OPEN.value]
    clocks = round_clocks(one, charter, [vacancies[seat] for seat in open_now if seat in vacancies])
    return RoundView(
        **{name: getattr(one, name) for name in SHOWN},
        settings=msgspec.convert(asdict(one.settings), SettingsView),
        kind=one.kind,
        step=one.step,
        steps=tuple(step_view(body, each, one, taken.get(each)) for each in one.settings.steps),
        clocks=tuple(clock_view(each, on) for each in clocks),
        seats=tuple(
            seat_view(row, charter, vacancies.get(row["seat"]), filled, replaced) for row in seats
        ),
        next_what=str(what),
        next_who=str(who),
        raw=deadline.raw if deadline else None,
        due=deadline.rolled if deadline else None,
        why_due=str(deadline.reason) if deadline else "",
        due_clause=deadline.clause if deadline else "",
        overdue=waits and deadline is not None and deadline.rolled < on,
        days_left=(deadline.rolled - on).days if deadline and waits else None,
        warnings=tuple(finding_view(each) for each in warnings_of(one, rule)),
        follows=one.follows,
        followed_by=tuple(row["id"] for row in followed),
        missing=missing,
    )


async def round_for(body: Body, actor: Actor, found: UUID) -> RoundView:
    """Return a round to somebody of its circle; to others it is not there.

    Those who answer for the appointing authority know of it once it is submitted.
    """
    today = day_in(actor.at, body.timezone)
    one = await get_round(body, found)
    if not _may_know(actor, one):
        raise NotFoundError(say("There is no such round here."))
    view = await round_view(body, await charter_on(body, today), found, today)
    return await as_seen(body, actor, view)


async def as_seen(body: Body, actor: Actor, view: RoundView) -> RoundView:
    """Return a round without what only its committee reads: the notes, and rounds not known yet."""
    if may(actor, "read_nominees"):
        return view
    known = {one.id for one in await rounds_of(body) if _may_know(actor, one)}
    return msgspec.structs.replace(
        view,
        steps=tuple(msgspec.structs.replace(each, note="") for each in view.steps),
        follows=view.follows if view.follows in known else None,
        followed_by=tuple(each for each in view.followed_by if each in known),
    )


async def rounds_for(body: Body, actor: Actor) -> list[RoundView]:
    """Return the rounds that somebody may know of, the latest first."""
    return [
        await round_for(body, actor, one.id)
        for one in await rounds_of(body)
        if _may_know(actor, one)
    ]


def _may_know(actor: Actor, one: Round) -> bool:
    inside = {Role.ALLIANCE_COMMITTEE, Role.ALLIANCE_REPRESENTATIVE, Role.CLERK}
    return bool(actor.roles & inside) or one.step in (Step.SUBMITTED, Step.CLOSED)


@deed
async def draft_round(record: Record, wish: RoundWish) -> RoundView:
    """Begin a round for some seats of the authority."""
    authority, rule = nominating(record.charter, wish.authority)
    await require_committee(record, authority.id)
    board = await board_of(record.body, record.charter)
    first = record.charter.initial_board is not None and board.initial is None
    kind = Kind.INITIAL if first else Kind.LATER
    settings = await _settings(record, rule, wish, kind)
    return await begin_round(record, wish, authority.id, kind, settings, record.today, None)


async def begin_round(
    record: Record,
    wish: RoundWish,
    authority: str,
    kind: Kind,
    settings: Settings,
    since: date,
    follows: UUID | None,
) -> RoundView:
    """Keep a new round within a deed; `since` is the day from which its clock counts."""
    require_days(wish.opens_on, wish.closes_on)
    row = RoundRow(
        id=uuid4(),
        body=record.body.id,
        authority=authority,
        kind=kind,
        title=wish.title.strip(),
        text=wish.text,
        settings=msgspec.json.encode(settings).decode(),
        opens_on=wish.opens_on,
        closes_on=wish.closes_on,
        since=since,
        follows=follows,
        step=Step.DRAFT,
    )
    await RoundRow.insert(row)
    for each in dict.fromkeys(wish.seats):
        seat = record.charter.seat(each)
        if seat.designated_by != authority:
            wrong = say("{seat} is not a seat of this authority.", seat=seat.name)
            raise BadInputError({"seats": wrong})
        await RoundSeatRow.insert(
            RoundSeatRow(
                id=uuid4(),
                body=record.body.id,
                round=row.id,
                seat=seat.id,
                outcome=Outcome.OPEN,
            )
        )
    await _keep_step(record, row.id, Step.DRAFT, "", None)
    after = {"kind": kind, "seats": sorted(set(wish.seats)), "since": since, "follows": follows}
    record.note(f"round:{row.id}", after=after)
    return await round_view(record.body, record.charter, row.id, record.today)


@deed
async def call_for_nominees(record: Record, found: UUID, wish: CallWish) -> RoundView:
    """Publish a round's call: its text and the days on which applications are taken."""
    require_days(wish.opens_on, wish.closes_on)
    if wish.closes_on < record.today:
        raise BadInputError({"closes_on": say("This day is over.")})
    await take_step(record, found, Step.CALL_OPEN)
    await engine().write(
        "UPDATE nomination_round SET text = $1, opens_on = $2, closes_on = $3 WHERE id = $4",
        wish.text,
        wish.opens_on,
        wish.closes_on,
        found,
    )
    record.note(f"round:{found}", after=msgspec.structs.asdict(wish))
    return await round_view(record.body, record.charter, found, record.today)


@deed
async def close_nominations(record: Record, found: UUID, wish: StepWish) -> RoundView:
    """Close a call whose closing day is over."""
    one = await get_round(record.body, found)
    if one.closes_on is not None and record.today <= one.closes_on:
        raise OutOfOrderError(say("The call is open until {day}.", day=one.closes_on))
    await take_step(record, found, Step.CALL_CLOSED, note=wish.note)
    return await round_view(record.body, record.charter, found, record.today)


@deed
async def begin_screening(record: Record, found: UUID, wish: StepWish) -> RoundView:
    """Begin to screen those who applied and agreed."""
    await take_step(record, found, Step.SCREENING, note=wish.note)
    return await round_view(record.body, record.charter, found, record.today)


async def take_step(
    record: Record, found: UUID, step: Step, *, note: str = "", paper: UUID | None = None
) -> Round:
    """Take the next step of a round within a deed of somebody in its committee."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    await require_untaken(record, found, step)
    require(may_take(step, at=one.step, settings=one.settings, rule=rule))
    await move(record, found, step, note=note, paper=paper)
    return one


async def move(
    record: Record, found: UUID, step: Step, *, note: str = "", paper: UUID | None = None
) -> None:
    """Keep within a deed that a round stands at a step."""
    await engine().write("UPDATE nomination_round SET step = $1 WHERE id = $2", step.value, found)
    await _keep_step(record, found, step, note, paper)
    record.note(f"round:{found}", after={"step": step})


async def _keep_step(
    record: Record, found: UUID, step: Step, note: str, paper: UUID | None
) -> None:
    await RoundStepRow.insert(
        RoundStepRow(
            id=uuid4(),
            body=record.body.id,
            round=found,
            step=step,
            at=record.at,
            by=record.actor.name,
            note=note,
            paper=paper,
        )
    )


async def _settings(record: Record, rule: NominationRule, wish: RoundWish, kind: Kind) -> Settings:
    """Return a round's settings: the initial process, with what the wish changes."""
    chosen = {each.id: each.chosen for each in record.charter.readings}
    reading = "embargo_initial" if kind is Kind.INITIAL else "embargo_later"
    usual = initial_settings(rule, Embargo(chosen[reading]))
    given = {
        name: value
        for name, value in msgspec.structs.asdict(wish.settings).items()
        if value is not None
    }
    return Settings(**{**asdict(usual), **given})


def require_days(opens_on: date | None, closes_on: date | None) -> None:
    if opens_on is not None and closes_on is not None and closes_on < opens_on:
        raise BadInputError({"closes_on": say("It cannot close before it opens.")})


def _round(row: Row) -> Round:
    known = {
        **row,
        "settings": msgspec.json.decode(row["settings"], type=Settings),
        "kind": Kind(row["kind"]),
        "step": Step(row["step"]),
    }
    return Round(**known)
