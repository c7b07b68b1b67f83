"""On which line each key of a TOML text stands; the standard parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<space> [ \t\r]+ | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<text> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
    | (?P<mark> [\[\]{}=,] )
    | (?P<word> [^\s\[\]{}=,#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_END = ("end", "")


def lines_of(text: str) -> dict[str, int]:
    """Return the line of every table, key and array element, by its dotted path.

    The text must be valid TOML. Elements are numbered from 0: `seat.0.name`.
    """
    return _Lines(text).found


class _Lines:
    """Walks over a valid TOML text and remembers where each path begins."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._tokens = _tokens(text)
        self._advance()
        prefix = ""
        while self._kind != "end":
            if self._kind == "newline":
                self._advance()
            elif self._text == "[":
                prefix = self._header()
            else:
                self._pair(prefix)

    def _advance(self) -> None:
        self._kind, self._text, self._line = next(self._tokens)

    def _header(self) -> str:
        line, depth, name = self._line, 0, ""
        while self._kind not in ("newline", "end"):
            if self._text == "[":
                depth += 1
            elif self._text != "]":
                name += self._text
            self._advance()
        *outer, last = _parts(name)
        path = ""
        for part in outer:
            path = self._newest(_joined(path, part))
        path = _joined(path, last)
        if depth == 2:
            self._counts[path] = self._counts.get(path, -1) + 1
            self.found.setdefault(path, line)
            path = self._newest(path)
        self.found[path] = line
        return path

    def _newest(self, path: str) -> str:
        """Return the path of the last table of an array, or the path itself."""
        return f"{path}.{self._counts[path]}" if path in self._counts else path

    def _pair(self, prefix: str) -> None:
        line, key = self._line, ""
        while self._text != "=":
            key += self._text
            self._advance()
        self._advance()
        path = prefix
        for part in _parts(key):
            path = _joined(path, part)
            self.found.setdefault(path, line)
        self._value(path)

    def _value(self, path: str) -> None:
        if self._text == "[" and self._kind == "mark":
            self._items("]", path)
        elif self._text == "{" and self._kind == "mark":
            self._items("}", path)
        else:
            while self._kind in ("word", "text"):  # a date and its time are two words
                self._advance()

    def _items(self, closing: str, path: str) -> None:
        self._advance()
        count = 0
        while not (self._kind == "mark" and self._text == closing):
            if self._kind == "newline" or (self._kind == "mark" and self._text == ","):
                self._advance()
            elif closing == "}":
                self._pair(path)
            else:
                item = f"{path}.{count}"
                self.found[item] = self._line
                self._value(item)
                count += 1
        self._advance()


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match.group(), line
        line += match.group().count("\n")
    while True:
        yield (*_END, line)


def _parts(key: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.]+', key)]


def _joined(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part
