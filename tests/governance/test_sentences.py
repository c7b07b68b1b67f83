"""Sentences: translatable text with its values kept apart."""

from datetime import UTC, date, datetime, time

import pytest

from governance.sentences import ENGLISH, English, in_words, say, say_n


def test_a_sentence_says_its_values() -> None:
    assert str(say("Five are needed; {present} are present.", present=4)) == (
        "Five are needed; 4 are present."
    )


def test_a_day_is_said_with_its_weekday() -> None:
    sentence = say("Due on {day}.", day=date(2026, 11, 30))
    assert str(sentence) == "Due on Monday, November 30, 2026."


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (time(0, 5), "12:05 am"),
        (time(11, 59), "11:59 am"),
        (time(12, 0), "12:00 pm"),
        (time(18, 30), "6:30 pm"),
    ],
)
def test_an_hour_is_said_in_halves_of_the_day(hour: time, words: str) -> None:
    assert in_words(hour, ENGLISH) == words


def test_a_moment_is_a_day_and_an_hour() -> None:
    moment = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
    assert str(say("{at}", at=moment)) == "Thursday, December 3, 2026, 6:30 pm"


def test_one_and_many_are_said_differently() -> None:
    def votes(count: int) -> str:
        return str(say_n("{count} vote for {name}", "{count} votes for {name}", count, name="Ada"))

    assert votes(1) == "1 vote for Ada"
    assert votes(0) == "0 votes for Ada"
    assert votes(2) == "2 votes for Ada"


def test_several_values_are_listed() -> None:
    assert str(say("{who}", who=())) == ""
    assert str(say("{who}", who=("East",))) == "East"
    assert str(say("{who}", who=("East", "South"))) == "East and South"
    assert str(say("{who}", who=("East", "South", "Mayor"))) == "East, South, and Mayor"


def test_a_sentence_stands_within_another() -> None:
    assert str(say("{length} later", length=say_n("{count} day", "{count} days", 2))) == (
        "2 days later"
    )


def test_braces_in_a_value_are_only_text() -> None:
    assert str(say("Hello {name}.", name="{0.__class__}")) == "Hello {0.__class__}."


def test_another_voice_translates_text_and_days() -> None:
    class Spanish(English):
        def gettext(self, message: str) -> str:
            return {"Due on {day}.": "Vence el {day}."}.get(message, message)

        def day(self, value: date) -> str:
            return f"{value.day}/{value.month}/{value.year}"

    assert say("Due on {day}.", day=date(2026, 3, 2)).said_by(Spanish()) == "Vence el 2/3/2026."


def test_equal_sentences_are_equal_and_can_be_kept_in_a_set() -> None:
    assert len({say("{a}", a=1), say("{a}", a=1), say("{a}", a=2)}) == 2
