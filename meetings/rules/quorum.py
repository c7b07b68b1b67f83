"""Who is in the room, and are they enough to act?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.sentences import Sentence, say, say_n


@dataclass(frozen=True, slots=True)
class Stay:
    """One line of the roll: from an arrival up to, and without, the departure.

    `ground` is why a member far away takes part from there.
    """

    person: UUID
    since: datetime
    until: datetime | None = None
    remote: bool = False
    ground: str = ""

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough members are there; `missing` are the members who do not count."""

    present: int
    needed: int
    clause: str
    missing: tuple[UUID, ...] = ()

    @property
    def is_there(self) -> bool:
        return self.present >= self.needed

    @property
    def may_leave(self) -> int:
        """How many can leave while the rest may still act."""
        return max(self.present - self.needed, 0)

    @property
    def stops_after(self) -> int:
        """How many departures end it; 0 when there is none to lose."""
        return self.present - self.needed + 1 if self.is_there else 0

    @property
    def reason(self) -> Sentence:
        needed = say_n("{count} is needed", "{count} are needed", self.needed)
        present = say_n("{count} is present", "{count} are present", self.present)
        return say("{needed}; {present}.", needed=needed, present=present)

    @property
    def finding(self) -> Finding:
        """Nothing is decided while this does not hold."""
        return Finding(Answer.of(self.is_there), self.reason, self.clause)


def present_at(stays: Iterable[Stay], moment: datetime, *, by_video: bool) -> frozenset[UUID]:
    """Return who is in the room at an instant; members far away count only by video."""
    return frozenset(
        stay.person for stay in stays if stay.covers(moment) and (by_video or not stay.remote)
    )


def distant_at(stays: Iterable[Stay], moment: datetime, charter: Charter) -> frozenset[UUID]:
    """Return who takes part from far away without helping to make the quorum, at an instant."""
    counted = {each.id for each in charter.meetings.remote_grounds if each.counts_for_quorum}
    return frozenset(
        stay.person
        for stay in stays
        if stay.covers(moment) and stay.remote and stay.ground not in counted
    )


def may_be_remote(ground: str, charter: Charter) -> Finding:
    """Find whether a member may take part from elsewhere: by a ground that the law names."""
    meetings = charter.meetings
    known = any(each.id == ground for each in meetings.remote_grounds)
    return Finding(
        Answer.of(known or not meetings.by_video),
        say("A member takes part from elsewhere only on a ground that the law names."),
        meetings.video_clause or charter.quorum.clause,
    )


def quorum(
    present: Collection[UUID],
    members: Collection[UUID],
    charter: Charter,
    *,
    recused: Collection[UUID] = (),
) -> Quorum:
    """Find whether the members in office who are in the room may act.

    Guests do not count, nor do appointees before their first day. A vacancy lowers nothing,
    unless the charter takes its share of the filled seats.
    """
    counted = {person for person in present if person in members}
    if not charter.recusal.counts_for_quorum:
        counted -= set(recused)
    return Quorum(
        present=len(counted),
        needed=charter.quorum.needed(seats=len(charter.seats), filled=len(members)),
        clause=charter.quorum.clause,
        missing=tuple(person for person in members if person not in counted),
    )
