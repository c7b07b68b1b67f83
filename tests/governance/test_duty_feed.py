"""The due days of duties as a calendar that phones and offices subscribe to."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from tests.app import SLUG, Doors

HOME = f"/bodies/{SLUG}/duties"
API = f"/api/v1/bodies/{SLUG}/obligations"
JULY = "2026-07-01"


def events(doors: Doors) -> dict[str, Event]:
    """Return the events of the feed by what their ids begin with."""
    answer = doors.client.get(f"{HOME}.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.text)
    assert str(calendar["X-WR-CALNAME"]).startswith("Duties · ")
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    named = {str(each["UID"]).partition("@")[0]: each for each in found}
    assert {str(each["UID"]).partition("@")[2] for each in found} == {f"duties.{SLUG}.openseat"}
    assert len(named) == len(found)
    return named


def keep(doors: Doors, path: str, **wish: str) -> None:
    answer = doors.client.post(
        f"{API}/{path}", json={"period": JULY, **wish}, headers=doors.headers("staff")
    )
    assert answer.status_code == 201, answer.text


def test_a_duty_is_a_whole_day_with_its_clause_and_who_must_do_it(doors: Doors) -> None:
    data = events(doors)["monthly_data-2026-12-01"]
    assert (data.decoded("DTSTART"), data.decoded("DTEND")) == (
        date(2027, 2, 1),  # the thirtieth of January is a Saturday
        date(2027, 2, 2),
    )
    assert str(data["SUMMARY"]).startswith("Publish the month's data on complaints · ")
    assert str(data["DESCRIPTION"]) == "Law: 18-11A\nWho must do it: Executive Director"
    assert str(data["URL"]).endswith(f"{HOME}/monthly_data/2026-12-01")
    assert (data["STATUS"], data["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_the_status_says_whether_it_was_done(doors: Doors) -> None:
    before = events(doors)
    day = {"done_on": "2026-11-20", "link": "https://example.org/report"}
    keep(doors, "fulfilments", obligation="survey", **day)
    keep(doors, "fulfilments", obligation="annual_report", **day)  # its hard copies are owed
    keep(doors, "excuses", obligation="director_review", reason="There is no director.")
    after = events(doors)
    changed = {name for name in after if after[name].to_ical() != before[name].to_ical()}
    assert changed == {f"survey-{JULY}", f"director_review-{JULY}"}
    survey, report = after[f"survey-{JULY}"], after[f"annual_report-{JULY}"]
    assert (survey["STATUS"], report["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert survey.decoded("DTSTAMP") == datetime(2026, 11, 20, tzinfo=UTC)
    assert "Done on Friday, November 20, 2026." in str(survey["DESCRIPTION"])
    for name in ("director_review", "matrix_review"):  # excused; frozen by the courts
        assert after[f"{name}-{JULY}"]["STATUS"] == "CANCELLED"


def test_the_feed_has_the_next_year_and_nothing_from_before_the_ledger(doors: Doors) -> None:
    found = events(doors)
    assert "survey-2027-07-01" in found
    assert "monthly_data-2026-12-01" in found
    assert "monthly_data-2026-09-01" not in found


def test_days_that_pass_change_no_event_and_an_unchanged_feed_is_not_sent_again(
    doors: Doors,
) -> None:
    first = doors.client.get(f"{HOME}.ics")
    again = doors.client.get(f"{HOME}.ics", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    doors.watch.moment += timedelta(days=120)
    assert doors.client.get(f"{HOME}.ics").content == first.content
    assert f'href="{HOME}.ics"' in doors.client.get(HOME).text
    assert doors.client.get("/bodies/atlantis/duties.ics").status_code == 404
