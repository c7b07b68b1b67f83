"""Which newsrooms are mailed notice? The list is private, and who is taken off is forgotten."""

from uuid import UUID, uuid4

import msgspec

from governance.audit import Private
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.erasure import erase_letters, erase_private
from meetings.schemas.mailings import MediaContact, MediaContactWish, MediaList
from meetings.tables import MediaContactRow

explain({"media_contact_once": say("This address is on the list already.")})


@deed
async def add_media_contact(record: Record, wish: MediaContactWish) -> MediaList:
    """Put a newsroom on the list that is mailed each notice."""
    contact, email = uuid4(), wish.email.strip()
    await MediaContactRow.insert(
        MediaContactRow(
            id=contact,
            body=record.body.id,
            name=wish.name,
            email=email,
            folded_email=email.casefold(),
            added_by=record.actor.name,
            added_at=record.at,
        )
    )
    told = {"name": Private(wish.name), "email": Private(email)}
    record.note(f"media_contact:{contact}", after=told)
    return await media_list(record.body)


@deed
async def remove_media_contact(record: Record, contact: UUID) -> MediaList:
    """Take a newsroom off the list, and forget it with the letters that went there."""
    gone = await engine().write(
        "DELETE FROM media_contact WHERE id = $1 AND body = $2 RETURNING id",
        contact,
        record.body.id,
    )
    if not gone:
        raise NotFoundError(say("There is no such newsroom on the list."))
    await forget_mailings(record, contact)
    await erase_private(record, {f"media_contact:{contact}"})
    return await media_list(record.body)


async def media_list(body: Body) -> MediaList:
    """Return the newsrooms of a body, by name."""
    rows = await engine().read(
        "SELECT id, name, email, added_by, added_at FROM media_contact WHERE body = $1 "
        "ORDER BY name, id",
        body.id,
    )
    return MediaList(contacts=tuple(msgspec.convert(rows, list[MediaContact])))


async def forget_mailings(record: Record, recipient: UUID) -> None:
    """Empty, within a deed, the letters with notices to somebody; that they went out stays."""
    rows = await engine().read("SELECT id FROM mailing WHERE recipient = $1", recipient)
    await erase_letters(record, {f"mailing:{row['id']}" for row in rows})
