"""Whatever is played, cleaned, deleted and left out: every figure is what a plain model says."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, new_person
from waugzee_sync.discogs.responses import Artist, BasicInformation, CollectionItem, Format, Label

START = datetime(2024, 12, 20, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
SINCE, UNTIL = date(2024, 12, 28), date(2025, 1, 20)
RANGE = f"since={SINCE}&until={UNTIL}&zone={ZONE.key}"
YEAR = 2025

copies = st.integers(0, 3)
hours = st.integers(0, 40 * 24)
some = st.integers(0, 1000)
played = st.tuples(st.just("play"), copies, hours, st.sampled_from([-480, 0, 540]), st.integers(60, 3000))
cleaned = st.tuples(st.just("clean"), copies, hours, st.sampled_from(["brush", "vacuum", None]))
deeds = st.one_of(
    played,
    played,
    played,
    cleaned,
    st.tuples(st.just("delete"), some),
    st.tuples(st.just("leave out"), st.sampled_from(["record", "play"]), some),
    st.tuples(st.just("count again"), some),
    st.tuples(st.just("folder"), st.integers(1, 2), st.booleans()),
)


def shelf() -> list[CollectionItem]:
    """Four records of two artists in two folders, two of them of the same kind."""
    items = []
    for number, (artist, genres, styles, label, size, year, folder) in enumerate(
        [
            ("Sun Ra", ["Jazz"], ["Free Jazz", "Bop"], "Saturn", "LP", 1959, 1),
            ("Sun Ra", ["Jazz", "Electronic"], [], "Saturn", '7"', 1978, 2),
            ("Can (2)", ["Rock"], ["Krautrock"], "Spoon", "LP", 1972, 1),
            ("Can (2)", ["Rock"], ["Krautrock"], "Spoon", "LP", 0, 2),
        ]
    ):
        added = START - timedelta(days=40 * number, hours=-3)
        item = record(f"Record {number}", date_added=added, folder_id=folder)
        item.basic_information = BasicInformation(
            id=item.id,
            title=f"Record {number}",
            year=year,
            artists=[Artist(artist)],
            labels=[Label(label, catno="1")],
            formats=[Format("Vinyl", qty="1", descriptions=[size, "Album"])],
            genres=genres,
            styles=styles,
        )
        items.append(item)
    return items


KINDS = {
    "artists": [["Sun Ra"], ["Sun Ra"], ["Can"], ["Can"]],
    "genres": [["Jazz"], ["Jazz", "Electronic"], ["Rock"], ["Rock"]],
    "styles": [["Free Jazz", "Bop"], [], ["Krautrock"], ["Krautrock"]],
    "labels": [["Saturn"], ["Saturn"], ["Spoon"], ["Spoon"]],
    "decades": [["1950"], ["1970"], ["1970"], ["unknown"]],
    "formats": [["LP"], ['7"'], ["LP"], ["LP"]],
}
FOLDERS = [1, 2, 1, 2]


class Played:
    def __init__(self, copy: int, at: datetime, offset: int, seconds: int) -> None:
        self.copy, self.at, self.seconds = copy, at, seconds
        self.local = at + timedelta(minutes=offset)
        self.day = self.local.date()


class Model:
    """What one would write down on paper."""

    def __init__(self) -> None:
        self.plays: dict[str, Played] = {}
        self.cleanings: list[tuple[int, datetime, str | None]] = []
        self.records_out: set[int] = set()
        self.plays_out: set[str] = set()
        self.folders_out: set[int] = set()

    def counts(self, copy: int) -> bool:
        return copy not in self.records_out and FOLDERS[copy] not in self.folders_out

    def heard(self) -> list[Played]:
        return [one for key, one in self.plays.items() if key not in self.plays_out and self.counts(one.copy)]

    def in_range(self, since: date = SINCE, until: date = UNTIL) -> list[Played]:
        return [one for one in self.heard() if since <= one.day <= until]

    def cleaned(self) -> list[tuple[int, date, str | None]]:
        return [
            (copy, at.astimezone(ZONE).date(), method)
            for copy, at, method in self.cleanings
            if self.counts(copy)
        ]


def sums(plays: Iterable[Played], key: Callable[[Played], Any]) -> dict[Any, tuple[int, int]]:
    found: dict[Any, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in plays:
        n, seconds = found[key(one)]
        found[key(one)] = (n + 1, seconds + one.seconds)
    return dict(found)


def streaks(days: set[date]) -> list[tuple[int, date, date]]:
    found = []
    for day in days:
        if day - timedelta(days=1) not in days:
            last = day
            while last + timedelta(days=1) in days:
                last += timedelta(days=1)
            found.append(((last - day).days + 1, day, last))
    return found


def told(rows: list[dict[str, Any]], key: str) -> dict[Any, tuple[int, int]]:
    return {row[key]: (row["plays"], row["seconds"]) for row in rows}


class Listener:
    """The same deeds through the API."""

    def __init__(self, person: Person, ids: list[str], stylus: str) -> None:
        self.person, self.ids, self.stylus, self.model = person, ids, stylus, Model()

    async def do(self, deed: tuple[Any, ...]) -> None:
        what, *how = deed
        await getattr(self, what.replace(" ", "_"))(*how)

    async def play(self, copy: int, hour: int, offset: int, seconds: int) -> None:
        at = START + timedelta(hours=hour)
        body = {"copy_id": self.ids[copy], "played_at": at.isoformat(), "utc_offset": offset}
        made = await self.person.ask("POST", "/api/plays", {**body, "seconds": seconds}, status=201)
        self.model.plays[made["id"]] = Played(copy, at, offset, seconds)

    async def clean(self, copy: int, hour: int, method: str | None) -> None:
        at = START + timedelta(hours=hour)
        body = {"copy_id": self.ids[copy], "cleaned_at": at.isoformat(), "method": method}
        await self.person.ask("POST", "/api/cleanings", body, status=201)
        self.model.cleanings.append((copy, at, method))

    def _play(self, which: int) -> str | None:
        known = sorted(self.model.plays)
        return known[which % len(known)] if known else None

    async def delete(self, which: int) -> None:
        if (play_id := self._play(which)) is not None:
            await self.person.ask("DELETE", f"/api/plays/{play_id}", status=204)
            del self.model.plays[play_id]

    async def leave_out(self, kind: str, which: int) -> None:
        if kind == "record":
            subject: str | None = self.ids[which % len(self.ids)]
            self.model.records_out.add(which % len(self.ids))
        elif (subject := self._play(which)) is not None:
            self.model.plays_out.add(subject)
        if subject is not None:
            await self.person.ask("PUT", f"/api/statistics/left-out/{subject}", status=204)

    async def count_again(self, which: int) -> None:
        everything = [*self.ids, *sorted(self.model.plays)]
        subject = everything[which % len(everything)]
        await self.person.ask("DELETE", f"/api/statistics/left-out/{subject}", status=204)
        self.model.plays_out.discard(subject)
        if subject in self.ids:
            self.model.records_out.discard(self.ids.index(subject))

    async def folder(self, folder_id: int, out: bool) -> None:
        method = "PUT" if out else "DELETE"
        await self.person.ask(method, f"/api/statistics/left-out/folders/{folder_id}", status=204)
        (self.model.folders_out.add if out else self.model.folders_out.discard)(folder_id)

    async def compare(self) -> None:
        await self.compare_listening()
        await self.compare_favourites()
        await self.compare_shelf()
        await self.compare_care()
        await self.compare_review()
        await self.compare_left_out()

    async def compare_listening(self) -> None:
        found = await self.person.ask("GET", f"/api/statistics/listening?{RANGE}&by=week")
        plays = self.model.in_range()
        days = sums(plays, lambda one: str(one.day))
        assert (found["plays"], found["seconds"]) == (len(plays), sum(one.seconds for one in plays))
        assert (found["records"], found["days"]) == (len({one.copy for one in plays}), len(days))
        assert told(found["calendar"], "start") == days
        assert told(found["periods"], "start") == sums(
            plays, lambda one: str(one.day - timedelta(days=one.day.weekday()))
        )
        assert told(found["weekdays"], "number") == sums(plays, lambda one: one.day.isoweekday())
        assert told(found["hours"], "number") == sums(plays, lambda one: one.local.hour)
        longest = max(((n, last) for n, _, last in streaks({one.day for one in plays})), default=None)
        streak = found["longest_streak"]
        assert (streak and (streak["days"], date.fromisoformat(streak["until"]))) == longest

    async def compare_favourites(self) -> None:
        found = await self.person.ask("GET", f"/api/statistics/favourites?since={SINCE}&until={UNTIL}")
        plays = self.model.in_range()
        by_copy = sums(plays, lambda one: self.ids[one.copy])
        assert told(found["records"]["first"], "copy_id") == by_copy
        order = [(-row["plays"], -row["seconds"]) for row in found["records"]["first"]]
        assert order == sorted(order)
        for kind, names in KINDS.items():
            expected: dict[str, tuple[int, int]] = {}
            for name in {name for of_copy in names for name in of_copy}:
                its = [one for one in plays if name in names[one.copy]]
                if its:
                    expected[name] = (len(its), sum(one.seconds for one in its))
            assert told(found[kind]["first"], "name") == expected, kind
            assert found[kind]["total"] == len(expected)

    async def compare_shelf(self) -> None:
        found = await self.person.ask("GET", f"/api/statistics/shelf?zone={ZONE.key}")
        here = [copy for copy in range(4) if self.model.counts(copy)]
        count = Counter(one.copy for one in self.model.heard())
        assert (found["records"], found["played"]) == (len(here), sum(count[copy] > 0 for copy in here))
        never = {self.ids[copy] for copy in here if not count[copy]}
        assert {one["copy_id"] for one in found["never_played"]} == never
        assert found["added"][-1]["sum"] == len(here) if here else found["added"] == []
        for kind, names in KINDS.items():
            expected = {}
            for name in {name for copy in here for name in names[copy]}:
                its = [copy for copy in here if name in names[copy]]
                expected[name] = (len(its), sum(count[copy] > 0 for copy in its))
            rows = {row["name"]: (row["records"], row["played"]) for row in found[kind]["first"]}
            assert rows == expected, kind

    async def compare_care(self) -> None:
        found = await self.person.ask("GET", f"/api/statistics/care?{RANGE}&by=day")
        cleaned = [one for one in self.model.cleaned() if SINCE <= one[1] <= UNTIL]
        assert (found["cleanings"], found["records"]) == (len(cleaned), len({one[0] for one in cleaned}))
        assert {one["start"]: one["cleanings"] for one in found["periods"]} == Counter(
            str(day) for _, day, _ in cleaned
        )
        assert {one["method"]: one["cleanings"] for one in found["methods"]} == Counter(
            method for _, _, method in cleaned
        )
        ever = {copy for copy, _, _ in self.model.cleaned()}
        here = {copy for copy in range(4) if self.model.counts(copy)}
        assert found["never_cleaned"] == len(here - ever)
        plays = self.model.in_range()
        if not plays:
            assert found["styluses"] == []
            return
        (stylus,) = found["styluses"]
        assert (stylus["plays"], stylus["seconds"]) == (len(plays), sum(one.seconds for one in plays))
        inside = {start: both for start, both in told(stylus["periods"], "start").items() if both[0]}
        assert inside == sums(plays, lambda one: str(one.day))
        for period in stylus["periods"]:
            until = date.fromisoformat(period["start"])
            run = sum(one.seconds for one in self.model.heard() if one.day <= until)
            assert period["run_seconds"] == run + 10 * 3600

    async def compare_review(self) -> None:
        found = await self.person.ask("GET", f"/api/statistics/review?year={YEAR}&zone={ZONE.key}")
        year = self.model.in_range(date(YEAR, 1, 1), date(YEAR, 12, 31))
        before = self.model.in_range(date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31))
        particulars = found["particulars"]
        assert found["listening"]["plays"] == found["favourites"]["plays"] == len(year)
        assert particulars["plays_before"] == len(before)
        assert particulars["seconds_before"] == sum(one.seconds for one in before)
        firsts = {one.copy for one in year} - {one.copy for one in before}
        assert particulars["discovered"] == len(firsts)
        assert particulars["cleanings"] == sum(day.year == YEAR for _, day, _ in self.model.cleaned())
        busiest = max(sums(year, lambda one: one.day).values(), default=None)
        told_of = particulars["busiest"]
        assert (told_of and (told_of["plays"], told_of["seconds"])) == busiest
        ends = (min, max) if year else ()
        for name, end in zip(("first", "last"), ends, strict=False):
            moment = end(year, key=lambda one: one.at).at
            assert particulars[name]["copy_id"] in {self.ids[one.copy] for one in year if one.at == moment}

    async def compare_left_out(self) -> None:
        found = await self.person.ask("GET", "/api/statistics/left-out")
        model = self.model
        assert {one["copy_id"] for one in found["records"]} == {self.ids[one] for one in model.records_out}
        assert {one["id"] for one in found["plays"]} == model.plays_out & model.plays.keys()
        assert {one["folder_id"] for one in found["folders"]} == model.folders_out


async def new_listener(person: Person, own_sql: AsyncEngine) -> Listener:
    copy_ids = await put_on_shelf(own_sql, await person.user_id(), shelf())
    parts = {}
    for name in ("turntable", "cartridge", "stylus"):
        body = {"name": name, **({"starting_hours": 10} if name == "stylus" else {})}
        plural = "styluses" if name == "stylus" else f"{name}s"
        made = await person.ask("POST", f"/api/{plural}", body, status=201)
        parts[f"{name}_id"] = made["id"]
    await person.ask("POST", "/api/mounts", {**parts, "mounted_at": "2020-01-01T00:00:00Z"}, status=201)
    return Listener(person, [str(one) for one in copy_ids], parts["stylus_id"])


async def test_statistics_are_what_a_plain_model_says(
    app: Litestar, own_sql: AsyncEngine, say: Callable[[str], None]
) -> None:
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(deeds, min_size=10, max_size=35))
    def histories(history: list[tuple[Any, ...]]) -> None:
        seen.append(history)

    seen: list[list[tuple[Any, ...]]] = []
    histories()
    compared = 0
    for history in seen:
        async with new_person(app, "alice") as person:
            listener = await new_listener(person, own_sql)
            for place, deed in enumerate(history):
                await listener.do(deed)
                if place % 12 == 11 or place == len(history) - 1:
                    await listener.compare()
                    compared += 1
    say(f"statistics: {len(seen)} histories, every view compared {compared} times with a plain model")
