"""Plan for users with many rows, however many there are with few."""

from waugzee.migrations.planning import expect_as_seen, expect_many

revision = "0072"
down_revision = "0070"
branch_labels = None
depends_on = None

LOGS = ("copies", "plays", "cleanings", "conditions", "tracklists", "release_details", "wants", "sync_pages")


def upgrade() -> None:
    expect_many(*LOGS)


def downgrade() -> None:
    expect_as_seen(*LOGS)
