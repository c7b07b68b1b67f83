"""What is told of those who sit or applied, taken together? (18-4D)"""

import hashlib
import json
import secrets
from datetime import date
from uuid import uuid4

import msgspec

from appointments.rules.diversity import State, is_time_for_release, may_recount, told
from appointments.schemas.diversity import (
    DiversityRelease,
    Figure,
    FigureTable,
    OptionView,
    QuestionView,
)
from appointments.services.answers import asked
from appointments.tables import DiversityReleaseRow
from governance.charter.findings import require
from governance.charter.model import Charter, Diversity, Question
from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain({"diversity_release_once": say("These figures were just released.")})

RELEASE = "SELECT number, released_on, tables FROM diversity_release WHERE body = $1"


def questions_of(charter: Charter) -> list[QuestionView]:
    """Return what is asked, with the options."""
    return [
        QuestionView(
            id=each.id,
            name=each.name,
            text=each.text,
            options=tuple(OptionView(id=option.id, text=option.text) for option in each.options),
        )
        for each in asked(charter).questions
    ]


async def list_releases(body: Body) -> list[DiversityRelease]:
    """Return every release, the latest first."""
    rows = await engine().read(f"{RELEASE} ORDER BY number DESC", body.id)
    return [_release(row) for row in rows]


async def get_release(body: Body, number: int) -> DiversityRelease:
    """Return one release."""
    rows = await engine().read(f"{RELEASE} AND number = $2", body.id, number)
    if not rows:
        raise NotFoundError(say("There is no such release."))
    return _release(rows[0])


@deed
async def release_diversity(record: Record) -> DiversityRelease:
    """Tell the figures anew; a question of which too few answers differ keeps those it had."""
    rule = asked(record.charter)
    earlier = await list_releases(record.body)
    last = earlier[0] if earlier else None
    require(
        is_time_for_release(
            last.released_on if last else None, record.today, rule, record.charter.calendar
        )
    )
    await _forget_old(record, rule)
    kept = {each.question: each for each in last.tables} if last else {}
    tables = tuple(
        [await _table(record.body, rule, each, kept.get(each.id)) for each in rule.questions]
    )
    release = DiversityRelease(
        number=last.number + 1 if last else 1, released_on=record.today, tables=tables
    )
    text = msgspec.json.encode(tables).decode()
    await DiversityReleaseRow.insert(
        DiversityReleaseRow(
            id=uuid4(),
            body=record.body.id,
            number=release.number,
            released_on=record.today,
            tables=text,
        )
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    record.note(f"diversity_release:{release.number}", after={"digest": digest})
    return release


async def next_release(body: Body, charter: Charter) -> date | None:
    """Return from which day on the figures can be told anew; None before the first release."""
    rows = await engine().read(
        "SELECT max(released_on) AS last FROM diversity_release WHERE body = $1", body.id
    )
    last = rows[0]["last"]
    if last is None or charter.diversity is None:
        return None
    last = date.fromisoformat(last) if isinstance(last, str) else last
    return charter.calendar.deadline(last, charter.diversity.apart).raw


async def _table(
    body: Body, rule: Diversity, question: Question, before: FigureTable | None
) -> FigureTable:
    """Return a question's figures: counted anew, or those it had."""
    options = {each.id: each.text for each in question.options}
    rows = await engine().read(
        "SELECT count(*) AS number FROM diversity_answer "
        "WHERE body = $1 AND question = $2 AND state <> $3",
        body.id,
        question.id,
        State.COUNTED.value,
    )
    if not may_recount(rows[0]["number"], rule):
        return before or _shown(rule, question, dict.fromkeys(options))
    await engine().write(
        "DELETE FROM diversity_answer WHERE body = $1 AND question = $2 AND state = $3",
        body.id,
        question.id,
        State.GONE.value,
    )
    counted = await engine().write(
        "UPDATE diversity_answer SET state = $1 WHERE body = $2 AND question = $3 RETURNING choice",
        State.COUNTED.value,
        body.id,
        question.id,
    )
    counts = dict.fromkeys(options, 0)
    for row in counted:
        if row["choice"] in counts:
            counts[row["choice"]] += 1
    companions = await _companions(body, question)
    return _shown(rule, question, told(counts, companions, rule.threshold))


def _shown(rule: Diversity, question: Question, steps: dict[str, int | None]) -> FigureTable:
    figures = []
    for option in question.options:
        least = steps.get(option.id)
        most = None if least is None else least + rule.threshold - 1
        figures.append(Figure(option=option.id, text=option.text, at_least=least, at_most=most))
    return FigureTable(question=question.id, name=question.name, figures=tuple(figures))


async def _companions(body: Body, question: Question) -> list[str]:
    """Return the order in which options are kept back with others; drawn by lot the first time."""
    rows = await engine().read(
        "SELECT companions FROM diversity_order WHERE body = $1 AND question = $2",
        body.id,
        question.id,
    )
    options = [each.id for each in question.options]
    known = [each for each in json.loads(rows[0]["companions"]) if each in options] if rows else []
    new = [each for each in options if each not in known]
    if not new:
        return known
    drawn = [*known, *secrets.SystemRandom().sample(new, len(new))]
    await engine().write(
        "INSERT INTO diversity_order (id, body, question, companions) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (body, question) DO UPDATE SET companions = excluded.companions",
        uuid4(),
        body.id,
        question.id,
        json.dumps(drawn),
    )
    return drawn


async def _forget_old(record: Record, rule: Diversity) -> None:
    """Forget answers older than the charter keeps them; they leave the next count."""
    oldest = record.today.year - rule.kept_years
    await engine().write(
        "DELETE FROM diversity_giver WHERE body = $1 AND year < $2", record.body.id, oldest
    )
    await engine().write(
        "DELETE FROM diversity_answer WHERE body = $1 AND year < $2 AND state = $3",
        record.body.id,
        oldest,
        State.NEW.value,
    )
    await engine().write(
        "UPDATE diversity_answer SET choice = '', state = $1 WHERE body = $2 AND year < $3",
        State.GONE.value,
        record.body.id,
        oldest,
    )


def _release(row: Row) -> DiversityRelease:
    tables = msgspec.json.decode(row["tables"], type=tuple[FigureTable, ...])
    return DiversityRelease(number=row["number"], released_on=row["released_on"], tables=tables)
