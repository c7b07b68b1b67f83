"""What is due on hearing panels: places to be filled, chairs to be chosen."""

from collections.abc import Iterator
from datetime import date

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say
from meetings.rules.panels import panel_rule, panels_are_in_force
from meetings.schemas.panels import Panel
from meetings.services.panels import SITTING, list_panels

_OFFICE, _PANEL = say("Chair"), say("The panel")


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what panels lack before their hearings; nothing while panels are stopped."""
    if charter.panels is None or not panels_are_in_force(charter).holds:
        return []
    found = (await list_panels(body, charter, on)).panels
    return [
        item
        for each in found
        if each.state == SITTING
        for item in _of_panel(each, body, charter, on)
    ]


def _of_panel(panel: Panel, body: Body, charter: Charter, on: date) -> Iterator[Due]:
    for gone in panel.members:
        if not gone.in_office:
            what = say(
                "Fill the place of {name}, who left the Board, on the panel for {number}",
                name=gone.name,
                number=panel.tracking,
            )
            yield _due(panel, body, charter, on, what, _OFFICE, "replace_panel_member")
    if panel.chair is None:
        what = say("Choose the chair of the panel for {number}", number=panel.tracking)
        yield _due(panel, body, charter, on, what, _PANEL, "name_panel_chair")


def _due(
    panel: Panel, body: Body, charter: Charter, on: date, what: Sentence, who: Sentence, needs: str
) -> Due:
    return Due(
        what=what,
        who=who,
        clause=panel_rule(charter).clause,
        day=panel.hearing_on,
        raw=panel.hearing_on,
        on=on,
        href=f"/bodies/{body.slug}/panels/{panel.id}",
        needs=needs,
        advisory=True,
    )
