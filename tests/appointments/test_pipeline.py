"""From an application to a seat, or to being forgotten."""

import asyncio
import json
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from appointments.rules.applications import State
from appointments.schemas.applicant_letters import LettersWish, TemplateWish
from appointments.schemas.applications import (
    ApplicationView,
    Erasure,
    Move,
    Recognition,
    ScoreWish,
)
from appointments.schemas.appointments import Appointing
from appointments.services.applicant_letters import (
    keep_template,
    preview_letters,
    templates_of,
    write_to_applicants,
)
from appointments.services.appointments import appoint_member
from appointments.services.due import due
from appointments.services.eligibility import eligibility_sheet
from appointments.services.erasures import erase_application, erase_expired_applications
from appointments.services.pipeline import (
    count_applications,
    get_application,
    list_applications,
    move_application,
    resume_of,
    score_application,
)
from appointments.services.recognitions import recognise_applicant
from governance.audit import proof
from governance.charter.findings import Answer
from governance.database import Engine
from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.schemas.people import PersonWish
from governance.services.bodies import get_body
from governance.services.chains import verify_chain
from governance.services.letters import list_letters, unseen_by
from governance.services.people import facts_of, get_person, list_people, record_person
from tests.app import NOW, SLUG, acting
from tests.appointments.applying import (
    ADDRESS,
    EMAIL,
    FORWARDED,
    NAME,
    SCORES,
    TODAY,
    a_call,
    applied,
    clerk,
    lines,
    moved,
    one,
    written,
)
from tests.appointments.makers import CHARTER, an_act, named

LATER = NOW + timedelta(days=30)
PLANTED = (NAME, EMAIL, ADDRESS, "stopped without a reason", "cv-quenby", "A life of Quenby")


def reviewer(account: UUID | None = None) -> Actor:
    return acting(Role.COUNCIL_REVIEWER, account=account or uuid4())


async def an_application(**more: object) -> UUID:
    """One application that was sent, with a file."""
    resume = Upload(name="cv-quenby.txt", content=b"A life of Quenby")
    await applied((await a_call()).id, written(resume=resume, **more))
    return await one(await get_body(SLUG))


async def seen(application: UUID, actor: Actor | None = None) -> ApplicationView:
    return await get_application(await get_body(SLUG), CHARTER, application, actor or clerk())


async def test_the_clerk_takes_an_application_through_every_state(board: Body) -> None:
    application = await an_application()
    await moved(application, *FORWARDED)
    found = await seen(application)
    assert [each.state for each in found.steps] == [State.RECEIVED, *FORWARDED]
    assert [each.taken_by for each in found.steps] == ["the applicant", *["Test"] * 4]
    counts = await count_applications(board, everything=True)
    assert {state: number for state, number in counts.items() if number} == {State.FORWARDED: 1}
    assert State.DRAFT not in counts


async def test_of_two_clerks_the_second_is_told_how_far_it_is(board: Body) -> None:
    application = await an_application()
    move = Move(to=State.COMPLETE, seen=State.RECEIVED)
    aside = Move(to=State.NOT_SELECTED, seen=State.RECEIVED)
    answers = await asyncio.gather(
        move_application(clerk(), application, move),
        move_application(clerk(), application, aside),
        return_exceptions=True,
    )
    lost = [each for each in answers if isinstance(each, OutOfOrderError)]
    assert len(lost) == 1
    assert "Somebody was faster" in str(lost[0])
    assert len((await seen(application)).steps) == 2


async def test_a_step_out_of_order_is_refused_with_its_clause(board: Body) -> None:
    application = await an_application()
    move = Move(to=State.FORWARDED, seen=State.RECEIVED)
    with pytest.raises(RuleBrokenError) as refused:
        await move_application(clerk(), application, move)
    assert {each.clause for each in refused.value.findings} == {"STANDARD"}


async def test_the_answers_become_facts_and_the_sheet_follows(board: Body) -> None:
    application = await an_application()
    await recognise_applicant(clerk(), application, Recognition())
    found = await seen(application)
    assert found.person is not None
    person = await get_person(board, found.person)
    assert (person.name, person.email) == (NAME, EMAIL)
    facts = await facts_of(board, found.person)
    assert {each.stated_by for each in facts} == {NAME}
    assert {each.stated_on for each in facts} == {TODAY}
    sheet = await eligibility_sheet(board, CHARTER, found.person, "east", TODAY)
    answers = {each.answer for each in sheet.findings}
    assert answers == {Answer.HOLDS.value}, sheet
    with pytest.raises(OutOfOrderError):
        await recognise_applicant(clerk(), application, Recognition())


async def test_a_likely_duplicate_is_offered_and_linked(board: Body) -> None:
    known = await record_person(clerk(), PersonWish(name="Q. Oyelaran", email=EMAIL.upper()))
    namesake = await record_person(clerk(), PersonWish(name=NAME.upper()))
    application = await an_application()
    found = await seen(application)
    assert {(each.id, each.same_email) for each in found.likely} == {
        (known.id, True),
        (namesake.id, False),
    }
    await recognise_applicant(clerk(), application, Recognition(person=known.id))
    assert (await seen(application)).person == known.id
    assert len(await list_people(board)) == 2
    assert await facts_of(board, known.id)


