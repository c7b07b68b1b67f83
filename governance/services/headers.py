"""How are the headers of a letter written?

The usual way breaks long lines and writes what has no space in it in an encoding of its own; no
program would then find the address at which it stops a letter (RFC 8058).
"""

from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, Policy

UNSUBSCRIBE = "List-Unsubscribe"


class _OneLine(UnstructuredHeader, BaseHeader):
    """A header that stands on one line, however long, whichever policy writes it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{UNSUBSCRIBE}: {self}{policy.linesep}"


_REGISTRY = HeaderRegistry()
_REGISTRY.map_to_type(UNSUBSCRIBE.lower(), _OneLine)
LETTER = SMTP.clone(header_factory=_REGISTRY)
"""How letters are written."""
