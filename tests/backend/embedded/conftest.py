"""Looking at processes, and waiting for conditions instead of for time to pass."""

import os
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]  # they look into /proc


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait for a condition that nothing tells of."""

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, "what was waited for did not happen"
            time.sleep(0.002)

    return wait


@pytest.fixture
def gone() -> Callable[[int], None]:
    """Wait until a process, ours or another's child, has ended."""

    def wait(pid: int) -> None:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        try:
            ended, _, _ = select.select([descriptor], [], [], 30)
        finally:
            os.close(descriptor)
        assert ended, f"process {pid} still runs"

    return wait


@pytest.fixture
def working_in() -> Callable[[Path], list[int]]:
    """The processes whose working directory is a folder or below it: PostgreSQL's all are in their data."""

    def processes(folder: Path) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    directory = (entry / "cwd").readlink()
                except OSError:  # it ended meanwhile, or is not ours to see
                    continue
                if directory.is_relative_to(folder):
                    found.append(int(entry.name))
        return found

    return processes
