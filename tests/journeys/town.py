"""A board that has lived a little: one meeting held, one in the middle of a vote, a seat vacant."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from appointments.rules.imports.columns import Content
from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Naming,
    ServiceEnd,
)
from appointments.schemas.calls import CallWish, OwnQuestion
from appointments.schemas.directors import (
    CandidateWish,
    DirectorEnd,
    EarlierDirector,
    Ground,
    ReviewWish,
)
from appointments.schemas.imports import ImportWish
from appointments.schemas.legislation import LegislationWish
from appointments.services.appointments import appoint_member, send_appointment_notice
from appointments.services.calls import open_call, publish_call
from appointments.services.departures import end_service
from appointments.services.designations import designate_person
from appointments.services.director_duties import review_director
from appointments.services.director_endings import end_director
from appointments.services.director_hiring import enter_director
from appointments.services.director_searches import enter_director_candidate
from appointments.services.imports.orders import check_import, limits_of, start_import
from appointments.services.imports.work import do_import
from appointments.services.legislation import introduce_legislation
from elections.schemas.elections import Call
from elections.services.nominations import call_election
from governance.rules.access import Actor, Role
from governance.rules.people import FactKind
from governance.schemas.papers import Upload
from governance.schemas.people import Amendment, FactWish, Merging, Person, PersonWish
from governance.services.bodies import engine
from governance.services.contacts import amend_person
from governance.services.merges import merge_people
from governance.services.people import record_person, state_fact
from governance.services.seals import Sealing, token_of
from governance.settings import DEMO_SECRET, Settings
from meetings.schemas.mailings import MediaContactWish, SubscriptionWish
from meetings.services.media import add_media_contact
from meetings.services.subscriptions import ask_for_notices
from tests.app import SLUG
from tests.appointments.applying import FORWARDED, applied, link_of, moved, written
from tests.appointments.makers import CHARTER, a_person, an_act
from tests.journeys.founding import (
    COUNCIL_DAY,
    NAMES,
    ZONE,
    appoint_members,
    make_chair,
    open_account,
)
from tests.journeys.town_alliance import a_round
from tests.journeys.town_meetings import (
    a_held_meeting,
    a_meeting,
    a_panel,
    an_open_vote,
    disclosures_stated,
    on_the_table,
)
from tests.journeys.townhall import (
    CHAIR,
    COMMITTEE,
    NOW,
    REVIEWER,
    SECOND_MEETING,
    Town,
    appointment_of,
    session_of,
)

__all__ = ["CHAIR", "COMMITTEE", "NOW", "REVIEWER", "Town", "a_lived_in_town", "session_of"]


async def a_lived_in_town(since: date) -> Town:
    """Let everything happen that the pages can show."""
    people = await appoint_members(since, list(NAMES)[:-1])
    town = Town(people)
    await make_chair(CHAIR, since)
    ninth = await _ninth(town)
    held = await a_held_meeting(town)
    await _vacancy(town)
    second = await a_meeting(town, SECOND_MEETING, "Regular meeting", Role.CHAIR)
    await a_meeting(town, datetime(2027, 1, 7, 18, 30, tzinfo=ZONE), "January meeting", Role.CHAIR)
    stranger = await record_person(town.by(Role.CLERK), PersonWish(name="Rosalind Achterberg"))
    await _records(town, stranger)
    act = LegislationWish(
        number="2026-431", title="A member for Alliance 2", introduced_on=date(2026, 12, 8)
    )
    await _applications(town)
    pending = await introduce_legislation(town.by(Role.CLERK), act)
    await an_open_vote(town, second)
    await call_election(town.by(Role.CHAIR), Call(meeting=second.id, office="vice_chair"))
    run = await _import(town)
    await a_round(town)
    await _subscription(town)
    town.ids |= {
        "run": run,
        "person": stranger.id,
        "member": people["east"],
        "appointment": ninth.id,
        "concerned": await appointment_of(town, "northeast"),
        "legislation": pending.id,
        "held": held.id,
        "meeting_id": second.id,
        **(await on_the_table(second)),
    }
    await disclosures_stated(town)
    await a_panel(town)
    town.ids["candidate"] = await _director(town)
    return town


async def _director(town: Town) -> UUID:
    """A director of before the record who resigned, and somebody who is considered since."""
    earlier = EarlierDirector(
        name="Rae Lund", hired_on=date(2024, 5, 7), since=date(2024, 6, 3), vote="On paper."
    )
    director = await enter_director(town.by(Role.CHAIR), earlier)
    town.ids["director"] = director.id
    review = ReviewWish(year=1, done_on=date(2025, 4, 28), note="Good.")
    await review_director(town.by(Role.CHAIR), director.id, review)
    ends = DirectorEnd(ground=Ground.RESIGNED, on=town.now.date())
    await end_director(town.by(Role.CHAIR), director.id, ends)
    wish = CandidateWish(name="Ola Bright")
    return (await enter_director_candidate(town.by(Role.CHAIR), wish)).id


async def _import(town: Town) -> UUID:
    """A table that was handed in and checked, with an error in it."""
    table = b"Seat,Name,Since,Term expires\nEast,Ada Newcomer,7/1/2019,6/30/2020\nWest,B,7/1/2019,"
    wish = ImportWish(content=Content.MEMBERS, file=Upload(name="roster.csv", content=table))
    run = await start_import(town.by(Role.CLERK), wish, limits_of(Settings()))
    await check_import(town.by(Role.CLERK), run.id)
    await do_import(run.id, clock=lambda: town.now.astimezone(UTC), limits=limits_of(Settings()))
    return run.id


async def _subscription(town: Town) -> None:
    """A newsroom on the list, and somebody who asked for notices."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    newsroom = MediaContactWish(name="The evening paper", email="news@paper.example")
    await add_media_contact(town.by(Role.CLERK), newsroom)
    anyone = Actor(body=SLUG, at=town.now.astimezone(UTC))
    await ask_for_notices(anyone, SubscriptionWish(email="r@mail.example", ticket=""), sealing)
    (row,) = await engine().read("SELECT id, link_nonce FROM subscription")
    town.ids["subscription"] = row["id"]
    town.links["subscription_link"] = token_of(row["link_nonce"], DEMO_SECRET)


