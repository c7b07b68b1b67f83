"""The rotation of hearing panels (18-5I(1), 18-6A(3)): lawful, balanced, the same for everybody."""

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.sentences import say
from meetings.rules.panels import (
    Choice,
    Sitter,
    drawn,
    panel_chair,
    panel_rule,
    panels_are_in_force,
    redrawn,
    rotation,
)
from tests.meetings.law import board, people, person

ALLIANCE, COUNCIL = "alliance", "council"
AWAY = Finding(Answer.BROKEN, say("Away that day."), "18-6A(3)")


@cache
def law() -> Charter:
    """The board's law with its panels turned on."""
    return replace(board(), panels=replace(panel_rule(board()), in_force=True))


def members(*authorities: str) -> list[Sitter]:
    return [
        Sitter(person=person(number), name=f"Member {number}", authority=authority, place=number)
        for number, authority in enumerate(authorities, start=1)
    ]


def nine() -> list[Sitter]:
    return members(*(COUNCIL,) * 4, *(ALLIANCE,) * 4, "mayor")


def barred(sitters: list[Sitter], *numbers: int) -> list[Sitter]:
    away = {person(number) for number in numbers}
    return [replace(each, bars=(AWAY,)) if each.person in away else each for each in sitters]


def test_panels_are_stopped_until_one_setting_says_otherwise() -> None:
    found = panels_are_in_force(board())
    assert not found.holds
    assert found.clause == "18-5I(1)"
    assert "courts" in str(found.reason)
    assert panels_are_in_force(law()).holds


def test_three_sit_and_one_or_two_of_them_are_of_the_alliance() -> None:
    choice = drawn(nine(), law())
    assert not choice.refused
    assert len(choice.taken) == 3
    assert (
        1 <= sum(each.authority == ALLIANCE for each in nine() if each.person in choice.taken) <= 2
    )
    assert len(choice.lines) == 9


def test_everybody_is_told_why_or_why_not() -> None:
    line = {each.name: each for each in drawn(barred(nine(), 1), law()).lines}
    assert str(line["Member 1"].reason) == "Away that day."
    assert not line["Member 1"].taken
    assert "came up" in str(next(each for each in line.values() if each.taken).reason)
    passed = [each for each in line.values() if not each.taken and each.name != "Member 1"]
    assert {each.clause for each in passed} == {"18-6A(3)"}
    assert all("before" in str(each.reason) for each in passed)


def test_a_third_of_the_alliance_is_passed_over_and_stays_first() -> None:
    three_first = [
        replace(each, turns=() if each.authority == ALLIANCE else (1,)) for each in nine()
    ]
    choice = drawn(three_first, law())
    (passed,) = [each for each in choice.lines[:3] if not each.taken]
    assert passed.clause == "18-5I(1)"
    assert "no more than 2 members designated by Police Accountability Board Alliance" in str(
        passed.reason
    )
    later = [
        replace(each, turns=(*each.turns, 2)) if each.person in choice.taken else each
        for each in three_first
    ]
    assert passed.person in drawn(later, law()).taken


def test_without_a_lawful_panel_it_says_why() -> None:
    for number, sitters, words in (
        (1, barred(nine(), 5, 6, 7, 8), "0 members designated by"),
        (2, barred(nine(), 1, 2, 3, 4, 9), "0 members whom"),
        (3, barred(nine(), 1, 2, 3, 4, 5, 6, 7), "2 members can sit"),
        (4, [], "0 members can sit"),
    ):
        choice = drawn(sitters, law())
        assert len(choice.taken) < 3, number
        assert words in str(choice.refused[0].reason), number
        assert choice.refused[0].clause == "18-5I(1)"


def test_an_empty_place_goes_to_the_same_kind_of_member() -> None:
    sitting = {person(1): COUNCIL, person(5): ALLIANCE}
    for leaving, expected in ((ALLIANCE, ALLIANCE), (COUNCIL, COUNCIL), ("mayor", COUNCIL)):
        (taken,) = redrawn(barred(nine(), 9), sitting, leaving, law()).taken
        assert next(each for each in nine() if each.person == taken).authority == expected


def test_where_none_of_its_kind_is_left_the_other_kind_follows_if_that_is_lawful() -> None:
    no_more = barred(nine(), 6, 7, 8)
    (taken,) = redrawn(no_more, {person(1): COUNCIL, person(5): ALLIANCE}, ALLIANCE, law()).taken
    assert taken in {person(2), person(3), person(4), person(9)}
    without_one = redrawn(
        barred(nine(), 5, 6, 7, 8), {person(1): COUNCIL, person(2): COUNCIL}, ALLIANCE, law()
    )
    assert not without_one.taken
    assert "designated by" in str(without_one.refused[0].reason)


def test_more_than_half_of_a_panel_name_its_chair() -> None:
    one, two, three = people(3)
    assert panel_chair({one: two, two: two, three: None}) == two
    assert panel_chair({one: one, two: two, three: three}) is None
    assert panel_chair({one: two, two: None, three: None}) is None
    assert panel_chair({one: person(9), two: person(9), three: one}) is None
    assert panel_chair({}) is None


