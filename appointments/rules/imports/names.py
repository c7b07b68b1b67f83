"""Who is meant by a name as somebody wrote it in a cell?"""

from __future__ import annotations

import re
import unicodedata

_AFTER = re.compile(
    r"(jr|sr|ii|iii|iv|v|esq|phd|ph d|md|m d|dds|jd|rn|cpa|mba|edd|msw|lcsw|pe|aia)", re.IGNORECASE
)
NOBODY = frozenset(
    {"", "vacant", "vacancy", "open", "open seat", "tbd", "tba", "none", "n a", "unfilled", "empty"}
)
"""What stands in a roster where nobody sits."""


def written_name(name: str, first: str = "", last: str = "") -> str:
    """Return a name as people say it: "Ōkubo, Łucja M., Jr." is Łucja M. Ōkubo Jr."""
    if last and not name:
        last, *more = _parts(last)
        return " ".join(part for part in (_tidy(first), last, *more) if part)
    parts = _parts(name)
    after = [part for part in parts[1:] if _comes_after(part)]
    parts = parts[:1] + [part for part in parts[1:] if not _comes_after(part)]
    if len(parts) == 2:
        parts.reverse()
    return " ".join((*parts, *after))


def is_nobody(name: str) -> bool:
    """Whether a cell says that no one sits there."""
    return " ".join(re.findall(r"\w+", name.casefold())) in NOBODY


def _parts(text: str) -> list[str]:
    return [part for part in map(_tidy, text.split(",")) if part] or [""]


def _comes_after(part: str) -> bool:
    return bool(_AFTER.fullmatch(" ".join(re.findall(r"\w+", part))))


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
