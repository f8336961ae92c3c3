"""The SQL of a user's own lists: folders and fields, each replaced as a whole, and read in order."""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec

from waugzee.db import Transaction
from waugzee_sync.discogs.lists import ALL, Field, Folder

_STORE_FOLDERS = """
insert into folders (user_id, folder_id, name)
select $1, listed.folder_id, listed.name from unnest($2::bigint[], $3::text[]) as listed (folder_id, name)
where not exists (
  select from folders known where known.user_id = $1 and known.folder_id = listed.folder_id
  and known.name = listed.name
)
order by listed.folder_id
on conflict (user_id, folder_id) do update set name = excluded.name
"""
_DROP_FOLDERS = "delete from folders where folders.user_id = $1 and folder_id <> all($2)"
_FOLDERS = "select folder_id, name from folders where folders.user_id = $1 order by lower(name), folder_id"

_FIELD = ("field_id", "name", "type", "position", "public", "options", "lines")
_STORE_FIELDS = f"""
insert into collection_fields (user_id, {", ".join(_FIELD)})
select $1, {", ".join(f"listed.{name}" for name in _FIELD)}
from unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::bool[], $7::jsonb[], $8::int[])
  as listed ({", ".join(_FIELD)})
where not exists (
  select from collection_fields known where known.user_id = $1 and known.field_id = listed.field_id
  and ({", ".join(f"known.{name}" for name in _FIELD)})
    is not distinct from ({", ".join(f"listed.{name}" for name in _FIELD)})
)
order by listed.field_id
on conflict (user_id, field_id) do update set
  {", ".join(f"{name} = excluded.{name}" for name in _FIELD[1:])}
"""
_DROP_FIELDS = "delete from collection_fields where collection_fields.user_id = $1 and field_id <> all($2)"
_FIELDS = f"""
select {", ".join(name if name != "options" else "options::text" for name in _FIELD)} from collection_fields
where collection_fields.user_id = $1 order by position, field_id
"""


async def store_folders(db: Transaction, user_id: uuid.UUID, folders: Sequence[Folder]) -> bool:
    """Make these the user's folders, "All" left out; say whether that changed anything."""
    named = {folder.id: folder.name for folder in folders if folder.id != ALL}
    stored = await db.driver.execute(_STORE_FOLDERS, user_id, list(named), list(named.values()))
    return _touched(stored) + _touched(await db.driver.execute(_DROP_FOLDERS, user_id, list(named))) > 0


async def store_fields(db: Transaction, user_id: uuid.UUID, fields: Sequence[Field]) -> bool:
    """Make these the user's fields; say whether that changed anything."""
    rows = {field.id: _row(field) for field in fields}
    columns = [list(column) for column in zip(*rows.values(), strict=True)] or [[] for _ in _FIELD]
    stored = await db.driver.execute(_STORE_FIELDS, user_id, *columns)
    return _touched(stored) + _touched(await db.driver.execute(_DROP_FIELDS, user_id, list(rows))) > 0


async def folders_of(db: Transaction, user_id: uuid.UUID) -> list[Folder]:
    """The user's folders by name."""
    return [Folder(row["folder_id"], row["name"]) for row in await db.driver.fetch(_FOLDERS, user_id)]


async def fields_of(db: Transaction, user_id: uuid.UUID) -> list[Field]:
    """The user's fields in their own order."""
    return [_field(*row) for row in await db.driver.fetch(_FIELDS, user_id)]


def _row(field: Field) -> tuple[Any, ...]:
    options = None if field.options is None else msgspec.json.encode(field.options).decode()
    return field.id, field.name, field.type, field.position, field.public, options, field.lines


def _field(
    id_: int, name: str, kind: str, position: int, public: bool, options: str | None, lines: int | None
) -> Field:
    read = None if options is None else msgspec.json.decode(options, type=list[str])
    return Field(id_, name, kind, position, public, read, lines)


def _touched(status: str) -> int:
    return int(status.split()[-1])
