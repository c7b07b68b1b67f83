"""What a body votes on and keeps a number for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatterKind:
    """A kind of matter; a panel can hear it where it is `heard_by_panel`."""

    id: str
    name: str
    clause: str
    heard_by_panel: bool = False
