"""A round for four seats through the JSON door alone, one seat rejected twice, on both engines.

18-4H(3), 18-4I(1)–(8): from the call to four members of the first board whom Council appoints.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from http import HTTPStatus

import pytest

from governance.rules.access import Role
from governance.services.seals import Sealing
from governance.settings import DEMO_SECRET
from tests.app import Doors
from tests.appointments.applying import SCORES
from tests.appointments.nominating import REASON, link_of, told
from tests.journeys.alliance import (
    AGAIN,
    COMMITTEE,
    LAST,
    NOMINEES,
    ORGANIZATION,
    REVIEWER,
    SEATS,
    SPEAKER,
    Circle,
    a_circle,
    mail_of,
    ten,
)
from tests.journeys.founding import API, Caller, Json, a_token

FOUNDED = date(2026, 11, 22)
CALLED, CLOSES = date(2026, 11, 23), date(2026, 12, 11)
SCREENED = date(2026, 12, 14)
SUBMITTED = date(2026, 12, 22)
REJECTED = (date(2027, 1, 5), date(2027, 1, 22))
DUE = (("2027-01-20", "2027-01-20"), ("2027-02-06", "2027-02-08"))
"""Fifteen days after each rejection, as counted and as rolled: the second is a Saturday."""
CONFIRMED, VOTED = date(2027, 2, 3), date(2027, 2, 9)
LETTER = Sealing(site="", secret=DEMO_SECRET)


@dataclass
class Round:
    """The journey so far: who speaks with which token, and which round runs."""

    doors: Doors
    circle: Circle
    voices: dict[str, Caller] = field(default_factory=dict)
    run: list[str] = field(default_factory=list)
    confirmed: dict[str, Json] = field(default_factory=dict)

    @property
    def here(self) -> str:
        """Return the round that runs."""
        return f"/rounds/{self.run[-1]}"

    @property
    def anyone(self) -> Caller:
        return Caller(self.doors.client)

    def by(self, role: Role) -> Caller:
        """Return the one account that has a role."""
        return Caller(self.doors.client, self.doors.tokens[role.value])

    def member(self, number: int = 0) -> Caller:
        """Return one of the committee, with a token of their own."""
        return self.voices[COMMITTEE[number]]

    def at(self, on: date, minutes: int = 0) -> None:
        """Set everybody's clock."""
        self.doors.watch.moment = ten(on, minutes).astimezone(UTC)

    def later(self) -> None:
        self.doors.watch.moment += timedelta(seconds=10)


@pytest.fixture
def story(doors: Doors) -> Round:
    """The committee, a representative, the reviewer and the clerk, each with an account."""
    at = ten(FOUNDED).astimezone(UTC)
    doors.watch.moment = at
    with doors.client.portal() as portal:
        story = Round(doors, portal.call(a_circle, FOUNDED))
        for name, account in story.circle.accounts.items():
            story.voices[name] = Caller(doors.client, portal.call(a_token, account, at))
    return story


def test_a_round_from_the_call_to_four_appointed_members(story: Round) -> None:
    the_committee_calls_for_nominees(story)
    twelve_are_named(story, NOMINEES)
    nobody_else_knows_of_it(story)
    screened_and_put_forward(story, SCREENED, dict(zip(SEATS, in_threes(NOMINEES), strict=True)))
    three_are_confirmed_and_the_last_seat_is_rejected(story)
    for names, rejected_on in zip(AGAIN, (REJECTED[1], None), strict=True):
        a_replacement_round_began_by_itself(story)
        three_more_names_are_put_forward(story, names)
        the_last_seat_is_answered(story, rejected_on)
    council_legislates_and_four_are_appointed(story)
    the_public_reads_the_record_and_the_figures(story)


def the_committee_calls_for_nominees(story: Round) -> None:
    story.at(CALLED)
    wish = {"title": "Four seats of the Alliance", "seats": SEATS}
    story.voices[SPEAKER].refused("/rounds", HTTPStatus.NOT_FOUND, **wish)
    drafted = story.member().do("/rounds", **wish)
    assert (drafted["kind"], drafted["next_what"]) == ("initial", "Publish the call")
    assert (drafted["raw"], drafted["due"]) == ("2019-06-20", "2019-06-20")
    story.run.append(drafted["id"])
    call_open(story, CALLED, CLOSES)
    (listed,) = story.anyone.ask("/nomination-calls")
    assert (listed["id"], listed["open"]) == (story.run[-1], True)


def twelve_are_named(story: Round, names: tuple[str, ...]) -> None:
    by_resident, by_organization, on_paper, *themselves = names
    name_another(story, by_resident)
    name_another(story, by_organization, by=SPEAKER)
    for name in (by_resident, by_organization):
        agree(story, name)
    wish = {"name": on_paper, "email": mail_of(on_paper), "consented": True}
    entered = story.member(1).do(f"{story.here}/nominees", **wish)
    story.by(Role.CLERK).ask(f"/people/{entered['person']}/eligibility", seat=LAST)
    name_themselves(story, *themselves)
    found = {each["name"]: each for each in story.member().ask(f"{story.here}/nominees")}
    assert set(found) == set(names)
    assert found[by_organization]["organization"] == ORGANIZATION
    assert found[by_organization]["represented"]


