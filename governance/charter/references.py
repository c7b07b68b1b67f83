"""Whether every name in a charter names something that the charter has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR
from typing import TypeAlias

from governance.charter.model import Charter, Every, Needed, QuestionKind, Shown, Stated
from governance.charter.problems import guessed
from governance.sentences import Sentence, say

_Noted: TypeAlias = Iterator[tuple[str, Sentence]]


def wrong_references(charter: Charter) -> _Noted:
    """Yield each name that leads nowhere, each id that two things share, each impossible day."""
    yield from _authorities(charter)
    yield from _tests(charter)
    yield from _offices(charter)
    yield from _removal(charter)
    yield from _director(charter)
    yield from _continuing(charter)
    yield from _shared_ids(charter)
    yield from _impossible_holidays(charter)
    yield from _questions(charter)
    yield from _channels(charter)
    yield from _schedule(charter)
    yield from _obligations(charter)


def _authorities(charter: Charter) -> _Noted:
    known = [each.id for each in charter.authorities]
    if not any(each.appoints for each in charter.authorities):
        yield "authority", say("no authority of this charter appoints; one must.")
    for number, seat in enumerate(charter.seats):
        unknown = say(
            "the seat '{seat}' is designated by '{name}', "
            "which is not an authority of this charter",
            seat=seat.id,
            name=seat.designated_by,
        )
        yield from _known(f"seat.{number}.designated_by", seat.designated_by, known, unknown)
    for name, _ in charter.composition.designated:
        unknown = say(
            "seats are counted for '{name}', which is not an authority of this charter", name=name
        )
        yield from _known(f"composition.designated.{name}", name, known, unknown)
    for number, name in enumerate(charter.vacancies.notify):
        unknown = say(
            "vacancies are notified to '{name}', which is not an authority of this charter",
            name=name,
        )
        yield from _known(f"vacancies.notify.{number}", name, known, unknown)
    if charter.panels is not None:
        name = charter.panels.authority
        unknown = say("panels need members of '{name}', which is not an authority", name=name)
        yield from _known("panels.authority", name, known, unknown)
    for number, stagger in enumerate(charter.terms.stagger):
        for name, _ in stagger.seats:
            unknown = say(
                "terms are staggered for '{name}', which is not an authority of this charter",
                name=name,
            )
            yield from _known(f"terms.stagger.{number}.seats.{name}", name, known, unknown)


def _tests(charter: Charter) -> _Noted:
    wanted = {"voting.decides": charter.voting.decides}
    for number, name in enumerate(charter.voting.also_checked):
        wanted[f"voting.also_checked.{number}"] = name
    for number, kind in enumerate(charter.motion_kinds):
        if kind.test:
            wanted[f"motion.{number}.test"] = kind.test
        if kind.noticed_test:
            wanted[f"motion.{number}.noticed_test"] = kind.noticed_test
    known = [test.id for test in charter.voting.tests]
    for path, name in wanted.items():
        unknown = say("'{name}' is not a voting test of this charter", name=name)
        yield from _known(path, name, known, unknown)


def _offices(charter: Charter) -> _Noted:
    known = [office.id for office in charter.offices]
    for number, office in enumerate(charter.offices):
        if office.acts_for:
            unknown = say(
                "the office '{office}' acts for '{name}', which is not an office of this charter",
                office=office.id,
                name=office.acts_for,
            )
            yield from _known(f"office.{number}.acts_for", office.acts_for, known, unknown)


def _removal(charter: Charter) -> _Noted:
    if charter.removal is not None:
        name = charter.removal.motion
        unknown = say("removals are asked for by '{name}', which is not a motion", name=name)
        known = [kind.id for kind in charter.motion_kinds]
        yield from _known("removal.motion", name, known, unknown)


def _director(charter: Charter) -> _Noted:
    """What the office of a director points at is there; a committee for its vacancies needs it."""
    rule = charter.director
    if rule is None:
        for number, duty in enumerate(charter.committees):
            if duty.needed is Needed.VACANCY:
                lacks = say("the committee '{name}' searches, but for no director.", name=duty.id)
                yield f"committee.{number}.needed", lacks
        return
    unknown = say(
        "the director is confirmed by '{name}', which is not an authority",
        name=rule.confirmed_by,
    )
    authorities = [each.id for each in charter.authorities]
    yield from _known("director.confirmed_by", rule.confirmed_by, authorities, unknown)
    unknown = say(
        "the director is searched by '{name}', which is no committee for vacancies",
        name=rule.search,
    )
    searching = [each.id for each in charter.committees if each.needed is Needed.VACANCY]
    yield from _known("director.search", rule.search, searching, unknown)
    readings = [each.id for each in charter.readings]
    for key in ("hired_reading", "removal_reading"):
        name = getattr(rule, key)
        if name:
            unknown = say("there is no reading '{name}'", name=name)
            yield from _known(f"director.{key}", name, readings, unknown)


def _known(path: str, name: str, known: Iterable[str], unknown: Sentence) -> _Noted:
    if name not in known:
        yield path, guessed(name, known, unknown)


def _continuing(charter: Charter) -> _Noted:
    grounds = [each.id for each in charter.grounds]
    criteria = [each.id for each in charter.eligibility]
    readings = {each.id: [other.id for other in each.alternatives] for each in charter.readings}
    for number, each in enumerate(charter.continuing):
        path = f"continuing.{number}"
        unknown = say("there is no ground '{name}'", name=each.ground)
        yield from _known(f"{path}.ground", each.ground, grounds, unknown)
        if each.criterion:
            unknown = say("there is no criterion '{name}'", name=each.criterion)
            yield from _known(f"{path}.criterion", each.criterion, criteria, unknown)
        if not each.reading:
            continue
        unknown = say("there is no reading '{name}'", name=each.reading)
        yield from _known(f"{path}.reading", each.reading, list(readings), unknown)
        for place, one in enumerate(each.read_as):
            unknown = say(
                "the reading '{name}' has no alternative '{alternative}'",
                name=each.reading,
                alternative=one.alternative,
            )
            known = readings.get(each.reading, [])
            yield from _known(f"{path}.read_as.{place}", one.alternative, known, unknown)


def _shared_ids(charter: Charter) -> _Noted:
    topics = charter.training.topics if charter.training else ()
    questions = charter.diversity.questions if charter.diversity else ()
    named = {
        "acknowledgement": [each.id for each in charter.acknowledgements],
        "training.topics": [each.id for each in topics],
        "diversity.questions": [each.id for each in questions],
        "authority": [each.id for each in charter.authorities],
        "seat": [each.id for each in charter.seats],
        "criterion": [each.id for each in charter.eligibility],
        "ground": [each.id for each in charter.grounds],
        "continuing": [each.id for each in charter.continuing],
        "relation": [each.id for each in charter.relations],
        "office": [each.id for each in charter.offices],
        "motion": [each.id for each in charter.motion_kinds],
        "matter": [each.id for each in charter.matter_kinds],
        "committee": [each.id for each in charter.committees],
        "obligation": [each.id for each in charter.obligations],
        "reading": [each.id for each in charter.readings],
        "clause": [each.id for each in charter.clauses],
        "voting.tests": [each.id for each in charter.voting.tests],
    }
    if charter.director is not None:
        named["director.criteria"] = [each.id for each in charter.director.criteria]
    if charter.applications is not None:
        named["applications.questions"] = [each.id for each in charter.applications.questions]
        criteria = charter.applications.rubric.criteria
        named["applications.rubric.criteria"] = [each.id for each in criteria]
    for path, ids in named.items():
        seen = Counter[str]()
        for number, name in enumerate(ids):
            if seen[name]:
                yield f"{path}.{number}.id", say("the id '{name}' is given twice.", name=name)
            seen[name] += 1


def _questions(charter: Charter) -> _Noted:
    """A question can be answered, and a scale leads upwards."""
    if charter.applications is None:
        return
    for number, question in enumerate(charter.applications.questions):
        if (question.kind is QuestionKind.CHOICE) != bool(question.choices):
            yield (
                f"applications.questions.{number}",
                say("the question '{id}' has choices or is no choice.", id=question.id),
            )
        is_birth = question.fact is not None and question.fact.kind is Stated.BIRTH
        fitting = QuestionKind.DAY if is_birth else QuestionKind.YES_NO
        if question.fact is not None and question.kind is not fitting:
            yield (
                f"applications.questions.{number}.fact",
                say("the answer to '{id}' cannot state such a fact.", id=question.id),
            )
    rubric = charter.applications.rubric
    if rubric.lowest >= rubric.highest or not rubric.criteria:
        yield "applications.rubric", say("a rubric has criteria, and a scale that leads upwards.")


def _impossible_holidays(charter: Charter) -> _Noted:
    """A holiday must have its day in every year, or every clock of the body would stumble."""
    for number, rule in enumerate(charter.calendar.rules):
        try:
            months = {rule.in_year(year).month for year in range(2001, 2029)}
        except (ValueError, OverflowError):
            months = set()
        if months != {rule.month} or not MINYEAR <= rule.since <= rule.until <= MAXYEAR:
            yield (
                f"holiday.{number}",
                say("the holiday '{name}' has no such day in every year.", name=rule.name),
            )


def _channels(charter: Charter) -> _Noted:
    rule = charter.meetings.notice
    for key, name in (("web_channel", rule.web_channel), ("media_channel", rule.media_channel)):
        if name:
            unknown = say("'{name}' is no channel through which notice is given", name=name)
            yield from _known(f"meetings.notice.{key}", name, rule.channels, unknown)


def _schedule(charter: Charter) -> _Noted:
    """What the schedule calls a duty in the districts is one, and its hours are told."""
    rule = charter.schedule
    if rule is None or not rule.district_duty:
        return
    known = [each.id for each in charter.obligations if each.recurrence.per_district]
    unknown = say("there is no duty '{name}' in each district", name=rule.district_duty)
    yield from _known("schedule.district_duty", rule.district_duty, known, unknown)
    if rule.district_begins is None or rule.district_ends is None:
        yield "schedule", say("the meetings in the districts need their hours.")


def _obligations(charter: Charter) -> _Noted:
    """Who must see to a duty, what shows it and how it is read are all in the charter."""
    known = {
        "office": [each.id for each in charter.offices],
        "committee": [each.id for each in charter.committees],
        "acknowledgement": [each.id for each in charter.acknowledgements],
        "reading": [each.id for each in charter.readings],
    }
    for number, duty in enumerate(charter.obligations):
        for key, names in known.items():
            name = getattr(duty, key)
            if name:
                unknown = say(
                    "the duty '{duty}' names '{name}', which this charter lacks",
                    duty=duty.id,
                    name=name,
                )
                yield from _known(f"obligation.{number}.{key}", name, names, unknown)
        if (duty.recurrence.every is Every.MEETING) != (duty.shown_by is Shown.MINUTES):
            yield (
                f"obligation.{number}",
                say("minutes come back with every meeting, and nothing else does."),
            )
