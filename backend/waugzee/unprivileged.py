"""Running a program that refuses to be root, as root.

In a user namespace the program is nobody and still reads what root reads, below a closed home too;
where namespaces are blocked, as in most containers, it becomes the real user nobody.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

NOBODY = 65534


class RunAs(NamedTuple):
    """How to start the program: a command before it, or a user to become, or neither."""

    prefix: tuple[str, ...] = ()
    user: int | None = None


def run_as_other(folder: Path) -> RunAs:
    """Choose the way that works here, and give it `folder` and all in it."""
    if os.geteuid() != 0:
        return RunAs()
    unshare = shutil.which("unshare")
    prefix = (unshare or "", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    if unshare and subprocess.run((*prefix, "true"), capture_output=True).returncode == 0:
        way, owner = RunAs(prefix=prefix), 0
    else:
        way, owner = RunAs(user=NOBODY), NOBODY
    if folder.stat().st_uid != owner:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, owner, follow_symlinks=False)
    return way
