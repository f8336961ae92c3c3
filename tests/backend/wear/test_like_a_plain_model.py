"""Whatever is played, mounted, maintained, corrected and deleted: SQL's wear is a plain model's.

Wear is the hours that each part has run, and those since it was maintained last.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, new_person
from waugzee.maintenance.kinds import KNOWN

START = datetime(2025, 1, 1, tzinfo=UTC)
KEYS = ("stylus_id", "cartridge_id", "turntable_id")
KINDS = ("stylus_cleaning", "alignment", "lubrication")
"""One kind of maintenance of each part, in the order of `KEYS`."""
Chain = tuple[int, int, int]
Part = tuple[int, int]
"""The place in a chain, and which of those that fit there."""

days = st.integers(0, 20)
chains = st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 1))
parts = st.one_of(st.tuples(st.just(0), st.integers(0, 2)), st.tuples(st.integers(1, 2), st.integers(0, 1)))
ends = st.one_of(st.none(), days)
ways = st.sampled_from(["whole", "A", "B", "AB", "700 seconds"])
decks = st.sampled_from([None, None, 0, 1])
"""Where it is told to be played."""
some = st.integers(0, 1000)
deeds = st.one_of(
    st.tuples(st.just("play"), days, ways, st.none()),
    st.tuples(st.just("play"), days, ways, decks),
    st.tuples(st.just("amend play"), some, days, ways),
    st.tuples(st.just("delete play"), some),
    st.tuples(st.just("mount"), chains, days, ends, st.booleans()),
    st.tuples(st.just("mount"), chains, days, ends, st.just(True)),
    st.tuples(st.just("amend mount"), some, days, ends),
    st.tuples(st.just("delete mount"), some),
    st.tuples(st.just("correct sides"), st.integers(60, 2000), st.integers(60, 2000)),
    st.tuples(st.just("maintain"), parts, days),
    st.tuples(st.just("maintain"), parts, days),
    st.tuples(st.just("amend maintenance"), some, days),
    st.tuples(st.just("delete maintenance"), some),
    st.tuples(st.just("main"), st.integers(0, 1)),
    st.tuples(st.just("came used"), st.integers(0, 2), st.integers(0, 300)),
)


def moment(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


class Mounted(msgspec.Struct):
    chain: Chain
    since: int
    until: int | None

    def meets(self, chain: Chain, since: int, until: int | None) -> bool:
        shares = any(mine == other for mine, other in zip(self.chain, chain, strict=True))
        return shares and (self.until is None or self.until > since) and (until is None or self.since < until)


class Played(msgspec.Struct):
    day: int
    way: str
    deck: int | None


class Model:
    """What one would write down on paper."""

    def __init__(self) -> None:
        self.plays: dict[str, Played] = {}
        self.mounts: list[Mounted] = []
        self.sides = {"A": 1193, "B": 912}
        self.main = 0
        self.starting = [0, 0, 0]
        self.maintained: dict[str, tuple[Part, int]] = {}

    def mount(self, chain: Chain, since: int, until: int | None, swap: bool) -> int:
        """Mount; return the status that the API should answer."""
        if until is not None and until <= since:
            return 422
        met = [one for one in self.mounts if one.meets(chain, since, until)]
        if not swap:
            if met:
                return 409
            self.mounts.append(Mounted(chain, since, until))
            return 201
        later = [one.since for one in met if one.since > since]
        if until is not None and later:
            return 409
        for one in met:
            if one.since > since:
                continue
            if until is not None and (one.until is None or one.until > until):
                self.mounts.append(Mounted(one.chain, until, one.until))
            one.until = since
        self.mounts = [one for one in self.mounts if one.until is None or one.until > one.since]
        self.mounts.append(Mounted(chain, since, min(later) if later else until))
        return 201

    def seconds(self, way: str) -> int:
        if way == "700 seconds":
            return 700
        return sum(self.sides[side] for side in ("AB" if way == "whole" else way))

    def mounted_at(self, day: int) -> list[Chain]:
        """What was mounted, the usual one last."""
        there = [one for one in self.mounts if one.since <= day and (one.until is None or day < one.until)]
        there.sort(key=lambda one: (one.chain[2] == self.main, one.since))
        return [one.chain for one in there]

    def wore(self, play: Played) -> Chain | None:
        there = [chain for chain in self.mounted_at(play.day) if play.deck in (None, chain[2])]
        return there[-1] if there else None

    def make_main(self, deck: int) -> None:
        """What was played stays on the turntable where it was counted."""
        if deck == self.main:
            return
        for play in self.plays.values():
            there = self.mounted_at(play.day)
            if play.deck is None and len(there) > 1:
                play.deck = there[-1][2]
        self.main = deck

    def hours(self) -> Iterator[list[float]]:
        """Hours of the styluses, the cartridges, the turntables, and of none."""
        on = [(self.wore(play), self.seconds(play.way)) for play in self.plays.values()]
        for place, count in enumerate((3, 2, 2)):
            before = self.starting if place == 0 else [0, 0]
            sums = [sum(s for chain, s in on if chain and chain[place] == n) for n in range(count)]
            yield [round(start + seconds / 3600, 2) for start, seconds in zip(before, sums, strict=True)]
        yield [round(sum(s for chain, s in on if chain is None) / 3600, 2)]

    def hours_since(self, part: Part) -> float:
        """Hours that a part has run since it was maintained last; all of them where it never was."""
        place, which = part
        last = max((day for one, day in self.maintained.values() if one == part), default=0)
        plays = [play for play in self.plays.values() if play.day >= last]
        on = [(self.wore(play), self.seconds(play.way)) for play in plays]
        return round(sum(s for chain, s in on if chain and chain[place] == which) / 3600, 2)


class Listener:
    """The same deeds through the API."""

    def __init__(self, person: Person, copy_id: str, release_id: int, ids: list[list[str]]) -> None:
        self.person, self.copy_id, self.release_id, self.ids = person, copy_id, release_id, ids
        self.types = [next(str(kind.id) for kind in KNOWN if kind.kind == name) for name in KINDS]
        self.model = Model()

    def played(self, day: int, way: str) -> dict[str, Any]:
        sides = list(way) if way in ("A", "B", "AB") else None
        seconds = 700 if way == "700 seconds" else None
        return {"played_at": moment(day), "sides": sides, "tracks": None, "seconds": seconds}

    async def do(self, deed: tuple[Any, ...]) -> bool:
        """Do it here and there; say whether it was done, and not refused."""
        what, *how = deed
        return bool(await getattr(self, what.replace(" ", "_"))(*how))

    async def play(self, day: int, way: str, deck: int | None) -> bool:
        on = None if deck is None else self.ids[2][deck]
        body = {"copy_id": self.copy_id, "turntable_id": on, **self.played(day, way)}
        made = await self.person.ask("POST", "/api/plays", body, status=201)
        self.model.plays[made["id"]] = Played(day, way, deck)
        return True

    async def amend_play(self, which: int, day: int, way: str) -> bool:
        if not self.model.plays:
            return False
        play_id = sorted(self.model.plays)[which % len(self.model.plays)]
        await self.person.ask("PATCH", f"/api/plays/{play_id}", self.played(day, way))
        self.model.plays[play_id].day, self.model.plays[play_id].way = day, way
        return True

    async def delete_play(self, which: int) -> bool:
        if not self.model.plays:
            return False
        play_id = sorted(self.model.plays)[which % len(self.model.plays)]
        await self.person.ask("DELETE", f"/api/plays/{play_id}", status=204)
        del self.model.plays[play_id]
        return True

    async def mount(self, chain: Chain, since: int, until: int | None, swap: bool) -> bool:
        status = self.model.mount(chain, since, until, swap)
        body: dict[str, Any] = {key: self.ids[place][chain[place]] for place, key in enumerate(KEYS)}
        body |= {"mounted_at": moment(since), "swap": swap}
        body |= {"ended_at": None if until is None else moment(until)}
        await self.person.ask("POST", "/api/mounts", body, status=status)
        return status == 201

    async def _one(self, which: int) -> tuple[str, Mounted] | None:
        """A mount's id, and the same on paper."""
        if not self.model.mounts:
            return None
        self.model.mounts.sort(key=lambda one: (one.since, one.chain))
        one = self.model.mounts[which % len(self.model.mounts)]
        listed = (await self.person.ask("GET", "/api/mounts?limit=200"))["mounts"]
        names = [self.ids[place][one.chain[place]] for place in range(3)]
        (found,) = (
            row["id"]
            for row in listed
            if [row[key] for key in KEYS] == names
            and datetime.fromisoformat(row["mounted_at"]) == START + timedelta(days=one.since)
        )
        return found, one

    async def amend_mount(self, which: int, since: int, until: int | None) -> bool:
        picked = await self._one(which)
        if picked is None:
            return False
        mount_id, one = picked
        others = [other for other in self.model.mounts if other is not one]
        status = 200
        if until is not None and until <= since:
            status = 422
        elif any(other.meets(one.chain, since, until) for other in others):
            status = 409
        body = {"mounted_at": moment(since), "ended_at": None if until is None else moment(until)}
        await self.person.ask("PATCH", f"/api/mounts/{mount_id}", body, status=status)
        if status == 200:
            one.since, one.until = since, until
        return status == 200

    async def delete_mount(self, which: int) -> bool:
        picked = await self._one(which)
        if picked is None:
            return False
        await self.person.ask("DELETE", f"/api/mounts/{picked[0]}", status=204)
        self.model.mounts.remove(picked[1])
        return True

    async def maintain(self, part: Part, day: int) -> bool:
        place, which = part
        body = {"part_id": self.ids[place][which], "type_id": self.types[place], "done_at": moment(day)}
        made = await self.person.ask("POST", "/api/maintenance", body, status=201)
        self.model.maintained[made["id"]] = (part, day)
        return True

    async def amend_maintenance(self, which: int, day: int) -> bool:
        if not self.model.maintained:
            return False
        entry_id = sorted(self.model.maintained)[which % len(self.model.maintained)]
        await self.person.ask("PATCH", f"/api/maintenance/{entry_id}", {"done_at": moment(day)})
        self.model.maintained[entry_id] = (self.model.maintained[entry_id][0], day)
        return True

    async def delete_maintenance(self, which: int) -> bool:
        if not self.model.maintained:
            return False
        entry_id = sorted(self.model.maintained)[which % len(self.model.maintained)]
        await self.person.ask("DELETE", f"/api/maintenance/{entry_id}", status=204)
        del self.model.maintained[entry_id]
        return True

    async def correct_sides(self, a: int, b: int) -> bool:
        tracks = [
            {"position": "A1", "title": "x", "seconds": a},
            {"position": "B1", "title": "y", "seconds": b},
        ]
        await self.person.ask("PUT", f"/api/releases/{self.release_id}/tracklist", {"tracks": tracks})
        self.model.sides = {"A": a, "B": b}
        return True

    async def main(self, which: int) -> bool:
        await self.person.ask("PATCH", f"/api/turntables/{self.ids[2][which]}", {"is_main": True})
        self.model.make_main(which)
        return True

    async def came_used(self, which: int, hours: int) -> bool:
        await self.person.ask("PATCH", f"/api/styluses/{self.ids[0][which]}", {"starting_hours": hours})
        self.model.starting[which] = hours
        return True

    async def compare(self) -> None:
        wear = await self.person.ask("GET", "/api/wear")
        found = []
        for parts, ids in zip(("styluses", "cartridges", "turntables"), self.ids, strict=True):
            hours = {one["id"]: one["hours"] for one in wear[parts]}
            found.append([hours[part_id] for part_id in ids])
        assert [*found, [wear["unmounted_hours"]]] == [
            pytest.approx(one, abs=0.011) for one in self.model.hours()
        ]
        plans = (await self.person.ask("GET", "/api/maintenance/plans"))["plans"]
        run = {(one["part_id"], one["type_id"]): one["hours_run"] for one in plans}
        for place, ids in enumerate(self.ids):
            since = [run[part_id, self.types[place]] for part_id in ids]
            model = [self.model.hours_since((place, which)) for which in range(len(ids))]
            assert since == pytest.approx(model, abs=0.011), KINDS[place]


