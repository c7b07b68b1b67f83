"""How a template becomes a page."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from jinja2 import UndefinedError

from governance.charter.findings import Answer, Finding
from governance.sentences import say
from governance.web import templating
from governance.web.forms import Form
from governance.web.templating import Chrome, Link, Notice, render

Rendered = Callable[..., str]
SPANISH = {
    "Sign in": "Iniciar sesión",
    "Fill the seat by {due}.": "El puesto se llena antes del {due}.",
}


def forget() -> None:
    for cached in (templating.environment, templating.wording, templating.languages):
        cached.cache_clear()


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rendered]:
    """Render the text of a template, as a page of its own."""
    monkeypatch.setattr(templating, "FOLDERS", (*templating.FOLDERS, tmp_path))

    def rendered(text: str, **context: object) -> str:
        forget()
        (tmp_path / "page.html").write_text(text)
        return render("page.html", **context)

    yield rendered
    forget()


@pytest.fixture
def spanish(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of two messages."""
    folder = tmp_path_factory.mktemp("locale")
    monkeypatch.setattr(templating, "CATALOGUES", folder)
    catalogue = Catalog(locale="es")
    for english, translated in SPANISH.items():
        catalogue.add(english, translated)
    target = folder / "es" / "LC_MESSAGES" / f"{templating.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def test_a_page_says_whose_it_is() -> None:
    page = render("error.html", chrome=Chrome(title="Not found", body_name="Board"), detail="Gone.")
    assert "<title>Not found · Board · openseat</title>" in page
    assert page.count("<h1>Not found</h1>") == 1
    assert '<html lang="en">' in page


def test_what_a_person_typed_is_never_markup() -> None:
    page = render("error.html", chrome=Chrome(title="<i>"), detail="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "<h1>&lt;i&gt;</h1>" in page


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="detail"):
        render("error.html", chrome=Chrome(title="Not found"))


def test_the_current_page_is_marked_in_the_navigation() -> None:
    nav = (Link(label="Desk", href="/desk"), Link(label="Law", href="/law", current=True))
    page = render("error.html", chrome=Chrome(nav=nav), detail="")
    assert '<a href="/law" aria-current="page">Law</a>' in page
    assert page.count("aria-current") == 1


def test_a_stranger_may_sign_in() -> None:
    page = render("error.html", chrome=Chrome(), detail="")
    assert '<a href="/sign-in">Sign in</a>' in page
    assert "Sign out" not in page


def test_signing_out_is_a_form_with_its_token() -> None:
    page = render("error.html", chrome=Chrome(who="The clerk", csrf="t0ken"), detail="")
    assert '<form method="post" action="/sign-out">' in page
    assert '<input type="hidden" name="csrf" value="t0ken">' in page
    assert "Sign in" not in page


def test_the_token_is_not_in_what_is_logged_of_the_chrome() -> None:
    assert "t0ken" not in repr(Chrome(csrf="t0ken"))


def test_a_notice_is_a_status() -> None:
    page = render("error.html", chrome=Chrome(notice=Notice(text="Saved.")), detail="")
    assert '<div class="note good" role="status"><p>Saved.</p></div>' in page


def test_a_sentence_is_printed_with_its_days_in_words(rendered: Rendered) -> None:
    text = rendered("{{ it }}", it=say("Due {day}.", day=date(2026, 11, 30)))
    assert text == "Due Monday, November 30, 2026."


def test_the_values_of_a_sentence_are_never_markup(rendered: Rendered) -> None:
    assert rendered("{{ it }}", it=say("Named: {who}.", who="<b>")) == "Named: &lt;b&gt;."


def test_a_moment_is_said_on_the_body_s_clock(rendered: Rendered) -> None:
    moment = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)
    chrome = Chrome(zone="America/New_York")
    text = rendered(
        "{{ it | moment }}/{{ it | hour }}/{{ none | moment }}", it=moment, chrome=chrome
    )
    assert text.startswith("Wednesday, December 2, 2026, 8:00 pm/8:00 pm/<span")


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (datetime(2026, 12, 3, 1, 0, tzinfo=UTC), "2026-12-02T20:00"),
        (datetime(2026, 12, 2, 20, 0), "2026-12-02T20:00"),  # noqa: DTZ001  # as typed
        ("next week", "next week"),
        (None, ""),
    ],
)
def test_a_moment_goes_back_into_its_field(rendered: Rendered, value: object, typed: str) -> None:
    chrome = Chrome(zone="America/New_York")
    page = rendered('{{ ui.moment_field("at", "When", value=it) }}', it=value, chrome=chrome)
    assert f'value="{typed}"' in page


def test_what_was_typed_comes_back_escaped(rendered: Rendered) -> None:
    page = rendered("""{{ ui.field("who", "Who", value='"><b>') }}""")
    assert 'value="&#34;&gt;&lt;b&gt;"' in page


def test_a_field_is_told_by_its_hint_and_its_error(rendered: Rendered) -> None:
    page = rendered('{{ ui.field("who", "Who", hint="A name.", error="Give a name.") }}')
    assert '<label for="f-who">Who</label>' in page
    assert 'aria-describedby="f-who-hint f-who-wrong" aria-invalid="true"' in page


def test_a_field_takes_what_was_typed_and_what_is_wrong_from_its_form(rendered: Rendered) -> None:
    form = Form({"on": "next week"})
    form.errors["on"] = say("Give a day.")
    page = rendered(
        '{{ ui.day_field("on", "On", form=form) }}{{ ui.error_summary(form=form) }}', form=form
    )
    assert 'value="next week"' in page
    assert page.count("Give a day.") == 2


