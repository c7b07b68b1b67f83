"""After a round: nominees are told, the public reads what it may, what is private is forgotten."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from appointments.rules.slates import Fate, Outcome
from appointments.schemas.legislation import DraftWish, Introduction, Pair
from appointments.schemas.nominee_letters import NomineeLettersWish
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    RoundWish,
    SettingsWish,
    SlateName,
    SlateWish,
    StepWish,
)
from appointments.services.acts import name_in_act
from appointments.services.due_rounds import due_in_rounds
from appointments.services.legislation import draft_legislation, introduce_draft
from appointments.services.nomination_erasures import erase_expired_nominations
from appointments.services.nominee_letters import (
    candidates_of,
    nominee_templates,
    preview_for_nominees,
    write_to_nominees,
)
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.round_records import round_figures, round_record
from appointments.services.rounds import (
    call_for_nominees,
    close_nominations,
    draft_round,
    get_round,
)
from appointments.services.slates import decide_slate, slates_of, submit_slates
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.services.bodies import engine, get_body
from governance.services.chains import verify_chain
from tests.app import SLUG
from tests.appointments.applying import ADDRESS
from tests.appointments.makers import CHARTER, a_full_board, clerk, staggered
from tests.appointments.nominating import (
    EMAIL,
    NAME,
    STATEMENT,
    another,
    anyone,
    named,
    themselves,
)
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    Committee,
    a_committee,
    nominees,
    rejected,
    reviewer,
    screened,
    submitted,
)

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
FIRST = date(2019, 7, 1)
SEAT = ALLIANCE_SEATS[0]
FORGOTTEN = date(2029, 3, 4)
"""Three years after the round was closed, and a day."""
UNSENT = ("Never Answers", "asked@mail.example", "Only Saved", "saved@mail.example")


async def before_council(*, publishes_all: bool = False) -> tuple[Committee, UUID]:
    """Bring somebody who named themselves, and two who applied on paper, to Council."""
    committee = await a_committee(DAY)
    settings = SettingsWish(publishes_all=publishes_all)
    wish = RoundWish(title="Spring, one seat", seats=(SEAT,), settings=settings)
    drafted = await draft_round(committee.actor(), wish)
    call = CallWish(text="Apply.", opens_on=DAY, closes_on=DAY)
    await call_for_nominees(committee.actor(), drafted.id, call)
    await named(drafted.id, themselves(), anyone(DAY))
    await named(drafted.id, another("asked@mail.example", "Never Answers"), anyone(DAY))
    saved = themselves("saved@mail.example", "Only Saved", send=False)
    await named(drafted.id, saved, anyone(DAY))
    await nominees(committee, drafted.id, 2)
    late = committee.later(NEXT)
    await close_nominations(late.actor(), drafted.id, StepWish())
    entered = await nominees_of(await body_of(), drafted.id, None)
    await screened(late, drafted.id, entered)
    names = tuple(each.id for each in sorted(entered, key=lambda each: each.name != NAME))
    slate = SlateWish(seat=SEAT, nominees=names, ballots=late.all_agree)
    await decide_slate(late.actor(), drafted.id, slate)
    await submit_slates(late.actor(), drafted.id, StepWish())
    return late, drafted.id


async def body_of() -> Body:
    return await get_body(SLUG)


async def slate_of(found: UUID) -> Sequence[SlateName]:
    (slate,) = await slates_of(await body_of(), CHARTER, found)
    return slate.names


async def closed(found: UUID, number: int) -> SlateName:
    """Let Council confirm one name; the round closes."""
    chosen = (await slate_of(found))[number]
    await answer_nominee(reviewer(NEXT), chosen.id, Answered(fate=Fate.CONFIRMED))
    return chosen


async def filed(person: UUID) -> None:
    """File the act that names a person for the seat."""
    draft = await draft_legislation(clerk(NEXT), DraftWish(title="A member"))
    await name_in_act(clerk(NEXT), draft.id, Pair(seat=SEAT, person=person))
    await introduce_draft(clerk(NEXT), draft.id, Introduction(number="2026-77", introduced_on=NEXT))


async def everything() -> str:
    """Return every row of the record that could tell of a nominee."""
    tables = ("person", "fact", "nominee", "nomination", "outbox", "audit_secret", "audit")
    return str([await engine().read(f"SELECT * FROM {table}") for table in tables])


async def test_each_nominee_is_told_how_their_own_name_stands(board: Body) -> None:
    late, found = await before_council()
    await closed(found, 1)
    template = next(each for each in await nominee_templates(board) if "outcome" in each.name)
    chosen = [each.id for each in await candidates_of(board, found)]
    preview = await preview_for_nominees(
        board, CHARTER, found, chosen, template.subject, template.text
    )
    texts = {each.recipient: each.text for each in preview.letters}
    assert "another nominee was confirmed" in texts[EMAIL]
    assert sum("confirmed by Council" in text for text in texts.values()) == 1
    assert all(each.subject == "Spring, one seat: the outcome" for each in preview.letters)
    wish = NomineeLettersWish(
        nominees=tuple(chosen),
        subject=template.subject,
        text=template.text,
        seen=preview.digest,
    )
    assert (await write_to_nominees(late.actor(), found, wish)).count == 3
    told = {each.name: each.letters for each in await candidates_of(board, found)}
    assert told[NAME] == ("Spring, one seat: the outcome",)


async def test_letters_that_were_not_seen_are_not_sent(board: Body) -> None:
    late, found = await before_council()
    chosen = tuple(each.id for each in await candidates_of(board, found))
    wish = NomineeLettersWish(nominees=chosen, subject="{call}", text="{state}", seen="0")
    with pytest.raises(OutOfOrderError):
        await write_to_nominees(late.actor(), found, wish)
    with pytest.raises(BadInputError):
        await preview_for_nominees(board, CHARTER, found, chosen, "{name}", "x")


async def test_a_round_has_no_public_record_before_its_close(board: Body) -> None:
    _, found = await before_council()
    with pytest.raises(NotFoundError):
        await round_record(board, CHARTER, found)
    assert await round_figures(board) == []


@pytest.mark.parametrize("publishes_all", [False, True])
async def test_the_record_names_whom_the_round_s_rule_lets_it(
    board: Body, publishes_all: bool
) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    _, found = await before_council(publishes_all=publishes_all)
    chosen = await closed(found, 1)
    (seat,) = (await round_record(board, CHARTER, found)).seats
    assert (seat.outcome, seat.names, seat.submitted) == (Outcome.CONFIRMED, (), 3)
    assert "withheld" in seat.withheld
    await filed(chosen.person)
    (seat,) = (await round_record(board, CHARTER, found)).seats
    names = [each.name for each in seat.names]
    assert chosen.name in names
    assert (len(names), NAME in names) == ((3, True) if publishes_all else (1, False))


async def test_the_first_round_s_names_wait_for_all_four_seats_18_4i7(board: Body) -> None:
    _, found = await before_council()
    await closed(found, 1)
    (seat,) = (await round_record(board, CHARTER, found)).seats
    assert seat.names == ()
    assert seat.withheld


async def test_the_first_round_s_names_are_public_once_all_four_are_confirmed(board: Body) -> None:
    late, call = await submitted(DAY, ALLIANCE_SEATS)
    for slate in await slates_of(board, CHARTER, call.id):
        confirmed = Answered(fate=Fate.CONFIRMED)
        await answer_nominee(reviewer(late.on), slate.names[1].id, confirmed)
    record = await round_record(board, CHARTER, call.id)
    assert [len(each.names) for each in record.seats] == [1, 1, 1, 1]


async def test_figures_count_and_name_nobody(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    _, found = await before_council()
    await rejected(found, SEAT, NEXT)
    (figures,) = await round_figures(board)
    assert (figures.entered, figures.asked, figures.submitted, figures.rejected) == (3, 1, 3, 3)
    assert (figures.confirmed, figures.seats) == (0, 1)
    days = {each.step: each.days for each in figures.days}
    assert days == {
        "draft": 0,
        "call_open": 1,
        "call_closed": 0,
        "screening": 0,
        "finalists": 0,
        "consulted": 0,
        "slated": 0,
        "submitted": 0,
    }
    assert NAME not in str(figures)


async def test_after_three_years_what_is_private_is_forgotten_and_the_chain_verifies(
    board: Body,
) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    _, found = await before_council()
    chosen = await closed(found, 1)
    due = [
        each
        for each in await due_in_rounds(board, CHARTER, FORGOTTEN)
        if each.needs == "erase_expired_nominations"
    ]
    assert len(due) == 1
    at_the_end = date(2029, 3, 3)
    assert (await erase_expired_nominations(clerk(at_the_end))).count == 2
    assert NAME in await everything()
    assert (await erase_expired_nominations(clerk(FORGOTTEN))).count == 2
    kept = await everything()
    for planted in (NAME, EMAIL, ADDRESS, STATEMENT, *UNSENT):
        assert planted not in kept, planted
    assert chosen.name in kept
    assert (await verify_chain(board)).holds
    assert (await erase_expired_nominations(clerk(FORGOTTEN))).count == 0
    left = [each.needs for each in await due_in_rounds(board, CHARTER, FORGOTTEN)]
    assert "erase_expired_nominations" not in left
    (figures,) = await round_figures(board)
    assert (figures.entered, figures.asked) == (3, 1)


async def test_names_that_a_round_publishes_outlive_what_was_private(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    _, found = await before_council(publishes_all=True)
    await filed((await closed(found, 1)).person)
    await erase_expired_nominations(clerk(FORGOTTEN))
    (seat,) = (await round_record(board, CHARTER, found)).seats
    assert NAME in [each.name for each in seat.names]
    kept = await everything()
    assert EMAIL not in kept
    assert STATEMENT not in kept


async def test_who_never_answered_or_sent_what_was_saved_is_forgotten_after_the_unsent_span(
    board: Body,
) -> None:
    _, found = await before_council()
    before = await everything()
    assert all(name in before for name in UNSENT)
    soon, later = date(2026, 5, 1), date(2026, 5, 2)
    assert (await erase_expired_nominations(clerk(soon))).count == 0
    assert (await erase_expired_nominations(clerk(later))).count == 2
    kept = await everything()
    assert not any(name in kept for name in UNSENT)
    assert (await get_round(board, found)).step == "submitted"
