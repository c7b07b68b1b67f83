"""What is still owed on recommendations: by whoever answers them, and by the body itself."""

from collections.abc import Iterator
from datetime import date

from governance.charter.model import Charter
from governance.days import Deadline
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say
from meetings.rules.recommendations import (
    acknowledgement_deadline,
    answer_deadline,
    lacks_outcome,
    lacks_timeline,
)
from meetings.schemas.recommendations import Recommendation
from meetings.services.recommendations import list_recommendations, rule_of, standing_of


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return acknowledgements, answers, timelines and outcomes that are still missing."""
    found = await list_recommendations(body, charter)
    return [item for each in found for item in _of_one(each, body, charter, on)]


def _of_one(each: Recommendation, body: Body, charter: Charter, on: date) -> Iterator[Due]:
    rule, standing, sent_on = rule_of(charter), standing_of(each), each.sent_on
    if sent_on is None or sent_on > on:
        return
    who = say("{name}", name=rule.answered_by)
    if each.acknowledged_on is None and each.answered_on is None:
        deadline = acknowledgement_deadline(sent_on, rule, charter.calendar)
        what = say("Acknowledge {number}: {title}", number=each.tracking, title=each.title)
        yield _due(body, each, on, what, who, deadline, "acknowledge_recommendation")
    if each.answered_on is None:
        deadline = answer_deadline(sent_on, rule, charter.calendar)
        what = say("Answer {number}: {title}", number=each.tracking, title=each.title)
        yield _due(body, each, on, what, who, deadline, "answer_recommendation")
    if lacks_timeline(standing):
        what = say("Say by when {number} is carried out", number=each.tracking)
        day, clause = each.answered_on or on, rule.timeline_clause
        yield _advice(body, each, on, what, who, day, clause)
    if lacks_outcome(standing, on):
        what = say("Publish whether {number} was carried out", number=each.tracking)
        day, clause = each.expected_on or on, rule.outcome_clause
        yield _advice(body, each, on, what, say("Chair"), day, clause)


def _due(
    body: Body,
    each: Recommendation,
    on: date,
    what: Sentence,
    who: Sentence,
    deadline: Deadline,
    needs: str,
) -> Due:
    return Due(
        what=what,
        who=who,
        clause=deadline.clause,
        day=deadline.rolled,
        raw=deadline.raw,
        on=on,
        href=_href(body, each),
        needs=needs,
        why_rolled=deadline.reason if deadline.raw != deadline.rolled else None,
    )


def _advice(
    body: Body,
    each: Recommendation,
    on: date,
    what: Sentence,
    who: Sentence,
    day: date,
    clause: str,
) -> Due:
    return Due(
        what=what,
        who=who,
        clause=clause,
        day=day,
        raw=day,
        on=on,
        href=_href(body, each),
        needs="follow_recommendation",
        advisory=True,
    )


def _href(body: Body, each: Recommendation) -> str:
    return f"/bodies/{body.slug}/recommendations/{each.id}"
