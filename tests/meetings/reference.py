"""A count of votes written a second time, from the bare rows and from the words of the law alone.

Nothing of the program's rules is used here, so that a fault in them cannot hide in the check. Nine
seats, all filled, nobody by video; 18-6B, 18-5G(3) and GCL 41 as they are read.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.database import Engine

SEATS = 9
MOST_OF_ALL = 5
"""The least number that is more than half of nine."""


@dataclass(frozen=True)
class Counted:
    """What a closed vote amounts to."""

    outcome: str
    ayes: int
    noes: int
    abstain: int
    there: int
    parts: bool

    @property
    def is_decided(self) -> bool:
        """Whether there was a quorum to decide anything."""
        return self.outcome != "no_quorum"


async def counted(engine: Engine, motion: UUID) -> Counted:
    """Count a vote anew, as it stood at the instant of its close."""
    [row] = await engine.read(
        "SELECT meeting, item, kind, closed_at FROM motion WHERE id = $1", motion
    )
    there = await _there(engine, row["meeting"], row["closed_at"])
    aside = there & await _aside(engine, motion, row["item"], row["closed_at"])
    votes = await engine.read("SELECT person, choice FROM vote WHERE motion = $1", motion)
    said = Counter(v["choice"] for v in votes if v["person"] in there - aside)
    ayes, noes = said["yes"], said["no"]
    most_of_all = ayes >= MOST_OF_ALL and ayes != noes
    most_of_those_present = 2 * ayes > len(there) and ayes != noes
    carries = most_of_all if row["kind"] == "subpoena" else most_of_those_present
    is_quorate = len(there) >= MOST_OF_ALL
    outcome = ("carried" if carries else "lost") if is_quorate else "no_quorum"
    parts = is_quorate and carries != most_of_all
    return Counted(outcome, ayes, noes, said["abstain"], len(there), parts)


async def _there(engine: Engine, meeting: UUID, at: datetime) -> set[UUID]:
    stays = await engine.read("SELECT * FROM attendance WHERE meeting = $1", meeting)
    return {
        stay["person"]
        for stay in stays
        if stay["arrived_at"] <= at and (stay["left_at"] is None or at < stay["left_at"])
    }


async def _aside(engine: Engine, motion: UUID, item: UUID | None, at: datetime) -> set[UUID]:
    entries = await engine.read(
        "SELECT * FROM recusal_entry WHERE motion = $1 OR item = $2 ORDER BY declared_at",
        motion,
        item,
    )
    last = {row["person"]: row["takes_part"] for row in entries if row["declared_at"] <= at}
    return {person for person, takes_part in last.items() if not takes_part}
