"""Members stand aside from an item or a motion, and may think better of it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import msgspec

from governance.charter.findings import require
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.rules.motions import Session, State
from meetings.rules.recusals import (
    Disclosed,
    Entry,
    Relation,
    may_take_part_again,
    must_recuse,
    standing_aside,
    to_be_asked,
)
from meetings.schemas.meetings import Meeting
from meetings.schemas.motions import DisclosureWish, Recusal, RecusalEntry, TakingPart
from meetings.services.files import (
    ENTRIES,
    INSTANT,
    MeetingFile,
    MotionFile,
    meeting_file,
    motion_files,
)
from meetings.services.matters import parties_voted_on
from meetings.tables import RecusalRow

OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF})


@deed
async def declare_recusal(record: Record, motion_id: UUID, wish: DisclosureWish) -> Recusal:
    """Disclose what binds a member to the matter; from now on the member takes no part.

    A vote that was cast before is not counted. It holds for this motion, or for its whole item.
    """
    file, motion = await _pending(record, motion_id)
    person, name = await _whom(record, wish.person, file.meeting)
    found = must_recuse(wish.relation, record.charter.recusal)
    if wish.relation is Relation.NONE:
        raise BadInputError({"relation": found.reason})
    if person in motion.recused:
        raise OutOfOrderError(say("This member is recused already."))
    item = motion.item if wish.whole_item else None
    if wish.whole_item and item is None:
        raise BadInputError({"whole_item": say("This motion belongs to no item of the agenda.")})
    for each in () if item else file.resting_upon(motion):
        if person not in each.recused:
            await _enter(record, file, person, wish.relation, wish.reason, motion=each.id)
    await _enter(
        record, file, person, wish.relation, wish.reason, item=item, motion=_or(item, motion_id)
    )
    return Recusal(
        motion=motion_id,
        person=person,
        name=name,
        relation=wish.relation,
        reason=wish.reason,
        clause=found.clause,
    )


@deed
async def declare_item_recusal(record: Record, item_id: UUID, wish: DisclosureWish) -> RecusalEntry:
    """Disclose what binds a member to an item; the member takes no part in any motion under it."""
    rows = await engine().read(
        "SELECT meeting FROM agenda_item WHERE id = $1 AND body = $2", item_id, record.body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such item."))
    file = await meeting_file(record.body, rows[0]["meeting"])
    person, _ = await _whom(record, wish.person, file.meeting)
    if file.meeting.state in (Session.ADJOURNED, Session.CANCELLED):
        raise OutOfOrderError(say("This meeting is over."))
    found = must_recuse(wish.relation, record.charter.recusal)
    if wish.relation is Relation.NONE:
        raise BadInputError({"relation": found.reason})
    entries = await entries_of_item(item_id)
    if person in standing_aside(_facts(entries)):
        raise OutOfOrderError(say("This member is recused already."))
    await _enter(record, file, person, wish.relation, wish.reason, item=item_id)
    return (await entries_of_item(item_id))[-1]


@deed
async def take_part_again(record: Record, motion_id: UUID, wish: TakingPart) -> RecusalEntry:
    """Say why a member takes part in a motion after all, or that a disclosure is not about it.

    While its vote is open nobody comes back to it.
    """
    file, motion = await _pending(record, motion_id)
    person, name = await _whom(record, wish.person, file.meeting)
    if motion.state is State.PUT and person in motion.recused:
        raise OutOfOrderError(say("Whoever stood aside when the vote was opened stays aside."))
    asked = await asked_of(record.body, file, motion)
    require(may_take_part_again(person, motion.recused, asked, record.charter.recusal))
    if motion.about == person:
        raise BadInputError({"reason": say("The motion concerns this very member.")})
    await _enter(
        record, file, person, Relation.NONE, wish.reason, motion=motion_id, takes_part=True
    )
    return RecusalEntry(
        person=person,
        name=name,
        item=None,
        motion=motion_id,
        takes_part=True,
        relation=Relation.NONE,
        reason=wish.reason,
        declared_at=record.at,
    )


async def stand_aside_as_the_subject(
    record: Record, meeting_id: UUID, motion_id: UUID, person: UUID
) -> None:
    """Let the member whom a motion concerns take no part in it."""
    file = await meeting_file(record.body, meeting_id)
    reason = str(say("The motion concerns this member."))
    await _enter(record, file, person, Relation.PERSONAL, reason, motion=motion_id)


async def asked_of(body: Body, file: MeetingFile, motion: MotionFile) -> tuple[Disclosed, ...]:
    """Return the disclosures that a motion names and about which nobody has said anything yet."""
    rows = await engine().read(
        "SELECT person, party FROM disclosure WHERE body = $1 AND ended_at IS NULL "
        "ORDER BY stated_at",
        body.id,
    )
    disclosed = [Disclosed(row["person"], row["party"]) for row in rows]
    if not disclosed:
        return ()
    texts = (*file.texts(motion), *await parties_voted_on(motion.id))
    return to_be_asked(disclosed, texts, motion.answered)


async def entries_of_item(item_id: UUID) -> tuple[RecusalEntry, ...]:
    """Return what members said of taking part in an item, in order."""
    rows = await engine().read(f"{ENTRIES} WHERE r.item = $1 ORDER BY r.declared_at", item_id)
    return tuple(msgspec.convert(rows, list[RecusalEntry]))


async def entries_at(meeting_id: UUID) -> tuple[RecusalEntry, ...]:
    """Return what members said of taking part at a meeting, in order."""
    rows = await engine().read(f"{ENTRIES} WHERE r.meeting = $1 ORDER BY r.declared_at", meeting_id)
    return tuple(msgspec.convert(rows, list[RecusalEntry]))


def _facts(entries: Sequence[RecusalEntry]) -> list[Entry]:
    return [Entry(each.person, each.takes_part) for each in entries]


def _or(item: UUID | None, motion: UUID) -> UUID | None:
    return None if item else motion


async def _pending(record: Record, motion_id: UUID) -> tuple[MeetingFile, MotionFile]:
    """Return a motion that is not dealt with, of a meeting that goes on."""
    found = await motion_files("m.id = $1 AND m.body = $2", motion_id, record.body.id)
    if not found:
        raise NotFoundError(say("There is no such motion of this body."))
    if not found[0].state.is_pending:
        raise OutOfOrderError(say("The motion is decided; this comes too late for it."))
    file = await meeting_file(record.body, found[0].meeting)
    return file, file.motion(motion_id)


async def _whom(record: Record, wished: UUID | None, meeting: Meeting) -> tuple[UUID, str]:
    person = wished or record.actor.person
    if person is None:
        raise BadInputError({"person": say("Name the member.")})
    runs_it = record.actor.roles & OFFICE or record.actor.presides_at == meeting.id
    if person != record.actor.person and not runs_it:
        raise NotAllowedError(say("A member discloses only for themselves."))
    rows = await engine().read(
        "SELECT name FROM person WHERE id = $1 AND body = $2", person, record.body.id
    )
    if not rows:
        raise BadInputError({"person": say("There is no such member.")})
    return person, rows[0]["name"]


async def _enter(
    record: Record,
    file: MeetingFile,
    person: UUID,
    relation: Relation,
    reason: str,
    *,
    item: UUID | None = None,
    motion: UUID | None = None,
    takes_part: bool = False,
) -> None:
    """Keep an entry; of two at one instant the later one is an instant later."""
    rows = await engine().read(
        "SELECT declared_at FROM recusal_entry WHERE meeting = $1 "
        "ORDER BY declared_at DESC LIMIT 1",
        file.meeting.id,
    )
    at = max([file.after_the_last_vote(record.at), *(row["declared_at"] + INSTANT for row in rows)])
    await RecusalRow.insert(
        RecusalRow(
            id=uuid4(),
            body=record.body.id,
            meeting=file.meeting.id,
            item=item,
            motion=motion,
            person=person,
            takes_part=takes_part,
            relation=relation,
            reason=reason,
            declared_at=at,
        )
    )
    subject = f"item:{item}" if item else f"motion:{motion}"
    told = {"takes_part" if takes_part else "recused": person, "reason": reason}
    record.note(subject, after={**told, "relation": relation})
