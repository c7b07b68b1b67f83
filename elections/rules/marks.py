"""Is a ballot filled in so that it can be counted, and what does it say?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from governance.charter.findings import Answer, Finding
from governance.charter.model import Method
from governance.sentences import say, say_n


def is_countable(
    marks: Mapping[str, int],
    candidates: Collection[str],
    method: Method,
    seats: int,
    clause: str,
    *,
    blank: bool = False,
) -> tuple[Finding, ...]:
    """Find whether marks make a ballot; `marks` gives each marked candidate a number.

    Where candidates are ranked the numbers are 1, 2, 3 and so on, none twice and none left out;
    elsewhere a number is only a mark. A ballot without any mark is cast only when it says so.
    """
    known = Answer.of(all(each in candidates for each in marks))
    unknown = Finding(known, say("Somebody on this ballot does not stand."), clause)
    if blank or not marks:
        empty = Finding(
            Answer.of(blank and not marks),
            say("Mark somebody, or say that the ballot is blank; a blank one has no mark."),
            clause,
        )
        return (unknown, empty)
    match method:
        case Method.STV:
            return (unknown, *_ranked(marks.values(), clause))
        case Method.BLOCK:
            return (unknown, _not_overfull(len(marks), seats, clause))
        case Method.APPROVAL:
            return (unknown,)


def choices(marks: Mapping[str, int], method: Method) -> tuple[str, ...]:
    """Return whom a ballot names: by preference where they are ranked, else in any fixed order."""
    if method is Method.STV:
        return tuple(sorted(marks, key=lambda each: marks[each]))
    return tuple(sorted(marks))


def _ranked(numbers: Iterable[int], clause: str) -> tuple[Finding, ...]:
    used = Counter(numbers)
    twice = sorted(number for number, times in used.items() if times > 1)
    last = max(used)
    missing = sorted(set(range(1, min(last, sum(used.values()) + 1))) - set(used))
    equal = Finding(
        Answer.of(not twice),
        say(
            "Several candidates have the number {numbers}; each number is used once.",
            numbers=tuple(twice),
        ),
        clause,
    )
    gap = Finding(
        Answer.of(not missing and min(used) == 1),
        say(
            "The numbers begin with 1 and leave none out; there is no {numbers}.",
            numbers=tuple(missing) or 1,
        ),
        clause,
    )
    return (equal, gap)


def _not_overfull(marked: int, seats: int, clause: str) -> Finding:
    reason = say_n(
        "{marked} candidates are marked; {count} can be.",
        "{marked} candidates are marked; at most {count} can be.",
        seats,
        marked=marked,
    )
    return Finding(Answer.of(marked <= seats), reason, clause)
