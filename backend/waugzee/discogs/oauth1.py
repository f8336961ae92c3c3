"""OAuth 1.0a as RFC 5849 has it: parameters, base string, HMAC-SHA1. Pure: time and nonce are arguments.

Discogs takes the parameters in the query string as well as in a header. In the query a browser needs
no preflight, and the one address is all that it is given: the secrets stay here.
"""

import base64
import hmac
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec

METHOD = "HMAC-SHA1"
DEFAULT_PORTS = {"http": 80, "https": 443}

Parameters = Iterable[tuple[str, str]]


class Consumer(msgspec.Struct, frozen=True):
    """This program, as Discogs knows it."""

    key: str
    secret: str


class Token(msgspec.Struct, frozen=True):
    """A request token or an access token, with its secret."""

    token: str
    secret: str


def escaped(text: str) -> str:
    """Percent-encode as §3.6 wants it: everything but letters, digits and `-._~`."""
    return quote(text, safe="-._~")


def base_uri(url: str) -> str:
    """The address without query, the host in small letters, the port where it is not the usual (§3.4.1.2)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    shown = "" if port in (None, DEFAULT_PORTS.get(parts.scheme.lower())) else f":{port}"
    return f"{parts.scheme.lower()}://{host}{shown}{parts.path or '/'}"


def normalized(parameters: Parameters) -> str:
    """All parameters, escaped, in order of name and then of value (§3.4.1.3.2)."""
    pairs = sorted((escaped(name), escaped(value)) for name, value in parameters)
    return "&".join(f"{name}={value}" for name, value in pairs)


def base_string(method: str, url: str, parameters: Parameters) -> str:
    """What is signed (§3.4.1). `parameters`: all of query, body and protocol but realm and signature."""
    return "&".join(map(escaped, (method.upper(), base_uri(url), normalized(parameters))))


def hmac_sha1(base: str, consumer_secret: str, token_secret: str) -> str:
    """The signature of a base string, in base64 (§3.4.2)."""
    key = f"{escaped(consumer_secret)}&{escaped(token_secret)}"
    return base64.b64encode(hmac.digest(key.encode(), base.encode(), "sha1")).decode()


def signed_parameters(
    method: str,
    url: str,
    consumer: Consumer,
    token: Token | None = None,
    *,
    timestamp: int,
    nonce: str,
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The protocol parameters of one request, its signature among them.

    `timestamp` is in Unix seconds, `nonce` at most 64 characters never used before with it; `more` is
    what a step needs beside: `oauth_callback`, `oauth_verifier`.
    """
    given = {
        "oauth_consumer_key": consumer.key,
        **({"oauth_token": token.token} if token else {}),
        "oauth_signature_method": METHOD,
        "oauth_timestamp": str(timestamp),
        "oauth_nonce": nonce,
        "oauth_version": "1.0",
        **(more or {}),
    }
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    base = base_string(method, url, [*query, *given.items()])
    return {**given, "oauth_signature": hmac_sha1(base, consumer.secret, token.secret if token else "")}


def signed_url(
    url: str, consumer: Consumer, token: Token, *, timestamp: int, nonce: str, method: str = "GET"
) -> str:
    """The address with its request signed in the query string: good for one attempt."""
    signed = signed_parameters(method, url, consumer, token, timestamp=timestamp, nonce=nonce)
    query = "&".join(f"{name}={escaped(value)}" for name, value in signed.items())
    return f"{url}{'&' if urlsplit(url).query else '?'}{query}"


def authorization_header(signed: Mapping[str, str]) -> str:
    """The same parameters as a header (§3.5.1)."""
    return "OAuth " + ", ".join(f'{escaped(name)}="{escaped(value)}"' for name, value in signed.items())
