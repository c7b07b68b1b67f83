"""A nomination round by hand of real browsers, from the call to four members (18-4H(3), 18-4I).

One seat is rejected twice. The committee, a representative, Council's reviewer, the clerk and two
without an account come each with a browser of their own, which runs no script. The pictures of
the guide for the Alliance are taken on the way; what repeats itself is done by deeds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from appointments.rules.slates import Fate
from appointments.schemas.appointments import ServiceEnd
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    NomineeView,
    ScoreWish,
    SlateName,
    SlateWish,
    StepWish,
)
from appointments.services.departures import end_service
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import call_for_nominees, close_nominations, rounds_of
from appointments.services.screenings import score_nominee
from appointments.services.slates import decide_slate, slates_of, submit_slates
from governance.services.bodies import get_body
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET
from tests.app import SLUG
from tests.appointments.applying import ADDRESS, ANSWERS, SCORES
from tests.appointments.makers import CHARTER, a_full_board, clerk, staggered
from tests.appointments.nominating import (
    REASON,
    STATEMENT,
    agreed,
    anyone,
    link_of,
    named,
    themselves,
)
from tests.appointments.rounding import Committee, rejected, reviewer, screened
from tests.browser import browser
from tests.journeys.alliance import (
    AGAIN,
    COMMITTEE,
    LAST,
    NOMINEES,
    ORGANIZATION,
    REVIEWER,
    SEAT_NAMES,
    SEATS,
    SPEAKER,
    Circle,
    a_circle,
    mail_of,
    ten,
)
from tests.journeys.house import BODY, DESK, PHONE, House, Visitor, copy_of, opened, visitor

__all__ = ["browser"]

pytestmark = pytest.mark.browser

FIRST = date(2025, 1, 21)
LEAVE = date(2026, 12, 1)
CALLED, CLOSES = date(2026, 12, 2), date(2026, 12, 11)
SCREENED, MET = date(2026, 12, 14), date(2026, 12, 16)
SUBMITTED, ANSWERED = date(2026, 12, 17), date(2026, 12, 18)
AGAIN_SUBMITTED, AGAIN_REJECTED = date(2026, 12, 29), date(2026, 12, 30)
LAST_SUBMITTED, CONFIRMED, VOTED = date(2027, 1, 8), date(2027, 1, 11), date(2027, 1, 19)
BY_RESIDENT, BY_THEMSELVES, BY_ORGANIZATION, ON_PAPER, *OTHERS = NOMINEES
AGNES, BASHIR, *_ = COMMITTEE
PATIENCE = 15_000
"""Milliseconds; seven browsers and what they ask for share a machine."""

VOTES = ("yes", "apart", "yes", "yes", "abstain")
"""How the five vote on the first slate; the second has a conflict and takes no part."""


@dataclass
class Story:
    """Who comes with a browser, and which round runs."""

    house: House
    circle: Circle
    sealing: Sealing
    committee: Visitor
    second: Visitor
    speaker: Visitor
    reviewer: Visitor
    clerk: Visitor
    resident: Visitor
    nominee: Visitor
    run: list[UUID] = field(default_factory=list)

    @property
    def here(self) -> str:
        """Return the page of the round that runs."""
        return f"{BODY}/rounds/{self.run[-1]}"

    def on(self, day: date) -> Committee:
        """Return the committee on a day, to act by deeds."""
        return self.circle.committee.later(day)

    def nominees(self) -> dict[str, NomineeView]:
        """Return the nominees of the round that runs, by name."""

        async def found() -> list[NomineeView]:
            return await nominees_of(await get_body(SLUG), self.run[-1], None)

        return {each.name: each for each in self.house.let(found())}


@pytest.fixture
def story(
    browser: Browser, furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Story]:
    with opened(copy_of(furnished_sqlite[0], tmp_path), ten(LEAVE)) as house:
        house.let(four_members_leave())
        circle = house.let(a_circle(LEAVE))
        sealing = Sealing(site=house.address, secret=DEMO_SECRET)
        sizes = (DESK, DESK, DESK, DESK, DESK, PHONE, PHONE)
        people = [visitor(browser, house, size, script=False) for size in sizes]
        for each in people:
            each.page.set_default_timeout(PATIENCE)
        yield Story(house, circle, sealing, *people)
        for each in people:
            each.context.close()


async def four_members_leave() -> None:
    """Let the four whom the Alliance named resign on one day; sixty days run (18-4K)."""
    board = await staggered(FIRST, await a_full_board(FIRST))
    officer = CHARTER.resignation.delivered_to
    for seat in SEATS:
        wish = ServiceEnd(ground="resignation", delivered_on=LEAVE, delivered_to=officer)
        await end_service(clerk(LEAVE), board[seat].id, wish)


def test_the_guide_of_the_alliance(story: Story) -> None:
    the_alliance_is_on_record(story)
    the_committee_calls_for_nominees(story)
    a_resident_names_somebody_who_agrees(story)
    others_are_named(story)
    each_scores_alone(story)
    the_organizations_are_asked(story)
    the_committee_votes_on_slates_and_submits(story)
    council_answers(story)
    a_replacement_round_began_by_itself(story)
    it_is_rejected_once_more_and_then_confirmed(story)
    nominees_are_told(story)
    council_appoints_the_four(story)
    the_public_reads_what_it_may(story)
    for each in (story.committee, story.speaker, story.clerk, story.resident, story.nominee):
        assert each.wrong == []


def the_alliance_is_on_record(story: Story) -> None:
    clerk = story.clerk
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/alliance")
    for name in (*COMMITTEE, SPEAKER, ORGANIZATION):
        clerk.sees(name)
    clerk.shows("alliance-membership")


def the_committee_calls_for_nominees(story: Story) -> None:
    story.house.at(ten(CALLED))
    committee = story.committee
    committee.signs_in(mail_of(AGNES))
    committee.goes(f"{BODY}/rounds")
    committee.sees("vacant")
    committee.field("Title").fill("Winter 2026, four seats")
    for seat in SEAT_NAMES:
        committee.field(seat).check()
    committee.shows("alliance-draft")
    committee.presses("Begin")
    story.run.append(UUID(committee.page.url.partition("?")[0].rpartition("/")[2]))
    committee.sees("Publish the call")
    committee.field("Public text of the call").fill("Four seats are to be filled. Come and serve.")
    committee.field("Closes on, this day included").fill(str(CLOSES))
    committee.presses("Publish the call")
    committee.goes(f"{BODY}/desk")
    committee.sees("Wait for applications")
    committee.shows("alliance-desk")


def a_resident_names_somebody_who_agrees(story: Story) -> None:
    resident, nominee = story.resident, story.nominee
    resident.goes(BODY)
    resident.follows("Nominate: Winter 2026, four seats")
    resident.shows("alliance-call")
    resident.follows("Name somebody else")
    resident.field("Their name").fill(BY_RESIDENT)
    resident.field("Their e-mail address").fill(mail_of(BY_RESIDENT))
    resident.field("Why you name them").fill(REASON)
    resident.field("Your name").fill("Barnaby Quill")
    resident.field("Your e-mail address").fill("barnaby.quill@mail.example")
    resident.page.locator("#f-nominator_resident").check()
    resident.shows("alliance-nominate")
    story.house.at(ten(CALLED, minutes=5))
    resident.presses("Send the nomination")
    resident.sees("Thank you")
    nomination, link = story.house.let(link_of(mail_of(BY_RESIDENT), story.sealing))
    nominee.goes(f"{BODY}/nominations/{nomination}?link={link}")
    assert link not in nominee.page.url
    nominee.sees("Barnaby Quill has named you")
    nominee.shows("alliance-asked")
    tell_of_oneself(nominee)
    nominee.presses("Be a nominee")
    nominee.sees("It is with the committee")


def others_are_named(story: Story) -> None:
    """One names themselves, one is named for an organization, one on paper, eight by deeds."""
    resident, speaker, committee = story.resident, story.speaker, story.committee
    resident.goes(f"{story.here}/nominate")
    resident.field("Name").fill(BY_THEMSELVES)
    resident.field("E-mail address").fill(mail_of(BY_THEMSELVES))
    tell_of_oneself(resident)
    speaker.signs_in(mail_of(SPEAKER))
    speaker.goes(f"{story.here}/nominate?who=other")
    speaker.sees("You are signed in as its representative")
    speaker.field("Their name").fill(BY_ORGANIZATION)
    speaker.field("Their e-mail address").fill(mail_of(BY_ORGANIZATION))
    speaker.field("Why you name them").fill(REASON)
    speaker.field("Your name").fill(SPEAKER)
    speaker.field("Your e-mail address").fill(mail_of(SPEAKER))
    story.house.at(ten(CALLED, minutes=10))
    resident.presses("Send the nomination")
    resident.sees("Thank you")
    speaker.presses("Send the nomination")
    speaker.sees("Thank you")
    story.house.let(agree(story, BY_ORGANIZATION))
    committee.goes(story.here)
    committee.page.get_by_text("Enter a nominee who applied on paper").click()
    committee.field("Name").fill(ON_PAPER)
    committee.field("E-mail").fill(mail_of(ON_PAPER))
    committee.page.locator("#f-consented").check()
    committee.presses("Enter")
    for name in OTHERS:
        story.house.let(name_themselves(story, name, CALLED))
    assert set(story.nominees()) == set(NOMINEES)


def each_scores_alone(story: Story) -> None:
    story.house.at(ten(SCREENED))
    committee, second = story.committee, story.second
    committee.signs_in(mail_of(AGNES))
    committee.goes(story.here)
    committee.presses("Close the call")
    committee.presses("Begin the screening")
    nominees = story.nominees()
    story.house.let(score_all(story, {**nominees, BY_RESIDENT: None, BY_THEMSELVES: None}))
    first, family = nominees[BY_RESIDENT], nominees[BY_THEMSELVES]
    story.house.let(scored_by(story, 1, first.id))
    story.house.let(scored_by(story, 2, first.id))
    for number in (0, 2, 3):
        story.house.let(scored_by(story, number, family.id))
    second.signs_in(mail_of(BASHIR))
    second.goes(f"{BODY}/desk")
    second.sees("Score 1 nominee")
    second.follows("Open it")
    second.follows(BY_THEMSELVES)
    second.page.get_by_text("I have a conflict about this nominee").click()
    second.field("Why").fill("She is my neighbor’s daughter.")
    second.presses("Take no part")
    second.sees("You have a conflict about this nominee and take no part.")
    committee.goes(f"{story.here}/nominees/{first.id}")
    committee.sees("What others gave shows once you have scored.")
    for criterion, points in SCORES.items():
        committee.page.locator(f"#f-points_{criterion}").select_option(str(points))
    committee.shows("alliance-score")
    committee.presses("Give these points")
    committee.sees(COMMITTEE[2])
    committee.goes(story.here)
    committee.shows("alliance-screening")
    for each in committee.page.locator("input[name^=nominee_]").all():
        each.check()
    committee.presses("Name the finalists")


def the_organizations_are_asked(story: Story) -> None:
    story.house.at(ten(MET))
    speaker, committee = story.speaker, story.committee
    speaker.signs_in(mail_of(SPEAKER))
    speaker.goes(f"{BODY}/desk")
    speaker.sees("Read who the finalists")
    speaker.follows("Open it")
    speaker.sees(STATEMENT)
    speaker.shows("alliance-finalists", top="#finalists")
    committee.signs_in(mail_of(AGNES))
    committee.goes(story.here)
    committee.field("Who came").fill(f"{ORGANIZATION}: {SPEAKER}.\nThe committee: all five.")
    committee.field("What was said of the finalists").fill("Nothing against anybody.")
    committee.presses("Record the meeting")
    speaker.goes(story.here)
    speaker.sees_not(STATEMENT)


def the_committee_votes_on_slates_and_submits(story: Story) -> None:
    story.house.at(ten(SUBMITTED))
    committee = story.committee
    committee.signs_in(mail_of(AGNES))
    committee.goes(story.here)
    choose_slate(story, SEATS[0], NOMINEES[:3])
    committee.shows("alliance-slate", top=".card.next")
    committee.presses(f"Record the slate for {SEAT_NAMES[0]}")
    for number, seat in enumerate(SEATS[1:], start=1):
        story.house.let(slated(story, seat, NOMINEES[3 * number : 3 * number + 3], SUBMITTED))
    committee.goes(story.here)
    committee.presses("Submit to Council")
    committee.sees("Confirm one name for each seat")
    committee.shows("alliance-submitted")


def council_answers(story: Story) -> None:
    """Confirm three; reject the last seat's names, in writing, one of them by hand."""
    story.house.at(ten(ANSWERED))
    reviewer_ = story.reviewer
    reviewer_.signs_in(mail_of(REVIEWER))
    reviewer_.goes(f"{BODY}/desk")
    reviewer_.sees("Confirm one name for each seat")
    reviewer_.shows("alliance-reviewer")
    reviewer_.follows("Open it")
    assert_pdf(reviewer_, f"{story.here}/document")
    names = {each.name: each.id for each in story.house.let(slate_names(story))}
    card = reviewer_.page.locator(f"#name-{names[BY_RESIDENT]}")
    card.get_by_text("Interview notes").click()
    card.locator("textarea[name=notes]").fill("Well prepared, and listens.")
    card.get_by_role("button", name="Keep my notes").click()
    reviewer_.shows("alliance-submission")
    answer(story, names[BY_RESIDENT], "confirmed")
    for chosen in (NOMINEES[4], NOMINEES[7]):
        story.house.let(confirmed(names[chosen]))
    *two, third = NOMINEES[9:]
    for chosen in two:
        story.house.let(rejected_name(names[chosen]))
    answer(story, names[third], "rejected")
    reviewer_.sees("Council rejects a nominee in writing: say why.")
    answer(story, names[third], "rejected", "Too little time for the work.")


