"""Letters go out once, are tried again when that fails, and are given up in the end."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from governance.schemas.bodies import Body
from governance.schemas.letters import Letter, LetterView
from governance.services.letters import (
    TRIES,
    Delivered,
    FolderPost,
    Post,
    deliver_letters,
    deliveries_of,
    get_letter,
    letters_about,
    list_letters,
    pause_after,
    post_of,
    write_once,
)
from governance.services.seals import SITE, mark, new_nonce
from governance.settings import Settings
from tests.app import NOW, Watch

CLERK = "clerk@city.example"
FROM = "board@city.example"


def letter(about: str = "vacancy:1", recipient: str = CLERK, **more: str) -> Letter:
    words = {"subject": "A seat is vacant", "text": "Grüße,\n.\n世界 – the seat is vacant.\n"}
    return Letter(kind="vacancy", about=about, recipient=recipient, **{**words, **more})


async def kept(board: Body) -> LetterView:
    (found,) = await list_letters(board)
    return found


class Mailbox:
    """A real mail server's judgement: whom it refuses, and what it has received."""

    def __init__(self) -> None:
        self.recipient_answer = "250 OK"
        self.data_answer = "250 Thank you"
        self.received: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        if self.data_answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.received.append((envelope.rcpt_tos, mail))
        return self.data_answer


