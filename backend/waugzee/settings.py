"""Configuration: read once from the environment, frozen, and passed."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec

from waugzee.addresses import networks
from waugzee.errors import ConfigurationError

SHORTEST_KEY = 32
SignUp = Literal["open", "invitation", "closed"]
DISCOGS_URL = "https://api.discogs.com"
DUMPS_URL = "https://data.discogs.com"
LISTENBRAINZ_URL = "https://api.listenbrainz.org"
AUTHORITY = re.compile(r"(https?)://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?(?=[/?]|\Z)", re.ASCII)
DATABASE = re.compile(r"postgres(ql)?://(.*@)?(\[[0-9a-f:.]+\]|[^][@:/?]*)(:(?P<port>\d{1,5}))?(?=[/?]|\Z)")
LOOPBACK = re.compile(r"([^.]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\]", re.ASCII)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting of the API, the command line and the one-machine supervisor."""

    host: str = "127.0.0.1"
    port: int = 8288
    public_url: str = "http://localhost:8288"
    """The one address people type; the issuer's identifier and redirects are made from it."""
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    """Where Prometheus reads how this process is; without a port nowhere."""
    otlp_endpoint: str | None = None
    """Where traces are sent by OTLP over HTTP; without it none are made."""
    data: Path = Path(".data")
    """Where one machine keeps its database, secret and logs."""
    database_url: str | None = None
    """PostgreSQL 15 or newer; without it `waugzee run` starts the embedded one."""
    database_owner_url: str | None = None
    """The role that owns the tables, for migrations; without it `database_url` is used."""
    dumps: Path | None = None
    """The folder that Discogs' dumps lie in, below which administrators may import; else `data`/dumps."""
    dumps_url: str = DUMPS_URL
    """Where a month's dumps are fetched from."""
    secret: str = ""
    """Signs instructions and derives the keys of runs; at least 32 characters."""
    secret_keys: tuple[str, ...] = ()
    """Encrypt what lets us in for users elsewhere: the first one does, all of them decrypt."""
    valkey_url: str | None = None
    issuer: str | None = None
    """An outside OpenID Connect issuer, written exactly as it writes itself; without it the built-in one."""
    client_id: str = "waugzee-page"
    """The page, as the issuer knows it."""
    audience: str = "waugzee"
    """What the issuer writes into `aud` of access tokens that are meant for this API."""
    scope: str = "openid profile offline_access"
    """What the page asks for; an issuer may want more of it, Zitadel the audience."""
    role_claim: str | None = None
    """Where tokens carry roles: a claim's name, or a path with dots. Without it the usual places."""
    introspection_key: Path | None = None
    """Signs questions about opaque tokens: Zitadel's JSON key file, or a private RSA key in PEM."""
    introspection_client_id: str | None = None
    """Whose key that is, where the file does not say so itself."""
    admin_role: str = "admin"
    """The role at the issuer that makes an administrator here."""
    sign_up: SignUp = "open"
    """Who becomes a user at first sight: anyone the issuer knows, who has an invitation, or nobody."""
    visitors: bool | None = None
    """Whether people may look around without an account; unset, on a machine of one's own alone."""
    sign_in_by_discogs: bool = False
    """Whether the built-in issuer takes Discogs' word for who somebody is."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses and networks whose `X-Forwarded-For` is believed."""
    allowed_origins: tuple[str, ...] = ()
    """Other pages that may use the API from a browser."""
    discogs_url: str = DISCOGS_URL
    discogs_consumer_key: str | None = None
    """This installation, as Discogs knows it: with key and secret, users connect by signing in there."""
    discogs_consumer_secret: str | None = None
    demo_url: str | None = None
    """The simulated Discogs, offered as a source where it is set."""
    listenbrainz_url: str = LISTENBRAINZ_URL
    """Where plays are sent for those who want it; ListenBrainz' own API, or one that speaks like it."""
    push_loopback: bool = False
    """Whether a push service may be on this machine: for tests and for developing."""
    development: bool = False
    """Set by `make dev`: the page is then served by Vite on its own port."""
    page: Path = Path(__file__).parents[2] / "frontend" / "dist"
    """The built page; served by the API where the folder exists."""

    @property
    def built_in_issuer(self) -> bool:
        return self.issuer is None

    @property
    def offers_discogs(self) -> bool:
        """Whether people may sign in by Discogs: allowed, and with what it takes."""
        has_program = bool(self.discogs_consumer_key and self.discogs_consumer_secret)
        able = bool(self.secret_keys) and (has_program or self.demo_url is not None)
        return self.sign_in_by_discogs and self.built_in_issuer and able

    @property
    def takes_visitors(self) -> bool:
        """Visitors are accounts of the built-in issuer, and see the simulated collection."""
        if not self.built_in_issuer or self.demo_url is None:
            return False
        return is_of_this_machine(self.public_url) if self.visitors is None else self.visitors

    @property
    def owner_url(self) -> str | None:
        """The database to the owner of its tables."""
        return self.database_owner_url or self.database_url

    @property
    def dumps_folder(self) -> Path:
        return (self.dumps or self.data / "dumps").absolute()

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
    port = _port("WAUGZEE_PORT", environ.get("WAUGZEE_PORT", "8288"))
    metrics_port = environ.get("WAUGZEE_METRICS_PORT")
    given = {
        "host": environ.get("WAUGZEE_HOST"),
        "public_url": _url(environ, "WAUGZEE_PUBLIC_URL") or f"http://localhost:{port}",
        "metrics_host": environ.get("WAUGZEE_METRICS_HOST"),
        "metrics_port": _port("WAUGZEE_METRICS_PORT", metrics_port) if metrics_port else None,
        "otlp_endpoint": _url(environ, "WAUGZEE_OTLP_ENDPOINT"),
        "data": _path(environ.get("WAUGZEE_DATA")),
        "database_url": _database(environ, "WAUGZEE_DATABASE_URL"),
        "database_owner_url": _database(environ, "WAUGZEE_DATABASE_OWNER_URL"),
        "secret": environ.get("WAUGZEE_SECRET"),
        "valkey_url": environ.get("WAUGZEE_VALKEY_URL"),
        "issuer": _issuer(environ.get("WAUGZEE_ISSUER", "")),
        "client_id": environ.get("WAUGZEE_CLIENT_ID"),
        "audience": environ.get("WAUGZEE_AUDIENCE"),
        "scope": _scope(environ.get("WAUGZEE_SCOPE", "")),
        "role_claim": environ.get("WAUGZEE_ROLE_CLAIM"),
        "introspection_key": _path(environ.get("WAUGZEE_INTROSPECTION_KEY")),
        "introspection_client_id": environ.get("WAUGZEE_INTROSPECTION_CLIENT_ID"),
        "admin_role": environ.get("WAUGZEE_ADMIN_ROLE"),
        "sign_up": _sign_up(environ.get("WAUGZEE_SIGN_UP", "")),
        "sign_in_by_discogs": environ.get("WAUGZEE_SIGN_IN_BY_DISCOGS") == "1",
        "trusted_proxies": _proxies(_words(environ, "WAUGZEE_TRUSTED_PROXIES")),
        "allowed_origins": _origins(_words(environ, "WAUGZEE_ALLOWED_ORIGINS")),
        "secret_keys": _keys(_words(environ, "WAUGZEE_SECRET_KEYS")),
        "discogs_url": _url(environ, "WAUGZEE_DISCOGS_URL"),
        **_consumer(environ),
        "demo_url": _url(environ, "WAUGZEE_DEMO_URL"),
        "listenbrainz_url": _url(environ, "WAUGZEE_LISTENBRAINZ_URL"),
        "push_loopback": environ.get("WAUGZEE_PUSH_LOOPBACK") == "1",
        "dumps": _path(environ.get("WAUGZEE_DUMPS")),
        "dumps_url": _url(environ, "WAUGZEE_DUMPS_URL"),
        "page": _path(environ.get("WAUGZEE_PAGE")),
    }
    development = environ.get("WAUGZEE_DEVELOPMENT") == "1"
    visitors = {"1": True, "0": False}.get(environ.get("WAUGZEE_VISITORS", ""))
    present: dict[str, Any] = {name: value for name, value in given.items() if value}
    return Settings(port=port, development=development, visitors=visitors, **present)


