"""Somebody is sought as director: from which day, who is considered, and can they be hired?"""

from datetime import date
from uuid import UUID, uuid4

from appointments.rules.cases import Case
from appointments.rules.directors import Search
from appointments.rules.eligibility import eligibility
from appointments.rules.office_criteria import ATTESTED
from appointments.schemas.directors import (
    Attestation,
    CandidateWish,
    CandidateWithdrawal,
    DirectorCandidate,
    DirectorSearch,
    SearchWish,
)
from appointments.schemas.seats import Sheet
from appointments.services.directors import Office, office_of, readings_of, rule_of
from appointments.services.eligibility import sheet_line
from appointments.tables import DirectorCandidateRow, DirectorSearchRow
from governance.audit import Private
from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, PersonWish
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.people import (
    facts_of,
    get_person,
    known_facts,
    record_person,
    state_fact,
)

explain({"director_candidate_once": say("This person is a candidate of this search already.")})

CANDIDATE = (
    "SELECT c.id, c.search, c.person, p.name, c.entered_on, c.withdrawn_on, c.withdrawn_why "
    "FROM director_candidate c JOIN person p ON p.id = c.person"
)


@deed
async def open_director_search(record: Record, wish: SearchWish) -> DirectorSearch:
    """Say that the office stands empty, so that somebody is sought."""
    office = await office_of(record.body, record.charter)
    going = office.open_search
    if going is not None:
        raise OutOfOrderError(say("The search is open since {day}.", day=going.opened_on))
    holder = office.hired_without_end()
    if holder is not None:
        raise OutOfOrderError(
            say("{name} holds the office; record the end first.", name=holder.name)
        )
    if wish.opened_on > record.today:
        raise BadInputError({"opened_on": say("This day has not come yet.")})
    await open_vacancy(record, wish.opened_on)
    return await get_director_search(record.body, record.charter, record.today)


async def open_vacancy(record: Record, on: date) -> None:
    """Open the search for a vacancy within a deed, or move the day of the one still to come."""
    going = (await office_of(record.body, record.charter)).open_search
    if going is not None:
        await engine().write(
            "UPDATE director_search SET opened_on = $1 WHERE id = $2", on, going.id
        )
        record.note(f"director_search:{going.id}", after={"opened_on": on})
        return
    row = DirectorSearchRow(
        id=uuid4(),
        body=record.body.id,
        opened_on=on,
        recorded_by=record.actor.name,
        recorded_on=record.today,
    )
    await DirectorSearchRow.insert(row)
    record.note(f"director_search:{row.id}", after={"opened_on": on})


@deed
async def enter_director_candidate(record: Record, wish: CandidateWish) -> DirectorCandidate:
    """Consider somebody; that is seen by nobody without the permission."""
    search = open_search_of(await office_of(record.body, record.charter))
    told = len(record.changes)
    person = await person_meant(record, wish.person, wish.name, wish.email)
    del record.changes[told:]  # the chain never says openly which person was considered
    row = DirectorCandidateRow(
        id=uuid4(),
        body=record.body.id,
        search=search.id,
        person=person,
        entered_on=record.today,
    )
    await DirectorCandidateRow.insert(row)
    record.note(f"director_candidate:{row.id}", after={"person": Private(person)})
    return await get_candidate(record.body, row.id)


@deed
async def withdraw_director_candidate(
    record: Record, candidate: UUID, wish: CandidateWithdrawal
) -> DirectorCandidate:
    """Consider somebody no longer; who it was, and why, stays on the record."""
    await considered(record.body, candidate)
    await engine().write(
        "UPDATE director_candidate SET withdrawn_on = $1, withdrawn_why = $2 WHERE id = $3",
        record.today,
        wish.why,
        candidate,
    )
    after = {"withdrawn_on": record.today, "why": Private(wish.why)}
    record.note(f"director_candidate:{candidate}", after=after)
    return await get_candidate(record.body, candidate)


