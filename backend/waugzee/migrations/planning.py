"""What PostgreSQL's planner is told that it does not see by itself."""

from alembic import op


def expect_many(*tables: str) -> None:
    """Let the planner take it that a user has about ten thousand rows in each of `tables`.

    It keeps statistics of the whole table. Where most users have a row or two it takes everybody for one of
    them, and then any index that begins with the user will do: of 10,000 copies each would be looked for
    among all of 50,000 plays. Whoever has few loses nothing by plans for many.
    """
    for table in tables:
        op.execute(f"alter table {table} alter column user_id set (n_distinct = -0.0001)")
        op.execute(f"analyze {table}")


def expect_as_seen(*tables: str) -> None:
    """Take that back."""
    for table in tables:
        op.execute(f"alter table {table} alter column user_id reset (n_distinct)")
