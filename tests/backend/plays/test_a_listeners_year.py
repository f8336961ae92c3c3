"""A year of a listener's life through the API: its totals are those of a plain model.

The seed is fixed: each run lives the same year.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from listening import YEAR, Year, equip, live, tell_tracks
from people import Person, access_token, client


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
        lengths = {
            copy_id: await tell_tracks(person, item.id, chance)
            for copy_id, item in zip(copies, items, strict=True)
        }
        chain = await equip(person)
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
