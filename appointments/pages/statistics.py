"""The public page of how long seats were vacant: a picture, its table, and the same as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from litestar import Response, get
from litestar.params import FromQuery

from appointments.schemas.vacancies import VacancyYear
from appointments.services.statistics import vacancy_statistics
from governance.clock import day_in
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page
from governance.web.papers import download
from governance.web.templating import Link
from governance.web.timeline import authority_class

HOME = "/bodies/{slug:str}/vacancies/statistics"
WIDTH, NAMES, LANE, BAR, TOP, FIGURES = 720, 84, 34, 22, 6, 60
COLUMNS = (
    "authority",
    "name",
    "since",
    "until",
    "opened",
    "filled",
    "days_vacant",
    "days_to_notice",
    "days_to_fill",
    "open",
    "overdue",
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One authority's days in one year, as drawn."""

    year: VacancyYear
    authority_class: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One year as drawn, with all its days in words at the end of the bar."""

    label: str
    y: int
    segments: tuple[Segment, ...]
    days: int
    end: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Years below each other; the longest bar takes the whole width."""

    lanes: tuple[Lane, ...]
    legend: tuple[tuple[str, str], ...]
    width: int
    height: int
    bar: int


@get(HOME, include_in_schema=False)
async def show_vacancy_statistics(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show how long seats were vacant, by service year and authority."""
    day = on or day_in(actor.at, board.timezone)
    charter = await charter_on(board, day)
    years = await vacancy_statistics(board, charter, day)
    vacancies = Link(label=say("Vacancies"), href=f"/bodies/{board.slug}/vacancies")
    chrome = await frame(
        request,
        say("How long seats were vacant"),
        body=board,
        current="/vacancies",
        crumbs=(home_of(board), vacancies),
    )
    classes = {
        authority.id: authority_class(place) for place, authority in enumerate(charter.authorities)
    }
    return cached(
        page(
            "appointments/statistics.html",
            chrome,
            slug=board.slug,
            on=day,
            years=[each for each in reversed(years) if each.opened or each.days_vacant],
            label=year_label,
            bars=bars_of(years, classes),
            clauses=(charter.vacancies.filling.clause, charter.vacancies.notice_clause),
        )
    )


@get(f"{HOME}.csv", include_in_schema=False)
async def read_vacancy_statistics(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Give the same numbers as CSV."""
    day = on or day_in(actor.at, board.timezone)
    years = await vacancy_statistics(board, await charter_on(board, day), day)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for year in years:
        cells = (getattr(year, name) for name in COLUMNS)
        writer.writerow("" if cell is None else cell for cell in cells)
    return download(text.getvalue().encode(), f"vacancies-{board.slug}.csv", "text/csv")


def bars_of(years: Sequence[VacancyYear], classes: dict[str, str]) -> Bars:
    """Lay out each year's days, one authority after the other, the latest year first."""
    by_year: dict[date, list[VacancyYear]] = {}
    for year in years:
        by_year.setdefault(year.since, []).append(year)
    most = max((sum(each.days_vacant for each in listed) for listed in by_year.values()), default=0)
    scale = (WIDTH - NAMES - FIGURES) / max(most, 1)
    lanes = []
    for number, (_, listed) in enumerate(sorted(by_year.items(), reverse=True)):
        x, segments = float(NAMES), []
        for each in listed:
            width = each.days_vacant * scale
            if width:
                segments.append(
                    Segment(each, classes[each.authority], round(x, 1), round(width, 1))
                )
            x += width
        days = sum(each.days_vacant for each in listed)
        y = TOP + number * LANE
        lanes.append(Lane(year_label(listed[0]), y, tuple(segments), days, round(x, 1)))
    seen = {each.year.authority: each.year.name for lane in lanes for each in lane.segments}
    legend = tuple((classes[name], words) for name, words in seen.items())
    return Bars(tuple(lanes), legend, WIDTH, TOP * 2 + LANE * len(lanes), BAR)


def year_label(year: VacancyYear) -> str:
    """Return a service year as people name it."""
    following = (year.since.year + 1) % 100
    whole = (year.since.month, year.since.day) == (1, 1)
    return str(year.since.year) if whole else f"{year.since.year}–{following:02}"
