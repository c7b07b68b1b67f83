"""What people write into the minutes between the lines of the record, until it is published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from meetings.rules.motions import Session
from meetings.rules.wording import Said, keyed, woven
from meetings.schemas.meetings import MinutesLine
from meetings.schemas.minutes import MinutesDraft, MinutesText, Passage
from meetings.services.approvals import changes, said_in
from meetings.services.files import MeetingFile, meeting_file
from meetings.services.minutes import drafted, passages_of
from meetings.tables import MinutesTextRow


@dataclass(frozen=True, slots=True)
class Kept:
    """The text as it was saved last."""

    revision: int = 0
    edited_by: str = ""
    edited_at: datetime | None = None


@deed
async def edit_minutes(record: Record, meeting_id: UUID, wish: MinutesText) -> MinutesDraft:
    """Keep what somebody writes between the lines of the record; those stay as they are."""
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.called_to_order_at is None or file.meeting.state is Session.CANCELLED:
        raise OutOfOrderError(say("Minutes are written once the meeting has been called to order."))
    kept = await kept_text(meeting_id)
    latest = file.minutes.version if file.minutes else 0
    if file.minutes is not None and wish.version != latest:
        raise OutOfOrderError(_published_meanwhile(record, file))
    if wish.revision != kept.revision:
        raise OutOfOrderError(_written_meanwhile(record, kept))
    known = {line.key for line in keyed(await drafted(record.body, file))}
    standing = {each.after for each in await passages_of(meeting_id)}
    for each in wish.passages:
        if each.after not in known | standing:
            raise BadInputError({"passages": say("There is no such line to write after.")})
    passages = _joined(wish.passages)
    await _keep(record, meeting_id, kept, passages)
    record.note(
        f"meeting:{meeting_id}",
        after={"minutes_text": msgspec.json.encode(passages).decode()},
    )
    return await draft_of(record.body, meeting_id)


def _joined(passages: tuple[Passage, ...]) -> list[Passage]:
    """Return one passage for each line; what is written after the same one follows in order."""
    found: dict[str, str] = {}
    for each in passages:
        if each.text.strip():
            before = found.get(each.after, "")
            found[each.after] = f"{before}\n\n{each.text}" if before else each.text
    return [Passage(after=after, text=text) for after, text in found.items()]


async def draft_of(body: Body, meeting_id: UUID) -> MinutesDraft:
    """Return the minutes as they would be published now."""
    file = await meeting_file(body, meeting_id)
    kept = await kept_text(meeting_id)
    passages = await passages_of(meeting_id)
    computed = keyed(await drafted(body, file))
    lines = woven(computed, {each.after: each.text for each in passages}) if computed else ()
    before = said_in(file.minutes) if file.minutes else ()
    return MinutesDraft(
        revision=kept.revision,
        version=file.minutes.version if file.minutes else 0,
        edited_by=kept.edited_by,
        edited_at=kept.edited_at,
        lines=tuple(map(line_of, lines)),
        passages=passages,
        changes=changes(before, lines) if before else (),
        is_ready=file.meeting.state is Session.ADJOURNED,
    )


async def kept_text(meeting_id: UUID) -> Kept:
    """Return who saved the text last, and which revision that was."""
    rows = await engine().read(
        "SELECT revision, edited_by, edited_at FROM minutes_text WHERE meeting = $1", meeting_id
    )
    return Kept(**rows[0]) if rows else Kept()


def line_of(said: Said) -> MinutesLine:
    return MinutesLine(kind=said.kind, text=said.text, key=said.key)


async def _keep(record: Record, meeting_id: UUID, kept: Kept, passages: list[Passage]) -> None:
    text = msgspec.json.encode(passages).decode()
    if kept.revision:
        await MinutesTextRow.update(
            {
                MinutesTextRow.revision: kept.revision + 1,
                MinutesTextRow.passages: text,
                MinutesTextRow.edited_by: record.actor.name,
                MinutesTextRow.edited_at: record.at,
            }
        ).where(MinutesTextRow.meeting == meeting_id)
        return
    await MinutesTextRow.insert(
        MinutesTextRow(
            id=uuid4(),
            body=record.body.id,
            meeting=meeting_id,
            revision=1,
            passages=text,
            edited_by=record.actor.name,
            edited_at=record.at,
        )
    )


def _published_meanwhile(record: Record, file: MeetingFile) -> Sentence:
    assert file.minutes is not None  # asked before
    return say(
        "Version {version} was published by {name} at {hour}, while you were writing. What you "
        "typed is still here: look at it beside that version, and save it for the next one.",
        version=file.minutes.version,
        name=file.minutes.published_by or say("somebody else"),
        hour=file.minutes.published_at.astimezone(ZoneInfo(record.body.timezone)).time(),
    )


def _written_meanwhile(record: Record, kept: Kept) -> Sentence:
    if kept.edited_at is None:
        return say("This text is not there any more; look again.")
    return say(
        "{name} saved another text at {hour}, while you were writing. What you typed is still "
        "here: look at both, and save again.",
        name=kept.edited_by,
        hour=kept.edited_at.astimezone(ZoneInfo(record.body.timezone)).time(),
    )
