"""Who is elected by single transferable vote?

The rules are those of the Scottish Local Government Elections Order 2007 (S.S.I. 2007 No. 42),
schedule 1, rules 45 to 52, with nothing left out: a whole quota; each surplus passes on from all of
a candidate's papers, at values cut to five decimals; then whoever has the fewest votes is
excluded. Who is level is parted by the latest earlier stage at which they were not, and by lot
where there is none. At the end of each stage rule 52 fills the last places, without a further
transfer; an exclusion and its transfer are one stage, as they are in the published counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elections.rules.stages import UNIT, Count, Kind, Stage, in_votes, named
from governance.charter.model import Method
from governance.sentences import Sentence, say, say_n

Papers = Counter[tuple[tuple[str, ...], int]]
"""How many papers say the same and have the same value."""


def quota(ballots: int, seats: int) -> int:
    """Return how many votes elect a candidate: more than would elect one too many (rule 46)."""
    return ballots // (seats + 1) + 1


def transfer_count(
    ballots: Iterable[Sequence[str]],
    candidates: Sequence[str],
    seats: int,
    lot: Sequence[str],
    names: Mapping[str, str],
) -> Count:
    """Count ballots that name candidates in order of preference.

    `lot` is the order of the draw: whoever is earlier in it passes on a surplus first, and whoever
    is later is excluded first.
    """
    all_cast = [tuple(each for each in ballot if each in candidates) for ballot in ballots]
    cast = [each for each in all_cast if each]
    count = _Counting(
        seats=seats,
        quota=quota(len(cast), seats) * UNIT,
        lot={each: place for place, each in enumerate(lot)},
        names=names,
        continuing=list(candidates),
        totals=dict.fromkeys(candidates, 0),
        papers={each: Counter() for each in candidates},
    )
    if cast or len(candidates) <= seats:
        count.run(cast)
    else:
        count.close(Kind.FIRST, "", [say("Nobody is elected without a ballot.")])
    return Count(
        method=Method.STV,
        seats=seats,
        ballots=len(cast),
        blank=len(all_cast) - len(cast),
        quota=count.quota // UNIT,
        stages=tuple(count.stages),
        elected=tuple(count.elected),
    )


@dataclass(slots=True, kw_only=True)
class _Counting:
    """A count on its way."""

    seats: int
    quota: int
    lot: Mapping[str, int]
    names: Mapping[str, str]
    continuing: list[str]
    totals: dict[str, int]
    papers: dict[str, Papers]
    elected: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    spent: int = 0
    cut: int = 0
    stages: list[Stage] = field(default_factory=list)

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    @property
    def can_be_filled(self) -> bool:
        """Say whether those who are left fill the last places (rule 52)."""
        return len(self.continuing) <= self.vacancies

    def run(self, cast: Sequence[tuple[str, ...]]) -> None:
        for ballot in cast:
            self.papers[ballot[0]][ballot, UNIT] += 1
            self.totals[ballot[0]] += UNIT
        said = say_n(
            "{count} ballot; {quota} votes elect a candidate.",
            "{count} ballots; {quota} votes elect a candidate.",
            len(cast),
            quota=in_votes(self.quota),
        )
        self.close(Kind.FIRST, "", [said])
        while self.vacancies and self.continuing:
            if self.waiting:
                self._pass_on_a_surplus()
            else:
                self._exclude()

    def _pass_on_a_surplus(self) -> None:
        """Pass on the largest surplus, each paper at its share of it (rules 48 and 49)."""
        most = max(self.totals[each] for each in self.waiting)
        level = [each for each in self.waiting if self.totals[each] == most]
        giver, how = self._parted(level, highest=True)
        self.waiting.remove(giver)
        total, surplus = self.totals[giver], self.totals[giver] - self.quota
        said = say(
            "{name} has {surplus} more than the quota; every paper passes on at its share of that.",
            name=self.names.get(giver, giver),
            surplus=in_votes(surplus),
        )
        passed = self._pass_on(giver, lambda value: surplus * value // total)
        self.cut += surplus - passed
        self.totals[giver] = self.quota
        self.close(Kind.SURPLUS, giver, [*how, said])

    def _exclude(self) -> None:
        """Exclude whoever has the fewest votes; the papers keep their values (rules 50 and 51)."""
        fewest = min(self.totals[each] for each in self.continuing)
        level = [each for each in self.continuing if self.totals[each] == fewest]
        loser, how = self._parted(level, highest=False)
        self.continuing.remove(loser)
        said = say(
            "{name} has the fewest votes and is excluded; the papers pass on as they came.",
            name=self.names.get(loser, loser),
        )
        self._pass_on(loser, lambda value: value)
        self.totals[loser] = 0
        self.close(Kind.EXCLUSION, loser, [*how, said])

    def _pass_on(self, giver: str, worth: Callable[[int], int]) -> int:
        """Pass papers on to the next candidate who is still in the count; return their value."""
        passed, papers = 0, self.papers[giver]
        self.papers[giver] = Counter()
        for (ballot, before), number in papers.items():
            value = worth(before)
            passed += value * number
            heir = next((each for each in ballot if each in self.continuing), None)
            if heir is None:
                self.spent += value * number
            else:
                self.papers[heir][ballot, value] += number
                self.totals[heir] += value * number
        return passed

    def close(self, kind: Kind, of: str, said: list[Sentence]) -> None:
        """End a stage: who has the quota is elected, and perhaps the last places are filled."""
        reached = self._in_order(each for each in self.continuing if self._has_quota(each))
        self._elect(reached, say("the quota"), said)
        self.waiting += [each for each in reached if self.totals[each] > self.quota]
        rest = self._in_order(self.continuing if self.can_be_filled else ())
        self._elect(rest, say("a place that is left"), said)
        self.stages.append(
            Stage(
                kind=kind,
                of=of,
                totals=dict(self.totals),
                spent=self.spent,
                cut=self.cut,
                elected=(*reached, *rest),
                excluded=(of,) if kind is Kind.EXCLUSION else (),
                said=tuple(said),
            )
        )

    def _has_quota(self, candidate: str) -> bool:
        return self.totals[candidate] >= self.quota

    def _in_order(self, candidates: Iterable[str]) -> list[str]:
        return sorted(candidates, key=lambda each: (-self.totals[each], self.lot[each]))

    def _elect(self, winners: Sequence[str], by: Sentence, said: list[Sentence]) -> None:
        for each in winners:
            self.continuing.remove(each)
            self.elected.append(each)
        names = named(winners, self.names)
        if len(winners) == 1:
            said.append(say("{name} has {what} and is elected.", name=names[0], what=by))
        elif winners:
            said.append(say("{names} have {what} and are elected.", names=names, what=by))

    def _parted(self, level: list[str], *, highest: bool) -> tuple[str, list[Sentence]]:
        """Return who of those who are level comes first, and what parted them."""
        if len(level) == 1:
            return level[0], []
        names, left = named(level, self.names), level
        for number in range(len(self.stages), 0, -1):
            totals = self.stages[number - 1].totals
            best = (max if highest else min)(totals[each] for each in left)
            left = [each for each in left if totals[each] == best]
            if len(left) == 1:
                earlier = say(
                    "{names} are level; stage {number} parts them.", names=names, number=number
                )
                return left[0], [earlier]
        chosen = (min if highest else max)(left, key=lambda each: self.lot[each])
        return chosen, [say("{names} are level; the draw decided.", names=names)]
