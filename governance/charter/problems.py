"""What is wrong with a charter, said so that a clerk can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from governance.charter.model import Place
from governance.errors import BadInputError
from governance.sentences import Sentence, one_by_one, say


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where it stands."""

    place: Place
    message: Sentence

    @property
    def sentence(self) -> Sentence:
        return say(
            "{file}, line {line}: {message}",
            file=self.place.file,
            line=self.place.line,
            message=self.message,
        )

    def __str__(self) -> str:
        return str(self.sentence)


class CharterError(BadInputError):
    """A charter that cannot be taken as law; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__({"charter": one_by_one(each.sentence for each in self.problems)})

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def guessed(word: str, known: Iterable[str], message: Sentence) -> Sentence:
    """Return the message, ending in a guess at what was meant when one lies near."""
    near = get_close_matches(word, sorted(known), n=1)
    if not near:
        return say("{message}.", message=message)
    return say("{message}; did you mean '{guess}'?", message=message, guess=near[0])
