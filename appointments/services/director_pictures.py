"""What is said of the director's office, as lines that can be compared before and after."""

from datetime import date

from appointments.services.directors import Held, office_of
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.previews import Line, Lines
from governance.sentences import Sentence, say


async def director_picture(body: Body, charter: Charter, on: date) -> Lines:
    """Return who holds the office on a day, and each one's days in it."""
    if charter.director is None:
        return {}
    office = await office_of(body, charter)
    part = say("{office}", office=office.rule.title)
    _, held = office.holder(on)
    lines: Lines = {
        ("director", "holder", ""): Line(
            part=part,
            subject=office.rule.title,
            what=say("State on {day}", day=on),
            value=say("{name}", name=held.name) if held else say("vacant"),
        )
    }
    for each in office.held:
        for what, value in _days(each):
            lines["director", str(each.id), str(what)] = Line(
                part=part, subject=each.name, what=what, value=value
            )
    for search in office.searches:
        what = say("Vacancy")
        lines["director_search", str(search.id), ""] = Line(
            part=part,
            subject=office.rule.title,
            what=what,
            value=say("{day}", day=search.opened_on),
        )
    return lines


def _days(held: Held) -> list[tuple[Sentence, Sentence]]:
    tenure = held.tenure
    said = [
        (say("Hired on"), say("{day}", day=tenure.hired_on)),
        (say("In office from"), say("{day}", day=tenure.since)),
    ]
    if tenure.until is not None:
        said.append((say("Office empty from"), say("{day}", day=tenure.until)))
    if tenure.confirmed_on is not None:
        number = held.row["legislation"]
        told = say("{number}, {day}", number=number, day=tenure.confirmed_on)
        said.append((say("Confirmed"), told))
    return said
