"""Which organizations make up a nominating authority, and who acts for it, as of any day?"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.alliances import (
    Serving,
    has_room_for_representative,
    has_room_in_committee,
)
from appointments.schemas.alliances import (
    AllianceView,
    CommitteeWish,
    Leaving,
    OrganizationView,
    OrganizationWish,
    RepresentativeWish,
    ServingView,
    Someone,
)
from appointments.services.roles import begin_role, end_role_of
from appointments.tables import CommitteeMemberRow, OrganizationRow, RepresentativeRow
from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.charter.model import Authority, Charter, NominationRule
from governance.database.postgres import Row
from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.schemas.people import PersonWish
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.people import get_person, record_person

explain(
    {
        "organization_name": say("An organization of this name belongs to it already."),
        "representative_once": say("This person represents the organization on these days."),
        "committee_member_once": say("This person is in the committee on these days."),
    }
)

COMMITTEE = (
    "SELECT c.id, c.person, p.name, c.since, c.until, c.chosen_on, c.chosen_how "
    "FROM committee_member c JOIN person p ON p.id = c.person"
)
REPRESENTATIVES = (
    "SELECT r.id, r.organization, r.person, p.name, r.since, r.until "
    "FROM representative r JOIN person p ON p.id = r.person"
)


def nominating(charter: Charter, authority: str = "") -> tuple[Authority, NominationRule]:
    """Return an authority that nominates, and its rule; without a name the charter's only one."""
    for each in charter.authorities:
        if each.nominates is not None and authority in ("", each.id):
            return each, each.nominates
    raise NotFoundError(say("No authority of this body nominates so."))


async def alliance_on(
    body: Body, charter: Charter, on: date, *, authority: str = "", past: bool = False
) -> AllianceView:
    """Return a nominating authority as of a day; with `past`, those who left before it too."""
    found, rule = nominating(charter, authority)
    organizations = await engine().read(
        "SELECT id, name, contact, email, joined_on, left_on FROM organization "
        "WHERE body = $1 AND authority = $2 ORDER BY name, joined_on",
        body.id,
        found.id,
    )
    speaking = await engine().read(
        f"{REPRESENTATIVES} WHERE r.body = $1 ORDER BY r.since, p.name", body.id
    )
    acting = await engine().read(
        f"{COMMITTEE} WHERE c.body = $1 AND c.authority = $2 ORDER BY c.since, p.name",
        body.id,
        found.id,
    )
    return AllianceView(
        authority=found.id,
        name=found.name,
        on=on,
        organizations=tuple(
            _organization(row, speaking, on, past=past)
            for row in organizations
            if past or _covers(row["joined_on"], row["left_on"], on)
        ),
        committee=_serving(acting, on, past=past),
        committee_size=rule.committee.size,
        representatives_each=rule.membership.representatives,
    )


async def committee_on(body: Body, authority: str, on: date) -> frozenset[UUID]:
    """Return who is in an authority's committee on a day."""
    rows = await engine().read(
        "SELECT person FROM committee_member WHERE body = $1 AND authority = $2 "
        "AND since <= $3 AND (until IS NULL OR until > $3)",
        body.id,
        authority,
        on,
    )
    return frozenset(row["person"] for row in rows)


async def person_meant(record: Record, wish: Someone) -> UUID:
    """Return within a deed whom a wish means; somebody new becomes known by their name."""
    if wish.person is not None:
        return (await get_person(record.body, wish.person)).id
    if not wish.name.strip():
        raise BadInputError({"name": say("Say who it is.")})
    return (await record_person.within(record, PersonWish(name=wish.name, email=wish.email))).id


async def require_committee(record: Record, authority: str) -> UUID:
    """Return who acts, if it is somebody of the authority's committee today."""
    person = record.actor.person
    if person is None or person not in await committee_on(record.body, authority, record.today):
        raise NotAllowedError(say("This is for those who are in the committee today."))
    return person


