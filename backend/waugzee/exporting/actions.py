"""Makes the files while they are sent, so that ten thousand records need no room here."""

import csv
import io
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee import __version__
from waugzee.db import transaction
from waugzee.exporting import queries


async def everything(engine: AsyncEngine, user_id: uuid.UUID) -> AsyncIterator[bytes]:
    """One JSON object: when and by which version it was made, and `tables`, each a list of rows."""
    made = {"waugzee": __version__, "exported_at": datetime.now(UTC)}
    yield msgspec.json.encode(made)[:-1] + b',"tables":{'
    async with transaction(engine, user_id) as db:
        await queries.freeze(db)
        before = ""
        for name, statement in queries.exported().items():
            yield f'{before}"{name}":['.encode()
            comma = b""
            async for rows in queries.lots(db, statement, user_id):
                yield comma + ",\n".join(row[0] for row in rows).encode()
                comma = b",\n"
            yield b"]"
            before = ",\n"
    yield b"}}\n"


async def log(engine: AsyncEngine, user_id: uuid.UUID) -> AsyncIterator[bytes]:
    """The log as CSV that spreadsheets open as it is: marked as UTF-8, and no cell of it a formula."""
    yield "\ufeff".encode() + _lines([queries.LOG_COLUMNS])
    async with transaction(engine, user_id) as db:
        await queries.freeze(db)
        async for rows in queries.log(db, user_id):
            yield _lines(rows)


def _lines(rows: list[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    shown = "" if value is None else str(value)
    return f"'{shown}" if isinstance(value, str) and shown[:1] in ("=", "+", "-", "@", "\t", "\r") else shown
