"""The catalogue on the page: imported by an administrator, searched, leafed through."""

import re

from playwright.async_api import Page, expect

from dumping import CATALOGUE, release, write
from e2e.browsing import Api, choose_public, expect_records, press_sync, sign_in
from e2e.site import Account, Site
from e2e.test_accessibility import violations


async def test_an_administrator_imports_a_month_and_it_can_be_searched(phone: Page, site: Site) -> None:
    page, found = phone, list[str]()
    write(site.data / "dumps/202608", "20260801", **CATALOGUE)
    await sign_in(page, site, await site.new_account("ada", admin=True))
    await page.goto(f"{site.address}/dumps")
    await page.get_by_role("checkbox", name="Vinyl only").check()
    await page.get_by_role("button", name="Import 202608, 4 files").click()
    await expect(page.get_by_text("Vinyl only: 1 record left out")).to_be_visible(timeout=30_000)
    await expect(page.get_by_role("heading", name="Begin an import")).to_be_visible()
    found += await violations(page, "imports")

    await page.get_by_role("link", name="Catalogue").first.click()
    search = page.get_by_role("searchbox")
    await search.fill("joao gilb")
    await expect(page.get_by_role("link", name=re.compile("Chega de Saudade"))).to_be_visible()
    await search.fill("blue tra")
    hit = page.get_by_role("link", name=re.compile("Blue Train.*Master · 1957"))
    await expect(hit).to_be_visible()
    found += await violations(page, "catalogue")
    await hit.click()
    await expect(page).to_have_url(re.compile("/catalogue/masters/32287"))
    version = page.get_by_role("link", name=re.compile("BLP 1577"))
    await expect(version).to_have_count(1)
    found += await violations(page, "a master")
    await version.click()
    await expect(page).to_have_url(re.compile("/catalogue/releases/1001"))
    await expect(page.get_by_role("heading", name="Blue Train", level=1)).to_be_visible()
    found += await violations(page, "a release")
    await page.get_by_role("link", name="Blue Note").first.click()
    await expect(page.get_by_role("heading", name="Blue Note", level=1)).to_be_visible()
    found += await violations(page, "a label")
    await page.go_back()
    await expect(page.get_by_role("heading", name="Blue Train", level=1)).to_be_visible()
    await page.get_by_role("link", name="John Coltrane").first.click()
    await expect(page).to_have_url(re.compile("/catalogue/artists/97545"))
    await expect(page.get_by_text("J. Coltrane")).to_be_visible()
    found += await violations(page, "an artist")
    assert found == []


async def test_a_record_names_its_pressings(desk: Page, site: Site, alice: Account) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, alice)
    # The demo collection has releases of its own under the numbers of real ones.
    await choose_public(desk, "demo")
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    copies = {copy["id"]: await api.ask(f"/api/copies/{copy['id']}") for copy in (await api.copies())[:9]}
    copy = next(copy for copy in copies.values() if copy["master_url"])
    of_it = f"<master_id>{copy['master_url'].rsplit('/', 1)[1]}</master_id>"
    first = {"country": "Jamaica", "released": "1971", "catno": "SOL 1", "label": "Studio One"}
    await site.import_dumps(
        releases=[
            release(copy["release_id"], "T", "", of_it, released="1973"),
            release(10**9, "T", "", of_it, **first),
        ]
    )
    await desk.goto(f"{site.address}/records/{copy['id']}")
    await desk.get_by_role("button", name="Show 2 pressings").click()
    pressings = desk.get_by_role("region", name="All pressings").get_by_role("listitem")
    await expect(pressings).to_have_count(2)
    await expect(pressings.first).to_contain_text("1971Studio One · SOL 1Jamaica")
    await expect(pressings.last).to_contain_text("On your shelf")
