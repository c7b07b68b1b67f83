"""To whom is notice of a meeting mailed, and was it?

Each of members, newsrooms and subscribers gets one letter for each state of the meeting, however
often the deed is done: the row that says so is unique.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from governance.errors import OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say, say_n
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.seals import SITE, mark
from meetings.rules.motions import Session
from meetings.schemas.mailings import MailedTo, Mailing
from meetings.schemas.meetings import Meeting, Notice
from meetings.services.changes import changes_of
from meetings.services.files import get_meeting
from meetings.services.members import members_on
from meetings.services.notices import NOTICE, publish
from meetings.tables import MailingRow

MEMBER, MEDIA, SUBSCRIBER = "member", "media", "subscriber"
KINDS = {MEMBER: "meeting_notice", MEDIA: "media_notice", SUBSCRIBER: "subscriber_notice"}


@dataclass(frozen=True, slots=True)
class _Recipient:
    audience: str
    id: UUID
    email: str
    nonce: str = ""


@deed
async def publish_notice(record: Record, meeting_id: UUID) -> Mailing:
    """Give notice here and now: publish it, and mail it to all who have not had it yet."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state is Session.TENTATIVE:
        raise OutOfOrderError(say("The hour is not firm yet; set it before you give notice."))
    if meeting.state is not Session.SCHEDULED:
        raise OutOfOrderError(say("This meeting is past that: {state}.", state=meeting.state.words))
    done = await spread(record, meeting)
    if not (done.given or done.members or done.media or done.subscribers):
        raise OutOfOrderError(say("This was published, and everybody on the lists has it."))
    return done


async def notice_again(record: Record, meeting: Meeting) -> None:
    """Tell of a change, within the deed that made it, where notice was given before."""
    rows = await engine().read(
        "SELECT 1 FROM notice WHERE meeting = $1 AND kind = $2 LIMIT 1", meeting.id, NOTICE
    )
    if rows:
        await spread(record, meeting)


async def spread(record: Record, meeting: Meeting) -> Mailing:
    """Publish a meeting as it stands and mail it, within a deed; nobody gets it twice."""
    counts = dict.fromkeys((MEMBER, MEDIA, SUBSCRIBER), 0)
    told = {
        (row["audience"], row["recipient"])
        for row in await engine().read(
            "SELECT audience, recipient FROM mailing WHERE meeting = $1 AND sequence = $2",
            meeting.id,
            meeting.sequence,
        )
    }
    subject, text = await _words(record, meeting)
    for each in await _recipients(record):
        if (each.audience, each.id) in told:
            continue
        mailing = uuid4()
        await MailingRow.insert(
            MailingRow(
                id=mailing,
                body=record.body.id,
                meeting=meeting.id,
                sequence=meeting.sequence,
                audience=each.audience,
                recipient=each.id,
                mailed_at=record.at,
            )
        )
        await record.send(_letter(record.body, each, mailing, subject, text))
        counts[each.audience] += 1
    record.note(f"meeting:{meeting.id}", after={"mailed": counts, "sequence": meeting.sequence})
    given = await _channels(record, meeting, counts[MEDIA])
    return Mailing(
        members=counts[MEMBER],
        media=counts[MEDIA],
        subscribers=counts[SUBSCRIBER],
        given=given,
    )


async def mailed_of(body: Body, meeting_id: UUID) -> tuple[MailedTo, ...]:
    """Return to how many notice of a meeting was mailed, the first time first."""
    rows = await engine().read(
        "SELECT sequence, audience, count(*) AS count, min(mailed_at) AS mailed_at FROM mailing "
        "WHERE meeting = $1 AND body = $2 GROUP BY sequence, audience "
        "ORDER BY sequence, audience",
        meeting_id,
        body.id,
    )
    return tuple(msgspec.convert(rows, list[MailedTo], strict=False))


