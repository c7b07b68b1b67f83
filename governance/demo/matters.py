"""What the board of the demonstration recommended, and what the Chief said to it."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.rules.recommendations import Progress, Reply
from meetings.schemas.matters import MatterWish
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services.matters import open_matter
from meetings.services.recommendations import (
    acknowledge_recommendation,
    answer_recommendation,
    draft_recommendation,
    follow_recommendation,
    send_recommendation,
)

POLICY = "policy"
ADVICE = (
    ("Traffic stops", "That the reason for every traffic stop be recorded.", 210, Reply.AGREES),
    ("Body-worn cameras", "That video be released within ten days.", 120, Reply.DISAGREES),
    ("Mental health calls", "That crisis teams answer mental health calls first.", 20, None),
)
"""Title, words, how many days ago it was sent, and the answer if there is one."""


def plan_matters(stage: Stage) -> None:
    """Let each recommendation be sent on its day, where the law of the board knows of them."""
    kinds = {each.id for each in stage.charter.matter_kinds}
    if stage.charter.recommendations is None or POLICY not in kinds:
        return
    for title, text, ago, reply in ADVICE:
        on = stage.today - timedelta(days=ago)
        stage.at(on, time(10), partial(_recommend, stage, on, title, text, reply))


async def _recommend(stage: Stage, on: date, title: str, text: str, reply: Reply | None) -> None:
    matter = await open_matter(stage.by(Role.STAFF), MatterWish(kind=POLICY, title=title))
    wish = RecommendationWish(title=title, text=text)
    drafted = await draft_recommendation(stage.by(Role.STAFF), matter.id, wish)
    await send_recommendation(stage.by(Role.STAFF), drafted.id, Sending(on=on))
    if reply is not None:
        later = on + timedelta(days=25)
        stage.at(later, time(15), partial(_answered, stage, later, drafted.id, reply))


async def _answered(stage: Stage, on: date, advice: UUID, reply: Reply) -> None:
    receipt = Acknowledgement(on=on)
    await acknowledge_recommendation(stage.by(Role.STAFF), advice, receipt)
    if reply is Reply.AGREES:
        reason, expected_on = "The form is being changed.", on + timedelta(days=150)
    else:
        reason, expected_on = "The time is needed to blur faces.", None
    answer = ReplyWish(reply=reply, reason=reason, on=on, expected_on=expected_on)
    await answer_recommendation(stage.by(Role.STAFF), advice, answer)
    if reply is Reply.AGREES:
        progress = ProgressWish(progress=Progress.UNDER_WAY, words="Two districts use the form.")
        await follow_recommendation(stage.by(Role.STAFF), advice, progress)
