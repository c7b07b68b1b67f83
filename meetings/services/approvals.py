"""Which minutes were approved, by which motion of a later meeting; and who signed them.

Nothing of this is stored beside the motions: minutes are approved by a motion that stands, and no
longer when that is rescinded, reconsidered or corrected.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

import msgspec

from governance.charter.findings import require
from governance.charter.model import MotionKind
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.approvals import OnTheTable, may_approve, may_sign
from meetings.rules.wording import Said, compared, digest_of
from meetings.schemas.meetings import Meeting, Minutes
from meetings.schemas.minutes import (
    MinutesApproval,
    MinutesChange,
    MinutesHistory,
    MinutesSignature,
    MinutesVersion,
    Signing,
)
from meetings.services.files import MeetingFile, MotionFile, get_meeting, minutes_of, motion_files
from meetings.services.rolls import whose
from meetings.tables import MinutesSignatureRow

LATELY = 24
"""So many minutes at most wait in a list; what is older can be named through the API."""

explain({"minutes_signature_once": say("Somebody signed under this title just now.")})


@dataclass(frozen=True, slots=True)
class Table:
    """The version of minutes that lies before the body, and the words of a motion for it."""

    id: UUID
    words: str


async def on_the_table(
    record: Record, file: MeetingFile, kind: MotionKind, meeting_id: UUID | None
) -> Table | None:
    """Return the minutes that a motion would approve; None for any other motion."""
    if not kind.approves_minutes:
        return None
    if meeting_id is None:
        raise BadInputError({"minutes_of": say("Choose the meeting whose minutes are approved.")})
    try:
        meeting = await get_meeting(record.body, meeting_id)
    except NotFoundError:
        unknown = say("There is no such meeting of this body.")
        raise BadInputError({"minutes_of": unknown}) from None
    history = await history_of(record.body, meeting)
    latest = history.versions[-1] if history.versions else None
    found = OnTheTable(
        is_own_meeting=meeting.id == file.meeting.id,
        adjourned_at=meeting.adjourned_at,
        version=latest.version if latest else None,
        approved=bool(latest and latest.is_approved),
        of_others=await whose(meeting.id) != await whose(file.meeting.id),
    )
    require(*may_approve(found, file.meeting.called_to_order_at, kind))
    versions = await minutes_of(meeting.id)
    words = say(
        "To approve the minutes of {day} ({title}, version {version}).",
        title=meeting.title,
        day=day_in(meeting.starts_at, record.body.timezone),
        version=versions[-1].version,
    )
    return Table(versions[-1].id or uuid4(), str(words))


@deed
async def sign_minutes(
    record: Record, meeting_id: UUID, version: int, wish: Signing
) -> MinutesSignature:
    """Sign an approved version, under a title that the charter gives one's role."""
    meeting = await get_meeting(record.body, meeting_id)
    found = version_in(await history_of(record.body, meeting), version)
    rule = record.charter.minutes
    if rule is None:
        raise OutOfOrderError(say("The law of this body names nobody who signs minutes."))
    signed = any(each.title == wish.title for each in found.signatures)
    roles = {role.value for role in record.actor.roles}
    require(*may_sign(wish.title, rule, roles, approved=found.is_approved, signed=signed))
    if wish.digest != found.digest:
        raise OutOfOrderError(say("You have seen another text than this version; look again."))
    signature = MinutesSignature(
        title=wish.title, name=record.actor.name, digest=found.digest, signed_at=record.at
    )
    rows = {each.version: each.id for each in await minutes_of(meeting_id)}
    await MinutesSignatureRow.insert(
        MinutesSignatureRow(
            id=uuid4(),
            body=record.body.id,
            minutes=rows[version],
            title=signature.title,
            name=signature.name,
            digest=signature.digest,
            signed_at=record.at,
        )
    )
    record.note(
        f"meeting:{meeting_id}",
        after={"minutes": version, "signed_as": wish.title, "digest": found.digest},
    )
    return signature


async def history_of(body: Body, meeting: Meeting) -> MinutesHistory:
    """Return every version of a meeting's minutes, with what changed and who approved it."""
    versions = await minutes_of(meeting.id)
    approvals = await _approvals(body, versions)
    signatures = await _signatures(meeting.id)
    approved = _approved(versions, approvals)
    seen: tuple[Said, ...] = ()
    found = []
    for each in versions:
        now = said_in(each)
        motion = approvals.get(each.id) or _entering(each, approvals)
        found.append(
            MinutesVersion(
                version=each.version,
                published_at=each.published_at,
                published_by=each.published_by,
                about=each.about,
                digest=each.digest or digest_of(str(meeting.id), each.version, now),
                is_approved=each.version == approved,
                approval=await _approval(body, motion) if motion else None,
                signatures=signatures.get(each.version, ()),
                lines=each.lines,
                changes=changes(seen, now) if seen else (),
                corrections_to_enter=bool(
                    motion and each.version == approved and not each.enters and _amended(motion)
                ),
            )
        )
        seen = now
    return MinutesHistory(meeting=meeting.id, versions=tuple(found), approved=approved)


async def approving_motion(body: Body, meeting_id: UUID, found: MinutesVersion) -> UUID | None:
    """Return the motion that approved a version."""
    versions = await minutes_of(meeting_id)
    approvals = await _approvals(body, versions)
    row = next(each for each in versions if each.version == found.version)
    motion = approvals.get(row.id)
    return motion[0].id if motion else row.enters


