"""How a motion is shown: who said what, and what it came to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from governance.services.bodies import engine
from meetings.rules.motions import State
from meetings.schemas.motions import MotionView, TextVersion, VoteCorrection, Voted, tally_view
from meetings.services.files import MeetingFile, MotionFile

RECUSED = "recused"
ABSENT = "absent"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class History:
    """How a motion read, version by version, and which votes on it were set right."""

    versions: tuple[TextVersion, ...] = ()
    corrections: tuple[VoteCorrection, ...] = ()


async def histories(meeting_id: UUID) -> Mapping[UUID, History]:
    """Return the histories of a meeting's motions; most have none."""
    versions: dict[UUID, list[TextVersion]] = defaultdict(list)
    for row in await engine().read(
        "SELECT w.motion, w.version, w.text, a.number AS amendment, w.since FROM wording w "
        "JOIN motion m ON m.id = w.motion LEFT JOIN motion a ON a.id = w.amendment "
        "WHERE m.meeting = $1 ORDER BY w.version",
        meeting_id,
    ):
        versions[row["motion"]].append(msgspec.convert(row, TextVersion))
    corrections: dict[UUID, list[VoteCorrection]] = defaultdict(list)
    for row in await engine().read(
        "SELECT c.motion, c.person, p.name, c.was, c.choice, c.reason, c.outcome_was, c.outcome, "
        "c.corrected_at FROM vote_correction c JOIN person p ON p.id = c.person "
        "JOIN motion m ON m.id = c.motion WHERE m.meeting = $1 ORDER BY c.corrected_at",
        meeting_id,
    ):
        corrections[row["motion"]].append(msgspec.convert(row, VoteCorrection))
    return {
        motion: History(tuple(versions[motion]), tuple(corrections[motion]))
        for motion in {*versions, *corrections}
    }


def motion_view(
    motion: MotionFile, file: MeetingFile | None = None, more: History | None = None
) -> MotionView:
    """Return a motion for the doors; votes by name from the moment the question is put.

    `file` is the meeting in which it was made, `more` how it read before and what was set right.
    """
    return MotionView(
        id=motion.id,
        meeting=motion.meeting,
        item=motion.item,
        number=motion.number,
        kind=motion.kind,
        text=motion.text,
        mover=motion.mover_name,
        seconder=motion.seconder_name,
        state=motion.state,
        put_at=motion.put_at,
        closed_at=motion.closed_at,
        outcome=motion.outcome,
        diverges=motion.diverges,
        resolution=motion.resolution,
        votes=said_by_member(motion),
        tally=tally_view(motion.tally) if motion.tally else None,
        target=_number(motion, file),
        came_from=motion.came_from,
        proposed=motion.proposed,
        versions=more.versions if more else (),
        stated_at=motion.stated_at,
        until_day=motion.until_day,
        until_meeting=motion.until_meeting,
        referred_to=motion.referred_to,
        afterwards=motion.afterwards,
        corrections=more.corrections if more else (),
        committee=motion.committee,
    )


def _number(motion: MotionFile, file: MeetingFile | None) -> int | None:
    """Return the number of the motion upon which this one was made, if at the same meeting."""
    here = file is None or any(each.id == motion.target for each in file.motions)
    return motion.target_number if here else None


def said_by_member(motion: MotionFile, present: frozenset[UUID] | None = None) -> tuple[Voted, ...]:
    """Return what every entitled member said: yes, no, abstain, recused, absent or silent.

    `present` is who is in the room while the vote is open; after it the record knows.
    """
    there = frozenset(motion.kept.present) if motion.kept else present or frozenset()
    said = []
    for member in motion.entitled:
        recusal = next((each for each in motion.recusals if each.person == member.person), None)
        choice = motion.votes.get(member.person)
        if recusal is not None:
            word = RECUSED
        elif member.person not in there and (motion.kept or present is not None):
            word = ABSENT
        else:
            word = choice.value if choice else SILENT
        said.append(
            Voted(
                person=member.person,
                name=member.name,
                seat=member.seat,
                seat_name=member.seat_name,
                said=word,
                reason=recusal.reason if recusal else "",
            )
        )
    return tuple(said)


def is_public(motion: MotionFile) -> bool:
    """Say whether the votes may be shown to the public: once the vote is closed."""
    return motion.state is not State.PUT
