"""Notice is mailed once to each, again at each change, and never to who has stopped it."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from governance.errors import NotFoundError, OutOfOrderError
from governance.rules.access import Actor, Role
from governance.schemas.letters import LetterView
from governance.services.bodies import engine
from governance.services.chains import verify_chain
from governance.services.letters import list_letters
from governance.services.seals import Sealing, opened, token_of
from meetings.schemas.mailings import LinkHeld, MediaContactWish, SubscriptionWish
from meetings.schemas.meetings import NoticeWish
from meetings.schemas.schedules import Cancellation, CancelledFor, NewTime
from meetings.services.calendars import cancel_meeting, reschedule_meeting
from meetings.services.files import meeting_file
from meetings.services.mailings import mailed_of, publish_notice
from meetings.services.media import add_media_contact, media_list, remove_media_contact
from meetings.services.notices import give_notice
from meetings.services.subscriptions import (
    ask_for_notices,
    confirm_subscription,
    count_subscribers,
    end_subscription,
    own_subscription,
)
from tests.meetings.sitting import HOUR, SLUG, Sitting, sitting

__all__ = ["sitting"]

DAY = timedelta(days=1)
SEALING = Sealing(site="https://boards.example", secret="s" * 32)
NEWSROOM = MediaContactWish(name="The evening paper", email="News@paper.example")


def anyone(sitting: Sitting) -> Actor:
    sitting.now += timedelta(seconds=1)
    return Actor(body=SLUG, at=sitting.now)


async def letters(sitting: Sitting) -> list[LetterView]:
    return [each for page in (1, 2) for each in await list_letters(sitting.body, page=page)]


async def asked(sitting: Sitting, email: str = "Reader@mail.example") -> tuple[UUID, LinkHeld]:
    """Ask for notices, and return the link that the letter holds."""
    await ask_for_notices(anyone(sitting), SubscriptionWish(email=email, ticket=""), SEALING)
    rows = await engine().read(
        "SELECT id, link_nonce FROM subscription WHERE folded_email = $1", email.casefold()
    )
    return rows[0]["id"], LinkHeld(link=token_of(rows[0]["link_nonce"], SEALING.secret))


async def with_addresses(sitting: Sitting, count: int = 3) -> None:
    async with engine().transaction():
        for number, person in enumerate(sitting.members[:count]):
            await engine().write(
                "UPDATE person SET email = $1 WHERE id = $2", f"m{number}@board.example", person
            )


async def told(sitting: Sitting) -> Counter[str]:
    return Counter(each.kind for each in await letters(sitting))


async def test_a_notice_goes_once_to_each_however_often_it_is_sent(sitting: Sitting) -> None:
    await with_addresses(sitting)
    await add_media_contact(sitting.by(Role.CLERK), NEWSROOM)
    subscription, link = await asked(sitting)
    await confirm_subscription(anyone(sitting), subscription, link)
    meeting = await sitting.meeting()
    done = await publish_notice(sitting.by(), meeting.id)
    assert (done.members, done.media, done.subscribers) == (3, 1, 1)
    assert {each.channel for each in done.given} == {"Website", "News media"}
    sent = await told(sitting)
    with pytest.raises(OutOfOrderError, match="everybody on the lists has it"):
        await publish_notice(sitting.by(), meeting.id)
    assert await told(sitting) == sent
    second = MediaContactWish(name="The radio", email="radio@paper.example")
    await add_media_contact(sitting.by(Role.CLERK), second)
    assert (await publish_notice(sitting.by(), meeting.id)).media == 1
    assert sum((await told(sitting)).values()) == sum(sent.values()) + 1
    assert [each.count for each in await mailed_of(sitting.body, meeting.id)] == [2, 3, 1]


async def test_the_moment_of_publication_is_that_of_the_deed(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    done = await publish_notice(sitting.by(), meeting.id)
    assert [each.given_at for each in done.given] == [sitting.now]
    assert [each.channel for each in done.given] == ["Website"]


async def test_a_change_or_cancellation_after_notice_is_told_again_to_all(
    sitting: Sitting,
) -> None:
    await with_addresses(sitting, 1)
    meeting = await sitting.meeting()
    moved = NewTime(starts_at=HOUR + DAY, place="Library", reason="The hall is let.")
    await reschedule_meeting(sitting.by(), meeting.id, moved)
    assert await letters(sitting) == []
    channel = sitting.charter.meetings.notice.channels[1]
    await give_notice(sitting.by(), meeting.id, NoticeWish(channel=channel, proof="Posted."))
    await reschedule_meeting(sitting.by(), meeting.id, NewTime(starts_at=HOUR + 2 * DAY))
    (first,) = await letters(sitting)
    assert first.subject == "Changed: Regular meeting, Saturday, December 5, 2026, 6:30 pm"
    assert "Before, it was set for Friday, December 4, 2026, 6:30 pm, Library." in first.text
    off = Cancellation(cancelled_for=CancelledFor.QUORUM)
    await cancel_meeting(sitting.by(), meeting.id, off)
    last = (await letters(sitting))[0]
    assert last.subject.startswith("Cancelled: Regular meeting")
    assert "Why: Want of a quorum." in last.text
    file = await meeting_file(sitting.body, meeting.id)
    assert [each.channel for each in file.notices] == [channel, "Website", "Website"]


async def test_an_address_gets_nothing_before_it_is_confirmed(sitting: Sitting) -> None:
    subscription, link = await asked(sitting)
    meeting = await sitting.meeting()
    assert (await publish_notice(sitting.by(), meeting.id)).subscribers == 0
    assert await count_subscribers(sitting.body) == 0
    with pytest.raises(NotFoundError):
        await confirm_subscription(anyone(sitting), subscription, LinkHeld(link="0" * 64))
    await confirm_subscription(anyone(sitting), subscription, link)
    assert (await publish_notice(sitting.by(), meeting.id)).subscribers == 1


async def test_each_letter_to_a_subscriber_holds_the_link_that_stops_it(sitting: Sitting) -> None:
    subscription, link = await asked(sitting)
    await confirm_subscription(anyone(sitting), subscription, link)
    await publish_notice(sitting.by(), (await sitting.meeting()).id)
    letter = next(each for each in await letters(sitting) if each.kind == "subscriber_notice")
    end = f"/bodies/{SLUG}/subscriptions/{subscription}/end?link={link.link}"
    assert opened(letter.unsubscribe, SEALING.secret).endswith(end)
    assert end in opened(letter.text, SEALING.secret)
    assert link.link not in letter.text + letter.unsubscribe


async def test_who_stops_is_erased_with_every_letter(sitting: Sitting) -> None:
    subscription, link = await asked(sitting)
    await confirm_subscription(anyone(sitting), subscription, link)
    meeting = await sitting.meeting()
    await publish_notice(sitting.by(), meeting.id)
    await end_subscription(anyone(sitting), subscription, link)
    assert [each.recipient for each in await letters(sitting)] == ["", ""]
    assert {each.text for each in await letters(sitting)} == {""}
    assert await engine().read("SELECT * FROM subscription") == []
    rows = await engine().read("SELECT entry FROM audit")
    assert not any("mail.example" in row["entry"].casefold() for row in rows)
    with pytest.raises(NotFoundError, match="has ended"):
        await own_subscription(sitting.body, subscription, link.link)
    await reschedule_meeting(sitting.by(), meeting.id, NewTime(starts_at=HOUR + DAY))
    assert not any(each.recipient for each in await letters(sitting))
    assert (await verify_chain(sitting.body)).holds


async def test_asking_again_mails_the_link_again_but_not_at_once(sitting: Sitting) -> None:
    subscription, link = await asked(sitting)
    await asked(sitting, "READER@mail.example")
    assert await told(sitting) == {"subscription": 1}
    sitting.now += timedelta(minutes=10)
    assert await asked(sitting) == (subscription, link)
    assert await told(sitting) == {"subscription": 2}


async def test_an_address_that_nobody_confirms_is_forgotten_after_a_week(
    sitting: Sitting,
) -> None:
    await asked(sitting)
    sitting.now += timedelta(days=7, minutes=1)
    await asked(sitting, "other@mail.example")
    rows = await engine().read("SELECT email FROM subscription")
    assert [row["email"] for row in rows] == ["other@mail.example"]
    assert {each.recipient for each in await letters(sitting)} == {"", "other@mail.example"}


async def test_the_media_list_holds_each_address_once_and_forgets(sitting: Sitting) -> None:
    await add_media_contact(sitting.by(Role.CLERK), NEWSROOM)
    again = MediaContactWish(name="Again", email="news@PAPER.example")
    with pytest.raises(OutOfOrderError, match="on the list already"):
        await add_media_contact(sitting.by(Role.CLERK), again)
    await publish_notice(sitting.by(), (await sitting.meeting()).id)
    (contact,) = (await media_list(sitting.body)).contacts
    await remove_media_contact(sitting.by(Role.CLERK), contact.id)
    assert (await media_list(sitting.body)).contacts == ()
    rows = await engine().read("SELECT value FROM audit_secret")
    assert not any("paper" in row["value"] for row in rows)
    assert not any("paper" in each.recipient for each in await letters(sitting))


async def test_an_hour_that_is_not_firm_is_not_announced(sitting: Sitting) -> None:
    meeting = await sitting.meeting(tentative=True)
    with pytest.raises(OutOfOrderError, match="not firm yet"):
        await publish_notice(sitting.by(), meeting.id)
