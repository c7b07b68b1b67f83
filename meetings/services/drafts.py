"""How a motion is written down: made anew, moved on in its life, given other words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from piccolo.columns import Column

from governance.errors import OutOfOrderError
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record
from meetings.rules.motions import GOES_TO, State
from meetings.services.files import MotionFile
from meetings.tables import MotionRow, WordingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A motion as it is written down for the first time."""

    meeting: UUID
    kind: str
    text: str
    mover: UUID
    seconder: UUID | None = None
    state: State = State.MOVED
    item: UUID | None = None
    target: UUID | None = None
    came_from: UUID | None = None
    about: UUID | None = None
    proposed: str = ""
    noticed: bool = False
    until_day: date | None = None
    until_meeting: UUID | None = None
    referred_to: str = ""
    minutes: UUID | None = None
    ground: str = ""
    subject: str = ""
    stated_at: datetime | None = None


async def write_down(record: Record, draft: Draft) -> UUID:
    """Keep a motion under the next number of its meeting."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM motion WHERE meeting = $1", draft.meeting
    )
    motion_id = uuid4()
    fields: dict[str, Any] = {name: getattr(draft, name) for name in Draft.__slots__}
    await MotionRow.insert(
        MotionRow(
            id=motion_id,
            body=record.body.id,
            number=rows[0]["number"] + 1,
            moved_at=record.at,
            put_at=None,
            closed_at=None,
            entitled="[]",
            tally="null",
            outcome="",
            diverges=False,
            resolution="",
            debate_closed=False,
            afterwards="",
            afterwards_by=None,
            touched_by=record.actor.name,
            touched_at=record.at,
            **fields,
        )
    )
    told = {name: value for name, value in fields.items() if value not in (None, "", False)}
    record.note(f"motion:{motion_id}", after=told)
    return motion_id


async def move_on(
    record: Record,
    motion: MotionFile,
    state: State,
    values: dict[Column | str, Any] | None = None,  # a column may hold any type
) -> None:
    """Bring a motion to another state of its life, and keep who did it."""
    if state not in GOES_TO[motion.state]:
        raise OutOfOrderError(
            say(
                "The motion cannot go from there: {state}. {last}",
                state=motion.state.words,
                last=last_step(record, motion),
            )
        )
    await MotionRow.update(
        {
            MotionRow.state: state,
            MotionRow.touched_by: record.actor.name,
            MotionRow.touched_at: record.at,
            **(values or {}),
        }
    ).where(MotionRow.id == motion.id)


async def reword(record: Record, motion: MotionFile, text: str, amendment: MotionFile) -> None:
    """Give a motion other words; how it read before stays, version by version."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM wording WHERE motion = $1", motion.id
    )
    version = rows[0]["number"]
    if not version:
        await _keep(record, motion, 1, motion.text, None, motion.moved_at)
        version = 1
    await _keep(record, motion, version + 1, text, amendment.id, record.at)
    await MotionRow.update({MotionRow.text: text}).where(MotionRow.id == motion.id)
    record.note(f"motion:{motion.id}", before={"text": motion.text}, after={"text": text})


async def mark(record: Record, motion: MotionFile, afterwards: str, by: UUID) -> None:
    """Keep what a later motion did to one that was dealt with."""
    await MotionRow.update({MotionRow.afterwards: afterwards, MotionRow.afterwards_by: by}).where(
        MotionRow.id == motion.id
    )
    record.note(f"motion:{motion.id}", after={"afterwards": afterwards, "by": by})


def last_step(record: Record, motion: MotionFile) -> Sentence:
    """Say who did the last step of a motion, and when, to whoever came second."""
    if not motion.touched_by or motion.touched_at is None:
        return say("Look again.")
    hour = motion.touched_at.astimezone(ZoneInfo(record.body.timezone)).time()
    return say("{name} did the last step at {hour}.", name=motion.touched_by, hour=hour)


async def _keep(
    record: Record,
    motion: MotionFile,
    version: int,
    text: str,
    amendment: UUID | None,
    since: datetime,
) -> None:
    await WordingRow.insert(
        WordingRow(
            id=uuid4(),
            body=record.body.id,
            motion=motion.id,
            version=version,
            text=text,
            amendment=amendment,
            since=since,
        )
    )
