"""What does not count in statistics (tenant): the logs themselves stay whole."""

from sqlalchemy import BigInteger, Column, DateTime, Table, Text, Uuid, func

from waugzee.db import TENANT, metadata, user_id_column

# A record with all of its plays, or a play alone: by their ids, which no two share.
left_out = Table(
    "left_out",
    metadata,
    user_id_column(),
    Column("subject_id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("left_out_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=TENANT,
)

# All that stands in a folder of Discogs', now and later.
left_out_folders = Table(
    "left_out_folders",
    metadata,
    user_id_column(),
    Column("folder_id", BigInteger, primary_key=True, autoincrement=False),
    Column("left_out_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=TENANT,
)