def a_replacement_round_began_by_itself(story: Story) -> None:
    story.run.append(story.house.let(latest_round(story)))
    committee = story.committee
    story.house.at(ten(ANSWERED, minutes=30))
    committee.signs_in(mail_of(AGNES))
    committee.goes(f"{BODY}/desk")
    committee.sees(f"Publish the call: {SEAT_NAMES[-1]}")
    committee.follows("Open it")
    committee.sees("January 4, 2027")
    committee.shows("alliance-replacement")
    story.reviewer.page.goto(story.house.address + story.here)
    story.reviewer.sees_not(SEAT_NAMES[-1])


def it_is_rejected_once_more_and_then_confirmed(story: Story) -> None:
    story.house.let(put_forward(story, AGAIN[0], ANSWERED, AGAIN_SUBMITTED))
    story.house.let(rejected(story.run[-1], LAST, AGAIN_REJECTED))
    story.run.append(story.house.let(latest_round(story)))
    story.house.let(put_forward(story, AGAIN[1], AGAIN_REJECTED, LAST_SUBMITTED))
    story.house.at(ten(CONFIRMED))
    reviewer_ = story.reviewer
    reviewer_.signs_in(mail_of(REVIEWER))
    reviewer_.goes(f"{story.here}/submission")
    assert_pdf(reviewer_, f"{story.here}/document")
    names = {each.name: each.id for each in story.house.let(slate_names(story))}
    answer(story, names[AGAIN[1][1]], "confirmed")
    reviewer_.sees("confirmed")


