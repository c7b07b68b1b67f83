"""What the body recommends: drafted, sent and published at once, answered, followed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from piccolo.columns import Column

from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter, RecommendationRule
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.matters import tracking_number
from meetings.rules.recommendations import (
    Progress,
    Reply,
    Standing,
    acknowledgement_deadline,
    answer_deadline,
    may_be_noted,
    may_send,
)
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    Recommendation,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services.matters import open_matter_of
from meetings.tables import RecommendationRow

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

RECOMMENDATION = (
    "SELECT r.*, m.year, m.number AS matter_number FROM recommendation r "
    "JOIN matter m ON m.id = r.matter"
)

explain(
    {
        "recommendation_number": say("Somebody else drafted one just now; draft yours again."),
        "recommendation_stays_as_sent": say("What was sent stays as it was sent."),
    }
)


@deed
async def draft_recommendation(
    record: Record, matter_id: UUID, wish: RecommendationWish
) -> Recommendation:
    """Draft what the body recommends in a matter; only the Board's office reads a draft."""
    rule_of(record.charter)
    await open_matter_of(record, matter_id)
    rows = await engine().read(
        "SELECT coalesce(max(number), 0) + 1 AS next FROM recommendation WHERE matter = $1",
        matter_id,
    )
    drafted = uuid4()
    await RecommendationRow.insert(
        RecommendationRow(
            id=drafted,
            body=record.body.id,
            matter=matter_id,
            number=rows[0]["next"],
            title=wish.title,
            text=wish.text,
            drafted_at=record.at,
            sent_on=None,
            acknowledged_on=None,
            reply=None,
            reply_text="",
            answered_on=None,
            expected_on=None,
            progress=Progress.UNKNOWN,
            progress_text="",
        )
    )
    record.note(f"recommendation:{drafted}", after={"title": Private(wish.title)})
    return await get_recommendation(record.body, record.charter, drafted, drafts=True)


@deed
async def send_recommendation(
    record: Record, recommendation_id: UUID, wish: Sending
) -> Recommendation:
    """Keep that a recommendation went out; with that it is public, and stays as it is."""
    found = await _mine(record, recommendation_id)
    require(may_send(standing_of(found), wish.on, record.today, rule_of(record.charter)))
    await _set(record, recommendation_id, {"sent_on": wish.on})
    return await _mine(record, recommendation_id)


@deed
async def acknowledge_recommendation(
    record: Record, recommendation_id: UUID, wish: Acknowledgement
) -> Recommendation:
    """Keep that receipt was acknowledged."""
    found = await _mine(record, recommendation_id)
    require(may_be_noted(standing_of(found), wish.on, record.today, rule_of(record.charter)))
    if found.acknowledged_on is not None:
        raise OutOfOrderError(say("This was acknowledged on {on}.", on=found.acknowledged_on))
    await _set(record, recommendation_id, {"acknowledged_on": wish.on})
    return await _mine(record, recommendation_id)


@deed
async def answer_recommendation(
    record: Record, recommendation_id: UUID, wish: ReplyWish
) -> Recommendation:
    """Keep what was answered, and by when it is to be carried out."""
    found = await _mine(record, recommendation_id)
    require(may_be_noted(standing_of(found), wish.on, record.today, rule_of(record.charter)))
    answer = {
        "reply": wish.reply.value,
        "reply_text": wish.reason,
        "answered_on": wish.on,
        "expected_on": wish.expected_on,
    }
    await _set(record, recommendation_id, answer)
    return await _mine(record, recommendation_id)


@deed
async def follow_recommendation(
    record: Record, recommendation_id: UUID, wish: ProgressWish
) -> Recommendation:
    """Publish what became of a recommendation."""
    found = await _mine(record, recommendation_id)
    require(may_be_noted(standing_of(found), record.today, record.today, rule_of(record.charter)))
    progress = {
        "progress": wish.progress.value,
        "progress_text": wish.words,
        "expected_on": wish.expected_on or found.expected_on,
    }
    await _set(record, recommendation_id, progress)
    return await _mine(record, recommendation_id)


def rule_of(charter: Charter) -> RecommendationRule:
    """Return what the law says of recommendations."""
    if charter.recommendations is None:
        raise NotFoundError(say("The law of this body says nothing of recommendations."))
    return charter.recommendations


def standing_of(found: Recommendation) -> Standing:
    """Return how far a recommendation has come, as the rules ask it."""
    return Standing(
        sent_on=found.sent_on,
        acknowledged_on=found.acknowledged_on,
        answered_on=found.answered_on,
        reply=found.reply,
        expected_on=found.expected_on,
        progress=found.progress,
    )


def overdue_of(found: Recommendation, today: date) -> Sentence | None:
    """Say which answer is late on a day, if any."""
    if found.answered_on is None and found.answer_by is not None and found.answer_by < today:
        return say("The answer is late.")
    owed = found.acknowledged_on is None and found.answered_on is None
    if owed and found.acknowledge_by is not None and found.acknowledge_by < today:
        return say("The acknowledgement is late.")
    return None


async def get_recommendation(
    body: Body, charter: Charter, recommendation_id: UUID, *, drafts: bool = False
) -> Recommendation:
    """Return one recommendation; a draft only to whoever reads drafts."""
    rows = await _rows(body, drafts, " AND r.id = $3", recommendation_id)
    if not rows:
        raise NotFoundError(say("There is no such recommendation of this body."))
    return _view(rows[0], charter)


async def list_recommendations(
    body: Body, charter: Charter, *, matter: UUID | None = None, drafts: bool = False
) -> list[Recommendation]:
    """Return what was recommended, in one matter or all, the newest first."""
    if charter.recommendations is None:
        return []
    of = " AND r.matter = $3" if matter else ""
    rows = await _rows(body, drafts, of, *([matter] if matter else []))
    return [_view(row, charter) for row in rows]


async def _rows(body: Body, drafts: bool, where: str = "", *args: object) -> Sequence[Row]:
    return await engine().read(
        f"{RECOMMENDATION} WHERE r.body = $1 AND ($2 OR r.sent_on IS NOT NULL){where} "
        "ORDER BY m.year DESC, m.number DESC, r.number",
        body.id,
        drafts,
        *args,
    )


async def _mine(record: Record, recommendation_id: UUID) -> Recommendation:
    return await get_recommendation(record.body, record.charter, recommendation_id, drafts=True)


async def _set(record: Record, recommendation_id: UUID, values: Mapping[str, Any]) -> None:
    columns: dict[Column | str, Any] = {name: values[name] for name in values}
    await RecommendationRow.update(columns).where(RecommendationRow.id == recommendation_id)
    record.note(f"recommendation:{recommendation_id}", after=values)


def _view(row: Row, charter: Charter) -> Recommendation:
    rule, sent_on, calendar = rule_of(charter), row["sent_on"], charter.calendar
    receipt = acknowledgement_deadline(sent_on, rule, calendar).rolled if sent_on else None
    number = tracking_number(row["year"], row["matter_number"])
    return Recommendation(
        id=row["id"],
        matter=row["matter"],
        tracking=f"{number}/{row['number']}",
        title=row["title"],
        text=row["text"],
        sent_on=sent_on,
        acknowledge_by=receipt,
        acknowledged_on=row["acknowledged_on"],
        answer_by=answer_deadline(sent_on, rule, calendar).rolled if sent_on else None,
        answered_on=row["answered_on"],
        reply=Reply(row["reply"]) if row["reply"] else None,
        reply_text=row["reply_text"],
        expected_on=row["expected_on"],
        progress=Progress(row["progress"]),
        progress_text=row["progress_text"],
    )
