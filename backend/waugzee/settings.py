"""Configuration: read once from the environment, frozen, and passed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from waugzee.errors import ConfigurationError

DISCOGS_URL = "https://api.discogs.com"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting of the API, the command line and the one-machine supervisor."""

    host: str = "127.0.0.1"
    port: int = 8288
    public_url: str = "http://localhost:8288"
    """The one address people type; the issuer's identifier and redirects are made from it."""
    data: Path = Path(".data")
    """Where one machine keeps its database, secret and logs."""
    database_url: str | None = None
    """PostgreSQL 15 or newer; without it `waugzee run` starts the embedded one."""
    database_owner_url: str | None = None
    """The role that owns the tables, for migrations; without it `database_url` is used."""
    secret: str = ""
    """Signs instructions and derives the keys of runs; at least 32 characters."""
    valkey_url: str | None = None
    issuer: str | None = None
    """An outside OpenID Connect issuer; without it the built-in one serves this machine."""
    client_id: str = "waugzee-page"
    audience: str = "waugzee"
    discogs_url: str = DISCOGS_URL
    demo_url: str | None = None
    """The simulated Discogs, offered as a source where it is set."""
    development: bool = False
    """Set by `make dev`: the page is then served by Vite on its own port."""
    page: Path = Path(__file__).parents[2] / "frontend" / "dist"
    """The built page; served by the API where the folder exists."""

    @property
    def built_in_issuer(self) -> bool:
        return self.issuer is None

    @property
    def issuer_url(self) -> str:
        return self.issuer or f"{self.public_url}/issuer"

    @property
    def page_origins(self) -> list[str]:
        """Where the page may come from: its own address, and Vite's while developing."""
        return [self.public_url, *(["http://localhost:5173"] if self.development else [])]

    @property
    def discogs_origins(self) -> list[str]:
        """The only origins that instructions may lead to."""
        return [self.discogs_url, *([self.demo_url] if self.demo_url else [])]


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read `WAUGZEE_*`; raises ConfigurationError naming the variable that is wrong."""
    port = _port(environ.get("WAUGZEE_PORT", "8288"))
    given = {
        "host": environ.get("WAUGZEE_HOST"),
        "public_url": _url(environ, "WAUGZEE_PUBLIC_URL") or f"http://localhost:{port}",
        "data": _path(environ.get("WAUGZEE_DATA")),
        "database_url": environ.get("WAUGZEE_DATABASE_URL"),
        "database_owner_url": environ.get("WAUGZEE_DATABASE_OWNER_URL"),
        "secret": environ.get("WAUGZEE_SECRET"),
        "valkey_url": environ.get("WAUGZEE_VALKEY_URL"),
        "issuer": _url(environ, "WAUGZEE_ISSUER"),
        "client_id": environ.get("WAUGZEE_CLIENT_ID"),
        "audience": environ.get("WAUGZEE_AUDIENCE"),
        "discogs_url": _url(environ, "WAUGZEE_DISCOGS_URL"),
        "demo_url": _url(environ, "WAUGZEE_DEMO_URL"),
        "page": _path(environ.get("WAUGZEE_PAGE")),
    }
    development = environ.get("WAUGZEE_DEVELOPMENT") == "1"
    present: dict[str, Any] = {name: value for name, value in given.items() if value}
    return Settings(port=port, development=development, **present)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigurationError(f"WAUGZEE_PORT is {text!r}: give a number from 1 to 65535")
    return int(text)


def _path(text: str | None) -> Path | None:
    return Path(text).absolute() if text else None


def _url(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name, "").rstrip("/")
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"{name} is {text!r}: give an address such as https://example.org")
    return text
