"""Which column of a table is which field, as far as its heading tells?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.sentences import Sentence, say


class Content(StrEnum):
    """What a table is about."""

    PEOPLE = "people"
    MEMBERS = "members"
    DEPARTURES = "departures"
    LEGISLATION = "legislation"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a table can say; `named` are headings by which it is known."""

    id: str
    label: Sentence
    named: tuple[str, ...]
    is_day: bool = False


def _field(id_: str, label: str, *named: str, is_day: bool = False) -> Field:
    return Field(id_, say(label), (id_.replace("_", " "), *named), is_day)


_NAME = (
    _field(
        "name",
        "Name",
        *("full name", "member", "member name", "person", "appointee", "commissioner"),
        *("incumbent", "trustee", "name of member"),
    ),
    _field("first_name", "First name", "first", "given name", "fname", "forename"),
    _field("last_name", "Last name", "last", "surname", "family name", "lname"),
)
_CONTACT = (
    _field("email", "E-mail", "e mail", "mail", "email address", "e mail address"),
    _field("phone", "Telephone", "telephone", "tel", "phone number", "mobile", "cell"),
)
_ACT = (
    _field(
        "act",
        "Legislation: number",
        *("legislation", "ordinance", "resolution", "docket", "act number", "number"),
        *("legislation number", "ordinance number", "resolution number", "docket number"),
        *("ordinance no", "resolution no", "int no", "file no", "legislation no"),
    ),
    _field("act_title", "Legislation: title", "title", "legislation title", "subject"),
    _field(
        "act_introduced_on",
        "Legislation: introduced on",
        *("introduced", "introduced on", "date introduced", "legislation introduced"),
        is_day=True,
    ),
    _field(
        "act_voted_on",
        "Legislation: voted on",
        *("voted", "voted on", "vote date", "adopted", "date adopted", "passed", "confirmed"),
        *("date confirmed", "confirmation date", "council vote", "legislation voted"),
        is_day=True,
    ),
    _field("ayes", "Legislation: ayes", "aye", "yes", "yea", "yeas", "votes for", "for"),
    _field("noes", "Legislation: noes", "no", "nay", "nays", "votes against", "against"),
    _field("result", "Legislation: result", "outcome", "act result", "disposition"),
)
_SEAT = (
    _field(
        "seat",
        "Seat",
        *("seat name", "seat number", "seat no", "seat id", "position", "place", "office"),
    ),
    _field(
        "authority",
        "Named by",
        *("appointed by", "designated by", "named by", "nominated by", "appointing authority"),
        *("appointer", "nominating authority", "designating authority", "appointee of"),
    ),
)
_REASON = _field(
    "reason",
    "Why the service ended",
    *("reason left", "ended by", "ground", "departure reason", "cause", "reason for leaving"),
    *("why", "why ended", "reason for vacancy", "how vacated", "why the service ended"),
)
_BODY = _field("body", "Board", "board name", "commission", "committee", "body name", "board")

