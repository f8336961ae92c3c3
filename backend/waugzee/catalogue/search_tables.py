"""What the search compares: one narrow row for each artist, label, master and release that has not vanished.

`words` are folded in Python (see `folding.py`). What one filters by are words of it as well, with a mark
before them that no folded word has (see `documents.py`): each question is one look into one index. That
index is in four parts, by `tier`: what is well known, what is less so, the releases of the well known,
all others. A page of hits is filled from the first tier that has some, so that two letters, which begin
half of all words, need not go through all records.

`catalogue_pending` is what an import wrote or marked and the search does not know yet. Whatever it knows
is in the same transaction no longer there, so that a kill loses nothing.
"""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, SmallInteger, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from waugzee.catalogue.kinds import TIERS
from waugzee.db import CATALOGUE, metadata

catalogue_search = Table(
    "catalogue_search",
    metadata,
    # 0 artist, 1 label, 2 master, 3 release.
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("tier", SmallInteger, nullable=False),
    # How well known: an artist's name variations, a label's sublabels, a master's versions.
    Column("weight", Integer, nullable=False),
    Column("year", SmallInteger),
    # Of all but releases: what must be typed to name it wholly.
    Column("name", Text, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Index(
        "ix_catalogue_search_name",
        *("name", "tier", text("weight desc"), "kind", "id"),
        postgresql_where=text("name <> ''"),
    ),
    *(
        Index(
            f"ix_catalogue_search_words_{tier}",
            "words",
            postgresql_using="gin",
            postgresql_where=text(f"tier = {tier}"),
        )
        for tier in TIERS
    ),
    info=CATALOGUE,
)

catalogue_pending = Table(
    "catalogue_pending",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", SmallInteger, nullable=False),
    Column("ids", ARRAY(BigInteger), nullable=False),
    Index(None, "kind", "id"),
    info=CATALOGUE,
)
