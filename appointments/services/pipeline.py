"""Which applications are there, how far is each, and what comes next?"""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

import msgspec

from appointments.rules.applications import (
    NAMES,
    State,
    averages,
    may_move,
    may_score,
    steps_from,
    wrong_scores,
)
from appointments.rules.applications import Standing as Facts
from appointments.schemas.applications import (
    ApplicationLine,
    ApplicationView,
    Likely,
    Move,
    Score,
    ScoreWish,
    Standing,
    Step,
)
from appointments.services.applications import OWN
from appointments.services.calls import rules_of
from appointments.services.erasures import erase_on
from appointments.services.steps import step
from appointments.tables import ScoreRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import ApplicationQuestion, Charter, Rubric
from governance.clock import day_in
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.papers import get_paper, paper_content
from governance.services.people import folded

PAGE = 50
LINE = (
    "SELECT a.id, a.call, c.title, c.rubric, a.state, a.state_since, a.name, a.district, "
    "a.sent_at, a.erased_at FROM application a JOIN application_call c ON c.id = a.call "
    "WHERE a.body = $1 AND a.sent_at IS NOT NULL"
)
COUNT = (
    "SELECT a.state, count(*) AS number FROM application a "
    "WHERE a.body = $1 AND a.sent_at IS NOT NULL"
)
SCORE = "SELECT application, scored_by, scorer, scores, note, scored_at FROM application_score"


def sees_all(actor: Actor) -> bool:
    """Say whether somebody sees every application, or only what was forwarded."""
    return may(actor, "move_application")


async def list_applications(
    body: Body,
    *,
    everything: bool,
    call: UUID | None = None,
    state: State | None = None,
    page: int = 1,
) -> list[ApplicationLine]:
    """Return one page of the applications that were sent, the latest first."""
    which, args = _filter(everything=everything, call=call, state=state)
    rows = await engine().read(
        f"{LINE}{which} ORDER BY a.sent_at DESC, a.id "
        f"LIMIT ${len(args) + 2} OFFSET ${len(args) + 3}",
        body.id,
        *args,
        PAGE,
        (page - 1) * PAGE,
    )
    scores = await _scores_of([row["id"] for row in rows])
    return [_line(row, scores.get(row["id"], [])) for row in rows]


async def count_applications(
    body: Body, *, everything: bool, call: UUID | None = None
) -> dict[State, int]:
    """Return how many applications are in each state."""
    which, args = _filter(everything=everything, call=call)
    rows = await engine().read(
        f"{COUNT}{which} GROUP BY a.state",
        body.id,
        *args,
    )
    found = {row["state"]: int(row["number"]) for row in rows}
    return {state: found.get(state.value, 0) for state in State if state is not State.DRAFT}


async def get_application(
    body: Body, charter: Charter, application: UUID, actor: Actor
) -> ApplicationView:
    """Return one application with its steps and scores, as far as somebody may see them."""
    row = await application_row(body, application, everything=sees_all(actor))
    calls = await engine().read(
        "SELECT title, questions, rubric FROM application_call WHERE id = $1", row["call"]
    )
    call = calls[0]
    rubric = msgspec.json.decode(call["rubric"], type=Rubric)
    scores = [
        _score(each, actor) for each in (await _scores_of([application])).get(application, [])
    ]
    shown = scores
    if not sees_all(actor) and not any(each.own for each in scores):
        shown = []
    state = State(row["state"])
    standing = Facts(state, scored=len(scores), is_known=row["person"] is not None)
    return ApplicationView(
        id=row["id"],
        call=row["call"],
        call_title=call["title"],
        state=state,
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        place=row["place"],
        address=row["address"],
        district=row["district"],
        resident_since=row["resident_since"],
        answers=answers_of(row),
        questions=msgspec.json.decode(call["questions"], type=tuple[ApplicationQuestion, ...]),
        rubric=rubric,
        resume=await get_paper(body, row["resume"]) if row["resume"] else None,
        begun_at=row["begun_at"],
        sent_at=row["sent_at"],
        person=row["person"],
        likely=await _likely(body, row) if sees_all(actor) and not row["person"] else (),
        steps=await _steps(application),
        scores=tuple(shown),
        averages=_means(rubric, [each.scores for each in shown]),
        next_steps=steps_from(standing),
        erase_on=erase_on(
            state, row["state_since"], day_in(row["saved_at"], body.timezone), charter
        ),
        erased=row["erased_at"] is not None,
    )


def people_shown(found: ApplicationView) -> dict[UUID, tuple[UUID, ...]]:
    """Return the people about whom an application tells something private; no facts by id."""
    known = [found.person] if found.person else []
    return dict.fromkeys((*known, *(each.id for each in found.likely)), ())


async def resume_of(body: Body, application: UUID, actor: Actor) -> tuple[UUID, bytes]:
    """Return the file that came with an application."""
    row = await application_row(body, application, everything=sees_all(actor))
    if row["resume"] is None:
        raise NotFoundError(say("There is no such file here."))
    return row["resume"], await paper_content(body, row["resume"])


@deed
async def move_application(record: Record, application: UUID, wish: Move) -> Standing:
    """Take an application one step on, with a note for the file."""
    row = await application_row(record.body, application, everything=True)
    state = State(row["state"])
    if row["erased_at"] is not None:
        raise OutOfOrderError(say("This application was erased."))
    if state is not wish.seen:
        raise OutOfOrderError(
            say("Somebody was faster: this application is “{state}” now.", state=NAMES[state])
        )
    scored = (await _scores_of([application])).get(application, [])
    standing = Facts(state, scored=len(scored), is_known=row["person"] is not None)
    require(*may_move(standing, wish.to, rules_of(record.charter).clause, note=wish.note))
    await step(record, application, wish.to, record.actor.name or say("the clerk"), wish.note)
    return Standing(application=application, state=wish.to)


