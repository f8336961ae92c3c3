"""Time zones by their present names: browsers keep older ones, and PostgreSQL need not know those."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def zone_named(name: str) -> str | None:
    """The present name of a zone; None where there is none of that name."""
    return _present_names().get(name)


@cache
def _present_names() -> Mapping[str, str]:
    # So browsers call the zone of a device that does not say where it is.
    names = {"Etc/Unknown": "Etc/UTC"}
    for line in files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text("utf-8").splitlines():
        match line.split():
            case ["Z", name, *_]:
                names[name] = name
            case ["L", target, name]:
                names[name] = target
    return names
