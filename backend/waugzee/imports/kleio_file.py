"""What a file of Kleio's says line by line, whichever format it has, before any of it is judged."""

import msgspec

from waugzee.imports.history import Record, SetAside, Source

MOST = 200_000
"""Lines of a kind: fifty a day, for ten years."""


class Play(msgspec.Struct, rename="camel", kw_only=True):
    """A play, when it was as the file writes it; stylus 0 is none."""

    release_id: int
    played_at: str
    stylus_id: int | None = None
    notes: str | None = None


class Cleaning(msgspec.Struct, rename="camel", kw_only=True):
    """A cleaning; `deep` is no word of Kleio's own, some added it by hand."""

    release_id: int
    cleaned_at: str
    notes: str | None = None
    deep: int | None = None


class Stylus(msgspec.Struct, rename="camel", kw_only=True):
    """A stylus, its life span in hours. `base_model`: one of those that every Kleio begins with."""

    id: int
    name: str
    manufacturer: str | None = None
    expected_lifespan: int | None = None
    purchase_date: str | None = None
    active: bool | int | None = False
    primary: bool | int | None = False
    owned: bool | int | None = True
    base_model: bool | int | None = False
    created_at: str | None = None


class File(msgspec.Struct, kw_only=True):
    """All lines of a file, and those that are none of the above."""

    source: Source
    plays: list[Play]
    cleanings: list[Cleaning]
    styluses: list[Stylus]
    records: dict[int, Record] = {}
    unreadable: list[SetAside] = []
    has_token: bool = False