def nominees_are_told(story: Story) -> None:
    committee = story.committee
    committee.signs_in(mail_of(AGNES))
    committee.goes(f"{story.here}/letters")
    for each in committee.page.locator("input[name^=pick_]").all():
        each.check()
    committee.page.locator("#f-subject").fill("{call}: the outcome")
    committee.page.locator("#f-text").fill("Dear {name},\n\nyour nomination is {state}.\n\n{board}")
    committee.presses("See each letter")
    committee.sees("confirmed by Council")
    committee.shows("alliance-letters")
    committee.presses("Send")
    committee.sees("1 letter before")


def council_appoints_the_four(story: Story) -> None:
    clerk = story.clerk
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/legislation")
    clerk.page.locator("#f-draft-title").fill("Four members named by the Alliance")
    clerk.presses("Begin")
    chosen = (BY_RESIDENT, NOMINEES[4], NOMINEES[7], AGAIN[1][1])
    for seat, name in zip(SEAT_NAMES, chosen, strict=True):
        clerk.field("Seat").select_option(label=seat)
        clerk.field("Person").select_option(label=name)
        clerk.presses("Name")
    clerk.field("Number").fill("2027-14")
    clerk.field("Introduced on").fill(str(CONFIRMED))
    clerk.presses("Introduce")
    story.house.at(ten(VOTED))
    clerk.signs_in("clerk@test.example")
    clerk.goes(f"{BODY}/legislation")
    clerk.follows("2027-14")
    clerk.field("Voted on").fill(str(VOTED))
    clerk.field("Ayes").fill("9")
    clerk.field("Noes").fill("0")
    clerk.presses("Record the vote")
    clerk.presses("Appoint all 4")
    for name in chosen:
        clerk.sees(name)


