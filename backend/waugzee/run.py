"""Everything Waugzee needs on one machine, started together and stopped together.

    the database (unless an outside one is given)     child process, own folder below `data`
    the simulated Discogs (unless one is given)       child process, own port
    the API, which serves the page                    this process; with `reload`, a child beside Vite

What was started is stopped in the reverse order, whether by Ctrl-C, a failure or SIGTERM; a kill -9 of
this process ends the children too.
"""

import asyncio
import errno
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

import click
import msgspec
import uvicorn
from litestar.types import ASGIApp
from msgspec.structs import replace
from sqlalchemy.exc import SQLAlchemyError

from waugzee import embedded_postgres, migrations, processes
from waugzee.app import create_site
from waugzee.db import make_engine
from waugzee.issuer.actions import ensure_first_account
from waugzee.logs import configure_logs
from waugzee.private_file import write_private
from waugzee.processes import CannotStart
from waugzee.secrets_cli import add_key, kept_keys
from waugzee.serving import GRACE, WEBSOCKETS, serve_metrics, server_config
from waugzee.settings import Settings, read_settings

PROJECT = Path(__file__).parents[2]
LOCAL = "127.0.0.1"
DEMO_PORT = 8289
VITE_PORT = 5173


class _Stopped(BaseException):
    """SIGINT or SIGTERM came."""


class Account(msgspec.Struct, frozen=True):
    """The ready-made account; its password as long as the one that was made is on file."""

    name: str
    password: str | None


def run(settings: Settings, reload: bool) -> None:
    """Start everything, serve until SIGINT or SIGTERM, stop everything. Raises CannotStart."""
    try:
        with _stopped_by_signals(), ExitStack() as running:
            settings = _hold_data(settings, running)
            listener = running.enter_context(_listen(settings.host, settings.port))
            settings, account = _start_services(settings, running)
            if reload:
                listener.close()
                _develop(settings, account, running)
            else:
                _serve(settings, account, listener)
    except _Stopped:
        click.echo("Waugzee has stopped.")


def app_from_environment() -> ASGIApp:
    """The application of a reloading child, whose parent put the settings into the environment."""
    configure_logs()
    settings = read_settings(os.environ)
    serve_metrics(settings)
    return create_site(settings, works=True)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C must not cut the stopping short and leave something behind.
        for later in before:
            signal.signal(later, signal.SIG_IGN)
        raise _Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hold_data(settings: Settings, running: ExitStack) -> Settings:
    """Make the data folder and its secret, and keep every other start out of it."""
    data = settings.data.absolute()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    running.enter_context(processes.sole_holder(data / "lock"))
    secret = data / "secret"
    if not settings.secret and not secret.exists():
        write_private(secret, secrets.token_urlsafe(48).encode())
    return replace(
        settings,
        data=data,
        secret=settings.secret or secret.read_text(),
        secret_keys=settings.secret_keys or (kept_keys(data) or (add_key(data),)),
    )


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is started; whoever connects early is answered once all stands."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"port {port} is taken by another program: stop that one, or choose another port with"
                f" WAUGZEE_PORT, for example WAUGZEE_PORT={port + 10} make run"
            ) from error
        raise CannotStart(f"cannot listen on {host}, port {port}: {error.strerror}") from error


def _start_services(settings: Settings, running: ExitStack) -> tuple[Settings, Account | None]:
    """Start what the API needs; return the settings that lead to it, and the account to sign in with."""
    data = settings.data
    demo = None
    if settings.demo_url is None:
        demo_port = _next_free_port(_wanted_demo_port())
        demo = _start(
            [sys.executable, "-m", "waugzee_demo", "--host", LOCAL, "--port", str(demo_port)],
            running,
            log=data / "demo.log",
            # It holds nothing worth a farewell, and its port must be free for the next start.
            last_signal=signal.SIGKILL,
        )
        settings = replace(settings, demo_url=f"http://{LOCAL}:{demo_port}")
    if settings.database_url is None:
        cluster = running.enter_context(embedded_postgres.start(data / "postgres"))
        settings = replace(settings, database_url=cluster.app_url, database_owner_url=cluster.owner_url)
        migrations.upgrade(cluster.owner_url)
    account = _first_account(settings)
    if demo is not None:
        _wait_until_listening(demo, demo_port, f"the simulated Discogs; see {data / 'demo.log'}")
    return settings, account


def _wanted_demo_port() -> int:
    text = os.environ.get("WAUGZEE_DEMO_PORT") or str(DEMO_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"WAUGZEE_DEMO_PORT is {text!r}: give a number from 1 to 65535")
    return int(text)


