"""What came to the clerk's ears lately: a likely duplicate, a mended address, a second mark."""

from datetime import time, timedelta
from functools import partial

from governance.demo.stage import Stage
from governance.rules.access import Role
from governance.rules.people import FactKind
from governance.schemas.people import Amendment, FactWish, PersonWish
from governance.services.contacts import amend_person
from governance.services.people import record_person, state_fact

LATELY = timedelta(days=3)
TWICE = "c9"
"""Who was recorded twice."""


def plan_records(stage: Stage, marked: str) -> None:
    """Let it be recorded a few days ago; `marked` is whose family worked in law enforcement."""
    stage.at(stage.today - LATELY, time(11), partial(record_lately, stage, marked))


async def record_lately(stage: Stage, marked: str) -> None:
    """Record somebody a second time, mend an address, and state a past in law enforcement."""
    name = stage.names.get(TWICE, stage.names[marked])
    first, _, last = name.rpartition(" ")
    wish = PersonWish(name=f"{first[:1]}. {last}" if first else f"{last} Jr.", phone="585 555 0142")
    again = await record_person(stage.by(Role.CLERK), wish)
    mended = Amendment(reason="The full name stands on the application.", name=name)
    await amend_person(stage.by(Role.CLERK), again.id, mended)
    relations = stage.charter.relations
    fact = FactWish(
        kind=FactKind.EMPLOYMENT,
        what="Sheriff of another county",
        law_enforcement=True,
        of_family=True,
        relation=relations[0].id if relations else "",
        since=stage.day - timedelta(days=20 * 365),
        until=stage.day - timedelta(days=9 * 365),
        stated_by=stage.names[marked],
        stated_on=stage.day,
    )
    await state_fact(stage.by(Role.CLERK), stage.people[marked], fact)
