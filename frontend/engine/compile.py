"""Compile an archive of Python sources for the browser; runs inside Pyodide, whose bytecode it has to match.

`pyodide-build py-compile` turns every source into bytecode and leaves the rest alone. What it writes
depends on its own file order and clock, so the archive is packed anew: sorted, with a fixed date, and
stored, because the interpreter starts faster on it and brotli packs the whole better than its deflated parts.
"""

import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from pyodide_build.cli.py_compile import main as py_compile

# Modules of the standard library that neither the interpreter, Pyodide's own start, nor an engine without
# I/O comes to import: servers and clients, other processes, interactive tools, tests, formats it never reads.
UNUSED = """
__hello__ __phello__ _markupbase _py_abc _pydatetime _pyio _pyrepl _threading_local
_sysconfigdata__emscripten_wasm32-emscripten antigravity argparse bdb cProfile cmd code colorsys
compileall configparser csv ctypes difflib doctest filecmp fileinput fractions ftplib getopt getpass
gettext graphlib html http imaplib mailbox mimetypes modulefinder multiprocessing netrc nturl2path
optparse pdb pickletools plistlib poplib profile pstats pty py_compile pyclbr pydoc quopri rlcompleter
runpy sched shelve shlex smtplib socketserver sqlite3 sre_compile sre_constants sre_parse statistics
stringprep symtable tabnanny this timeit tomllib trace tracemalloc tty unittest wave webbrowser wsgiref
xml xmlrpc zipapp zoneinfo
asyncio.__main__ asyncio.proactor_events asyncio.tools asyncio.windows_events asyncio.windows_utils
concurrent.interpreters importlib.resources urllib.error urllib.request urllib.response urllib.robotparser
"""
# Character sets the browser may meet: what Python, zip archives and host names use.
ENCODINGS = """
__init__ aliases ascii cp437 idna latin_1 punycode raw_unicode_escape unicode_escape
utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_8 utf_8_sig
"""
# Packages of which only the named modules are of use.
USED = {
    "email": {"__init__"},
    "logging": {"__init__"},
    "encodings": set(ENCODINGS.split()),
}


def is_used(name: str) -> bool:
    """Whether the browser needs this member of the standard library's archive."""
    parts = name.removesuffix(".pyc").split("/")
    if len(parts) > 1 and parts[0] in USED:
        return parts[1] in USED[parts[0]]
    unused = UNUSED.split()
    return parts[0] not in unused and ".".join(parts[:2]) not in unused


def repack(compiled: Path, target: Path, *, trim: bool) -> None:
    """Write the members of one archive to another, stored, in order and without a date."""
    with zipfile.ZipFile(compiled) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(source.namelist()):
            if not name.endswith("/") and (not trim or is_used(name)):
                packed.writestr(zipfile.ZipInfo(name), source.read(name))


def compile_archive(source: str, folder: str, trim: bool) -> str:
    """Compile the archive `source` into `folder`; `trim` for the standard library. Returns the name."""
    with TemporaryDirectory() as work:
        shutil.copy(source, work)
        py_compile(
            [f"{work}/{Path(source).name}", "--silent", "--compression-level", "0"], standalone_mode=False
        )
        # The command renames a pure wheel to the one interpreter it now fits.
        (compiled,) = Path(work).iterdir()
        repack(compiled, Path(folder, compiled.name), trim=trim)
        return compiled.name