def test_a_form_not_yet_sent_shows_the_values_that_the_page_gives(rendered: Rendered) -> None:
    page = rendered(
        """{{ ui.day_field("on", "On", value=day, form=form) }}
        {{ ui.checkbox("sworn", "Sworn", checked=true, form=form) }}""",
        form=Form(),
        day=date(2026, 11, 30),
    )
    assert 'value="2026-11-30"' in page
    assert "checked" in page


def test_a_box_that_was_unchecked_stays_so(rendered: Rendered) -> None:
    form = Form({"who": "N. Osei"})
    page = rendered('{{ ui.checkbox("sworn", "Sworn", checked=true, form=form) }}', form=form)
    assert "checked" not in page


def test_a_password_never_comes_back(rendered: Rendered) -> None:
    form = Form({"secret": "hunter2"})
    page = rendered('{{ ui.field("secret", "Password", type="password", form=form) }}', form=form)
    assert "hunter2" not in page


def test_the_summary_leads_to_the_field_and_to_the_clause(rendered: Rendered) -> None:
    finding = Finding(Answer.BROKEN, say("A tie is lost."), "18-6B")
    chrome = Chrome(law_href="/bodies/pab/law")
    page = rendered(
        "{{ ui.error_summary(errors, findings) }}",
        errors={"who": "Give a name."},
        findings=[finding],
        chrome=chrome,
    )
    assert '<a href="#f-who">Give a name.</a>' in page
    assert 'A tie is lost. <a class="clause" href="/bodies/pab/law#18-6B">18-6B</a>' in page


def test_no_summary_stands_where_nothing_is_wrong(rendered: Rendered) -> None:
    assert rendered("{{ ui.error_summary({}, []) }}").strip() == ""


def test_a_form_carries_its_token_and_its_key(rendered: Rendered) -> None:
    page = rendered(
        '{% call ui.form("/fill", key="k1") %}x{% endcall %}', chrome=Chrome(csrf="t0ken")
    )
    assert '<input type="hidden" name="csrf" value="t0ken">' in page
    assert '<input type="hidden" name="key" value="k1">' in page


def test_a_button_that_is_not_in_order_says_why(rendered: Rendered) -> None:
    page = rendered('{{ ui.submit("Close", why_not="A vote is missing.") }}')
    assert "disabled" in page
    assert "A vote is missing." in page


@pytest.mark.parametrize(
    ("page", "numbers"), [(1, "1 2 … 9"), (2, "1 2 3 … 9"), (5, "1 … 4 5 6 … 9"), (9, "1 … 8 9")]
)
def test_pages_far_away_are_left_out(rendered: Rendered, page: int, numbers: str) -> None:
    text = rendered('{{ ui.pagination(page, 9, "?page={page}") }}', page=page)
    words = re.sub("<[^>]*>", " ", text).split()
    assert [word for word in words if word not in ("Previous", "Next")] == numbers.split()


def test_one_page_needs_no_pagination(rendered: Rendered) -> None:
    assert rendered('{{ ui.pagination(1, 1, "?page={page}") }}').strip() == ""


def test_a_cell_of_a_table_names_its_column(rendered: Rendered) -> None:
    page = rendered('{{ ui.rows("Votes", ["Member", ("Ayes", "num")], [["N. Osei", 3]]) }}')
    assert '<th scope="row" role="rowheader">N. Osei</th>' in page
    assert '<td role="cell" class="num" data-label="Ayes"><div>3</div></td>' in page


def test_english_is_the_only_language_without_a_catalogue() -> None:
    assert templating.languages() == ("en",)
    assert templating.other_languages("en", "/?language={language}") == ()


@pytest.mark.usefixtures("spanish")
def test_a_catalogue_adds_a_language(rendered: Rendered) -> None:
    text = '{{ it }}/{{ _("Sign in") }}/{{ day | day }}/{{ _("Not translated") }}/{{ language }}'
    due = date(2026, 11, 30)
    said = rendered(text, language="es", it=say("Fill the seat by {due}.", due=due), day=due)
    assert said == (
        "El puesto se llena antes del lunes, 30 de noviembre de 2026."
        "/Iniciar sesión/lunes, 30 de noviembre de 2026/Not translated/es"
    )


@pytest.mark.usefixtures("spanish")
def test_the_other_languages_are_named_in_themselves() -> None:
    forget()
    (link,) = templating.other_languages("en", "/?language={language}")
    forget()
    assert (link.label, link.href) == ("Español", "/?language=es")


def test_an_unknown_language_reads_in_english() -> None:
    page = render("error.html", language="tlh", chrome=Chrome(), detail="")
    assert '<html lang="en">' in page


def test_the_address_of_a_static_file_follows_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = templating.static_href("board.css")
    shutil.copytree(templating.STATIC, tmp_path / "static")
    (tmp_path / "static" / "board.css").write_text("body { margin: 1px }")
    monkeypatch.setattr(templating, "STATIC", tmp_path / "static")
    templating.static_href.cache_clear()
    after = templating.static_href("board.css")
    templating.static_href.cache_clear()
    assert before.startswith("/static/board.css?v=")
    assert before != after


def test_the_texts_of_pages_and_sentences_are_found_for_translators() -> None:
    with (templating.HOME / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "say_n": (1, 2)}
    found = {
        message
        for _, _, message, _, _ in extract_from_dir(
            templating.HOME / "governance", methods, options, keywords
        )
    }
    assert {"Sign in", "(optional)", "nine"} <= found
    assert ("{count} week", "{count} weeks") in found
