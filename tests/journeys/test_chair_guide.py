"""A whole meeting by hand of real browsers: the Chair, two members, the public (18-6A, 18-9, OML).

The pictures of the Chair's guide are taken on the way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.appointments.makers import CHARTER
from tests.browser import browser
from tests.journeys.founding import (
    MEETING,
    NAMES,
    ZONE,
    address_of,
    appoint_members,
    make_chair,
)
from tests.journeys.house import (
    BODY,
    DESK,
    PHONE,
    House,
    Visitor,
    copy_of,
    opened,
    typed,
    visitor,
)

__all__ = ["browser"]

pytestmark = pytest.mark.browser

BEFORE = date(2026, 11, 20)
CHAIR = "south"
FIRST, SECOND = "alliance-1", "alliance-3"
EARLY = ("east", "northeast", "northwest", CHAIR, FIRST, "alliance-2")
RULES = "To adopt the rules of procedure as drafted."
AMENDED = "To adopt the rules of procedure as drafted, and to review them each January."
LETTER = "To ask the Chief for the training records of last year."
NEXT = datetime(2027, 1, 7, 18, 30, tzinfo=ZONE)
VENDOR = "To answer the vendor of the case files."


@dataclass
class Evening:
    """Everybody who takes part, each with a browser of their own."""

    house: House
    chair: Visitor
    first: Visitor
    second: Visitor
    public: Visitor
    made: dict[str, str] = field(default_factory=dict)

    @property
    def visitors(self) -> list[Visitor]:
        """Return all of them."""
        return [self.chair, self.first, self.second, self.public]

    def after(self, minutes: int) -> None:
        """Set the clock to so many minutes after the meeting was to begin."""
        self.house.at(MEETING + timedelta(minutes=minutes))

    def goes(self, who: Visitor, page: str = "") -> None:
        """Go to one of the meeting's pages."""
        who.goes(self.made["meeting"] + page)


@pytest.fixture
def evening(
    browser: Browser, furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Evening]:
    with opened(copy_of(furnished_sqlite[0], tmp_path)) as house:
        house.let(appoint_members(BEFORE, NAMES))
        house.let(make_chair(CHAIR, BEFORE))
        come = Evening(
            house,
            chair=visitor(browser, house, DESK),
            first=visitor(browser, house, PHONE),
            second=visitor(browser, house, PHONE, script=False),
            public=visitor(browser, house, DESK),
        )
        yield come
        for each in come.visitors:
            each.context.close()


def test_the_guide_of_the_chair(evening: Evening) -> None:
    the_meeting_is_set_and_noticed(evening)
    it_is_called_to_order(evening)
    somebody_comes_late(evening)
    a_motion_is_amended(evening)
    a_member_stands_aside_and_the_vote_carries(evening)
    the_quorum_is_lost_in_the_middle_of_a_vote_and_regained(evening)
    the_tests_part_ways(evening)
    the_doors_are_closed_and_a_vote_is_taken_inside(evening)
    it_is_adjourned(evening)
    the_minutes_are_written_and_published(evening)
    the_next_meeting_approves_them(evening)
    they_are_signed(evening)
    for each in evening.visitors:
        assert each.wrong == []


def the_meeting_is_set_and_noticed(evening: Evening) -> None:
    chair = evening.chair
    chair.signs_in(address_of(CHAIR))
    chair.follows("Meetings")
    chair.follows("Set a meeting")
    chair.field("Title").fill("December meeting")
    chair.field("Begins").fill(typed(MEETING))
    chair.field("Place").fill("City Hall, Room 208A")
    chair.presses("Set the meeting")
    evening.made["meeting"] = chair.page.url.partition("/setup")[0].removeprefix(
        evening.house.address
    )
    for title in ("Rules of procedure", "Training records", "Case files"):
        chair.field("Add an item").fill(title)
        chair.presses("Add to the agenda")
        chair.sees(title)
    evening.goes(chair, "/notice")
    for channel in CHARTER.meetings.notice.channels:
        chair.page.get_by_label(channel).check()
        chair.field("What proves it").fill("Seen there by the secretary.")
        chair.presses("Record the notice")
        chair.sees("Saved.")
    chair.shows("chair-notice")
    evening.goes(chair, "/setup")
    chair.field("Where they can be read").fill("On the Board’s website.")
    chair.presses("They are published now")
    chair.shows("chair-setup")


def it_is_called_to_order(evening: Evening) -> None:
    evening.after(0)
    chair = evening.chair
    chair.signs_in(address_of(CHAIR))
    evening.goes(chair, "/console")
    for seat in EARLY:
        arrives(chair, seat)
    chair.presses("Call the meeting to order")
    chair.sees("Five are needed")
    chair.shows("chair-console")
    for who, seat in ((evening.first, FIRST), (evening.second, SECOND)):
        who.signs_in(address_of(seat))
    evening.goes(evening.public)


