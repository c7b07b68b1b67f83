"""When must a member stand aside?"""

from __future__ import annotations

from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import RecusalRule
from governance.sentences import Sentence, say


class Relation(StrEnum):
    """What binds a member to a party, a witness or an outcome."""

    NONE = "none"
    PERSONAL = "personal"
    FAMILY = "family"
    BUSINESS = "business"
    FINANCIAL = "financial"
    OTHER = "other"

    @property
    def words(self) -> Sentence:
        match self:
            case Relation.NONE:
                return say("no relationship")
            case Relation.PERSONAL:
                return say("a personal relationship")
            case Relation.FAMILY:
                return say("a family relationship")
            case Relation.BUSINESS:
                return say("a business relationship")
            case Relation.FINANCIAL:
                return say("a gain or loss from the outcome")
            case Relation.OTHER:
                return say("another association")


def must_recuse(relation: Relation, rule: RecusalRule) -> Finding:
    """Find whether a member must disclose this and take no part; any relation is enough.

    Who is related is a fact that the member states: the rule asks no further how near it is.
    """
    if relation is Relation.NONE:
        return Finding(
            Answer.BROKEN, say("Without a relationship a member takes part."), rule.clause
        )
    return Finding(
        Answer.HOLDS,
        say(
            "{relation} is disclosed to the {office}, and the member takes no part.",
            relation=relation.words,
            office=rule.disclosed_to,
        ),
        rule.clause,
    )
