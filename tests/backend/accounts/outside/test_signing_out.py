"""Signing out at the issuer, which tells the API by itself (back-channel logout)."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import me
from outside_issuer import OutsideBrowser, OutsideIssuer
from waugzee.settings import Settings

formats = pytest.mark.parametrize("form", ["jwt", "opaque"])


@pytest.fixture(autouse=True)
async def listening(api: Litestar, logout_port: int) -> AsyncIterator[list[int]]:
    """The API at the address that the issuer knows; what it answered there."""
    statuses: list[int] = []
    transport = httpx.ASGITransport(api)  # type: ignore[arg-type]  # Litestar's scope types are its own

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r")[0])
        form = await reader.readexactly(length)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
            answer = await http.post(head.split()[1], content=form, headers=kind)
        statuses.append(answer.status_code)
        writer.write(f"HTTP/1.1 {answer.status_code} -\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", logout_port):
        yield statuses


@formats
async def test_who_signs_out_there_is_out_here_at_once(
    api: Litestar,
    issuer: OutsideIssuer,
    browser: OutsideBrowser,
    listening: list[int],
    name: str,
    form: str,
) -> None:
    await issuer.switch(format=form)
    tokens = await browser.sign_in(name)
    assert (await me(api, tokens.access_token)).status_code == 200
    await browser.sign_out(tokens)
    assert listening == [200]
    assert (await me(api, tokens.access_token)).status_code == 401


async def test_only_the_session_that_ended_is_out(
    api: Litestar, issuer: OutsideIssuer, settings: Settings, listening: list[int], name: str
) -> None:
    await issuer.switch(format="opaque", namesSessions=True)
    phone, desk = (OutsideBrowser(issuer, settings.public_url) for _ in range(2))
    on_phone, on_desk = await phone.sign_in(name), await desk.sign_in(name)
    for tokens in (on_phone, on_desk):
        assert (await me(api, tokens.access_token)).status_code == 200
    await phone.sign_out(on_phone)
    assert listening == [200]
    assert (await me(api, on_phone.access_token)).status_code == 401
    assert (await me(api, on_desk.access_token)).status_code == 200
    await phone.aclose()
    await desk.aclose()


@pytest.mark.parametrize(
    "header", [{}, {"alg": []}, {"alg": {}}, {"alg": "none"}, {"alg": "RS256", "kid": 7}]
)
async def test_a_logout_token_with_a_strange_header_is_refused(
    api: Litestar, issuer: OutsideIssuer, header: dict[str, Any]
) -> None:
    encoded = base64.urlsafe_b64encode(msgspec.json.encode(header)).rstrip(b"=").decode()
    transport = httpx.ASGITransport(api)  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
        form = {"logout_token": f"{encoded}.e30.e30"}
        answer = await http.post("/api/auth/backchannel-logout", data=form)
    assert answer.status_code == 400, answer.text
