"""A year of a listener's life through the API: its totals are those of a plain model.

Two devices log plays by side, cleanings and swaps; on some days one is offline and hands everything up
later, twice; things are corrected and deleted. The seed is fixed: each run lives the same year.
"""

import random
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, access_token, client
from waugzee.db import new_id

YEAR = 2025
HOME = timezone(timedelta(hours=1))
START = datetime(YEAR, 1, 1, tzinfo=HOME)
SWAPS = {0: 0, 120: 1, 250: 0}
"""On which day which stylus is mounted."""
SIDES = ("A", "B")
A_MILLISECOND = timedelta(milliseconds=1)


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


async def live(year: Year, devices: list[Person], chance: random.Random, chain: dict[str, Any]) -> None:
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


async def correct(year: Year, chance: random.Random, devices: list[Person], unsent: set[str]) -> None:
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


async def counts(person: Person, by: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    cursor = ""
    while True:
        page = await person.ask("GET", f"/api/plays/counts?by={by}&limit=200{cursor}")
        found |= {group["key"]: (group["plays"], group["seconds"]) for group in page["groups"]}
        if page["cursor"] is None:
            return found
        cursor = f"&cursor={page['cursor']}"


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def test_a_year_adds_up(app: Litestar, own_sql: AsyncEngine, say: Callable[[str], None]) -> None:
    chance = random.Random(YEAR)
    subject = f"listener-{secrets.token_hex(6)}"
    async with (
        client(app, await access_token(app, subject)) as phone,
        client(app, await access_token(app, subject)) as laptop,
    ):
        devices = [Person("phone", phone, ""), Person("laptop", laptop, "")]
        person = devices[0]
        items = [record(f"Record {n}", f"Artist {n % 5}") for n in range(12)]
        copies = [str(one) for one in await put_on_shelf(own_sql, await person.user_id(), items)]
        lengths: dict[str, dict[str, int]] = {}
        for copy_id, item in zip(copies, items, strict=True):
            tracks: list[dict[str, Any]] = [
                {"position": f"{side}{n}", "title": "x", "seconds": chance.randrange(90, 400)}
                for side in SIDES
                for n in range(1, 5)
            ]
            await person.ask("PUT", f"/api/releases/{item.id}/tracklist", {"tracks": tracks})
            lengths[copy_id] = {
                side: sum(t["seconds"] for t in tracks if t["position"][0] == side) for side in SIDES
            }
        chain: dict[str, Any] = {
            "turntable_id": (await person.ask("POST", "/api/turntables", {"name": "Deck"}, status=201))["id"],
            "cartridge_id": (await person.ask("POST", "/api/cartridges", {"name": "Body"}, status=201))["id"],
            "styluses": [
                (await person.ask("POST", "/api/styluses", {"name": name, "rated_hours": 500}, status=201))[
                    "id"
                ]
                for name in ("Red", "Blue")
            ],
        }
        styluses = list(chain["styluses"])
        artists = {copy_id: f"Artist {n % 5}" for n, copy_id in enumerate(copies)}
        year = Year(lengths, artists)
        await live(year, devices, chance, chain)

        assert await counts(devices[1], "days") == year.counted(lambda play: play.at.date().isoformat())
        assert await counts(devices[1], "records") == year.counted(lambda play: play.copy_id)
        assert await counts(devices[1], "artists") == year.counted(lambda play: artists[play.copy_id])
        wear = {one["id"]: one["hours"] for one in (await person.ask("GET", "/api/wear"))["styluses"]}
        assert [wear[one] for one in styluses] == year.by_stylus()
        shelf = {copy["id"]: copy for copy in (await person.ask("GET", "/api/shelf"))["copies"]}
        for copy_id in copies:
            told = shelf[copy_id]
            figures = (
                told["plays"],
                moment(told["last_played_at"]),
                moment(told["last_cleaned_at"]),
                told["plays_since_cleaning"],
            )
            assert figures == year.figures(copy_id)
        listened = await person.ask(
            "GET", f"/api/statistics/listening?since={YEAR}-01-01&until={YEAR}-12-31&by=month"
        )
        assert listened["plays"] == len(year.plays)
        assert listened["seconds"] == sum(map(year.seconds, year.plays.values()))
        assert listened["longest_streak"]["days"] == year.longest_streak()
        weekdays = Counter(play.at.isoweekday() for play in year.plays.values())
        assert {part["number"]: part["plays"] for part in listened["weekdays"] if part["plays"]} == weekdays
    hours = sum(year.by_stylus())
    say(f"a year: {len(year.plays)} plays, {hours:.0f} hours, {len(year.cleanings)} cleanings, as on paper")
