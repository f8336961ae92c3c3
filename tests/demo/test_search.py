"""A search of the database: by words or by barcode, open to everybody but for its pictures."""

from typing import Any

from demo.simulated import OWNER, SAMPLES, Discogs, Open, needs_samples
from waugzee_demo.barcodes import check_digit
from waugzee_demo.recorded import RecordedWorld

SEARCH = "/database/search"


async def found(discogs: Discogs, **query: Any) -> dict[str, Any]:
    answer = await discogs.ask(SEARCH, **query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_barcode_finds_all_that_bear_it(discogs: Discogs) -> None:
    everything = await found(discogs, type="release", per_page=100, **OWNER)
    rows = [row for row in everything["results"] if row["barcode"][0][0].isdigit() and row["barcode"][1:]]
    for row in rows[:5]:
        printed, scanned = row["barcode"][:2]
        assert printed.replace(" ", "") == scanned
        assert check_digit(scanned[:-1]) == scanned[-1]
        for asked in (scanned, printed, f"0{scanned}"):
            ids = [one["id"] for one in (await found(discogs, barcode=asked, **OWNER))["results"]]
            assert row["id"] in ids
    shown = (await discogs.ask(f"/releases/{rows[0]['id']}", **OWNER)).json()
    assert [one["value"] for one in shown["identifiers"]] == rows[0]["barcode"]
    assert (await found(discogs, barcode="12345678"))["pagination"]["items"] == 0


async def test_rows_look_as_the_real_ones(discogs: Discogs) -> None:
    page = await found(discogs, q="records", per_page=5, **OWNER)
    assert set(page["pagination"]) == {"page", "pages", "per_page", "items", "urls"}
    rows = (await found(discogs, per_page=100, **OWNER))["results"]
    assert rows
    for row in rows:
        assert row["type"] == "release"
        assert row.get("year", "1").isdecimal()
        assert row["uri"].startswith(f"/release/{row['id']}-")
        assert " - " in row["title"]
        assert (row["master_url"] is None) == (row["master_id"] == 0)
    assert {row["user_data"]["in_collection"] for row in rows} == {True, False}


async def test_a_pressing_that_nobody_has_can_be_bought(discogs: Discogs) -> None:
    rows = (await found(discogs, per_page=100, page=4, **OWNER))["results"]
    other = next(row for row in rows if not row["user_data"]["in_collection"])
    path = f"/users/demo/collection/folders/1/releases/{other['id']}"
    assert (await discogs.ask(path, method="POST", **OWNER)).status_code == 201
    (again,) = [
        row
        for row in (await found(discogs, per_page=100, page=4, **OWNER))["results"]
        if row["id"] == other["id"]
    ]
    assert again["user_data"]["in_collection"] is True


async def test_without_credentials_there_are_no_pictures(discogs: Discogs, opened: Open) -> None:
    rows = (await found(discogs, per_page=100))["results"]
    assert {row["thumb"] for row in rows} == {""}
    assert {row["user_data"]["in_collection"] for row in rows} == {False}
    closed = opened(closed_search=True)
    answer = await closed.ask(SEARCH, q="x")
    assert (answer.status_code, answer.json()["message"]) == (
        401,
        "You must authenticate to access this resource.",
    )
    assert (await closed.ask(SEARCH, q="x", **OWNER)).status_code == 200


async def test_a_browser_may_read_it(discogs: Discogs) -> None:
    answer = await discogs.ask(SEARCH, q="x")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-discogs-media-type"] == "discogs.v2"
    assert (await discogs.ask(SEARCH, page=99)).status_code == 404


@needs_samples
async def test_recordings_are_found_by_their_barcodes(opened: Open) -> None:
    recorded = opened(RecordedWorld(SAMPLES))
    rows = (await found(recorded, per_page=100, **OWNER))["results"]
    row = next(row for row in rows if any(one.replace(" ", "").isdecimal() for one in row["barcode"]))
    code = next(one for one in row["barcode"] if one.replace(" ", "").isdecimal())
    assert row["id"] in [one["id"] for one in (await found(recorded, barcode=code, **OWNER))["results"]]
