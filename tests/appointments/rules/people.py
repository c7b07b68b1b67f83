"""A person about whom everything is known and nothing stands in the way."""

from datetime import date

from governance.rules.people import Fact, FactKind

STATED = date(2026, 9, 1)


def fact(kind: FactKind, **told: object) -> Fact:
    """A fact that the person stated."""
    return Fact(kind=kind, stated_by="A. Person", stated_on=STATED, **told)


CITY = "City of Rochester"
RESIDENCE = fact(FactKind.RESIDENCE, what=CITY, district="East", since=date(2015, 4, 1))
NO_JOB = fact(FactKind.EMPLOYMENT, none_else=True)
NO_FAMILY_JOB = fact(FactKind.EMPLOYMENT, none_else=True, of_family=True)
NO_OFFICE = fact(FactKind.OFFICE, none_else=True)
NO_FAMILY = fact(FactKind.FAMILY, none_else=True)
NO_SUIT = fact(FactKind.LITIGATION, none_else=True)
NO_FAMILY_SUIT = fact(FactKind.LITIGATION, none_else=True, of_family=True)
BIRTH = fact(FactKind.BIRTH, since=date(1980, 2, 29))
CITIZEN = fact(FactKind.CITIZENSHIP)

SPOTLESS = (
    RESIDENCE,
    NO_JOB,
    NO_FAMILY_JOB,
    NO_OFFICE,
    NO_FAMILY,
    NO_SUIT,
    NO_FAMILY_SUIT,
    BIRTH,
    CITIZEN,
)


def without(*left_out: Fact) -> tuple[Fact, ...]:
    return tuple(each for each in SPOTLESS if each not in left_out)
