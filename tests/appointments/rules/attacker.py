"""Who has every release and knows the rules, but neither the answers nor the lot: what is left?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations, product

from appointments.rules.diversity import told

Table = Mapping[str, int | None]
Vector = tuple[int, ...]


def worlds(
    table: Table, options: Sequence[str], threshold: int, most: int, total: int | None = None
) -> frozenset[Vector]:
    """Return all counts under which this table could have been told, up to `most` for each option.

    With `total` the attacker also knows from elsewhere how many answered.
    """
    known = _all_worlds(tuple(options), threshold, most)
    found = known[tuple(table[option] for option in options)]
    return frozenset(each for each in found if total is None or sum(each) == total)


@cache
def _all_worlds(
    options: tuple[str, ...], threshold: int, most: int
) -> Mapping[tuple[int | None, ...], set[Vector]]:
    """Ask the rule itself for every count and every lot."""
    found: dict[tuple[int | None, ...], set[Vector]] = defaultdict(set)
    for vector in product(range(most + 1), repeat=len(options)):
        counts = dict(zip(options, vector, strict=True))
        for order in permutations(options):
            table = told(counts, order, threshold)
            found[tuple(table[option] for option in options)].add(vector)
    return found


def values(possible: frozenset[Vector], place: int) -> set[int]:
    """Return every number that the option in this place could have."""
    return {vector[place] for vector in possible}


def changes(before: frozenset[Vector], after: frozenset[Vector], place: int) -> set[int]:
    """Return every difference that the option in this place could have between two releases."""
    first, second = values(before, place), values(after, place)
    return {later - earlier for earlier in first for later in second}
