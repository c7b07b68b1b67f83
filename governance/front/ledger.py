"""The public ledger of duties: each that is due within a year, and everything kept of one."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from governance.charter.model import Charter, Obligation
from governance.days import MonthDay, Span, add_days, service_year
from governance.errors import NotFoundError
from governance.front.books import Book, open_book
from governance.rules.obligations import Occurrence
from governance.schemas.bodies import Body
from governance.schemas.obligations import History, Ledger, OccurrenceView
from governance.sentences import say
from governance.services.obligations import begins_on, entries_of, period_of, seen

BEFORE = 400
"""Days before a year in which a period can have begun that is due within the year."""
JANUARY = MonthDay(1, 1)


def year_of(charter: Charter, on: date) -> Span:
    """Return the year of a body's duties in which a day falls."""
    begins = [duty.recurrence.counted_from for duty in charter.obligations]
    return service_year(on, begins[0] if begins else JANUARY)


def year_beginning_in(charter: Charter, year: int) -> Span:
    """Return the year of a body's duties that begins in a year of the calendar."""
    return year_of(charter, date(year, 12, 31))


def day_named(text: str) -> date:
    """Return the day that an address names, such as 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundError(say("A period is named by its first day.")) from None


async def ledger_of(
    body: Body, charter: Charter, year: Span, on: date, *, office: bool = False
) -> Ledger:
    """Return the duties that are due within a year, as counted, as they stand on a day."""
    until = year.until or year.since
    span = Span(add_days(year.since, -BEFORE), until)
    book = await open_book(body, charter, span, on, office=office)
    found = [
        view
        for duty in charter.obligations
        for view in views(book, duty, span)
        if year.contains(view.raw)
    ]
    return Ledger(
        body=body.slug,
        since=year.since,
        until=until,
        on=on,
        begins_on=book.begins_on,
        occurrences=tuple(found),
    )


async def periods_of(
    body: Body, charter: Charter, duty: Obligation, on: date
) -> list[OccurrenceView]:
    """Return a duty in every period since the ledger begins, the latest first."""
    year = year_of(charter, on)
    begins = await begins_on(body, charter.ledger.since)
    span = Span(min(begins, year.since), year.until)
    book = await open_book(body, charter, span, on, duties=[duty])
    return views(book, duty, span)[::-1]


async def whole_ledger(body: Body, charter: Charter, on: date) -> list[OccurrenceView]:
    """Return every duty in every period from the day the ledger begins to the end of the year."""
    year = year_of(charter, on)
    begins = await begins_on(body, charter.ledger.since)
    span = Span(min(begins, year.since), year.until)
    book = await open_book(body, charter, span, on)
    return [each for duty in charter.obligations for each in views(book, duty, span)]


async def history_of(
    body: Body, charter: Charter, obligation: str, since: date, on: date, *, office: bool = False
) -> History:
    """Return one period of a duty, with every entry ever made of it."""
    duty = charter.obligation(obligation)
    period = period_of(duty, since)
    book = await open_book(body, charter, period, on, duties=[duty], office=office)
    found = views(book, duty, period)
    if not found:
        raise NotFoundError(say("Nobody has this duty in that period."))
    entries = [
        seen(each, confidential=office)
        for each in await entries_of(body, since=since, obligation=duty.id)
        if each.period == since
    ]
    return History(occurrence=found[0], entries=tuple(entries))


def views(book: Book, duty: Obligation, span: Span) -> list[OccurrenceView]:
    """Return a duty period by period; one without parts is nobody's and left out."""
    return [book.view(found) for found in by_period(book.occurrences(duty, span))]


def by_period(found: Iterable[Occurrence]) -> list[list[Occurrence]]:
    """Return occurrences of one duty by their periods."""
    return [list(group) for _, group in groupby(found, key=lambda each: each.period.since)]
