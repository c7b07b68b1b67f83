"""Everything that the record holds of one meeting, read at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from governance.clock import day_in
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from meetings.rules.agendas import is_walk_on
from meetings.rules.motions import Motion, State
from meetings.rules.quorum import Stay
from meetings.rules.tallies import Tally
from meetings.rules.votes import Choice
from meetings.schemas.executive import ExecutiveSession, Guest
from meetings.schemas.meetings import AgendaItem, Attendance, Meeting, Minutes, Notice
from meetings.schemas.motions import Entitled, KeptTally, Recusal, RecusalEntry, Vote

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

INSTANT = timedelta(microseconds=1)
"""What lies between two things that happened at once, so that one of them is first."""

MEETING = (
    "SELECT id, kind, title, state, starts_at, ends_at, place, video, district, uid, sequence, "
    "set_at, changed_at, called_to_order_at, adjourned_at, cancelled_why, presiding, take_part, "
    "cancelled_for FROM meeting"
)
MOTIONS = (
    "SELECT m.*, a.name AS mover_name, b.name AS seconder_name, t.number AS target_number, "
    "k.name AS committee FROM motion m JOIN person a ON a.id = m.mover "
    "LEFT JOIN person b ON b.id = m.seconder LEFT JOIN motion t ON t.id = m.target "
    "LEFT JOIN committee_meeting x ON x.meeting = m.meeting "
    "LEFT JOIN committee k ON k.id = x.committee"
)
VOTES = (
    "SELECT v.motion, v.person, v.choice, v.cast_at FROM vote v JOIN motion m ON m.id = v.motion"
)
ENTRIES = (
    "SELECT r.person, p.name, r.item, r.motion, r.takes_part, r.relation, r.reason, r.declared_at "
    "FROM recusal_entry r JOIN person p ON p.id = r.person"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionFile:
    """One motion with its votes and recusals, and what the close found.

    `committee` is the name of the committee at whose meeting it was made, if any.
    """

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
    target: UUID | None
    target_number: int | None
    came_from: UUID | None
    about: UUID | None
    proposed: str
    noticed: bool
    stated_at: datetime | None
    debate_closed: bool
    until_day: date | None
    until_meeting: UUID | None
    referred_to: str
    ground: str
    subject: str
    afterwards: str
    afterwards_by: UUID | None
    minutes: UUID | None
    touched_by: str
    touched_at: datetime | None
    votes: Mapping[UUID, Choice]
    entries: tuple[RecusalEntry, ...]
    committee: str = ""

    @property
    def facts(self) -> Motion:
        """What order asks of a motion."""
        return Motion(
            self.kind,
            self.state,
            self.mover,
            self.number,
            self.target_number,
            is_stated=self.stated_at is not None,
            debate_closed=self.debate_closed,
        )

    @property
    def recusals(self) -> tuple[Recusal, ...]:
        """Who takes no part, by the last word of each, up to the close of the vote."""
        last = {each.person: each for each in self.entries if self._is_in_time(each)}
        return tuple(
            Recusal(
                motion=self.id,
                person=each.person,
                name=each.name,
                relation=each.relation,
                reason=each.reason,
            )
            for each in sorted(last.values(), key=lambda each: each.name)
            if not each.takes_part
        )

    @property
    def wording(self) -> str:
        """Return the words that an amendment would change."""
        return self.proposed or self.text

    @property
    def answered(self) -> frozenset[UUID]:
        """Who has said anything about taking part."""
        return frozenset(each.person for each in self.entries)

    def _is_in_time(self, entry: RecusalEntry) -> bool:
        return self.closed_at is None or entry.declared_at <= self.closed_at

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
    executive: tuple[ExecutiveSession, ...] = ()

    @property
    def stays(self) -> tuple[Stay, ...]:
        return tuple(
            Stay(each.person, each.arrived_at, each.left_at, each.remote, each.ground)
            for each in self.roll
        )

    @property
    def pending(self) -> tuple[Motion, ...]:
        return tuple(each.facts for each in self.motions if each.state.is_pending)

    @property
    def open_vote(self) -> MotionFile | None:
        return next((each for each in self.motions if each.state is State.PUT), None)

    @property
    def closed(self) -> ExecutiveSession | None:
        """Return the executive session that goes on, or of which nobody has told the votes yet."""
        return next((each for each in self.executive if each.answered_at is None), None)

    @property
    def has_closed_vote(self) -> bool:
        """Say whether a formal vote was taken behind closed doors."""
        return any(each.formal_vote for each in self.executive)

    def session_of(self, motion: UUID) -> ExecutiveSession | None:
        """Return the executive session in which a motion was decided."""
        return next((each for each in self.executive if motion in each.votes), None)

    @property
    def last_vote_at(self) -> datetime | None:
        """The last moment at which a vote was opened or closed: no stay may change before it."""
        moments = [at for each in self.motions for at in (each.put_at, each.closed_at) if at]
        return max(moments, default=None)

    def after_the_last_vote(self, at: datetime) -> datetime:
        """Return a moment, or the next instant at which a vote's outcome is not touched."""
        last = self.last_vote_at
        return at if last is None or last < at else last + INSTANT

    def item_title(self, item: UUID | None) -> str:
        return next((each.title for each in self.agenda if each.id == item), "")

    def moment(self, at: datetime) -> datetime:
        """Return a moment that is not behind anything already on the roll or voted."""
        known = [at, *(each.arrived_at for each in self.roll)]
        known += [each.left_at for each in self.roll if each.left_at is not None]
        known += [entry.declared_at for each in self.motions for entry in each.entries]
        return max(known + ([self.last_vote_at] if self.last_vote_at else []))

    def resting_upon(self, motion: MotionFile) -> tuple[MotionFile, ...]:
        """Return the pending motions that were made upon this one, or upon those."""
        direct = [m for m in self.motions if m.target == motion.id and m.state.is_pending]
        return tuple(each for child in direct for each in (child, *self.resting_upon(child)))

    def texts(self, motion: MotionFile) -> tuple[str, ...]:
        """Return what a motion is about, in words: its own, its item's, those it rests upon."""
        below = next((m for m in self.motions if m.id == motion.target), None)
        own = (motion.text, motion.proposed, self.item_title(motion.item))
        return own if below is None else (*own, *self.texts(below))

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
    notices = await read(
        "SELECT kind, channel, given_at, proof, paper, claimed_at, recorded_by FROM notice "
        "WHERE meeting = $1 ORDER BY given_at",
        meeting_id,
    )
    roll = await read(
        "SELECT a.id, a.person, p.name, a.seat, a.arrived_at, a.left_at, a.remote, a.ground "
        "FROM attendance a JOIN person p ON p.id = a.person WHERE a.meeting = $1 "
        "ORDER BY a.arrived_at, p.name",
        meeting_id,
    )
    minutes = await minutes_of(meeting_id)
    return MeetingFile(
        meeting=meeting,
        agenda=await agenda_of(body, meeting),
        notices=tuple(msgspec.convert(notices, list[Notice])),
        roll=tuple(msgspec.convert(roll, list[Attendance])),
        motions=await motion_files("m.meeting = $1", meeting_id),
        minutes=minutes[-1] if minutes else None,
        minutes_first_at=minutes[0].published_at if minutes else None,
        executive=await _executive(meeting_id),
    )


