"""PostgreSQL's own account of the migrated database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import pytest

Catalogue = Callable[..., Awaitable[list[Any]]]


@pytest.fixture
async def catalogue(owner_url: str) -> AsyncIterator[Catalogue]:
    """Ask pg_catalog as the owner of the tables."""
    connection = await asyncpg.connect(owner_url)
    yield connection.fetch
    await connection.close()
