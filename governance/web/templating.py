"""How does a page template become text, in the reader's language?

A template sees what the page gives it, and besides: `chrome` (the frame around the page),
`ui` (the macros of ui.html, which know the chrome), the filters of `wording`, and gettext.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.support import NullTranslations, Translations
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from governance.sentences import Sentence
from governance.web.wording import TERRITORY, Wording

HOME = Path(__file__).resolve().parents[2]
FOLDERS = (
    HOME / "governance" / "web" / "templates",
    HOME / "appointments" / "templates",
    HOME / "meetings" / "templates",
    HOME / "elections" / "templates",
)
STATIC = HOME / "governance" / "web" / "static"
CATALOGUES = HOME / "governance" / "locale"
DOMAIN = "openseat"
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go, and its name."""

    label: str | Sentence
    href: str = ""
    current: bool = False


NavItem = Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in which this page can be read, named in itself."""

    code: str
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the page says once about what was just done; tone is good, warn, bad or info."""

    text: str | Sentence
    tone: str = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The frame around a page: whose it is, where it stands, who reads it."""

    title: str | Sentence = ""
    body_name: str = ""
    home_href: str = "/"
    law_href: str = "/law"
    place: str = ""
    zone: str = "UTC"
    nav: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    notice: Notice | None = None
    who: str = ""
    who_href: str = ""
    sign_in_href: str = "/sign-in"
    sign_out_href: str = "/sign-out"
    languages: tuple[Language, ...] = ()
    csrf: str = field(default="", repr=False)


def render(
    name: str,
    *,
    language: str = SOURCE_LANGUAGE,
    chrome: Chrome | None = None,
    **context: object,
) -> str:
    """Return the template as text; a language without a catalogue reads in English."""
    pages = environment(language if language in languages() else SOURCE_LANGUAGE)
    frame = chrome or Chrome()
    macros = pages.get_template("ui.html").make_module({"chrome": frame})
    return pages.get_template(name).render(context, chrome=frame, ui=macros)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a compiled catalogue, English first."""
    found = sorted(
        path.parent.parent.name for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    )
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


def other_languages(current: str, href: str) -> tuple[Language, ...]:
    """Return links to this page in the other languages, each named in itself."""
    return tuple(
        Language(code=code, label=language_name(code), href=href.format(language=code))
        for code in languages()
        if code != current
    )


def language_name(code: str) -> str:
    """Return a language's name in itself, as it stands in a list of links: Español."""
    name = Locale(code).get_display_name() or code
    return name[:1].upper() + name[1:]


@lru_cache
def wording(language: str) -> Wording:
    """Return the words of a language."""
    catalogue: NullTranslations = Translations.load(CATALOGUES, [language], DOMAIN)
    return Wording(Locale(language, TERRITORY), catalogue)


@lru_cache
def environment(language: str) -> Environment:
    """Return the compiled templates of a language."""
    words = wording(language)
    pages = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in FOLDERS]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        finalize=lambda value: _finished(value, words),
        auto_reload=False,
        cache_size=-1,
        lstrip_blocks=True,
    )
    pages.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    pages.policies["ext.i18n.trimmed"] = True
    pages.filters.update(words.filters())
    pages.filters["hour"] = _in_the_body_s_zone(words.hour, words)
    pages.filters["moment"] = _in_the_body_s_zone(words.moment, words)
    pages.filters["typed"] = _typed
    pages.globals["language"] = language
    pages.globals["static"] = static_href
    return pages


@cache
def static_href(name: str) -> str:
    """Return the address of a static file, which changes whenever its bytes change."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


@pass_context
def _typed(context: Context, value: object) -> object:
    """Give a value as an input of a form holds it, a moment on the body's own clock."""
    if isinstance(value, datetime):
        there = value.astimezone(ZoneInfo(context["chrome"].zone)) if value.tzinfo else value
        return f"{there:%Y-%m-%dT%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def _in_the_body_s_zone(word: Callable[..., str], words: Wording) -> Callable[..., object]:
    """Let a page say a moment without naming the zone that its chrome knows."""

    @pass_context
    def filtered(context: Context, value: datetime | time | None, zone: str = "") -> object:
        if value is None:
            return words.none_given(value)
        return word(value, zone or context["chrome"].zone)

    return filtered


def _finished(value: object, words: Wording) -> object:
    """Say a sentence where a template prints one; print nothing for nothing."""
    if isinstance(value, Sentence):
        return words.say(value)
    return "" if value is None else value
