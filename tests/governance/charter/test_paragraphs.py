"""Every lettered and numbered paragraph of 18-3 to 18-13 has its clause, and says what keeps it."""

import pytest

from governance.charter.load import load_bundled

NUMBERED = {
    "18-4H": 3,
    "18-4I": 8,
    "18-4J": 3,
    "18-4L": 3,
    "18-5F": 4,
    "18-5G": 8,
    "18-5I": 13,
    "18-5J": 4,
    "18-5K": 6,
    "18-6A": 3,
    "18-6C": 7,
    "18-7B": 6,
}
"""How many numbered paragraphs these have in the text of the law."""

LETTERED = {
    "18-3": "ABCDEFGHIJ",
    "18-4": "ABCDEFGHIJKL",
    "18-5": "ABCDEFGHIJK",
    "18-6": "ABC",
    "18-7": "AB",
    "18-9": "ABC",
    "18-10": "AB",
    "18-11": "ABCDEFG",
    "18-12": "AB",
    "18-13": "ABC",
}
PARAGRAPHS = [
    "18-8",
    *(
        paragraph
        for section, letters in LETTERED.items()
        for letter in letters
        for paragraph in (
            [f"{section}{letter}({n + 1})" for n in range(NUMBERED[f"{section}{letter}"])]
            if f"{section}{letter}" in NUMBERED
            else [f"{section}{letter}"]
        )
    ),
]


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_paragraph_has_a_clause_that_is_kept_or_says_why_not(paragraph: str) -> None:
    """Among them 18-4I3, that any organization or resident may nominate."""
    found = [
        each
        for each in load_bundled("rochester-pab").clauses
        if (each.cite or each.id) == paragraph
    ]
    assert found
    assert all(each.held_by or each.prose for each in found)


def test_no_clause_of_the_article_is_outside_its_paragraphs() -> None:
    cited = {each.cite or each.id for each in load_bundled("rochester-pab").clauses}
    article = {each for each in cited if each.startswith("18-")}
    whole = {"18-2", "18-4H", "18-4I", "18-6A"}
    assert article - set(PARAGRAPHS) == whole
