"""Lines: where each key of a TOML text stands."""

import tomllib

from governance.charter.lines import lines_of
from governance.charter.load import bundled_charter, bundled_law

TEXT = '''\
title = "a # is no comment in a text" # but here it is
[body]
slug = "x"   # comment with = and [
names = [
  "one",  # first
  "two",
]

[[seat]]
id = "east"
limits = [{ years = 3 },
  { terms = 2, clause = "18-4J" }]

[[seat]]
id = """
two lines"""
after = 2019-05-21 07:00:00
[seat.part]
key.inner = 'raw \\'
[[seat.member]]
name = "a"
[[seat.member]]
name = "b"
'''


def test_every_key_and_element_has_its_line() -> None:
    tomllib.loads(TEXT)
    lines = lines_of(TEXT)
    assert lines["title"] == 1
    assert lines["body"] == 2
    assert lines["body.names"] == 4
    assert lines["body.names.0"] == 5
    assert lines["body.names.1"] == 6
    assert lines["seat"] == lines["seat.0"] == 9
    assert lines["seat.0.limits.0.years"] == 11
    assert lines["seat.0.limits.1.clause"] == 12
    assert lines["seat.1"] == 14
    assert lines["seat.1.id"] == 15
    assert lines["seat.1.after"] == 17
    assert lines["seat.1.part.key.inner"] == 19
    assert lines["seat.1.member.0.name"] == 21
    assert lines["seat.1.member.1.name"] == 23


def test_no_path_of_a_long_file_is_missed() -> None:
    def paths(value: object, path: str) -> list[str]:
        inner: list[tuple[str, object]] = []
        if isinstance(value, dict):
            inner = [(str(key), each) for key, each in value.items()]
        elif isinstance(value, list):
            inner = [(str(number), each) for number, each in enumerate(value)]
        dotted = [(f"{path}.{key}" if path else key, each) for key, each in inner]
        return [place for place, _ in dotted] + [
            place for key, each in dotted for place in paths(each, key)
        ]

    for text in (bundled_charter("rochester-pab"), bundled_law("new_york")):
        assert set(paths(tomllib.loads(text), "")) <= set(lines_of(text))


def test_an_empty_text_has_no_lines() -> None:
    assert lines_of("") == {}
    assert lines_of("\n# nothing\n") == {}
