"""What every migration that makes tables does about rights: grants, and row-level security."""

from alembic import op

from waugzee.db import APP_ROLE

OWN_ROWS = "user_id = nullif(current_setting('app.user_id', true), '')::uuid"

APP_ROLE_STATEMENTS = (
    f"do $$ begin if not exists (select from pg_roles where rolname = '{APP_ROLE}') then"
    f" create role {APP_ROLE} nologin nosuperuser nobypassrls; end if; end $$",
    f"do $$ begin if not pg_has_role(current_user, '{APP_ROLE}', 'usage') then"
    f" grant {APP_ROLE} to current_user; end if; end $$",
    f"grant usage on schema public to {APP_ROLE}",
)
"""Make the API's role where it is missing, and let the migrating role act as it."""


def ensure_app_role() -> None:
    for statement in APP_ROLE_STATEMENTS:
        op.execute(statement)


def grant(*tables: str) -> None:
    """Let the API's role read and write `tables`."""
    for table in tables:
        op.execute(f"grant select, insert, update, delete on {table} to {APP_ROLE}")


def secure(*tables: str) -> None:
    """The same for tenant tables, and only the rows of the transaction's user, the owner included."""
    grant(*tables)
    for table in tables:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(f"create policy own_rows on {table} using ({OWN_ROWS}) with check ({OWN_ROWS})")
