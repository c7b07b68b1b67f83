"""The minutes: drafted from the record, published, never overwritten."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.charter.model import Charter
from governance.errors import BadInputError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.committees import membership
from meetings.rules.minutes import (
    Attended,
    Corrected,
    Held,
    Line,
    Moved,
    Reworded,
    StoodAside,
    minutes,
)
from meetings.rules.motions import Session
from meetings.rules.votes import Choice
from meetings.rules.wording import Said, digest_of, keyed, woven
from meetings.schemas.meetings import Minutes, MinutesLine, StayCorrection
from meetings.schemas.minutes import MinutesPublishing, Passage
from meetings.schemas.motions import Entitled, VoteCorrection
from meetings.services.approvals import approving_motion, history_of
from meetings.services.corrections import corrections_of
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.recesses import lines_of_recesses
from meetings.services.rolls import Roll, roll_of
from meetings.services.sessions import quorum_at
from meetings.services.views import History, histories, said_by_member
from meetings.tables import MinutesRow

Also = Callable[[Body, UUID], Awaitable[tuple[Line, ...]]]
_also: list[Also] = []

explain({"minutes_version": say("Somebody else published minutes just now; look again.")})


def also(lines: Also) -> None:
    """Let another package say in the minutes what it did at a meeting."""
    _also.append(lines)


also(lines_of_recesses)


@deed
async def publish_minutes(
    record: Record, meeting_id: UUID, wish: MinutesPublishing | None = None
) -> Minutes:
    """Publish the minutes: the lines of the record, and what people wrote between them.

    They are a draft until a later meeting approves them, and do not wait for that. A later
    version stands beside the earlier ones.
    """
    wish = wish or MinutesPublishing()
    file = await meeting_file(record.body, meeting_id)
    if file.meeting.state is not Session.ADJOURNED:
        raise OutOfOrderError(say("Minutes are published once the meeting has ended."))
    before = file.minutes
    if wish.version is not None and wish.version != (before.version if before else 0):
        raise OutOfOrderError(_faster(record, before))
    lines = await text_of(record.body, file)
    if before is not None and [(line.kind, line.text) for line in before.lines] == [
        (line.kind, line.text) for line in lines
    ]:
        raise OutOfOrderError(
            say(
                "Version {version} says just this; there is nothing new to publish.",
                version=before.version,
            )
        )
    version = 1 + (before.version if before else 0)
    enters = await _entered(record, file, wish)
    published = Minutes(
        version=version,
        published_at=record.at,
        lines=tuple(MinutesLine(kind=each.kind, text=each.text, key=each.key) for each in lines),
        published_by=record.actor.name,
        digest=digest_of(str(meeting_id), version, lines),
        about=wish.about.strip(),
        enters=enters,
        id=uuid4(),
    )
    await _keep(record, meeting_id, published)
    return published


async def _keep(record: Record, meeting_id: UUID, published: Minutes) -> None:
    text = msgspec.json.encode(published.lines).decode()
    await MinutesRow.insert(
        MinutesRow(
            id=published.id,
            body=record.body.id,
            meeting=meeting_id,
            version=published.version,
            lines=text,
            published_at=record.at,
            published_by=published.published_by,
            digest=published.digest,
            about=published.about,
            enters=published.enters,
        )
    )
    told = {"minutes": published.version, "lines": text, "digest": published.digest}
    if published.about:
        told["about"] = published.about
    record.note(f"meeting:{meeting_id}", after=told)


async def _entered(record: Record, file: MeetingFile, wish: MinutesPublishing) -> UUID | None:
    """Return the motion whose corrections are put in; after an approval, ask why there is more."""
    history = await history_of(record.body, file.meeting)
    waiting = [each for each in history.versions if each.corrections_to_enter]
    if wish.enters_corrections:
        if not waiting:
            raise OutOfOrderError(say("No corrections that the body adopted wait to be put in."))
        return await approving_motion(record.body, file.meeting.id, waiting[-1])
    if history.approved is not None and not wish.about.strip():
        missing = say("Approved minutes stand: say what is corrected, and why.")
        raise BadInputError({"about": missing})
    return None


def _faster(record: Record, latest: Minutes | None) -> Sentence:
    if latest is None:
        return say("That version is not there; look again.")
    return say(
        "{name} published version {version} at {hour}, before you did. Look at it first.",
        name=latest.published_by or say("Somebody else"),
        version=latest.version,
        hour=latest.published_at.astimezone(ZoneInfo(record.body.timezone)).time(),
    )


async def text_of(body: Body, file: MeetingFile) -> tuple[Said, ...]:
    """Return the minutes as they would be published now: the record's lines and people's own."""
    computed = keyed(await drafted(body, file))
    written = await passages_of(file.meeting.id)
    return woven(computed, {each.after: each.text for each in written}) if computed else ()


async def passages_of(meeting_id: UUID) -> tuple[Passage, ...]:
    """Return what people have written between the lines of the record."""
    rows = await engine().read("SELECT passages FROM minutes_text WHERE meeting = $1", meeting_id)
    return msgspec.json.decode(rows[0]["passages"], type=tuple[Passage, ...]) if rows else ()


async def drafted(body: Body, file: MeetingFile) -> tuple[Line, ...]:
    """Return the minutes as the record gives them now; nothing before the call to order."""
    called_at = file.meeting.called_to_order_at
    if called_at is None:
        return ()
    roll = await roll_of(body, file.meeting, called_at)
    charter, members = roll.charter, roll.members
    more = [line for lines in _also for line in await lines(body, file.meeting.id)]
    held = _held(body, file, members, charter, called_at, await histories(file.meeting.id))
    if charter.committee:
        held = replace(
            held,
            body=str(say("{name} of the {body}", name=charter.committee, body=body.name)),
            membership=_membership(roll),
        )
    zone = ZoneInfo(body.timezone)
    mended = tuple(_mended_stay(each, zone) for each in await corrections_of(file.meeting.id))
    return minutes(replace(held, also=tuple(more), corrected=mended))


def _held(
    body: Body,
    file: MeetingFile,
    members: tuple[Entitled, ...],
    charter: Charter,
    called_at: datetime,
    more: Mapping[UUID, History],
) -> Held:
    zone = ZoneInfo(body.timezone)
    meeting = file.meeting
    came = {each.person for each in file.roll}
    names = {each.person: each.name for each in members}
    adjourned_at = meeting.adjourned_at.astimezone(zone) if meeting.adjourned_at else None
    found_at = _quorum_found_at(file, members, charter, called_at)
    return Held(
        title=meeting.title,
        body=body.name,
        place=meeting.place,
        called_to_order_at=called_at.astimezone(zone),
        adjourned_at=adjourned_at,
        presiding=names.get(meeting.presiding, "") if meeting.presiding else "",
        quorum=quorum_at(file, members, charter, found_at).reason,
        quorum_came_at=found_at.astimezone(zone) if found_at > called_at else None,
        roll=tuple(_attended(file, zone)),
        absent=tuple(each.name for each in members if each.person not in came),
        motions=tuple(
            _moved(motion, charter, more.get(motion.id, History()), zone) for motion in file.motions
        ),
    )


def _membership(roll: Roll) -> Sentence:
    """Say who is on a committee, who leads it, and how many it has in all."""
    chair = next((each.name for each in roll.members if each.person == roll.chair), None)
    names = tuple(each.name for each in roll.members if each.person != roll.chair)
    return membership(names, chair, len(roll.charter.seats))


def _quorum_found_at(
    file: MeetingFile, members: tuple[Entitled, ...], charter: Charter, called_at: datetime
) -> datetime:
    """Return when enough members were first in the room; the call to order if they never were."""
    arrivals = sorted(stay.arrived_at for stay in file.roll if stay.arrived_at > called_at)
    for moment in (called_at, *arrivals):
        if quorum_at(file, members, charter, moment).is_there:
            return moment
    return called_at


def _attended(file: MeetingFile, zone: ZoneInfo) -> Iterator[Attended]:
    for stay in file.roll:
        left_at = stay.left_at.astimezone(zone) if stay.left_at else None
        if stay.left_at == file.meeting.adjourned_at:
            left_at = None  # whoever stays to the end leaves with everybody
        yield Attended(stay.name, stay.arrived_at.astimezone(zone), left_at, stay.remote)


def _moved(motion: MotionFile, charter: Charter, history: History, zone: ZoneInfo) -> Moved:
    said = said_by_member(motion)

    def who(choice: Choice) -> tuple[str, ...]:
        return tuple(each.name for each in said if each.said == choice)

    return Moved(
        number=motion.number,
        kind=motion.kind,
        text=motion.text,
        mover=motion.mover_name,
        seconder=motion.seconder_name,
        state=motion.state,
        tally=motion.tally,
        resolution=motion.resolution,
        yes=who(Choice.YES),
        no=who(Choice.NO),
        abstain=who(Choice.ABSTAIN),
        aside=tuple(_aside(motion, charter)),
        reworded=tuple(_reworded(history)),
        corrected=tuple(_mended_vote(each, zone) for each in history.corrections),
        afterwards=AFTERWARDS.get(motion.afterwards),
    )


AFTERWARDS = {
    "reconsidered": say("It was reconsidered later; the later vote counts."),
    "rescinded": say("It was rescinded later."),
}
_SAID = {
    "yes": say("yes"),
    "no": say("no"),
    "abstain": say("abstaining"),
    "": say("no vote"),
}


def _aside(motion: MotionFile, charter: Charter) -> Iterator[StoodAside]:
    """Yield who stood aside, and who took part again, each entry as it was made."""
    last = {each.person: each for each in motion.entries}
    for each in motion.recusals:
        yield StoodAside(each.name, each.reason, charter.recusal.clause)
    stood = {each.person for each in motion.entries if not each.takes_part}
    for entry in sorted(last.values(), key=lambda each: each.name):
        if entry.takes_part and entry.person in stood:
            yield StoodAside(entry.name, entry.reason, charter.recusal.clause, returned=True)


def _reworded(history: History) -> Iterator[Reworded]:
    """Yield how a motion read before each amendment."""
    for before, after in pairwise(history.versions):
        yield Reworded(before.text, after.amendment or 0)


def _mended_vote(each: VoteCorrection, zone: ZoneInfo) -> Corrected:
    what = say(
        "the vote of {name}, {was}, is {now}.",
        name=each.name,
        was=_SAID[each.was],
        now=_SAID[each.choice],
    )
    return Corrected(what, each.corrected_at.astimezone(zone).date(), each.reason)


def _mended_stay(each: StayCorrection, zone: ZoneInfo) -> Corrected:
    def hours(arrived: datetime, left: datetime | None) -> Sentence:
        since = arrived.astimezone(zone).time()
        if left is None:
            return say("from {arrived}", arrived=since)
        return say("{arrived} to {left}", arrived=since, left=left.astimezone(zone).time())

    what = say(
        "{name} was there {now}, not {was}.",
        name=each.name,
        now=hours(each.arrived_at, each.left_at),
        was=hours(each.arrived_was, each.left_was),
    )
    return Corrected(what, each.corrected_at.astimezone(zone).date(), each.reason)
