"""Hearing panels as deeds (18-5I(1), 18-6A(3)): off by default, drawn, chaired, filled up."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from governance.charter.load import bundled_charter
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotAllowedError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.rules.access import Role
from governance.services.bodies import charter_on, engine
from meetings.rules.matters import Part, Status
from meetings.rules.panels import Leaving
from meetings.rules.recusals import Relation
from meetings.schemas.committees import MeetingEntry
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.matters import Matter, MatterWish, PartyWish, Settlement
from meetings.schemas.meetings import Arrival, CallToOrder, MeetingKind
from meetings.schemas.motions import Seconding
from meetings.schemas.panels import (
    AbsenceWish,
    ChairNaming,
    Panel,
    PanelEnd,
    PanelWish,
    Replacement,
)
from meetings.services import (
    absences,
    disclosures,
    due_panels,
    matters,
    motions,
    panels,
    sessions,
    votes,
)
from meetings.services.hearings import enter_panel_hearing
from tests.app import amended
from tests.meetings.sitting import HOUR, NOW, SLUG, Sitting, acting, sitting

__all__ = ["sitting"]

HEARING = date(2026, 12, 10)
TURNED_ON = bundled_charter(SLUG).replace("in_force = false", "in_force = true")


@pytest.fixture
async def court(sitting: Sitting) -> Sitting:
    """The board under a law that lets it make panels."""
    text = TURNED_ON.replace("in_force_since = 2019-05-21", "in_force_since = 2026-11-01")
    await amended(acting(Role.CLERK), text)
    return replace(sitting, charter=await charter_on(sitting.body, NOW.date()))


async def a_matter(sitting: Sitting, kind: str = "reasonable_cause") -> Matter:
    wish = MatterWish(kind=kind, title="Whether there is reason for a hearing")
    return await matters.open_matter(sitting.by(), wish)


async def a_panel(sitting: Sitting, matter: Matter) -> Panel:
    return await panels.assemble_panel(sitting.by(), matter.id, PanelWish(hearing_on=HEARING))


def sitting_on(panel: Panel) -> Mapping[str, UUID]:
    return {each.name: each.person for each in panel.members}


async def test_while_panels_are_stopped_every_deed_says_so(sitting: Sitting) -> None:
    matter = await a_matter(sitting)
    today = NOW.date()
    found = await panels.list_panels(sitting.body, sitting.charter, today)
    assert not found.in_force
    assert "courts" in found.reason
    assert found.clause == "18-5I(1)"
    assert found.rotation == ()
    any_id = matter.id
    for deed in (
        panels.assemble_panel(sitting.by(), any_id, PanelWish(hearing_on=HEARING)),
        panels.preview_panel(sitting.body, sitting.charter, today, any_id, HEARING),
        panels.replace_panel_member(
            sitting.by(), any_id, Replacement(person=any_id, why=Leaving.OTHER)
        ),
        panels.name_panel_chair(sitting.by(), any_id, ChairNaming(chair=any_id)),
        panels.end_panel(sitting.by(), any_id, PanelEnd(heard=True, reason="So.")),
        absences.state_absence(sitting.by(), AbsenceWish(since=HEARING, through=HEARING)),
    ):
        with pytest.raises(RuleBrokenError, match="No hearing panels are made"):
            await deed
    assert await due_panels.due(sitting.body, sitting.charter, today) == []


async def test_a_panel_is_drawn_explained_and_the_next_one_takes_others(court: Sitting) -> None:
    first = await a_panel(court, await a_matter(court))
    assert len(first.members) == 3
    assert {each.authority for each in first.members} >= {"alliance"}
    (choice,) = await panels.list_panel_choices(court.body, first.id)
    assert len(choice.lines) == 9
    assert all(each.reason and each.clause for each in choice.lines)
    second = await a_panel(court, await a_matter(court))
    third = await a_panel(court, await a_matter(court))
    everybody = {*sitting_on(first), *sitting_on(second), *sitting_on(third)}
    assert len(everybody) == 9


async def test_conflicts_absences_and_recusals_pass_members_over_and_name_no_party(
    court: Sitting,
) -> None:
    matter = await a_matter(court)
    seen = await panels.preview_panel(court.body, court.charter, NOW.date(), matter.id, HEARING)
    first, second, third = [each.person for each in seen.lines if each.taken]
    stated = DisclosureStatement(
        party="Jane Roe", relation=Relation.FAMILY, details="A cousin.", person=first
    )
    await disclosures.state_disclosure(court.by(), stated)
    await matters.name_party(court.by(), matter.id, PartyWish(name="Roe", part=Part.PARTY))
    away = AbsenceWish(since=HEARING, through=HEARING, person=second)
    away_until_the_day_before = AbsenceWish(
        since=HEARING - timedelta(days=3), through=HEARING - timedelta(days=1), person=third
    )
    absence = await absences.state_absence(court.by(), away)
    await absences.state_absence(court.by(), away_until_the_day_before)
    panel = await a_panel(court, matter)
    assert third in sitting_on(panel).values()
    (choice,) = await panels.list_panel_choices(court.body, panel.id)
    lines = {each.person: each for each in choice.lines}
    assert (lines[first].taken, lines[first].clause) == (False, "18-9B")
    assert "disclosed" in lines[first].reason
    assert (lines[second].taken, lines[second].clause) == (False, "18-6A(3)")
    assert "Roe" not in str(choice)
    await absences.withdraw_absence(court.by(), absence.id)
    assert len(await absences.list_absences(court.by(), court.body, NOW.date())) == 1


async def test_without_a_lawful_panel_the_deed_says_why(court: Sitting) -> None:
    matter = await a_matter(court)
    for member in range(4, 8):
        away = AbsenceWish(since=HEARING, through=HEARING, person=court.members[member])
        await absences.state_absence(court.by(), away)
    seen = await panels.preview_panel(court.body, court.charter, NOW.date(), matter.id, HEARING)
    assert [each.clause for each in seen.refused] == ["18-5I(1)"]
    with pytest.raises(RuleBrokenError, match="0 members designated by"):
        await a_panel(court, matter)
    assert (await panels.list_panels(court.body, court.charter, NOW.date())).panels == ()


async def test_of_two_who_make_up_a_panel_at_once_one_does(court: Sitting) -> None:
    matter = await a_matter(court)
    wish = PanelWish(hearing_on=HEARING)
    answers = await asyncio.gather(
        *(panels.assemble_panel(court.by(), matter.id, wish) for _ in range(2)),
        return_exceptions=True,
    )
    refused = [each for each in answers if isinstance(each, GovernanceError)]
    assert [str(each) for each in refused] == ["A panel sits on this matter already."]
    assert len([each for each in answers if isinstance(each, Panel)]) == 1


async def test_a_member_who_leaves_the_board_is_followed_by_one_of_the_same_kind(
    court: Sitting,
) -> None:
    panel = await a_panel(court, await a_matter(court))
    gone = panel.members[0]
    wish = Replacement(person=gone.person, why=Leaving.OFFICE)
    with pytest.raises(BadInputError, match="still in office"):
        await panels.replace_panel_member(court.by(), panel.id, wish)
    await leaves_the_board(gone.person)
    (seen,) = (await panels.list_panels(court.body, court.charter, NOW.date())).panels
    assert not seen.is_complete
    due = await due_panels.due(court.body, court.charter, NOW.date())
    assert f"Fill the place of {gone.name}" in str(due[0].what)
    assert (due[0].day, due[0].clause) == (HEARING, "18-5I(1)")
    filled = await panels.replace_panel_member(court.by(), panel.id, wish)
    assert filled.is_complete
    new = set(sitting_on(filled).values()) - set(sitting_on(panel).values())
    (follower,) = [each for each in filled.members if each.person in new]
    assert (follower.authority == "alliance") == (gone.authority == "alliance")
    with pytest.raises(BadInputError, match="does not sit on the panel"):
        await panels.replace_panel_member(court.by(), panel.id, wish)


async def test_more_than_half_of_a_panel_choose_its_chair(court: Sitting) -> None:
    panel = await a_panel(court, await a_matter(court))
    one, two, three = [each.person for each in panel.members]
    outside = next(each for each in court.members if each not in (one, two, three))
    due = await due_panels.due(court.body, court.charter, NOW.date())
    assert [str(each.what) for each in due] == [
        f"Choose the chair of the panel for {panel.tracking}"
    ]
    first = court.by(Role.MEMBER, court.members.index(one))
    named = await panels.name_panel_chair(first, panel.id, ChairNaming(chair=two))
    assert named.chair is None
    with pytest.raises(NotAllowedError, match="only for themselves"):
        await panels.name_panel_chair(
            court.by(Role.MEMBER, court.members.index(one)),
            panel.id,
            ChairNaming(chair=two, member=three),
        )
    for wish in (ChairNaming(chair=outside, member=three), ChairNaming(chair=two, member=outside)):
        with pytest.raises(BadInputError):
            await panels.name_panel_chair(court.by(), panel.id, wish)
    said = ChairNaming(chair=two, member=three)
    named = await panels.name_panel_chair(court.by(), panel.id, said)
    assert named.chair is not None
    assert named.chair.person == two
    left = Replacement(person=two, why=Leaving.CONFLICT)
    assert (await panels.replace_panel_member(court.by(), panel.id, left)).chair is None


async def test_a_dissolved_panel_gives_its_turns_back(court: Sitting) -> None:
    matter = await a_matter(court)
    first = await a_panel(court, matter)
    with pytest.raises(OutOfOrderError, match="end the panel first"):
        await matters.settle_matter(
            court.by(), matter.id, Settlement(status=Status.DECIDED, outcome="None.")
        )
    end = PanelEnd(heard=False, reason="The complaint was withdrawn.")
    assert (await panels.end_panel(court.by(), first.id, end)).state == "dissolved"
    with pytest.raises(OutOfOrderError, match="has ended"):
        await panels.end_panel(court.by(), first.id, end)
    again = await a_panel(court, matter)
    assert sitting_on(again) == sitting_on(first)


async def test_only_some_matters_are_heard_and_only_on_a_day_to_come(court: Sitting) -> None:
    contract = await a_matter(court, "contract")
    with pytest.raises(RuleBrokenError, match="heard by no panel"):
        await a_panel(court, contract)
    with pytest.raises(BadInputError, match="has passed"):
        await panels.assemble_panel(
            court.by(), (await a_matter(court)).id, PanelWish(hearing_on=date(2026, 11, 20))
        )


async def leaves_the_board(person: UUID) -> None:
    async with engine().transaction():
        await engine().write(
            "UPDATE service SET until = $1 WHERE person = $2", date(2026, 11, 20), person
        )


async def test_a_panel_hears_with_its_own_roll_and_two_of_three(court: Sitting) -> None:
    panel = await a_panel(court, await a_matter(court))
    wish = {"kind": MeetingKind.PANEL, "title": "Hearing"}
    regular = await court.meeting(starts_at=HOUR - timedelta(days=1))
    with pytest.raises(BadInputError, match="Only a panel hearing"):
        await enter_panel_hearing(court.by(), panel.id, MeetingEntry(meeting=regular.id))
    hearing = await court.meeting(**wish)
    await enter_panel_hearing(court.by(), panel.id, MeetingEntry(meeting=hearing.id))
    with pytest.raises(OutOfOrderError, match="a panel's already"):
        await enter_panel_hearing(court.by(), panel.id, MeetingEntry(meeting=hearing.id))
    people = [each.person for each in panel.members]
    for person in people[:2]:
        naming = ChairNaming(chair=people[1], member=person)
        await panels.name_panel_chair(court.by(), panel.id, naming)
    court.now = hearing.starts_at
    called = await sessions.call_to_order(court.by(), hearing.id, CallToOrder())
    assert called.presiding == people[1]
    await sessions.record_arrival(court.by(), hearing.id, Arrival(person=people[0]))
    other = next(each for each in court.members if each not in people)
    with pytest.raises(RuleBrokenError, match="Only the members of the panel for"):
        await sessions.record_arrival(court.by(), hearing.id, Arrival(person=other))
    with pytest.raises(RuleBrokenError, match="2 are needed; 1 is present"):
        await court.moved(hearing, mover=people[0])
    await sessions.record_arrival(court.by(), hearing.id, Arrival(person=people[1]))
    motion = await court.moved(hearing, mover=people[0])
    await motions.second_motion(court.by(), motion.id, Seconding(person=people[1]))
    decided = await votes.decide_by_consent(court.by(), motion.id)
    assert decided.tally is not None
    assert (decided.outcome, decided.tally.tests[1].whole) == ("carried", 3)
