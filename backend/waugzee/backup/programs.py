"""PostgreSQL's own programs, which write and read dumps.

They come with the embedded server and speak to older ones, but not by TLS: where an address asks for that,
they are those of the machine (17 or newer). Addresses go by the environment, as they hold passwords.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO

from sqlalchemy import make_url

from waugzee.backup.archive import DAMAGED, PIECE
from waugzee.embedded_postgres import BINARIES
from waugzee.errors import ConfigurationError

# What a server before 17 does not know, and a transaction of ours does not need.
UNKNOWN_BEFORE = b"SET transaction_timeout"
HEAD = 100
"""Lines within which it stands."""
SCHEMA = "--schema=public"
"""Ours; others are of those who keep something beside it. The schema itself is always there."""


class ProgramFailed(ConfigurationError):
    """One of PostgreSQL's programs ended with an error; the message is its own."""


@contextmanager
def dumped(url: str, *options: str) -> Iterator[IO[bytes]]:
    """What pg_dump writes; raises ProgramFailed at the end unless it is whole."""
    command = ("pg_dump", "--format=custom", "--no-owner", SCHEMA, "--exclude-extension=*", *options)
    with _program(url, *command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        yield child.stdout


def load(url: str, dump: IO[bytes], before: str, after: str) -> None:
    """Load a dump in one transaction, between two statements; raises ProgramFailed with nothing done."""
    psql = ("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
    with _program(url, *psql, stdin=subprocess.PIPE) as child, suppress(BrokenPipeError):
        assert child.stdin is not None
        child.stdin.write(f"set client_min_messages = warning;\nbegin;\n{before};\n".encode())
        _write_script(dump, child.stdin)
        # A script that was cut short ends without it.
        child.stdin.write(f"\n{after};\ncommit;\n".encode())


def _write_script(dump: IO[bytes], to: IO[bytes]) -> None:
    options = ("--no-owner", SCHEMA, "--exit-on-error", "--file=-")
    with _program("", "pg_restore", *options, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        feeder = Thread(target=_feed, args=(dump, child.stdin))
        feeder.start()
        try:
            for _, line in zip(range(HEAD), child.stdout, strict=False):
                if not line.startswith(UNKNOWN_BEFORE):
                    to.write(line)
            shutil.copyfileobj(child.stdout, to, PIECE)
        except BaseException:
            child.kill()
            raise
        finally:
            feeder.join()


def _feed(dump: IO[bytes], to: IO[bytes]) -> None:
    # The program says itself why it ended before, or that what it was given is not whole.
    with suppress(*DAMAGED), to:
        shutil.copyfileobj(dump, to, PIECE)


@contextmanager
def _program(
    url: str, name: str, *arguments: str, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program against a database; raises ProgramFailed unless it ends well."""
    environment = _environment(url) if url else dict(os.environ)
    command = (_path(name, environment), *arguments)
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said, env=environment)
        try:
            yield child
        except BaseException:
            child.kill()
            raise
        finally:
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            child.wait()
        if child.returncode != 0:
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines()
            raise ProgramFailed("\n  ".join([f"{name} failed:", *lines[:5]]))


def _environment(url: str) -> dict[str, str]:
    """Where the database is, as PostgreSQL's programs read it, and nothing of the user's own."""
    found = make_url(url)
    more = {name.upper(): value for name, value in found.query.items() if isinstance(value, str)}
    named = {
        "HOST": found.host,
        "PORT": found.port,
        "USER": found.username,
        "PASSWORD": found.password,
        "DATABASE": found.database,
        **more,
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**others, **{f"PG{name}": str(value) for name, value in named.items() if value}}


def _path(name: str, environment: dict[str, str]) -> str:
    if environment.get("PGSSLMODE", "prefer") in ("disable", "allow", "prefer"):
        return str(BINARIES / name)
    found = shutil.which(name)
    if found is None:
        raise ConfigurationError(
            f"the database is reached by TLS, for which {name} is missing here: install PostgreSQL's client,"
            " 17 or newer"
        )
    return found
