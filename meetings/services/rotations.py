"""Who stands where in the rotation, and what keeps whom from a panel on a day."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from appointments.services.seats import members_in_office
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import engine
from meetings.rules.matters import touched
from meetings.rules.panels import Choice, Leaving, Sitter, panel_rule, rotation
from meetings.rules.recusals import Disclosed
from meetings.schemas.matters import Matter
from meetings.schemas.panels import ChoiceLine, PanelChoice, Turns
from meetings.services.files import motion_files
from meetings.services.matters import parties_of


async def sitters_of(
    body: Body, charter: Charter, today: date, *, matter: Matter, hearing_on: date
) -> list[Sitter]:
    """Return the members in office as the rotation sees them for one hearing."""
    bars = await _bars(body, charter, matter, hearing_on)
    return await _sitters(body, charter, today, bars)


async def turns_of(body: Body, charter: Charter, today: date) -> tuple[Turns, ...]:
    """Return the rotation as it stands: who comes up next is first."""
    line = rotation(await _sitters(body, charter, today, {}), charter)
    return tuple(
        Turns(
            person=each.person,
            name=each.name,
            authority=charter.authority(each.authority).name,
            panels=len(each.turns),
        )
        for each in line
    )


def choice_view(choice: Choice) -> PanelChoice:
    """Return a choice in words."""
    return PanelChoice(lines=lines_of(choice), refused=tuple(map(finding_view, choice.refused)))


def lines_of(choice: Choice) -> tuple[ChoiceLine, ...]:
    """Return what a choice says of each member, in words."""
    return tuple(
        ChoiceLine(
            person=each.person,
            name=each.name,
            taken=each.taken,
            reason=str(each.reason),
            clause=each.clause,
        )
        for each in choice.lines
    )


async def _sitters(
    body: Body, charter: Charter, today: date, bars: dict[UUID, tuple[Finding, ...]]
) -> list[Sitter]:
    places = {seat.id: place for place, seat in enumerate(charter.seats)}
    turns, days = await _turns(body), await _days_of_choices(body)
    return [
        Sitter(
            person=each.person,
            name=each.name,
            authority=charter.seat(each.seat).designated_by,
            place=places[each.seat],
            entered=bisect_left(days, each.since),
            turns=tuple(turns[each.person]),
            bars=bars.get(each.person, ()),
        )
        for each in await members_in_office(body, today)
        if each.seat in places
    ]


async def _turns(body: Body) -> defaultdict[UUID, list[int]]:
    """Return in which choices each person was taken and stayed; of dissolved panels none counts."""
    rows = await engine().read(
        "SELECT s.person, s.choice FROM panel_place s JOIN panel p ON p.id = s.panel "
        "WHERE s.body = $1 AND s.left_at IS NULL AND p.state <> 'dissolved' ORDER BY s.choice",
        body.id,
    )
    found: defaultdict[UUID, list[int]] = defaultdict(list)
    for row in rows:
        found[row["person"]].append(row["choice"])
    return found


async def _days_of_choices(body: Body) -> Sequence[date]:
    rows = await engine().read(
        "SELECT chosen_at FROM panel_choice WHERE body = $1 ORDER BY number", body.id
    )
    return [day_in(row["chosen_at"], body.timezone) for row in rows]


async def _bars(
    body: Body, charter: Charter, matter: Matter, hearing_on: date
) -> dict[UUID, tuple[Finding, ...]]:
    """Return what keeps members from a hearing; no sentence names a party."""
    conflicts, rotating = charter.recusal.clause, panel_rule(charter).rotation_clause
    found: defaultdict[UUID, tuple[Finding, ...]] = defaultdict(tuple)
    for person in await touched_by(body, matter):
        reason = say("Something that this member disclosed touches the matter.")
        found[person] += (Finding(Answer.BROKEN, reason, conflicts),)
    for person in await _stood_aside(matter.id):
        reason = say("This member stood aside when the Board voted on the matter.")
        found[person] += (Finding(Answer.BROKEN, reason, conflicts),)
    for person, why in await _left(matter.id):
        reason = say("This member sat on a panel for the matter and left: {why}.", why=why.words)
        clause = conflicts if why is Leaving.CONFLICT else rotating
        found[person] += (Finding(Answer.BROKEN, reason, clause),)
    for person in await _away(body, hearing_on):
        reason = say("This member cannot come on {day}.", day=hearing_on)
        found[person] += (Finding(Answer.BROKEN, reason, rotating),)
    return found


async def touched_by(body: Body, matter: Matter) -> set[UUID]:
    """Return the members whose disclosures touch a matter."""
    rows = await engine().read(
        "SELECT person, party FROM disclosure WHERE body = $1 AND ended_at IS NULL", body.id
    )
    disclosed = [Disclosed(row["person"], row["party"]) for row in rows]
    names = [each.name for each in await parties_of(matter.id)] if disclosed else []
    return touched(disclosed, names, matter.title)


async def _stood_aside(matter_id: UUID) -> set[UUID]:
    voted = "m.id IN (SELECT motion FROM matter_motion WHERE matter = $1)"
    return {person for motion in await motion_files(voted, matter_id) for person in motion.recused}


async def _left(matter_id: UUID) -> list[tuple[UUID, Leaving]]:
    """Return who left a panel of this matter; of one that was dissolved, only over a conflict."""
    rows = await engine().read(
        "SELECT s.person, s.left_why, p.state FROM panel_place s JOIN panel p ON p.id = s.panel "
        "WHERE p.matter = $1 AND s.left_at IS NOT NULL ORDER BY s.left_at",
        matter_id,
    )
    return [
        (row["person"], Leaving(row["left_why"]))
        for row in rows
        if row["state"] == "sitting" or row["left_why"] == Leaving.CONFLICT
    ]


async def _away(body: Body, on: date) -> set[UUID]:
    rows = await engine().read(
        "SELECT person FROM absence WHERE body = $1 AND withdrawn_at IS NULL "
        "AND since <= $2 AND until > $2",
        body.id,
        on,
    )
    return {row["person"] for row in rows}


async def names_touched(body: Body, today: date, matter: Matter) -> tuple[str, ...]:
    """Return the members in office whose disclosures touch a matter, by name."""
    people = await touched_by(body, matter)
    return tuple(
        each.name for each in await members_in_office(body, today) if each.person in people
    )
