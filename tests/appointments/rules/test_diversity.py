"""18-4D: the figures of all together tell of nobody."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appointments.rules.diversity import (
    State,
    is_time_for_release,
    may_recount,
    state_after,
    told,
)
from governance.charter.load import load_bundled
from tests.appointments.rules.attacker import Table, changes, values, worlds

CHARTER = load_bundled("rochester-pab")
RULE = CHARTER.diversity
assert RULE is not None
K = 3
"""The least threshold that a charter may set: what holds for it holds more easily for others."""
SMALL = replace(RULE, threshold=K, changes=K)
OPTIONS = ("a", "b", "c")
MOST = 20

lots = st.permutations(OPTIONS)


@pytest.mark.parametrize(
    ("counts", "table"),
    [
        ({"a": 5, "b": 9}, {"a": 5, "b": 5}),
        ({"a": 10, "b": 14}, {"a": 10, "b": 10}),
        ({"a": 4, "b": 14}, {"a": None, "b": None}),  # one alone would be computed from the whole
        ({"a": 4, "b": 1, "c": 14}, {"a": None, "b": None, "c": 10}),
        ({"a": 4, "b": 0, "c": 14}, {"a": None, "b": None, "c": None}),  # the two come to four
        ({}, {"a": None, "b": None}),
    ],
)
def test_figures_are_told_in_steps_and_kept_back_below(
    counts: dict[str, int], table: Table
) -> None:
    assert told(counts, sorted(table), 5) == table


@given(
    vector=st.tuples(*[st.integers(0, MOST) for _ in OPTIONS]).filter(lambda v: 0 < sum(v) <= MOST),
    lot=lots,
)
@settings(deadline=None)
def test_who_knows_the_rule_and_the_whole_cannot_compute_what_is_kept_back(
    vector: tuple[int, ...], lot: list[str]
) -> None:
    table = told(dict(zip(OPTIONS, vector, strict=True)), lot, K)
    possible = worlds(table, OPTIONS, K, MOST, total=sum(vector))
    assert vector in possible
    for place, option in enumerate(OPTIONS):
        if table[option] is None:
            could_be = values(possible, place)
            assert len(could_be) > min(K, sum(vector)), (table, could_be)
            assert vector[place] >= K or len(could_be) > 1


@dataclass
class Ledger:
    """One question through the years: what each giver says, and what was released."""

    lot: list[str]
    said: dict[int, tuple[str, State]] = field(default_factory=dict)
    table: Table = field(default_factory=lambda: dict.fromkeys(OPTIONS))
    counted: dict[int, str] = field(default_factory=dict)
    released: list[tuple[Table, dict[int, str]]] = field(default_factory=list)

    def say(self, giver: int, choice: str) -> None:
        before, state = self.said.get(giver, ("", None))
        after = state_after(state, before, choice)
        if after is None:
            self.said.pop(giver, None)
        else:
            self.said[giver] = (choice, after)

    def now(self) -> dict[int, str]:
        return {giver: choice for giver, (choice, _) in self.said.items() if choice}

    def release(self) -> None:
        changed = [giver for giver, (_, state) in self.said.items() if state is not State.COUNTED]
        if may_recount(len(changed), SMALL):
            self.said = {giver: (each, State.COUNTED) for giver, each in self.now().items()}
            self.table, self.counted = told(self.counts(), self.lot, K), self.now()
        self.released.append((self.table, self.counted))

    def counts(self) -> dict[str, int]:
        held = list(self.now().values())
        return {option: held.count(option) for option in OPTIONS}


acts = st.lists(
    st.one_of(st.tuples(st.integers(0, MOST - 1), st.sampled_from(["", *OPTIONS])), st.just(None)),
    max_size=120,
)


@given(acts=acts, lot=lots)
@settings(deadline=None, max_examples=150)
def test_all_releases_together_tell_neither_a_small_number_nor_one_person_s_change(
    acts: list[tuple[int, str] | None], lot: list[str]
) -> None:
    ledger = Ledger(lot)
    for act in [*acts, None]:
        if act is None:
            ledger.release()
        else:
            ledger.say(*act)
    seen = [worlds(table, OPTIONS, K, MOST + K) for table, _ in ledger.released]
    for number, (_, counted) in enumerate(ledger.released):
        for place, option in enumerate(OPTIONS):
            could_be = values(seen[number], place)
            true = list(counted.values()).count(option)
            assert true in could_be
            assert true >= K or len(could_be) > 1
            for earlier in range(number):
                assert len(changes(seen[earlier], seen[number], place)) > 1


@given(acts=acts, lot=lots)
@settings(deadline=None)
def test_a_question_is_counted_anew_only_after_enough_people_touched_their_answers(
    acts: list[tuple[int, str] | None], lot: list[str]
) -> None:
    ledger, touched = Ledger(lot), set[int]()
    for act in [*acts, None]:
        if act is not None:
            touched.add(act[0])
            ledger.say(*act)
            continue
        before = ledger.counted
        ledger.release()
        if ledger.counted is not before:
            assert len(touched) >= K
            touched.clear()


def test_one_person_s_many_changes_are_one() -> None:
    state = state_after(State.COUNTED, "a", "b")
    for choice in ("a", "b", "", "a", "c", ""):
        state = state_after(state, "b", choice)
        assert state in (State.CHANGED, State.GONE)
    assert state_after(None, "", "") is None
    assert state_after(State.NEW, "a", "") is None  # never counted, so forgotten at once
    assert state_after(State.COUNTED, "a", "a") is State.COUNTED


def test_releases_lie_apart_whatever_was_answered() -> None:
    assert RULE is not None
    last = date(2026, 3, 1)
    due = last + timedelta(days=RULE.apart.length)
    for on, held in ((due - timedelta(days=1), False), (due, True)):
        assert is_time_for_release(last, on, RULE, CHARTER.calendar).holds is held
    assert is_time_for_release(None, last, RULE, CHARTER.calendar).holds
