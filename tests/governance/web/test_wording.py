"""How days, hours and numbers are said."""

from datetime import UTC, date, datetime, time

import pytest
from babel import Locale
from babel.support import NullTranslations

from governance.sentences import say, say_n
from governance.web.wording import Wording

DAY = date(2026, 11, 30)
MOMENT = datetime(2026, 12, 2, 23, 34, tzinfo=UTC)


class Spanish(NullTranslations):
    """A catalogue with two messages."""

    def gettext(self, message: str) -> str:
        return {"Fill the seat by {due}.": "El puesto se llena antes del {due}."}.get(
            message, message
        )

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return "Falta {count} día." if count == 1 else "Faltan {count} días."


@pytest.fixture
def english() -> Wording:
    return Wording(Locale("en", "US"), NullTranslations())


@pytest.fixture
def spanish() -> Wording:
    return Wording(Locale("es", "US"), Spanish())


def test_a_day_is_said_with_its_weekday(english: Wording) -> None:
    assert english.day(DAY) == "Monday, November 30, 2026"


def test_a_day_in_a_table_is_short(english: Wording) -> None:
    assert english.short_day(DAY) == "Nov 30, 2026"


def test_a_day_without_its_weekday(english: Wording) -> None:
    assert english.long_day(DAY) == "November 30, 2026"


def test_a_month_is_said_with_its_year(english: Wording) -> None:
    assert english.month(DAY) == "November 2026"


def test_a_moment_is_said_on_the_clock_of_the_zone(english: Wording) -> None:
    assert english.moment(MOMENT, "America/New_York") == "Wednesday, December 2, 2026, 6:34 pm"


def test_a_moment_after_midnight_in_utc_is_the_evening_before_here(english: Wording) -> None:
    late = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)
    assert english.moment(late, "America/New_York") == "Wednesday, December 2, 2026, 8:00 pm"


def test_a_moment_without_a_zone_cannot_be_said(english: Wording) -> None:
    with pytest.raises(ValueError, match="zone"):
        english.moment(datetime(2026, 12, 2, 18, 34))  # noqa: DTZ001  # that is the mistake


def test_an_hour_may_stand_alone(english: Wording) -> None:
    assert english.hour(time(0, 5)) == "12:05 am"
    assert english.hour(MOMENT, "America/New_York") == "6:34 pm"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "zero"), (9, "nine"), (10, "ten"), (11, "11"), (1204, "1,204")]
)
def test_small_numbers_are_spelled(english: Wording, number: int, said: str) -> None:
    assert english.spelled(number) == said


def test_what_is_missing_shows_a_dash_and_says_so_aloud(english: Wording) -> None:
    shown = str(english.filters()["day"](None))
    assert "—" in shown
    assert "none given" in shown


def test_a_zero_is_not_missing(english: Wording) -> None:
    assert english.none_given(0) == 0


def test_a_sentence_is_said_with_its_days_in_words(english: Wording) -> None:
    sentence = say("Fill the seat by {due}.", due=DAY)
    assert english.say(sentence) == "Fill the seat by Monday, November 30, 2026."


def test_a_sentence_of_days_reads_the_same_on_the_page_and_in_the_answer(
    english: Wording,
) -> None:
    sentence = say("Fill the seat by {due}.", due=DAY)
    assert english.say(sentence) == str(sentence)


def test_a_sentence_is_translated_with_its_values(spanish: Wording) -> None:
    sentence = say("Fill the seat by {due}.", due=DAY)
    assert spanish.say(sentence) == "El puesto se llena antes del lunes, 30 de noviembre de 2026."


@pytest.mark.parametrize(("count", "said"), [(1, "Falta 1 día."), (9, "Faltan 9 días.")])
def test_a_number_chooses_the_plural(spanish: Wording, count: int, said: str) -> None:
    sentence = say_n("{count} day is left.", "{count} days are left.", count)
    assert spanish.say(sentence) == said
