"""From a validated item to a row of `copies`."""

import hashlib
from typing import Any

import msgspec
from msgspec import UNSET

from waugzee.collection.display import artist_text, format_text, label_text
from waugzee.collection.estimates import estimated
from waugzee.db import new_id
from waugzee_sync.discogs.responses import CollectionItem, image_url, in_utc

_encode = msgspec.json.Encoder().encode


ROW = b"2"
"""The shape of a row: another one means that the next sync writes every copy anew."""


def item_digest(item: CollectionItem) -> bytes:
    """Stands for all that an item says: equal digests mean that there is nothing to write."""
    return hashlib.blake2b(_encode(item), digest_size=16, salt=ROW).digest()


def copy_row(item: CollectionItem, digest: bytes, simulator: str | None) -> tuple[Any, ...]:
    """Return the values of `queries.COLUMNS`; None where the item does not say."""
    about = item.basic_information
    label, catno = label_text(about.labels)
    estimate = estimated(about.formats)
    return (
        new_id(),
        item.instance_id,
        item.id,
        about.master_id or None,
        None if item.folder_id is UNSET else item.folder_id,
        None if item.date_added is None else in_utc(item.date_added),
        None if item.rating is UNSET else item.rating,
        None if item.notes is UNSET else _json(item.notes),
        about.title,
        artist_text(about.artists),
        about.year or None,
        label,
        catno,
        format_text(about.formats),
        _json(about.artists),
        _json(about.labels),
        _json(about.formats),
        _json(about.genres),
        _json(about.styles),
        image_url(about.thumb, simulator),
        image_url(about.cover_image, simulator),
        _encode(estimate.sides).decode(),
        estimate.seconds,
        estimate.grooved,
        digest,
    )


def _json(value: Any) -> str:
    return _encode(value or []).decode()
