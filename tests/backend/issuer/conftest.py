"""A fresh issuer for each test, on the shared database, and people who have accounts at it."""

import time
from collections.abc import AsyncIterator

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import Clock, Page, Person, issuer_app, new_person
from waugzee.settings import Settings


@pytest.fixture
def clock() -> Clock:
    return Clock(time.time())


@pytest.fixture
def app(settings: Settings, engine: AsyncEngine, clock: Clock) -> Litestar:
    return issuer_app(settings, engine, clock)


@pytest.fixture
async def page(app: Litestar, settings: Settings) -> AsyncIterator[Page]:
    page = Page(app, settings)
    yield page
    await page.http.aclose()


@pytest.fixture
async def alice(engine: AsyncEngine) -> Person:
    return await new_person(engine)


@pytest.fixture
async def bob(engine: AsyncEngine) -> Person:
    return await new_person(engine)
