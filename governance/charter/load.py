"""How the text of a charter, with the laws it rests on, becomes a charter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from governance.charter.files import CharterFile, LawFile
from governance.charter.model import (
    Charter,
    LawText,
    LedgerRule,
    LegalCalendar,
    Place,
    ResignationRule,
    RulesOfOrder,
)
from governance.charter.problems import CharterError, Problem, guessed
from governance.charter.reader import Reader
from governance.charter.references import wrong_references
from governance.errors import NotFoundError
from governance.sentences import say

_BUNDLED = Path(__file__).parent.parent / "charters"
_OWN_LISTS = ("clause", "ground", "criterion", "continuing", "motion")
_SHARED_LISTS = (*_OWN_LISTS, "holiday", "test")
_Part = TypeVar("_Part")


def load_charter(text: str, laws: Mapping[str, str], *, file: str = "charter.toml") -> Charter:
    """Return the charter of a text; `laws` holds the text of each law by its name.

    Refuses with CharterError, which names every problem with its line. `file` is only what
    those problems call the text.
    """
    reader = Reader(file, text)
    own = reader.whole(CharterFile)
    for number, name in enumerate(own.body.laws):
        if name not in laws:
            unknown = say("there is no law '{name}'", name=name)
            reader.note(f"body.laws.{number}", guessed(name, laws, unknown))
    if reader.problems:
        raise CharterError(reader.problems)
    texts = {name: laws[name] for name in own.body.laws}
    charter = _joined(reader, own, texts)
    problems = [
        Problem(charter.place(path), message) for path, message in wrong_references(charter)
    ]
    if problems:
        raise CharterError(problems)
    return charter


def load_law(name: str, text: str) -> LawFile:
    """Return what one law says."""
    return Reader(f"law/{name}.toml", text).whole(LawFile)


@lru_cache
def load_bundled(slug: str) -> Charter:
    """Return a charter that comes with the program, such as `rochester-pab`."""
    return load_charter(bundled_charter(slug), bundled_laws(), file=_file_of(slug).name)


def bundled_charter(slug: str) -> str:
    """Return the text of a charter that comes with the program."""
    return _file_of(slug).read_text("utf-8")


def bundled_law(name: str) -> str:
    """Return the text of a law that comes with the program, such as `new_york`."""
    return (_BUNDLED / "law" / f"{name}.toml").read_text("utf-8")


def bundled_laws() -> dict[str, str]:
    """Return the text of every law that comes with the program, by name."""
    return {each.stem: bundled_law(each.stem) for each in sorted((_BUNDLED / "law").glob("*.toml"))}


def in_force(charters: Iterable[Charter], on: date) -> Charter:
    """Return the version of the law that was in force on a day."""
    known = [charter for charter in charters if charter.body.in_force_since <= on]
    if not known:
        raise NotFoundError(say("No charter of this body was in force on {on}.", on=on))
    return max(known, key=lambda charter: charter.body.in_force_since)


def _file_of(slug: str) -> Path:
    name = f"{slug.replace('-', '_')}.toml"
    for file in _BUNDLED.glob("*.toml"):
        if file.name == name:
            return file
    raise NotFoundError(say("There is no charter '{slug}'.", slug=slug))


def _joined(reader: Reader, own: CharterFile, texts: Mapping[str, str]) -> Charter:
    """Return the charter with what its laws say; what it says itself comes first."""
    readers = {name: Reader(f"law/{name}.toml", law) for name, law in texts.items()}
    laws = {name: law.whole(LawFile) for name, law in readers.items()}
    each = laws.values()
    oath = _first(own.oath, *(law.oath for law in each))
    resignation = _first(own.resignation, *(law.resignation for law in each))
    meetings = _first(own.meetings, *(law.meetings for law in each))
    for part, found in {"oath": oath, "resignation": resignation, "meetings": meetings}.items():
        if found is None:
            wrong = say("neither this charter nor a law it names has '{part}'.", part=part)
            reader.note("body.laws", wrong)
    if oath is None or resignation is None or meetings is None:
        raise CharterError(reader.problems)
    _require_office(reader, own.body.office, resignation)
    return Charter(
        body=own.body,
        composition=own.composition,
        authorities=own.authority,
        seats=own.seat,
        terms=own.terms,
        eligibility=_all(own.criterion, *(law.criterion for law in each)),
        continuing=_all(own.continuing, *(law.continuing for law in each)),
        relations=own.relation,
        vacancies=own.vacancies,
        oath=oath,
        resignation=resignation.for_office(own.body.office),
        grounds=_all(own.ground, *(law.ground for law in each)),
        offices=own.office,
        quorum=own.quorum,
        voting=replace(own.voting, tests=_all(own.voting.tests, *(law.test for law in each))),
        motion_kinds=_all(own.motion, *(law.motion for law in each)),
        recusal=own.recusal,
        order=own.order or RulesOfOrder(own.quorum.clause),
        meetings=meetings,
        obligations=_all(own.obligation, *(law.obligation for law in each)),
        readings=own.reading,
        clauses=_all(own.clause, *(law.clause for law in each)),
        laws=tuple(LawText(name, law.title, _digest(texts[name])) for name, law in laws.items()),
        calendar=LegalCalendar(_all(*(law.holiday for law in each))),
        digest=_digest(reader.text, *texts.values()),
        initial_board=own.initial_board,
        diversity=own.diversity,
        training=own.training,
        acknowledgements=own.acknowledgement,
        holdover=_first(own.holdover, *(law.holdover for law in each)),
        removal=own.removal,
        applications=own.applications,
        contracts=own.contracts,
        schedule=own.schedule,
        minutes=own.minutes,
        attendance=own.attendance,
        public_comment=own.public_comment,
        panels=own.panels,
        recommendations=own.recommendations,
        matter_kinds=own.matter,
        committees=own.committee,
        committee_quorum=_first(own.committee_quorum, *(law.committee_quorum for law in each)),
        director=own.director,
        ledger=own.ledger or LedgerRule(),
        places=_places(reader, own, readers, laws),
    )


def _require_office(reader: Reader, office: str, rule: ResignationRule) -> None:
    known = [each.office for each in rule.recipients]
    if office and known and office not in known:
        unknown = say("'{office}' is no kind of office that resignations know", office=office)
        reader.note("body.office", guessed(office, known, unknown))
        raise CharterError(reader.problems)


def _places(
    reader: Reader, own: CharterFile, readers: Mapping[str, Reader], laws: Mapping[str, LawFile]
) -> dict[str, Place]:
    """Return the place of every part; a law's lists come after the charter's own ones."""
    places = reader.places
    lengths = Counter({name: len(getattr(own, name)) for name in _OWN_LISTS})
    lengths["test"] = len(own.voting.tests)
    for law, law_reader in readers.items():
        for path, place in law_reader.places.items():
            name, *rest = path.split(".")
            if name in _SHARED_LISTS and rest:
                rest[0] = str(int(rest[0]) + lengths[name])
                name = "voting.tests" if name == "test" else name
            places.setdefault(".".join([name, *rest]), place)
        lengths.update({name: len(getattr(laws[law], name)) for name in _SHARED_LISTS})
    return places


def _first(*parts: _Part | None) -> _Part | None:
    return next((part for part in parts if part is not None), None)


def _all(*parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    return tuple(each for part in parts for each in part)


def _digest(*texts: str) -> str:
    """Return the SHA-256 of texts; a single one has that of its file."""
    hashed = sha256(texts[0].encode())
    for text in texts[1:]:
        hashed.update(sha256(text.encode()).digest())
    return hashed.hexdigest()
