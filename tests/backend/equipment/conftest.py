"""A chain to mount: turntable, cartridge, two styluses."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from litestar import Litestar

from people import Person, new_person

Chain = dict[str, str]
AddPart = Callable[..., Awaitable[str]]


@pytest.fixture
async def alice(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "alice") as person:
        yield person


@pytest.fixture
def add_part(alice: Person) -> AddPart:
    """Add a part, by the name of its list; return its id."""

    async def add(parts: str, name: str, **more: Any) -> str:
        made = await alice.ask("POST", f"/api/{parts}", {"name": name, **more}, status=201)
        return str(made["id"])

    return add


@pytest.fixture
async def chain(add_part: AddPart) -> Chain:
    """The body of a mount but its time."""
    return {
        "turntable_id": await add_part("turntables", "SL-1200"),
        "cartridge_id": await add_part("cartridges", "2M"),
        "stylus_id": await add_part("styluses", "Blue", rated_hours=1000),
    }
