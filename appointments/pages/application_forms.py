"""What a first application form and one that goes on have in common."""

from collections.abc import Iterable, Mapping
from datetime import date

from appointments.rules.applications import DETAILS, RELATION
from appointments.schemas.applications import (
    ApplicationWish,
)
from appointments.schemas.calls import CallView
from appointments.services.calls import rules_of
from appointments.services.held_uploads import forget_held_uploads, held_upload, hold_upload
from governance.charter.model import ApplicationQuestion, Charter, QuestionKind
from governance.rules.access import Actor
from governance.rules.papers import TEXTS, endings
from governance.schemas.bodies import Body
from governance.schemas.papers import LARGEST, Upload
from governance.sentences import say
from governance.web.forms import Form
from governance.web.frames import home_of
from governance.web.templating import Link


def wish_of(
    form: Form, found: CallView, upload: Upload | None, *, email: str = ""
) -> ApplicationWish | None:
    given: dict[str, object] = {"answers": answers_of(form, found.questions), "resume": upload}
    if email:
        given["email"] = email
    return form.read(ApplicationWish, zone="UTC", **given)


def answers_of(form: Form, questions: Iterable[ApplicationQuestion]) -> dict[str, str]:
    """Return what was answered, by question."""
    answers = {}
    for question in questions:
        for name in (question.id, question.id + DETAILS, question.id + RELATION):
            text = str(form.value(f"answer_{name}")).replace("\r\n", "\n").strip()
            if text:
                answers[name] = text
    return answers


async def upload_of(actor: Actor, form: Form) -> Upload | None:
    """Return the file that was chosen now, or the one that came with the form before."""
    chosen = form.upload("resume")
    token = str(form.value("held"))
    return chosen or (await held_upload(token, at=actor.at) if token else None)


async def hold(actor: Actor, form: Form, upload: Upload | None) -> str:
    """Hold the file of a form that was refused, unless the file itself was the reason."""
    if upload is None or form.error("resume") or len(upload.content) > LARGEST:
        return ""
    if "resume" not in form.files:
        return str(form.value("held"))
    return await hold_upload(upload, at=actor.at)


async def let_go(actor: Actor, form: Form) -> None:
    token = str(form.value("held"))
    if token:
        await forget_held_uploads(actor.at, token=token)


def asked_by(charter: Charter) -> dict[str, object]:
    """Return what the form says besides the call's own questions."""
    places = (each.place for each in charter.eligibility if each.months and each.place)
    return {
        "districts": sorted({seat.district for seat in charter.seats if seat.district}),
        "place": next(places, ""),
        "consent": rules_of(charter).consent,
        "clause": rules_of(charter).clause,
        "kinds": endings(TEXTS),
        "megabytes": LARGEST // 1_000_000,
        "details": DETAILS,
        "relation": RELATION,
        "relations": [(each.id, each.name) for each in charter.relations],
    }


def days_told(
    questions: Iterable[ApplicationQuestion], answers: Mapping[str, str]
) -> dict[str, date | None]:
    """Return the days among the answers, by question, to be said as days are."""
    return {
        each.id: date.fromisoformat(answers[each.id])
        if each.kind is QuestionKind.DAY and answers.get(each.id)
        else None
        for each in questions
    }


def crumbs_of(board: Body, found: CallView | None = None) -> tuple[Link, ...]:
    calls = Link(label=say("Apply for a seat"), href=f"/bodies/{board.slug}/calls")
    own = (Link(label=found.title, href=f"{calls.href}/{found.id}"),) if found else ()
    return (home_of(board), calls, *own)
