"""The document behind an address, for guests' browsers and for sites that show a preview of a link."""

import asyncio
import re
from functools import partial
from html import escape
from pathlib import Path

import msgspec

from waugzee.browser_security import cover_sources
from waugzee.settings import Settings
from waugzee.sharing import picture
from waugzee.sharing.actions import PATH, Seen
from waugzee.sharing.kept import Kept
from waugzee.sharing.schemas import PublicProfile

UNTITLED = "A record shelf"
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_drawing = asyncio.Semaphore(2)
"""Pictures drawn at once, by this process."""


def policy(settings: Settings) -> str:
    """As the page's own, without the engine, the issuer and Discogs' API: a guest needs none of them."""
    sources = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", *cover_sources(settings)],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def robots(listed: bool) -> dict[str, str]:
    return {} if listed else {"X-Robots-Tag": "noindex, nofollow"}


def document(page: Path) -> str | None:
    """The built document for guests; None where the page was not built."""
    try:
        return (page / "guest" / "index.html").read_text()
    except FileNotFoundError:
        return None


def with_preview(html: str, settings: Settings, address: str, of: Seen, told: PublicProfile) -> str:
    """The document with what a preview of a link shows."""
    title, url = of.title or UNTITLED, f"{settings.public_url}{PATH}{address}"
    image = f"{settings.public_url}/api/public/{address}/preview.png"
    description = " · ".join(lines(told)) or "Records on a shelf"
    properties = {
        "og:type": "website",
        "og:site_name": "Waugzee",
        "og:title": title,
        "og:description": description,
        "og:url": url,
        "og:image": image,
        "og:image:type": "image/png",
        "og:image:width": str(picture.SIZE[0]),
        "og:image:height": str(picture.SIZE[1]),
        "og:image:alt": f"{title}: {description}",
    }
    names = {
        "description": description,
        "twitter:card": "summary_large_image",
        **({} if of.listed else {"robots": "noindex, nofollow"}),
    }
    tags = [
        f"<title>{escape(title)}</title>",
        *(f'<meta property="{name}" content="{escape(value)}" />' for name, value in properties.items()),
        *(f'<meta name="{name}" content="{escape(value)}" />' for name, value in names.items()),
    ]
    return _TITLE.sub(lambda _: "\n    ".join(tags), html, count=1)


def lines(told: PublicProfile) -> list[str]:
    """What there is, in a few words each."""
    found = []
    counted = told.shelf or told.statistics
    if counted is not None:
        found.append(_counted(counted.records, "record"))
    if told.statistics is not None:
        found.append(_counted(told.statistics.plays, "play"))
        found.append(_counted(told.statistics.hours, "hour"))
    return found


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


async def preview(settings: Settings, kept: Kept, address: str, of: Seen, body: bytes) -> bytes:
    """The picture for a preview, as PNG."""
    said = lines(msgspec.json.decode(body, type=PublicProfile))

    async def drawn() -> bytes:
        async with _drawing:
            make = partial(picture.draw, of.title or UNTITLED, said, page=settings.page, seed=address)
            return await asyncio.to_thread(make)

    return await kept.get(("picture", address, of.title, *said), drawn)
