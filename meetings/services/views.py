"""How a motion is shown: who said what, and what it came to."""

from uuid import UUID

from meetings.rules.motions import State
from meetings.schemas.motions import MotionView, Voted, tally_view
from meetings.services.files import MotionFile

RECUSED = "recused"
ABSENT = "absent"
SILENT = "silent"


def motion_view(motion: MotionFile) -> MotionView:
    """Return a motion for the doors; votes by name from the moment the question is put."""
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
    )


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
