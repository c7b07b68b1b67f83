"""What becomes of what a body recommends: to whom it goes, and by when it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from governance.days import ClockRule


@dataclass(frozen=True, slots=True)
class RecommendationRule:
    """Who gets a recommendation, and who answers it by when; both clocks run from its sending."""

    clause: str
    answered_by: str
    sent_to: tuple[str, ...]
    sent_clause: str
    acknowledged: ClockRule
    answered: ClockRule
    timeline_clause: str
    outcome_clause: str
