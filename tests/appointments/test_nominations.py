"""Nominations from the public, as deeds (18-4I(2), 18-4I(3))."""

from datetime import date, timedelta

import pytest

from appointments.rules.applications import RELATION
from appointments.rules.nominations import State
from appointments.rules.rounds import Step
from appointments.rules.slates import Fate, Outcome
from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.schemas.applications import LinkWish
from appointments.schemas.nominations import OwnLink, Relatives
from appointments.schemas.rounds import (
    Answered,
    NomineeView,
    RoundView,
    RoundWish,
    ScoreWish,
    SlateWish,
    StepWish,
)
from appointments.services.agreements import (
    decline_to_stand,
    own_nomination,
    withdraw_own_nomination,
)
from appointments.services.alliances import admit_organization, name_representative
from appointments.services.eligibility import eligibility_sheet
from appointments.services.nomination_calls import nomination_call, open_nominations
from appointments.services.nominations import ask_for_nomination_link, asked_nominees
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import (
    begin_screening,
    close_nominations,
    draft_round,
    round_view,
)
from appointments.services.screenings import mark_relatives, score_nominee
from appointments.services.slates import decide_slate, slates_of, submit_slates
from governance.errors import (
    BadInputError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from governance.services.letters import list_letters
from governance.services.people import facts_of
from tests.appointments.applying import ANSWERS, SEALING
from tests.appointments.makers import CHARTER, a_person, clerk
from tests.appointments.nominating import (
    EMAIL,
    NAME,
    REASON,
    agreed,
    another,
    anyone,
    link_of,
    named,
    themselves,
)
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    Committee,
    a_call,
    a_committee,
    nominees,
    reviewer,
    screened,
)

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
SEAT = ALLIANCE_SEATS[0]


async def test_a_call_is_public_from_its_publication(board: Body) -> None:
    committee = await a_committee(DAY)
    draft = await draft_round(committee.actor(), RoundWish(title="Later", seats=(SEAT,)))
    with pytest.raises(NotFoundError):
        await nomination_call(board, CHARTER, draft.id, DAY)
    call = await a_call(committee, ALLIANCE_SEATS[1:2], DAY)
    assert [each.id for each in await open_nominations(board, CHARTER, DAY)] == [call.id]
    assert await open_nominations(board, CHARTER, NEXT) == []
    closed = await nomination_call(board, CHARTER, call.id, NEXT)
    assert (closed.open, closed.clause) == (False, "18-4I(2)")


