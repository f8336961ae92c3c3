"""The people of the simulated Discogs, and the three steps by which a program comes to act for one.

`GET /oauth/request_token` → the person allows it at `/oauth/authorize` → `POST /oauth/access_token`.
Signatures are checked by Authlib: what signs for the API was written by others than what checks here.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlencode

import msgspec
from authlib.oauth1.rfc5849 import signature  # type: ignore[import-untyped]  # Authlib ships no types
from litestar.types import HTTPScope

from waugzee_demo.credentials import KEY, NOBODY, SECRET, TOKENS, USERS, Caller
from waugzee_demo.credentials import caller as plain_caller

APPLICATION = "Waugzee demo"
CLOCKS_MAY_DIFFER = 300
REQUEST_LIFE = 15 * 60
LONGEST_NONCE = 64
STEPS = ("/oauth/request_token", "/oauth/access_token")
NOT_OAUTH = """This URL is an OAuth endpoint, but the request you made
doesn't appear to conform to the OAuth 1.0a protocol.

See the documentation of the authentication flow
for the parameters that a request must carry,
and how a request is signed.

"""


class Refused(Exception):
    """A step's refusal: plain text, unlike every other endpoint's."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status, text)
        self.status = status
        self.text = text


class RequestToken(msgspec.Struct):
    """Asked for, then allowed by `user`, then exchanged once."""

    secret: str
    callback: str | None
    made_at: float
    user: str | None = None
    verifier: str | None = None
    spent: bool = False


class AccessToken(msgspec.Struct):
    secret: str
    user: str


Signed = Mapping[str, str]


