"""The command `waugzee sync`. The outcome goes to standard output, progress to standard error.

Exit status: 0 complete; 1 it could not be done; 2 a wrong command line; 3 incomplete, to be gone on with;
130 stopped by Ctrl-C, likewise.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import click

from waugzee.errors import ConfigurationError
from waugzee.settings import is_private
from waugzee.terminal.display import display
from waugzee.terminal.kept import InUse, cache_folder, kept_in
from waugzee.terminal.running import Ended, Refused, run_sync
from waugzee.terminal.words import AGAIN, reason_words, summary

FAILED, INCOMPLETE, STOPPED = 1, 3, 130
KEY_HELP = (
    "API key with the scopes read and sync. Whoever uses this machine can see it among the processes:"
    " better WAUGZEE_API_KEY, --key-file, or type it when asked."
)

Sync = Callable[[asyncio.Event], Coroutine[Any, Any, Ended]]


@click.command()
@click.option("--url", envvar="WAUGZEE_URL", help="Address of the server, or WAUGZEE_URL.")
@click.option("--key", help=KEY_HELP)
@click.option(
    "--key-file",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    help="File that holds the key.",
)
@click.option("--quiet", is_flag=True, help="Say only how it ended.")
@click.option("--take-over", is_flag=True, help="Drive a run from here that another is at.")
def sync(url: str | None, key: str | None, key_file: Path | None, quiet: bool, take_over: bool) -> None:
    """Read your Discogs collection from this machine, under its own allowance.

    Goes on where any browser, the server or an earlier call stopped; watches while another is at it,
    and goes on once that one is gone. Ctrl-C pauses. Exit status: 0
    complete, 1 failed, 3 incomplete, 130 paused.
    """
    address = (url or "http://localhost:8288").rstrip("/")
    if not is_private(address):
        raise ConfigurationError(f"{address!r}: give an https address (http is for this machine alone)")
    secret = _key(key, key_file)
    try:
        with kept_in(cache_folder(os.environ)) as cache, display(quiet=quiet) as shown:
            ended = asyncio.run(
                _stopped_by_signals(
                    lambda stop: run_sync(address, secret, cache, shown.show, stop, take_over=take_over)
                )
            )
    except InUse:
        raise ConfigurationError("another waugzee sync is at work on this machine: let it end") from None
    except OSError as error:
        raise ConfigurationError(f"cannot keep what is to be kept: {error}") from error
    except Refused as refused:
        _say(*reason_words(refused.reason))
        sys.exit(FAILED)
    except asyncio.CancelledError:
        _say("stopped at once", AGAIN)
        sys.exit(STOPPED)
    sys.exit(_tell(ended))


def _key(key: str | None, key_file: Path | None) -> str:
    """The key from where it was given, else from whoever sits at the terminal."""
    found = key or (key_file.read_text("utf-8", "replace") if key_file else os.environ.get("WAUGZEE_API_KEY"))
    if not found and sys.stdin.isatty():
        found = click.prompt("API key", hide_input=True, err=True)
    text = (found or "").strip()
    if not text:
        raise ConfigurationError("no API key: set WAUGZEE_API_KEY, or name a file with --key-file")
    if not text.isascii() or not text.isprintable():
        raise ConfigurationError("the API key holds characters that no key has")
    return text


async def _stopped_by_signals(sync: Sync) -> Ended:
    """Let the first Ctrl-C (or SIGTERM) pause the run, and a second one leave at once."""
    stop = asyncio.Event()
    work = asyncio.ensure_future(sync(stop))

    def hear() -> None:
        if stop.is_set():
            work.cancel()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, hear)
    return await work


def _tell(ended: Ended) -> int:
    """Say how it ended; return the exit status."""
    done, run = ended.done, ended.run
    if done.outcome == "complete":
        click.echo(f"Complete: {summary(run)}." if run else "Complete.")
        return 0
    if done.outcome == "watching":
        _say("someone else is still at it", "The run goes on without this terminal.")
        return INCOMPLETE
    what, todo = reason_words(done.reason)
    said = f" {run.detail}" if run and run.detail else ""
    _say(what, f"{summary(run)[:1].upper()}{summary(run)[1:]}.{said} {todo}" if run else todo)
    if done.reason == "stopped":
        return STOPPED
    return INCOMPLETE if done.outcome == "incomplete" else FAILED


def _say(what: str, todo: str) -> None:
    click.echo(f"{what[:1].upper()}{what[1:]}. {todo}")


def main() -> None:
    try:
        sync(prog_name="waugzee sync")
    except (ConfigurationError, OSError) as error:
        sys.exit(f"waugzee: {error}")