def is_private(url: str) -> bool:
    """Whether nobody on the way can read or change what goes to this address: https, or this machine."""
    found = AUTHORITY.match(url.lower())
    return found is not None and (found[1] == "https" or is_of_this_machine(url))


def is_of_this_machine(url: str) -> bool:
    """Whether no other machine can mean this one by the address."""
    found = AUTHORITY.match(url.lower())
    return found is not None and LOOPBACK.fullmatch(found[2]) is not None


def _issuer(text: str) -> str | None:
    # Kept to the letter: an identifier that ends in a slash is another than one that does not.
    if text and not is_private(text):
        raise ConfigurationError(
            f"WAUGZEE_ISSUER is {text!r}: give an https address (http is for this machine alone)"
        )
    return text or None


def _scope(text: str) -> str | None:
    if text and "openid" not in text.split():
        raise ConfigurationError(f"WAUGZEE_SCOPE is {text!r}: it lacks openid")
    return text or None


def _sign_up(text: str) -> str:
    if text and text not in get_args(SignUp):
        raise ConfigurationError(f"WAUGZEE_SIGN_UP is {text!r}: give {', '.join(get_args(SignUp))}")
    return text


def _words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environ.get(name, "").replace(",", " ").split())


def _proxies(texts: tuple[str, ...]) -> tuple[str, ...]:
    try:
        networks(texts)
    except ValueError as error:
        raise ConfigurationError(f"WAUGZEE_TRUSTED_PROXIES: {error}") from error
    return texts


