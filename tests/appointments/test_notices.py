"""Notices by mail and on paper, and what proves that they arrived."""

from datetime import date
from pathlib import Path

import pytest

from appointments.schemas.vacancies import How, NoticeDelivery, Notices
from appointments.services.notices import notices_of, record_notice_delivery, send_notices
from appointments.services.statistics import vacancy_statistics
from appointments.services.vacancies import get_vacancy
from governance.errors import BadInputError, NotFoundError
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.services.letters import FolderPost, deliver_letters
from governance.services.papers import paper_content
from tests.app import Watch
from tests.appointments.makers import CHARTER, clerk
from tests.appointments.test_vacancies import ADDRESSES, vacated

ON = date(2026, 12, 14)
BY_HAND = NoticeDelivery(how=How.HAND, delivered_on=ON, delivered_by="A. Messenger")


async def test_the_outbox_proves_what_went_out(board: Body, tmp_path: Path) -> None:
    found = await vacated(ON)
    await send_notices(clerk(ON), found.id, Notices(addresses=ADDRESSES))
    waiting = await notices_of(board, CHARTER, found.id, ON)
    assert {each.delivered_on for each in waiting} == {None}
    watch = Watch(clerk(date(2026, 12, 15)).at)
    await deliver_letters(FolderPost(str(tmp_path)), watch, mail_from="board@city.example")
    told = await notices_of(board, CHARTER, found.id, ON)
    assert {each.delivered_on for each in told} == {date(2026, 12, 15)}
    assert [each.letters[0].recipient for each in told] == [
        ADDRESSES[each.authority] for each in told
    ]


async def test_a_letter_on_paper_is_sent_and_proven_in_one(board: Body) -> None:
    found = await vacated(ON)
    receipt = Upload(name="receipt.txt", content=b"Received.")
    wish = NoticeDelivery(
        how=How.REGISTERED, delivered_on=ON, delivered_by="The post", evidence=receipt
    )
    state = await record_notice_delivery(clerk(ON), found.id, "mayor", wish)
    assert (state.on_paper, state.delivered_on) == (True, ON)
    paper = state.proofs[0].paper
    assert paper is not None
    assert await paper_content(board, paper) == b"Received."
    view = await get_vacancy(board, CHARTER, found.id, ON)
    assert [each.authority for each in view.notices if each.sent_at] == ["mayor"]
    told = await send_notices(clerk(ON), found.id, Notices(addresses=ADDRESSES))
    assert all(each.sent_at for each in told.notices)


async def test_a_delivery_lies_between_sending_and_today(board: Body) -> None:
    found = await vacated(ON)
    await send_notices(clerk(date(2026, 12, 16)), found.id, Notices(addresses=ADDRESSES))
    late = clerk(date(2026, 12, 17))
    for wrong in (date(2026, 12, 15), date(2026, 12, 18)):
        wish = NoticeDelivery(how=How.HAND, delivered_on=wrong, delivered_by="X")
        with pytest.raises(BadInputError):
            await record_notice_delivery(late, found.id, "council", wish)
    with pytest.raises(NotFoundError):
        await record_notice_delivery(late, found.id, "governor", BY_HAND)


async def test_the_statistics_tell_notice_and_vacant_days(board: Body) -> None:
    found = await vacated(ON)
    later = date(2026, 12, 24)
    for authority in ADDRESSES:
        await record_notice_delivery(clerk(date(2026, 12, 16)), found.id, authority, BY_HAND)
    years = await vacancy_statistics(board, CHARTER, later)
    [council] = [each for each in years if each.authority == "council" and each.opened]
    assert (council.days_vacant, council.days_to_notice, council.open) == (11, 2, 1)
    assert (council.since, council.until) == (date(2026, 7, 1), date(2026, 12, 25))
    [late] = [
        each for each in await vacancy_statistics(board, CHARTER, date(2027, 2, 17)) if each.opened
    ]
    assert late.overdue == 1