FIELDS: Mapping[Content, tuple[Field, ...]] = {
    Content.PEOPLE: (*_NAME, *_CONTACT, _BODY),
    Content.MEMBERS: (
        *_NAME,
        *_SEAT,
        _field(
            "since",
            "First day in the seat",
            *("start", "start date", "from", "first day", "in office since", "member since"),
            *("service began", "began", "date started", "begin date", "service since"),
            is_day=True,
        ),
        _field(
            "until",
            "End of the service",
            *("end", "end date", "to", "through", "last day", "left", "date left", "ended"),
            *("departure date", "service ended", "resigned on", "date ended", "last day served"),
            is_day=True,
        ),
        _REASON,
        _field("status", "State", "state", "status name", "member status"),
        _field(
            "appointed_on",
            "Appointed on",
            *("appointed", "date appointed", "appointment date", "appoint date", "appt date"),
            *("appoint dt tm", "appointment", "date of appointment", "original appointment"),
            is_day=True,
        ),
        _field(
            "term_since",
            "Term begins",
            *("term start", "term starts", "term start date", "term from"),
            is_day=True,
        ),
        _field(
            "term_until",
            "Term ends",
            *("term end", "term expires", "expires", "expiration", "expiration date"),
            *("expire date", "expire dt tm", "expiry", "term expiration", "term through"),
            *("term end date", "exp date", "term exp", "term expiration date", "term last day"),
            is_day=True,
        ),
        _field("kind", "Kind of appointment", "type", "appointment type", "appointment kind"),
        *_ACT,
        _field(
            "notice_sent_on",
            "Notice of appointment sent on",
            *("notice", "notice sent", "notified", "date notified"),
            is_day=True,
        ),
        _field(
            "oath_taken_on",
            "Oath taken on",
            *("oath", "oath taken", "sworn", "sworn in", "date sworn", "oath date", "sworn on"),
            is_day=True,
        ),
        _field(
            "oath_filed_on",
            "Oath filed on",
            *("oath filed", "filed", "date filed", "filed on"),
            is_day=True,
        ),
        *_CONTACT,
        _BODY,
    ),
    Content.DEPARTURES: (
        *_NAME,
        _SEAT[0],
        _field(
            "effective_on",
            "First day without the member",
            *("effective", "effective date", "vacant since", "date", "resigned on", "left on"),
            *("date left", "departure date", "end date", "until", "vacancy date"),
            is_day=True,
        ),
        _REASON,
        _field(
            "delivered_on",
            "Letter delivered on",
            *("delivered", "received", "date received", "letter received", "delivered on"),
            is_day=True,
        ),
        _field("delivered_to", "Letter delivered to", "received by", "addressed to"),
        _field("remark", "Remark", "remarks", "note", "notes", "comment", "comments"),
        _BODY,
    ),
    Content.LEGISLATION: _ACT,
}
"""Every field of each kind of table, in the order in which a choice lists them."""

LABELS: Mapping[str, Sentence] = {
    field.id: field.label for fields in FIELDS.values() for field in fields
}

NEEDED: Mapping[Content, tuple[tuple[str, ...], ...]] = {
    Content.PEOPLE: (("name", "last_name"),),
    Content.MEMBERS: (("name", "last_name"), ("since", "appointed_on", "act_voted_on")),
    Content.DEPARTURES: (("name", "last_name"), ("effective_on", "delivered_on")),
    Content.LEGISLATION: (("act",),),
}
"""For each kind of table groups of fields of which one must be there."""


def guessed(columns: Iterable[str], content: Content) -> dict[str, str]:
    """Return for each heading that is known the field that it means; each field once."""
    known = {heading(name): field.id for field in FIELDS[content] for name in field.named}
    known |= {heading(str(field.label)): field.id for field in FIELDS[content]}
    found: dict[str, str] = {}
    for column in columns:
        field = known.get(heading(column)) or known.get(_without_unit(heading(column)))
        if field is not None and field not in found.values():
            found[column] = field
    return found


def how_likely(cells: Sequence[str], content: Content) -> int:
    """Return how many cells of a row are headings: the heading row has the most."""
    return len(guessed(dict.fromkeys(cell for cell in cells if cell), content))


def missing(mapping: Mapping[str, str], content: Content) -> list[tuple[str, ...]]:
    """Return the groups of fields of which the table has none."""
    has = set(mapping.values())
    return [group for group in NEEDED[content] if not has & set(group)]


def heading(text: str) -> str:
    """Return a heading as it is compared: words in small letters, camelCase taken apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text))
    return " ".join(re.findall(r"\w+", apart.replace("_", " ").casefold()))


def _without_unit(text: str) -> str:
    """Leave out what people add to the heading of a day."""
    return re.sub(r"( (date|day|on|dt tm|mm dd yyyy|yyyy mm dd))+$", "", text)
