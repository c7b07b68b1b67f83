"""A count as a picture, with the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from elections.schemas.secret import PublishedElection, PublishedStage

WIDTH, HEIGHT, GAP = 240, 44, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A candidate's votes at the end of one stage."""

    x: int
    y: int
    width: int
    height: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate through the count; `at` is the number of the stage that decided."""

    name: str
    figures: tuple[str, ...]
    bars: tuple[Bar, ...]
    is_elected: bool
    at: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Every candidate through the count; `quota_y` is where the line of the quota lies."""

    rows: tuple[Row, ...]
    quota_y: int | None
    width: int = WIDTH
    height: int = HEIGHT


def picture(file: PublishedElection) -> Picture:
    """Return a published count as a picture: who was elected first, then by votes."""
    stages, elected = file.result.stages, file.result.elected
    quota = Fraction(file.result.quota or 0)
    most = max([quota, *(Fraction(votes) for each in stages for votes in each.totals.values())])
    order = sorted(
        file.candidates,
        key=lambda each: (
            elected.index(each.id) if each.id in elected else len(elected),
            -(_left_at(each.id, stages) or 0),
            -Fraction(stages[-1].totals[each.id]),
        ),
    )
    rows = tuple(_row(each.id, each.name, stages, most, each.id in elected) for each in order)
    return Picture(rows, _y(quota, most) if file.result.quota else None)


def _row(
    candidate: str, name: str, stages: Sequence[PublishedStage], most: Fraction, elected: bool
) -> Row:
    last = _left_at(candidate, stages)
    width = (WIDTH - GAP * (len(stages) - 1)) // len(stages)
    bars = []
    for number, stage in enumerate(stages):
        votes = Fraction(stage.totals[candidate])
        y = _y(votes, most)
        bars.append(Bar(number * (width + GAP), y, width, HEIGHT - y, number + 1 == last))
    figures = tuple(each.totals[candidate] for each in stages)
    return Row(name, figures, tuple(bars), elected, last)


def _left_at(candidate: str, stages: Sequence[PublishedStage]) -> int | None:
    """Return the number of the stage at which a candidate was elected or excluded."""
    for number, stage in enumerate(stages, 1):
        if candidate in (*stage.elected, *stage.excluded):
            return number
    return None


def _y(votes: Fraction, most: Fraction) -> int:
    return HEIGHT - round(HEIGHT * votes / most) if most else HEIGHT
