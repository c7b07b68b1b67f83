"""A whole meeting through the JSON door alone, on both engines: each with a token of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from governance.services.accounts import account_of
from tests.app import Doors
from tests.journeys.founding import (
    MEETING,
    NAMES,
    ZONE,
    Caller,
    Founding,
    Json,
    a_token,
    address_of,
    appoint_members,
)

BEFORE = date(2026, 11, 20)
NEXT = datetime(2027, 1, 7, 18, 30, tzinfo=ZONE)
EARLY = ("east", "northeast", "northwest", "south", "alliance-1", "alliance-2")
LATE = "alliance-3"
AMENDED = "To adopt the rules as drafted, and to review them each January."
WORDS = "The Chair welcomed a class of the School of the Arts."


@dataclass
class Evening:
    """The meeting so far, and everybody who can speak to it."""

    town: Founding
    meeting: str = ""

    def do(self, path: str, **wish: object) -> Json:
        """Do a deed of the Chair's office, a little after the one before."""
        self.town.later()
        return self.town.chair.do(path, **wish)

    def here(self, step: str, **wish: object) -> Json:
        """Do a deed of the Chair's office at this meeting."""
        return self.do(f"{self.meeting}/{step}", **wish)

    def of(self, seat: str) -> str:
        """Return who has a seat."""
        return self.town.people[seat]

    def moved(self, text: str, by: str, second: str, kind: str = "main", **more: object) -> str:
        """Bring a motion before the board; return its address."""
        motion = self.here("motions", kind=kind, text=text, mover=self.of(by), **more)
        there = f"/motions/{motion['id']}"
        self.do(f"{there}/second", person=self.of(second))
        return there

    def vote(self, motion: str, votes: Mapping[str, str]) -> None:
        """Let members vote, each with a token of their own."""
        for seat, choice in votes.items():
            self.town.later()
            self.town.member(seat).do(f"{motion}/votes", choice=choice)

    def closed(self, motion: str) -> Json:
        """Close a vote."""
        return self.do(f"{motion}/close")


@pytest.fixture
def evening(doors: Doors) -> Evening:
    town = Founding(doors)
    town.at(datetime(2026, 11, 24, 12, tzinfo=ZONE))
    with doors.client.portal() as portal:
        for seat, person in portal.call(appoint_members, BEFORE, list(NAMES)).items():
            account = portal.call(account_of, address_of(seat))
            token = portal.call(a_token, account, doors.watch.moment)
            town.people[seat] = str(person)
            town.voices[seat] = Caller(doors.client, token)
    return Evening(town)


def test_a_whole_meeting(evening: Evening) -> None:
    it_is_set_and_called_to_order(evening)
    somebody_comes_late(evening)
    a_motion_is_amended_and_a_member_stands_aside(evening)
    the_quorum_is_lost_and_regained(evening)
    the_tests_part_ways(evening)
    the_doors_are_closed(evening)
    the_minutes_are_published(evening)
    the_next_meeting_approves_them(evening)


def it_is_set_and_called_to_order(evening: Evening) -> None:
    wish = {"kind": "regular", "title": "December meeting", "starts_at": MEETING, "place": "Hall"}
    evening.meeting = f"/meetings/{evening.do('/meetings', **wish)['id']}"
    evening.town.at(MEETING)
    evening.here("call-to-order", presiding=evening.of("south"))
    for seat in EARLY:
        evening.here("arrivals", person=evening.of(seat))
    assert evening.town.chair.ask(f"{evening.meeting}/console")["present"] == len(EARLY)


def somebody_comes_late(evening: Evening) -> None:
    evening.town.at(MEETING, minutes=12)
    evening.here("arrivals", person=evening.of(LATE))
    before = (MEETING + timedelta(minutes=11)).isoformat()
    after = (MEETING + timedelta(minutes=13)).isoformat()
    quorum = f"{evening.meeting}/quorum"
    assert len(evening.town.anyone.ask(quorum, at=before)["present"]) == len(EARLY)
    assert len(evening.town.anyone.ask(quorum, at=after)["present"]) == len(EARLY) + 1


def a_motion_is_amended_and_a_member_stands_aside(evening: Evening) -> None:
    main = evening.moved("To adopt the rules as drafted.", "east", "northeast")
    amendment = evening.moved("", "alliance-2", "northwest", "amend", wording=AMENDED)
    evening.do(f"{amendment}/consent")
    evening.town.later()
    member = evening.town.member("alliance-1")
    member.do(f"{main}/recusals", relation="business", reason="My firm drafted them.")
    evening.do(f"{main}/question")
    assert member.refused(f"{main}/votes", choice="yes")["broken"]
    ayes = dict.fromkeys(("east", "northeast", "south", "alliance-2", LATE), "yes")
    evening.vote(main, {**ayes, "northwest": "no"})
    closed = evening.closed(main)
    assert (closed["outcome"], closed["diverges"]) == ("carried", False)
    assert [each["ayes"] for each in closed["tally"]["tests"]] == [5, 5]
    assert {each["said"] for each in closed["votes"]} == {"yes", "no", "recused", "absent"}


