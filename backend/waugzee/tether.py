"""Run a command that ends when the process that started it does (Linux only).

    python -I -S tether.py SIGNAL PARENT COMMAND [ARGUMENT ...]

The kernel sends SIGNAL to this process when PARENT dies, even by kill -9, and keeps that promise
over exec: COMMAND takes this process's place and its id. A separate program, because the wish must be
made between fork and exec, where a process with threads may not run Python.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(last_signal: str, parent: str, *command: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(last_signal), 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    # The parent may have died before the wish was made; then nobody is left to wait for.
    if os.getppid() == int(parent):
        os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