def the_public_reads_what_it_may(story: Story) -> None:
    public = story.resident
    public.goes(f"{BODY}/rounds/statistics")
    public.goes(f"{BODY}/rounds/{story.run[0]}/record")
    for name in (BY_RESIDENT, NOMINEES[4], NOMINEES[7]):
        public.sees(name)
    for name in (*NOMINEES[9:], *AGAIN[0]):
        public.sees_not(name)
    public.shows("alliance-record")
    public.goes(f"{BODY}/seats")
    public.sees(AGAIN[1][1])


def tell_of_oneself(them: Visitor) -> None:
    """Fill in what a nominee says of themselves."""
    them.field("Street address").fill(ADDRESS)
    them.field("Council district").select_option("East")
    them.field("Since when you have lived in this city or town").fill("2011-04-01")
    them.page.locator("#f-statement").fill(STATEMENT)
    for question, said in ANSWERS.items():
        if question == "why":
            continue
        name = f"answer_{question}"
        if said in ("yes", "no"):
            them.page.locator(f"input[name={name}][value={said}]").check()
        else:
            them.page.locator(f"[name={name}]").fill(said)
    them.page.locator("#f-consent").check()


def choose_slate(story: Story, seat: str, names: tuple[str, ...]) -> None:
    """Choose three names and how each of the five votes, on the round's page."""
    page = story.committee.page
    for place, name in enumerate(names, start=1):
        page.locator(f"#f-{seat}-{place}").select_option(label=name)
    for person, vote in zip(story.circle.committee.people, VOTES, strict=True):
        page.locator(f"#f-{seat}-{person}").select_option(vote)


