"""Which letters wait in the outbox, and how do they go out?

A letter goes out at least once and, as good as always, exactly once: whoever claims it moves its
due moment on by the pause before the next try, so that nobody else takes it meanwhile. Only a
worker that dies between sending and noting it lets it go out again, under the same Message-ID.
"""

import asyncio
from datetime import datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple, Protocol
from uuid import UUID, uuid4

import aiosmtplib
import msgspec
import structlog

from governance.clock import Clock
from governance.database import lock_row
from governance.errors import GovernanceError, NotFoundError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.letters import Delivery, Letter, LetterView
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.headers import LETTER, UNSUBSCRIBE
from governance.services.seals import at_site, opened
from governance.settings import Settings
from governance.tables import BodyRow

log = structlog.get_logger("openseat")

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=8)
TRIES = 12
"""With these pauses a letter is given up after a day."""
SEND_SECONDS = 45
"""Less than the first pause, so that a letter under way is never claimed again."""
BATCH = 50
PAGE = 50
TLS_PORT = 465
VIEW = (
    "SELECT id, kind, about, recipient, subject, text, created_at, due_at, attempts, "
    "sent_at, given_up_at, unsubscribe FROM outbox"
)


class UndeliveredError(GovernanceError):
    """A letter did not go out; a `final` refusal will not change by trying again."""

    def __init__(self, reason: Sentence, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class Post(Protocol):
    """What takes a letter away."""

    async def carry(self, letter: UUID, message: EmailMessage) -> str:
        """Deliver, and return how; or raise UndeliveredError."""


class FolderPost:
    """Puts each letter as a file into a folder, under the letter's id."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    async def carry(self, letter: UUID, message: EmailMessage) -> str:
        """Write the file whole or not at all."""
        name = f"{letter}.eml"
        try:
            await asyncio.to_thread(_write, self._folder / name, message.as_bytes())
        except OSError as error:
            raise UndeliveredError(say("{why}", why=str(error))) from error
        return name


class SmtpPost:
    """Hands each letter to a mail server; a password travels over TLS alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def carry(self, letter: UUID, message: EmailMessage) -> str:  # noqa: ARG002 (other posts use it)
        """Return the server's answer."""
        ours = self._settings
        at_once = ours.smtp_port == TLS_PORT
        try:
            async with asyncio.timeout(SEND_SECONDS):
                _, answer = await aiosmtplib.send(
                    message,
                    hostname=ours.smtp_host,
                    port=ours.smtp_port,
                    username=ours.smtp_user or None,
                    password=ours.smtp_password or None,
                    use_tls=at_once,
                    start_tls=True if ours.smtp_user and not at_once else None,
                    timeout=SEND_SECONDS,
                )
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
            raise UndeliveredError(
                say("{why}", why=str(error) or type(error).__name__), final=_is_final(error)
            ) from error
        return answer


def post_of(settings: Settings) -> Post:
    """Return the mail server that is set, or else the folder."""
    return SmtpPost(settings) if settings.smtp_host else FolderPost(settings.mail_folder)


class Delivered(NamedTuple):
    """What came of one round: letters that went out, wait for another try, or never will."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0


async def deliver_letters(
    post: Post, clock: Clock, *, mail_from: str, secret: str = "", site: str = ""
) -> Delivered:
    """Send every letter that is due; what fails is tried again later, for a day.

    `secret` opens the private links in letters; without it they go out as marks. `site` is where
    this installation is reached.
    """
    sent = waiting = given_up = 0
    due = await engine().read(
        "SELECT id, attempts FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL "
        "AND due_at <= $1 ORDER BY due_at LIMIT $2",
        clock(),
        BATCH,
    )
    for row in due:
        letter = await _claimed(row["id"], row["attempts"], clock())
        if letter is None:
            continue
        failure = await _carried(post, _opened(letter, secret, site), clock, mail_from)
        if failure is None:
            sent += 1
        elif failure.final:
            given_up += 1
        else:
            waiting += 1
    return Delivered(sent, waiting, given_up)


async def write_once(body: Body, letter: Letter, *, at: datetime) -> bool:
    """Put a letter into the outbox unless the same one to the same recipient stands there.

    Two letters are the same when they are of one kind about one thing. Says whether it was new.
    """
    async with engine().transaction():
        await lock_row(engine(), BodyRow, body.id)
        if await engine().read(
            "SELECT 1 FROM outbox WHERE body = $1 AND about = $2 AND kind = $3 AND recipient = $4",
            body.id,
            letter.about,
            letter.kind,
            letter.recipient,
        ):
            return False
        await engine().write(
            "INSERT INTO outbox (id, body, kind, about, recipient, subject, text, created_at, "
            "due_at, attempts, unsubscribe) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $9)",
            uuid4(),
            body.id,
            letter.kind,
            letter.about,
            letter.recipient,
            letter.subject,
            letter.text,
            at,
            letter.unsubscribe,
        )
    return True


UNSEEN_WITHOUT = {
    "application": "move_application",
    "appointment_notice": "read_appointments",
    "concern": "close_concern",
    "media_notice": "read_media_list",
    "nomination": "read_submission",
    "subscriber_notice": "read_media_list",
    "subscription": "read_media_list",
    "withheld_clock": "read_appointments",
}
"""Kinds of letters that tell who somebody is, and the permission without which they stay unseen."""


def unseen_by(actor: Actor) -> tuple[str, ...]:
    """Return the kinds of letters that somebody may not read."""
    return tuple(kind for kind, needed in UNSEEN_WITHOUT.items() if not may(actor, needed))


async def list_letters(
    body: Body, *, page: int = 1, unseen: tuple[str, ...] = ()
) -> list[LetterView]:
    """Return one page of a body's letters, the latest first, without those of some kinds."""
    without = "".join(f" AND kind <> ${number}" for number in range(4, len(unseen) + 4))
    rows = await engine().read(
        f"{VIEW} WHERE body = $1{without} ORDER BY created_at DESC, id LIMIT $2 OFFSET $3",
        body.id,
        PAGE,
        (page - 1) * PAGE,
        *unseen,
    )
    return [LetterView(**row) for row in rows]


async def letters_about(body: Body, about: str) -> list[LetterView]:
    """Return a body's letters about one thing, the oldest first."""
    rows = await engine().read(
        f"{VIEW} WHERE body = $1 AND about = $2 ORDER BY created_at, id", body.id, about
    )
    return [LetterView(**row) for row in rows]


async def get_letter(body: Body, letter: UUID) -> LetterView:
    """Return one letter of a body."""
    rows = await engine().read(f"{VIEW} WHERE body = $1 AND id = $2", body.id, letter)
    if not rows:
        raise NotFoundError(say("There is no such letter."))
    return LetterView(**rows[0])


async def deliveries_of(letter: UUID) -> list[Delivery]:
    """Return each attempt to deliver a letter, the first one first."""
    rows = await engine().read(
        "SELECT at, delivered, detail FROM delivery WHERE letter = $1 ORDER BY at, id", letter
    )
    return [Delivery(**row) for row in rows]


def written(letter: LetterView, *, mail_from: str) -> EmailMessage:
    """Return a letter as mail; the same letter always has the same Message-ID."""
    message = EmailMessage(policy=LETTER)
    message["From"] = mail_from
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = f"<{letter.id}@{mail_from.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message[UNSUBSCRIBE] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    return message


def pause_after(tries: int) -> timedelta:
    """Return how long a letter waits after so many tries: each pause is twice the one before."""
    pause: timedelta = FIRST_PAUSE * (1 << (min(tries, TRIES) - 1))
    return min(pause, LONGEST_PAUSE)


async def _claimed(letter: UUID, attempts: int, at: datetime) -> LetterView | None:
    """Take a letter for one attempt; None when somebody was faster."""
    async with engine().transaction():
        taken = await engine().write(
            "UPDATE outbox SET attempts = $1, due_at = $2 WHERE id = $3 AND attempts = $4 "
            "AND sent_at IS NULL AND given_up_at IS NULL RETURNING id",
            attempts + 1,
            at + pause_after(attempts + 1),
            letter,
            attempts,
        )
        rows = await engine().read(f"{VIEW} WHERE id = $1", letter)
    return LetterView(**rows[0]) if taken else None


async def _carried(
    post: Post, letter: LetterView, clock: Clock, mail_from: str
) -> UndeliveredError | None:
    """Make one attempt and note what came of it; return what went wrong."""
    failure: UndeliveredError | None = None
    try:
        detail = await post.carry(letter.id, _message(letter, mail_from))
    except UndeliveredError as error:
        failure, detail = error, str(error)
        failure.final = error.final or letter.attempts >= TRIES
    at = clock()
    async with engine().transaction():
        await engine().write(
            "INSERT INTO delivery (id, letter, at, delivered, detail) VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            letter.id,
            at,
            failure is None,
            detail,
        )
        if failure is None:
            await engine().write("UPDATE outbox SET sent_at = $1 WHERE id = $2", at, letter.id)
        elif failure.final:
            await engine().write("UPDATE outbox SET given_up_at = $1 WHERE id = $2", at, letter.id)
    log.info("letter", letter=str(letter.id), kind=letter.kind, delivered=failure is None)
    return failure


def _opened(letter: LetterView, secret: str, site: str) -> LetterView:
    """Return a letter as its recipient alone reads it."""

    def read(text: str) -> str:
        return at_site(opened(text, secret) if secret else text, site)

    return msgspec.structs.replace(
        letter, text=read(letter.text), unsubscribe=read(letter.unsubscribe)
    )


def _message(letter: LetterView, mail_from: str) -> EmailMessage:
    try:
        return written(letter, mail_from=mail_from)
    except (ValueError, MessageError) as error:  # such as a line break in an address
        raise UndeliveredError(say("{why}", why=str(error)), final=True) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_bytes(content)
    half.replace(path)


def _is_final(error: Exception) -> bool:
    """Whether the server refused for good: this recipient, this sender or this letter."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return all(_is_final(each) for each in error.recipients)
        case (
            aiosmtplib.SMTPRecipientRefused()
            | aiosmtplib.SMTPSenderRefused()
            | aiosmtplib.SMTPDataError()
        ):
            return error.code >= 500
        case aiosmtplib.SMTPNotSupported() | ValueError():
            return True
    return False
