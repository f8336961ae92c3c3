"""A year of a listener's life, and what one would write down on paper.

Two devices log plays by side, cleanings and swaps; on some days one is offline and hands everything up
later, twice; things are corrected and deleted.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, Protocol

import msgspec

from waugzee.db import new_id

YEAR = 2025
HOME = timezone(timedelta(hours=1))
START = datetime(YEAR, 1, 1, tzinfo=HOME)
SWAPS = {0: 0, 120: 1, 250: 0}
"""On which day which stylus is mounted."""
SIDES = ("A", "B")
A_MILLISECOND = timedelta(milliseconds=1)


class Device(Protocol):
    async def ask(self, method: str, path: str, json: Any = None, *, status: int = 200) -> Any: ...


class Played(msgspec.Struct):
    copy_id: str
    at: datetime
    sides: tuple[str, ...]


class Year:
    """What one would write down on paper."""

    def __init__(self, copies: dict[str, dict[str, int]], artists: dict[str, str]) -> None:
        self.lengths = copies
        self.artists = artists
        self.plays: dict[str, Played] = {}
        self.cleanings: dict[str, tuple[str, datetime]] = {}

    def seconds(self, play: Played) -> int:
        return sum(self.lengths[play.copy_id][side] for side in play.sides or SIDES)

    def counted(self, key: Callable[[Played], str]) -> dict[str, tuple[int, int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for play in self.plays.values():
            found[key(play)].append(self.seconds(play))
        return {name: (len(lengths), sum(lengths)) for name, lengths in found.items()}

    def by_stylus(self) -> list[float]:
        ran = Counter[int]()
        for play in self.plays.values():
            since = max(day for day in SWAPS if START + timedelta(days=day) <= play.at)
            ran[SWAPS[since]] += self.seconds(play)
        return [round(ran[n] / 3600, 2) for n in range(2)]

    def figures(self, copy_id: str) -> tuple[int, datetime | None, datetime | None, int]:
        played = [play.at for play in self.plays.values() if play.copy_id == copy_id]
        cleaned = [at for copy, at in self.cleanings.values() if copy == copy_id]
        last = max(cleaned, default=None)
        since = [at for at in played if last is None or at > last + A_MILLISECOND]
        return len(played), max(played, default=None), last, len(since)

    def longest_streak(self) -> int:
        days = sorted({play.at.date() for play in self.plays.values()})
        longest = run = 0
        before: date | None = None
        for day in days:
            run = run + 1 if before == day - timedelta(days=1) else 1
            longest, before = max(longest, run), day
        return longest


async def live(year: Year, devices: Sequence[Device], chance: random.Random, chain: dict[str, Any]) -> None:
    """Live it, day by day."""
    styluses = chain.pop("styluses")
    waiting: list[tuple[int, int, str, dict[str, Any]]] = []  # until which day, on which device
    for day in range(365):
        midnight = START + timedelta(days=day)
        if day in SWAPS:
            mount = {**chain, "stylus_id": styluses[SWAPS[day]], "mounted_at": midnight.isoformat()}
            await devices[0].ask("POST", "/api/mounts", {**mount, "swap": True}, status=201)
        offline = chance.random() < 0.15
        for n in range(chance.choice((0, 0, 1, 1, 2, 3))):
            at = midnight + timedelta(hours=18 + n, minutes=chance.randrange(50))
            for path, entry in evening(year, chance, at):
                if offline:
                    waiting.append((day + chance.randrange(1, 5), 1, path, entry))
                else:
                    await chance.choice(devices).ask("POST", path, entry, status=201)
        for late in [one for one in waiting if one[0] <= day]:
            waiting.remove(late)
            _, device, path, entry = late
            for status in (201, 200):  # an answer was lost, and it is sent again
                await devices[device].ask("POST", path, entry, status=status)
        if chance.random() < 0.1:
            await correct(year, chance, devices, {entry["id"] for *_, entry in waiting})
    for _, device, path, entry in waiting:
        await devices[device].ask("POST", path, entry, status=201)


def evening(year: Year, chance: random.Random, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    """What is logged of one record: mostly a play, sometimes a cleaning before it."""
    copy_id = chance.choice(list(year.lengths))
    logged: list[tuple[str, dict[str, Any]]] = []
    if chance.random() < 0.12:
        cleaned = at - timedelta(minutes=5)
        entry = {"id": str(new_id()), "copy_id": copy_id, "cleaned_at": cleaned.isoformat()}
        year.cleanings[entry["id"]] = (copy_id, cleaned)
        logged.append(("/api/cleanings", entry))
    sides = chance.choice(((), (), ("A",), ("B",), ("A", "B")))
    play: dict[str, Any] = {"id": str(new_id()), "copy_id": copy_id, "played_at": at.isoformat()}
    year.plays[play["id"]] = Played(copy_id, at, sides)
    logged.append(("/api/plays", {**play, **({"sides": list(sides)} if sides else {})}))
    return logged


async def correct(year: Year, chance: random.Random, devices: Sequence[Device], unsent: set[str]) -> None:
    """Correct or delete a play, or a cleaning, on either device."""
    there = [one for one in year.plays if one not in unsent]
    if not there:
        return
    which, device = chance.choice(there), chance.choice(devices)
    play, path = year.plays[which], f"/api/plays/{which}"
    deed = chance.choice(("side", "day", "delete", "undo a cleaning"))
    if deed == "side":
        play.sides = (chance.choice(SIDES),)
        await device.ask("PATCH", path, {"sides": list(play.sides)})
    elif deed == "day" and play.at.date() > START.date():
        play.at -= timedelta(days=1)
        await device.ask("PATCH", path, {"played_at": play.at.isoformat()})
    elif deed == "delete":
        del year.plays[which]
        await device.ask("DELETE", path, status=204)
    elif cleaned := [one for one in year.cleanings if one not in unsent]:
        gone = chance.choice(cleaned)
        del year.cleanings[gone]
        await device.ask("DELETE", f"/api/cleanings/{gone}", status=204)


async def tell_tracks(device: Device, release_id: int, chance: random.Random) -> dict[str, int]:
    """Write a tracklist of two sides; return how long each is."""
    tracks: list[dict[str, Any]] = [
        {"position": f"{side}{n}", "title": "x", "seconds": chance.randrange(90, 400)}
        for side in SIDES
        for n in range(1, 5)
    ]
    await device.ask("PUT", f"/api/releases/{release_id}/tracklist", {"tracks": tracks})
    return {side: sum(t["seconds"] for t in tracks if t["position"][0] == side) for side in SIDES}


async def equip(device: Device) -> dict[str, Any]:
    """A deck, a cartridge and two styluses, for `live`."""

    async def add(path: str, **part: Any) -> str:
        return str((await device.ask("POST", path, part, status=201))["id"])

    return {
        "turntable_id": await add("/api/turntables", name="Deck"),
        "cartridge_id": await add("/api/cartridges", name="Body"),
        "styluses": [await add("/api/styluses", name=name, rated_hours=500) for name in ("Red", "Blue")],
    }
