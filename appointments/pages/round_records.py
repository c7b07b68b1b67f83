"""The public pages of past rounds: their record, and how long each step took."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from appointments.pages.words import FATES, OUTCOMES, ROUND_KINDS
from appointments.rules.rounds import Step
from appointments.schemas.round_records import RoundFigures
from appointments.services.alliances import nominating
from appointments.services.round_records import round_figures, round_record
from governance.clock import day_in
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link
from governance.web.timeline import authority_class

HOME = "/bodies/{slug:str}/rounds"
WIDTH, LANE, BAR, TOP, LABEL, FIGURES = 544, 52, 22, 6, 18, 60
PHASES: tuple[tuple[Sentence, frozenset[str]], ...] = (
    (say("drafted"), frozenset({Step.DRAFT})),
    (say("call open"), frozenset({Step.CALL_OPEN})),
    (say("screening"), frozenset({Step.CALL_CLOSED, Step.SCREENING})),
    (say("finalists, and the Alliance asked"), frozenset({Step.FINALISTS, Step.CONSULTED})),
    (say("slates decided"), frozenset({Step.SLATED})),
    (say("with Council"), frozenset({Step.SUBMITTED})),
)
"""What is drawn as one, so that each has a colour of its own."""


@dataclass(frozen=True, slots=True)
class StepBar:
    """The days of a round in one phase, as drawn."""

    words: Sentence
    days: int
    colour: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class RoundLane:
    """A round as drawn, with all its days in words at the end of the bar."""

    label: str
    y: int
    bars: tuple[StepBar, ...]
    days: int
    end: float


@dataclass(frozen=True, slots=True)
class RoundLanes:
    """Past rounds below each other; the longest takes the whole width."""

    lanes: tuple[RoundLane, ...]
    legend: tuple[tuple[str, Sentence], ...]
    width: int
    height: int
    bar: int
    label: int


@get(f"{HOME}/statistics", include_in_schema=False)
async def show_round_figures(request: PageRequest, actor: Asking, board: Board) -> Response[bytes]:
    """Show past rounds in numbers: nominees, days in each step, rejections."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    figures = await round_figures(board)
    vacancies = Link(label=say("Vacancies"), href=f"/bodies/{board.slug}/vacancies")
    return cached(
        page(
            "appointments/round_figures.html",
            await frame(
                request,
                say("Nomination rounds in numbers"),
                body=board,
                current="/vacancies",
                crumbs=(home_of(board), vacancies),
            ),
            slug=board.slug,
            rule=nominating(charter)[1],
            figures=figures,
            kinds=ROUND_KINDS,
            lanes=lanes_of(figures),
        )
    )


@get(f"{HOME}/{{found:uuid}}/record", include_in_schema=False)
async def show_round_record(
    request: PageRequest, actor: Asking, board: Board, found: FromPath[UUID]
) -> Response[bytes]:
    """Show who was nominated in a past round, where its rule allows, and what came of it."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, today)
    record = await round_record(board, charter, found)
    figures = Link(
        label=say("Nomination rounds in numbers"), href=f"/bodies/{board.slug}/rounds/statistics"
    )
    return cached(
        page(
            "appointments/round_record.html",
            await frame(
                request,
                record.figures.title,
                body=board,
                current="/vacancies",
                crumbs=(home_of(board), figures),
            ),
            slug=board.slug,
            record=record,
            kinds=ROUND_KINDS,
            outcomes=OUTCOMES,
            fates=FATES,
            lanes=lanes_of([record.figures]),
        )
    )


def lanes_of(figures: Sequence[RoundFigures]) -> RoundLanes:
    """Lay out each round's days, one phase after the other."""
    most = max((sum(each.days for each in one.days) for one in figures), default=0)
    scale = (WIDTH - FIGURES) / max(most, 1)
    lanes = []
    for number, one in enumerate(figures):
        x, bars = 0.0, []
        for place, (words, steps) in enumerate(PHASES):
            days = sum(each.days for each in one.days if each.step in steps)
            if days:
                width = days * scale
                bars.append(
                    StepBar(words, days, authority_class(place), round(x, 1), round(width, 1))
                )
                x += width
        whole = sum(each.days for each in one.days)
        lanes.append(RoundLane(one.title, TOP + number * LANE, tuple(bars), whole, round(x, 1)))
    seen = {bar.colour: bar.words for lane in lanes for bar in lane.bars}
    height = TOP * 2 + LANE * len(lanes)
    return RoundLanes(tuple(lanes), tuple(sorted(seen.items())), WIDTH, height, BAR, LABEL)


ROUTES: tuple[ControllerRouterHandler, ...] = (show_round_figures, show_round_record)