@deed
async def score_application(record: Record, application: UUID, wish: ScoreWish) -> Standing:
    """Keep what somebody scores, each alone; a second time replaces the first."""
    row = await application_row(record.body, application, everything=sees_all(record.actor))
    state = State(row["state"])
    require(may_score(state, rules_of(record.charter).clause))
    calls = await engine().read("SELECT rubric FROM application_call WHERE id = $1", row["call"])
    wrong = wrong_scores(msgspec.json.decode(calls[0]["rubric"], type=Rubric), wish.scores)
    if wrong:
        raise BadInputError({f"score_{name}": why for name, why in wrong.items()})
    scored_by = _scorer(record.actor)
    await engine().write(
        "DELETE FROM application_score WHERE application = $1 AND scored_by = $2",
        application,
        scored_by,
    )
    await ScoreRow.insert(
        ScoreRow(
            id=uuid4(),
            body=record.body.id,
            application=application,
            scored_by=scored_by,
            scorer=record.actor.name,
            scores=msgspec.json.encode(wish.scores).decode(),
            note=wish.note,
            scored_at=record.at,
        )
    )
    record.note(f"application:{application}", after={"scored": Private(msgspec.to_builtins(wish))})
    return Standing(application=application, state=state)


async def note_appointment(record: Record, person: UUID, seat: str, number: str) -> None:
    """Say of the applications of a person, within an appointment, that they led to a seat."""
    rows = await engine().read(
        "SELECT a.id, c.seats FROM application a JOIN application_call c ON c.id = a.call "
        "WHERE a.body = $1 AND a.person = $2 AND a.sent_at IS NOT NULL AND a.erased_at IS NULL "
        "AND a.state NOT IN ('appointed', 'withdrawn')",
        record.body.id,
        person,
    )
    for row in rows:
        seats = msgspec.json.decode(row["seats"], type=tuple[str, ...])
        if not seats or seat in seats:
            await step(record, row["id"], State.APPOINTED, record.actor.name, number)


def _filter(
    *, everything: bool, call: UUID | None = None, state: State | None = None
) -> tuple[str, list[object]]:
    """Return the conditions of a list after `$1`, and their values."""
    which, args = "", list[object]()
    if not everything:
        which += " AND a.forwarded_on IS NOT NULL"
    for column, value in (("call", call), ("state", state.value if state else None)):
        if value is not None:
            args.append(value)
            which += f" AND a.{column} = ${len(args) + 1}"
    return which, args


async def application_row(body: Body, application: UUID, *, everything: bool) -> Row:
    """Return what is kept of an application; with less than everything, only a forwarded one."""
    which = "" if everything else " AND forwarded_on IS NOT NULL"
    rows = await engine().read(
        f"{OWN} WHERE id = $1 AND body = $2 AND sent_at IS NOT NULL{which}", application, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such application here."))
    return rows[0]


async def _scores_of(applications: Sequence[UUID]) -> dict[UUID, list[Row]]:
    if not applications:
        return {}
    asked = ", ".join(f"${number}" for number in range(1, len(applications) + 1))
    rows = await engine().read(
        f"{SCORE} WHERE application IN ({asked}) ORDER BY scored_at, id",
        *applications,
    )
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row["application"], []).append(row)
    return found


async def _steps(application: UUID) -> tuple[Step, ...]:
    rows = await engine().read(
        "SELECT state, taken_at, taken_by, note FROM application_step WHERE application = $1 "
        "ORDER BY taken_at, id",
        application,
    )
    return tuple(Step(**{**row, "state": State(row["state"])}) for row in rows)


async def _likely(body: Body, row: Row) -> tuple[Likely, ...]:
    """Return the people of the same name or address."""
    email = row["folded_email"]
    rows = await engine().read(
        "SELECT id, name, email FROM person WHERE body = $1 "
        "AND (folded_name = $2 OR (lower(email) = $3 AND email <> '')) ORDER BY folded_name, id",
        body.id,
        folded(row["name"]),
        email,
    )
    return tuple(Likely(**each, same_email=each["email"].casefold() == email) for each in rows)


def _line(row: Row, scores: Collection[Row]) -> ApplicationLine:
    rubric = msgspec.json.decode(row["rubric"], type=Rubric)
    means = _means(rubric, [_numbers(each) for each in scores])
    return ApplicationLine(
        id=row["id"],
        call=row["call"],
        call_title=row["title"],
        state=State(row["state"]),
        state_since=row["state_since"],
        name=row["name"],
        district=row["district"],
        sent_at=row["sent_at"],
        scored=len(scores),
        average=means.get(""),
        erased=row["erased_at"] is not None,
    )


def _score(row: Row, actor: Actor) -> Score:
    return Score(
        scorer=row["scorer"],
        scores=_numbers(row),
        note=row["note"],
        scored_at=row["scored_at"],
        own=row["scored_by"] == _scorer(actor),
    )


def _scorer(actor: Actor) -> str:
    return str(actor.account or actor.name)


def _numbers(row: Row) -> dict[str, int]:
    return msgspec.json.decode(row["scores"], type=dict[str, int])


def _means(rubric: Rubric, given: Sequence[dict[str, int]]) -> dict[str, float]:
    means = averages(rubric, given)
    if not means:
        return {}
    whole = sum(means.values()) / len(means)
    return {name: round(float(mean), 2) for name, mean in {**means, "": whole}.items()}


def answers_of(row: Row) -> dict[str, str]:
    """Return the answers of an application by question; none once it was erased."""
    return msgspec.json.decode(row["answers"], type=dict[str, str]) if row["answers"] else {}