async def _channels(record: Record, meeting: Meeting, newsrooms: int) -> tuple[Notice, ...]:
    """Record the channels that are served by this: the web once, the media when mailed."""
    rule = record.charter.meetings.notice
    rows = await engine().read(
        "SELECT channel FROM notice WHERE meeting = $1 AND kind = $2 AND given_at >= $3",
        meeting.id,
        NOTICE,
        meeting.changed_at if meeting.state is Session.CANCELLED else meeting.set_at,
    )
    known = {row["channel"] for row in rows}
    proofs: dict[str, Sentence] = {rule.web_channel: say("Published on the page of this meeting.")}
    if newsrooms:
        proofs[rule.media_channel] = say_n(
            "Mailed to {count} newsroom of the media list.",
            "Mailed to {count} newsrooms of the media list.",
            newsrooms,
        )
    return tuple(
        [
            await publish(
                record,
                meeting.id,
                Notice(
                    kind=NOTICE,
                    channel=channel,
                    given_at=record.at,
                    proof=str(proof),
                    recorded_by=record.actor.name,
                ),
            )
            for channel, proof in proofs.items()
            if channel and channel not in known
        ]
    )


async def _recipients(record: Record) -> list[_Recipient]:
    """Return all who are mailed: members with an address, newsrooms, confirmed subscribers."""
    read, body = engine().read, record.body.id
    sitting = {each.person for each in await members_on(record.body, record.today)}
    people = await read("SELECT id, email FROM person WHERE body = $1 AND email <> ''", body)
    found = [_Recipient(MEMBER, row["id"], row["email"]) for row in people if row["id"] in sitting]
    for row in await read("SELECT id, email FROM media_contact WHERE body = $1 ORDER BY id", body):
        found.append(_Recipient(MEDIA, row["id"], row["email"]))
    for row in await read(
        "SELECT id, email, link_nonce FROM subscription "
        "WHERE body = $1 AND confirmed_at IS NOT NULL ORDER BY id",
        body,
    ):
        found.append(_Recipient(SUBSCRIBER, row["id"], row["email"], row["link_nonce"]))
    return found


def _letter(body: Body, to: _Recipient, mailing: UUID, subject: Sentence, text: str) -> Letter:
    end = ""
    if to.audience == SUBSCRIBER:
        end = f"{SITE}/bodies/{body.slug}/subscriptions/{to.id}/end?link={mark(to.nonce)}"
        stop = say(
            "You get this because you asked for it. Stop these letters here:\n{end}", end=end
        )
        text = f"{text}\n{stop}\n"
    return Letter(
        kind=KINDS[to.audience],
        about=f"mailing:{mailing}",
        recipient=to.email,
        subject=str(subject),
        text=text,
        unsubscribe=end,
    )


async def _words(record: Record, meeting: Meeting) -> tuple[Sentence, str]:
    """Return what a letter says of a meeting: when and where, and how that came about."""
    zone = ZoneInfo(record.body.timezone)
    starts = meeting.starts_at.astimezone(zone)
    changes = await changes_of(record.body, meeting.id)
    parts = [say("{board} gives notice of a meeting.", board=record.body.name)]
    subject = say("{title}: {start}", title=meeting.title, start=starts)
    parts.append(say("{title}\n{start}", title=meeting.title, start=starts))
    if meeting.state is Session.CANCELLED:
        subject = say("Cancelled: {title}, {start}", title=meeting.title, start=starts)
        parts[0] = say("{board} does not hold this meeting.", board=record.body.name)
        parts.append(say("Why: {why}", why=meeting.cancelled_why))
    else:
        where = (meeting.place, meeting.video, meeting.take_part)
        parts += [say("{line}", line=line) for line in where if line]
        if changes:
            last = changes[-1]
            subject = say("Changed: {title}, {start}", title=meeting.title, start=starts)
            parts[0] = say("{board} has changed this meeting.", board=record.body.name)
            parts.append(
                say(
                    "Before, it was set for {start}, {place}. {why}",
                    start=last.starts_was.astimezone(zone),
                    place=last.place_was or say("no place given"),
                    why=last.reason,
                )
            )
    parts.append(
        say(
            "More, and the agenda:\n{page}",
            page=f"{SITE}/bodies/{record.body.slug}/meetings/{meeting.id}",
        )
    )
    return subject, "\n\n".join(str(each).strip() for each in parts) + "\n"
