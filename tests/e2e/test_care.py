"""How a record is kept: cleaned in detail, its condition noted, and due when one says so."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from e2e.browsing import (
    DESK,
    Api,
    Opening,
    Watch,
    card,
    expect_records,
    go_to,
    sign_in,
    snackbar,
    title_of,
    until,
)
from e2e.site import Account, Site


async def opened(page: Page, site: Site, account: Account, index: int) -> tuple[Api, str]:
    """The record in that place, its sheet open; and its id."""
    api = Api(page, site)
    await sign_in(page, site, account)
    await expect_records(page, await site.demo.items())
    await card(page, index).get_by_role("link").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    return api, page.url.rpartition("/")[2]


async def cleanings(api: Api, copy_id: str) -> list[dict[str, Any]]:
    return [one for one in await api.cleanings() if one["copy_id"] == copy_id]


async def correct(line: Locator, form: Locator) -> None:
    await line.get_by_role("button").tap()
    await expect(form).to_be_visible()


async def test_a_cleaning_is_told_in_detail_and_logged_again(
    phone: Page, site: Site, collector: Account
) -> None:
    api, copy_id = await opened(phone, site, collector, 6)
    title = await title_of(phone, 6)
    await phone.get_by_role("button", name="Clean in detail").tap()
    sheet = phone.get_by_role("dialog", name=f"Clean {title}")
    await sheet.get_by_role("button", name="Ultrasonic").tap()
    await sheet.get_by_role("button", name="Deep").tap()
    await sheet.get_by_label("Machine").fill("Degritter")
    await sheet.get_by_label("Result").fill("quiet again")
    await sheet.get_by_role("button", name="Day only").tap()
    await sheet.get_by_label("Day", exact=True).fill("2026-03-01")
    await sheet.get_by_role("button", name="Log it").tap()

    history = phone.get_by_role("region", name="History")
    line = history.get_by_role("listitem").filter(has_text="Ultrasonic, deep · Degritter · quiet again")
    await expect(line).to_contain_text(re.compile("1 March(?!,)"))
    # Notes alone leave the day a day.
    form = history.get_by_role("form", name="Correct this entry")
    await correct(line, form)
    await form.get_by_label("Notes").fill("both sides")
    await form.get_by_role("button", name="Save").tap()
    await expect(line).to_contain_text("both sides")
    (stored,) = await cleanings(api, copy_id)
    assert (stored["cleaned_at"], stored["date_only"]) == ("2026-03-01T12:00:00Z", True)

    await correct(line, form)
    await form.get_by_role("button", name="All details").tap()
    sheet = phone.get_by_role("dialog", name=f"Correct a cleaning of {title}")
    await sheet.get_by_role("button", name="Vacuum").tap()
    await sheet.get_by_role("button", name="Save").tap()
    line = history.get_by_role("listitem").filter(has_text="Vacuum, deep · Degritter · quiet again")
    await correct(line, form)
    await form.get_by_role("button", name="All details").tap()
    await sheet.get_by_role("button", name="Log the same once more").tap()
    await expect(line).to_have_count(2)
    for cleaning in await cleanings(api, copy_id):
        assert (cleaning["method"], cleaning["notes"]) == ("vacuum", "both sides")
        await api.answer(f"/api/cleanings/{cleaning['id']}", "DELETE")


async def test_days_alone_are_told_as_those_days_in_the_far_east(
    open_page: Opening, site: Site, collector: Account
) -> None:
    page = await open_page(**DESK, timezone_id="Pacific/Auckland")
    api, copy_id = await opened(page, site, collector, 9)
    cleaned = {"copy_id": copy_id, "cleaned_at": "2026-03-01T12:00:00Z", "date_only": True}
    noted = {"copy_id": copy_id, "noted_at": "2026-03-02T12:00:00Z", "date_only": True, "notes": "a tick"}
    cleaning = (await api.answer("/api/cleanings", "POST", cleaned)).json()["id"]
    condition = (await api.answer("/api/conditions", "POST", noted)).json()["id"]
    history = page.get_by_role("region", name="History").get_by_role("listitem")
    await expect(history).to_contain_text("1 March")
    await expect(page.get_by_role("region", name="Condition").get_by_role("listitem")).to_contain_text(
        "2 March"
    )
    await api.answer(f"/api/cleanings/{cleaning}", "DELETE")
    await api.answer(f"/api/conditions/{condition}", "DELETE")


async def test_what_one_writes_stays_while_the_record_is_played_elsewhere(
    desk: Page, site: Site, collector: Account
) -> None:
    api, copy_id = await opened(desk, site, collector, 8)
    play = {"copy_id": copy_id, "played_at": "2026-03-01T12:00:00Z", "notes": "the first"}
    first = (await api.answer("/api/plays", "POST", play)).json()["id"]
    history = desk.get_by_role("region", name="History")
    await history.get_by_role("button", name=re.compile("the first")).click()
    correction = history.get_by_label("Notes")
    await correction.fill("half a sen")
    condition = desk.get_by_role("region", name="Condition")
    await condition.get_by_role("button", name="Note its condition").click()
    noted = condition.get_by_label("Notes")
    await noted.fill("a hairl")

    play = {"copy_id": copy_id, "played_at": "2026-03-02T12:00:00Z", "notes": "the second"}
    second = (await api.answer("/api/plays", "POST", play)).json()["id"]
    await expect(history).to_contain_text("the second")
    await expect(correction).to_have_value("half a sen")
    await expect(noted).to_have_value("a hairl")
    for each in (first, second):
        await api.answer(f"/api/plays/{each}", "DELETE")


async def test_a_condition_is_noted_and_a_record_due_by_its_own_rule(
    desk: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    api, copy_id = await opened(desk, site, collector, 7)
    condition = desk.get_by_role("region", name="Condition")
    await condition.get_by_role("button", name="Note its condition").click()
    await condition.get_by_role("button", name="Save").click()
    await expect(condition.get_by_role("alert")).to_contain_text("Say something")
    await condition.get_by_role("button", name="Scratch").click()
    await condition.get_by_label("Record").select_option("VG")
    await condition.get_by_label("Sleeve").select_option("NM")
    await condition.get_by_label("Notes").fill("hairline on A2")
    await condition.get_by_role("button", name="Save").click()
    words = "Scratch · Record: Very good (VG) · Sleeve: Near mint (NM)"
    line = condition.get_by_role("listitem").filter(has_text=words)
    await expect(line).to_contain_text("hairline on A2")
    await line.get_by_role("button").click()
    await condition.get_by_label("Record").select_option("G+")
    await condition.get_by_role("button", name="Save").click()
    await condition.get_by_role("button", name=re.compile("Good plus")).click()
    # Deleting needs no network either, and taking it back notes it under another id.
    (first,) = await conditions(api, copy_id)
    await desk.context.set_offline(True)
    await condition.get_by_role("button", name="Delete").click()
    await expect(condition.get_by_text("Nothing is noted here")).to_be_visible()
    await snackbar(desk, "Deleted").get_by_role("button", name="Undo").click()
    await expect(condition.get_by_text("hairline on A2")).to_be_visible()
    await desk.context.set_offline(False)

    async def noted_anew() -> bool:
        return [each["id"] != first["id"] for each in await conditions(api, copy_id)] == [True]

    await until(noted_anew, "the first is deleted, the second stored")

    rule = desk.get_by_role("region", name="When to clean it")
    await expect(rule).to_contain_text("Due after 4 plays · as all others")
    await rule.get_by_role("button", name="Change").click()
    await rule.get_by_role("button", name="By its own rule").click()
    await rule.get_by_label("After plays").fill("2")
    await rule.get_by_label("After months").fill("9")
    await rule.get_by_label("I bought it used").click()
    await expect(rule.get_by_label("I bought it used")).to_be_checked()
    await expect(rule).to_contain_text("Due after 2 plays or 9 months · bought used")
    own = {"bought_used": True, "rule": "own", "plays": 2, "months": 9}
    assert await api.ask(f"/api/copies/{copy_id}/care") == own
    (noted,) = await conditions(api, copy_id)
    await api.answer(f"/api/conditions/{noted['id']}", "DELETE")
    await api.answer(f"/api/copies/{copy_id}/care", "DELETE")


async def conditions(api: Api, copy_id: str) -> list[Any]:
    return list((await api.ask(f"/api/copies/{copy_id}/conditions"))["conditions"])


async def test_what_holds_for_all_records_is_set_once(phone: Page, site: Site, collector: Account) -> None:
    api = Api(phone, site)
    await sign_in(phone, site, collector)
    await go_to(phone, "Settings")
    await phone.get_by_label("After plays").fill("6")
    await phone.get_by_label("After months").fill("12")
    await phone.get_by_role("button", name="At once").tap()
    await phone.get_by_label("What I bought used").tap()
    await expect(phone.get_by_label("What I bought used")).not_to_be_checked()
    gap = phone.get_by_label("Minutes between two sessions")
    await gap.fill("0")
    await gap.blur()
    await expect(phone.get_by_text("A whole number from 1 to 1440.")).to_be_visible()
    await gap.fill("90")
    await gap.blur()

    async def settled() -> bool:
        rules, preferences = await api.ask("/api/care/rules"), await api.ask("/api/preferences")
        given = {"plays": 6, "months": 12, "never_cleaned": "always", "bought_used": False}
        return bool(rules == given and preferences["session_gap_minutes"] == 90)

    await until(settled, "the settings are kept")
    await phone.reload()
    await expect(gap).to_have_value("90")
    await expect(phone.get_by_label("After months")).to_have_value("12")
    usual = {"plays": 4, "months": None, "never_cleaned": "played", "bought_used": True}
    await api.answer("/api/care/rules", "PATCH", usual)
    await api.answer("/api/preferences", "PATCH", {"session_gap_minutes": 45})
