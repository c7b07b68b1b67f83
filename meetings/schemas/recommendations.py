"""Recommendations and what became of them, as the doors show them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from meetings.rules.recommendations import Progress, Reply
from meetings.schemas.meetings import NO_NULS, Prose, Title

LongProse = Annotated[str, Meta(min_length=1, max_length=20_000, pattern=NO_NULS)]
Words = Annotated[str, Meta(max_length=4000, pattern=NO_NULS)]


class RecommendationWish(Struct, frozen=True, kw_only=True):
    """What is recommended; a draft until it is sent, and public from then on."""

    title: Title
    text: LongProse


class Sending(Struct, frozen=True, kw_only=True):
    """On which day a recommendation went out, to all whom the law names."""

    on: date


class Acknowledgement(Struct, frozen=True, kw_only=True):
    """On which day its receipt was acknowledged."""

    on: date


class ReplyWish(Struct, frozen=True, kw_only=True):
    """What was answered, why, when, and by when it is to be carried out."""

    reply: Reply
    reason: Prose
    on: date
    expected_on: date | None = None


class ProgressWish(Struct, frozen=True, kw_only=True):
    """What became of a recommendation, as far as the body knows."""

    progress: Progress
    words: Words = ""
    expected_on: date | None = None


class Recommendation(Struct, frozen=True, kw_only=True):
    """One recommendation with its clocks; the due days are rolled to business days."""

    id: UUID
    matter: UUID
    tracking: str
    title: str
    text: str
    sent_on: date | None
    acknowledge_by: date | None
    acknowledged_on: date | None
    answer_by: date | None
    answered_on: date | None
    reply: Reply | None
    reply_text: str
    expected_on: date | None
    progress: Progress
    progress_text: str