def nobody_else_knows_of_it(story: Round) -> None:
    for caller in (story.voices[REVIEWER], story.by(Role.CHAIR), story.by(Role.MEMBER)):
        for path in ("", "/nominees", "/submission"):
            gone(caller, f"{story.here}{path}")
    for caller in (story.voices[SPEAKER], story.by(Role.CLERK)):
        assert caller.ask(story.here)["step"] == "call_open"
        gone(caller, f"{story.here}/nominees")
    told_to_all = story.anyone.ask(f"{story.here}/call")
    assert not any(name in str(told_to_all) for name in NOMINEES)


def screened_and_put_forward(story: Round, on: date, slates: dict[str, tuple[str, ...]]) -> None:
    """Score by three of the five, name finalists, ask the Alliance, vote on slates, submit."""
    here = story.here
    story.at(on)
    story.member().do(f"{here}/call/close")
    story.member().do(f"{here}/screening")
    entered = {each["name"]: each for each in story.member().ask(f"{here}/nominees")}
    for each in entered.values():
        for number in range(3):
            story.later()
            seen = story.member(number).do(f"/nominees/{each['id']}/score", points=SCORES)
            assert len(seen["scores"]) == number + 1
        assert seen["average"] == sum(SCORES.values())
    chosen = [each["id"] for each in entered.values()]
    story.member().do(f"{here}/finalists", nominees=chosen)
    heard = story.voices[SPEAKER].ask(f"{here}/finalists")
    assert {each["name"] for each in heard} == set(entered)
    meeting = {"held_on": on, "present": f"All of {ORGANIZATION}.", "comments": "Content."}
    consulted = story.member(2).do(f"{here}/consultation", **meeting)
    assert consulted["step"] == "consulted"
    gone(story.voices[SPEAKER], f"{here}/nominees")
    people = [str(each) for each in story.circle.committee.people]
    for seat, names in slates.items():
        nominees = [entered[name]["id"] for name in names]
        wish = {"seat": seat, "nominees": nominees, "ballots": dict.fromkeys(people, "yes")}
        if seat == LAST:
            fourth = {**wish, "nominees": [*nominees, chosen[0]]}
            refused = story.member().refused(f"{here}/slates", **fourth)
            assert "18-4H(3)" in {each["clause"] for each in refused["broken"]}
        decided = story.member().do(f"{here}/slates", **wish)
    assert decided["step"] == "slated"
    gone(story.voices[REVIEWER], here)
    submitted = story.member().do(f"{here}/submission")
    assert len(submitted["slates"]) == len(slates)


def three_are_confirmed_and_the_last_seat_is_rejected(story: Round) -> None:
    story.at(REJECTED[0])
    reviewer = story.voices[REVIEWER]
    slates = {each["seat"]: each["names"] for each in reviewer.ask(f"{story.here}/submission")}
    assert [len(names) for names in slates.values()] == [3, 3, 3, 3]
    for seat in SEATS[:-1]:
        confirm(story, seat, slates[seat][1])
    first = slates[LAST][0]
    reviewer.do(f"/slate-names/{first['id']}/interview", notes="Well prepared.", points=SCORES)
    reviewer.refused(f"/slate-names/{first['id']}/answer", fate="rejected")
    reject_all(story, slates[LAST])


def a_replacement_round_began_by_itself(story: Round) -> None:
    before = story.member().ask(story.here)
    assert before["step"] == "closed"
    (following,) = before["followed_by"]
    story.run.append(following)
    found = story.member().ask(story.here)
    assert (found["kind"], found["follows"]) == ("replacement", before["id"])
    assert [each["seat"] for each in found["seats"]] == [LAST]
    assert (found["raw"], found["due"]) == DUE[len(story.run) - 2]
    gone(story.voices[REVIEWER], story.here)


def three_more_names_are_put_forward(story: Round, names: tuple[str, ...]) -> None:
    began = story.doors.watch.moment.date()
    call_open(story, began, began + timedelta(days=3))
    name_themselves(story, *names)
    screened_and_put_forward(story, began + timedelta(days=4), {LAST: names})


def the_last_seat_is_answered(story: Round, rejected_on: date | None) -> None:
    story.at(rejected_on or CONFIRMED)
    no_name_is_told_yet(story)
    (slate,) = story.voices[REVIEWER].ask(f"{story.here}/submission")
    if rejected_on:
        reject_all(story, slate["names"])
    else:
        reject_all(story, slate["names"][:2])
        confirm(story, LAST, slate["names"][2])