@deed
async def attest_director_candidate(record: Record, candidate: UUID, wish: Attestation) -> Sheet:
    """Keep that a candidate stated that nothing of what the law bars is so."""
    found = await considered(record.body, candidate)
    rule = rule_of(record.charter)
    facts = (await known_facts(record.body, [found.person]))[found.person]
    told = {(each.kind, each.of_family) for each in facts if each.none_else}
    asked = dict.fromkeys(it for each in rule.criteria for it in ATTESTED.get(each.kind, ()))
    missing = [each for each in asked if each not in told]
    if not missing:
        raise OutOfOrderError(say("All of it was stated already."))
    for kind, of_family in missing:
        fact = FactWish(
            kind=kind,
            of_family=of_family and kind is not FactKind.FAMILY,
            none_else=True,
            stated_by=wish.stated_by,
            stated_on=wish.stated_on,
            evidence=wish.evidence,
        )
        await state_fact.within(record, found.person, fact)
    return await director_sheet(record.body, record.charter, candidate, record.today)


async def person_meant(record: Record, person: UUID | None, name: str, email: str) -> UUID:
    """Return whom a wish means: somebody known, or somebody whom the body comes to know."""
    if person is not None:
        return (await get_person(record.body, person)).id
    if not name.strip():
        raise BadInputError({"name": say("A name is needed.")})
    wish = PersonWish(name=name.strip(), email=email)
    return (await record_person.within(record, wish)).id


def open_search_of(office: Office) -> Search:
    """Return the search that goes on, or refuse."""
    going = office.open_search
    if going is None:
        raise OutOfOrderError(say("No search is open; the office is not vacant."))
    return going


async def get_director_search(body: Body, charter: Charter, on: date) -> DirectorSearch:
    """Return the search that goes on with its candidates; for those who may read it."""
    going = (await office_of(body, charter)).open_search
    if going is None:
        raise NotFoundError(say("No search is open."))
    rows = await engine().read(
        f"{CANDIDATE} WHERE c.search = $1 ORDER BY c.entered_on, p.name, c.id", going.id
    )
    people = [row["person"] for row in rows]
    known = await known_facts(body, people)
    opened = await engine().read("SELECT recorded_by FROM director_search WHERE id = $1", going.id)
    candidates = []
    for row in rows:
        case = Case(facts=known[row["person"]], on=on, readings=readings_of(charter))
        answers = [each.answer for each in eligibility(rule_of(charter).criteria, case)]
        candidates.append(
            _candidate(row, answers.count(Answer.BROKEN), answers.count(Answer.UNKNOWN))
        )
    return DirectorSearch(
        id=going.id,
        opened_on=going.opened_on,
        recorded_by=opened[0]["recorded_by"],
        candidates=tuple(candidates),
    )


async def get_candidate(body: Body, candidate: UUID) -> DirectorCandidate:
    """Return one candidate of any search."""
    rows = await engine().read(f"{CANDIDATE} WHERE c.body = $1 AND c.id = $2", body.id, candidate)
    if not rows:
        raise NotFoundError(say("There is no such candidate here."))
    return _candidate(rows[0])


async def considered(body: Body, candidate: UUID) -> DirectorCandidate:
    """Return a candidate who has not withdrawn."""
    found = await get_candidate(body, candidate)
    if found.withdrawn_on is not None:
        raise OutOfOrderError(say("This candidate withdrew."))
    return found


async def findings_on(body: Body, charter: Charter, person: UUID, on: date) -> tuple[Finding, ...]:
    """Return what is found of a person who would be hired on a day: a line for each criterion."""
    facts = (await known_facts(body, [person]))[person]
    case = Case(facts=facts, on=on, readings=readings_of(charter))
    return eligibility(rule_of(charter).criteria, case)


async def director_sheet(body: Body, charter: Charter, candidate: UUID, on: date) -> Sheet:
    """Return the eligibility sheet of a candidate for the office."""
    found = await get_candidate(body, candidate)
    rule = rule_of(charter)
    behind = {each.id: each for each in await facts_of(body, found.person)}
    lines = zip(rule.criteria, await findings_on(body, charter, found.person, on), strict=True)
    return Sheet(
        person=found.person,
        name=found.name,
        seat="",
        seat_name=rule.title,
        on=on,
        term_since=None,
        term_until=None,
        findings=tuple(sheet_line(asked.text, finding, behind, ()) for asked, finding in lines),
    )


def _candidate(row: Row, broken: int = 0, unknown: int = 0) -> DirectorCandidate:
    return DirectorCandidate(
        id=row["id"],
        person=row["person"],
        name=row["name"],
        entered_on=row["entered_on"],
        withdrawn_on=row["withdrawn_on"],
        withdrawn_why=row["withdrawn_why"],
        broken=broken,
        unknown=unknown,
    )
