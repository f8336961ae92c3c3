"""From a validated item to a row of `copies`."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET

from waugzee.collection.display import artist_text, format_text, label_text
from waugzee.collection.estimates import estimated
from waugzee.db import new_id
from waugzee_sync.discogs.responses import BasicInformation, CollectionItem, Format, Id, flaw, image_url


class _Named(msgspec.Struct):
    instance_id: Id


_encode = msgspec.json.Encoder().encode
_named = msgspec.json.Decoder(_Named)
_all_named = msgspec.json.Decoder(list[_Named])
_items = msgspec.json.Decoder(list[CollectionItem])
_formats = msgspec.json.Decoder(list[Format])


ROW = b"2"
"""The shape of a row: another one means that the next sync writes every copy anew."""
_HASH = hashlib.blake2b(digest_size=16, salt=ROW)


def item_digest(item: CollectionItem) -> bytes:
    """Stands for all that an item says: equal digests mean that there is nothing to write."""
    return _digest(_encode(item))


def glances(raws: Sequence[msgspec.Raw]) -> list[tuple[int | None, bytes]]:
    """The instances of items not yet judged, where they can be read, and the digests of their bytes.

    Engines post items as `item_digest` encodes them. So a digest that is known already is that of the
    same item, judged before, and nothing more of it need be looked at.
    """
    try:
        named = _all_named.decode(b"[%b]" % b",".join(raws))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [_glance(raw) for raw in raws]
    return [(one.instance_id, _digest(raw)) for one, raw in zip(named, raws, strict=True)]


def _glance(raw: msgspec.Raw) -> tuple[int | None, bytes]:
    try:
        return _named.decode(raw).instance_id, _digest(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, b""


def canonical_items(raws: Sequence[msgspec.Raw]) -> list[CollectionItem] | None:
    """The items, where all are sound and posted as `item_digest` encodes them; None if any must be judged.

    All at once cost half of what each by itself does. Looking after the decoding is enough here: what
    comes out the same as it went in was neither nested too deeply nor more than we know.
    """
    text = b"[%b]" % b",".join(raws)
    if b"\\u0000" in text:
        return None
    try:
        items = _items.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return None if any(flaw(item, b"") for item in items) or _encode(items) != text else items


def _digest(text: bytes | msgspec.Raw) -> bytes:
    # A copy costs half of what making one does.
    hashed = _HASH.copy()
    hashed.update(text)
    return hashed.digest()


def copy_row(item: CollectionItem, digest: bytes, simulator: str | None) -> tuple[Any, ...]:
    """Return the values of `queries.COLUMNS`; None where the item does not say."""
    about = item.basic_information
    label, catno = label_text(about.labels)
    formats = _json(about.formats)
    carried = _carried(formats)
    groups = _groups(about, carried)
    return (
        new_id(),
        item.instance_id,
        item.id,
        about.master_id or None,
        None if item.folder_id is UNSET else item.folder_id,
        item.date_added,
        None if item.rating is UNSET else item.rating,
        None if item.notes is UNSET else _json(item.notes),
        about.title,
        artist_text(about.artists),
        about.year or None,
        label,
        catno,
        carried.words,
        _json(about.artists),
        _json(about.labels),
        formats,
        _json(about.genres),
        _json(about.styles),
        image_url(about.thumb, simulator),
        image_url(about.cover_image, simulator),
        carried.sides,
        carried.seconds,
        carried.grooved,
        groups,
        digest,
    )


KINDS = {"artist": "a", "genre": "g", "style": "s", "label": "l", "decade": "d", "format": "f"}
"""What statistics group records by, and the letter that stands before the names of each kind."""

_SIZES = ("LP", '12"', '10"', '7"')


def groups_of(about: BasicInformation) -> list[str]:
    """The names a copy has in common with others, each once: `aSun Ra`, `gJazz`, `d1950`, `fLP`.

    Artists and labels keep the number that tells them from their namesakes.
    """
    return _groups(about, _carried(_json(about.formats)))


def _groups(about: BasicInformation, carried: "_Carried") -> list[str]:
    found = ["a" + one.name for one in about.artists or () if one.name]
    found += ["g" + name for name in about.genres or () if name]
    found += ["s" + name for name in about.styles or () if name]
    found += ["l" + one.name for one in about.labels or () if one.name]
    found.append(f"d{about.year // 10 * 10}" if about.year else "dunknown")
    found += carried.groups
    return list(dict.fromkeys(found))


class _Carried(msgspec.Struct, frozen=True):
    """What follows from the formats alone: in words, the sides assumed, what statistics group by."""

    words: str
    sides: str
    seconds: int
    grooved: bool
    groups: list[str]


@lru_cache(maxsize=1000)
def _carried(formats: str) -> _Carried:
    """Of formats as JSON, of which there are few.

    Of a disc its size says more than its material; of other carriers the material is all there is.
    """
    read = _formats.decode(formats)
    estimate = estimated(read)
    sizes = (next((word for word in one.descriptions or () if word in _SIZES), one.name) for one in read)
    return _Carried(
        format_text(read),
        _encode(estimate.sides).decode(),
        estimate.seconds,
        estimate.grooved,
        ["f" + size for size in sizes if size],
    )


def _json(value: Any) -> str:
    return _encode(value or []).decode()
