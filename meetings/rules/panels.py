"""Who sits on the next panel, and why they and not the others?

The rotation is a line: whoever is chosen goes to its end, all those of one choice in the order in
which they stood. A choice takes those who stand first, as far as the mix of authorities allows.
Whoever cannot sit keeps their place in the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, PanelRule
from governance.errors import NotFoundError
from governance.sentences import Sentence, say, say_n


class Leaving(StrEnum):
    """Why a member of a panel no longer sits on it."""

    OFFICE = "office"
    CONFLICT = "conflict"
    ABSENCE = "absence"
    OTHER = "other"

    @property
    def words(self) -> Sentence:
        match self:
            case Leaving.OFFICE:
                return say("left the Board")
            case Leaving.CONFLICT:
                return say("stands aside")
            case Leaving.ABSENCE:
                return say("cannot come")
            case Leaving.OTHER:
                return say("another reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """A member in office as the rotation sees one: `place` is that of the seat in the charter.

    `entered` is after how many choices the member came into office; `turns` are the numbers of
    the choices in which the member was taken and stayed. `bars` is what keeps the member away.
    """

    person: UUID
    name: str
    authority: str
    place: int
    entered: int = 0
    turns: tuple[int, ...] = ()
    bars: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a choice says of one member, and why."""

    person: UUID
    name: str
    taken: bool
    reason: Sentence
    clause: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a choice took, in the order of the line; where nobody lawful is left, why."""

    lines: tuple[Line, ...]
    refused: tuple[Finding, ...] = ()

    @property
    def taken(self) -> tuple[UUID, ...]:
        return tuple(each.person for each in self.lines if each.taken)


def panel_rule(charter: Charter) -> PanelRule:
    """Return how this body makes up its panels."""
    if charter.panels is None:
        raise NotFoundError(say("This body has no panels."))
    return charter.panels


def panels_are_in_force(charter: Charter) -> Finding:
    """Find whether panels are made at all; one setting of the charter says so."""
    rule = panel_rule(charter)
    why = say("No hearing panels are made. {why}", why=rule.stopped_by)
    return Finding(Answer.of(rule.in_force), why, rule.clause)


def rotation(sitters: Iterable[Sitter], charter: Charter) -> tuple[Sitter, ...]:
    """Return the members in the order in which they come up: who waited longest comes first.

    Whoever comes into office stands behind those chosen before. Of members whose past is the
    same the two kinds of members alternate, each kind in the order of its seats.
    """
    known = sorted(sitters, key=lambda each: (each.place, each.person))
    spread = _alternating(known, panel_rule(charter).authority)
    return tuple(sorted(known, key=lambda each: (_waited_since(each), spread[each.person])))


def _waited_since(sitter: Sitter) -> tuple[tuple[int, bool], ...]:
    """Return what moved a member in the line, the latest first: turns, before them the entry.

    Two who were chosen together are told apart by what was before that.
    """
    turns = sorted(sitter.turns, reverse=True)
    return (*((number, False) for number in turns), (sitter.entered, True))


def _alternating(sitters: Sequence[Sitter], authority: str) -> Mapping[UUID, int]:
    """Return a place for each, with those of the authority spread evenly among the others."""
    named = [each.person for each in sitters if each.authority == authority]
    others = [each.person for each in sitters if each.authority != authority]
    whole, part = len(sitters), len(named)
    queues = {True: iter(named), False: iter(others)}
    turns = [(slot + 1) * part // whole > slot * part // whole for slot in range(whole)]
    return {next(queues[is_named]): slot for slot, is_named in enumerate(turns)}


def drawn(sitters: Iterable[Sitter], charter: Charter) -> Choice:
    """Choose a whole panel of those who stand first, as far as the mix allows."""
    return _chosen(rotation(sitters, charter), _Room(charter), {})


def redrawn(
    sitters: Iterable[Sitter], sitting: Mapping[UUID, str], leaving: str, charter: Charter
) -> Choice:
    """Choose for the empty place of a panel; those who sit on it stay.

    `sitting` tells their authorities, `leaving` that of whoever left. Somebody of the same kind
    follows; only where there is none, of the other kind, as far as the mix stays lawful.
    """
    line = rotation(sitters, charter)
    wanted = leaving == panel_rule(charter).authority
    alike = _chosen(line, _Room(charter, alike=wanted), sitting)
    return _chosen(line, _Room(charter), sitting) if alike.refused else alike


@dataclass(slots=True)
class _Room:
    """What places a panel still has; `alike` keeps them for one kind of members."""

    charter: Charter
    alike: bool | None = None
    named: int = 0
    others: int = 0

    @property
    def rule(self) -> PanelRule:
        return panel_rule(self.charter)

    @property
    def authority(self) -> str:
        return self.charter.authority(self.rule.authority).name

    @property
    def empty(self) -> int:
        return self.rule.size - self.named - self.others

    def take(self, authority: str) -> None:
        if authority == self.rule.authority:
            self.named += 1
        else:
            self.others += 1

    def refusal(self, sitter: Sitter) -> tuple[Sentence, str] | None:
        """Say why the panel has no place for somebody who could sit."""
        rule, is_named = self.rule, sitter.authority == self.rule.authority
        if not self.empty:
            before = say("Others were before {name} in the rotation.", name=sitter.name)
            return before, rule.rotation_clause
        if self.alike is not None and is_named is not self.alike:
            return say("The place goes to the same kind of member as before."), rule.clause
        if is_named and self.named >= rule.most:
            return _enough(rule.most, self.authority), rule.clause
        if not is_named and self.others >= rule.size - rule.least:
            return _kept_free(rule.least, self.authority), rule.clause
        return None

    def findings(self, authorities: Sequence[str]) -> tuple[Finding, ...]:
        """Say why no lawful panel could be made up; these are of whoever sits or could sit."""
        if not self.empty:
            return ()
        rule = self.rule
        named = sum(each == rule.authority for each in authorities)
        others = len(authorities) - named
        reasons = []
        if len(authorities) < rule.size:
            reasons.append(_too_few(len(authorities), rule.size))
        if named < rule.least:
            reasons.append(_none_of(named, rule.least, self.authority))
        if others < rule.size - rule.most:
            reasons.append(_too_many_of(others, rule.size - rule.most, self.authority))
        if not reasons:
            reasons.append(say("Nobody of the same kind of member can take the place."))
        return tuple(Finding(Answer.BROKEN, each, rule.clause) for each in reasons)


def _chosen(line: Sequence[Sitter], room: _Room, sitting: Mapping[UUID, str]) -> Choice:
    for authority in sitting.values():
        room.take(authority)
    lines, able = [], list(sitting.values())
    for each in line:
        if each.person in sitting:
            continue
        why_not = _barred(each) or room.refusal(each)
        if why_not is None:
            room.take(each.authority)
        if not each.bars:
            able.append(each.authority)
        reason, clause = why_not or (_came_up(each), room.rule.rotation_clause)
        lines.append(
            Line(
                person=each.person,
                name=each.name,
                taken=why_not is None,
                reason=reason,
                clause=clause,
            )
        )
    return Choice(tuple(lines), room.findings(able))


def _barred(sitter: Sitter) -> tuple[Sentence, str] | None:
    return next(((each.reason, each.clause) for each in sitter.bars), None)


def _came_up(sitter: Sitter) -> Sentence:
    if not sitter.turns:
        return say("{name} came up, and has not been on a panel before.", name=sitter.name)
    return say_n(
        "{name} came up, after {count} panel before.",
        "{name} came up, after {count} panels before.",
        len(sitter.turns),
        name=sitter.name,
    )


def _enough(most: int, authority: str) -> Sentence:
    return say_n(
        "A panel has no more than {count} member designated by {authority}.",
        "A panel has no more than {count} members designated by {authority}.",
        most,
        authority=authority,
    )


def _kept_free(least: int, authority: str) -> Sentence:
    return say_n(
        "The last place is kept for a member designated by {authority}.",
        "The last {count} places are kept for members designated by {authority}.",
        least,
        authority=authority,
    )


def _too_few(able: int, size: int) -> Sentence:
    return say_n(
        "{count} member can sit, and a panel has {size}.",
        "{count} members can sit, and a panel has {size}.",
        able,
        size=size,
    )


def _none_of(named: int, least: int, authority: str) -> Sentence:
    return say_n(
        "{count} member designated by {authority} can sit, and a panel needs at least {least}.",
        "{count} members designated by {authority} can sit, and a panel needs at least {least}.",
        named,
        authority=authority,
        least=least,
    )


def _too_many_of(others: int, needed: int, authority: str) -> Sentence:
    return say_n(
        "{count} member whom {authority} did not designate can sit, "
        "and a panel needs at least {needed}.",
        "{count} members whom {authority} did not designate can sit, "
        "and a panel needs at least {needed}.",
        others,
        authority=authority,
        needed=needed,
    )


def panel_chair(named: Mapping[UUID, UUID | None]) -> UUID | None:
    """Return the chair whom more than half of a panel name, of themselves; nobody else has a say.

    `named` holds for each member of the panel whom that member names.
    """
    votes = Counter(each for each in named.values() if each in named)
    for person, count in votes.items():
        if person is not None and 2 * count > len(named):
            return person
    return None
