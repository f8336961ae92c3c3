"""The sign-in page: names, passwords, and whoever tries many of them."""

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import PASSWORD, Clock, Page, Person, issuer_app, new_person
from waugzee.db import transaction
from waugzee.issuer import throttle
from waugzee.issuer.tables import accounts
from waugzee.issuer.throttle import PER_ADDRESS, PER_NAME_AT_ADDRESS, WINDOW
from waugzee.settings import Settings


async def attempt(page: Page, name: str, password: str) -> httpx.Response:
    return await page.submit(await page.authorize(prompt="login"), name=name, password=password)


async def test_a_wrong_password_says_so_and_keeps_the_name(page: Page, alice: Person) -> None:
    response = await attempt(page, alice.name, "not the password")
    assert response.status_code == 422
    assert "The name or the password is not right." in response.text
    assert f'value="{alice.name}"' in response.text
    assert "not the password" not in response.text
    assert "set-cookie" not in response.headers


async def test_an_unknown_name_reads_the_same(page: Page, alice: Person) -> None:
    known = await attempt(page, alice.name, "not the password")
    unknown = await attempt(page, "nobody-at-all", "not the password")
    assert unknown.status_code == known.status_code
    assert unknown.text.replace("nobody-at-all", alice.name) == known.text


async def test_the_name_is_known_however_its_letters_are_cased(page: Page, alice: Person) -> None:
    assert "code" in await page.sign_in(replace(alice, name=f" {alice.name.upper()} "))


async def test_the_same_letters_typed_another_way_are_the_same_password(page: Page) -> None:
    name = f"zoe-{page.state}"
    form = await page.authorize(prompt="create")
    assert (await page.submit(form, name=name, password="caf\u00e9 noir s.v.p.")).status_code == 303
    assert (await attempt(page, name, "cafe\u0301 noir s.v.p.")).status_code == 303


async def test_the_session_cookie_is_out_of_scripts_reach(page: Page, alice: Person) -> None:
    response = await attempt(page, alice.name, PASSWORD)
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/issuer" in cookie
    assert "max-age=2592000" in cookie
    assert "secure" not in cookie


async def test_over_https_the_cookie_is_secure(
    settings: Settings, engine: AsyncEngine, clock: Clock, alice: Person
) -> None:
    secure = replace(settings, public_url="https://records.example")
    page = Page(issuer_app(secure, engine, clock), secure)
    response = await attempt(page, alice.name, PASSWORD)
    assert "secure" in response.headers["set-cookie"].lower()
    assert "code" in await page.sign_in(alice, prompt="login")
    await page.http.aclose()


async def test_a_session_lasts_thirty_days(page: Page, alice: Person, clock: Clock) -> None:
    await page.sign_in(alice)
    clock.now += 30 * 24 * 3600 - 1
    assert (await page.authorize(prompt="none")).headers["location"].startswith(f"{page.redirect_uri}?code=")
    clock.now += 2
    assert "login_required" in (await page.authorize(prompt="none")).headers["location"]


async def test_signing_in_anew_ends_the_session_before(page: Page, phone: Page, alice: Person) -> None:
    await page.sign_in(alice)
    phone.http.cookies.set("waugzee_issuer", page.http.cookies["waugzee_issuer"], path="/issuer")
    assert "code=" in (await phone.authorize(prompt="none")).headers["location"]
    await page.sign_in(alice, prompt="login")
    assert "login_required" in (await phone.authorize(prompt="none")).headers["location"]


