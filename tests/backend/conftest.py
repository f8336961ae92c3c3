"""What the tests of several domains ask for."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person

GiveRecord = Callable[..., Awaitable[str]]


@pytest.fixture
def give_record(own_sql: AsyncEngine) -> GiveRecord:
    """Put one record on a person's shelf; return its copy's id."""

    async def give(person: Person, title: str = "Blue Train", **changed: Any) -> str:
        (copy_id,) = await put_on_shelf(own_sql, await person.user_id(), [record(title, **changed)])
        return str(copy_id)

    return give
