"""The page as the issuer sees it: a browser with cookies, and a client that keeps its verifier."""

import base64
import hashlib
import re
import secrets
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import new_id, transaction
from waugzee.issuer import queries
from waugzee.issuer.routes import issuer_router
from waugzee.settings import Settings

PASSWORD = "four-quiet-words-here"
SCOPE = "openid profile offline_access"


class Clock:
    """A clock that moves when told to; it starts at the real time, which signed tokens carry."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Person(msgspec.Struct, frozen=True):
    name: str
    subject: str
    password: str = PASSWORD


async def new_person(engine: AsyncEngine, hashed: str) -> Person:
    """Someone with an account; `hashed` is their PASSWORD."""
    account_id, name = new_id(), f"alice-{secrets.token_hex(6)}"
    async with transaction(engine) as db:
        assert await db.connection.run_sync(queries.add_account, account_id, name, hashed)
    return Person(name, str(account_id))


def issuer_app(settings: Settings, engine: AsyncEngine, clock: Clock) -> Litestar:
    return Litestar([issuer_router(settings, engine, clock=clock)], openapi_config=None)


class Page:
    """One browser, in front of an application that serves the issuer."""

    def __init__(self, app: Litestar, settings: Settings, address: str = "127.0.0.1") -> None:
        self.settings = settings
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, client=(address, 50000)),  # type: ignore[arg-type]  # httpx' own ASGI types are narrower
            base_url=settings.public_url,
            headers={"Origin": settings.public_url, "Sec-Fetch-Site": "same-origin"},
        )
        self.redirect_uri = f"{settings.public_url}/signed-in"
        self.verifier = secrets.token_urlsafe(48)
        self.state = secrets.token_urlsafe(8)
        self.nonce = secrets.token_urlsafe(8)

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    async def authorize(self, **changes: str | None) -> httpx.Response:
        """Ask for a code; None leaves a parameter out."""
        parameters = {
            "client_id": self.settings.client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "scope": SCOPE,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        given = {name: value for name, value in parameters.items() if value is not None}
        return await self.http.get("/issuer/authorize", params=given)

    async def submit(self, form_page: httpx.Response, **fields: str) -> httpx.Response:
        """Post the one form of a page."""
        action = re.search(r'<form method="post" action="([^"]+)"', form_page.text)
        assert action is not None, form_page.text
        return await self.http.post(form_page.url.join(unescape(action[1])), data=fields)

    async def sign_in(self, person: Person, **changes: str | None) -> dict[str, str]:
        """Sign in at the issuer's form; returns what it tells the page in the redirect."""
        posted = await self.submit(
            await self.authorize(**changes), name=person.name, password=person.password
        )
        assert posted.status_code == 303, posted.text
        return answered(await self.http.get(posted.headers["location"]))

    async def exchange(self, code: str, **changes: str) -> httpx.Response:
        return await self.token(
            grant_type="authorization_code",
            code=code,
            redirect_uri=self.redirect_uri,
            **{"code_verifier": self.verifier, **changes},
        )

    async def refresh(self, refresh_token: str, **changes: str) -> httpx.Response:
        return await self.token(grant_type="refresh_token", refresh_token=refresh_token, **changes)

    async def token(self, **fields: str) -> httpx.Response:
        return await self.http.post("/issuer/token", data={"client_id": self.settings.client_id, **fields})

    async def tokens(self, person: Person, **changes: str | None) -> dict[str, Any]:
        """The whole sign-in, to its tokens."""
        response = await self.exchange((await self.sign_in(person, **changes))["code"])
        assert response.status_code == 200, response.text
        tokens: dict[str, Any] = response.json()
        return tokens

    async def revoke(self, token: str) -> httpx.Response:
        return await self.http.post(
            "/issuer/revoke", data={"client_id": self.settings.client_id, "token": token}
        )

    async def userinfo(self, access_token: str) -> httpx.Response:
        return await self.http.get("/issuer/userinfo", headers={"Authorization": f"Bearer {access_token}"})


def answered(response: httpx.Response) -> dict[str, str]:
    """The parameters of an authorization response, a redirect to the page."""
    assert response.status_code == 302, response.text
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))


def unsigned(token: str) -> dict[str, Any]:
    """A token's claims, unverified."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = msgspec.json.decode(
        base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    )
    return claims