def _first_account(settings: Settings) -> Account | None:
    """Make sure that somebody can sign in; the password is kept, for this user's eyes, to be shown again."""
    if not settings.built_in_issuer or settings.database_url is None:
        return None
    path = settings.data / "account.json"
    account = Account(*asyncio.run(_ensure_first_account(settings.database_url)))
    if account.password is not None:
        write_private(path, msgspec.json.encode(account))
    with suppress(FileNotFoundError):
        return msgspec.json.decode(path.read_bytes(), type=Account)
    return account


async def _ensure_first_account(database_url: str) -> tuple[str, str | None]:
    engine = make_engine(database_url, pool_size=1)
    try:
        return await ensure_first_account(engine)
    except (OSError, SQLAlchemyError) as error:
        cause = str(error).splitlines()[0]
        raise CannotStart(
            f"the database cannot be used ({cause}): see that it runs, and bring it up to date with"
            " waugzee migrate"
        ) from error
    finally:
        await engine.dispose()


def _serve(settings: Settings, account: Account | None, listener: socket.socket) -> None:
    config = server_config(settings, works=True)
    _Server(config, lambda: _announce(settings, account)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _develop(settings: Settings, account: Account | None, running: ExitStack) -> None:
    """Serve from sources that are watched: the API by uvicorn, the page by Vite, which leads to the API."""
    node = shutil.which("node")
    if node is None:
        raise CannotStart("node is not installed: install Node 20 or newer")
    vite_port = _next_free_port(VITE_PORT)
    if settings.public_url == f"http://localhost:{settings.port}":
        settings = replace(settings, public_url=f"http://localhost:{vite_port}")
    environment = _environment(settings)
    api = _start(
        [
            *(sys.executable, "-m", "uvicorn", "--factory", "waugzee.run:app_from_environment"),
            *("--host", settings.host, "--port", str(settings.port)),
            *("--ws", WEBSOCKETS, "--ws-per-message-deflate", "false"),
            *("--timeout-graceful-shutdown", str(GRACE), "--no-proxy-headers"),
            *("--reload", "--reload-dir", str(PROJECT / "backend"), "--reload-dir", str(PROJECT / "shared")),
        ],
        running,
        environment=environment,
    )
    frontend = PROJECT / "frontend"
    vite = _start(
        [
            # Not through npm, which when killed leaves Vite behind.
            *(node, str(frontend / "node_modules" / "vite" / "bin" / "vite.js"), str(frontend)),
            *("--host", LOCAL, "--port", str(vite_port), "--strictPort"),
        ],
        running,
        environment=environment,
    )
    _wait_until_listening(vite, vite_port, "Vite")
    _wait_until_listening(api, settings.port, "the API")
    _announce(settings, account)
    raise CannotStart(f"the API ended by itself, with status {api.wait()}; see above")


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as the variables they are read from, for a child."""
    given = {f"WAUGZEE_{name.upper()}": value for name, value in msgspec.structs.asdict(settings).items()}
    return {**os.environ, **{name: _as_text(value) for name, value in given.items() if value}}


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "1" if value is True else str(value)


def _start(
    command: list[str],
    running: ExitStack,
    *,
    log: Path | None = None,
    environment: dict[str, str] | None = None,
    last_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    child = processes.start_child(command, log=log, environment=environment, last_signal=last_signal)
    running.callback(processes.stop_child, child, within=GRACE + 2)
    return child


def _next_free_port(first: int) -> int:
    for port in range(first, min(first + 100, 65536)):
        with suppress(OSError), socket.create_server((LOCAL, port)):
            return port
    raise CannotStart(f"no port from {first} on is free: stop what listens there")


def _wait_until_listening(child: subprocess.Popen[bytes], port: int, what: str) -> None:
    deadline = time.monotonic() + 30
    while child.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((LOCAL, port), timeout=1):
            return
        time.sleep(0.02)
    raise CannotStart(f"did not start: {what}")


def _announce(settings: Settings, account: Account | None) -> None:
    lines = {
        "Address": settings.public_url,
        "Account": _account_line(account) if account else None,
        "Data": str(settings.data),
        "Discogs": f"simulated at {settings.demo_url}, for a first look",
        "Stop": "Ctrl-C",
    }
    block = "\n".join(f"  {name:8} {value}" for name, value in lines.items() if value)
    click.echo(f"\nWaugzee is ready.\n\n{block}\n")


def _account_line(account: Account) -> str:
    if account.password is None:
        return account.name
    return f"{account.name}, password {account.password} (unless you changed it)"
