"""Alice, who listens."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from people import Person, new_person


@pytest.fixture
async def alice(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "alice") as person:
        yield person
