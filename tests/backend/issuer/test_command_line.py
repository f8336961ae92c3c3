"""`waugzee account`: whoever has the machine makes accounts and sets passwords."""

import asyncio
import secrets
import time

from click.testing import CliRunner, Result
from msgspec.structs import replace

from issuer_page import PASSWORD, Page, Person
from people import access_token, client
from waugzee.administration import account
from waugzee.app import create_app
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings


def run(settings: Settings, command: str, name: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(account, [command, name], obj=settings, input=f"{password}\n{password}\n")


def test_an_account_is_made_once_and_gets_another_password(settings: Settings) -> None:
    name = f"dora-{secrets.token_hex(6)}"
    made = run(settings, "add", name)
    assert (made.exit_code, made.output.splitlines()[-1]) == (0, f"{name} can sign in now.")
    assert PASSWORD not in made.output
    again = run(settings, "add", name)
    assert (again.exit_code, again.output.splitlines()[-1]) == (1, f"Error: The name {name} is taken.")
    assert run(settings, "password", name, "another four quiet words").exit_code == 0


async def test_another_password_ends_every_session_and_key(
    settings: Settings, alice: Person, bob: Person
) -> None:
    """Here as at the issuer, by a process that only shares the database."""
    before, after = create_app(settings), create_app(settings)
    made: dict[str, list[str]] = {}
    for person in (alice, bob):
        page = Page(before, settings)
        token = (await page.tokens(person))["access_token"]
        async with client(before, token) as http:
            key = await http.post("/api/keys", json={"name": "script", "scopes": ["read"]})
        made[person.name] = [token, key.json()["key"]]
        await page.http.aclose()
    elsewhere = replace(settings, public_url="http://localhost:1")
    changed = await asyncio.to_thread(run, elsewhere, "password", alice.name, "another four quiet words")
    assert "its API keys are revoked" in changed.output

    async def statuses(name: str) -> list[int]:
        found = []
        for secret in made[name]:
            async with client(after, secret) as http:
                found.append((await http.get("/api/me")).status_code)
        return found

    assert await statuses(alice.name) == [401, 401]
    assert await statuses(bob.name) == [200, 200]
    # Of a later second than the change, however long that took to come.
    anew = await access_token(after, alice.subject, iat=int(time.time()) + 2)
    async with client(after, anew) as http:
        assert (await http.get("/api/keys")).json() == {"keys": []}
    for app in (before, after):
        await app.state.engine.dispose()


def test_what_is_wrong_is_said_in_a_sentence(settings: Settings) -> None:
    short = run(settings, "add", "dora", "short")
    assert short.exit_code == 1
    assert "at least 10 characters" in short.output
    assert "There is no account" in run(settings, "password", "nobody-at-all").output


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    result = run(Settings(), "add", "dora")
    assert isinstance(result.exception, ConfigurationError)