async def _applications(town: Town) -> None:
    """One call with an application under way, and one that was not sent yet."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    by = town.by(Role.CLERK)
    wish = CallWish(
        title="A seat for the Alliance",
        text="The Board needs you.",
        opens_on=date(2026, 12, 8),
        closes_on=date(2027, 1, 8),
        seats=("alliance-2",),
        questions=(OwnQuestion(text="Which evenings are you free?"),),
    )
    call = await publish_call(town.by(Role.CLERK), (await open_call(by, wish)).id)
    emails = {"application": "a.applicant@mail.example", "draft": "b.applicant@mail.example"}
    for name, email in emails.items():
        at = town.by(Role.CLERK).at
        await applied(call.id, written(email, send=name != "draft"), at, sealing)
        town.ids[name], town.links[f"{name}_link"] = await link_of(email, sealing)
    await moved(town.ids["application"], *FORWARDED[:3], at=town.by(Role.CLERK).at)
    town.now += timedelta(seconds=len(FORWARDED))
    town.ids["call"] = call.id


async def _records(town: Town, stranger: Person) -> None:
    """Let a record have a likely twin and a merged one, a mended name, and a fact with a file."""
    clerk = town.by(Role.CLERK)
    again = await record_person(clerk, PersonWish(name="R. Achterberg", phone="585 555 0142"))
    merging = Merging(merged=again.id, reason="She said so.")
    town.ids["merge"] = (await merge_people(clerk, stranger.id, merging)).id
    twin = await record_person(clerk, PersonWish(name="Rosalind Achterburg"))
    town.ids["twin"] = twin.id
    mended = Amendment(reason="A slip of the pen.", email="rosalind@test.example")
    await amend_person(clerk, stranger.id, mended)
    day = town.now.date()
    lease = Upload(name="lease.pdf", content=b"%PDF-1.7\n%%EOF")
    fact = FactWish(
        kind=FactKind.RESIDENCE,
        what="City of Rochester",
        district="East",
        district_map="2023",
        since=day,
        stated_by="Rosalind Achterberg",
        stated_on=day,
        paper=lease,
    )
    await state_fact(clerk, stranger.id, fact)
    runs = FactWish(
        kind=FactKind.CANDIDACY, what="City Council", since=day, stated_by="x", stated_on=day
    )
    await state_fact(clerk, town.people["northeast"], runs)


async def _ninth(town: Town) -> AppointmentView:
    day = COUNCIL_DAY.date()
    ninth = (await a_person(day, NAMES["mayor"])).id
    town.people["mayor"] = ninth
    await open_account("mayor", ninth, town.now.astimezone(UTC))
    naming = Naming(seat="mayor", person=ninth, authority="mayor")
    await designate_person(town.by(Role.CLERK), naming)
    act = await an_act(day)
    wish = Appointing(seat="mayor", person=ninth, legislation=act.id)
    made = await appoint_member(town.by(Role.CLERK), wish)
    await send_appointment_notice(town.by(Role.CLERK), made.id, AppointmentNotice())
    return made


async def _vacancy(town: Town) -> None:
    found = await appointment_of(town, "alliance-2")
    day = date(2026, 12, 8)
    town.now = datetime.combine(day, time(10), ZONE)
    end = ServiceEnd(ground="resignation", delivered_on=day, delivered_to=_OFFICER)
    ended = await end_service(town.by(Role.CLERK), found, end)
    assert ended.vacancy is not None
    town.ids["vacancy"] = ended.vacancy


_OFFICER = CHARTER.resignation.delivered_to