async def test_an_account_that_is_gone_is_signed_out(page: Page, alice: Person, engine: AsyncEngine) -> None:
    tokens = await page.tokens(alice)
    async with transaction(engine) as db:
        await db.run(delete(accounts).where(accounts.c.id == alice.subject))
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert "login_required" in (await page.authorize(prompt="none")).headers["location"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["sign-in", "sign-up"])
async def test_another_site_cannot_post_the_form(
    page: Page, alice: Person, path: str, headers: dict[str, str]
) -> None:
    for name in ("Origin", "Sec-Fetch-Site"):
        del page.http.headers[name]
    fields = {"name": alice.name, "password": PASSWORD}
    response = await page.http.post(f"/issuer/{path}", data=fields, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


async def test_an_older_browser_proves_itself_by_its_origin(page: Page, alice: Person) -> None:
    del page.http.headers["Sec-Fetch-Site"]
    assert "code" in await page.sign_in(alice)


async def test_a_name_is_throttled_at_an_address_until_its_failures_are_old(
    page: Page, phone: Page, alice: Person, clock: Clock
) -> None:
    for _ in range(PER_NAME_AT_ADDRESS):
        assert (await attempt(page, alice.name, "not the password")).status_code == 422
        clock.now += 1
    # Even the right password, or trying would go on.
    refused = await attempt(page, alice.name.upper(), PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == str(int(WINDOW) - PER_NAME_AT_ADDRESS)
    assert "Too many attempts. Try again in 15 minutes." in refused.text
    # Whoever tries elsewhere keeps nobody out, nor is forgiven where the right password comes.
    assert (await attempt(phone, alice.name, PASSWORD)).status_code == 303
    assert (await attempt(page, alice.name, PASSWORD)).status_code == 429
    clock.now += WINDOW - PER_NAME_AT_ADDRESS
    assert (await attempt(page, alice.name, PASSWORD)).status_code == 303


async def test_a_name_is_throttled_everywhere_once_many_addresses_try_it(
    page: Page, phone: Page, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "PER_NAME", 3)
    for browser in (page, phone, page):
        assert (await attempt(browser, alice.name, "not the password")).status_code == 422
    assert (await attempt(phone, alice.name, PASSWORD)).status_code == 429


async def test_an_address_is_throttled_whatever_the_names(
    page: Page, phone: Page, alice: Person, engine: AsyncEngine, hashed: str
) -> None:
    people = [await new_person(engine, hashed) for _ in range(PER_ADDRESS // PER_NAME_AT_ADDRESS)]
    for person in people * PER_NAME_AT_ADDRESS:
        assert (await attempt(page, person.name, "not the password")).status_code == 422
    assert (await attempt(page, alice.name, PASSWORD)).status_code == 429
    assert (await attempt(phone, alice.name, PASSWORD)).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("\x00", PASSWORD),
        ("vinyl\x00", PASSWORD),
        ("", ""),
        ("a" * 5000, PASSWORD),
        ("'; drop table issuer_accounts; --", PASSWORD),
        ('"><script>alert(1)</script>', PASSWORD),
        ("vinyl", "\x00" * 12),
        ("\ud7ff", "\U0001f3b5" * 10),
    ],
)
async def test_hostile_fields_are_only_wrong(page: Page, name: str, password: str) -> None:
    response = await attempt(page, name, password)
    assert response.status_code == 422
    assert "<script>" not in response.text


async def test_a_password_of_a_megabyte_is_refused_unread(page: Page) -> None:
    response = await attempt(page, "vinyl", "x" * 1_000_000)
    assert response.status_code == 413
    assert "That did not work" in response.text


@pytest.mark.parametrize(
    "content", [b"name=%ff&password=%fe", b"\xff", b"name=a&name=b&password=c", b"&".join([b"a=1"] * 100)]
)
async def test_a_form_that_is_none_is_refused(page: Page, content: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await page.http.post("/issuer/sign-in", content=content, headers=headers)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")


async def test_every_page_is_strict_about_what_it_loads(page: Page) -> None:
    responses = [
        await page.authorize(),
        await page.authorize(client_id="someone"),
        await page.http.get("/issuer/sign-in"),
        await page.http.get("/issuer/sign-up"),
        await page.http.get("/issuer/end-session"),
        await attempt(page, "nobody-at-all", "not the password"),
    ]
    for response in responses:
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in response.text
        assert "style=" not in response.text


async def test_going_on_leads_nowhere_but_to_the_issuer(page: Page, alice: Person) -> None:
    """Whatever the query of the form says, the redirect after it stays on this path."""
    fields = {"name": alice.name, "password": PASSWORD}
    for query in ("redirect_uri=https://evil.example", "next=//evil.example", ""):
        response = await page.http.post(f"/issuer/sign-in?{query}", data=fields)
        assert response.headers["location"].startswith("/issuer/authorize?")
        assert (await page.http.get(response.headers["location"])).status_code == 400


async def test_behind_vites_proxy_the_page_signs_in_as_well(
    settings: Settings, engine: AsyncEngine, clock: Clock, alice: Person
) -> None:
    vite = "http://localhost:5173"
    developing = replace(settings, development=True)
    page = Page(issuer_app(developing, engine, clock), developing)
    page.redirect_uri = f"{vite}/signed-in"
    page.http.headers["Origin"] = vite
    del page.http.headers["Sec-Fetch-Site"]
    tokens = await page.tokens(alice)
    assert (await page.refresh(tokens["refresh_token"])).status_code == 200
    await page.http.aclose()


async def test_vites_address_is_nothing_where_nobody_develops(page: Page, issuer: Litestar) -> None:
    page.redirect_uri = "http://localhost:5173/signed-in"
    assert (await page.authorize()).status_code == 400
