import asyncio

import pytest

from demo.simulated import OWNER, RELEASES, Discogs, Open

FROM_A_PAGE = {"origin": "http://page.test"}


async def test_a_script_says_what_becomes_of_each_request(opened: Open) -> None:
    discogs = opened(script=("ok", "html", "empty", "5xx", "429"))
    answers = [await discogs.ask("/") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 502, 429, 200]
    assert answers[1].headers["content-type"].startswith("text/html")
    assert answers[1].text.startswith("<!DOCTYPE html>")
    assert answers[2].content == b""
    assert answers[5].json()["api_version"] == "v2"


@pytest.mark.parametrize(
    ("switch", "status"), [("random_429", 429), ("random_5xx", 502), ("html", 200), ("empty", 200)]
)
async def test_chance_strikes_about_as_often_as_told(opened: Open, switch: str, status: int) -> None:
    discogs = opened(**{switch: 0.25}, limit_with_credentials=1000)
    answers = [await discogs.ask("/oauth/identity", **OWNER) for _ in range(400)]
    struck = [answer for answer in answers if not answer.text.startswith('{"id"')]
    assert 70 < len(struck) < 130
    assert {answer.status_code for answer in struck} == {status}


async def test_the_same_seed_strikes_at_the_same_places(opened: Open) -> None:
    runs = []
    for _ in range(2):
        discogs = opened(html=0.3, random_5xx=0.3, seed=5)
        runs.append([(await discogs.ask("/")).status_code for _ in range(20)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) > 1


@pytest.mark.parametrize("fault", ["html", "empty", "5xx"])
@pytest.mark.parametrize("readable", [True, False])
async def test_whether_a_page_may_read_faults_is_a_switch(opened: Open, fault: str, readable: bool) -> None:
    discogs = opened(script=(fault,), cors_on_faults=readable)
    answer = await discogs.ask(RELEASES, headers=FROM_A_PAGE)
    assert ("access-control-allow-origin" in answer.headers) is readable


async def test_statuses_of_faults_are_switches(opened: Open) -> None:
    discogs = opened(script=("html", "5xx"), html_status=403, status_5xx=503)
    assert [(await discogs.ask("/")).status_code for _ in range(2)] == [403, 503]


async def test_latency_spreads_around_its_median(opened: Open) -> None:
    discogs = opened(latency=400, spread=100, limit_with_credentials=1000)
    for _ in range(200):
        await discogs.ask("/", **OWNER)
    took = [2 * half for half in discogs.clock.slept[::2]]
    assert 0.37 < sorted(took)[100] < 0.43
    assert min(took) < 0.3 < 0.5 < max(took)


async def test_pages_are_held_until_it_is_switched(opened: Open) -> None:
    discogs = opened(pages_held_from=2)
    first = await discogs.page(page=1)
    held = asyncio.create_task(discogs.page(page=2))
    # Asked for later, and answered.
    assert await discogs.page(page=1) == first
    assert (await discogs.ask("/_control")).json()["counters"]["paths"][f"{RELEASES}?page=2"] == 1
    assert not held.done()
    await discogs.ask("/_control", method="PUT", json={"pages_held_from": 3})
    assert (await held)["pagination"]["page"] == first["pagination"]["page"] + 1


async def test_a_release_can_be_gone_and_still_be_owned(discogs: Discogs) -> None:
    item = (await discogs.page())["releases"][0]
    path = f"/releases/{item['id']}"
    assert (await discogs.ask(path, **OWNER)).status_code == 200
    await discogs.ask("/_control", method="PUT", json={"gone": [item["id"]]})
    gone = await discogs.ask(path, **OWNER)
    assert (gone.status_code, gone.json()) == (
        404,
        {"message": "That release does not exist or may have been deleted."},
    )
    assert (await discogs.page())["releases"][0] == item
