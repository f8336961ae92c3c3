"""What administrators asked for: the import of a folder of dumps, or a month to be fetched before."""

from sqlalchemy import BigInteger, Column, DateTime, Table, Text, Uuid

from waugzee.db import DIRECTORY, metadata

dump_jobs = Table(
    "dump_jobs",
    metadata,
    Column("id", Uuid, primary_key=True),
    # Below the folder of dumps; with a month it is fetched into there first.
    Column("folder", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("selection", Text, nullable=False),
    # waiting, fetching, importing, indexing, done, failed, stopped.
    Column("state", Text, nullable=False),
    # What is at work: a file's name, how much of it came, of how much where that is known.
    Column("name", Text, nullable=False),
    Column("came", BigInteger, nullable=False),
    Column("total", BigInteger),
    Column("reason", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("began_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    info=DIRECTORY,
)
