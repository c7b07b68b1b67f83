"""The chain alone, without a database: canonical text, links, breaks, private values."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from governance.audit import (
    BEGINNING,
    Break,
    Change,
    Private,
    canonical,
    first_break,
    link,
    proof,
    sealed,
)

Chain = list[tuple[str, str]]


class Colour(Enum):
    RED = "red"


def chain_of(deeds: list[str]) -> Chain:
    """Return a chain with an entry for each deed."""
    entries: Chain = []
    previous = BEGINNING
    for seq, deed in enumerate(deeds, start=1):
        entry = canonical({"deed": deed, "previous": previous, "seq": seq})
        previous = link(entry)
        entries.append((entry, previous))
    return entries


def linked_anew(entries: list[str]) -> Chain:
    """Return entries with the links that their texts give, as a careful forger would."""
    return [(entry, link(entry)) for entry in entries]


CHAINS = st.lists(st.text(max_size=8), min_size=1, max_size=8).map(chain_of)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": 1, "a": [True, None]}) == '{"a":[true,null],"b":1}'


def test_letters_of_any_script_stay_as_they_are() -> None:
    assert canonical("Ñandú 張") == '"Ñandú 張"'


def test_days_ids_and_choices_are_plain_texts() -> None:
    value = [date(2024, 2, 29), UUID(int=1), Colour.RED]
    assert canonical(value) == '["2024-02-29","00000000-0000-0000-0000-000000000001","red"]'


def test_a_set_is_written_in_order() -> None:
    assert canonical(frozenset({"b", "a", "c"})) == '["a","b","c"]'


def test_one_moment_has_one_text_in_every_zone() -> None:
    noon = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
    elsewhere = noon.astimezone(timezone(timedelta(hours=-5)))
    assert canonical(noon) == canonical(elsewhere) == '"2026-12-03T12:00:00+00:00"'


def test_what_json_cannot_say_is_not_written() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        canonical(float("nan"))


def test_an_empty_chain_holds() -> None:
    assert first_break([]) is None
    assert first_break([], head=BEGINNING) is None


@given(CHAINS)
def test_a_chain_holds_with_and_without_its_head(chain: Chain) -> None:
    assert first_break(chain) is None
    assert first_break(chain, head=chain[-1][1]) is None


@given(CHAINS, st.data())
def test_a_changed_text_is_named(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    text, digest = chain[place]
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.characters(codec="utf-8")) + text[at + 1 :]
    assume(changed != text)
    forged = [*chain[:place], (changed, digest), *chain[place + 1 :]]
    found = first_break(forged)
    assert found is not None
    assert found.seq == place + 1


@given(CHAINS, st.data())
def test_a_changed_link_is_named(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    text, digest = chain[place]
    at = data.draw(st.integers(0, len(digest) - 1))
    changed = digest[:at] + data.draw(st.sampled_from("0123456789abcdefABCDEF ")) + digest[at + 1 :]
    assume(changed != digest)
    found = first_break([*chain[:place], (text, changed), *chain[place + 1 :]])
    assert found is not None
    assert found.seq == place + 1


@given(CHAINS, st.data())
def test_an_entry_rewritten_with_its_link_breaks_the_next_or_the_head(
    chain: Chain, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    entry = json.loads(chain[place][0])
    entry["deed"] += "!"
    forged = linked_anew([each for each, _ in chain])
    forged[place] = (canonical(entry), link(canonical(entry)))
    found = first_break(forged, head=chain[-1][1])
    assert found is not None
    assert found.seq == place + 2


@given(CHAINS, st.data())
def test_a_removed_entry_is_named(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    found = first_break([*chain[:place], *chain[place + 1 :]], head=chain[-1][1])
    assert found is not None
    assert found.seq == place + 1


@given(CHAINS, st.data())
def test_entries_that_changed_places_are_named(chain: Chain, data: st.DataObject) -> None:
    places = st.integers(0, len(chain) - 1)
    one, other = sorted((data.draw(places), data.draw(places)))
    assume(one != other)
    forged = list(chain)
    forged[one], forged[other] = forged[other], forged[one]
    found = first_break(forged)
    assert found is not None
    assert found.seq == one + 1


@given(CHAINS, st.data())
def test_an_entry_that_stands_twice_is_named(chain: Chain, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    found = first_break([*chain[: place + 1], *chain[place:]], head=chain[-1][1])
    assert found is not None
    assert found.seq == place + 2


@given(CHAINS, st.data())
def test_a_cut_tail_is_seen_by_its_head_alone(chain: Chain, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(chain) - 1))
    assert first_break(chain[:left]) is None
    assert first_break(chain[:left], head=chain[-1][1]) == Break(
        left + 1, "the chain ends before its published head"
    )


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "7", "null", '"seq"', '{"seq":2}', "{}"])
def test_an_entry_that_is_no_entry_is_named_whatever_it_is(text: str) -> None:
    found = first_break(linked_anew([text]))
    assert found is not None
    assert found.seq == 1


def test_the_first_of_several_breaks_is_named() -> None:
    chain = chain_of(["a", "b", "c", "d"])
    chain[1], chain[3] = ("{}", chain[1][1]), ("{}", chain[3][1])
    found = first_break(chain)
    assert found is not None
    assert found.seq == 2


def test_a_private_value_stands_in_no_entry_but_can_be_proven() -> None:
    change = Change(
        "person:1", {"email": Private("old@example.org")}, {"email": Private("ana@example.org")}
    )
    shown, secrets = sealed([change])
    assert "example.org" not in canonical(shown)
    new = next(each for each in secrets if each.field == "0.after.email")
    assert shown[0]["after"] == {"email": {"private": proof(new.salt, new.value)}}
    assert json.loads(new.value) == "ana@example.org"
    assert {each.field for each in secrets} == {"0.before.email", "0.after.email"}


def test_another_value_or_another_salt_proves_nothing() -> None:
    shown, (secret,) = sealed([Change("person:1", None, {"phone": Private("585")})])
    sides = shown[0]["after"]
    assert isinstance(sides, dict)
    assert sides["phone"]["private"] != proof(secret.salt, canonical("586"))
    assert sides["phone"]["private"] != proof("0" * 32, secret.value)


def test_the_same_private_value_looks_different_each_time() -> None:
    twice = [Change("person:1", None, {"phone": Private("585")})] * 2
    (one, other), _ = sealed(twice)
    assert one != other


def test_what_is_not_private_is_shown_and_has_no_secret() -> None:
    shown, secrets = sealed([Change("seat:east", None, {"until": date(2026, 6, 30)})])
    assert shown == [{"subject": "seat:east", "after": {"until": date(2026, 6, 30)}}]
    assert secrets == []


@dataclass(frozen=True)
class Holder:
    name: Private


@pytest.mark.parametrize(
    "hidden",
    [[Private("Ana")], {"name": Private("Ana")}, {Private("Ana")}, Holder(Private("Ana"))],
    ids=["in a list", "in a mapping", "in a set", "in a struct"],
)
def test_a_private_value_inside_another_never_gets_out(hidden: object) -> None:
    shown, _ = sealed([Change("person:1", None, {"names": hidden})])
    with pytest.raises(TypeError):
        canonical(shown)