class SmtpServer(Controller):
    """aiosmtpd on a port that the system chooses."""

    @property
    def taken_port(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        self.port = self.taken_port
        super()._trigger_server()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def post(mailbox: Mailbox) -> Iterator[Post]:
    server = SmtpServer(mailbox, hostname="127.0.0.1", port=0)
    server.start()
    yield post_of(Settings(smtp_host="127.0.0.1", smtp_port=server.taken_port))
    server.stop()


async def test_a_letter_goes_out_by_the_mail_server_as_it_was_written(
    board: Body, post: Post, mailbox: Mailbox
) -> None:
    await write_once(board, letter(), at=NOW)
    assert await deliver_letters(post, Watch(), mail_from=FROM) == Delivered(sent=1)
    ((recipients, mail),) = mailbox.received
    assert recipients == [CLERK]
    assert (mail["From"], mail["To"], mail["Subject"]) == (FROM, CLERK, "A seat is vacant")
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"] == f"<{(await kept(board)).id}@city.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == letter().text


async def test_a_letter_that_went_out_never_goes_out_again(
    board: Body, post: Post, mailbox: Mailbox
) -> None:
    await write_once(board, letter(), at=NOW)
    await deliver_letters(post, Watch(), mail_from=FROM)
    later = Watch(NOW + timedelta(days=2))
    assert await deliver_letters(post, later, mail_from=FROM) == Delivered()
    assert len(mailbox.received) == 1
    sent = await kept(board)
    assert (sent.sent_at, sent.given_up_at, sent.attempts) == (NOW, None, 1)
    (attempt,) = await deliveries_of(sent.id)
    assert attempt.delivered


async def test_of_two_rivals_only_one_carries_a_letter(board: Body, tmp_path: Path) -> None:
    carried = []

    class SlowPost:
        async def carry(self, letter: UUID, message: EmailMessage) -> str:
            await asyncio.sleep(0.05)
            carried.append(letter)
            return "done"

    for number in range(5):
        await write_once(board, letter(f"vacancy:{number}"), at=NOW)
    rounds = [deliver_letters(SlowPost(), Watch(), mail_from=FROM) for _ in range(3)]
    done = await asyncio.gather(*rounds)
    assert sum(each.sent for each in done) == len(carried) == len(set(carried)) == 5


async def test_a_refused_recipient_is_given_up_at_once(
    board: Body, post: Post, mailbox: Mailbox
) -> None:
    mailbox.recipient_answer = "550 no such mailbox"
    await write_once(board, letter(), at=NOW)
    assert await deliver_letters(post, Watch(), mail_from=FROM) == Delivered(given_up=1)
    refused = await kept(board)
    assert (refused.sent_at, refused.given_up_at) == (None, NOW)
    (attempt,) = await deliveries_of(refused.id)
    assert not attempt.delivered
    assert "no such mailbox" in attempt.detail


@pytest.mark.parametrize("stage", ["recipient_answer", "data_answer"])
async def test_a_letter_that_is_put_off_is_tried_again_and_then_goes_out(
    board: Body, post: Post, mailbox: Mailbox, stage: str
) -> None:
    setattr(mailbox, stage, "451 try again later")
    watch = Watch()
    await write_once(board, letter(), at=NOW)
    assert await deliver_letters(post, watch, mail_from=FROM) == Delivered(waiting=1)
    assert (await kept(board)).due_at == NOW + timedelta(minutes=1)

    setattr(mailbox, stage, "250 OK")
    watch.moment = NOW + timedelta(seconds=59)
    assert await deliver_letters(post, watch, mail_from=FROM) == Delivered()
    watch.moment = NOW + timedelta(seconds=60)
    assert await deliver_letters(post, watch, mail_from=FROM) == Delivered(sent=1)
    attempts = await deliveries_of((await kept(board)).id)
    assert [attempt.delivered for attempt in attempts] == [False, True]
    assert len(mailbox.received) == 1


async def test_a_letter_is_given_up_after_a_day_of_trying(board: Body) -> None:
    nobody_there = post_of(Settings(smtp_host="127.0.0.1", smtp_port=9))
    watch = Watch()
    await write_once(board, letter(), at=NOW)
    for _ in range(TRIES - 1):
        assert await deliver_letters(nobody_there, watch, mail_from=FROM) == Delivered(waiting=1)
        watch.moment = (await kept(board)).due_at
    assert await deliver_letters(nobody_there, watch, mail_from=FROM) == Delivered(given_up=1)
    assert timedelta(hours=24) <= watch.moment - NOW < timedelta(hours=25)
    assert len(await deliveries_of((await kept(board)).id)) == TRIES


def test_each_pause_is_twice_the_one_before_up_to_eight_hours() -> None:
    minutes = [pause_after(tries) / timedelta(minutes=1) for tries in range(1, TRIES + 1)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480, 480]


async def test_without_a_mail_server_letters_are_files_in_a_folder(
    board: Body, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    await write_once(board, letter(subject="Sièges vacants"), at=NOW)
    post = post_of(Settings(mail_folder=str(folder)))
    assert await deliver_letters(post, Watch(), mail_from=FROM) == Delivered(sent=1)
    (file,) = folder.iterdir()
    assert file.name == f"{(await kept(board)).id}.eml"
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["Subject"] == "Sièges vacants"


async def test_a_folder_that_cannot_be_written_to_puts_the_letter_off(
    board: Body, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    await write_once(board, letter(), at=NOW)
    post = FolderPost(str(tmp_path / "file" / "mail"))
    assert await deliver_letters(post, Watch(), mail_from=FROM) == Delivered(waiting=1)


async def test_a_line_break_in_a_subject_smuggles_no_header_in(board: Body, tmp_path: Path) -> None:
    await write_once(board, letter(subject="Hello\r\nBcc: all@city.example"), at=NOW)
    await write_once(board, letter(about="vacancy:2"), at=NOW)
    done = await deliver_letters(FolderPost(str(tmp_path)), Watch(), mail_from=FROM)
    assert done == Delivered(sent=1, given_up=1)
    assert len(list(tmp_path.glob("*.eml"))) == 1


async def test_the_same_letter_to_the_same_recipient_is_written_once(board: Body) -> None:
    assert await write_once(board, letter(), at=NOW)
    assert not await write_once(board, letter(), at=NOW + timedelta(days=1))
    assert await write_once(board, letter(recipient="deputy@city.example"), at=NOW)
    assert await write_once(board, letter(about="vacancy:2"), at=NOW)
    assert len(await list_letters(board)) == 3
    assert len(await letters_about(board, "vacancy:1")) == 2


async def test_a_letter_is_found_by_its_id_in_its_own_body(board: Body) -> None:
    await write_once(board, letter(), at=NOW)
    found = await kept(board)
    assert await get_letter(board, found.id) == found


async def test_a_password_is_not_sent_to_a_server_without_tls(
    board: Body, post: Post, mailbox: Mailbox
) -> None:
    port = post._settings.smtp_port  # type: ignore[attr-defined]  # the server's own port
    ours = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_user="u", smtp_password="p")
    await write_once(board, letter(), at=NOW)
    assert await deliver_letters(post_of(ours), Watch(), mail_from=FROM) == Delivered(waiting=1)
    assert mailbox.received == []


async def test_a_letter_that_was_asked_for_says_in_one_line_how_it_is_stopped(
    board: Body, post: Post, mailbox: Mailbox
) -> None:
    address = f"{SITE}/bodies/rochester-pab/subscriptions/{uuid4()}/end?link={mark(new_nonce())}"
    await write_once(board, letter(text=SITE, unsubscribe=address), at=NOW)
    site = "https://boards.example"
    await deliver_letters(post, Watch(), mail_from=FROM, secret="s" * 32, site=site)
    ((_, message),) = mailbox.received
    as_sent = dict(message.raw_items())
    told = as_sent["List-Unsubscribe"].strip()
    assert re.fullmatch(rf"<{site}/bodies/\S+/end\?link=[0-9a-f]{{64}}>", told)
    assert as_sent["List-Unsubscribe-Post"].strip() == "List-Unsubscribe=One-Click"
    assert message.get_content().strip() == site
