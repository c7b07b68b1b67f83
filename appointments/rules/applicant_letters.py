"""What can stand in a letter to applicants, and is filled in for each of them?

A placeholder is a name in braces and nothing else: {name}. Two braces stand for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = ("name", "call", "seats", "board", "state", "received_on", "closing_day")
IN_SUBJECT = ("call", "seats", "board", "closing_day")
"""What a subject may hold: mail servers and lock screens show it, so it names nobody."""
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def unknown_placeholders(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands in braces and is none of the known names, each once, as it is written."""
    found = (
        each.group() for each in _PIECE.finditer(text) if _is_unknown(each.group(), each[1], known)
    )
    return tuple(dict.fromkeys(found))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in; what is filled in is never read again."""

    def piece(found: re.Match[str]) -> str:
        whole, name = found.group(), found[1]
        return values[name] if name is not None else whole[0]

    return _PIECE.sub(piece, text)


def _is_unknown(whole: str, name: str | None, known: tuple[str, ...]) -> bool:
    if whole in ("{{", "}}"):
        return False
    return name not in known
