"""Rows for any table, made from its columns: what holds for every table is tested on every table."""

import secrets
import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import new_id, transaction
from waugzee.tables import metadata

TENANT = [table for table in metadata.sorted_tables if table.info["class"] == "tenant"]
OF_USERS = [
    table
    for table in metadata.sorted_tables
    if "user_id" in table.c and table not in TENANT and table.name != "erased_users"
]
"""Tables of the directory that say which user a row is of."""

VALUES: dict[type, Any] = {
    uuid.UUID: new_id,
    str: lambda: secrets.token_hex(4),
    int: lambda: 1,
    bool: lambda: True,
    datetime: lambda: datetime.now(UTC),
    date: lambda: datetime.now(UTC).date(),
    bytes: lambda: secrets.token_bytes(16),
    object: list,  # JSONB
    list: list,
}

Rows = dict[str, dict[str, Any]]
"""A row of each tenant table by its name, each leading to the one before where a key does."""


# Words that the API reads back as one of a few.
WORDS = {"depth": "deep"}


def _value(column: Any) -> Any:
    if column.name in WORDS:
        return WORDS[column.name]
    by_default = column.server_default and str(column.server_default.arg)
    return {} if by_default == "'{}'" else VALUES[column.type.python_type]()


def made_up_row(table: Table) -> dict[str, Any]:
    return {column.name: _value(column) for column in table.columns if column.computed is None}


def made_up_rows(user_id: uuid.UUID) -> Rows:
    rows: Rows = {}
    for table in TENANT:
        row = made_up_row(table)
        for key in table.foreign_keys:
            row[key.parent.name] = rows[key.column.table.name][key.column.name]
        rows[table.name] = {**row, "user_id": user_id}
        for name in ("deleted_at", "ended_at", "removed_at", "retired_at", "revoked_at", "taken_off_at"):
            if name in row:
                rows[table.name][name] = None
    return rows


async def add_rows(engine: AsyncEngine, user_id: uuid.UUID) -> Rows:
    """Give the user a row in every tenant table."""
    rows = made_up_rows(user_id)
    async with transaction(engine, user_id) as db:
        for table in TENANT:
            # A person who has signed in has an account already.
            await db.run(insert(table).values(rows[table.name]).on_conflict_do_nothing())
    return rows


async def add_rows_of_the_directory(engine: AsyncEngine, user_id: uuid.UUID) -> None:
    """Give the user a row in every table of the directory that has rows of users."""
    async with transaction(engine) as db:
        for table in OF_USERS:
            row = {**made_up_row(table), "user_id": user_id}
            await db.run(insert(table).values(row).on_conflict_do_nothing())


async def rows_of(engine: AsyncEngine, user_id: uuid.UUID) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a user has, in every tenant table."""
    async with transaction(engine, user_id) as db:
        return {
            table.name: sorted(map(tuple, await db.all(_own(table, user_id))), key=repr) for table in TENANT
        }


def _own(table: Table, user_id: uuid.UUID) -> Any:
    return select(table).where(table.c.user_id == user_id)