def somebody_comes_late(evening: Evening) -> None:
    evening.after(12)
    arrives(evening.chair, SECOND)
    evening.goes(evening.public)
    evening.public.sees(NAMES[SECOND])
    evening.public.sees("6:42 pm")


def a_motion_is_amended(evening: Evening) -> None:
    chair = evening.chair
    moved(chair, RULES, by="east", item="Rules of procedure")
    seconded(chair, "northeast")
    chair.presses("State the question")
    chair.follows("Amend")
    chair.field("How it reads when it is amended").fill(AMENDED)
    chair.field("Moved by").select_option(label=NAMES["alliance-2"])
    chair.presses("Record the motion")
    seconded(chair, "northwest")
    chair.shows("chair-amendment")
    chair.presses("Nobody objects: carried")
    chair.sees(AMENDED)


def a_member_stands_aside_and_the_vote_carries(evening: Evening) -> None:
    chair, first, second = evening.chair, evening.first, evening.second
    evening.goes(first, "/ballot")
    first.follows("I must recuse myself from this motion")
    first.field("a business relationship").check()
    first.field("In a sentence").fill("My firm drafted the rules.")
    first.shows("member-recusal")
    first.presses("Recuse myself")
    first.sees("You stand aside")
    chair.presses("Put the question")
    evening.goes(second, "/ballot")
    second.presses("No")
    second.presses("Yes")
    second.sees("Your vote is saved: ✓ Yes")
    second.shows("member-ballot")
    called(chair, {"east": "Yes", "northeast": "Yes", "northwest": "No", CHAIR: "Yes"})
    chair.shows("chair-vote")
    called(chair, {"alliance-2": "Yes"})
    chair.sees_not("missing:")
    chair.presses("Close the vote")
    chair.sees("Carried 5–1")
    evening.public.sees("Carried 5–1")


def the_quorum_is_lost_in_the_middle_of_a_vote_and_regained(evening: Evening) -> None:
    chair = evening.chair
    evening.after(40)
    leaves(chair, "northwest")
    leaves(chair, FIRST)
    moved(chair, LETTER, by="northeast", item="Training records")
    seconded(chair, "alliance-2")
    chair.presses("Put the question")
    called(chair, {"east": "Yes", "northeast": "Yes"})
    leaves(chair, "alliance-2")
    chair.sees("The quorum is lost, and the vote with it stands still.")
    chair.sees("call the members who are missing, take a recess, or adjourn")
    chair.shows("chair-no-quorum")
    evening.goes(evening.second, "/ballot")
    evening.second.sees("You cannot vote now")
    evening.after(48)
    arrives(chair, "alliance-2")
    chair.sees("The vote is open.")
    evening.goes(evening.second, "/ballot")
    evening.second.presses("Yes")
    evening.second.sees("Your vote is saved: ✓ Yes")
    called(chair, {CHAIR: "Yes", "alliance-2": "Yes"})
    chair.presses("Close the vote")
    chair.sees("Carried 5–0")


def the_tests_part_ways(evening: Evening) -> None:
    chair = evening.chair
    moved(chair, VENDOR, by="east", item="Case files")
    seconded(chair, "northeast")
    chair.presses("Put the question")
    called(chair, {"east": "Yes", "northeast": "Yes", CHAIR: "Yes", "alliance-2": "No"})
    evening.goes(evening.second, "/ballot")
    evening.second.presses("Abstain")
    chair.presses("Close the vote")
    chair.sees("counsel")
    chair.shows("chair-parted", top=".card:has(form[action$='/console/resolve'])")
    chair.field("How it was resolved").fill("Counsel: the Board acts again next month.")
    chair.presses("Record the resolution")
    chair.sees("Counsel: the Board acts again next month.")


def it_is_adjourned(evening: Evening) -> None:
    evening.after(95)
    evening.chair.presses("Adjourn")
    evening.chair.sees("Adjourned")


