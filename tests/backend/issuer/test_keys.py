"""The signing key: made once, sealed by the secret, published with those before it."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import Page
from waugzee.db import transaction
from waugzee.issuer.keys import load_keys, signing_keys
from waugzee.issuer.tables import keys
from waugzee.settings import Settings


@pytest.fixture
async def no_keys(engine: AsyncEngine) -> AsyncIterator[None]:
    """A database without keys; those it had come back."""
    async with transaction(engine) as db:
        kept = await db.all(delete(keys).returning(keys))
    yield
    async with transaction(engine) as db:
        await db.run(delete(keys))
        if kept:
            await db.run(insert(keys).values([dict(row._mapping) for row in kept]))


@pytest.mark.usefixtures("no_keys")
async def test_one_key_is_made_however_many_ask_at_once(engine: AsyncEngine, settings: Settings) -> None:
    made = await asyncio.gather(*(load_keys(engine, settings) for _ in range(3)))
    assert len({found.signing.kid for found in made}) == 1
    assert len(await signing_keys(engine, settings)) == 1


@pytest.mark.usefixtures("no_keys")
async def test_the_private_part_is_neither_stored_nor_published_in_the_clear(
    engine: AsyncEngine, settings: Settings, page: Page
) -> None:
    private = (await load_keys(engine, settings)).signing.as_dict(private=True)["d"]
    async with transaction(engine) as db:
        stored = repr(await db.all(select(keys)))
    assert str(private) not in stored
    published = (await page.http.get("/issuer/jwks")).json()["keys"]
    assert published == await signing_keys(engine, settings)
    assert [set(key) for key in published] == [{"kty", "n", "e", "kid", "use", "alg"}]


@pytest.mark.usefixtures("no_keys")
async def test_with_another_secret_another_key_signs_and_the_first_still_verifies(
    engine: AsyncEngine, settings: Settings
) -> None:
    first = await load_keys(engine, settings)
    second = await load_keys(engine, replace(settings, secret=secrets.token_hex(32)))
    assert second.signing.kid != first.signing.kid
    assert [key["kid"] for key in second.public] == [second.signing.kid, first.signing.kid]
