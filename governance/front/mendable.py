"""What can be mended on a thing: its fields as the record has them now, for a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from appointments.pages.words import MENDABLE
from appointments.schemas.corrections import Subject
from appointments.services.directors import office_of
from appointments.services.history import get_appointment
from appointments.services.legislation import get_legislation, list_legislation
from appointments.services.vacancies import get_vacancy
from governance.charter.model import Charter
from governance.days import add_days
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.people import list_people


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form, as the record has it now."""

    name: str
    kind: str
    value: object
    needed: bool = False
    options: tuple[tuple[object, object], ...] = ()

    @property
    def text(self) -> str:
        """Return the value as a form sends it back when nobody touches it."""
        return "" if self.value is None else str(self.value)

    @property
    def label(self) -> Sentence:
        return MENDABLE[self.name]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be mended: its name, where it stands, and its fields."""

    subject: Subject
    id: UUID
    name: Sentence
    home: str
    nav: str
    fields: tuple[Field, ...]
    own: str = ""
    """Its own address, where it has no page of its own."""

    @property
    def form(self) -> str:
        """Return the address of the form that mends it."""
        return f"{self.own or self.home}/correct"


async def appointment_to_mend(
    board: Body, charter: Charter, appointment: UUID, *, search: str = ""
) -> Thing:
    """Return what can be mended on an appointment and the service that came of it."""
    found = await get_appointment(board, appointment)
    people = [(each.id, each.name) for each in await list_people(board, search=search)]
    acts = [(each.id, each.number) for each in await list_legislation(board, charter)]
    fields = [
        Field("person", "select", found.person, True, _with(found.person, found.name, people)),
        Field(
            "legislation",
            "select",
            found.legislation,
            True,
            _with(found.legislation, found.number, acts),
        ),
        Field("appointed_on", "day", found.appointed_on, True),
    ]
    if found.since is not None and found.kind != "initial":
        fields.append(Field("since", "day", found.since, True))
        fields.append(Field("term_until", "day", _last(found.term_until)))
    if found.until is not None and found.ended_by in {each.id for each in charter.grounds}:
        fields.append(Field("until", "day", _last(found.until), True))
        fields.append(Field("ended_by", "select", found.ended_by, True, _grounds(charter)))
    fields += [
        Field(name, "day", getattr(found, name))
        for name in ("notice_sent_on", "oath_taken_on", "oath_filed_on")
    ]
    return Thing(
        Subject.APPOINTMENT,
        appointment,
        say("{name}, {seat}", name=found.name, seat=charter.seat(found.seat).name),
        f"/bodies/{board.slug}/appointments/{appointment}",
        "/appointments",
        tuple(fields),
    )


async def vacancy_to_mend(board: Body, charter: Charter, vacancy: UUID, on: date) -> Thing:
    """Return what can be mended on a vacancy."""
    found = await get_vacancy(board, charter, vacancy, on)
    fields = [Field("cause", "select", found.cause, True, _grounds(charter))]
    if found.delivered_on is None:
        fields.append(Field("effective_on", "day", found.effective_on))
    fields += [
        Field("delivered_on", "day", found.delivered_on),
        Field("delivered_to", "text", found.delivered_to),
        Field("stated_on", "day", found.stated_on),
    ]
    return Thing(
        Subject.VACANCY,
        vacancy,
        say("Vacancy in {seat}", seat=found.seat_name),
        f"/bodies/{board.slug}/vacancies/{vacancy}",
        "/vacancies",
        tuple(fields),
    )


async def act_to_mend(board: Body, charter: Charter, legislation: UUID) -> Thing:
    """Return what can be mended on an act."""
    found = await get_legislation(board, charter, legislation)
    fields = [
        Field("number", "text", found.number, True),
        Field("title", "text", found.title, True),
        Field("introduced_on", "day", found.introduced_on, True),
    ]
    if found.voted_on is not None:
        fields.append(Field("voted_on", "day", found.voted_on, True))
    if found.voted_on is not None and not found.by_name:
        fields += [
            Field("ayes", "number", found.ayes, True),
            Field("noes", "number", found.noes, True),
        ]
    return Thing(
        Subject.LEGISLATION,
        legislation,
        say("{number}", number=found.number),
        f"/bodies/{board.slug}/legislation/{legislation}",
        "/legislation",
        tuple(fields),
    )


async def director_to_mend(board: Body, charter: Charter, director: UUID) -> Thing:
    """Return what can be mended on somebody's days as the director."""
    office = await office_of(board, charter)
    held = office.of(director)
    tenure, row = held.tenure, held.row
    fields = [Field("since", "day", tenure.since, True)]
    if row["motion"] is None:
        fields.insert(0, Field("hired_on", "day", tenure.hired_on, True))
    if tenure.until is not None:
        fields.append(Field("until", "day", _last(tenure.until), True))
    if tenure.confirmed_on is not None:
        fields.append(Field("number", "text", row["legislation"], True))
        fields.append(Field("confirmed_on", "day", tenure.confirmed_on, True))
    home = f"/bodies/{board.slug}/director"
    return Thing(
        Subject.DIRECTOR,
        director,
        say("{name}, {seat}", name=held.name, seat=office.rule.title),
        home,
        "",
        tuple(fields),
        f"{home}/{director}",
    )


def _with(
    chosen: UUID, name: str, others: Iterable[tuple[UUID, str]]
) -> tuple[tuple[object, object], ...]:
    """Return what may be chosen, with what is chosen now among it."""
    return tuple({chosen: name, **dict(others)}.items())


def _grounds(charter: Charter) -> tuple[tuple[object, object], ...]:
    return tuple((each.id, f"{each.name} ({each.clause})") for each in charter.grounds)


def _last(until: date | None) -> date | None:
    return None if until is None else add_days(until, -1)