async def test_an_appointment_makes_the_application_appointed(board: Body) -> None:
    application = await an_application()
    await moved(application, *FORWARDED)
    person = (await seen(application)).person
    assert person is not None
    day = TODAY + timedelta(days=3)
    await named(day, "east", person)
    act = await an_act(day)
    await appoint_member(
        clerk(NOW + timedelta(days=3)), Appointing(seat="east", person=person, legislation=act.id)
    )
    found = await seen(application)
    assert (found.state, found.steps[-1].note) == (State.APPOINTED, act.number)
    with pytest.raises(RuleBrokenError, match="appointed"):
        await erase_application(clerk(LATER), application, Erasure(why="asked"))


async def test_each_scores_alone_and_sees_the_others_after(board: Body) -> None:
    application = await an_application()
    with pytest.raises(RuleBrokenError):
        await score_application(clerk(), application, ScoreWish(scores=SCORES))
    await moved(application, *FORWARDED)
    first, second = reviewer(), reviewer()
    assert (await seen(application, first)).scores == ()
    await score_application(first, application, ScoreWish(scores=dict.fromkeys(SCORES, 2)))
    assert len((await seen(application, first)).scores) == 2
    assert (await seen(application, second)).averages == {}
    assert (await seen(application)).averages["understanding"] == 3.0
    again = ScoreWish(scores=dict.fromkeys(SCORES, 4))
    await score_application(first, application, again)
    found = await seen(application, first)
    assert len(found.scores) == 2
    assert found.averages == {
        "understanding": 4.0,
        "fairness": 4.5,
        "community": 3.5,
        "time": 4.0,
        "": 4.0,
    }
    with pytest.raises(BadInputError):
        await score_application(first, application, ScoreWish(scores={"fairness": 6}))


async def test_a_reviewer_sees_what_was_forwarded_and_nothing_else(board: Body) -> None:
    application = await an_application()
    for ask in (seen(application, reviewer()), resume_of(board, application, reviewer())):
        with pytest.raises(NotFoundError):
            await ask
    assert await list_applications(board, everything=False) == []
    await moved(application, *FORWARDED)
    assert (await seen(application, reviewer())).name == NAME
    assert len(await list_applications(board, everything=False)) == 1
    assert (await seen(application, reviewer())).likely == ()


async def test_the_list_keeps_to_its_filters(board: Body) -> None:
    first, second = await a_call(), await a_call()
    for call, email in ((first, "a@mail.example"), (first, "b@mail.example"), (second, EMAIL)):
        await applied(call.id, written(email))
    application = (await list_applications(board, everything=True, call=second.id))[0].id
    await moved(application, State.COMPLETE)
    assert len(await list_applications(board, everything=True, call=first.id)) == 2
    assert len(await list_applications(board, everything=True, state=State.COMPLETE)) == 1
    counts = await count_applications(board, everything=True, call=first.id)
    assert (counts[State.RECEIVED], counts[State.COMPLETE]) == (2, 0)


# Letters


async def test_each_letter_is_seen_before_it_goes_out(board: Body) -> None:
    application = await an_application()
    subject, text = "{call}: an interview", "Dear {name}, about {call} and {seats}."
    preview = await preview_letters(board, CHARTER, [application], subject, text)
    (letter,) = preview.letters
    assert letter.recipient == EMAIL
    assert letter.subject == "A seat for East: an interview"
    assert letter.text == f"Dear {NAME}, about A seat for East and East District."
    wish = LettersWish(
        applications=(application,), subject=subject, text=text + "!", seen=preview.digest
    )
    with pytest.raises(OutOfOrderError, match="no longer"):
        await write_to_applicants(clerk(), wish)
    wish = LettersWish(applications=(application,), subject=subject, text=text, seen=preview.digest)
    assert (await write_to_applicants(clerk(LATER), wish)).count == 1
    assert (await list_letters(board))[0].text == letter.text


async def test_an_unknown_placeholder_is_refused_by_its_name(board: Body) -> None:
    application = await an_application()
    for subject, text, field, name in (
        ("Hello", "Dear {nmae}", "text", "{nmae}"),
        ("Hello {name}", "Dear", "subject", "{name}"),
    ):
        with pytest.raises(BadInputError) as refused:
            await preview_letters(board, CHARTER, [application], subject, text)
        assert name in str(refused.value.fields[field])
        with pytest.raises(BadInputError):
            await keep_template(clerk(), TemplateWish(name="x", subject=subject, text=text))


async def test_a_kept_letter_stands_in_place_of_the_first_one(board: Body) -> None:
    first = await templates_of(board)
    wish = TemplateWish(name=first[0].name, subject="Own", text="Dear {name}")
    await keep_template(clerk(), wish)
    found = {each.name: each.subject for each in await templates_of(board)}
    assert found[first[0].name] == "Own"
    assert len(found) == len(first)