async def agenda_of(
    body: Body, meeting: Meeting, *, withdrawn: bool = False
) -> tuple[AgendaItem, ...]:
    """Return the items that stand on the agenda in their order, or those that were withdrawn."""
    rows = await engine().read(
        "SELECT id, number, title, kind, details, amount_cents, consent, pulled_by, taken_by, "
        "came_from, added_at, withdrawn_at, withdrawn_why FROM agenda_item WHERE meeting = $1 "
        "AND (withdrawn_at IS NOT NULL) = $2 ORDER BY number",
        meeting.id,
        withdrawn,
    )
    if not rows:
        return ()
    law = await charter_on(body, day_in(meeting.starts_at, body.timezone))
    zone = ZoneInfo(body.timezone)
    starts_at = meeting.starts_at.astimezone(zone)
    return tuple(
        msgspec.convert(
            {
                **{name: value for name, value in row.items() if name != "added_at"},
                "consent": bool(row["consent"]),
                "walk_on": row["added_at"] is not None
                and is_walk_on(
                    row["added_at"].astimezone(zone), starts_at, law.meetings, law.calendar
                ),
            },
            AgendaItem,
        )
        for row in rows
    )


async def _executive(meeting_id: UUID) -> tuple[ExecutiveSession, ...]:
    rows = await engine().read(
        "SELECT id, meeting, motion, ground, subject, begun_at, ended_at, formal_vote, "
        "answered_at, votes FROM executive_session WHERE meeting = $1 ORDER BY begun_at",
        meeting_id,
    )
    return tuple([await _session(row) for row in rows])


