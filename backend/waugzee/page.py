"""The built page in front of the API: precompressed files, cached for good where hashed by name.

Every address that is not a file and not the API's own is the page's: it gets `index.html`, and the
page's router shows what the address names.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from litestar.types import ASGIApp, Receive, Send
from servestatic import ServeStaticASGI

from waugzee.browser_security import cover_sources, headers_for
from waugzee.settings import Settings

# What the API and the issuer answer themselves.
_OWN = re.compile(r"/(api|issuer|u|\.well-known)(/|$)|/(health|ready)$")
_HASHED = re.compile(r"^/(assets|engine)/")
_DOCS = re.compile(r"/api/docs/?$")
POLICY = b"content-security-policy"
LOOPBACK = ("127.0.0.1", "[::1]", "localhost")
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


class Page:
    """Serves the files of the built page, and everything else by the API.

    `issuer_origins` answers where the issuer's endpoints are, as far as it has said so yet.
    """

    def __init__(
        self, api: ASGIApp, settings: Settings, issuer_origins: Callable[[], list[str]] = list
    ) -> None:
        self._settings = settings
        self._issuer_origins = issuer_origins
        # Of scripts, whose policy counts in the worker; that has no business with the issuer.
        policy, guards = content_security_policy(settings), headers_for(settings)

        def add_headers(headers: Any, path: str, url: str) -> None:
            for name, value in guards.items():
                headers[name] = value
            headers["Content-Security-Policy"] = policy
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            if not _HASHED.match(url):
                headers["Cache-Control"] = "no-cache"

        self._files: Any = ServeStaticASGI(
            api,
            root=settings.page,
            prefix="/",
            mimetypes=TYPES,
            allow_all_origins=False,
            immutable_file_test=lambda path, url: bool(_HASHED.match(url)),
            add_headers_function=add_headers,
            autorefresh=settings.development,
        )
        parts = urlsplit(settings.public_url)
        self._canonical = parts.netloc if parts.hostname == "localhost" else None
        self._public_url = settings.public_url

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = scope["path"]
            if _DOCS.match(path):
                scope = {**scope, "path": "/api-docs/index.html"}
            elif not _OWN.match(path):
                if self._is_alias(scope):
                    await self._redirect(scope, send)
                    return
                if "." not in path.rsplit("/", 1)[-1]:
                    scope = {**scope, "path": "/index.html"}
            if scope["path"].endswith(".html"):
                send = self._with_policy(send)
        await self._files(scope, receive, send)

    def _with_policy(self, send: Send) -> Send:
        """Give a document the policy of now: the issuer may have said more about itself, or moved."""
        policy = content_security_policy(self._settings, self._issuer_origins()).encode("latin-1")

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                others = [header for header in message["headers"] if header[0].lower() != POLICY]
                message = {**message, "headers": [*others, (POLICY, policy)]}
            await send(message)

        return sent

    def _is_alias(self, scope: Any) -> bool:
        """Signing in returns to one address only, so the machine's other names lead there."""
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        return (
            self._canonical is not None
            and host != self._canonical
            and host.rsplit(":", 1)[0] in LOOPBACK
            and host.rpartition(":")[2] == self._canonical.rpartition(":")[2]
        )

    async def _redirect(self, scope: Any, send: Send) -> None:
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        target = f"{self._public_url}{(scope['raw_path'] + query).decode('latin-1')}"
        headers = [(b"location", target.encode("latin-1")), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def content_security_policy(settings: Settings, issuer_origins: Iterable[str] = ()) -> str:
    """No script but ours, no connection but to us, the issuer and Discogs, covers from Discogs' hosts."""
    own = [] if settings.built_in_issuer else [_origin(settings.issuer_url)]
    issuer = list(dict.fromkeys([*own, *issuer_origins]))
    sources = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "worker-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *cover_sources(settings)],
        "connect-src": ["'self'", _socket_origin(settings), *settings.discogs_origins, *issuer],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *issuer],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _socket_origin(settings: Settings) -> str:
    """Not every browser takes 'self' to mean the socket of the same host."""
    return _origin(settings.public_url).replace("http", "ws", 1)
