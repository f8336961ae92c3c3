"""An item as Discogs shows it to its owner, and as many other ones as a test wants."""

from typing import Any

import msgspec
from msgspec import UNSET

from waugzee_sync.discogs.responses import CollectionItem, judged

ITEM: dict[str, Any] = {
    "id": 1058605,
    "instance_id": 2176916266,
    "date_added": "2026-08-23T10:02:33-07:00",
    "rating": 4,
    "folder_id": 1,
    "notes": [{"field_id": 1, "value": "Mint (M)"}, {"field_id": 3, "value": ""}],
    "basic_information": {
        "id": 1058605,
        "master_id": 84819,
        "master_url": "https://api.discogs.com/masters/84819",
        "resource_url": "https://api.discogs.com/releases/1058605",
        "title": "Ágætis byrjun ",
        "year": 1999,
        "thumb": "https://i.discogs.com/a/rs:fit/g:sm/q:40/h:150/w:150/b.jpeg",
        "cover_image": "",
        "artists": [{"name": "Sigur Rós", "anv": "", "join": "", "role": "", "tracks": "", "id": 32866}],
        "labels": [{"name": "FatCat Records", "catno": "FATLP11", "entity_type": "1", "id": 651}],
        "formats": [{"name": "Vinyl", "qty": "2", "descriptions": ["LP"], "text": "180 Gram"}],
        "genres": ["Electronic", "Rock"],
        "styles": [],
    },
}


def changed(path: str, value: Any) -> bytes:
    """The item above with one value replaced, or left out where it is UNSET."""
    item = msgspec.json.decode(msgspec.json.encode(ITEM))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = item
    for part in parents:
        place = place[part]
    place[last] = value
    if value is UNSET:
        del place[last]
    return msgspec.json.encode(item)


def without(path: str) -> bytes:
    return changed(path, UNSET)


def raw(path: str, text: str) -> bytes:
    return changed(path, msgspec.Raw(text.encode()))


def accepted(item: bytes) -> CollectionItem:
    found = judged(item)
    assert isinstance(found, CollectionItem), found
    return found


def page(*releases: bytes, **counts: Any) -> bytes:
    pagination = {"page": 1, "pages": 1, "per_page": 100, "items": len(releases), **counts}
    body = {"pagination": pagination, "releases": [msgspec.Raw(release) for release in releases]}
    return msgspec.json.encode(body)
