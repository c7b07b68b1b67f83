"""The vacancies of a body in numbers, by year and authority."""

from datetime import date

from appointments.rules.statistics import Vacated, Year, vacancy_years
from appointments.schemas.vacancies import VacancyView, VacancyYear
from appointments.services.history import history
from appointments.services.vacancies import vacancies_of
from governance.charter.model import Charter
from governance.clock import day_in
from governance.schemas.bodies import Body


async def vacancy_statistics(body: Body, charter: Charter, on: date) -> list[VacancyYear]:
    """Return each year of each authority since the first vacancy, as it stands on a day."""
    begun = {each.id: each.since for each in await history(body)}
    vacated = [
        Vacated(
            authority=charter.seat(each.seat).designated_by,
            since=each.effective_on,
            until=begun.get(each.filled_by) if each.filled_by else None,
            told_on=_told_on(body, each),
            due=None if each.advisory else each.due,
        )
        for each in await vacancies_of(body, charter, on, only_open=False)
        if each.withdrawn_on is None
    ]
    names = [authority.id for authority in charter.authorities]
    years = vacancy_years(vacated, names, charter.terms.begins, on=on)
    return [_view(charter, year) for year in years]


def _told_on(body: Body, vacancy: VacancyView) -> date | None:
    """Return the day on which everyone had been told."""
    sent = [each.sent_at for each in vacancy.notices]
    days = [day_in(each, body.timezone) for each in sent if each is not None]
    return max(days) if days and len(days) == len(sent) else None


def _view(charter: Charter, year: Year) -> VacancyYear:
    return VacancyYear(
        authority=year.authority,
        name=charter.authority(year.authority).name,
        since=year.days.since,
        until=year.days.until or year.days.since,
        opened=year.opened,
        filled=year.filled,
        days_vacant=year.days_vacant,
        days_to_notice=year.days_to_notice,
        days_to_fill=year.days_to_fill,
        open=year.open,
        overdue=year.overdue,
    )
