"""What an applicant does without an account: save, come back, send, withdraw."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from appointments.rules.applications import State
from appointments.schemas.applications import Beginning, LinkWish, OwnWithdrawal
from appointments.schemas.calls import CallWish, OwnQuestion
from appointments.services.applications import (
    PAUSE,
    ask_for_link,
    begin_application,
    own_application,
    save_application,
    withdraw_own_application,
)
from appointments.services.calls import amend_call, close_call, get_call, open_call, publish_call
from governance.database import Engine
from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.services.deeds import refusals_in_words
from governance.services.letters import list_letters
from tests.app import NOW
from tests.appointments.applying import (
    ANSWERS,
    CLOSES,
    EMAIL,
    NAME,
    SEALING,
    TODAY,
    a_call,
    anyone,
    applied,
    clerk,
    lines,
    link_of,
    one,
    saving,
    written,
)
from tests.appointments.makers import CHARTER

LAST_SECOND = datetime(2026, 12, 12, 4, 59, 59, tzinfo=UTC)
"""A second before the midnight that ends December 11 in Rochester."""
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)
PDF = b"%PDF-1.7\n%%EOF"


async def test_somebody_saves_comes_back_and_sends(board: Body) -> None:
    call = await a_call()
    await applied(call.id, written(send=False, answers={}, consent=False))
    assert await lines(board) == []
    application, link = await link_of()
    own = await own_application(board, application, link, at=LATER)
    assert (own.state, own.name, own.answers) == (State.DRAFT, NAME, {})
    await save_application(anyone(LATER), application, saving(link), SEALING)
    (line,) = await lines(board)
    assert (line.state, line.name, line.sent_at) == (State.RECEIVED, NAME, LATER)
    subjects = [each.subject for each in await list_letters(board)]
    assert subjects == ["Received: A seat for East", "Saved, not sent yet: A seat for East"]
    own = await own_application(board, application, link, at=LATER)
    assert own.answers == ANSWERS


async def test_the_outbox_never_holds_the_secret(board: Body, engine: Engine) -> None:
    await applied((await a_call()).id)
    _, link = await link_of()
    rows = await engine.read("SELECT text FROM outbox")
    assert "[private link " in rows[0]["text"]
    assert link not in rows[0]["text"]
    kept = await engine.read("SELECT link_hash, link_nonce FROM application")
    assert link not in str(kept)


async def test_a_link_is_no_good_when_it_is_guessed_or_old(board: Body) -> None:
    await applied((await a_call()).id)
    application, link = await link_of()
    for guess in ("", link[:-1] + ("0" if link[-1] != "0" else "1")):
        with pytest.raises(NotFoundError):
            await own_application(board, application, guess, at=NOW)
    lasts = timedelta(days=CHARTER.applications.link.length)  # type: ignore[union-attr]  # this charter has it
    await own_application(board, application, link, at=NOW + lasts - timedelta(seconds=1))
    with pytest.raises(NotFoundError):
        await own_application(board, application, link, at=NOW + lasts)


async def test_the_last_second_of_the_closing_day_counts_and_the_next_does_not(
    board: Body,
) -> None:
    call = await a_call()
    await applied(call.id, written("early@mail.example"), LAST_SECOND)
    assert len(await lines(board)) == 1
    with pytest.raises(RuleBrokenError, match="This call is closed"):
        await applied(call.id, written("late@mail.example"), MIDNIGHT)
    assert len(await lines(board)) == 1


async def test_what_was_saved_before_closing_stays_and_is_not_changed_after(board: Body) -> None:
    call = await a_call()
    await applied(call.id, written(send=False))
    application, link = await link_of()
    with pytest.raises(RuleBrokenError):
        await save_application(anyone(MIDNIGHT), application, saving(link), SEALING)
    own = await own_application(board, application, link, at=MIDNIGHT)
    assert own.answers == ANSWERS
    await amend_call(
        clerk(MIDNIGHT),
        call.id,
        CallWish(title="x", text="", opens_on=TODAY, closes_on=date(2026, 12, 13)),
    )
    await save_application(anyone(MIDNIGHT), application, saving(link), SEALING)
    assert len(await lines(board)) == 1


async def test_what_was_sent_stays_as_it_is(board: Body, engine: Engine) -> None:
    await applied((await a_call()).id)
    application, link = await link_of()
    with pytest.raises(RuleBrokenError, match="stays as it is"):
        await save_application(anyone(LATER), application, saving(link, name="Other"), SEALING)
    for change in ("name = 'Other'", "answers = '{}'", "resident_since = NULL", "sent_at = NULL"):
        with pytest.raises(OutOfOrderError, match="stays as it is"), refusals_in_words():
            async with engine.transaction():
                await engine.write(f"UPDATE application SET {change}")


async def test_the_database_itself_takes_nothing_after_closing(board: Body, engine: Engine) -> None:
    call = await a_call()
    await applied(call.id, written(send=False))
    update = "UPDATE application SET name = 'Other', saved_at = $1"
    with pytest.raises(OutOfOrderError, match="The call is closed"), refusals_in_words():
        async with engine.transaction():
            await engine.write(update, MIDNIGHT)
    async with engine.transaction():
        await engine.write(update, LAST_SECOND)


async def test_everything_that_is_missing_is_told_at_once(board: Body) -> None:
    call = await a_call()
    wish = written(name="", address="", answers={**ANSWERS, "why": "", "officer": "yes"})
    with pytest.raises(BadInputError) as refused:
        await applied(call.id, wish)
    assert set(refused.value.fields) == {
        "name",
        "address",
        "answer_why",
        "answer_officer_details",
    }
    for answer in ({"birth": "yesterday"}, {"citizen": "perhaps"}):
        with pytest.raises(BadInputError):
            await applied(call.id, written(send=False, answers=answer))
    with pytest.raises(BadInputError, match="consent"):
        await applied(call.id, written(consent=False))
    assert await list_letters(board) == []


async def test_a_second_form_under_an_address_changes_nothing_and_tells_nobody(
    board: Body,
) -> None:
    call = await a_call()
    await applied(call.id)
    first = await list_letters(board)
    again = written(EMAIL.upper(), "Somebody Else", answers={**ANSWERS, "why": "Other"})
    wish = Beginning(application=again, ticket="")
    heard = await begin_application(anyone(LATER), call.id, wish, SEALING)
    other = Beginning(application=written("new@mail.example"), ticket="")
    assert heard == await begin_application(anyone(LATER), call.id, other, SEALING)
    assert {each.name for each in await lines(board)} == {NAME}
    letters = await list_letters(board)
    assert [each.subject for each in letters if each.recipient == EMAIL] == [
        "Your link: A seat for East",
        first[0].subject,
    ]


async def test_two_submits_at_once_give_one_application(board: Body) -> None:
    call = await a_call()
    await asyncio.gather(*(applied(call.id) for _ in range(6)))
    assert len(await lines(board)) == 1
    assert len(await list_letters(board)) == 1


async def test_a_double_click_is_one_deed(board: Body, engine: Engine) -> None:
    call = await a_call()
    wish = Beginning(application=written(), ticket="")
    clicks = [begin_application(anyone(key="k1"), call.id, wish, SEALING) for _ in range(2)]
    first, second = await asyncio.gather(*clicks)
    assert first == second
    assert len(await lines(board)) == 1
    kept = await engine.read("SELECT answer FROM idempotency")
    assert len(kept) == 1
    assert NAME not in str(kept)


async def test_a_lost_link_is_mailed_again_but_not_every_minute(board: Body) -> None:
    call = await a_call()
    await applied(call.id)
    wish = LinkWish(email=EMAIL, ticket="")
    await ask_for_link(anyone(NOW + PAUSE - timedelta(seconds=1)), call.id, wish, SEALING)
    assert len(await list_letters(board)) == 1
    heard = await ask_for_link(anyone(NOW + PAUSE), call.id, wish, SEALING)
    assert len(await list_letters(board)) == 2
    nobody = LinkWish(email="nobody@mail.example", ticket="")
    assert heard == await ask_for_link(anyone(LATER), call.id, nobody, SEALING)
    assert len(await list_letters(board)) == 2


async def test_a_resume_is_taken_by_its_content_and_replaced(board: Body, engine: Engine) -> None:
    call = await a_call()
    with pytest.raises(BadInputError) as refused:
        await applied(call.id, written(resume=Upload(name="cv.pdf", content=b"MZ\x90\x00")))
    assert set(refused.value.fields) == {"resume"}
    await applied(call.id, written(send=False, resume=Upload(name="cv.pdf", content=PDF)))
    application, link = await link_of()
    own = await own_application(board, application, link, at=NOW)
    assert own.resume is not None
    assert own.resume.name == "cv.pdf"
    newer = saving(link, resume=Upload(name="new.txt", content=b"A life."))
    await save_application(anyone(LATER), application, newer, SEALING)
    own = await own_application(board, application, link, at=LATER)
    assert own.resume is not None
    assert own.resume.name == "new.txt"
    rows = await engine.read("SELECT content FROM paper WHERE name = ''")
    assert [row["content"] for row in rows] == [None]


async def test_an_applicant_withdraws_what_was_sent_or_has_it_erased(board: Body) -> None:
    call = await a_call()
    await applied(call.id)
    application, link = await link_of()
    await withdraw_own_application(anyone(LATER), application, OwnWithdrawal(link=link))
    (line,) = await lines(board)
    assert (line.state, line.name) == (State.WITHDRAWN, NAME)
    wish = OwnWithdrawal(link=link, erase=True)
    await withdraw_own_application(anyone(LATER), application, wish)
    (line,) = await lines(board)
    assert (line.state, line.name, line.erased) == (State.WITHDRAWN, "", True)
    with pytest.raises(NotFoundError):
        await own_application(board, application, link, at=LATER)
    await applied(call.id, at=LATER)
    assert len(await lines(board)) == 2


async def test_a_published_call_asks_what_it_asked(board: Body, engine: Engine) -> None:
    call = await a_call()
    wish = CallWish(title="New words", text="", opens_on=TODAY, closes_on=None)
    amended = await amend_call(clerk(), call.id, wish)
    assert (amended.title, amended.closes_on, amended.questions) == (
        "New words",
        None,
        call.questions,
    )
    for other in (
        {"seats": ("south",)},
        {"questions": (OwnQuestion(text="Why not?"),)},
        {"opens_on": date(2026, 11, 1)},
    ):
        values: dict[str, object] = {"title": "x", "text": "", "opens_on": TODAY, **other}
        with pytest.raises(RuleBrokenError, match="stay as they are"):
            await amend_call(clerk(), call.id, CallWish(**values))  # type: ignore[arg-type]  # fields by name
    with pytest.raises(OutOfOrderError), refusals_in_words():
        async with engine.transaction():
            await engine.write("UPDATE application_call SET seats = '[]'")


async def test_a_draft_is_nobody_s_but_the_clerk_s(board: Body) -> None:
    wish = CallWish(title="Draft", text="", opens_on=TODAY, questions=(OwnQuestion(text="Why?"),))
    draft = await open_call(clerk(), wish)
    assert draft.questions[-1].text == "Why?"
    with pytest.raises(NotFoundError):
        await get_call(board, CHARTER, draft.id, TODAY)
    with pytest.raises(NotFoundError):
        await applied(draft.id)
    with pytest.raises(OutOfOrderError):
        await close_call(clerk(), draft.id)
    with pytest.raises(BadInputError):
        await amend_call(
            clerk(), draft.id, CallWish(title="x", text="", opens_on=CLOSES, closes_on=TODAY)
        )


async def test_a_standing_call_stands_until_it_is_closed(board: Body) -> None:
    call = await a_call(seats=(), closes_on=None)
    after = NOW + timedelta(days=1000)
    await applied(call.id, at=after)
    await close_call(clerk(after), call.id)
    with pytest.raises(RuleBrokenError):
        await applied(call.id, written("late@mail.example"), after + timedelta(seconds=1))
    assert await one(board)


async def test_a_call_opens_on_its_day(board: Body) -> None:
    wish = CallWish(title="Soon", text="", opens_on=TODAY + timedelta(days=1))
    call = await publish_call(clerk(), (await open_call(clerk(), wish)).id)
    assert not call.open
    with pytest.raises(RuleBrokenError, match="from Sunday"):
        await applied(call.id)
    await applied(call.id, at=NOW + timedelta(days=1))
