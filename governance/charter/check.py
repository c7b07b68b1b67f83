"""Whether a charter agrees with itself; what cannot even be read is refused before, on loading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from typing import Any, ClassVar, Protocol
from zoneinfo import available_timezones

from governance.charter.keepers import unheld, unkept
from governance.charter.model import Charter, ClockRule, Does, HolidayRule, LegalCalendar
from governance.charter.problems import CharterError, Problem, guessed
from governance.sentences import Sentence, say


class _Fact(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


_Noted = Iterator[tuple[str, Sentence]]

# Where each part of a charter stands in its file; the rest are single tables of the same name.
_LISTS = {
    "acknowledgements": "acknowledgement",
    "authorities": "authority",
    "seats": "seat",
    "eligibility": "criterion",
    "continuing": "continuing",
    "relations": "relation",
    "grounds": "ground",
    "offices": "office",
    "motion_kinds": "motion",
    "matter_kinds": "matter",
    "committees": "committee",
    "obligations": "obligation",
    "readings": "reading",
    "calendar": "holiday",
}
LAST_IN_A_MONTH = 5
LEAST_THRESHOLD = 3
"""Below this a kept back figure can be found out by whoever knows the rule."""
_NOT_PARTS = {"clauses", "laws", "digest", "places"}


def check(charter: Charter, *, importing: bool = True) -> list[Problem]:
    """Return everything in which a charter contradicts itself, in the order of its file.

    With `importing`, the rules and services that hold a clause must really be there.
    """
    noted = [
        *_identity(charter),
        *_composition(charter),
        *_stagger(charter),
        *_majorities(charter),
        *_motions(charter),
        *_parameters(charter),
        *_readings(charter),
        *_diversity(charter),
        *_schedule(charter),
        *_panels(charter),
        *unkept(charter),
    ]
    if importing:
        noted.extend(unheld(charter))
    problems = [Problem(charter.place(path), message) for path, message in noted]
    own = charter.place("body").file
    return sorted(problems, key=lambda each: (each.place.file != own, each.place.line))


def agreed(charter: Charter) -> Charter:
    """Return the charter, or refuse it with everything in which it contradicts itself.

    What holds its clauses is not looked for: a body's law does not wait for a program.
    """
    problems = check(charter, importing=False)
    if problems:
        raise CharterError(problems)
    return charter


def _identity(charter: Charter) -> _Noted:
    body = charter.body
    if body.timezone not in available_timezones():
        unknown = say("'{zone}' is not a known time zone", zone=body.timezone)
        yield "body.timezone", guessed(body.timezone, available_timezones(), unknown)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", body.slug):
        yield (
            "body.slug",
            say(
                "the slug '{slug}' may hold only small letters, digits and single hyphens.",
                slug=body.slug,
            ),
        )


def _composition(charter: Charter) -> _Noted:
    whole, actual = charter.composition, Counter(seat.designated_by for seat in charter.seats)
    total = sum(count for _, count in whole.designated)
    if total != whole.seats:
        yield (
            "composition",
            say(
                "the authorities fill {total} seats in all, but {clause} gives the body {seats}.",
                total=total,
                clause=whole.clause,
                seats=whole.seats,
            ),
        )
    if len(charter.seats) != whole.seats:
        yield (
            "composition.seats",
            say(
                "this charter lists {listed} seats, but {clause} gives the body {seats}.",
                listed=len(charter.seats),
                clause=whole.clause,
                seats=whole.seats,
            ),
        )
    declared = dict(whole.designated)
    for authority in charter.authorities:
        wanted, found = declared.get(authority.id, 0), actual[authority.id]
        if wanted != found:
            yield (
                "composition.designated",
                say(
                    "'{authority}' fills {found} of the seats listed, but {wanted} are counted.",
                    authority=authority.id,
                    found=found,
                    wanted=wanted,
                ),
            )


def _stagger(charter: Charter) -> _Noted:
    terms = charter.terms
    actual = Counter((seat.stagger_years, seat.designated_by) for seat in charter.seats)
    years = [each.years for each in terms.stagger]
    for number, seat in enumerate(charter.seats):
        if seat.stagger_years is not None and seat.stagger_years not in years:
            yield (
                f"seat.{number}.stagger_years",
                say(
                    "the seat '{seat}' is in the stagger class of {years}, which the terms lack.",
                    seat=seat.id,
                    years=seat.stagger_years,
                ),
            )
        if terms.stagger and seat.has_term and seat.stagger_years is None:
            yield f"seat.{number}", say("the seat '{seat}' is in no stagger class.", seat=seat.id)
    for number, stagger in enumerate(terms.stagger):
        path = f"terms.stagger.{number}"
        if not 1 <= stagger.years <= terms.years:
            yield (
                path,
                say(
                    "a stagger class of {years} does not fit into terms of {whole} years.",
                    years=stagger.years,
                    whole=terms.years,
                ),
            )
        for authority in charter.authorities:
            wanted = dict(stagger.seats).get(authority.id, 0)
            found = actual[(stagger.years, authority.id)]
            if wanted != found:
                yield (
                    path,
                    say(
                        "the stagger class of {years} has {wanted} for '{authority}', "
                        "but {found} of the seats listed are in it.",
                        years=stagger.years,
                        wanted=wanted,
                        authority=authority.id,
                        found=found,
                    ),
                )
    sizes = [each.size for each in terms.stagger]
    if sizes and max(sizes) - min(sizes) > 1:
        yield "terms.stagger", say("the stagger classes are uneven: {sizes}.", sizes=tuple(sizes))


def _majorities(charter: Charter) -> _Noted:
    seats = len(charter.seats)
    needed = charter.quorum.needed(seats=seats, filled=seats)
    if not 1 <= needed <= seats:
        yield (
            "quorum",
            say(
                "a quorum of {needed} cannot be had from {seats} seats.", needed=needed, seats=seats
            ),
        )
    if charter.quorum.count is None and charter.quorum.threshold is None:
        yield "quorum", say("a quorum is either a count or a threshold; neither is given.")
    for number, test in enumerate(charter.voting.tests):
        if test.threshold.needed(seats) > seats:
            yield (
                f"voting.tests.{number}",
                say("the voting test '{test}' could never be met.", test=test.id),
            )
    rule = charter.legislation
    if rule.threshold.needed(rule.size) > rule.size:
        yield "authority", say("the legislation of this charter could never be carried.")


def _motions(charter: Charter) -> _Noted:
    """What each kind of motion needs beside itself: words to amend, a rank, a ground."""
    for number, kind in enumerate(charter.motion_kinds):
        if kind.amendable and kind.does not in (Does.ACT, Does.AMEND):
            yield (
                f"motion.{number}",
                say("'{motion}' has no words to amend; say amendable = false.", motion=kind.id),
            )
        if kind.does is Does.CLOSE_DOORS and not charter.meetings.closed_grounds:
            yield (
                f"motion.{number}",
                say(
                    "'{motion}' closes a meeting, but no ground for that is named.",
                    motion=kind.id,
                ),
            )
        if kind.does.needs_a_pending_question and kind.precedence == 0:
            yield (
                f"motion.{number}",
                say(
                    "'{motion}' is moved upon another motion and needs a precedence.",
                    motion=kind.id,
                ),
            )


def _parameters(charter: Charter) -> _Noted:
    """Every number counts something, and every clause that a parameter cites is there."""
    known = {clause.id for clause in charter.clauses} | {
        clause.citation for clause in charter.clauses
    }
    for path, part in _parts(charter):
        yield from _numbers(path, part)
        for field in fields(part):
            if field.name != "clause" and not field.name.endswith("_clause"):
                continue
            cited = getattr(part, field.name)
            if cited in known:
                continue
            if cited:
                unknown = say("there is no clause '{clause}'", clause=cited)
                yield f"{path}.{field.name}", guessed(cited, known, unknown)
            elif field.name == "clause":
                yield path, say("'{key}' names no clause.", key=path)


def _numbers(path: str, part: _Fact) -> _Noted:
    if isinstance(part, HolidayRule):  # its numbers depend on its kind; loading has tried them
        return
    for field in fields(part):
        number, key = getattr(part, field.name), field.name
        if not isinstance(number, int) or isinstance(number, bool):
            continue
        if isinstance(part, ClockRule) and number < 1:
            yield path, say("a clock must run at least 1, not {length}.", length=number)
        elif number < (0 if key == "precedence" else 1):
            yield f"{path}.{key}", say("'{key}' cannot be {number}.", key=key, number=number)


def _readings(charter: Charter) -> _Noted:
    for number, reading in enumerate(charter.readings):
        names = [each.id for each in reading.alternatives]
        if reading.chosen not in names:
            unknown = say(
                "the reading '{reading}' chooses '{chosen}', which is not among its alternatives",
                reading=reading.id,
                chosen=reading.chosen,
            )
            yield f"reading.{number}.chosen", guessed(reading.chosen, names, unknown)
        if len(names) < 2:
            yield (
                f"reading.{number}",
                say("the reading '{reading}' needs at least two alternatives.", reading=reading.id),
            )


def _schedule(charter: Charter) -> _Noted:
    """A regular meeting ends after it begins, on a day that most months have."""
    if charter.schedule is None:
        return
    for number, each in enumerate(charter.schedule.regular):
        if each.nth > LAST_IN_A_MONTH:
            yield f"schedule.regular.{number}", say("no month has so many of a day of the week.")
        if each.ends <= each.begins:
            yield f"schedule.regular.{number}", say("a regular meeting ends after it begins.")


def _diversity(charter: Charter) -> _Noted:
    """What is asked must have a choice, and what is told must not tell of anybody."""
    rule = charter.diversity
    if rule is None:
        return
    if rule.threshold < LEAST_THRESHOLD:
        yield (
            "diversity.threshold",
            say(
                "figures in steps of {step} tell too much of single people; take at least {least}.",
                step=rule.threshold,
                least=LEAST_THRESHOLD,
            ),
        )
    if rule.changes < rule.threshold:
        yield (
            "diversity.changes",
            say("fewer answers must change between two counts than are told at once."),
        )
    for number, question in enumerate(rule.questions):
        if len(question.options) < 2:
            yield (
                f"diversity.questions.{number}",
                say("the question '{name}' needs at least two options.", name=question.id),
            )


def _panels(charter: Charter) -> _Noted:
    """A panel can be made up, and panels that are stopped say by whom."""
    rule = charter.panels
    if rule is None:
        return
    if not rule.least <= rule.most <= rule.size:
        yield (
            "panels",
            say(
                "a panel of {size} cannot have from {least} to {most} members of one authority.",
                size=rule.size,
                least=rule.least,
                most=rule.most,
            ),
        )
    if not rule.in_force and not rule.stopped_by:
        yield "panels", say("panels that are not in force say by whom they are stopped.")


def _parts(charter: Charter) -> Iterator[tuple[str, _Fact]]:
    """Yield every fact of the charter with its path, the inner ones too."""
    for field in fields(charter):
        if field.name not in _NOT_PARTS:
            part = getattr(charter, field.name)
            listed = part.rules if isinstance(part, LegalCalendar) else part
            yield from _facts(_LISTS.get(field.name, field.name), listed)


def _facts(path: str, part: object) -> Iterator[tuple[str, _Fact]]:
    if isinstance(part, tuple):
        for number, each in enumerate(part):
            yield from _facts(f"{path}.{number}", each)
    elif is_dataclass(part) and not isinstance(part, type):
        yield path, part
        for field in fields(part):
            yield from _facts(f"{path}.{field.name}", getattr(part, field.name))