@dataclass
class History:
    """A board over many choices: who was there, who could sit, who was taken."""

    sides: dict[UUID, str] = field(default_factory=dict)
    kinds: dict[UUID, str] = field(default_factory=dict)
    entered: dict[UUID, int] = field(default_factory=dict)
    turns: dict[UUID, list[int]] = field(default_factory=dict)
    could: list[frozenset[UUID]] = field(default_factory=list)
    taken: list[frozenset[UUID]] = field(default_factory=list)

    def joins(self, who: UUID, side: str) -> None:
        self.sides[who] = self.kinds[who] = side
        self.entered[who], self.turns[who] = len(self.taken), []

    def sitters(self, away: frozenset[UUID], places: list[UUID]) -> list[Sitter]:
        return [
            Sitter(
                person=who,
                name=str(who.int),
                authority=side,
                place=places.index(who),
                entered=self.entered[who],
                turns=tuple(self.turns[who]),
                bars=(AWAY,) if who in away else (),
            )
            for who, side in self.sides.items()
        ]

    def keep(self, choice: Choice, could: frozenset[UUID]) -> None:
        self.could.append(could)
        self.taken.append(frozenset() if choice.refused else frozenset(choice.taken))
        for who in self.taken[-1]:
            self.turns[who].append(len(self.taken))

    def drops_out(self, who: UUID, number: int) -> None:
        """Give back a turn: in that choice the member counts as one who could not sit."""
        self.turns[who].remove(number + 1)
        self.could[number] -= {who}
        self.taken[number] -= {who}


def lawful(chosen: frozenset[UUID], sides: dict[UUID, str]) -> bool:
    return len(chosen) == 3 and 1 <= sum(sides[each] == ALLIANCE for each in chosen) <= 2


def lived(chance: Random) -> History:
    """Let a board of any mix live: comings, goings, absences, drop-outs and replacements."""
    history, places = History(), list(people(12))
    for who in places[: chance.randint(3, 9)]:
        history.joins(who, chance.choice((ALLIANCE, COUNCIL)))
    for _ in range(chance.randint(1, 20)):
        if chance.random() < 0.1 and len(history.sides) > 3:
            del history.sides[chance.choice(sorted(history.sides))]
        new = [each for each in places if each not in history.turns]
        if chance.random() < 0.1 and new:
            history.joins(new[0], chance.choice((ALLIANCE, COUNCIL)))
        fewest = chance.choice((0, 0, 1, 4))
        away = frozenset(chance.sample(sorted(history.sides), min(fewest, len(history.sides))))
        sitters = history.sitters(away, places)
        choice = drawn(sitters, law())
        assert choice == drawn(chance.sample(sitters, len(sitters)), law())  # in whatever order
        could = frozenset(history.sides) - away
        exists = any(lawful(frozenset(each), history.sides) for each in combinations(could, 3))
        assert exists == (not choice.refused)
        assert choice.refused or lawful(frozenset(choice.taken), history.sides)
        assert frozenset(choice.taken) <= could
        history.keep(choice, could)
        if history.taken[-1] and chance.random() < 0.25:
            _replace_one(chance, history, away, places)
    return history


def _replace_one(
    chance: Random, history: History, away: frozenset[UUID], places: list[UUID]
) -> None:
    number, panel = len(history.taken) - 1, history.taken[-1]
    gone = chance.choice(sorted(panel))
    history.drops_out(gone, number)
    sitting, unable = panel - {gone}, away | {gone}
    stay = {each: history.sides[each] for each in sitting}
    choice = redrawn(history.sitters(unable, places), stay, history.sides[gone], law())
    could = frozenset(history.sides) - unable - sitting
    exists = any(lawful(sitting | {each}, history.sides) for each in could)
    assert exists == (not choice.refused)
    if not choice.refused:
        assert lawful(sitting | set(choice.taken), history.sides)
        alike = {each for each in could if history.sides[each] == history.sides[gone]}
        assert set(choice.taken) <= alike or not alike
    history.keep(choice, could)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**32))
def test_over_any_window_those_equally_available_are_within_one(seed: int) -> None:
    """Of any two of one kind who could both sit, or both not, in every choice of the window.

    Nothing is asked of what was before it: the window may begin anywhere.
    """
    history = lived(Random(seed))
    for one, two in combinations(sorted(history.kinds), 2):
        if history.kinds[one] != history.kinds[two]:
            continue
        lead = lowest = highest = 0
        for could, taken in zip(history.could, history.taken, strict=True):
            if (one in could) != (two in could):
                lead = lowest = highest = 0  # a window in which they are alike ends here
                continue
            lead += (one in taken) - (two in taken)
            lowest, highest = min(lowest, lead), max(highest, lead)
            assert highest - lowest <= 1


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 15), st.data())
def test_a_new_board_of_which_everybody_comes_is_within_one_as_a_whole(
    count: int, data: st.DataObject
) -> None:
    """Where the law's mix allows it at all: a third to two thirds are of the one authority."""
    part = data.draw(st.integers(-(-count // 3), 2 * count // 3))
    order = data.draw(st.permutations([ALLIANCE] * part + [COUNCIL] * (count - part)))
    history, places = History(), list(people(count))
    for who, side in zip(places, order, strict=True):
        history.joins(who, side)
    for _ in range(2 * count):
        history.keep(drawn(history.sitters(frozenset(), places), law()), frozenset(places))
    for first in range(len(history.taken)):
        turns = dict.fromkeys(places, 0)
        for taken in history.taken[first:]:
            for who in taken:
                turns[who] += 1
            assert max(turns.values()) - min(turns.values()) <= 1


def test_whoever_steps_back_keeps_the_place_in_the_line() -> None:
    before = rotation(nine(), law())
    taken = drawn(nine(), law()).taken
    kept = [replace(each, turns=(1,)) if each.person in taken[1:] else each for each in nine()]
    assert rotation(kept, law())[0].person == before[0].person == taken[0]


def test_whoever_comes_new_stands_behind_those_who_were_chosen_before() -> None:
    had_turns = [replace(each, turns=(2,)) for each in nine()[:8]]
    new = replace(nine()[8], entered=3)
    assert rotation([new, *had_turns], law())[-1].person == new.person
