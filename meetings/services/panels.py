"""Hearing panels: made up by the rotation, chaired by whom they choose, filled up, ended."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec

from appointments.services.seats import members_in_office
from governance.charter.findings import Answer, Finding, require
from governance.charter.model import Charter
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.matters import tracking_number
from meetings.rules.panels import (
    Choice,
    Leaving,
    drawn,
    panel_chair,
    panel_rule,
    panels_are_in_force,
    redrawn,
)
from meetings.schemas.matters import Matter
from meetings.schemas.panels import (
    ChairNaming,
    ChoiceLine,
    Panel,
    PanelChoice,
    PanelEnd,
    Panels,
    PanelSeat,
    PanelWish,
    Replacement,
)
from meetings.services.matters import get_matter, open_matter_of
from meetings.services.rotations import choice_view, lines_of, sitters_of, turns_of
from meetings.tables import PanelChoiceRow, PanelPlaceRow, PanelRow

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

OFFICE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.STAFF})
SITTING, HEARD, DISSOLVED = "sitting", "heard", "dissolved"
PANEL = (
    "SELECT p.id, p.matter, p.hearing_on, p.state, p.assembled_at, p.ended_at, m.year, m.number, "
    "m.title FROM panel p JOIN matter m ON m.id = p.matter"
)

explain(
    {
        "panel_one_a_matter": say("A panel sits on this matter already."),
        "panel_choice_number": say("Another panel was chosen just now; choose yours again."),
        "panel_place_once": say("This member was on this panel before."),
    }
)


@deed
async def assemble_panel(record: Record, matter_id: UUID, wish: PanelWish) -> Panel:
    """Make up a panel for a matter, of those who come up in the rotation and can sit."""
    require(panels_are_in_force(record.charter))
    matter = await open_matter_of(record, matter_id)
    require(_is_heard(matter, record.charter))
    if wish.hearing_on < record.today:
        raise BadInputError({"hearing_on": say("This day has passed.")})
    if await _panels(record.body, "p.matter = $2 AND p.state = 'sitting'", matter_id):
        raise OutOfOrderError(say("A panel sits on this matter already."))
    choice = await _drawn(record.body, record.charter, record.today, matter, wish.hearing_on)
    require(*choice.refused)
    panel_id = uuid4()
    await PanelRow.insert(
        PanelRow(
            id=panel_id,
            body=record.body.id,
            matter=matter_id,
            hearing_on=wish.hearing_on,
            state=SITTING,
            assembled_at=record.at,
            ended_at=None,
            ended_why="",
        )
    )
    await _seat(record, panel_id, choice)
    return await get_panel(record.body, record.charter, panel_id, record.today)


@deed
async def replace_panel_member(record: Record, panel_id: UUID, wish: Replacement) -> Panel:
    """Fill the place of a member who no longer sits, by the same rotation and of the same kind."""
    require(panels_are_in_force(record.charter))
    panel = await _sitting_panel(record, panel_id)
    gone = _seat_of(panel, wish.person)
    if wish.why is Leaving.OFFICE and gone.in_office:
        raise BadInputError({"why": say("{name} is still in office.", name=gone.name)})
    await PanelPlaceRow.update(
        {PanelPlaceRow.left_at: record.at, PanelPlaceRow.left_why: wish.why}
    ).where(PanelPlaceRow.panel == panel_id, PanelPlaceRow.person == wish.person)
    matter = await get_matter(record.body, record.charter, panel.matter)
    sitters = await sitters_of(
        record.body, record.charter, record.today, matter=matter, hearing_on=panel.hearing_on
    )
    staying = {each.person: each.authority for each in panel.members if each != gone}
    choice = redrawn(sitters, staying, gone.authority, record.charter)
    require(*choice.refused)
    record.note(f"panel:{panel_id}", before={"member": gone.person})
    await _seat(record, panel_id, choice)
    return await get_panel(record.body, record.charter, panel_id, record.today)


@deed
async def name_panel_chair(record: Record, panel_id: UUID, wish: ChairNaming) -> Panel:
    """Name one of a panel as its chair, as a member of it; more than half make the chair."""
    require(panels_are_in_force(record.charter))
    panel = await _sitting_panel(record, panel_id)
    member = wish.member or record.actor.person
    if member != record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("A member names a chair only for themselves."))
    sitting = {each.person for each in panel.members if each.in_office}
    if member not in sitting:
        raise BadInputError({"member": say("Only who sits on the panel chooses its chair.")})
    if wish.chair not in sitting:
        raise BadInputError({"chair": say("Name somebody who sits on the panel.")})
    await PanelPlaceRow.update({PanelPlaceRow.names_chair: wish.chair}).where(
        PanelPlaceRow.panel == panel_id, PanelPlaceRow.person == member
    )
    record.note(f"panel:{panel_id}", after={"member": member, "names_chair": wish.chair})
    return await get_panel(record.body, record.charter, panel_id, record.today)


@deed
async def end_panel(record: Record, panel_id: UUID, wish: PanelEnd) -> Panel:
    """End a panel that has heard its matter, or dissolve it and give its turns back."""
    require(panels_are_in_force(record.charter))
    await _sitting_panel(record, panel_id)
    state = HEARD if wish.heard else DISSOLVED
    await PanelRow.update(
        {PanelRow.state: state, PanelRow.ended_at: record.at, PanelRow.ended_why: wish.reason}
    ).where(PanelRow.id == panel_id)
    record.note(f"panel:{panel_id}", after={"state": state, "why": wish.reason})
    return await get_panel(record.body, record.charter, panel_id, record.today)


async def preview_panel(
    body: Body, charter: Charter, today: date, matter_id: UUID, hearing_on: date
) -> PanelChoice:
    """Return whom the rotation would choose for a hearing, and why; nothing is changed."""
    require(panels_are_in_force(charter))
    matter = await get_matter(body, charter, matter_id)
    require(_is_heard(matter, charter))
    return choice_view(await _drawn(body, charter, today, matter, hearing_on))


async def list_panels(body: Body, charter: Charter, today: date) -> Panels:
    """Return whether panels are made, all that were, and the rotation as it stands."""
    found = panels_are_in_force(charter)
    rows = await _panels(body)
    return Panels(
        in_force=found.holds,
        reason="" if found.holds else str(found.reason),
        clause=found.clause,
        panels=tuple([await _view(row, body, charter, today) for row in rows]),
        rotation=await turns_of(body, charter, today) if found.holds else (),
    )


async def get_panel(body: Body, charter: Charter, panel_id: UUID, today: date) -> Panel:
    """Return one panel with its members and its chair."""
    rows = await _panels(body, "p.id = $2", panel_id)
    if not rows:
        raise NotFoundError(say("There is no such panel of this body."))
    return await _view(rows[0], body, charter, today)


async def panels_of_matter(
    body: Body, charter: Charter, matter_id: UUID, today: date
) -> list[Panel]:
    """Return the panels that were made for a matter, the newest first."""
    rows = await _panels(body, "p.matter = $2", matter_id)
    return [await _view(row, body, charter, today) for row in rows]


async def list_panel_choices(body: Body, panel_id: UUID) -> list[PanelChoice]:
    """Return the choices that made a panel, with what each said of every member."""
    if not await _panels(body, "p.id = $2", panel_id):
        raise NotFoundError(say("There is no such panel of this body."))
    rows = await engine().read(
        "SELECT number, chosen_at, lines FROM panel_choice WHERE panel = $1 ORDER BY number",
        panel_id,
    )
    return [
        PanelChoice(
            number=row["number"],
            chosen_at=row["chosen_at"],
            lines=msgspec.json.decode(row["lines"], type=tuple[ChoiceLine, ...]),
        )
        for row in rows
    ]


async def _drawn(
    body: Body, charter: Charter, today: date, matter: Matter, hearing_on: date
) -> Choice:
    return drawn(
        await sitters_of(body, charter, today, matter=matter, hearing_on=hearing_on), charter
    )


async def _seat(record: Record, panel_id: UUID, choice: Choice) -> None:
    """Keep a choice under the next number, and give places to whom it took."""
    rows = await engine().read(
        "SELECT coalesce(max(number), 0) + 1 AS next FROM panel_choice WHERE body = $1",
        record.body.id,
    )
    number = rows[0]["next"]
    await PanelChoiceRow.insert(
        PanelChoiceRow(
            id=uuid4(),
            body=record.body.id,
            panel=panel_id,
            number=number,
            chosen_at=record.at,
            lines=msgspec.json.encode(lines_of(choice)).decode(),
        )
    )
    members = {each.person: each for each in await members_in_office(record.body, record.today)}
    for person in choice.taken:
        seat = members[person].seat
        await PanelPlaceRow.insert(
            PanelPlaceRow(
                id=uuid4(),
                body=record.body.id,
                panel=panel_id,
                person=person,
                seat=seat,
                authority=record.charter.seat(seat).designated_by,
                choice=number,
                names_chair=None,
                left_at=None,
                left_why="",
            )
        )
    record.note(f"panel:{panel_id}", after={"choice": number, "members": list(choice.taken)})


async def _sitting_panel(record: Record, panel_id: UUID) -> Panel:
    panel = await get_panel(record.body, record.charter, panel_id, record.today)
    if panel.state != SITTING:
        raise OutOfOrderError(say("This panel has ended."))
    return panel


def _seat_of(panel: Panel, person: UUID) -> PanelSeat:
    for each in panel.members:
        if each.person == person:
            return each
    raise BadInputError({"person": say("This person does not sit on the panel.")})


def _is_heard(matter: Matter, charter: Charter) -> Finding:
    reason = say("A matter of this kind is heard by no panel: {kind}.", kind=matter.kind_name)
    return Finding(Answer.of(matter.heard_by_panel), reason, panel_rule(charter).clause)


async def _panels(body: Body, where: str = "", *args: object) -> Sequence[Row]:
    condition = f" AND {where}" if where else ""
    return await engine().read(
        f"{PANEL} WHERE p.body = $1{condition} ORDER BY p.assembled_at DESC, p.id", body.id, *args
    )


async def _view(row: Row, body: Body, charter: Charter, today: date) -> Panel:
    places = await engine().read(
        "SELECT s.person, p.name, s.seat, s.authority, s.names_chair FROM panel_place s "
        "JOIN person p ON p.id = s.person WHERE s.panel = $1 AND s.left_at IS NULL "
        "ORDER BY s.choice, s.id",
        row["id"],
    )
    sitting = {each.person for each in await members_in_office(body, today)}
    over = row["state"] != SITTING
    able = {each["person"]: each["names_chair"] for each in places if each["person"] in sitting}
    named = {each["person"]: each["names_chair"] for each in places} if over else able
    chair = panel_chair(named)
    seats: dict[str, str] = {seat.id: seat.name for seat in charter.seats}
    members = [
        PanelSeat(
            person=each["person"],
            name=each["name"],
            seat=seats.get(str(each["seat"]), str(each["seat"])),
            authority=each["authority"],
            in_office=each["person"] in sitting,
            is_chair=each["person"] == chair,
            names_chair=each["names_chair"],
        )
        for each in places
    ]
    return Panel(
        id=row["id"],
        matter=row["matter"],
        tracking=tracking_number(row["year"], row["number"]),
        title=row["title"],
        hearing_on=row["hearing_on"],
        state=row["state"],
        assembled_at=row["assembled_at"],
        ended_at=row["ended_at"],
        members=tuple(sorted(members, key=lambda each: each.name)),
        size=panel_rule(charter).size,
    )