async def new_listener(person: Person, own_sql: AsyncEngine) -> Listener:
    item = record()
    (copy_id,) = await put_on_shelf(own_sql, await person.user_id(), [item])
    ids = [
        [
            (await person.ask("POST", f"/api/{words}", {"name": f"n{n}"}, status=201))["id"]
            for n in range(count)
        ]
        for words, count in (("styluses", 3), ("cartridges", 2), ("turntables", 2))
    ]
    listener = Listener(person, str(copy_id), item.id, ids)
    await listener.correct_sides(1193, 912)
    return listener


async def test_wear_is_what_a_plain_model_says(
    app: Litestar, own_sql: AsyncEngine, say: Callable[[str], None]
) -> None:
    counts = {"histories": 0, "done": 0, "refused": 0, "compared": 0}

    @settings(
        max_examples=30,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(deeds, min_size=5, max_size=25))
    def histories(history: list[tuple[Any, ...]]) -> None:
        seen.append(history)

    seen: list[list[tuple[Any, ...]]] = []
    histories()
    for history in seen:
        async with new_person(app, "alice") as person:
            listener = await new_listener(person, own_sql)
            for place, deed in enumerate(history):
                done = await listener.do(deed)
                counts["done" if done else "refused"] += 1
                if place % 4 == 3 or place == len(history) - 1:
                    await listener.compare()
                    counts["compared"] += 1
        counts["histories"] += 1
    say(
        f"wear: {', '.join(f'{number} {name}' for name, number in counts.items())}, all as a plain model says"
    )