async def test_who_names_themselves_is_a_nominee_whose_words_are_facts(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    await named(call.id, themselves(), anyone(DAY))
    (nominee,) = await nominees_of(board, call.id, None)
    assert (nominee.name, nominee.consented, nominee.source) == (NAME, True, "resident")
    home = next(
        each for each in await facts_of(board, nominee.person) if each.kind is FactKind.RESIDENCE
    )
    assert (home.stated_by, home.district, home.since) == (NAME, "East", date(2011, 4, 1))
    sheet = await eligibility_sheet(board, CHARTER, nominee.person, SEAT, DAY)
    assert next(each for each in sheet.findings if each.clause == "18-4C").answer == "holds"


@pytest.mark.parametrize("missing", ["name", "place", "address", "statement", "consent"])
async def test_a_nomination_that_lacks_something_is_refused(board: Body, missing: str) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    empty = {missing: False if missing == "consent" else " "}
    with pytest.raises(BadInputError) as refused:
        await named(call.id, themselves(**empty), anyone(DAY))
    assert set(refused.value.fields) == {missing}
    assert await nominees_of(board, call.id, None) == []


async def test_whoever_is_named_by_another_is_asked_and_counts_once_they_agree(
    board: Body,
) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    await named(call.id, another(), anyone(DAY))
    assert await nominees_of(board, call.id, None) == []
    (asked,) = await asked_nominees(board, call.id)
    assert (asked.name, asked.nominator) == (NAME, "Barnaby Quill")
    assert await engine().read("SELECT 1 FROM person WHERE name = $1", NAME) == []
    await agreed(anyone(NEXT))
    (nominee,) = await nominees_of(board, call.id, None)
    assert (nominee.consented, nominee.nominated_by, nominee.reason) == (
        True,
        "Barnaby Quill",
        REASON,
    )
    assert await asked_nominees(board, call.id) == []


async def test_nobody_agrees_once_the_screening_has_begun(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    await named(call.id, another(), anyone(DAY))
    late = committee.later(NEXT)
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    with pytest.raises(RuleBrokenError):
        await agreed(anyone(NEXT))
    nomination, link = await link_of()
    own = await own_nomination(board, CHARTER, nomination, link, at=anyone(NEXT).at)
    assert not own.may_agree


async def test_who_declines_is_erased_at_once(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    await named(call.id, another(), anyone(DAY))
    nomination, link = await link_of()
    done = await decline_to_stand(anyone(DAY), nomination, OwnLink(link=link))
    assert done.state is State.DECLINED
    kept = [
        *await engine().read("SELECT * FROM nomination"),
        *await engine().read("SELECT * FROM outbox"),
        *await engine().read("SELECT * FROM audit_secret"),
    ]
    for planted in (NAME, EMAIL, "Barnaby", REASON):
        assert planted not in str(kept), planted
    with pytest.raises(NotFoundError):
        await own_nomination(board, CHARTER, nomination, link, at=anyone(DAY).at)


async def test_a_link_opens_its_own_nomination_and_no_other(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    await named(call.id, another(), anyone(DAY))
    await named(call.id, another("else@mail.example", "Somebody Else"), anyone(DAY))
    first, _ = await link_of()
    _, other = await link_of("else@mail.example")
    for link in (other, "", "0" * 64):
        with pytest.raises(NotFoundError):
            await decline_to_stand(anyone(DAY), first, OwnLink(link=link))


async def test_who_names_somebody_twice_hears_the_same_and_nothing_is_doubled(
    board: Body,
) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    await named(call.id, themselves(), anyone(DAY))
    await named(call.id, another(EMAIL.upper()), anyone(DAY, minute=5))
    assert len(await nominees_of(board, call.id, None)) == 1
    assert await asked_nominees(board, call.id) == []
    to = [each.recipient for each in await list_letters(board)]
    assert to.count(EMAIL) == 1
    await named(call.id, another(), anyone(DAY, minute=30))
    to = [each.recipient for each in await list_letters(board)]
    assert (to.count(EMAIL), to.count("barnaby.quill@mail.example")) == (2, 2)


async def test_letters_say_nobody_s_name_in_their_subjects(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    await named(call.id, another(), anyone(DAY))
    await ask_for_nomination_link(
        anyone(DAY, minute=40), call.id, LinkWish(email=EMAIL, ticket=""), SEALING
    )
    letters = await list_letters(board)
    assert len(letters) == 3
    for each in letters:
        assert NAME.split()[1] not in each.subject
        assert "[private link" in each.text or each.recipient.startswith("barnaby")


async def test_the_closing_day_counts_and_the_day_after_does_not(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    night = anyone(NEXT, minute=0)
    before = type(night)(body=night.body, at=night.at.replace(hour=4, minute=59))
    after = type(night)(body=night.body, at=night.at.replace(hour=5, minute=0))
    await named(call.id, themselves(), before)
    with pytest.raises(RuleBrokenError) as refused:
        await named(call.id, themselves("b@mail.example"), after)
    assert [each.clause for each in refused.value.findings] == ["18-4I(2)"]


async def test_an_organization_s_representative_is_recorded_as_such(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    joining = OrganizationWish(authority="alliance", name="Neighbors", joined_on=DAY)
    organization = await admit_organization(clerk(DAY), joining)
    speaker = (await a_person(DAY)).id
    naming = RepresentativeWish(person=speaker, since=DAY)
    await name_representative(clerk(DAY), organization.id, naming)
    wish = {"organization": organization.id, "nominator_resident": False}
    await named(call.id, another(**wish), anyone(DAY, person=speaker))
    await named(call.id, another("b@mail.example", **wish), anyone(DAY))
    await agreed(anyone(DAY))
    await agreed(anyone(DAY), "b@mail.example", name="Another Name")
    found = {each.name: each for each in await nominees_of(board, call.id, None)}
    assert {each.organization for each in found.values()} == {"Neighbors"}
    assert (found[NAME].represented, found["Another Name"].represented) == (True, False)


async def test_neither_a_resident_nor_an_organization_names_nobody(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    with pytest.raises(BadInputError) as refused:
        await named(call.id, another(nominator_resident=False), anyone(DAY))
    assert set(refused.value.fields) == {"nominator_resident"}


async def test_a_nominee_s_family_is_told_apart_before_anybody_scores(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    await named(call.id, themselves(family="My cousin sits there."), anyone(DAY))
    (nominee,) = await nominees_of(board, call.id, None)
    assert nominee.family_open
    late = committee.later(NEXT)
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    with pytest.raises(OutOfOrderError):
        await score_nominee(late.actor(), nominee.id, ScoreWish(points={"fairness": 4}))
    stranger = Relatives(relatives=((await a_person(DAY)).id,))
    with pytest.raises(BadInputError):
        await mark_relatives(late.actor(), nominee.id, stranger)
    await mark_relatives(late.actor(), nominee.id, Relatives(relatives=(committee.people[3],)))
    await score_nominee(late.actor(), nominee.id, ScoreWish(points={"fairness": 4}))
    with pytest.raises(RuleBrokenError):
        await score_nominee(late.actor(3), nominee.id, ScoreWish(points={"fairness": 5}))


async def test_a_yes_about_family_says_in_which_relation(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    yes = {**ANSWERS, "family_department": "yes", "family_department_details": "My sister."}
    with pytest.raises(BadInputError) as refused:
        await named(call.id, themselves(answers=yes), anyone(DAY))
    assert set(refused.value.fields) == {f"answer_family_department{RELATION}"}
    whole = {**yes, f"family_department{RELATION}": "sibling"}
    await named(call.id, themselves(answers=whole), anyone(DAY))
    (nominee,) = await nominees_of(board, call.id, None)
    facts = await facts_of(board, nominee.person)
    assert "sibling" in [each.relation for each in facts]


async def test_a_mailed_link_proves_who_somebody_is(board: Body) -> None:
    call = await a_call(await a_committee(DAY), (SEAT,), DAY)
    known = await a_person(DAY, NAME)
    await named(call.id, another(known.email), anyone(DAY))
    await agreed(anyone(DAY), known.email)
    (nominee,) = await nominees_of(board, call.id, None)
    assert nominee.person == known.id


async def a_slate_with(board: Body) -> tuple[Committee, RoundView, list[NomineeView]]:
    """Bring somebody who named themselves, and two others, onto a slate."""
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    await named(call.id, themselves(), anyone(DAY))
    others = await nominees(committee, call.id, 3)
    late = committee.later(NEXT)
    await close_nominations(late.actor(), call.id, StepWish())
    entered = await nominees_of(board, call.id, None)
    await screened(late, call.id, entered)
    own = next(each for each in entered if each.name == NAME)
    names = (own.id, *(each.id for each in others[:2]))
    wish = SlateWish(seat=SEAT, nominees=names, ballots=late.all_agree)
    await decide_slate(late.actor(), call.id, wish)
    return late, call, others


async def test_who_withdraws_before_the_submission_must_be_replaced_on_the_slate(
    board: Body,
) -> None:
    late, call, others = await a_slate_with(board)
    nomination, link = await link_of()
    await withdraw_own_nomination(anyone(NEXT), nomination, OwnLink(link=link))
    with pytest.raises(OutOfOrderError) as refused:
        await submit_slates(late.actor(), call.id, StepWish())
    assert "anew" in str(refused.value.reason)
    names = tuple(each.id for each in others)
    wish = SlateWish(seat=SEAT, nominees=names, ballots=late.all_agree)
    await decide_slate(late.actor(), call.id, wish)
    await submit_slates(late.actor(), call.id, StepWish())


async def test_who_withdraws_after_the_submission_leaves_a_mark_on_the_slate(board: Body) -> None:
    late, call, _ = await a_slate_with(board)
    await submit_slates(late.actor(), call.id, StepWish())
    nomination, link = await link_of()
    await withdraw_own_nomination(anyone(NEXT), nomination, OwnLink(link=link))
    (slate,) = await slates_of(board, CHARTER, call.id)
    assert [each.fate for each in slate.names] == [Fate.WITHDRAWN, Fate.OPEN, Fate.OPEN]
    view = await round_view(board, CHARTER, call.id, NEXT)
    assert (view.step, view.seats[0].outcome) == (Step.SUBMITTED, Outcome.OPEN)
    with pytest.raises(RuleBrokenError):
        await withdraw_own_nomination(anyone(NEXT), nomination, OwnLink(link=link))


async def test_the_last_open_name_that_withdraws_begins_a_replacement(board: Body) -> None:
    late, call, _ = await a_slate_with(board)
    await submit_slates(late.actor(), call.id, StepWish())
    (slate,) = await slates_of(board, CHARTER, call.id)
    for each in slate.names[1:]:
        wish = Answered(fate=Fate.REJECTED, reason="Not this time.")
        await answer_nominee(reviewer(NEXT), each.id, wish)
    nomination, link = await link_of()
    await withdraw_own_nomination(anyone(NEXT), nomination, OwnLink(link=link))
    view = await round_view(board, CHARTER, call.id, NEXT)
    assert (view.step, view.seats[0].outcome) == (Step.CLOSED, Outcome.ALL_REJECTED)
    (following,) = view.followed_by
    replacement = await round_view(board, CHARTER, following, NEXT)
    assert replacement.raw == NEXT + timedelta(days=15)
