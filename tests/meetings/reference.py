"""A count of votes written a second time, from the bare rows and from the words of the law alone.

Nothing of the program's rules is used here, so that a fault in them cannot hide in the check. Nine
seats, all filled, nobody by video; 18-6B, 18-5G(3) and GCL 41 as they are read. A committee of
some of the nine counts those who were put on it, and the places that nobody has taken.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.database import Engine

SEATS = 9


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
    on_committee, whole = await _committee(engine, row["meeting"])
    there &= on_committee if on_committee is not None else there
    enough = next(number for number in range(whole + 1) if number > whole - number)
    aside = there & await _aside(engine, motion, row["item"], row["closed_at"])
    votes = await engine.read("SELECT person, choice FROM vote WHERE motion = $1", motion)
    said = Counter(v["choice"] for v in votes if v["person"] in there - aside)
    ayes, noes = said["yes"], said["no"]
    most_of_all = ayes >= enough and ayes != noes
    most_of_those_present = 2 * ayes > len(there) and ayes != noes
    carries = most_of_all if row["kind"] == "subpoena" else most_of_those_present
    is_quorate = len(there) >= enough
    outcome = ("carried" if carries else "lost") if is_quorate else "no_quorum"
    parts = is_quorate and carries != most_of_all
    return Counted(outcome, ayes, noes, said["abstain"], len(there), parts)


async def _committee(engine: Engine, meeting: UUID) -> tuple[set[UUID] | None, int]:
    """Return who was on the committee when it was called to order, and how many it has in all."""
    rows = await engine.read(
        "SELECT c.id, c.places, m.called_to_order_at FROM committee c, committee_meeting x, "
        "meeting m WHERE x.committee = c.id AND x.meeting = m.id AND m.id = $1",
        meeting,
    )
    if not rows:
        return None, SEATS
    [row] = rows
    began = row["called_to_order_at"]
    seats = await engine.read("SELECT * FROM committee_seat WHERE committee = $1", row["id"])
    seated = {
        seat["person"]
        for seat in seats
        if seat["seated_at"] <= began
        and (seat["released_at"] is None or began < seat["released_at"])
    }
    later = await engine.read("SELECT * FROM committee_amendment WHERE committee = $1", row["id"])
    former = sorted(
        (each["number"], each["places"]) for each in later if each["amended_at"] > began
    )
    places = former[0][1] if former else row["places"]
    return seated, max(len(seated), places or 0)


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
