"""Does the record of seats, as a whole, keep what must always hold? Each break is a finding.

A deed is judged before it is done; this judges what stands written, whoever wrote it and however
it came there: by a deed, by a correction, by a new version of the law, by an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from appointments.rules.legislation import Legislation, is_carried
from appointments.rules.terms import Version, term_grid
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Seat
from governance.days import Span
from governance.sentences import Sentence, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An appointment as it stands written, with its act and the days of service."""

    appointment: UUID
    seat: str
    person: UUID
    name: str
    appointed_on: date
    introduced_on: date
    act: Legislation
    term: Span | None
    span: Span | None
    notice_sent_on: date | None = None
    oath_taken_on: date | None = None
    oath_filed_on: date | None = None


def one_at_a_time(held: Iterable[Held], seats: Mapping[str, Seat]) -> Iterator[Finding]:
    """Find where two people sit in a seat, or somebody in two seats, on the same day."""
    served = [each for each in held if each.span is not None and each.span.days != 0]
    for earlier, later in _overlaps(served, lambda each: each.seat):
        seat = seats[later.seat]
        yield _broken(
            say(
                "{later} cannot sit in {seat} from {day}: {earlier} sits there then.",
                later=later.name,
                seat=seat.name,
                day=_since(later),
                earlier=earlier.name,
            ),
            seat.clause,
        )
    for _, later in _overlaps(served, lambda each: each.person):
        yield _broken(
            say("{name} would be a member twice from {day}.", name=later.name, day=_since(later)),
            seats[later.seat].clause,
        )


def by_a_carried_act(held: Iterable[Held], laws: Mapping[UUID, Charter]) -> Iterator[Finding]:
    """Find who was appointed without, or before, a carried act; `laws` by appointment."""
    for each in held:
        rule = laws[each.appointment].legislation
        found = is_carried(each.act, rule, on=each.appointed_on)
        if found.blocks:
            yield found
        if each.act.voted_on is not None and each.act.voted_on < each.introduced_on:
            reason = say(
                "{number} was introduced on {introduced}, after its vote on {voted}.",
                number=each.act.number,
                introduced=each.introduced_on,
                voted=each.act.voted_on,
            )
            yield _broken(reason, rule.clause)
        if each.span is not None and each.span.days != 0 and each.span.since < each.appointed_on:
            reason = say(
                "{name} would sit from {since}, before {number} appointed them on {day}.",
                name=each.name,
                since=each.span.since,
                number=each.act.number,
                day=each.appointed_on,
            )
            yield _broken(reason, rule.clause)


def sworn_in_order(held: Iterable[Held], laws: Mapping[UUID, Charter]) -> Iterator[Finding]:
    """Find notices and oaths that come before what they follow."""
    for each in held:
        rule = laws[each.appointment].oath
        days = (
            (each.notice_sent_on, each.appointed_on, say("notice")),
            (each.oath_taken_on, each.appointed_on, say("oath")),
            (each.oath_filed_on, each.oath_taken_on, say("filing of the oath")),
        )
        for day, earliest, what in days:
            if day is not None and earliest is not None and day < earliest:
                reason = say(
                    "The {what} of {name} on {day} would come before {earliest}.",
                    what=what,
                    name=each.name,
                    day=day,
                    earliest=earliest,
                )
                yield _broken(reason, rule.clause)


def on_the_grid(
    held: Iterable[Held],
    laws: Mapping[UUID, Charter],
    versions: Sequence[Version],
    *,
    initial: Span | None,
    grid_since: date | None,
) -> Iterator[Finding]:
    """Find terms that do not end where their seat's own grid does.

    A term may lie on the grid of the law of its appointment's day, or on that of all versions.
    """
    for each in held:
        if each.term is None or each.term.until is None:
            continue
        ends = {initial.until} if initial is not None else set()
        known = [version for version in versions if version.since <= each.appointed_on]
        for law in (versions, known or versions[:1]):
            if grid_since is not None:
                grid = term_grid(each.seat, law, since=grid_since, until=each.term.until)
                ends |= {term.until for term in grid if term.since <= each.term.since}
        terms = laws[each.appointment].terms
        if each.term.until not in ends:
            reason = say(
                "The term of {name} would end on {last}, where no term of the seat ends.",
                name=each.name,
                last=each.term.last or each.term.since,
            )
            yield _broken(reason, terms.remainder_clause)


def _overlaps(held: Sequence[Held], key: Callable[[Held], Hashable]) -> Iterator[tuple[Held, Held]]:
    by_key: dict[Hashable, list[Held]] = defaultdict(list)
    for each in sorted(held, key=_since):
        by_key[key(each)].append(each)
    for those in by_key.values():
        for earlier, later in pairwise(those):
            if _meet(earlier.span, later.span):
                yield earlier, later


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.overlaps(other)


def _since(each: Held) -> date:
    return each.span.since if each.span is not None else date.max


def _broken(reason: Sentence, clause: str) -> Finding:
    return Finding(Answer.BROKEN, reason, clause)
