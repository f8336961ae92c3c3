"""Child processes that never outlive this one, locks that never outlive their holders, free ports."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from waugzee.errors import ConfigurationError

TETHER = Path(__file__).with_name("tether.py")
LINUX = sys.platform == "linux"


class CannotStart(ConfigurationError):
    """Something Waugzee needs on this machine cannot start; the message says what to do."""


def start_child(
    command: Sequence[str],
    *,
    log: Path | None = None,
    environment: Mapping[str, str] | None = None,
    last_signal: signal.Signals = signal.SIGTERM,
    pass_fds: Sequence[int] = (),
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, so that a Ctrl-C in the terminal does not reach it.

    On Linux the child gets `last_signal` when this process dies, however it dies; elsewhere only
    `stop_child` ends it. Its output is appended to `log`, or goes where ours does. `user` is the id of
    the user and group to become (root only).
    """
    if LINUX:
        # The kernel watches the thread that forks, not the process.
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("children are started from the main thread, or they end with their thread")
        wish = (str(int(last_signal)), str(os.getpid()), "" if user is None else str(user))
        command, user = (sys.executable, "-I", "-S", str(TETHER), *wish, *command), None
    output = None if log is None else os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            env=environment,
            pass_fds=pass_fds,
            process_group=0,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    finally:
        if output is not None:
            os.close(output)


def stop_child(
    child: subprocess.Popen[bytes], *, ask: signal.Signals = signal.SIGTERM, within: float = 10.0
) -> int:
    """Ask the child's group to end, end by force what is left after `within` seconds; return its status."""
    if child.poll() is None:
        _signal_group(child.pid, ask)
        with suppress(subprocess.TimeoutExpired):
            child.wait(within)
        _signal_group(child.pid, signal.SIGKILL)
    return child.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    # macOS answers EPERM for a group of which only a zombie is left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def lock(descriptor: int) -> bool:
    """Take an exclusive lock on an open file; False when another process holds it.

    The lock lives as long as any process has this opening of the file, children that inherited it
    included; the kernel frees it when the last one is gone.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def sole_holder(path: Path) -> Iterator[None]:
    """Hold `path` locked; raises CannotStart naming the process that does already."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not lock(descriptor):
            holder = os.pread(descriptor, 32, 0).decode().strip() or "unknown"
            raise CannotStart(
                f"{path.parent} is in use by process {holder}: stop that one first, or choose another folder"
                " with WAUGZEE_DATA."
            )
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody listens on now; another process may still take it first."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
