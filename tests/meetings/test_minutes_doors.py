"""Minutes at their doors: written, published, printed, approved and signed by hand."""

from io import BytesIO
from typing import Any

import pikepdf

from tests.meetings.test_doors import API, PAGES, House, house, in_session, put

__all__ = ["house"]

KEYS = "text:motion-1"


def adjourned(house: House) -> str:
    meeting = in_session(house)
    motion = put(house, meeting)
    for person in house.members[:5]:
        house.post(f"/motions/{motion}/recorded-votes", {"person": str(person), "choice": "yes"})
    house.post(f"/motions/{motion}/close")
    house.post(f"/meetings/{meeting}/adjournment")
    return meeting


def test_minutes_by_hand_and_through_the_api(house: House) -> None:
    meeting = adjourned(house)
    home = f"{PAGES}/meetings/{meeting}"
    draft = {"passages": [{"after": "motion-1", "text": "<b>Own</b> words."}]}
    seen = {"revision": 0, "version": 0}
    house.post(
        f"/meetings/{meeting}/minutes/draft",
        {**seen, **draft, "lines": [{"kind": "vote", "text": "All said yes."}]},
        status=400,
    )
    house.post(f"/meetings/{meeting}/minutes/draft", {**seen, **draft}, role="clerk")
    house.get(f"{home}/minutes", status=404)
    house.sign_in("chair@test.example")
    edit = f"{home}/minutes/edit"
    text = house.get(edit)
    assert "&lt;b&gt;Own&lt;/b&gt; words." in text
    house.post(f"/meetings/{meeting}/minutes", {"version": 0})
    late: dict[str, Any] = {
        KEYS: "Typed meanwhile.",
        "to:motion-1": "motion-1",
    }
    answer = house.doors.client.post(
        edit, data={"csrf": csrf_in(text), "revision": 1, "version": 0, **late}
    )
    assert answer.status_code in (400, 409)
    assert "while you were writing" in answer.text
    assert "Typed meanwhile." in answer.text
    assert "Saved meanwhile in this place:" in answer.text
    house.form(edit, edit, **late)
    text = house.form(edit, f"{home}/minutes/publish", about="A word.")
    assert "DRAFT" in text
    assert "<del>" in text
    assert "Typed meanwhile." in text
    assert "Typed meanwhile." not in house.get(f"{home}/minutes/1")
    house.get(f"{home}/minutes/9", status=404)
    paper = house.doors.client.get(f"{home}/minutes/2/pdf")
    with pikepdf.open(BytesIO(paper.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "Minutes: Regular meeting" in str(pdf.docinfo["/Title"])
        assert pdf.Root.Lang == "en"
    versions = house.doors.client.get(f"{API}/meetings/{meeting}/minutes").json()
    assert versions["approved"] is None
    assert [each["version"] for each in versions["versions"]] == [1, 2]


def csrf_in(text: str) -> str:
    return text.split('name="csrf" value="')[1].split('"')[0]