def _origins(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or text != f"{parts.scheme}://{parts.netloc}":
            raise ConfigurationError(
                f"WAUGZEE_ALLOWED_ORIGINS holds {text!r}: give origins such as https://example.org"
            )
    return texts


def _keys(texts: tuple[str, ...]) -> tuple[str, ...]:
    if any(len(text) < SHORTEST_KEY for text in texts):
        raise ConfigurationError(
            f"WAUGZEE_SECRET_KEYS holds a short key: give at least {SHORTEST_KEY} random characters"
        )
    return texts


def _consumer(environ: Mapping[str, str]) -> dict[str, str | None]:
    key, secret = environ.get("WAUGZEE_DISCOGS_CONSUMER_KEY"), environ.get("WAUGZEE_DISCOGS_CONSUMER_SECRET")
    if bool(key) != bool(secret):
        raise ConfigurationError(
            "WAUGZEE_DISCOGS_CONSUMER_KEY and WAUGZEE_DISCOGS_CONSUMER_SECRET go together: give both, or none"
        )
    return {"discogs_consumer_key": key, "discogs_consumer_secret": secret}


def _port(name: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 5 or not 0 < int(text) < 65536:
        raise ConfigurationError(f"{name} is {text!r}: give a number from 1 to 65535")
    return int(text)


def _path(text: str | None) -> Path | None:
    return Path(text).absolute() if text else None


def _database(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name)
    if not text:
        return None
    found = DATABASE.match(text)
    if found is None or not 0 < int(found["port"] or 5432) < 65536:
        # Not repeated: it may hold a password.
        raise ConfigurationError(f"{name}: give an address such as postgresql://user:password@host/waugzee")
    return text


def _url(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name, "").rstrip("/")
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(f"{name} is {text!r}: give an address such as https://example.org")
    return text