def version_in(history: MinutesHistory, version: int) -> MinutesVersion:
    """Return one version of a history."""
    for each in history.versions:
        if each.version == version:
            return each
    raise NotFoundError(say("There is no such version of these minutes."))


def current(history: MinutesHistory) -> MinutesVersion | None:
    """Return the version that counts: the approved one, or else the latest draft."""
    if history.approved is not None:
        return version_in(history, history.approved)
    return history.versions[-1] if history.versions else None


def said_in(minutes: Minutes) -> tuple[Said, ...]:
    """Return the lines of a version as the rules compare them."""
    return tuple(Said(line.kind, line.text, line.key) for line in minutes.lines)


def changes(before: tuple[Said, ...], after: tuple[Said, ...]) -> tuple[MinutesChange, ...]:
    """Return what changed between two texts, line by line."""
    return tuple(
        MinutesChange(fate=each.fate, kind=each.line.kind, text=each.line.text)
        for each in compared(before, after)
    )


async def _approvals(
    body: Body, versions: tuple[Minutes, ...]
) -> dict[UUID | None, tuple[MotionFile, bool]]:
    """Return the motion in effect that approved each version, and whether it was amended."""
    if not versions:
        return {}
    among = ", ".join(f"${number}" for number in range(2, len(versions) + 2))
    motions = await motion_files(
        f"m.body = $1 AND m.minutes IN ({among}) AND m.state = 'decided' "
        "AND m.outcome = 'carried' AND m.afterwards = ''",
        body.id,
        *(each.id for each in versions),
        order="m.closed_at",
    )
    found: dict[UUID | None, tuple[MotionFile, bool]] = {}
    for motion in motions:
        if motion.tally is not None and motion.tally.takes_effect:
            rows = await engine().read("SELECT 1 FROM wording WHERE motion = $1", motion.id)
            found[motion.minutes] = (motion, bool(rows))
    return found


def _amended(found: tuple[MotionFile, bool]) -> bool:
    return found[1]


def _entering(
    version: Minutes, approvals: dict[UUID | None, tuple[MotionFile, bool]]
) -> tuple[MotionFile, bool] | None:
    """Return the motion whose corrections a version puts in, while that motion stands."""
    return next((each for each in approvals.values() if each[0].id == version.enters), None)


def _approved(
    versions: tuple[Minutes, ...], approvals: dict[UUID | None, tuple[MotionFile, bool]]
) -> int | None:
    """Return the version that is the approved one now: the last that a motion made so."""
    made = [
        each.version
        for each in versions
        if each.id in approvals or (each.enters and _entering(each, approvals))
    ]
    return max(made, default=None)


async def _approval(body: Body, found: tuple[MotionFile, bool]) -> MinutesApproval:
    motion, amended = found
    meeting = await get_meeting(body, motion.meeting)
    return MinutesApproval(
        meeting=meeting.id,
        meeting_title=meeting.title,
        met_on=day_in(meeting.starts_at, body.timezone),
        motion=motion.number,
        approved_at=motion.closed_at or motion.moved_at,
        as_corrected=amended,
        words=motion.text,
    )


async def _signatures(meeting_id: UUID) -> dict[int, tuple[MinutesSignature, ...]]:
    rows = await engine().read(
        "SELECT m.version, s.title, s.name, s.digest, s.signed_at FROM minutes_signature s "
        "JOIN minutes m ON m.id = s.minutes WHERE m.meeting = $1 ORDER BY s.signed_at",
        meeting_id,
    )
    found: dict[int, tuple[MinutesSignature, ...]] = {}
    for row in rows:
        one = msgspec.convert(row, MinutesSignature)
        found[row["version"]] = (*found.get(row["version"], ()), one)
    return found


async def minutes_to_approve(
    body: Body, meeting_id: UUID
) -> tuple[tuple[Meeting, MinutesVersion], ...]:
    """Return the minutes that a meeting can approve: of those who meet there, the oldest first."""
    here = await whose(meeting_id)
    return tuple(
        [
            each
            for each in await waiting_minutes(body)
            if each[0].id != meeting_id and await whose(each[0].id) == here
        ]
    )


async def waiting_minutes(body: Body) -> tuple[tuple[Meeting, MinutesVersion], ...]:
    """Return the published minutes of late that no meeting has approved, the oldest first."""
    rows = await engine().read(
        "SELECT DISTINCT g.id, g.starts_at FROM minutes n JOIN meeting g ON g.id = n.meeting "
        "LEFT JOIN motion m ON m.minutes = n.id AND m.state = 'decided' "
        "AND m.outcome = 'carried' AND m.afterwards = '' "
        "WHERE n.body = $1 AND m.id IS NULL AND n.enters IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM minutes o WHERE o.meeting = n.meeting "
        "AND o.version > n.version) ORDER BY g.starts_at DESC LIMIT $2",
        body.id,
        LATELY,
    )
    found = []
    for row in reversed(rows):
        meeting = await get_meeting(body, row["id"])
        history = await history_of(body, meeting)
        if not history.versions[-1].is_approved:
            found.append((meeting, history.versions[-1]))
    return tuple(found)
