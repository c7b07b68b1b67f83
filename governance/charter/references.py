"""Whether every name in a charter names something that the charter has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from governance.charter.model import Charter
from governance.charter.problems import guessed
from governance.sentences import Sentence, say

Note: TypeAlias = Callable[[str, Sentence], None]


def check_references(charter: Charter, note: Note) -> None:
    """Tell `note` of each name that leads nowhere and each id that two things share."""
    authorities = [each.id for each in charter.authorities]
    for number, seat in enumerate(charter.seats):
        if seat.designated_by not in authorities:
            unknown = say(
                "the seat '{seat}' is designated by '{name}', "
                "which is not an authority of this charter",
                seat=seat.id,
                name=seat.designated_by,
            )
            note(f"seat.{number}.designated_by", guessed(seat.designated_by, authorities, unknown))
    for name, _ in charter.composition.designated:
        if name not in authorities:
            unknown = say(
                "seats are counted for '{name}', which is not an authority of this charter",
                name=name,
            )
            note(f"composition.designated.{name}", guessed(name, authorities, unknown))
    for number, name in enumerate(charter.vacancies.notify):
        if name not in authorities:
            unknown = say(
                "vacancies are notified to '{name}', which is not an authority of this charter",
                name=name,
            )
            note(f"vacancies.notify.{number}", guessed(name, authorities, unknown))
    for number, stagger in enumerate(charter.terms.stagger):
        for name, _ in stagger.seats:
            if name not in authorities:
                unknown = say(
                    "the terms of {years} are staggered for '{name}', "
                    "which is not an authority of this charter",
                    years=stagger.years,
                    name=name,
                )
                path = f"terms.stagger.{number}.seats.{name}"
                note(path, guessed(name, authorities, unknown))
    if not any(each.appoints for each in charter.authorities):
        note("authority", say("no authority of this charter appoints; one must."))
    _tests(charter, note)
    _offices(charter, note)
    for path, ids in _named(charter).items():
        _no_id_twice(path, ids, note)


def _tests(charter: Charter, note: Note) -> None:
    tests = [test.id for test in charter.voting.tests]
    wanted = {"voting.decides": charter.voting.decides}
    for number, name in enumerate(charter.voting.also_checked):
        wanted[f"voting.also_checked.{number}"] = name
    for number, kind in enumerate(charter.motion_kinds):
        if kind.test:
            wanted[f"motion.{number}.test"] = kind.test
    for path, name in wanted.items():
        if name not in tests:
            unknown = say("'{name}' is not a voting test of this charter", name=name)
            note(path, guessed(name, tests, unknown))


def _offices(charter: Charter, note: Note) -> None:
    offices = [office.id for office in charter.offices]
    for number, office in enumerate(charter.offices):
        if office.acts_for and office.acts_for not in offices:
            unknown = say(
                "the office '{office}' acts for '{name}', which is not an office of this charter",
                office=office.id,
                name=office.acts_for,
            )
            note(f"office.{number}.acts_for", guessed(office.acts_for, offices, unknown))


def _named(charter: Charter) -> dict[str, Collection[str]]:
    return {
        "authority": [each.id for each in charter.authorities],
        "seat": [each.id for each in charter.seats],
        "criterion": [each.id for each in charter.eligibility],
        "office": [each.id for each in charter.offices],
        "motion": [each.id for each in charter.motion_kinds],
        "obligation": [each.id for each in charter.obligations],
        "reading": [each.id for each in charter.readings],
        "clause": [each.id for each in charter.clauses],
        "voting.tests": [each.id for each in charter.voting.tests],
    }


def _no_id_twice(path: str, ids: Iterable[str], note: Note) -> None:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            note(f"{path}.{number}.id", say("the id '{name}' is given twice.", name=name))
        seen.add(name)
