"""Can every text of the stylesheet be read, by day and by night?"""

import re
from itertools import product

import pytest

from governance.web.templating import STATIC

SHEET = (STATIC / "board.css").read_text()
GROUNDS = ("paper", "card")
TONES = ("good", "warn", "bad")
AUTHORITIES = tuple(f"authority-{number}" for number in range(1, 7))
BAR_SHARE = 0.16  # how much of the authority's colour a bar mixes into the card

TEXTS = [
    *product(("ink", "soft", "accent", *TONES), GROUNDS),
    *product(("ink", "good", "warn", "bad"), [f"{tone}-tint" for tone in TONES]),
    *product(("ink", "accent", "good", "warn", "bad"), ["tint"]),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("soft", "paper"),
]
EDGES = [*product(("edge", "accent", "bad", *AUTHORITIES), GROUNDS)]


def palette(scheme: str) -> dict[str, tuple[float, ...]]:
    """Return the colours of a scheme; the dark one changes the light one."""
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    found: dict[str, tuple[float, ...]] = {}
    for block in blocks[: 1 if scheme == "light" else 2]:
        for name, digits in re.findall(r"--([\w-]+): #([0-9a-f]{6})", block):
            found[name] = tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return found


def luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> dict[str, tuple[float, ...]]:
    return palette(request.param)


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_text_stands_out(colours: dict[str, tuple[float, ...]], text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_an_edge_stands_out(colours: dict[str, tuple[float, ...]], edge: str, ground: str) -> None:
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_name_stands_out_from_its_bar(
    colours: dict[str, tuple[float, ...]], authority: str
) -> None:
    assert f"var(--by, var(--edge)) {BAR_SHARE:.0%}" in SHEET
    bar = tuple(
        BAR_SHARE * strong + (1 - BAR_SHARE) * card
        for strong, card in zip(colours[authority], colours["card"], strict=True)
    )
    assert contrast(colours["ink"], bar) >= 4.5


def test_black_on_white_is_as_far_apart_as_colours_get() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


def test_the_dark_scheme_changes_every_colour() -> None:
    light, dark = palette("light"), palette("dark")
    assert [name for name in light if light[name] == dark[name]] == []
