"""What a stream says, to whom, and what it never says."""

import json
from typing import Any
from uuid import UUID

import pytest

from governance.services.bodies import get_body
from tests.app import SLUG, Doors
from tests.meetings.test_doors import API, PAGES, House, house, in_session, put

__all__ = ["house"]

Event = tuple[str, int, dict[str, Any]]  # what JSON says


def events(house: House, path: str, headers: dict[str, str] | None = None) -> list[Event]:
    """Return what a stream has to say now; it ends at once in these tests."""
    answer = house.doors.client.get(path, headers=headers or {})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    found = []
    for block in answer.text.strip().split("\n\n"):
        lines = dict(line.split(":", 1) for line in block.splitlines())
        if "event" in lines:
            data = lines["data"].strip()
            number = int(lines.get("id", "-1"))
            found.append((lines["event"].strip(), number, json.loads(data) if data else {}))
    return found


def revision(house: House) -> int:
    with house.doors.client.portal() as portal:
        found: int = portal.call(get_body, SLUG).revision
    return found


def test_a_view_that_knows_nothing_is_shown_everything(house: House) -> None:
    meeting = in_session(house)
    ((kind, number, data), *more) = events(house, f"{PAGES}/meetings/{meeting}/live?view=screen")
    assert (kind, number) == ("view", revision(house))
    assert data["shown"].startswith("<main")
    assert data["shown"].endswith("</main>")
    assert "M. Castellanos" in data["shown"]
    assert [kind for kind, _, _ in more] == ["beat"]


def test_a_view_that_knows_all_hears_only_a_beat(house: House) -> None:
    meeting = in_session(house)
    now = revision(house)
    path = f"{PAGES}/meetings/{meeting}/live?view=screen&since={now}"
    assert [kind for kind, _, _ in events(house, path)] == ["beat"]


def test_a_view_that_comes_back_catches_up_from_the_last_event_that_it_had(house: House) -> None:
    meeting = in_session(house)
    then = revision(house)
    path = f"{PAGES}/meetings/{meeting}/live?view=screen&since={then}"
    house.post(f"/meetings/{meeting}/departures", {"person": str(house.members[5])})
    ((kind, number, _), *_) = events(house, path, {"last-event-id": str(then)})
    assert (kind, number) == ("view", then + 1)
    caught_up = events(house, path, {"last-event-id": str(then + 1)})
    assert [kind for kind, _, _ in caught_up] == ["beat"]


@pytest.mark.parametrize("said", ["", "x", "-3", "1 2", "1" * 40])
def test_an_id_that_is_none_of_ours_is_no_harm(house: House, said: str) -> None:
    meeting = in_session(house)
    headers = {"last-event-id": said}
    found = events(house, f"{PAGES}/meetings/{meeting}/live?view=screen", headers)
    assert found[0][0] == "view"


def test_whoever_follows_a_page_of_their_own_hears_the_revision_alone(house: House) -> None:
    meeting = in_session(house)
    house.sign_in("chair@test.example")
    ((kind, number, data), *_) = events(house, f"{PAGES}/meetings/{meeting}/live")
    assert (kind, number, data["shown"]) == ("revision", revision(house), "")


def test_how_a_member_voted_is_in_no_stream_until_the_vote_is_closed(house: House) -> None:
    meeting = in_session(house)
    motion = put(house, meeting)
    house.post(f"/motions/{motion}/votes", {"choice": "yes"}, role="sitting")
    streams = (
        f"{PAGES}/meetings/{meeting}/live?view=screen",
        f"{PAGES}/meetings/{meeting}/live?view=meeting",
        f"{API}/meetings/{meeting}/events",
    )
    for path in streams:
        assert "yes" not in json.dumps(events(house, path)).lower(), path
    for person in house.members[1:6]:
        wish = {"person": str(person), "choice": "no"}
        house.post(f"/motions/{motion}/recorded-votes", wish)
    house.post(f"/motions/{motion}/close")
    for path in streams:
        assert "yes" in json.dumps(events(house, path)).lower(), path


def test_a_signed_in_caller_is_shown_no_more_than_anyone(house: House) -> None:
    meeting = in_session(house)
    path = f"{PAGES}/meetings/{meeting}/live?view=meeting"
    anyone = events(house, path)
    house.sign_in("chair@test.example")
    assert events(house, path) == anyone


def test_the_api_streams_what_it_answers(house: House) -> None:
    meeting = in_session(house)
    ((kind, _, data), *_) = events(house, f"{API}/meetings/{meeting}/events")
    answer = house.doors.client.get(f"{API}/meetings/{meeting}").json()
    assert kind == "view"
    assert json.loads(data["shown"]) == answer


def test_a_meeting_that_is_not_there_has_no_stream(doors: Doors) -> None:
    path = f"{PAGES}/meetings/{UUID(int=0)}/live"
    assert doors.client.head(path).status_code == doors.client.get(path).status_code == 404


def test_a_page_says_at_which_revision_it_stands(house: House) -> None:
    meeting = in_session(house)
    for path in ("", "/screen"):
        text = house.get(f"{PAGES}/meetings/{meeting}{path}")
        assert f'data-revision="{revision(house)}"' in text


def test_a_meeting_that_is_over_is_not_followed(house: House) -> None:
    meeting = in_session(house)
    house.post(f"/meetings/{meeting}/adjournment")
    assert 'id="live"' not in house.get(f"{PAGES}/meetings/{meeting}")
