"""When must a member stand aside, and can the others still act?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Of, RecusalRule
from governance.sentences import Sentence, say, say_n


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A member stood aside, or took part again; the last entry of each member counts."""

    person: UUID
    takes_part: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a member stated: the party or matter to which something binds the member."""

    person: UUID
    party: str


def standing_aside(entries: Sequence[Entry]) -> frozenset[UUID]:
    """Return who takes no part, from the entries in order."""
    last = {each.person: each.takes_part for each in entries}
    return frozenset(person for person, takes_part in last.items() if not takes_part)


def is_named(party: str, texts: Iterable[str]) -> bool:
    """Say whether one of the texts names a party or matter: its words, whole and in order."""
    words = _words(party)
    return bool(words) and any(f" {words} " in f" {_words(text)} " for text in texts)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def to_be_asked(
    disclosed: Iterable[Disclosed], texts: Collection[str], answered: Collection[UUID]
) -> tuple[Disclosed, ...]:
    """Return the disclosures that a matter names and whose members have not said anything yet."""
    return tuple(
        each for each in disclosed if each.person not in answered and is_named(each.party, texts)
    )


def may_stay_silent(asked: Collection[Disclosed], rule: RecusalRule) -> Finding:
    """Find whether a member may vote without a word on what the member disclosed."""
    parties = tuple(each.party for each in asked)
    return Finding(
        Answer.of(not asked),
        say(
            "You disclosed something about {parties}; say first whether you stand aside.",
            parties=parties,
        ),
        rule.clause,
    )


def may_take_part_again(
    person: UUID, aside: Collection[UUID], asked: Collection[Disclosed], rule: RecusalRule
) -> Finding:
    """Find whether there is anything to take back, or a question to answer."""
    return Finding(
        Answer.of(person in aside or any(each.person == person for each in asked)),
        say("This member takes part already."),
        rule.clause,
    )


def can_act(
    members: Collection[UUID], aside: Collection[UUID], charter: Charter, motion_kind: str
) -> Finding:
    """Find whether enough members are left to carry a motion, if all of them came and agreed.

    Recusals lower no number. Where they are too many, counsel is asked: the rule of necessity
    is a matter of law, and of no count.
    """
    left, filled = len(set(members) - set(aside)), len(members)
    whole = {Of.SEATS: len(charter.seats), Of.FILLED: filled}
    deciding, beside = charter.tests_of(motion_kind)
    needed, clause = max(
        (
            (test.threshold.needed(whole.get(test.threshold.of, 0)), test.clause)
            for test in (deciding, *beside)
        ),
    )
    rule = charter.recusal
    reason = say_n(
        "{count} member is left to vote, fewer than the {needed} that {clause} asks for. "
        "Ask counsel whether necessity lets the recused take part.",
        "{count} members are left to vote, fewer than the {needed} that {clause} asks for. "
        "Ask counsel whether necessity lets the recused take part.",
        left,
        needed=needed,
        clause=clause,
    )
    clause = rule.way_out_clause or rule.clause
    return Finding(Answer.of(not aside or left >= needed), reason, clause)
