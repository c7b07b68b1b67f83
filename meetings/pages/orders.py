"""What the console offers: motions that are in order, and why the others are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from governance.charter.model import Does, MotionKind
from governance.sentences import Sentence
from meetings.pages.shown import SeatCard
from meetings.services.consoles import Console
from meetings.services.views import SILENT

MOVE = "make_motion"


@dataclass(frozen=True, slots=True)
class NotNow:
    """Things that are not in order for one and the same reason."""

    names: tuple[str | Sentence, ...]
    reason: Sentence
    clause: str


def movable(seen: Console) -> list[tuple[str, str]]:
    """Return the kinds of motion that the console's own form can make now."""
    return [(kind.id, kind.name) for kind in _in_order(seen) if _is_plain(kind)]


def motions_with_a_page(seen: Console) -> list[tuple[str, str]]:
    """Return the kinds that are in order and ask for something of their own."""
    return [(kind.id, kind.name) for kind in _in_order(seen) if not _is_plain(kind)]


def not_now(seen: Console) -> list[NotNow]:
    """Return what is not in order, by its reason."""
    found: dict[tuple[str, str], list[str | Sentence]] = {}
    reasons: dict[tuple[str, str], Sentence] = {}
    for each in seen.in_order:
        if each.finding.holds:
            continue
        key = (str(each.finding.reason), each.finding.clause if not each.kind else "")
        found.setdefault(key, []).append(each.name)
        reasons.setdefault(key, each.finding.reason)
    clauses = {str(each.finding.reason): each.finding.clause for each in seen.in_order}
    return [
        NotNow(tuple(names), reasons[key], key[1] or clauses[key[0]])
        for key, names in found.items()
    ]


def next_voter(seen: Console, seats: Sequence[SeatCard]) -> SeatCard | None:
    """Return whom the roll calls next: the first in the order of the seats who has not voted."""
    silent: set[UUID] = {each.person for each in seen.said if each.said == SILENT}
    return next((each for each in seats if each.person in silent), None)


def _in_order(seen: Console) -> list[MotionKind]:
    held = {each.kind for each in seen.in_order if each.deed == MOVE and each.finding.holds}
    return [kind for kind in seen.charter.motion_kinds if kind.id in held]


def _is_plain(kind: MotionKind) -> bool:
    return kind.does is Does.ACT and not kind.concerns_member and not kind.approves_minutes