def answer(story: Story, name: UUID, fate: str, reason: str = "") -> None:
    """Answer to a name on the reviewer's page."""
    card = story.reviewer.page.locator(f"#name-{name}")
    if not card.locator(f"#f-fate-{name}").is_visible():
        card.get_by_text("Answer", exact=True).first.click()
    card.locator(f"#f-fate-{name}").select_option(fate)
    card.locator(f"#f-reason-{name}").fill(reason)
    card.get_by_role("button", name="Answer").click()


async def name_themselves(story: Story, name: str, on: date) -> None:
    wish = themselves(mail_of(name), name)
    await named(story.run[-1], wish, anyone(on, minute=30), story.sealing)


async def agree(story: Story, name: str) -> None:
    await agreed(anyone(CALLED, minute=20), mail_of(name), sealing=story.sealing, name=name)


async def score_all(story: Story, nominees: dict[str, NomineeView | None]) -> None:
    for each in nominees.values():
        for number in range(3):
            if each is not None:
                await scored_by(story, number, each.id)


async def scored_by(story: Story, number: int, nominee: UUID) -> None:
    wish = ScoreWish(points=SCORES)
    await score_nominee(story.on(SCREENED).actor(number), nominee, wish)


async def slated(story: Story, seat: str, names: tuple[str, ...], on: date) -> None:
    committee = story.on(on)
    found = await nominees_of(await get_body(SLUG), story.run[-1], None)
    entered = {each.name: each.id for each in found}
    chosen = tuple(entered[name] for name in names)
    wish = SlateWish(seat=seat, nominees=chosen, ballots=committee.all_agree)
    await decide_slate(replace(committee.actor(), name=AGNES), story.run[-1], wish)


async def put_forward(story: Story, names: tuple[str, ...], began: date, on: date) -> None:
    """Bring a replacement round to Council within some days."""
    found, committee = story.run[-1], story.on(began)
    call = CallWish(text="Come and serve.", opens_on=began, closes_on=began + timedelta(days=3))
    await call_for_nominees(committee.actor(), found, call)
    for name in names:
        await name_themselves(story, name, began)
    late = story.on(on)
    await close_nominations(late.actor(), found, StepWish())
    entered = await nominees_of(await get_body(SLUG), found, None)
    await screened(late, found, entered)
    await slated(story, LAST, names, on)
    await submit_slates(late.actor(), found, StepWish())


async def slate_names(story: Story) -> list[SlateName]:
    slates = await slates_of(await get_body(SLUG), CHARTER, story.run[-1])
    return [each for slate in slates for each in slate.names]


async def confirmed(name: UUID) -> None:
    await answer_nominee(reviewer(ANSWERED), name, Answered(fate=Fate.CONFIRMED))


async def rejected_name(name: UUID) -> None:
    wish = Answered(fate=Fate.REJECTED, reason="Not this time.")
    await answer_nominee(reviewer(ANSWERED), name, wish)


async def latest_round(story: Story) -> UUID:
    """Return the round that follows the one that ran."""
    rounds = await rounds_of(await get_body(SLUG))
    return next(each.id for each in rounds if each.follows == story.run[-1])


def assert_pdf(visitor: Visitor, href: str) -> None:
    """Fetch a paper as whoever reads the page would."""
    fetched = visitor.context.request.get(visitor.house.address + href)
    assert fetched.status == 200
    assert fetched.body().startswith(b"%PDF")
