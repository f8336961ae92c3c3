"""The same rules, asked of PostgreSQL after the migrations: what stands there is what counts."""

from collections.abc import Awaitable, Callable
from typing import Any

from waugzee.db import APP_ROLE
from waugzee.migrations.security import OWN_ROWS
from waugzee.tables import metadata

Catalogue = Callable[..., Awaitable[list[Any]]]

TENANT = {table.name for table in metadata.sorted_tables if table.info["class"] == "tenant"}

TABLES = """
select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
  pg_get_userbyid(c.relowner) as owner
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  and c.relname <> 'alembic_versions'
"""
UNIQUES = """
select c.relname as name, i.indisprimary as is_primary, a.attname as first, a.attnotnull as not_null
from pg_index i join pg_class c on c.oid = i.indrelid
  join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
where i.indisunique and c.relname = any($1)
"""
FOREIGN_KEYS = """
select conrelid::regclass::text as name, confrelid::regclass::text as referred, confdeltype::text as deletes,
  array(select attname::text from unnest(conkey) with ordinality k (n, place)
    join pg_attribute on attrelid = conrelid and attnum = n order by place) as own,
  array(select attname::text from unnest(confkey) with ordinality k (n, place)
    join pg_attribute on attrelid = confrelid and attnum = n order by place) as other
from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
"""
POLICIES = (
    "select tablename as name, policyname, permissive, roles::text[], cmd, qual, with_check from pg_policies"
)
TRIGGERS = "select tgname from pg_trigger where not tgisinternal"
GRANTS = """
select c.relname as name, array_agg(lower(a.privilege_type) order by a.privilege_type) as rights,
  bool_or(a.is_grantable) as passes_on
from pg_class c, aclexplode(c.relacl) a
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S', 'v')
  and a.grantee = $1::regrole
group by c.relname
"""
JOB_NUMBERS = "pgqueuer_id_seq"
"""pgqueuer numbers its jobs itself, and says so by the sequence's name."""
OWNED = """
select relname from pg_class where relowner = $1::regrole
union all select proname from pg_proc where proowner = $1::regrole
union all select nspname from pg_namespace where nspowner = $1::regrole
"""
ROLE = """
select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powerful,
  has_schema_privilege(oid, 'public', 'create') as creates,
  array(select roleid::regrole::text from pg_auth_members where member = r.oid) as acts_as
from pg_roles r where rolname = $1
"""


async def test_the_tables_are_the_declared_ones(catalogue: Catalogue) -> None:
    assert {row["name"] for row in await catalogue(TABLES)} == set(metadata.tables)


async def test_the_user_comes_first_in_the_key_and_is_in_every_unique_index(catalogue: Catalogue) -> None:
    rows = await catalogue(UNIQUES, sorted(TENANT))
    assert {row["name"] for row in rows if row["is_primary"]} == TENANT
    assert all(row["first"] == "user_id" and row["not_null"] for row in rows)


async def test_a_tenants_foreign_keys_stay_with_the_user(catalogue: Catalogue) -> None:
    rows = await catalogue(FOREIGN_KEYS)
    assert rows
    for row in rows:
        assert row["deletes"] in ("a", "r", "c"), "no SET NULL, no SET DEFAULT"
        if {row["name"], row["referred"]} & TENANT:
            assert {row["name"], row["referred"]} <= TENANT
            assert ("user_id", "user_id") in zip(row["own"], row["other"], strict=True)


async def test_there_are_no_triggers(catalogue: Catalogue) -> None:
    assert await catalogue(TRIGGERS) == []


async def test_every_tenant_table_and_no_other_is_secured_by_the_one_policy(catalogue: Catalogue) -> None:
    rows = await catalogue(TABLES)
    assert {row["name"] for row in rows if row["secured"]} == TENANT
    assert {row["name"] for row in rows if row["forced"]} == TENANT
    policies = await catalogue(POLICIES)
    assert sorted(row["name"] for row in policies) == sorted(TENANT)
    same = {
        (row["permissive"], *row["roles"], row["cmd"], row["qual"], row["with_check"]) for row in policies
    }
    assert len(same) == 1
    permissive, role, command, using, check = same.pop()
    assert (permissive, role, command) == ("PERMISSIVE", "public", "ALL")
    assert using == check
    # PostgreSQL writes it with its own parentheses and casts.
    assert _words(using) == _words(OWN_ROWS)


def _words(expression: str) -> str:
    return expression.lower().replace("::text", "").translate(str.maketrans("", "", "() "))


async def test_the_applications_role_owns_nothing_and_cannot_help_itself(catalogue: Catalogue) -> None:
    assert await catalogue(OWNED, APP_ROLE) == []
    (role,) = await catalogue(ROLE, APP_ROLE)
    assert (role["powerful"], role["creates"], role["acts_as"]) == (False, False, [])
    assert APP_ROLE not in {row["owner"] for row in await catalogue(TABLES)}


async def test_the_applications_role_reads_and_writes_rows_and_no_more(catalogue: Catalogue) -> None:
    rows = await catalogue(GRANTS, APP_ROLE)
    assert [row["rights"] for row in rows if row["name"] == JOB_NUMBERS] == [["usage"]]
    rows = [row for row in rows if row["name"] != JOB_NUMBERS]
    assert {row["name"] for row in rows} == set(metadata.tables)
    for row in rows:
        # What the dumps say is written by their import, as the owner of the tables.
        only_read = metadata.tables[row["name"]].info["class"] == "catalogue"
        assert row["rights"] == (["select"] if only_read else ["delete", "insert", "select", "update"])
    assert not any(row["passes_on"] for row in rows)
