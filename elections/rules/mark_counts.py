"""Who is elected by block vote or approval: who is marked on the most ballots?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from elections.rules.stages import UNIT, Count, Kind, Stage, named
from governance.charter.model import Method
from governance.sentences import Sentence, say, say_n


def mark_count(
    ballots: Sequence[Sequence[str]],
    candidates: Sequence[str],
    method: Method,
    seats: int,
    lot: Sequence[str],
    names: Mapping[str, str],
) -> Count:
    """Count the marks; those with the most are elected, and the lot parts who is level."""
    cast = [set(each) & set(candidates) for each in ballots if each]
    marks = Counter(named_one for each in cast for named_one in each)
    place = {each: number for number, each in enumerate(lot)}
    order = sorted(candidates, key=lambda each: (-marks[each], place[each]))
    elected = tuple(order[:seats]) if cast or len(candidates) <= seats else ()
    stage = Stage(
        kind=Kind.FIRST,
        of="",
        totals={each: marks[each] * UNIT for each in candidates},
        spent=0,
        cut=0,
        elected=elected,
        excluded=(),
        said=_said(cast, order, elected, marks, names),
    )
    return Count(
        method=method,
        seats=seats,
        ballots=len(cast),
        blank=len(ballots) - len(cast),
        quota=None,
        stages=(stage,),
        elected=elected,
    )


def _said(
    cast: Sequence[object],
    order: Sequence[str],
    elected: Sequence[str],
    marks: Mapping[str, int],
    names: Mapping[str, str],
) -> tuple[Sentence, ...]:
    said = [say_n("{count} ballot was counted.", "{count} ballots were counted.", len(cast))]
    if not elected:
        return (*said, say("Nobody is elected without a ballot."))
    if len(order) > len(elected) and marks[order[len(elected)]] == marks[elected[-1]]:
        level = [each for each in order if marks[each] == marks[elected[-1]]]
        said.append(say("{names} are level, and the draw decided.", names=named(level, names)))
    if len(elected) == 1:
        return (*said, say("{names} is elected.", names=named(elected, names)))
    return (*said, say("{names} are elected.", names=named(elected, names)))