def no_name_is_told_yet(story: Round) -> None:
    """Whoever was confirmed for a seat of the first board is withheld until all four are."""
    for each in story.run[:-1]:
        seats = story.anyone.ask(f"/rounds/{each}/record")["seats"]
        assert [seat["names"] for seat in seats] == [[] for _ in seats]
    gone(story.anyone, f"{story.here}/record")


def council_legislates_and_four_are_appointed(story: Round) -> None:
    clerk = story.by(Role.CLERK)
    act = clerk.do("/legislation/drafts", title="Four members named by the Alliance")["id"]
    for seat, one in story.confirmed.items():
        clerk.do(f"/legislation/{act}/names", seat=seat, person=one["person"])
    clerk.do(f"/legislation/{act}/introduction", number="2027-31", introduced_on=CONFIRMED)
    clerk.refused(f"/legislation/{act}/appointments")
    story.at(VOTED)
    clerk.do(f"/legislation/{act}/vote", voted_on=VOTED, ayes=8, noes=1)
    made = clerk.do(f"/legislation/{act}/appointments")
    named = {seat: one["person"] for seat, one in story.confirmed.items()}
    assert {each["seat"]: each["person"] for each in made} == named
    seats = {each["id"]: each["status"] for each in story.anyone.ask("/seats")["seats"]}
    assert {seats[seat] for seat in SEATS} == {"appointed"}


def the_public_reads_the_record_and_the_figures(story: Round) -> None:
    figures = story.anyone.ask("/rounds/statistics")
    assert [each["rejected"] for each in figures] == [2, 3, 3]
    assert [each["confirmed"] for each in figures] == [1, 0, 3]
    assert [each["submitted"] for each in figures] == [3, 3, 12]
    assert sum(each["days"] for each in figures[-1]["days"]) == (REJECTED[0] - CALLED).days
    names = {one["name"] for one in story.confirmed.values()}
    others = {*NOMINEES, *AGAIN[0], *AGAIN[1]} - names
    records = str([story.anyone.ask(f"/rounds/{each}/record") for each in story.run])
    assert all(name in records for name in names)
    assert not [name for name in others if name in records + str(figures)]


def call_open(story: Round, on: date, closes_on: date) -> None:
    wish = {"text": "Come and serve.", "opens_on": on, "closes_on": closes_on}
    story.member().do(f"{story.here}/call", **wish)


def name_themselves(story: Round, *names: str) -> None:
    """Let people name themselves by the public form."""
    ticket = a_ticket(story)
    for name in names:
        wish = {"email": mail_of(name), "themselves": True, **words_of(name)}
        path = f"{story.here}/call/nominations"
        story.anyone.do(path, nomination=wish, ticket=ticket)


def name_another(story: Round, name: str, by: str = "") -> None:
    """Let a resident, or who speaks for an organization, name somebody."""
    wish = {
        "email": mail_of(name),
        "themselves": False,
        "name": name,
        "nominator": by or "Barnaby Quill",
        "nominator_email": mail_of(by or "Barnaby"),
        "nominator_resident": not by,
        "reason": REASON,
        "organization": story.circle.organization if by else None,
    }
    caller = story.voices[by] if by else story.anyone
    caller.do(f"{story.here}/call/nominations", nomination=wish, ticket=a_ticket(story))


def agree(story: Round, name: str) -> None:
    """Let somebody who was named agree, by the link in their mail."""
    with story.doors.client.portal() as portal:
        nomination, link = portal.call(link_of, mail_of(name), LETTER)
    wish = {"words": words_of(name), "link": link}
    agreed = story.anyone.do(f"/nominations/{nomination}/agreement", **wish)
    assert agreed["state"] == "standing"


def words_of(name: str) -> dict[str, object]:
    return told(name)


def a_ticket(story: Round) -> str:
    """Ask for the form, and take as long as a person does."""
    ticket = story.anyone.ask(f"{story.here}/call/ticket")["ticket"]
    story.later()
    return str(ticket)


def confirm(story: Round, seat: str, name: Json) -> None:
    reviewer = story.voices[REVIEWER]
    reviewer.do(f"/slate-names/{name['id']}/answer", fate="confirmed")
    story.confirmed[seat] = name


def reject_all(story: Round, names: list[Json]) -> None:
    for each in names:
        wish = {"fate": "rejected", "reason": f"Not this time: {each['place']}."}
        story.voices[REVIEWER].do(f"/slate-names/{each['id']}/answer", **wish)


def gone(caller: Caller, path: str) -> None:
    """Find that there is nothing at a path, for whoever asks."""
    answer = caller.client.get(API + path, headers=caller.headers)
    expected = HTTPStatus.NOT_FOUND
    assert answer.status_code == expected, answer.text


def in_threes(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [names[start : start + 3] for start in range(0, len(names), 3)]
