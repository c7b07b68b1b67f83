"""The words for states and kinds, and their colours, the same on every page."""

from datetime import date

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
RESULTS: dict[str, tuple[Sentence, str]] = {
    "draft": (say("draft"), "plain"),
    "pending": (say("before Council"), "warn"),
    "carried": (say("carried"), "good"),
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


def last_day(until: date | None) -> date | None:
    """Return the last day of a span that ends before `until`, as people name it."""
    return None if until is None else add_days(until, -1)
