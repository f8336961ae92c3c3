"""A fresh issuer for each test, on the shared database, and people who have accounts at it."""

import time
from collections.abc import AsyncIterator

import argon2
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import PASSWORD, Clock, Page, Person, issuer_app, new_person
from waugzee.settings import Settings


@pytest.fixture
def clock() -> Clock:
    return Clock(time.time())


@pytest.fixture
def issuer(settings: Settings, engine: AsyncEngine, clock: Clock) -> Litestar:
    """An application that is nothing but the issuer, with no failures counted yet."""
    return issuer_app(settings, engine, clock)


@pytest.fixture
async def page(issuer: Litestar, settings: Settings) -> AsyncIterator[Page]:
    page = Page(issuer, settings)
    yield page
    await page.http.aclose()


@pytest.fixture
async def phone(issuer: Litestar, settings: Settings) -> AsyncIterator[Page]:
    """Another browser, at another address."""
    page = Page(issuer, settings, "192.0.2.7")
    yield page
    await page.http.aclose()


@pytest.fixture(scope="session")
def hashed() -> str:
    """PASSWORD, hashed with next to no work; checking costs what hashing did."""
    return argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
async def alice(engine: AsyncEngine, hashed: str) -> Person:
    return await new_person(engine, hashed)


@pytest.fixture
async def bob(engine: AsyncEngine, hashed: str) -> Person:
    return await new_person(engine, hashed)
