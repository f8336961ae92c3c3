"""Making an account, at the form and from the command line."""

import secrets

import httpx
import pytest
from msgspec.structs import replace
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import PASSWORD, Clock, Page, Person, answered, issuer_app
from waugzee.db import transaction
from waugzee.errors import Conflict, Invalid, NotFound
from waugzee.issuer.actions import add_account, change_password, ensure_first_account
from waugzee.issuer.tables import accounts
from waugzee.issuer.throttle import SIGN_UPS_PER_ADDRESS, WINDOW
from waugzee.settings import Settings


async def attempt(page: Page, name: str, password: str) -> httpx.Response:
    return await page.submit(await page.authorize(prompt="create"), name=name, password=password)


def new_name() -> str:
    return f"Carol.{secrets.token_hex(6)}"


async def test_carol_makes_an_account_and_is_signed_in(page: Page, engine: AsyncEngine) -> None:
    name = new_name()
    posted = await attempt(page, name, PASSWORD)
    assert posted.status_code == 303
    answer = answered(await page.http.get(posted.headers["location"]))
    tokens = (await page.exchange(answer["code"])).json()
    assert (await page.userinfo(tokens["access_token"])).json()["name"] == name
    async with transaction(engine) as db:
        stored = await db.scalar(select(accounts.c.password).where(accounts.c.name == name))
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_a_taken_name_is_taken_in_any_case(page: Page, alice: Person) -> None:
    response = await attempt(page, alice.name.upper(), PASSWORD)
    assert response.status_code == 409
    assert "is taken" in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("name", "password", "says"),
    [
        ("ab", PASSWORD, "3 to 40 letters"),
        ("a" * 41, PASSWORD, "3 to 40 letters"),
        ("has space", PASSWORD, "3 to 40 letters"),
        ("zoë", PASSWORD, "3 to 40 letters"),
        ("nul\x00name", PASSWORD, "3 to 40 letters"),
        ("name\n", PASSWORD, "is taken"),
        ("<b>bold</b>", PASSWORD, "3 to 40 letters"),
        ("carol", "too short", "at least 10 characters"),
        ("carol", "x" * 257, "at most 256 characters"),
        ("carol-carol", "CAROL-carol", "must not be the name"),
    ],
    ids=repr,
)
async def test_what_cannot_be_an_account_is_said_in_plain_words(
    page: Page, engine: AsyncEngine, name: str, password: str, says: str
) -> None:
    if says == "is taken":
        async with transaction(engine) as db:
            await db.run(delete(accounts).where(accounts.c.name_key == "name"))
        await add_account(engine, "name", PASSWORD)
    response = await attempt(page, name, password)
    assert response.status_code in (409, 422)
    assert says in response.text
    assert "<b>" not in response.text


async def test_an_address_makes_only_so_many(page: Page, clock: Clock) -> None:
    for _ in range(SIGN_UPS_PER_ADDRESS):
        assert (await attempt(page, new_name(), PASSWORD)).status_code == 303
    refused = await attempt(page, new_name(), PASSWORD)
    assert refused.status_code == 429
    clock.now += WINDOW
    assert (await attempt(page, new_name(), PASSWORD)).status_code == 303


async def test_a_fresh_machine_gets_one_account(page: Page, engine: AsyncEngine) -> None:
    async with transaction(engine) as db:
        await db.run(delete(accounts))
    name, password = await ensure_first_account(engine)
    assert name == "vinyl"
    assert password is not None
    assert len(password.split("-")) == 4
    assert "code" in await page.sign_in(Person(name, "", password))
    assert await ensure_first_account(engine) == ("vinyl", None)


async def test_accounts_from_the_command_line_keep_the_rules(engine: AsyncEngine, alice: Person) -> None:
    with pytest.raises(Conflict):
        await add_account(engine, alice.name, PASSWORD)
    with pytest.raises(Invalid):
        await add_account(engine, "ab", PASSWORD)
    async with transaction(engine) as db:
        with pytest.raises(Invalid):
            await change_password(db, alice.name, "short")
        with pytest.raises(NotFound):
            await change_password(db, "nobody-at-all", PASSWORD)


async def test_a_changed_password_signs_out_everywhere(
    page: Page, alice: Person, engine: AsyncEngine
) -> None:
    tokens = await page.tokens(alice)
    async with transaction(engine) as db:
        await change_password(db, alice.name, "another four quiet words")
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert "login_required" in (await page.authorize(prompt="none")).headers["location"]
    assert "code" in await page.sign_in(Person(alice.name, "", "another four quiet words"))


async def test_where_sign_up_is_closed_no_account_is_made(
    settings: Settings, engine: AsyncEngine, clock: Clock, alice: Person
) -> None:
    closed = replace(settings, sign_up="closed")
    page = Page(issuer_app(closed, engine, clock), closed)
    for asked in ({}, {"prompt": "create"}):
        form = await page.authorize(**asked)
        assert "Create" not in form.text
        assert "Sign in" in form.text
    refused = await page.http.post("/issuer/sign-up", data={"name": new_name(), "password": PASSWORD})
    assert (refused.status_code, "Ask whoever runs" in refused.text) == (403, True)
    assert (await page.http.get("/issuer/sign-up")).status_code == 403
    assert "access_token" in await page.tokens(alice)
    await page.http.aclose()
