"""Everything of one's own as a file, the log as a spreadsheet; nothing of anybody else's, and no secret."""

import csv
import io
from typing import Any

from people import Person
from waugzee.db import metadata, new_id
from waugzee.exporting.queries import LEFT_OUT, exported


async def play(person: Person, copy_id: str, **more: Any) -> str:
    made = {
        "id": (play_id := str(new_id())),
        "copy_id": copy_id,
        "played_at": "2024-03-05T22:30:00Z",
        "utc_offset": 120,
        **more,
    }
    await person.ask("POST", "/api/plays", made, status=201)
    return play_id


async def tables_of(person: Person) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = (await person.ask("GET", "/api/export"))["tables"]
    return tables


async def log_of(person: Person) -> list[dict[str, str]]:
    answer = await person.http.get("/api/export/log")
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_table_of_ones_own_is_taken_along_or_left_out_by_name() -> None:
    own = {table.name for table in metadata.tables.values() if table.info["class"] == "tenant"}
    assert own > LEFT_OUT
    assert set(exported()) == own - LEFT_OUT


async def test_all_that_is_ones_own_is_in_the_file(alice: Person, bob: Person, give_record: Any) -> None:
    mine, others = await give_record(alice), await give_record(bob)
    kept, gone = await play(alice, mine, notes="rain"), await play(alice, mine)
    await play(bob, others)
    await alice.ask("DELETE", f"/api/plays/{gone}", status=204)
    await alice.ask("POST", "/api/crates", {"id": str(new_id()), "name": "Sunday"}, status=204)
    tables = await tables_of(alice)
    assert [(row["id"], row["copy_id"], row["notes"]) for row in tables["plays"]] == [(kept, mine, "rain")]
    assert [row["id"] for row in tables["copies"]] == [mine]
    assert [row["name"] for row in tables["crates"]] == ["Sunday"]
    assert set(tables) == set(exported())
    assert not [row for rows in tables.values() for row in rows if {"user_id", "sealed"} & set(row)]


async def test_the_log_opens_in_a_spreadsheet(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    await play(alice, copy_id, notes='=1+1, "twice"\nand on', rating=4)
    cleaning = {
        "id": str(new_id()),
        "copy_id": copy_id,
        "cleaned_at": "2024-03-04T12:00:00Z",
        "method": "vacuum",
    }
    await alice.ask("POST", "/api/cleanings", cleaning, status=201)
    first, second = await log_of(alice)
    assert (first["what"], first["day"], first["sides or method"]) == ("cleaning", "2024-03-04", "vacuum")
    assert first["time"] == "12:00Z"
    assert (second["what"], second["day"], second["time"]) == ("play", "2024-03-06", "00:30")
    assert (second["notes"], second["rating"]) == ('\'=1+1, "twice"\nand on', "4")


async def test_the_file_has_a_name(alice: Person) -> None:
    answer = await alice.http.get("/api/export")
    assert answer.headers["content-disposition"].startswith('attachment; filename="waugzee-2')
    assert answer.headers["cache-control"] == "no-store"


async def test_many_rows_come_whole(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    ids = sorted([await play(alice, copy_id) for _ in range(3)])
    assert [row["id"] for row in (await tables_of(alice))["plays"]] == ids
