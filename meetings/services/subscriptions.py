"""Who asked for notices? An address counts once it is confirmed, and is erased when it ends."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from governance.database.postgres import Row
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import say
from governance.services.accounts import hashed
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.services.erasure import erase_letters
from governance.services.seals import SITE, Sealing, mark, new_nonce, token_of
from meetings.schemas.mailings import Asked, LinkHeld, Subscription, SubscriptionWish
from meetings.services.media import forget_mailings
from meetings.tables import SubscriptionRow

ABOUT = "subscribe"
KIND = "subscription"
PAUSE = timedelta(minutes=10)
"""How long nobody is mailed the same link again."""
WAITS = timedelta(days=7)
"""How long an address that nobody confirms is kept."""


@deed
async def ask_for_notices(record: Record, wish: SubscriptionWish, sealing: Sealing) -> Asked:
    """Mail a link to an address; with it whoever reads there confirms, or ends, the subscription.

    Everybody hears the same, so that nobody finds out who gets notices.
    """
    await _forget_unconfirmed(record)
    email = wish.email.strip()
    rows = await engine().read(
        "SELECT * FROM subscription WHERE body = $1 AND folded_email = $2",
        record.body.id,
        email.casefold(),
    )
    record.note("subscriptions", after={"asked": True})
    if rows:
        await _mail_again(record, rows[0])
        return Asked()
    new, nonce = uuid4(), new_nonce()
    await SubscriptionRow.insert(
        SubscriptionRow(
            id=new,
            body=record.body.id,
            email=email,
            folded_email=email.casefold(),
            link_nonce=nonce,
            link_hash=hashed(token_of(nonce, sealing.secret)),
            asked_at=record.at,
            link_sent_at=record.at,
            confirmed_at=None,
        )
    )
    await record.send(_letter(record, new, email, nonce))
    return Asked()


@deed
async def confirm_subscription(record: Record, subscription: UUID, wish: LinkHeld) -> Subscription:
    """Begin to send notices to the address at which the link was read."""
    await _owned(record.body, subscription, wish.link)
    await engine().write(
        "UPDATE subscription SET confirmed_at = COALESCE(confirmed_at, $1) WHERE id = $2",
        record.at,
        subscription,
    )
    record.note(f"subscription:{subscription}", after={"confirmed": True})
    return Subscription(id=subscription, confirmed=True)


@deed
async def end_subscription(record: Record, subscription: UUID, wish: LinkHeld) -> Subscription:
    """Stop the notices, and forget the address with every letter that went there."""
    await _owned(record.body, subscription, wish.link)
    await _forget(record, subscription)
    record.note(f"subscription:{subscription}", after={"ended": True})
    return Subscription(id=subscription, confirmed=False)


async def own_subscription(body: Body, subscription: UUID, link: str) -> Subscription:
    """Return how a subscription stands to whoever has its link."""
    row = await _owned(body, subscription, link)
    return Subscription(id=subscription, confirmed=row["confirmed_at"] is not None)


async def count_subscribers(body: Body) -> int:
    """Return how many get notices; who they are nobody is shown."""
    rows = await engine().read(
        "SELECT count(*) AS number FROM subscription WHERE body = $1 AND confirmed_at IS NOT NULL",
        body.id,
    )
    return int(rows[0]["number"])


async def _owned(body: Body, subscription: UUID, link: str) -> Row:
    rows = await engine().read(
        "SELECT link_hash, confirmed_at FROM subscription WHERE id = $1 AND body = $2",
        subscription,
        body.id,
    )
    if not rows or not hmac.compare_digest(rows[0]["link_hash"], hashed(link)):
        raise NotFoundError(say("This link is not known, or the subscription has ended."))
    return rows[0]


async def _mail_again(record: Record, row: Row) -> None:
    sent_at: datetime = row["link_sent_at"]
    if record.at - sent_at < PAUSE:
        return
    await engine().write(
        "UPDATE subscription SET link_sent_at = $1 WHERE id = $2", record.at, row["id"]
    )
    await record.send(_letter(record, row["id"], row["email"], row["link_nonce"]))


async def _forget_unconfirmed(record: Record) -> None:
    rows = await engine().read(
        "SELECT id FROM subscription WHERE body = $1 AND confirmed_at IS NULL AND asked_at < $2",
        record.body.id,
        record.at - WAITS,
    )
    for row in rows:
        await _forget(record, row["id"])


async def _forget(record: Record, subscription: UUID) -> None:
    await engine().write("DELETE FROM subscription WHERE id = $1", subscription)
    await forget_mailings(record, subscription)
    await erase_letters(record, {f"subscription:{subscription}"})


def _letter(record: Record, subscription: UUID, email: str, nonce: str) -> Letter:
    here = f"{SITE}/bodies/{record.body.slug}/subscriptions/{subscription}"
    text = say(
        "Hello,\n\nsomebody asked that notices of the meetings of {board} be mailed to this "
        "address. If that was you, confirm it here; here you also stop them:\n{link}\n\n"
        "If it was not you, do nothing: no notice will be sent, and the address is forgotten "
        "after {days} days.\n\n{board}\n",
        board=record.body.name,
        link=f"{here}?link={mark(nonce)}",
        days=WAITS.days,
    )
    subject = say("Notices of meetings: please confirm")
    return Letter(
        kind=KIND,
        about=f"subscription:{subscription}",
        recipient=email,
        subject=str(subject),
        text=str(text),
        unsubscribe=f"{here}/end?link={mark(nonce)}",
    )
