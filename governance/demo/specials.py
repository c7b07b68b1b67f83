"""The evenings of the demonstration that show something: how many come, what they say, on what."""

from collections.abc import Mapping
from enum import Enum, auto

from governance.demo import texts


class Special(Enum):
    """What is special about an evening."""

    DIVERGES = auto()
    DIVERGED_BEFORE = auto()
    ABSTENTIONS = auto()
    LOST = auto()
    TIED = auto()
    CLOSED = auto()
    LATE_NOTICE = auto()
    LATE_MINUTES = auto()
    WITHOUT_SECOND = auto()
    WITHDRAWN = auto()
    NO_QUORUM = auto()
    QUORUM_LOST = auto()
    CALLED_OFF = auto()
    AUDITED = auto()
    HIRES = auto()


ATTENDANCE = {
    Special.DIVERGES: 5,
    Special.DIVERGED_BEFORE: 5,
    Special.TIED: 6,
    Special.LOST: 7,
    Special.ABSTENTIONS: 8,
    Special.NO_QUORUM: 4,
    Special.QUORUM_LOST: 6,
}
"""How many come, where it matters."""

VOTES: Mapping[Special, str] = {
    Special.DIVERGES: "yyyn",
    Special.DIVERGED_BEFORE: "yynyn",
    Special.TIED: "ynynyn",
    Special.LOST: "nynnyyn",
    Special.ABSTENTIONS: "yyyayyay",
}
"""What they say to the first matter, in the order of the roll; recused members are left out."""

KINDS = {Special.AUDITED: "audit"}
"""What kind of motion is made, where it is no main one."""

SPECIALS: dict[int, Special] = {
    0: Special.DIVERGES,
    1: Special.ABSTENTIONS,
    2: Special.LOST,
    3: Special.TIED,
    4: Special.HIRES,
    5: Special.CLOSED,
    6: Special.LATE_NOTICE,
    7: Special.LATE_MINUTES,
    8: Special.WITHOUT_SECOND,
    9: Special.WITHDRAWN,
    10: Special.NO_QUORUM,
    11: Special.CALLED_OFF,
    13: Special.DIVERGED_BEFORE,
    15: Special.AUDITED,
    18: Special.QUORUM_LOST,
    70: Special.HIRES,
}
"""What is special about a meeting, by how many regular ones were held since."""

SPECIAL_MATTERS: dict[Special, tuple[str, str]] = {
    Special.DIVERGES: texts.DIVERGING,
    Special.LOST: texts.CONTESTED,
    Special.TIED: texts.TIED,
    Special.CLOSED: texts.CLOSED,
    Special.WITHOUT_SECOND: texts.WITHOUT_SECOND,
    Special.WITHDRAWN: texts.WITHDRAWN,
    Special.DIVERGED_BEFORE: texts.DIVERGED_BEFORE,
    Special.AUDITED: texts.AUDITED,
    Special.HIRES: texts.HIRING,
}
