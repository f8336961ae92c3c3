"""The tables as declared: each has a class, and a tenant's rows stay together by `user_id`."""

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from waugzee.tables import metadata

TABLES = metadata.sorted_tables
TENANT = [table for table in TABLES if table.info.get("class") == "tenant"]

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
each_tenant = pytest.mark.parametrize("table", TENANT, ids=lambda table: table.name)


@each_table
def test_every_table_declares_its_class(table: Table) -> None:
    assert table.info.get("class") in ("tenant", "directory", "catalogue", "dictionary")


def test_there_are_tenant_tables_to_judge() -> None:
    assert {"accounts", "copies", "plays", "cleanings", "sync_runs", "sync_pages"} <= {t.name for t in TENANT}


@each_tenant
def test_the_user_comes_first_in_the_key_and_is_in_every_unique_one(table: Table) -> None:
    assert not table.c.user_id.nullable
    assert table.primary_key.columns.keys()[0] == "user_id"
    uniques = [one.columns.keys() for one in table.constraints if isinstance(one, UniqueConstraint)]
    uniques += [index.columns.keys() for index in table.indexes if index.unique]
    assert all(names[0] == "user_id" for names in uniques)


@each_table
def test_a_tenants_foreign_keys_stay_with_the_user(table: Table) -> None:
    for key in (one for one in table.constraints if isinstance(one, ForeignKeyConstraint)):
        kinds = (table.info["class"], key.referred_table.info["class"])
        pairs = {(one.parent.name, one.column.name) for one in key.elements}
        if "tenant" in kinds:
            assert kinds == ("tenant", "dictionary") or (
                kinds == ("tenant", "tenant") and ("user_id", "user_id") in pairs
            )
        assert key.ondelete in (None, "CASCADE", "RESTRICT")
