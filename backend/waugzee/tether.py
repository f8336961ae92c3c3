"""Run a command that ends when the process that started it does (Linux only).

    python -I -S tether.py SIGNAL PARENT USER COMMAND [ARGUMENT ...]

The kernel sends SIGNAL to this process when PARENT dies, even by kill -9, and keeps that promise
over exec: COMMAND takes this process's place and its id. USER is the id of the user and group to
become first, or empty. A separate program, because this must be done between fork and exec, where a
process with threads may not run Python.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(last_signal: str, parent: str, user: str, *command: str) -> None:
    if user:
        os.setgroups([])
        os.setgid(int(user))
        os.setuid(int(user))
    # After the change of user, which takes the wish back.
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(last_signal), 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    # The parent may have died before the wish was made; then nobody is left to wait for.
    if os.getppid() == int(parent):
        os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
