import sqlite3
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.database import Engine, Kind, Violation, translate

SHELF = UUID(int=1)
MARCH = date(2026, 3, 1)
JUNE = date(2026, 6, 1)

STAY = "INSERT INTO stay (id, shelf, since, until, state) VALUES ($1, $2, $3, $4, $5)"
OVERLAP = Violation(Kind.GUARD, "stay_alone")


async def stay(
    engine: Engine, since: date, until: date | None, *, shelf: UUID = SHELF, state: str = "held"
) -> UUID:
    made = uuid4()
    async with engine.transaction():
        await engine.write(STAY, made, shelf, since, until, state)
    return made


async def refused(engine: Engine, sql: str, *args: object) -> Violation | None:
    with pytest.raises((sqlite3.IntegrityError, asyncpg.PostgresError)) as caught:
        async with engine.transaction():
            await engine.write(sql, *args)
    return translate(caught.value)


DAY = timedelta(days=1)

OVERLAPPING = {
    "the same": (MARCH, JUNE),
    "into its first day": (MARCH - DAY, MARCH + DAY),
    "into its last day": (JUNE - DAY, JUNE + DAY),
    "inside": (MARCH + DAY, JUNE - DAY),
    "around": (MARCH - DAY, JUNE + DAY),
    "without end, from its last day": (JUNE - DAY, None),
}

APART = {
    "until its first day": (MARCH - DAY, MARCH),
    "from the day after its last": (JUNE, JUNE + DAY),
    "without end, from the day after its last": (JUNE, None),
    "no day at all, in its midst": (MARCH + DAY, MARCH + DAY),
}


@pytest.mark.parametrize("span", OVERLAPPING.values(), ids=OVERLAPPING.keys())
async def test_overlapping_spans_are_refused(
    shelves: Engine, span: tuple[date, date | None]
) -> None:
    await stay(shelves, MARCH, JUNE)
    assert await refused(shelves, STAY, uuid4(), SHELF, *span, "held") == OVERLAP


@pytest.mark.parametrize("span", APART.values(), ids=APART.keys())
async def test_spans_that_only_touch_are_accepted(
    shelves: Engine, span: tuple[date, date | None]
) -> None:
    await stay(shelves, MARCH, JUNE)
    await stay(shelves, *span)


async def test_two_spans_without_end_overlap(shelves: Engine) -> None:
    await stay(shelves, MARCH, None)
    assert await refused(shelves, STAY, uuid4(), SHELF, JUNE, None, "held") == OVERLAP


async def test_other_shelves_and_rows_that_do_not_count_are_accepted(shelves: Engine) -> None:
    await stay(shelves, MARCH, JUNE)
    await stay(shelves, MARCH, JUNE, shelf=uuid4())
    await stay(shelves, MARCH, JUNE, state="void")
    await stay(shelves, MARCH, JUNE, state="void")


async def test_a_change_that_makes_spans_overlap_is_refused(shelves: Engine) -> None:
    await stay(shelves, MARCH, JUNE)
    later = await stay(shelves, JUNE, None)
    void = await stay(shelves, MARCH, JUNE, state="void")
    earlier = "UPDATE stay SET since = $1 WHERE id = $2"
    assert await refused(shelves, earlier, JUNE - DAY, later) == OVERLAP
    assert await refused(shelves, "UPDATE stay SET state = 'held' WHERE id = $1", void) == OVERLAP
    async with shelves.transaction():
        await shelves.write(earlier, JUNE + DAY, later)


async def test_a_span_ends_no_earlier_than_it_begins(shelves: Engine) -> None:
    violation = await refused(shelves, STAY, uuid4(), SHELF, JUNE, MARCH, "held")
    assert violation == Violation(Kind.CHECK, "stay_forward")


days = st.integers(0, 9).map(lambda number: MARCH + number * DAY)
spans = st.tuples(days, days | st.none()).filter(lambda s: s[1] is None or s[0] <= s[1])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mine=spans, other=spans)
async def test_two_spans_are_refused_exactly_when_they_share_a_day(
    shelves: Engine, mine: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    def covered(span: tuple[date, date | None]) -> set[date]:
        last = span[1] or MARCH + 20 * DAY
        return {span[0] + n * DAY for n in range((last - span[0]).days)}

    shelf = uuid4()
    await stay(shelves, *mine, shelf=shelf)
    if covered(mine) & covered(other):
        assert await refused(shelves, STAY, uuid4(), shelf, *other, "held") == OVERLAP
    else:
        await stay(shelves, *other, shelf=shelf)


@pytest.mark.parametrize("sql", ["UPDATE log SET line = 'y'", "DELETE FROM log"])
async def test_a_row_that_is_kept_is_neither_changed_nor_removed(shelves: Engine, sql: str) -> None:
    async with shelves.transaction():
        await shelves.write("INSERT INTO log (id, line) VALUES ($1, 'x')", uuid4())
    assert await refused(shelves, sql) == Violation(Kind.GUARD, "log_is_kept")
    assert await shelves.read("SELECT line FROM log") == [{"line": "x"}]