@deed
async def admit_organization(record: Record, wish: OrganizationWish) -> OrganizationView:
    """Let an organization belong to a nominating authority."""
    authority, _ = nominating(record.charter, wish.authority)
    if wish.joined_on > record.today:
        raise BadInputError({"joined_on": say("This day has not come yet.")})
    row = OrganizationRow(
        id=uuid4(),
        body=record.body.id,
        authority=authority.id,
        name=" ".join(wish.name.split()),
        contact=wish.contact.strip(),
        email=wish.email.strip(),
        joined_on=wish.joined_on,
    )
    await OrganizationRow.insert(row)
    record.note(f"organization:{row.id}", after={"name": row.name, "joined_on": wish.joined_on})
    return await _get_organization(record, row.id)


@deed
async def release_organization(
    record: Record, organization: UUID, wish: Leaving
) -> OrganizationView:
    """Let an organization leave; whoever speaks for it no longer does from that day."""
    found = await _get_organization(record, organization)
    _require_end(found.joined_on, found.left_on, wish.on)
    for each in found.representatives:
        if each.until is None or each.until > wish.on:
            await _end_representative(record, each, max(wish.on, each.since))
    await engine().write(
        "UPDATE organization SET left_on = $1 WHERE id = $2", wish.on, organization
    )
    record.note(f"organization:{organization}", after={"left_on": wish.on})
    return await _get_organization(record, organization)


@deed
async def name_representative(
    record: Record, organization: UUID, wish: RepresentativeWish
) -> OrganizationView:
    """Let a person speak for an organization, which has only so many at a time."""
    found = await _get_organization(record, organization)
    _, rule = nominating(record.charter)
    person = await person_meant(record, wish)
    if found.left_on is not None and found.left_on <= wish.since:
        raise OutOfOrderError(say("The organization left on {day}.", day=found.left_on))
    if wish.since < found.joined_on:
        raise BadInputError({"since": say("The organization joined later than that.")})
    wished = Serving(person, wish.since, found.left_on)
    others = [Serving(each.person, each.since, each.until) for each in found.representatives]
    room = has_room_for_representative(others, wished, rule.membership)
    require(_with_the_last(room, found.representatives))
    row = RepresentativeRow(
        id=uuid4(),
        body=record.body.id,
        organization=organization,
        person=person,
        since=wish.since,
        until=found.left_on,
    )
    await RepresentativeRow.insert(row)
    await begin_role(record, person, Role.ALLIANCE_REPRESENTATIVE, wish.since)
    after = {"organization": organization, "person": Private(person), "since": wish.since}
    record.note(f"representative:{row.id}", after=after)
    return await _get_organization(record, organization)


