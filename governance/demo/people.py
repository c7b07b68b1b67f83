"""Invented people: names from many places, and what they state about themselves."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from faker import Faker

from governance.charter.model import Charter
from governance.rules.people import FactKind
from governance.schemas.people import FactWish

FAMILY_NAME_FIRST = frozenset({"hu_HU", "vi_VN"})
ELSEWHERE = "en_US"

ORIGINS = {
    "a1": "en_US",
    "a2": "it_IT",
    "a3": "uk_UA",
    "a4": "en_GB",
    "a5": "ar_AA",
    "a6": "hu_HU",
    "a7": "es_ES",
    "a8": "ig_NG",
    "a9": "el_GR",
    "b1": "en_US",
    "b2": "es_MX",
    "b3": "en_IE",
    "b4": "pl_PL",
    "b5": "vi_VN",
    "b6": "tr_TR",
    "b7": "yo_NG",
    "b8": "pt_BR",
    "b9": "en_US",
    "c6": "ka_GE",
    "c8": "fr_CA",
    "c9": "cs_CZ",
    "d1": "en_IN",
    "d2": "es_CO",
    "d3": "en_GB",
    "d4": "ro_RO",
    "d5": "yo_NG",
    "d6": "en_US",
}
"""The cast, in the order of their coming, and in which language each is named."""

STREETS = ("a lease", "a utility bill", "the deed of a house", "the voter roll")


def named(key: str, today: date) -> str:
    """Return the name of somebody of the cast, the same every time for the same day."""
    origin = ORIGINS.get(key, ELSEWHERE)
    faker = Faker(origin)
    faker.seed_instance(f"{key} {today.isoformat()}")
    first, last = faker.first_name(), faker.last_name()
    return f"{last} {first}" if origin in FAMILY_NAME_FIRST else f"{first} {last}"


def stated(
    name: str, on: date, charter: Charter, chance: Random, *, district: str, was_officer: bool
) -> Iterator[FactWish]:
    """Give what an applicant states on a day: everything that the law asks about."""

    def fact(kind: FactKind, **more: object) -> FactWish:
        return FactWish(kind=kind, stated_by=name, stated_on=on, **more)  # type: ignore[arg-type]  # names of FactWish

    born = on - timedelta(days=chance.randint(24 * 365, 66 * 365))
    here = on - timedelta(days=chance.randint(2 * 365, 15 * 365))
    place = charter.criterion("residence").place
    yield fact(
        FactKind.RESIDENCE,
        what=place,
        district=district,
        since=here,
        evidence=f"Copy of {chance.choice(STREETS)}",
    )
    yield fact(FactKind.BIRTH, since=born)
    yield fact(FactKind.CITIZENSHIP, what="United States", since=born)
    if was_officer:
        yield fact(
            FactKind.EMPLOYMENT,
            what="Sheriff of another county",
            law_enforcement=True,
            since=on - timedelta(days=19 * 365),
            until=on - timedelta(days=11 * 365),
        )
    for kind in (FactKind.EMPLOYMENT, FactKind.LITIGATION):
        yield fact(kind, none_else=True)
        yield fact(kind, none_else=True, of_family=True)
    yield fact(FactKind.OFFICE, none_else=True)
    yield fact(FactKind.FAMILY, none_else=True)