class Accounts:
    """Who may do what at present. `now` gives Unix seconds: signed requests carry a time."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._asked: dict[str, RequestToken] = {}
        self._given: dict[str, AccessToken] = {}
        self._nonces: dict[tuple[str, str, str], float] = {}
        self._revoked: set[str] = set()

    def caller(self, scope: HTTPScope, authorization: str) -> Caller:
        """Who asks for a resource. A signature that does not hold is worth nothing anywhere."""
        if scope["path"] in STEPS:
            return NOBODY
        signed = oauth_parameters(scope, authorization)
        if not signed:
            return plain_caller(scope["query_string"], authorization, self._revoked)
        given = self._given.get(signed.get("oauth_token", ""))
        try:
            self._check(scope, authorization, signed, given.secret if given else "")
        except Refused as refused:
            return Caller("invalid", why=refused.text.strip().splitlines()[-1])
        if given is None:
            return Caller("invalid", why="You must authenticate to access this resource.")
        return Caller("user", given.user, APPLICATION)

    def request_token(self, scope: HTTPScope, authorization: str) -> str:
        """The first step; raises Refused."""
        signed = self._signed(scope, authorization)
        self._check(scope, authorization, signed, "")
        callback = signed.get("oauth_callback")
        token, made = _random(), RequestToken(_random(), callback, self._now())
        self._asked[token] = made
        return urlencode(
            {"oauth_token": token, "oauth_token_secret": made.secret, "oauth_callback_confirmed": "true"}
        )

    def asking(self, token: str) -> RequestToken | None:
        """What a person is asked to allow, while it may still be allowed."""
        asked = self._asked.get(token)
        return None if asked is None or self._is_old(asked) or asked.verifier or asked.spent else asked

    def allow(self, token: str, user: str) -> RequestToken:
        asked = self._asked[token]
        asked.user, asked.verifier = user, secrets.token_hex(5)
        return asked

    def deny(self, token: str) -> RequestToken:
        asked = self._asked[token]
        asked.spent = True
        return asked

    def access_token(self, scope: HTTPScope, authorization: str) -> str:
        """The last step; raises Refused."""
        signed = self._signed(scope, authorization)
        asked = self._asked.get(signed.get("oauth_token", ""))
        self._check(scope, authorization, signed, asked.secret if asked else "")
        if asked is None or asked.spent:
            raise Refused(401, "Invalid request token.")
        if self._is_old(asked):
            raise Refused(400, "The request token has expired.")
        if asked.user is None or signed.get("oauth_verifier") != asked.verifier:
            raise Refused(401, "Invalid verifier.")
        asked.spent = True
        token, given = _random(), AccessToken(_random(), asked.user)
        self._given[token] = given
        return urlencode({"oauth_token": token, "oauth_token_secret": given.secret})

    def revoke(self, user: str) -> int:
        """Take back every token of a person, as they would in their settings; how many there were."""
        granted = [token for token, given in self._given.items() if given.user == user]
        for token in granted:
            del self._given[token]
        own = {token for token, owner in TOKENS.items() if owner == user} - self._revoked
        self._revoked |= own
        return len(granted) + len(own)

    def restore(self) -> None:
        """The personal tokens open their collections again; what was granted and revoked stays so."""
        self._revoked.clear()

    def _signed(self, scope: HTTPScope, authorization: str) -> Signed:
        signed = oauth_parameters(scope, authorization)
        if not signed:
            # Measured: a step without any of the parameters breaks the real one.
            raise Refused(500, "Internal Server Error")
        return signed

    def _check(self, scope: HTTPScope, authorization: str, signed: Signed, token_secret: str) -> None:
        method = signed.get("oauth_signature_method")
        needed = ["oauth_consumer_key", "oauth_signature_method", "oauth_signature"]
        for name in (*needed, "oauth_timestamp", "oauth_nonce"):
            if name not in signed:
                raise Refused(401, f"Parameter not found: {name}")
        if signed["oauth_consumer_key"] != KEY:
            raise Refused(401, "Invalid consumer.")
        if method not in ("HMAC-SHA1", "PLAINTEXT"):
            raise Refused(400, f"{NOT_OAUTH}Signature method not supported.")
        self._check_freshness(signed)
        if not secrets.compare_digest(
            _signature(scope, authorization, method, token_secret).encode(),
            signed["oauth_signature"].encode(),
        ):
            raise Refused(401, "Invalid signature.")

    def _check_freshness(self, signed: Signed) -> None:
        now, at, nonce = self._now(), signed["oauth_timestamp"], signed["oauth_nonce"]
        if not at.isascii() or not at.isdecimal() or abs(now - int(at[:12])) > CLOCKS_MAY_DIFFER:
            raise Refused(400, f"{NOT_OAUTH}Expired timestamp.")
        if not 0 < len(nonce) <= LONGEST_NONCE:
            raise Refused(400, f"{NOT_OAUTH}Nonce too long.")
        self._nonces = {used: until for used, until in self._nonces.items() if until > now}
        used = (signed.get("oauth_token", ""), at, nonce)
        if used in self._nonces:
            raise Refused(400, f"{NOT_OAUTH}Nonce already used.")
        self._nonces[used] = now + 2 * CLOCKS_MAY_DIFFER

    def _is_old(self, asked: RequestToken) -> bool:
        return self._now() - asked.made_at > REQUEST_LIFE


def oauth_parameters(scope: HTTPScope, authorization: str) -> dict[str, str]:
    """The `oauth_…` parameters of a request, from its `Authorization: OAuth` header or its query."""
    return {name: value for name, value in _parameters(scope, authorization) if name.startswith("oauth_")}


def _parameters(scope: HTTPScope, authorization: str) -> list[tuple[str, str]]:
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "oauth":
        for part in rest.split(","):
            name, _, quoted = part.strip().partition("=")
            if name != "realm":
                asked.append((unquote(name), unquote(quoted.strip('"'))))
    return asked


def _signature(
    scope: HTTPScope, authorization: str, method: Literal["HMAC-SHA1", "PLAINTEXT"] | Any, token_secret: str
) -> str:
    if method == "PLAINTEXT":
        plain: str = signature.plaintext_signature(SECRET, token_secret)
        return plain
    host = next((value.decode() for name, value in scope["headers"] if name.lower() == b"host"), "")
    base = signature.construct_base_string(
        scope["method"], f"{scope['scheme']}://{host}{scope['path']}", _parameters(scope, authorization)
    )
    signed: str = signature.hmac_sha1_signature(base, SECRET, token_secret)
    return signed


def _random() -> str:
    return secrets.token_urlsafe(30)


def user_id(user: str) -> int:
    return USERS.get(user.lower(), USERS["demo"])
