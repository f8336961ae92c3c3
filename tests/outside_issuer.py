"""An outside issuer (oidc-provider, in Node) and a browser in front of it, for the tests."""

import asyncio
import base64
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import RSAKey

PROVIDER = Path(__file__).parent / "issuer/provider.mjs"
CLIENT_ID = "waugzee-page"
SCOPE = "openid profile email offline_access"


class OutsideIssuer:
    """A running issuer: where it is, the API's key for it, and the switches of its behaviour."""

    def __init__(self, identifier: str, key_file: Path) -> None:
        self.identifier = identifier
        self.key_file = key_file
        self._http = httpx.AsyncClient(base_url=identifier, trust_env=False, timeout=60)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def switch(self, **state: Any) -> None:
        """`format` "jwt" or "opaque", `life` in seconds, `behaves` as provider.mjs has it."""
        (await self._http.put("/_control", json=state)).raise_for_status()

    async def rotate(self) -> None:
        (await self._http.post("/_control/rotate", json=_signing_key())).raise_for_status()

    async def retire(self) -> None:
        """Take back every key but the newest."""
        (await self._http.post("/_control/retire")).raise_for_status()

    async def signing_key(self) -> RSAKey:
        """Its own, for tests that forge."""
        return RSAKey.import_key((await self._control())["key"])

    async def asked(self, path: str) -> int:
        """How often a path was asked for."""
        count: int = (await self._control())["counts"].get(path, 0)
        return count

    async def _control(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self._http.get("/_control")).json()
        return told


class OutsideTokens(msgspec.Struct, frozen=True):
    """What the token endpoint answers."""

    access_token: str
    id_token: str
    refresh_token: str


class OutsideBrowser:
    """The page in a browser with cookies of its own, without script: it follows redirects and forms."""

    def __init__(self, issuer: OutsideIssuer, page: str) -> None:
        self._page = page
        self._issuer = issuer
        self._http = httpx.AsyncClient(base_url=issuer.identifier, trust_env=False, timeout=60)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def sign_in(self, name: str) -> OutsideTokens:
        """Authorization code with PKCE, by way of the issuer's form."""
        verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "client_id": CLIENT_ID,
            "redirect_uri": f"{self._page}/signed-in",
            "response_type": "code",
            "scope": SCOPE,
            "state": secrets.token_urlsafe(8),
            "nonce": secrets.token_urlsafe(8),
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        answer = await self._http.get("/auth", params=asked)
        while (location := answer.headers["location"]).startswith("/interaction") or not location.startswith(
            self._page
        ):
            if urlsplit(location).path.startswith("/interaction/"):
                answer = await self._http.post(location, data={"name": name, "password": "any"})
            else:
                answer = await self._http.get(location)
        told = dict(parse_qsl(urlsplit(location).query))
        assert told["state"] == asked["state"]
        return await self._token(
            grant_type="authorization_code",
            code=told["code"],
            redirect_uri=asked["redirect_uri"],
            code_verifier=verifier,
        )

    async def refresh(self, tokens: OutsideTokens) -> OutsideTokens:
        return await self._token(grant_type="refresh_token", refresh_token=tokens.refresh_token)

    async def revoke(self, token: str) -> None:
        answer = await self._http.post("/token/revocation", data={"client_id": CLIENT_ID, "token": token})
        assert answer.status_code == 200, answer.text

    async def sign_out(self, tokens: OutsideTokens) -> None:
        """End the session at the issuer; it tells the API, where it knows an address for that."""
        asked = await self._http.get("/session/end", params={"id_token_hint": tokens.id_token})
        secret = re.search(r'name="xsrf" value="([^"]+)"', asked.text)
        assert secret is not None, asked.text
        answer = await self._http.post("/session/end/confirm", data={"xsrf": secret[1], "logout": "yes"})
        assert answer.status_code == 303, answer.text

    async def _token(self, **fields: str) -> OutsideTokens:
        answer = await self._http.post("/token", data={"client_id": CLIENT_ID, **fields})
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=OutsideTokens)


def _signing_key() -> dict[str, Any]:
    key = RSAKey.generate_key(2048).as_dict(private=True)
    return {**key, "kid": secrets.token_hex(8), "use": "sig", "alg": "RS256"}


@asynccontextmanager
async def outside_issuer(
    folder: Path, page: str, audience: str, *, backchannel: str | None = None
) -> AsyncIterator[OutsideIssuer]:
    """Start an issuer for a page and an API; their key goes into `folder`, as Zitadel hands one out."""
    node = shutil.which("node")
    assert node is not None, "node is not installed"
    assert (PROVIDER.parent / "node_modules").exists(), "make tests/issuer/node_modules/.installed"
    private = rsa.generate_private_key(65537, 2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    key_id = secrets.token_hex(8)
    key_file = folder / "key.json"
    key = {"type": "application", "keyId": key_id, "key": pem, "appId": "1", "clientId": "waugzee-api"}
    key_file.write_text(json.dumps(key))
    public = RSAKey.import_key(pem).as_dict(private=False)
    given = {
        "page": page,
        "audience": audience,
        "jwks": {"keys": [{**public, "kid": key_id, "use": "sig", "alg": "RS256"}]},
        "key": _signing_key(),
        "backchannel": backchannel,
    }
    process = await asyncio.create_subprocess_exec(
        node, PROVIDER, json.dumps(given), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            async for line in process.stdout:
                if line.startswith(b"http://"):
                    break
            else:
                raise AssertionError("the outside issuer did not start")
        issuer = OutsideIssuer(line.decode().strip(), key_file)
        yield issuer
        await issuer.aclose()
    finally:
        process.terminate()
        await process.wait()
