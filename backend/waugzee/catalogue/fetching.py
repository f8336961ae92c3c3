"""Fetch a month's dumps from where Discogs publishes them, each whole and checked before it bears its name.

The host takes no ranges, so a file that breaks off begins anew; one that is there already and is what the
checksums say is not fetched again. The checksums are published last: without them the month is not there.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import httpx

from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.kinds import KINDS

TRIES = 10
WAIT, LONGEST_WAIT = 15.0, 600.0
"""Seconds after the first refusal; each further one waits twice as long."""

Tell = Callable[[str, int, int | None], None]
"""Told of a file's name, the bytes that came, and how many there will be where the host says so."""
Wait = Callable[[str, float], object]
"""Told why a file is to be asked for again, and the seconds to wait before."""


def fetch_month(
    client: httpx.Client, origin: str, month: str, folder: Path, tell: Tell, wait: Wait
) -> list[Path]:
    """Fetch the four files of a month (`20260801`) into `folder`; raises BrokenDump."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = folder / f"discogs_{month}_CHECKSUM.txt"
    _fetched(client, origin, month, sums, tell, wait)
    lines = sums.read_text("utf-8", "replace").splitlines()
    said = {name: sha256 for sha256, name in re.findall(r"(\w{64})\s+\*?(\S+)", "\n".join(lines))}
    paths = [folder / f"discogs_{month}_{kind}.xml.gz" for kind in KINDS]
    for path in paths:
        wanted = said.get(path.name)
        if wanted is None:
            raise BrokenDump(f"{sums.name} does not name {path.name}.")
        if not (path.exists() and _sha256(path) == wanted):
            _fetched(client, origin, month, path, tell, wait, wanted)
    return paths


def _fetched(
    client: httpx.Client,
    origin: str,
    month: str,
    path: Path,
    tell: Tell,
    wait: Wait,
    sha256: str | None = None,
) -> None:
    part = path.with_name(path.name + ".part")
    pause, reason = WAIT, ""
    for left in reversed(range(TRIES)):
        try:
            reason, asked = _download(client, origin, month, path.name, part, tell)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.TooManyRedirects) as error:
            raise BrokenDump(f"{origin} cannot be asked for dumps: {error}") from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            reason, asked = f"{origin} cannot be reached ({error})", 0.0
        except httpx.TransportError as error:
            reason, asked = f"it broke off ({type(error).__name__})", 0.0
        if not reason and sha256 not in (None, _sha256(part)):
            reason = "its checksum differs"
        if not reason:
            part.replace(path)
            return
        if left:
            wait(reason, min(max(pause, asked), LONGEST_WAIT))
            pause *= 2
    raise BrokenDump(f"{path.name} could not be fetched: {reason}.")


def _download(
    client: httpx.Client, origin: str, month: str, name: str, part: Path, tell: Tell
) -> tuple[str, float]:
    """Why it is to be tried again and after how many seconds at least; nothing where the file is there."""
    params = {"download": f"data/{month[:4]}/{name}"}
    # Kept are the bytes as they come: of a text that is packed for the way the checksum would differ.
    headers = {"Accept-Encoding": "identity"}
    with client.stream("GET", f"{origin}/", params=params, headers=headers) as answer:
        if answer.status_code == 429 or answer.status_code >= 500:
            later = answer.headers.get("retry-after", "")
            return f"Discogs answers {answer.status_code}", float(later) if later.isdecimal() else 0.0
        if answer.status_code != 200:
            raise BrokenDump(f"{name} is not there: Discogs answers {answer.status_code}.")
        length = answer.headers.get("content-length", "")
        total = int(length) if length.isdecimal() else None
        with part.open("wb") as file:
            for chunk in answer.iter_raw():
                file.write(chunk)
                tell(name, file.tell(), total)
    return "", 0.0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
