"""Files of Kleio's as people have them: its database, of today or of its first weeks, and its JSON export."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

STAMPS = "created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP"
TODAY = {
    "auth": "token TEXT NOT NULL PRIMARY KEY, username TEXT NOT NULL",
    "folders": f"id INTEGER PRIMARY KEY, name TEXT NOT NULL, {STAMPS}",
    "releases": f"""id INTEGER PRIMARY KEY, instance_id INTEGER NOT NULL, folder_id INTEGER NOT NULL,
      rating INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL, year INTEGER, resource_url TEXT, thumb TEXT,
      cover_image TEXT, play_duration INTEGER, play_duration_estimated BOOLEAN DEFAULT FALSE, {STAMPS}""",
    "labels": "id INTEGER PRIMARY KEY, name TEXT NOT NULL",
    "release_labels": "release_id INTEGER NOT NULL, label_id INTEGER NOT NULL, catno TEXT",
    "artists": "id INTEGER PRIMARY KEY, name TEXT NOT NULL",
    "release_artists": """release_id INTEGER NOT NULL, artist_id INTEGER NOT NULL,
      join_relation TEXT, anv TEXT, tracks TEXT, role TEXT, PRIMARY KEY (release_id, artist_id, role)""",
    "formats": """id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL, name TEXT NOT NULL,
      qty INTEGER NOT NULL DEFAULT 1""",
    "format_descriptions": "format_id INTEGER NOT NULL, description TEXT NOT NULL",
    "genres": "id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL",
    "release_genres": "release_id INTEGER NOT NULL, genre_id INTEGER NOT NULL",
    "styles": "id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL",
    "release_styles": "release_id INTEGER NOT NULL, style_id INTEGER NOT NULL",
    "release_notes": "release_id INTEGER NOT NULL, field_id INTEGER NOT NULL, value TEXT NOT NULL",
    "syncs": "id INTEGER PRIMARY KEY AUTOINCREMENT, status TEXT",
    "styluses": f"""id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, manufacturer TEXT,
      expected_lifespan_hours INTEGER, purchase_date TIMESTAMP, active BOOLEAN DEFAULT FALSE,
      primary_stylus BOOLEAN DEFAULT FALSE, owned BOOLEAN DEFAULT FALSE, base_model BOOLEAN DEFAULT FALSE,
      {STAMPS}""",
    "play_history": f"""id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL, stylus_id INTEGER,
      played_at TIMESTAMP NOT NULL, notes TEXT, {STAMPS}""",
    "cleaning_history": f"""id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL,
      cleaned_at TIMESTAMP NOT NULL, notes TEXT, {STAMPS}""",
    "tracks": "id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL, position TEXT, title TEXT",
}
"""What its tables are made of; keys and checks that it never enforced are left out."""

FIRST_WEEKS = {
    "auth": "token TEXT NOT NULL PRIMARY KEY",
    "folders": "id INTEGER PRIMARY KEY, name TEXT NOT NULL, last_synced TIMESTAMP",
    "releases": """id INTEGER PRIMARY KEY, instance_id INTEGER NOT NULL, folder_id INTEGER NOT NULL,
      rating INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL, year INTEGER, last_synced TIMESTAMP""",
    "styluses": """id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, manufacturer TEXT,
      model_number TEXT, expected_lifespan_hours INTEGER, purchase_date TIMESTAMP,
      active BOOLEAN DEFAULT FALSE, primary_stylus BOOLEAN DEFAULT FALSE""",
    "play_history": """id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL, stylus_id INTEGER,
      played_at TIMESTAMP NOT NULL""",
}

TOKEN = "kleioDiscogsTokenInClearText"
SEEDED: Sequence[Mapping[str, Any]] = (
    {"id": 1, "name": "2M Red", "manufacturer": "Ortofon", "expected_lifespan_hours": 1000, "base_model": 1},
    {"id": 14, "name": "MP-110", "manufacturer": "Nagaoka", "expected_lifespan_hours": 1000, "base_model": 1},
    {
        **{"id": 20, "name": "MP-110", "manufacturer": "Nagaoka", "expected_lifespan_hours": 1000},
        **{"base_model": 0, "owned": 1, "active": 1, "primary_stylus": 1},
    },
)
"""Some of the styluses that every Kleio begins with."""

Rows = Sequence[Mapping[str, Any]]


def database(tables: Mapping[str, str] = TODAY, more: str = "", **rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The bytes of a database with these rows by table; `more` is SQL that somebody ran on it."""
    with closing(sqlite3.connect(":memory:")) as db:
        for name, columns in tables.items():
            db.execute(f"create table {name} ({columns})")
        if more:
            db.executescript(more)
        for name, those in rows.items():
            for row in those:
                places = ", ".join("?" * len(row))
                db.execute(f"insert into {name} ({', '.join(row)}) values ({places})", list(row.values()))
        db.commit()
        return db.serialize()


def release(release_id: int, title: str = "Blue Train", instance_id: int = 9, **more: Any) -> dict[str, Any]:
    """A row of `releases`."""
    return {"id": release_id, "instance_id": instance_id, "folder_id": 1, "title": title, **more}


def play(release_id: int, played_at: str, **more: Any) -> dict[str, Any]:
    """A row of `play_history`."""
    return {"release_id": release_id, "played_at": played_at, "stylus_id": 0, **more}


def cleaning(release_id: int, cleaned_at: str, **more: Any) -> dict[str, Any]:
    """A row of `cleaning_history`."""
    return {"release_id": release_id, "cleaned_at": cleaned_at, **more}


def _wire(moment: str) -> str:
    return f"{moment.replace(' ', 'T')}Z"


def export(plays: Rows = (), cleanings: Rows = (), styluses: Rows = ()) -> bytes:
    """The export that a Kleio with these rows makes; of the styluses those that are its user's own."""
    document = {
        "exportDate": "2025-09-08T10:00:00+02:00",
        "playHistory": [
            {
                "releaseId": row["release_id"],
                "stylusId": row.get("stylus_id"),
                "playedAt": _wire(row["played_at"]),
                "notes": row.get("notes", ""),
            }
            for row in plays
        ]
        or None,
        "cleaningHistory": [
            {
                "releaseId": row["release_id"],
                "cleanedAt": _wire(row["cleaned_at"]),
                "notes": row.get("notes", ""),
            }
            for row in cleanings
        ]
        or None,
        "styluses": [
            {
                "id": row["id"],
                "name": row["name"],
                "manufacturer": row.get("manufacturer", ""),
                "expectedLifespan": row.get("expected_lifespan_hours"),
                "purchaseDate": row.get("purchase_date"),
                "active": bool(row.get("active")),
                "primary": bool(row.get("primary_stylus")),
                "createdAt": "2025-03-01T00:00:00Z",
                "updatedAt": "2025-03-01T00:00:00Z",
                "owned": True,
                "baseModel": False,
            }
            for row in styluses
            if row.get("owned") and not row.get("base_model")
        ]
        or None,
    }
    return json.dumps(document).encode()