@deed
async def end_representative(
    record: Record, representative: UUID, wish: Leaving
) -> OrganizationView:
    """Let a person speak for an organization no longer."""
    rows = await engine().read(
        f"{REPRESENTATIVES} WHERE r.id = $1 AND r.body = $2", representative, record.body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such representative here."))
    (found,) = _serving(rows, record.today, past=True)
    _require_end(found.since, found.until, wish.on)
    await _end_representative(record, found, wish.on)
    return await _get_organization(record, rows[0]["organization"])


@deed
async def choose_committee_member(record: Record, wish: CommitteeWish) -> ServingView:
    """Keep that the authority chose a person for its committee, which has only so many."""
    authority, rule = nominating(record.charter, wish.authority)
    person = await person_meant(record, wish)
    if wish.chosen_on > record.today:
        raise BadInputError({"chosen_on": say("This day has not come yet.")})
    if wish.since < wish.chosen_on:
        raise BadInputError({"since": say("Nobody serves before being chosen.")})
    rows = await engine().read(
        f"{COMMITTEE} WHERE c.body = $1 AND c.authority = $2", record.body.id, authority.id
    )
    there = _serving(rows, record.today, past=True)
    others = [Serving(each.person, each.since, each.until) for each in there]
    room = has_room_in_committee(others, Serving(person, wish.since), rule.committee)
    require(_with_the_last(room, there))
    row = CommitteeMemberRow(
        id=uuid4(),
        body=record.body.id,
        authority=authority.id,
        person=person,
        chosen_on=wish.chosen_on,
        chosen_how=wish.chosen_how,
        since=wish.since,
    )
    await CommitteeMemberRow.insert(row)
    await begin_role(record, person, Role.ALLIANCE_COMMITTEE, wish.since)
    after = {"person": Private(person), "chosen_on": wish.chosen_on, "since": wish.since}
    record.note(f"committee_member:{row.id}", after=after)
    return await _get_committee_member(record, row.id)


@deed
async def end_committee_member(record: Record, member: UUID, wish: Leaving) -> ServingView:
    """End a person's service in the committee."""
    found = await _get_committee_member(record, member)
    _require_end(found.since, found.until, wish.on)
    await engine().write("UPDATE committee_member SET until = $1 WHERE id = $2", wish.on, member)
    await end_role_of(record, found.person, Role.ALLIANCE_COMMITTEE, wish.on)
    record.note(f"committee_member:{member}", after={"until": wish.on})
    return await _get_committee_member(record, member)


async def _end_representative(record: Record, found: ServingView, on: date) -> None:
    await engine().write("UPDATE representative SET until = $1 WHERE id = $2", on, found.id)
    others = await engine().read(
        "SELECT 1 FROM representative WHERE person = $1 AND body = $2 AND id <> $3 "
        "AND (until IS NULL OR until > $4)",
        found.person,
        record.body.id,
        found.id,
        on,
    )
    if not others:
        await end_role_of(record, found.person, Role.ALLIANCE_REPRESENTATIVE, on)
    record.note(f"representative:{found.id}", after={"until": on})


def _with_the_last(room: Finding, there: Sequence[ServingView]) -> Finding:
    """Return a finding with who serves already and since when, where no place is left."""
    if room.holds:
        return room
    serving = sorted((each for each in there if each.until is None), key=lambda it: it.since)
    told = tuple(str(say("{name} since {day}", name=it.name, day=it.since)) for it in serving)
    reason = say("{reason} There are: {serving}.", reason=room.reason, serving=told)
    return Finding(room.answer, reason, room.clause)


def _require_end(since: date, until: date | None, on: date) -> None:
    if until is not None:
        raise OutOfOrderError(say("This ended on {day}.", day=until))
    if on < since:
        raise BadInputError({"on": say("This began on {day}.", day=since)})


async def _get_organization(record: Record, organization: UUID) -> OrganizationView:
    rows = await engine().read(
        "SELECT id, name, contact, email, joined_on, left_on FROM organization "
        "WHERE id = $1 AND body = $2",
        organization,
        record.body.id,
    )
    if not rows:
        raise NotFoundError(say("There is no such organization here."))
    speaking = await engine().read(f"{REPRESENTATIVES} WHERE r.organization = $1", organization)
    return _organization(rows[0], speaking, record.today, past=True)


async def _get_committee_member(record: Record, member: UUID) -> ServingView:
    rows = await engine().read(
        f"{COMMITTEE} WHERE c.id = $1 AND c.body = $2", member, record.body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such person in the committee."))
    return _serving(rows, record.today, past=True)[0]


def _organization(row: Row, speaking: Sequence[Row], on: date, *, past: bool) -> OrganizationView:
    own = [each for each in speaking if each["organization"] == row["id"]]
    belongs = _covers(row["joined_on"], row["left_on"], on)
    return OrganizationView(**row, belongs=belongs, representatives=_serving(own, on, past=past))


def _serving(rows: Sequence[Row], on: date, *, past: bool) -> tuple[ServingView, ...]:
    known = ("id", "person", "name", "since", "until", "chosen_on", "chosen_how")
    views = (
        ServingView(
            **{name: row[name] for name in known if name in row},
            serving=_covers(row["since"], row["until"], on),
        )
        for row in rows
    )
    return tuple(view for view in views if past or view.serving)


def _covers(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)
