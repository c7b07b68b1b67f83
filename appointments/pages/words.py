"""The words for states and kinds, and their colours, the same on every page."""

from datetime import date

from appointments.rules import nominations
from appointments.rules.applications import NAMES, State
from governance.days import add_days
from governance.sentences import Sentence, say

STATUSES: dict[str, tuple[Sentence, str]] = {
    "sitting": (say("in office"), "good"),
    "acting": (say("acting, oath not filed"), "warn"),
    "not_sworn": (say("appointed, not sworn"), "warn"),
    "holding_over": (say("holding over"), "warn"),
    "vacant": (say("vacant"), "bad"),
    "appointed": (say("appointed, not yet in office"), "plain"),
}
MARKS: dict[str, tuple[Sentence, str]] = {
    "verified": (say("done"), "good"),
    "stated": (say("stated"), "info"),
    "open": (say("open"), "warn"),
    "overdue": (say("overdue"), "bad"),
    "not_needed": (say("not needed"), "plain"),
}
APPLICATIONS: dict[State, tuple[Sentence, str]] = {
    State.DRAFT: (NAMES[State.DRAFT], "warn"),
    State.RECEIVED: (NAMES[State.RECEIVED], "warn"),
    State.COMPLETE: (NAMES[State.COMPLETE], "plain"),
    State.UNDER_REVIEW: (NAMES[State.UNDER_REVIEW], "plain"),
    State.INTERVIEWED: (NAMES[State.INTERVIEWED], "plain"),
    State.FORWARDED: (NAMES[State.FORWARDED], "good"),
    State.APPOINTED: (NAMES[State.APPOINTED], "good"),
    State.NOT_SELECTED: (NAMES[State.NOT_SELECTED], "plain"),
    State.WITHDRAWN: (NAMES[State.WITHDRAWN], "plain"),
}
STEPS: dict[State, Sentence] = {
    State.COMPLETE: say("It is complete"),
    State.UNDER_REVIEW: say("Take it under review"),
    State.INTERVIEWED: say("The interview is done"),
    State.FORWARDED: say("Forward it to those who decide"),
    State.NOT_SELECTED: say("Not selected"),
    State.WITHDRAWN: say("Withdrawn by the applicant"),
}
RESULTS: dict[str, tuple[Sentence, str]] = {
    "draft": (say("draft"), "plain"),
    "pending": (say("before Council"), "warn"),
    "carried": (say("carried"), "good"),
    "unknown": (say("vote not known"), "plain"),
    "lost": (say("not carried"), "bad"),
}
CHOICES: dict[str, Sentence] = {
    "yes": say("Yes"),
    "no": say("No"),
    "abstain": say("Abstained"),
    "absent": say("Absent"),
}
ANSWERS: dict[str, tuple[Sentence, str]] = {
    "holds": (say("holds"), "good"),
    "broken": (say("does not hold"), "bad"),
    "unknown": (say("not known"), "bad"),
    "discretion": (say("discretion"), "warn"),
    "warning": (say("to be noted"), "warn"),
}
OATHS: dict[str, tuple[Sentence, str]] = {
    "filed": (say("filed"), "good"),
    "filed_late": (say("filed after both clocks had ended"), "warn"),
    "running": (say("to be filed"), "plain"),
    "amber": (say("late: the first clock has ended"), "warn"),
    "red": (say("both clocks have ended"), "bad"),
}
HOWS: dict[str, Sentence] = {
    "hand": say("By hand"),
    "post": say("By post"),
    "registered": say("By registered post"),
    "courier": say("By courier"),
    "mail": say("By e-mail"),
}
KINDS: dict[str, Sentence] = {
    "initial": say("First board"),
    "staggered": say("Staggered term"),
    "full": say("Full term"),
    "remainder": say("Rest of a term"),
    "reappointment": say("Reappointment"),
}
ENDS: dict[str, Sentence] = {
    "succession": say("A successor took office"),
    "reappointment": say("Reappointed"),
}


MENDABLE: dict[str, Sentence] = {
    "person": say("Person"),
    "legislation": say("Legislation"),
    "kind": say("Kind"),
    "appointed_on": say("Appointed on"),
    "since": say("First day in office"),
    "term_since": say("First day of the term"),
    "term_until": say("Last day of the term"),
    "until": say("Last day in office"),
    "ended_by": say("Ended by"),
    "notice_sent_on": say("Notice sent on"),
    "oath_taken_on": say("Oath taken on"),
    "oath_filed_on": say("Oath filed on"),
    "cause": say("Ground"),
    "effective_on": say("In effect on"),
    "delivered_on": say("Letter delivered on"),
    "delivered_to": say("Letter delivered to"),
    "stated_on": say("Day that the letter states"),
    "number": say("Number"),
    "title": say("Title"),
    "introduced_on": say("Introduced on"),
    "voted_on": say("Voted on"),
    "ayes": say("Ayes"),
    "noes": say("Noes"),
    "hired_on": say("Hired on"),
    "confirmed_on": say("Confirmed on"),
}
"""The fields that a correction can change, as people call them."""
ENDS_A_SPAN = frozenset({"until", "term_until"})
"""Fields that hold the day after the last one, which people name."""


def mended(field: str, text: str) -> date | str:
    """Return a value of the table of corrections as people read it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return add_days(day, -1) if field in ENDS_A_SPAN else day


ROUND_KINDS: dict[str, Sentence] = {
    "initial": say("First board"),
    "later": say("Later vacancy"),
    "replacement": say("Replacement"),
}
NOMINEE_STATES: dict[str, tuple[Sentence, str]] = {
    "entered": (say("entered"), "plain"),
    "finalist": (say("finalist"), "good"),
    "not_finalist": (say("not a finalist"), "plain"),
    "withdrawn": (say("withdrawn"), "plain"),
}
NOMINATIONS: dict[nominations.State, tuple[Sentence, str]] = {
    nominations.State.DRAFT: (nominations.NAMES[nominations.State.DRAFT], "warn"),
    nominations.State.ASKED: (nominations.NAMES[nominations.State.ASKED], "warn"),
    nominations.State.STANDING: (nominations.NAMES[nominations.State.STANDING], "good"),
    nominations.State.DECLINED: (nominations.NAMES[nominations.State.DECLINED], "plain"),
    nominations.State.WITHDRAWN: (nominations.NAMES[nominations.State.WITHDRAWN], "plain"),
}
OUTCOMES: dict[str, tuple[Sentence, str]] = {
    "open": (say("open"), "warn"),
    "confirmed": (say("confirmed"), "good"),
    "all_rejected": (say("all names rejected"), "bad"),
    "filled_otherwise": (say("filled otherwise"), "plain"),
}
FATES: dict[str, tuple[Sentence, str]] = {
    "open": (say("to be answered"), "warn"),
    "confirmed": (say("confirmed"), "good"),
    "rejected": (say("rejected"), "bad"),
    "withdrawn": (say("withdrawn"), "plain"),
    "passed_over": (say("another was confirmed"), "plain"),
}
BALLOTS: tuple[tuple[str, Sentence], ...] = (
    ("yes", say("Yes")),
    ("no", say("No")),
    ("abstain", say("Abstain")),
    ("apart", say("not there, or a conflict")),
)


def last_day(until: date | None) -> date | None:
    """Return the last day of a span that ends before `until`, as people name it."""
    return None if until is None else add_days(until, -1)