def the_doors_are_closed_and_a_vote_is_taken_inside(evening: Evening) -> None:
    chair, public = evening.chair, evening.public
    evening.after(70)
    chair.follows("Go into executive session")
    chair.page.locator("input[name=ground][value=d]").check()
    chair.field("The general subject").fill("The vendor’s suit about the case files.")
    chair.field("Moved by").select_option(label=NAMES["east"])
    chair.shows("chair-doors")
    chair.presses("Record the motion")
    seconded(chair, "northeast")
    chair.presses("Nobody objects: carried")
    chair.presses("Begin the executive session")
    chair.sees("In executive session since 7:40 pm")
    chair.unfolds("Let somebody in")
    chair.field("Name").fill("Counsel of the city")
    chair.field("Why").fill("To advise the Board.")
    chair.presses("Let in")
    chair.shows("chair-inside")
    evening.goes(public)
    public.sees("executive session")
    public.sees_not("Counsel of the city")
    evening.after(88)
    chair.presses("Come back into the open")
    chair.follows("Yes: record it by name")
    chair.field("What was voted on, word for word").fill("To answer the suit.")
    chair.field("Moved by").select_option(label=NAMES["northeast"])
    chair.field("Seconded by").select_option(label=NAMES["alliance-2"])
    for seat in ("east", "northeast", CHAIR, "alliance-2", SECOND):
        chair.field(NAMES[seat]).select_option(label="Yes")
    chair.shows("chair-closed-vote")
    chair.presses("Record it; the meeting goes on")
    chair.sees("To answer the suit.")


def the_minutes_are_written_and_published(evening: Evening) -> None:
    chair, public = evening.chair, evening.public
    evening.goes(chair, "/minutes/edit")
    chair.page.locator("details.write summary").first.click()
    words = "The Chair welcomed the class of the School of the Arts."
    chair.page.locator("details.write textarea").first.fill(words)
    chair.presses("Save the text")
    chair.sees("Saved last by")
    chair.shows("chair-minutes")
    chair.presses("Publish as a draft")
    evening.goes(public, "/minutes")
    public.sees("DRAFT")
    for said in (words, AMENDED, "To answer the suit.", "Counsel: the Board acts again"):
        public.sees(said)


def the_next_meeting_approves_them(evening: Evening) -> None:
    chair = evening.chair
    of_december = evening.made["meeting"]
    chair.goes(f"{BODY}/meetings/new")
    chair.field("Title").fill("January meeting")
    chair.field("Begins").fill(typed(NEXT))
    chair.presses("Set the meeting")
    evening.made["next"] = chair.page.url.partition("/setup")[0].removeprefix(evening.house.address)
    evening.house.at(NEXT)
    chair.signs_in(address_of(CHAIR))
    chair.goes(evening.made["next"] + "/console")
    for seat in EARLY:
        arrives(chair, seat)
    chair.presses("Call the meeting to order")
    chair.follows("Approve minutes")
    chair.sees("December meeting")
    chair.field("Moved by").select_option(label=NAMES["northwest"])
    chair.presses("Record the motion")
    seconded(chair, "east")
    chair.presses("Nobody objects: carried")
    chair.presses("Adjourn")
    public = evening.public
    public.goes(of_december + "/minutes")
    public.sees("Approved")


def they_are_signed(evening: Evening) -> None:
    chair, public = evening.chair, evening.public
    evening.goes(chair, "/minutes")
    chair.presses("Sign as Chair")
    chair.shows("chair-signed")
    evening.goes(public, "/minutes")
    public.sees(f"{NAMES[CHAIR]}, Chair")


def moved(chair: Visitor, text: str, *, by: str, item: str) -> None:
    """Record a main motion."""
    chair.field("The motion, word for word").fill(text)
    chair.field("Moved by").select_option(label=NAMES[by])
    chair.field("Item").select_option(label=item)
    chair.presses("Record the motion")
    chair.sees("It waits for a second.")


def seconded(chair: Visitor, by: str) -> None:
    """Record who seconded what is before the board."""
    chair.field("Seconded by").select_option(label=NAMES[by])
    chair.presses("Record the second")


def arrives(chair: Visitor, seat: str) -> None:
    """Put somebody on the roll."""
    _roll(chair, "arrive", seat, more=1)


def leaves(chair: Visitor, seat: str) -> None:
    """Take somebody from the roll."""
    _roll(chair, "depart", seat, more=-1)


def _roll(chair: Visitor, step: str, seat: str, *, more: int) -> None:
    count = chair.page.locator(".figure b").first
    there = int(count.inner_text())
    chair.unfolds("Someone arrived or left")
    form = chair.page.locator(f"form[action$='/console/{step}']").first
    form.get_by_role("button", name=NAMES[seat], exact=True).click()
    expect(count).to_have_text(str(there + more))
    expect(chair.page.locator("#live[data-sending]")).to_have_count(0)


def called(chair: Visitor, votes: Mapping[str, str]) -> None:
    """Call the roll: each answers aloud."""
    for seat, choice in votes.items():
        chair.unfolds("Record a vote for a member")
        chair.page.locator("#f-voter").select_option(label=NAMES[seat])
        chair.page.locator("#f-choice").select_option(label=choice)
        chair.presses("Record the vote")
        expect(chair.page.locator(".seats li", has_text=NAMES[seat])).to_contain_text(choice)
