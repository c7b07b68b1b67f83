"""Which printed papers are there, what do they say, and what may stand in their gaps?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from governance.sentences import Sentence, say

_GAP = re.compile(r"\{([^{}]*)\}")
_APPOINTMENT = (
    "name",
    "seat",
    "board",
    "jurisdiction",
    "act",
    "appointed_on",
    "first_day",
    "last_day",
    "named_by",
    "appointed_by",
    "filed_with",
    "oath_within",
    "oath_clause",
    "oath",
    "today",
)
_VACANCY = (
    "recipient",
    "board",
    "jurisdiction",
    "seat",
    "cause",
    "cause_clause",
    "vacant_since",
    "named_by",
    "due",
    "due_clause",
    "notice_clause",
    "today",
)


APPOINTMENT_LETTER = "letter"
VACANCY_NOTICE = "vacancy_notice"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A printed paper: its words as the program has them, and the gaps they may have."""

    name: str
    about: Sentence
    gaps: tuple[str, ...]
    title: str
    text: str


PAPERS = (
    PaperKind(
        "certificate",
        say("Certificate of appointment"),
        _APPOINTMENT,
        "Certificate of Appointment",
        "By {act}, carried on {appointed_on}, the {appointed_by} of the {jurisdiction} appointed "
        "{name} to the {board}, seat {seat}, named by {named_by}.\n\n"
        "The term runs from {first_day} through {last_day}.\n\n"
        "Certified on {today}.",
    ),
    PaperKind(
        "oath",
        say("Oath form"),
        _APPOINTMENT,
        "Oath of Office",
        "{oath}\n\n"
        "Taken by {name}, appointed to the {board}, seat {seat}, by {act} of {appointed_on}.\n\n"
        "The signed oath is filed with the {filed_with}, at the latest {oath_within} after the "
        "notice of appointment ({oath_clause}).",
    ),
    PaperKind(
        APPOINTMENT_LETTER,
        say("Letter to the appointee"),
        _APPOINTMENT,
        "Your appointment to the {board}",
        "{name},\n\n"
        "by {act}, carried on {appointed_on}, you are appointed to the {board}, seat {seat}. Your "
        "term runs from {first_day} through {last_day}.\n\n"
        "Before you act, take your oath of office and file it with the {filed_with}, at the "
        "latest {oath_within} after this notice ({oath_clause}). The form is enclosed.\n\n"
        "The Clerk of the {appointed_by}",
    ),
    PaperKind(
        VACANCY_NOTICE,
        say("Notice of a vacancy"),
        _VACANCY,
        "Vacancy in the {board}: {seat}",
        "{recipient},\n\n"
        "the seat {seat} of the {board} has been vacant since {vacant_since}: {cause} "
        "({cause_clause}).\n\n"
        "It is filled as it first was, by {named_by}, and by {due} ({due_clause}).\n\n"
        "This notice is given under {notice_clause}.",
    ),
)
OF_APPOINTMENTS = tuple(kind.name for kind in PAPERS if kind.gaps == _APPOINTMENT)


def wrong_gaps(text: str, gaps: Iterable[str]) -> Sentence | None:
    """Return what is wrong with the gaps of a text: unknown ones by name, or a lone brace."""
    known = set(gaps)
    unknown = [f"{{{name}}}" for name in _GAP.findall(text) if name not in known]
    if unknown:
        return say(
            "There is no {names}; the gaps are {known}.",
            names=tuple(dict.fromkeys(unknown)),
            known=tuple(f"{{{name}}}" for name in sorted(known)),
        )
    if re.search(r"[{}]", _GAP.sub("", text)):
        return say("A brace stands alone; a gap is a name in braces, such as {gap}.", gap="{name}")
    return None


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its gaps filled; what fills one is never read for gaps again."""
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)
