"""What was private of a nomination is forgotten; that somebody was named, and when, stays."""

from uuid import UUID

from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.erasure import erase_letters, erase_private


async def forget_nomination(record: Record, nomination: UUID) -> None:
    """Forget, within a deed, whatever was written of somebody who is named."""
    await engine().write(
        "UPDATE nomination SET name = '', email = '', folded_email = '', phone = '', place = '', "
        "address = '', district = '', resident_since = NULL, statement = '', family = '', "
        "answers = '{}', representative = NULL, nominator = '', nominator_email = '', "
        "reason = '', link_nonce = '', link_hash = '', erased_at = $1 WHERE id = $2",
        record.at,
        nomination,
    )
    about = f"nomination:{nomination}"
    await erase_letters(record, {about})
    await erase_private(record, {about})
