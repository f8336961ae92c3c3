"""What browsers are told: the headers of every answer, and which other origins may call the API."""

from collections.abc import Awaitable, Callable

from litestar.config.cors import CORSConfig
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from waugzee.settings import Settings

YEAR = 31_536_000
NOTHING = "default-src 'none'; frame-ancestors 'none'"
EXPOSED = ["ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate"]


def headers_for(settings: Settings) -> dict[str, str]:
    """What every answer says, of the API and of the page."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }
    if settings.public_url.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return headers


def secured(settings: Settings) -> Callable[[Message, Scope], Awaitable[None]]:
    """A hook that adds the headers to the API's answers, and to its own pages those they lack."""
    given = {**headers_for(settings), "Content-Security-Policy": NOTHING}

    async def add(message: Message, _: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in given.items():
                headers.setdefault(name, value)

    return add


def cover_sources(settings: Settings) -> list[str]:
    """Where pictures of records come from: Discogs' hosts, and the simulated one's."""
    return [
        "https://i.discogs.com",
        "https://img.discogs.com",
        *([settings.demo_url] if settings.demo_url else []),
    ]


def cross_origin(settings: Settings) -> CORSConfig | None:
    """Off, unless the settings name origins; tokens ride in headers, so cookies never do."""
    if not settings.allowed_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Content-Digest", "Signature", "Signature-Input"],
        allow_credentials=False,
        expose_headers=EXPOSED,
        max_age=600,
    )