def the_quorum_is_lost_and_regained(evening: Evening) -> None:
    evening.town.at(MEETING, minutes=40)
    for seat in ("northwest", "alliance-1"):
        evening.here("departures", person=evening.of(seat))
    motion = evening.moved("To ask for the training records.", "northeast", "alliance-2")
    evening.do(f"{motion}/question")
    evening.vote(motion, {"east": "yes", "northeast": "yes"})
    evening.here("departures", person=evening.of("alliance-2"))
    evening.town.later()
    refused = evening.town.member("south").refused(f"{motion}/votes", choice="yes")
    assert {each["clause"] for each in refused["broken"]} == {"18-6B"}
    evening.town.at(MEETING, minutes=48)
    evening.here("arrivals", person=evening.of("alliance-2"))
    evening.vote(motion, dict.fromkeys(("south", "alliance-2", LATE), "yes"))
    closed = evening.closed(motion)
    assert [each["ayes"] for each in closed["tally"]["tests"]] == [5, 5]


def the_tests_part_ways(evening: Evening) -> None:
    motion = evening.moved("To answer the vendor.", "east", "northeast")
    evening.do(f"{motion}/question")
    ayes = dict.fromkeys(("east", "northeast", "south"), "yes")
    evening.vote(motion, {**ayes, "alliance-2": "no", LATE: "abstain"})
    closed = evening.closed(motion)
    assert (closed["outcome"], closed["diverges"]) == ("carried", True)
    assert [each["met"] for each in closed["tally"]["tests"]] == [True, False]
    evening.do(f"{motion}/resolution", resolution="Counsel: the Board acts again.")


def the_doors_are_closed(evening: Evening) -> None:
    evening.town.at(MEETING, minutes=70)
    wish = {"kind": "executive_session", "text": "A suit.", "mover": evening.of("east")}
    evening.town.later()
    nothing = evening.town.chair.refused(f"{evening.meeting}/motions", ground="z", **wish)
    assert [each["clause"] for each in nothing["broken"]] == ["OML 105(1)"]
    doors = evening.moved("A suit.", "east", "northeast", "executive_session", ground="d")
    evening.do(f"{doors}/consent")
    session = f"/executive-sessions/{evening.do(f'{doors}/executive-session')['id']}"
    evening.do(f"{session}/guests", name="Counsel of the city", why="To advise the Board.")
    evening.town.later()
    assert evening.town.chair.refused(f"{evening.meeting}/adjournment")["broken"]
    evening.town.at(MEETING, minutes=88)
    evening.do(f"{session}/end")
    evening.town.later()
    assert evening.town.chair.refused(f"{evening.meeting}/adjournment")["broken"]
    inside = [
        {"person": evening.of(seat), "choice": "yes"}
        for seat in ("east", "northeast", "south", "alliance-2", LATE)
    ]
    vote = {
        "text": "To answer the suit.",
        "mover": evening.of("northeast"),
        "seconder": evening.of("alliance-2"),
        "votes": inside,
    }
    evening.do(f"{session}/votes", formal_vote=True, votes=[vote])
    evening.here("adjournment")


def the_minutes_are_published(evening: Evening) -> None:
    draft = evening.town.chair.ask(f"{evening.meeting}/minutes/draft")
    first = next(line["key"] for line in draft["lines"] if line.get("key"))
    passage = {"after": first, "text": WORDS}
    evening.here("minutes/draft", revision=draft["revision"], version=0, passages=[passage])
    evening.here("minutes", version=0)
    said = str(evening.town.anyone.ask(f"{evening.meeting}/minutes/1"))
    for words in (WORDS, AMENDED, "To answer the suit.", "Counsel: the Board acts again."):
        assert words in said
    assert "My firm drafted them." in said


def the_next_meeting_approves_them(evening: Evening) -> None:
    december, chair = evening.meeting, evening.town.chair
    wish = {"kind": "regular", "title": "January meeting", "starts_at": NEXT}
    evening.meeting = f"/meetings/{evening.do('/meetings', **wish)['id']}"
    evening.town.at(NEXT)
    evening.here("call-to-order", presiding=evening.of("south"))
    for seat in EARLY:
        evening.here("arrivals", person=evening.of(seat))
    minutes_of = december.rpartition("/")[2]
    motion = evening.moved("", "northwest", "east", "minutes", minutes_of=minutes_of)
    evening.do(f"{motion}/consent")
    evening.here("adjournment")
    history = evening.town.anyone.ask(f"{december}/minutes")
    assert history["approved"] == 1
    digest = history["versions"][0]["digest"]
    evening.town.later()
    chair.do(f"{december}/minutes/1/signatures", title="Chair", digest=digest)
    signed = evening.town.anyone.ask(f"{december}/minutes/1")["signatures"]
    assert [each["title"] for each in signed] == ["Chair"]
