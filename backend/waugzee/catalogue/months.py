"""Which files of a folder are to be imported: one of each kind, all of one month."""

import re
from collections.abc import Iterable
from pathlib import Path

from waugzee.catalogue.cutting import BrokenDump, kind_of
from waugzee.catalogue.kinds import KINDS
from waugzee.errors import ConfigurationError


def month_of(path: Path) -> str:
    """The month in a dump's name (`20260801`), or nothing."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d(?!\d)", path.name)
    return found[0] if found else ""


def month_named(month: str) -> str:
    """A month that somebody named, `202608` or `20260801`, as a dump's name has it.

    Raises ConfigurationError.
    """
    whole = month if len(month) == 8 else f"{month}01"
    if month_of(Path(whole)) != whole:
        raise ConfigurationError("Give the month as 202608.")
    return whole


def files_of(paths: Iterable[Path], month: str = "") -> dict[str, Path]:
    """One file of each kind, the small ones first, from folders and files; raises ConfigurationError.

    Of a folder those of `month` (`20260801`), else of its newest. A name without a month means `month`.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _inside(path, month) if path.is_dir() else [path]:
            kind = kind_of(file)
            if kind in found:
                raise ConfigurationError(
                    f"{found[kind].name} and {file.name} are both {kind}: give one month."
                )
            found[kind] = file
    if not found:
        of_month = f" of {month}" if month else ""
        raise ConfigurationError(f"There is no dump{of_month}: give files named *.xml.gz or *.xml.")
    if len(months := {month_of(file) or month for file in found.values()}) > 1:
        raise ConfigurationError(f"The files are of several months: {', '.join(sorted(months))}.")
    return {kind: found[kind] for kind in KINDS if kind in found}


def _inside(folder: Path, month: str) -> list[Path]:
    """The dumps of one month, and those whose names tell none; whatever else lies beside them is no dump."""
    files = [file for file in sorted(folder.glob("*.xml*")) if file.suffix != ".part" and _is_dump(file)]
    month = month or max(map(month_of, files), default="")
    return [file for file in files if month_of(file) in (month, "")]


def _is_dump(file: Path) -> bool:
    # Damaged, one that is named so has to be told.
    if re.match(r"discogs_\d", file.name):
        return True
    try:
        kind_of(file)
    except BrokenDump:
        return False
    return True
