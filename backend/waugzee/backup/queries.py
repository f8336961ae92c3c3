"""The SQL of backups, by the owner of the tables."""

from typing import Any

from asyncpg import Connection

from waugzee.accounts.queries import ERA
from waugzee.migrations import VERSIONS
from waugzee.migrations.security import APP_ROLE_STATEMENTS
from waugzee.tables import metadata

_IS_READABLE = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
_REVISION = f"select version_num from {VERSIONS}"
_BUSY = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and application_name like 'waugzee%'
"""
_OTHER_OWNER = f"""
select relowner::regrole::text from pg_class
where oid = to_regclass('{VERSIONS}') and relowner <> current_user::regrole
"""
# An older schema has only some of them.
_NUMBERED = ", ".join(f"'{table.name}'" for table in metadata.sorted_tables if "feed" in table.c)

# All that the migrations ever made: a newer schema has tables and types that an older one lacks.
_DROP_ALL = f"""do $$
declare own oid := (select relowner from pg_class where oid = to_regclass('{VERSIONS}'));
declare found record;
begin
  for found in
    select oid::regclass as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relowner = own
  loop
    execute format('drop table %s cascade', found.name);
  end loop;
  for found in
    select oid::regtype as name from pg_type
    where typnamespace = 'public'::regnamespace and typtype = 'e' and typowner = own
  loop
    execute format('drop type %s', found.name);
  end loop;
end $$"""

MAKE_ROOM = ";\n".join((_DROP_ALL, *APP_ROLE_STATEMENTS))
"""Makes a database as it was before its first migration, but for the API's role."""


async def reads_everything(db: "Connection[Any]") -> bool:
    """Whether row-level security hides nothing from this role."""
    return bool(await db.fetchval(_IS_READABLE))


async def revision(db: "Connection[Any]") -> str:
    """The last migration that the database saw."""
    return str(await db.fetchval(_REVISION))


async def other_owner(db: "Connection[Any]") -> str | None:
    """Whose the tables are, where they are there and not this role's."""
    owner: str | None = await db.fetchval(_OTHER_OWNER)
    return owner


async def has_users(db: "Connection[Any]") -> bool:
    """Whether anybody would lose something."""
    there = await db.fetchval("select to_regclass('users') is not null")
    return bool(there and await db.fetchval("select exists (select from users)"))


async def is_busy(db: "Connection[Any]") -> bool:
    """Whether the API or a worker is connected."""
    return bool(await db.fetchval(_BUSY))


def begin_era(era: int) -> str:
    """Counts everybody's changes on in another era: devices that know of changes since read all anew."""
    return f"""do $$
declare found record;
begin
  for found in
    select attrelid::regclass as name from pg_attribute join pg_class on oid = attrelid
    where relnamespace = 'public'::regnamespace and relname in ({_NUMBERED}) and attname = 'feed'
  loop
    execute format('alter table %s no force row level security', found.name);
    execute format('update %s set feed = feed %% {ERA} + {era * ERA}', found.name);
    execute format('alter table %s force row level security', found.name);
  end loop;
end $$"""


async def analyse(db: "Connection[Any]") -> None:
    """Let the planner know what there is: dumps do not say it."""
    await db.execute("analyze")
