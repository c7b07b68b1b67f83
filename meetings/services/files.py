"""Everything that the record holds of one meeting, read at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from meetings.rules.motions import Motion, State
from meetings.rules.quorum import Stay
from meetings.rules.tallies import Tally
from meetings.rules.votes import Choice
from meetings.schemas.meetings import AgendaItem, Attendance, Meeting, Minutes, Notice
from meetings.schemas.motions import Entitled, KeptTally, Recusal, Vote

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

MEETING = (
    "SELECT id, kind, title, state, starts_at, ends_at, place, video, district, uid, sequence, "
    "set_at, changed_at, called_to_order_at, adjourned_at, cancelled_why, presiding FROM meeting"
)
MOTIONS = (
    "SELECT m.*, a.name AS mover_name, b.name AS seconder_name FROM motion m "
    "JOIN person a ON a.id = m.mover LEFT JOIN person b ON b.id = m.seconder"
)
VOTES = (
    "SELECT v.motion, v.person, v.choice, v.cast_at FROM vote v JOIN motion m ON m.id = v.motion"
)
RECUSALS = (
    "SELECT r.motion, r.person, p.name, r.relation, r.reason FROM recusal r "
    "JOIN motion m ON m.id = r.motion JOIN person p ON p.id = r.person"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionFile:
    """One motion with its votes and recusals, and what the close found."""

    id: UUID
    meeting: UUID
    item: UUID | None
    number: int
    kind: str
    text: str
    mover: UUID
    mover_name: str
    seconder: UUID | None
    seconder_name: str
    state: State
    moved_at: datetime
    put_at: datetime | None
    closed_at: datetime | None
    outcome: str
    diverges: bool
    resolution: str
    entitled: tuple[Entitled, ...]
    kept: KeptTally | None
    votes: Mapping[UUID, Choice]
    recusals: tuple[Recusal, ...]

    @property
    def facts(self) -> Motion:
        """What order asks of a motion."""
        return Motion(self.kind, self.state, self.mover)

    @property
    def recused(self) -> frozenset[UUID]:
        return frozenset(each.person for each in self.recusals)

    @property
    def tally(self) -> Tally | None:
        return self.kept.tally() if self.kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFile:
    """One meeting with its agenda, notices, roll, motions and minutes."""

    meeting: Meeting
    agenda: tuple[AgendaItem, ...] = ()
    notices: tuple[Notice, ...] = ()
    roll: tuple[Attendance, ...] = ()
    motions: tuple[MotionFile, ...] = ()
    minutes: Minutes | None = None
    minutes_first_at: datetime | None = None

    @property
    def stays(self) -> tuple[Stay, ...]:
        return tuple(
            Stay(each.person, each.arrived_at, each.left_at, each.remote) for each in self.roll
        )

    @property
    def pending(self) -> tuple[Motion, ...]:
        return tuple(each.facts for each in self.motions if each.state.is_pending)

    @property
    def open_vote(self) -> MotionFile | None:
        return next((each for each in self.motions if each.state is State.PUT), None)

    @property
    def last_vote_at(self) -> datetime | None:
        """The last moment at which a vote was opened or closed: no stay may change before it."""
        moments = [at for each in self.motions for at in (each.put_at, each.closed_at) if at]
        return max(moments, default=None)

    def moment(self, at: datetime) -> datetime:
        """Return a moment that is not behind anything already on the roll or voted."""
        known = [at, *(each.arrived_at for each in self.roll)]
        known += [each.left_at for each in self.roll if each.left_at is not None]
        return max(known + ([self.last_vote_at] if self.last_vote_at else []))

    def motion(self, motion_id: UUID) -> MotionFile:
        for each in self.motions:
            if each.id == motion_id:
                return each
        raise NotFoundError(say("There is no such motion at this meeting."))


async def get_meeting(body: Body, meeting_id: UUID) -> Meeting:
    """Return a meeting of this body."""
    rows = await engine().read(f"{MEETING} WHERE id = $1 AND body = $2", meeting_id, body.id)
    if not rows:
        raise NotFoundError(say("There is no such meeting of this body."))
    return msgspec.convert(rows[0], Meeting)


async def meeting_file(body: Body, meeting_id: UUID) -> MeetingFile:
    """Return everything that the record holds of a meeting."""
    meeting = await get_meeting(body, meeting_id)
    read = engine().read
    agenda = await read(
        "SELECT id, number, title, kind FROM agenda_item WHERE meeting = $1 ORDER BY number",
        meeting_id,
    )
    notices = await read(
        "SELECT kind, channel, given_at, proof FROM notice WHERE meeting = $1 ORDER BY given_at",
        meeting_id,
    )
    roll = await read(
        "SELECT a.person, p.name, a.seat, a.arrived_at, a.left_at, a.remote FROM attendance a "
        "JOIN person p ON p.id = a.person WHERE a.meeting = $1 ORDER BY a.arrived_at, p.name",
        meeting_id,
    )
    minutes = await read(
        "SELECT version, published_at, lines FROM minutes WHERE meeting = $1 ORDER BY version",
        meeting_id,
    )
    return MeetingFile(
        meeting=meeting,
        agenda=tuple(msgspec.convert(agenda, list[AgendaItem])),
        notices=tuple(msgspec.convert(notices, list[Notice])),
        roll=tuple(msgspec.convert(roll, list[Attendance])),
        motions=await motion_files("m.meeting = $1", meeting_id),
        minutes=_minutes(minutes[-1]) if minutes else None,
        minutes_first_at=minutes[0]["published_at"] if minutes else None,
    )


async def motion_files(
    where: str, *args: object, order: str = "m.number"
) -> tuple[MotionFile, ...]:
    """Return the motions of a condition on `m`, the motion, with votes and recusals."""
    motions = await engine().read(f"{MOTIONS} WHERE {where} ORDER BY {order}", *args)
    if not motions:
        return ()
    ids = [row["id"] for row in motions]
    among = f"m.id IN ({', '.join(f'${number}' for number in range(1, len(ids) + 1))})"
    votes: dict[UUID, dict[UUID, Choice]] = defaultdict(dict)
    for row in await engine().read(f"{VOTES} WHERE {among}", *ids):
        vote = msgspec.convert(row, Vote)
        votes[vote.motion][vote.person] = vote.choice
    recusals: dict[UUID, list[Recusal]] = defaultdict(list)
    for row in await engine().read(f"{RECUSALS} WHERE {among} ORDER BY p.name", *ids):
        recusal = msgspec.convert(row, Recusal)
        recusals[recusal.motion].append(recusal)
    return tuple(_motion(row, votes[row["id"]], tuple(recusals[row["id"]])) for row in motions)


def _motion(row: Row, votes: Mapping[UUID, Choice], recusals: tuple[Recusal, ...]) -> MotionFile:
    return MotionFile(
        id=row["id"],
        meeting=row["meeting"],
        item=row["item"],
        number=row["number"],
        kind=row["kind"],
        text=row["text"],
        mover=row["mover"],
        mover_name=row["mover_name"],
        seconder=row["seconder"],
        seconder_name=row["seconder_name"] or "",
        state=State(row["state"]),
        moved_at=row["moved_at"],
        put_at=row["put_at"],
        closed_at=row["closed_at"],
        outcome=row["outcome"],
        diverges=bool(row["diverges"]),
        resolution=row["resolution"],
        entitled=msgspec.json.decode(row["entitled"], type=tuple[Entitled, ...]),
        kept=msgspec.json.decode(row["tally"], type=KeptTally | None),
        votes=votes,
        recusals=recusals,
    )


def _minutes(row: Row) -> Minutes:
    lines = msgspec.json.decode(row["lines"])
    return msgspec.convert(
        {"version": row["version"], "published_at": row["published_at"], "lines": lines}, Minutes
    )
