"""A written rejection goes to the committee, in a letter whose subject names nobody."""

from appointments.rules.rounds import Round
from appointments.services.nominations import LETTER
from governance.database.postgres import Row
from governance.schemas.letters import Letter
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record


async def tell_committee(record: Record, one: Round, name: Row, reason: str) -> None:
    """Write within a deed to everybody of the committee why a name was rejected."""
    rows = await engine().read(
        "SELECT DISTINCT p.email FROM committee_member c JOIN person p ON p.id = c.person "
        "WHERE c.body = $1 AND c.authority = $2 AND c.since <= $3 "
        "AND (c.until IS NULL OR c.until > $3) AND p.email <> '' ORDER BY p.email",
        record.body.id,
        one.authority,
        record.today,
    )
    charter = record.charter
    subject = say("A written answer: {round}", round=one.title)
    text = say(
        "{council} has rejected {name} for {seat} on {day}.\n\nThe reason, in writing:\n\n"
        "{reason}\n\nThis letter is for the committee alone: the names are withheld until the "
        "round's own rule lifts it.\n\n{board}\n",
        council=charter.appointing.name,
        name=name["name"],
        seat=charter.seat(name["seat"]).name,
        day=record.today,
        reason=reason.strip(),
        board=record.body.name,
    )
    for row in rows:
        await record.send(
            Letter(
                kind=LETTER,
                about=f"slate_name:{name['id']}",
                recipient=row["email"],
                subject=str(subject),
                text=str(text),
            )
        )
