"""What is due of training and acknowledgements: by each member, and by those who verify."""

from datetime import date
from uuid import UUID

from appointments.schemas.training import AcknowledgementView, MemberTraining
from appointments.services.acknowledgements import acknowledgements_of
from appointments.services.training import (
    first_days_in_office,
    training_matrix,
    training_of,
    year_of,
)
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say, say_n

AHEAD = 90  # days; how early the end of a service year is announced


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return the gaps of the members in office; all are advice, as the law sets no consequence."""
    home = f"/bodies/{body.slug}/training"
    found = []
    signing: dict[UUID, list[AcknowledgementView]] = {}
    for each in await acknowledgements_of(body, charter, on):
        if each.id is None:
            signing.setdefault(each.appointment, []).append(each)
    for group in signing.values():
        found.append(_signature(group, home, on))
    if charter.training is None:
        return found
    found += await _learning(body, charter, home, on)
    stated = [e for e in await training_of(body, charter, on) if e.verified_on is None]
    if stated:
        first = min(each.stated_on for each in stated)
        what = say_n(
            "Verify {count} statement of training",
            "Verify {count} statements of training",
            len(stated),
        )
        who = say("Board staff")
        found.append(_due(what, who, charter.training.clause, first, home, on, "verify_training"))
    return found


async def _learning(body: Body, charter: Charter, home: str, on: date) -> list[Due]:
    """Return what the members in office have still to learn, near the year's end or when new."""
    year = year_of(charter, on)
    joined = await first_days_in_office(body, on)
    ends_soon = year.until is not None and (year.until - on).days <= AHEAD
    if not ends_soon and not any(year.contains(day) for day in joined.values()):
        return []
    matrix = await training_matrix(body, charter, year, on)
    items = [_training(each, home, on) for each in matrix.members if each.person in joined]
    return [each for each in items if each is not None]


def _signature(group: list[AcknowledgementView], home: str, on: date) -> Due:
    first = min(group, key=lambda each: each.due)
    what = say("{name} is to sign: {titles}", name=first.name, titles=tuple(e.title for e in group))
    who = say("{name}", name=first.name)
    return _due(
        what, who, first.clause, first.due, home, on, "record_acknowledgement", first.person
    )


def _training(member: MemberTraining, home: str, on: date) -> Due | None:
    gaps = [each for each in member.cells if each.completed_on is None]
    if not member.open or (gaps[0].due - on).days > AHEAD:
        return None
    what = say_n(
        "Training of {name}: {count} subject is open",
        "Training of {name}: {count} subjects are open",
        member.open,
        name=member.name,
    )
    who = say("{name}", name=member.name)
    return _due(what, who, gaps[0].clause, gaps[0].due, home, on, "state_training", member.person)


def _due(
    what: Sentence,
    who: Sentence,
    clause: str,
    day: date,
    href: str,
    on: date,
    needs: str,
    person: UUID | None = None,
) -> Due:
    return Due(
        what=what,
        who=who,
        clause=clause,
        day=day,
        raw=day,
        on=on,
        href=href,
        needs=needs,
        advisory=True,
        reads="read_training",
        person=person,
        own_href=f"{href}/own",
    )
