"""What was private of somebody is forgotten; that something was done, and the chain, stay."""

import json
from collections.abc import Collection
from uuid import UUID

from governance.rules.papers import TEXTS
from governance.schemas.papers import Upload
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.papers import erase_paper, keep_paper

ERASED = say("(erased)")
"""What stands in place of the name of somebody who was forgotten."""


async def erase_private(record: Record, subjects: Collection[str]) -> None:
    """Empty, within a deed, what proves the private values that entries hold of some subjects.

    A subject is named as in `Record.note`, such as `person:<id>`. What stands in the chain is
    a salted hash: without the salt it tells nothing, and the chain still verifies.
    """
    for subject in sorted(subjects):
        rows = await engine().read(
            "SELECT seq, entry FROM audit WHERE body = $1 AND entry LIKE $2",
            record.body.id,
            f'%"subject":"{subject}"%',
        )
        for row in rows:
            for field in _private_fields(row["entry"], subject):
                await engine().write(
                    "UPDATE audit_secret SET salt = '', value = '' "
                    "WHERE body = $1 AND seq = $2 AND field LIKE $3",
                    record.body.id,
                    row["seq"],
                    f"{field}.%",
                )
    record.note("erasure", after={"subjects": sorted(subjects)})


async def erase_letters(record: Record, about: Collection[str]) -> None:
    """Empty, within a deed, the letters about something; that they were sent stays known."""
    for each in sorted(about):
        await engine().write(
            "UPDATE outbox SET recipient = '', subject = '', text = '', unsubscribe = '', "
            "given_up_at = CASE WHEN sent_at IS NULL THEN $1 ELSE given_up_at END "
            "WHERE body = $2 AND about = $3",
            record.at,
            record.body.id,
            each,
        )


async def erase_person(record: Record, person: UUID) -> set[str]:
    """Empty, within a deed, all that is known of a person; return the subjects of the entries.

    Only for somebody whom nothing else of the record names.
    """
    facts = await engine().read("SELECT id, paper FROM fact WHERE person = $1", person)
    papers = [fact["paper"] for fact in facts if fact["paper"]]
    for paper in papers:
        await erase_paper(record, paper)
    await engine().write(
        "UPDATE person_correction SET was = '', became = '', reason = '' WHERE person = $1", person
    )
    await engine().write(
        "UPDATE fact SET details = '{}', since = NULL, until = NULL, stated_by = '', "
        "evidence = '', withdrawn_why = '', withdrawn_at = COALESCE(withdrawn_at, $1) "
        "WHERE person = $2",
        record.at,
        person,
    )
    await engine().write(
        "UPDATE person SET name = $1, folded_name = $1, email = '', phone = '' WHERE id = $2",
        str(ERASED),
        person,
    )
    return {
        f"person:{person}",
        *(f"fact:{fact['id']}" for fact in facts),
        *(f"paper:{paper}" for paper in papers),
    }


def _private_fields(entry: str, subject: str) -> list[str]:
    """Return how the fields of a subject's secrets begin in an entry: `2.after`."""
    changes = json.loads(entry)["changes"]
    return [
        f"{index}.{side}"
        for index, change in enumerate(changes)
        if change["subject"] == subject
        for side in ("before", "after")
        if side in change
    ]


async def replace_paper(
    record: Record, there: UUID | None, upload: Upload | None, *, field: str
) -> UUID | None:
    """Keep a text that came, within a deed, and forget the one that was there before."""
    kept = None
    if upload is not None:
        kept = (await keep_paper(record, upload, kinds=TEXTS, field=field)).id
    if there is not None:
        await erase_paper(record, there)
        await erase_private(record, {f"paper:{there}"})
    return kept
