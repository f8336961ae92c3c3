"""Children end when asked, when they do not listen, and when their parent is killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from waugzee import processes

POLITE = "import sys, time; print('here', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + POLITE
FAMILY = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}])
print(child.pid)
child.wait()
"""
PARENT = """
import sys
from pathlib import Path
from waugzee import processes
child = processes.start_child([sys.executable, "-c", sys.argv[1]], log=Path(sys.argv[2]))
print(child.pid, flush=True)
sys.stdin.read()
"""


def start(program: str, log: Path) -> subprocess.Popen[bytes]:
    return processes.start_child([sys.executable, "-u", "-c", program], log=log)


def test_a_child_that_listens_is_asked(tmp_path: Path, until: Callable[[Callable[[], bool]], None]) -> None:
    child = start(POLITE, tmp_path / "log")
    until(lambda: b"here" in (tmp_path / "log").read_bytes())
    assert processes.stop_child(child) == -signal.SIGTERM
    assert processes.stop_child(child) == -signal.SIGTERM  # again is harmless


def test_a_child_that_does_not_listen_is_killed_with_its_own_children(
    tmp_path: Path, until: Callable[[Callable[[], bool]], None], gone: Callable[[int], None]
) -> None:
    log = tmp_path / "log"
    child = start(FAMILY, log)
    until(lambda: b"here" in log.read_bytes())
    grandchild = next(int(line) for line in log.read_text().split() if line.isdecimal())
    processes.stop_child(child, within=0.1)
    gone(grandchild)


def test_a_child_ends_with_a_killed_parent(tmp_path: Path, gone: Callable[[int], None]) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, POLITE, str(tmp_path / "log")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    gone(child)


def test_ctrl_c_in_the_terminal_does_not_reach_a_child(
    tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    child = start(POLITE, tmp_path / "log")
    until(lambda: b"here" in (tmp_path / "log").read_bytes())
    assert os.getpgid(child.pid) != os.getpgid(0)
    processes.stop_child(child)


def test_a_child_is_not_started_from_a_thread_whose_end_would_end_it(tmp_path: Path) -> None:
    refused = []

    def attempt() -> None:
        with pytest.raises(RuntimeError, match="main thread"):
            start(POLITE, tmp_path / "log")
        refused.append(True)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    assert refused


def test_a_folder_has_one_holder_at_a_time(tmp_path: Path) -> None:
    refused = pytest.raises(processes.CannotStart, match=f"in use by process {os.getpid()}")
    with processes.sole_holder(tmp_path / "lock"), refused, processes.sole_holder(tmp_path / "lock"):
        pass
    with processes.sole_holder(tmp_path / "lock"):
        pass