async def test_letters_to_applicants_are_the_clerk_s_alone(board: Body) -> None:
    await an_application()
    for role, number in ((Role.CLERK, 1), (Role.CHAIR, 0), (Role.AUDITOR, 0)):
        shown = await list_letters(board, unseen=unseen_by(acting(role)))
        assert len(shown) == number


# Being forgotten


async def everything_kept(engine: Engine) -> str:
    """Return all that the database holds, as one text."""
    tables = (
        "application",
        "application_step",
        "application_score",
        "outbox",
        "audit",
        "audit_secret",
        "person",
        "fact",
        "paper",
        "idempotency",
    )
    return json.dumps(
        [await engine.read(f"SELECT * FROM {table}") for table in tables], default=str
    )


async def test_what_is_erased_is_nowhere_and_the_chain_still_holds(
    board: Body, engine: Engine
) -> None:
    application = await an_application()
    await moved(application, *FORWARDED)
    note = f"{NAME} moved away"
    move = Move(to=State.NOT_SELECTED, seen=State.FORWARDED, note=note)
    await move_application(clerk(NOW + timedelta(hours=1)), application, move)
    text = await everything_kept(engine)
    assert [each for each in PLANTED if each not in text] == []
    before = (await verify_chain(board)).head
    await erase_application(clerk(LATER), application, Erasure(why="On request."))
    text = await everything_kept(engine)
    assert [each for each in PLANTED if each in text] == []
    after = await verify_chain(board, head=before)
    assert after.holds
    (line,) = await lines(board)
    assert (line.erased, line.state, line.scored, line.average) == (
        True,
        State.NOT_SELECTED,
        1,
        4.0,
    )
    assert (await seen(application)).answers == {}
    with pytest.raises(NotFoundError):
        await erase_application(clerk(LATER), application, Erasure(why="Again."))


async def test_the_chain_proves_what_was_written_until_it_is_erased(
    board: Body, engine: Engine
) -> None:
    await an_application()
    secrets = await engine.read("SELECT * FROM audit_secret")
    written_ones = [each for each in secrets if ADDRESS in each["value"]]
    entries = str(await engine.read("SELECT entry FROM audit"))
    assert written_ones
    assert all(proof(each["salt"], each["value"]) in entries for each in written_ones)


async def test_somebody_the_body_knows_otherwise_stays_known(board: Body) -> None:
    application = await an_application()
    await moved(application, *FORWARDED)
    person = (await seen(application)).person
    assert person is not None
    await named(TODAY, "east", person)
    move = Move(to=State.WITHDRAWN, seen=State.FORWARDED)
    await move_application(clerk(LATER), application, move)
    await erase_application(clerk(LATER), application, Erasure(why="On request."))
    assert (await get_person(board, person)).name == NAME


async def test_what_is_being_considered_is_not_erased(board: Body) -> None:
    application = await an_application()
    with pytest.raises(RuleBrokenError, match="withdraw it first"):
        await erase_application(clerk(), application, Erasure(why="A mistake."))


@pytest.mark.parametrize(("days", "erased"), [(0, 0), (1, 1)])
async def test_after_its_span_an_application_is_erased(board: Body, days: int, erased: int) -> None:
    application = await an_application()
    await move_application(clerk(), application, Move(to=State.NOT_SELECTED, seen=State.RECEIVED))
    last = date(2029, 11, 21)
    assert (await seen(application)).erase_on == last
    at = datetime(2029, 11, 21, 17, tzinfo=NOW.tzinfo) + timedelta(days=days)
    items = [each for each in await due(board, CHARTER, last) if "Erase" in str(each.what)]
    assert [each.day for each in items] == [last]
    assert (await erase_expired_applications(clerk(at))).count == erased
    assert (await lines(board))[0].erased is bool(erased)


async def test_a_draft_that_was_left_is_erased_too(board: Body, engine: Engine) -> None:
    await applied((await a_call()).id, written(send=False))
    assert (await erase_expired_applications(clerk(NOW + timedelta(days=60)))).count == 0
    assert (await erase_expired_applications(clerk(NOW + timedelta(days=61)))).count == 1
    assert NAME not in await everything_kept(engine)


async def test_what_is_due_names_nobody(board: Body) -> None:
    call = await a_call()
    await applied(call.id)
    all_due = await due(board, CHARTER, TODAY)
    found = [each for each in all_due if "A seat for East" in str(each.what)]
    assert {str(each.what) for each in found} == {
        "The call “A seat for East” closes",
        "Look at the applications for “A seat for East”",
    }
    assert {each.clause for each in found} == {"STANDARD"}
    look = next(each for each in found if "Look" in str(each.what))
    assert look.day == date(2026, 11, 30)  # five business days, with Thanksgiving between
    assert NAME not in str(all_due)