async def _session(row: Row) -> ExecutiveSession:
    guests = await engine().read(
        "SELECT id, name, why, came_at, left_at FROM executive_guest WHERE session = $1 "
        "ORDER BY came_at, name",
        row["id"],
    )
    told = {
        **row,
        "formal_vote": None if row["formal_vote"] is None else bool(row["formal_vote"]),
        "votes": msgspec.json.decode(row["votes"]),
        "guests": msgspec.convert(guests, tuple[Guest, ...]),
    }
    return msgspec.convert(told, ExecutiveSession)


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
    entries = await _entries(motions)
    return tuple(_motion(row, votes[row["id"]], entries) for row in motions)


async def _entries(motions: Sequence[Row]) -> tuple[RecusalEntry, ...]:
    """Return what members said of taking part in these motions or their items, in order."""
    scopes = [row["id"] for row in motions] + [row["item"] for row in motions if row["item"]]
    among = ", ".join(f"${number}" for number in range(1, len(scopes) + 1))
    rows = await engine().read(
        f"{ENTRIES} WHERE r.motion IN ({among}) OR r.item IN ({among}) ORDER BY r.declared_at",
        *scopes,
    )
    return tuple(msgspec.convert(rows, list[RecusalEntry]))


def _motion(
    row: Row, votes: Mapping[UUID, Choice], entries: tuple[RecusalEntry, ...]
) -> MotionFile:
    same = {name: row[name] for name in _AS_STORED}
    return MotionFile(
        **same,
        seconder_name=row["seconder_name"] or "",
        committee=row["committee"] or "",
        state=State(row["state"]),
        diverges=bool(row["diverges"]),
        noticed=bool(row["noticed"]),
        debate_closed=bool(row["debate_closed"]),
        until_day=_day(row["until_day"]),
        entitled=msgspec.json.decode(row["entitled"], type=tuple[Entitled, ...]),
        kept=msgspec.json.decode(row["tally"], type=KeptTally | None),
        votes=votes,
        entries=tuple(
            each
            for each in entries
            if each.motion == row["id"] or (each.item is not None and each.item == row["item"])
        ),
    )


_AS_STORED = (
    *("id", "meeting", "item", "number", "kind", "text", "mover", "mover_name", "seconder"),
    *("moved_at", "put_at", "closed_at", "outcome", "resolution", "target", "target_number"),
    *("came_from", "about", "proposed", "stated_at", "until_meeting", "referred_to"),
    *("ground", "subject"),
    *("afterwards", "afterwards_by", "minutes", "touched_by", "touched_at"),
)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


async def minutes_of(meeting_id: UUID) -> tuple[Minutes, ...]:
    """Return every published version of a meeting's minutes, the latest last."""
    rows = await engine().read(
        "SELECT id, version, published_at, lines, published_by, digest, about, enters "
        "FROM minutes WHERE meeting = $1 ORDER BY version",
        meeting_id,
    )
    read = [{**row, "lines": msgspec.json.decode(row["lines"])} for row in rows]
    return tuple(msgspec.convert(read, list[Minutes]))
