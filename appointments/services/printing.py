"""The printed papers of an appointment and of a vacancy: the body's words, filled and set."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from appointments.rules.texts import OF_APPOINTMENTS, VACANCY_NOTICE, filled
from appointments.schemas.appointments import AppointmentView
from appointments.schemas.texts import TextVersion
from appointments.schemas.vacancies import VacancyView
from appointments.services.history import get_appointment
from appointments.services.texts import get_text, kind_named
from appointments.services.vacancies import get_vacancy
from governance.charter.model import Charter
from governance.clock import day_in
from governance.days import add_days, add_years
from governance.errors import NotFoundError
from governance.printing import printed
from governance.schemas.bodies import Body
from governance.sentences import ENGLISH, Sentence, say

_NOT_YET = say("a day still to be fixed")
_TEMPLATES = {"certificate": "certificate", "oath": "oath"}
_SAMPLE_NAME = say("Sample Person")
_SAMPLE_ACT = say("No. 2026-000")


async def appointment_paper(
    body: Body, charter: Charter, appointment: UUID, name: str, at: datetime
) -> bytes:
    """Return one of the papers of an appointment as PDF."""
    if name not in OF_APPOINTMENTS:
        raise NotFoundError(say("There is no such paper."))
    found = await get_appointment(body, appointment)
    values = appointment_values(body, charter, found, day_in(at, body.timezone))
    return await _set(body, charter, name, values, at, recipient=found.name)


async def notice_paper(
    body: Body, charter: Charter, vacancy: UUID, authority: str, at: datetime
) -> bytes:
    """Return the letter that tells an authority of a vacancy as PDF."""
    on = day_in(at, body.timezone)
    found = await get_vacancy(body, charter, vacancy, on)
    notice = next((each for each in found.notices if each.authority == authority), None)
    if notice is None:
        raise NotFoundError(say("This authority is not told of vacancies."))
    values = vacancy_values(body, charter, found, notice.name, on)
    return await _set(body, charter, VACANCY_NOTICE, values, at, recipient=notice.name)


async def sample_paper(
    body: Body, charter: Charter, name: str, at: datetime, version: TextVersion | None = None
) -> bytes:
    """Return a paper with sample data as PDF."""
    values = sample_values(body, charter, name, day_in(at, body.timezone))
    recipient = values.get("name") or values["recipient"]
    return await _set(body, charter, name, values, at, recipient=recipient, version=version)


def sample_values(body: Body, charter: Charter, name: str, on: date) -> dict[str, str]:
    """Return what fills the gaps of a paper for nobody in particular."""
    seat = charter.seats[0]
    named_by = charter.authority(seat.designated_by)
    values = {
        **_shared(body, charter, on),
        "name": str(_SAMPLE_NAME),
        "seat": seat.name,
        "act": str(_SAMPLE_ACT),
        "appointed_on": ENGLISH.day(on),
        "first_day": ENGLISH.day(on),
        "last_day": ENGLISH.day(add_days(add_years(on, charter.terms.years), -1)),
        "named_by": named_by.name,
        "recipient": charter.authorities[0].name,
        "cause": charter.grounds[0].name,
        "cause_clause": charter.grounds[0].clause,
        "vacant_since": ENGLISH.day(on),
        "due": ENGLISH.day(charter.calendar.deadline(on, charter.vacancies.filling).rolled),
        "due_clause": charter.vacancies.filling.clause,
    }
    return {gap: values[gap] for gap in kind_named(name).gaps}


def appointment_values(
    body: Body, charter: Charter, found: AppointmentView, on: date
) -> dict[str, str]:
    """Return what fills the gaps of an appointment's papers."""
    until = found.term_until
    named_by = found.designated_by or charter.seat(found.seat).designated_by
    return {
        **_shared(body, charter, on),
        "name": found.name,
        "seat": charter.seat(found.seat).name,
        "act": found.number,
        "appointed_on": ENGLISH.day(found.appointed_on),
        "first_day": _day(found.term_since),
        "last_day": _day(None if until is None else add_days(until, -1)),
        "named_by": charter.authority(named_by).name,
    }


def vacancy_values(
    body: Body, charter: Charter, found: VacancyView, recipient: str, on: date
) -> dict[str, str]:
    """Return what fills the gaps of a notice."""
    return {
        **_shared(body, charter, on),
        "recipient": recipient,
        "seat": found.seat_name,
        "cause": found.cause_name,
        "cause_clause": found.clause,
        "vacant_since": ENGLISH.day(found.effective_on),
        "named_by": found.authority,
        "due": ENGLISH.day(found.due),
        "due_clause": found.due_clause,
    }


def _shared(body: Body, charter: Charter, on: date) -> dict[str, str]:
    oath = charter.oath
    words = oath.form or str(say("I will faithfully discharge the duties of {office}."))
    return {
        "board": body.name,
        "jurisdiction": charter.body.jurisdiction,
        "appointed_by": charter.appointing.name,
        "filed_with": oath.filed_with,
        "oath_within": str(oath.after_notice.length_in_words),
        "oath_clause": oath.after_notice.clause,
        "oath": words.replace("{office}", f"member of the {body.name}"),
        "notice_clause": charter.vacancies.notice_clause,
        "today": ENGLISH.day(on),
    }


async def _set(
    body: Body,
    charter: Charter,
    name: str,
    values: Mapping[str, str],
    at: datetime,
    *,
    recipient: str,
    version: TextVersion | None = None,
) -> bytes:
    words = version or (await get_text(body, name)).current
    title = filled(words.title, values)
    data: dict[str, object] = {
        "sender": body.name,
        "sender_lines": [charter.body.jurisdiction],
        "jurisdiction": charter.body.jurisdiction,
        "recipient": [recipient],
        "name": values.get("name", ""),
        "day": values["today"],
        "text": filled(words.text, values),
        "lines": [str(line) for line in _lines(charter, name)],
        "foot": f"{body.name}, {charter.body.jurisdiction}",
    }
    return await printed(_TEMPLATES.get(name, "letter"), data, title=title, at=at)


def _lines(charter: Charter, name: str) -> tuple[Sentence, ...]:
    """Return what stands below the lines on which people sign."""
    if name == "certificate":
        return (
            say("Clerk of the {authority}", authority=charter.appointing.name),
            say("Date"),
        )
    if name == "oath":
        return (
            say("Signature of the officer"),
            say("Sworn to before me on (date)"),
            say("Signature and title of whoever administers the oath"),
            say("Filed with the {clerk} on (date)", clerk=charter.oath.filed_with),
        )
    return ()


def _day(day: date | None) -> str:
    return str(_NOT_YET) if day is None else ENGLISH.day(day)
