"""Who hears a matter for the whole body: panels of members, drawn by rotation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PanelRule:
    """How a panel is made up: so many members, at least and at most so many of one authority.

    Unless it is `in_force`, no panel is made; `stopped_by` says why.
    """

    size: int
    authority: str
    least: int
    most: int
    clause: str
    rotation_clause: str
    in_force: bool = False
    stopped_by: str = ""
