"""The agenda through the JSON doors and the pages: published, ordered, read, kept from others."""

from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pikepdf

from tests.meetings.test_agendas import PDF
from tests.meetings.test_doors import API, PAGES, House, house, scheduled

__all__ = ["house"]


def document(name: str, *, confidential: bool = False) -> dict[str, object]:
    paper = {"name": name, "content": b64encode(PDF).decode()}
    return {"paper": paper, "confidential": confidential}


def test_through_the_api(house: House) -> None:
    meeting = scheduled(house, kind="committee")  # on which the law forces no items
    here = f"/meetings/{meeting}"
    contract = {"title": "Translation", "kind": "contract", "amount_cents": 1_000_001}
    one = house.post(f"{here}/agenda", {**contract, "consent": True})["id"]
    two = house.post(f"{here}/agenda", {"title": "Rules"})["id"]
    house.post(f"{here}/agenda", {"title": "Odd", "kind": "oddity"}, status=400)
    house.post(f"{here}/agenda-order", {"items": [two, one], "seen": [one, two]})
    house.post(f"{here}/agenda-order", {"items": [two, one], "seen": [one, two]}, status=409)
    open_one = house.post(f"/agenda-items/{one}/documents", document("offer.pdf"))["id"]
    secret = house.post(
        f"/agenda-items/{one}/documents", document("secret.pdf", confidential=True)
    )["id"]
    house.post(f"/agenda-items/{one}/pull", {}, role="sitting")
    house.get(f"{API}/documents/{open_one}", status=404)
    house.post(f"{here}/agenda-versions")
    house.get(f"{API}/documents/{open_one}")
    house.get(f"{API}/documents/{secret}", status=404)
    house.get(f"{API}/documents/{secret}", role="sitting")
    versions = house.get(f"{API}{here}/agenda-versions")
    assert "secret" not in versions
    house.post(f"/documents/{open_one}/withdrawal", {"reason": "Old."})
    house.post(f"/agenda-items/{two}/amendment", {"title": "Rules of order"})
    house.post(f"/agenda-items/{two}/withdrawal", {"reason": "Later."})
    house.get(f"{API}/documents/{open_one}", status=404)


def test_through_the_pages(house: House) -> None:
    meeting = scheduled(house, kind="committee")  # on which the law forces no items
    home = f"{PAGES}/meetings/{meeting}"
    edit = f"{home}/agenda/edit"
    house.sign_in("chair@test.example")
    wrong = house.form(edit, f"{edit}/add", status=400, title="Offer", kind="contract", amount="x")
    assert "This is not an amount" in wrong
    none = house.form(edit, f"{edit}/add", status=400, title="Offer", kind="contract")
    assert "State the amount of the contract." in none
    house.form(edit, f"{edit}/add", title="Offer", kind="contract", amount="$12,500")
    said = house.form(edit, f"{edit}/add", title="Rules", kind="business")
    assert "$12,500 · More than $10,000: Council approves it." in said
    items = [
        each["id"] for each in house.doors.client.get(f"{API}/meetings/{meeting}").json()["agenda"]
    ]
    assert items == []  # nothing is published yet
    house.doors.client.cookies.clear()
    assert "No agenda has been published." in house.get(home)
    house.sign_in("chair@test.example")
    house.form(edit, f"{edit}/publish")
    rules = house.doors.client.get(f"{API}/meetings/{meeting}").json()["agenda"][1]["id"]
    house.form(edit, f"{edit}/order", up=rules)
    house.form(edit, f"{edit}/publish")
    house.doors.client.cookies.clear()
    assert "The order was changed." in house.get(f"{home}/agenda/2")
    assert "there is a later version" in house.get(f"{home}/agenda/1")
    house.get(f"{home}/agenda/3", status=404)
    paper = house.doors.client.get(f"{home}/agenda/2/pdf")
    assert paper.content.startswith(b"%PDF")
    packet = house.doors.client.get(f"{home}/agenda/2/zip")
    assert ZipFile(BytesIO(packet.content)).namelist() == ["00-agenda.pdf"]


def test_a_packet_holds_the_documents_in_order(house: House) -> None:
    meeting = scheduled(house, kind="committee")  # on which the law forces no items
    for title, name in (("Rules", "b.pdf"), ("Offer", "a/../a.pdf")):
        item = house.post(f"/meetings/{meeting}/agenda", {"title": title})["id"]
        house.post(f"/agenda-items/{item}/documents", document(name))
        house.post(f"/agenda-items/{item}/documents", document("c.pdf", confidential=True))
    house.post(f"/meetings/{meeting}/agenda-versions")
    home = f"{PAGES}/meetings/{meeting}/agenda/1"
    files = ZipFile(BytesIO(house.doors.client.get(f"{home}/zip").content))
    assert files.namelist() == ["00-agenda.pdf", "01-01-b.pdf", "02-01-a.pdf"]
    packet = house.doors.client.get(f"{home}/packet").content
    with pikepdf.open(BytesIO(packet)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert opened.Root.MarkInfo.Marked
        assert list(opened.attachments) == ["01-01-b.pdf", "02-01-a.pdf"]
        rules = opened.attachments["01-01-b.pdf"]
        assert (rules.description, rules.get_file().mime_type) == ("Rules", "application/pdf")
        assert rules.get_file().read_bytes() == files.read("01-01-b.pdf")
    assert house.doors.client.get(f"{home}/packet").content == packet
