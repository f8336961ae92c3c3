"""What comes at once when a page opens."""

import asyncio

from msgspec.structs import replace

from people import new_person
from waugzee.app import create_app
from waugzee.settings import Settings


async def test_requests_that_come_together_are_all_let_in(settings: Settings) -> None:
    # A new process knows no key yet: the second request must wait for the answer the first asked for.
    app = create_app(replace(settings))
    async with new_person(app, "alice") as alice:
        users = await asyncio.gather(*(alice.ask("GET", "/api/me") for _ in range(4)))
        assert len({user["id"] for user in users}) == 1
    await app.state.engine.dispose()
