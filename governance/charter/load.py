"""How a charter file becomes a charter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from governance.charter.model import Charter


def load_charter(text: str, laws: Mapping[str, str]) -> Charter:
    """Return the charter of a text; `laws` holds the text of each law it names."""
    raise NotImplementedError


def load_bundled(slug: str) -> Charter:
    """Return a charter that comes with the program."""
    raise NotImplementedError


def bundled_law(name: str) -> str:
    """Return the text of a law that comes with the program."""
    raise NotImplementedError


def in_force(charters: Iterable[Charter], on: date) -> Charter:
    """Return the version of the law that was in force on a day."""
    raise NotImplementedError
