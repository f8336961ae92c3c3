"""One record's bytes as the row that is kept of it.

What no one reads in the product is left out: profiles, notes, addresses, images, videos, the credits of
those who neither sing nor are named on the cover, and how good the data is said to be. Empty elements and
absent ones mean the same. An id of 0, or none, means that a credit leads nowhere.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

import msgspec

BIGGEST = 2**63 - 1
SPACE = " \t\n\r"
"""What surrounds a text without belonging to it; there is an artist whose name is a no-break space."""
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:[0-8]|1[124-9]|2\d|3[01]|x[0-9b-fB-F]|x1[0-9a-fA-F]);"
)
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_EARLIEST = 1860
"""No sound was recorded before."""


class Rejected(Exception):
    """The record cannot be kept; the message says why."""


Row = dict[str, Any]


def row_of(kind: str, record: bytes) -> Row:
    """The columns of a record, its id included; raises Rejected."""
    element = _parsed(record)
    found = _number(element.get("id")) or _number(element.findtext("id"))
    if found is None:
        raise Rejected("It has no id.")
    return {"id": found, **ROWS[kind](element)}


def _parsed(record: bytes) -> Element:
    try:
        return fromstring(record)
    except (ParseError, ValueError):
        pass
    # Old dumps hold characters that XML forbids: without them most records can be read.
    clean = _FORBIDDEN.sub(b"", record).decode("utf-8", "replace").encode()
    try:
        return fromstring(clean)
    except (ParseError, ValueError) as error:
        raise Rejected(f"It is not well-formed: {error}.") from None


def _number(text: str | None) -> int | None:
    """A positive number that a bigint holds, else None."""
    text = (text or "").strip(SPACE)
    if not (text.isascii() and text.isdecimal()) or len(text) > 19:
        return None
    return number if 0 < (number := int(text)) <= BIGGEST else None


def _year(text: str) -> int | None:
    number = _number(text[:4])
    return number if number is not None and _EARLIEST <= number <= 2200 else None


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip(SPACE)


def _texts(element: Element, path: str) -> list[str]:
    return [text for found in element.iterfind(path) if (text := (found.text or "").strip(SPACE))]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _full(**values: Any) -> dict[str, Any]:
    """A thing of a list, without what is empty."""
    return {name: value for name, value in values.items() if value}


def _named(element: Element, path: str) -> str:
    """Artists or labels with name and id; the bare `<id>` beside each in old dumps says it twice."""
    return _json(
        [
            _full(id=_number(found.get("id")), name=(found.text or "").strip(SPACE))
            for found in element.iterfind(path)
        ]
    )


def _credits(element: Element) -> list[dict[str, Any]]:
    return [
        _full(
            id=_number(found.findtext("id")),
            name=_text(found, "name"),
            anv=_text(found, "anv"),
            join=_text(found, "join"),
        )
        for found in element.iterfind("artists/artist")
    ]


def _spoken(credits: list[dict[str, Any]]) -> str:
    """The artists as the cover names them: `Gilberto & Getz`."""
    words = ""
    for n, credit in enumerate(credits):
        words += credit.get("anv") or credit.get("name", "")
        if n + 1 < len(credits):
            join = credit.get("join") or ","
            words += ", " if join == "," else f" {join} "
    return words


def _artist(element: Element) -> Row:
    return {
        "name": _text(element, "name"),
        "real_name": _text(element, "realname"),
        "variations": _texts(element, "namevariations/name"),
        "aliases": _named(element, "aliases/name"),
        "members": _named(element, "members/name"),
        "groups": _named(element, "groups/name"),
    }


def _label(element: Element) -> Row:
    parent = element.find("parentLabel")
    return {
        "name": _text(element, "name"),
        "parent_id": None if parent is None else _number(parent.get("id")),
        "parent_name": _text(element, "parentLabel"),
        "sublabels": _named(element, "sublabels/label"),
    }


def _master(element: Element) -> Row:
    credits = _credits(element)
    return {
        "title": _text(element, "title"),
        "artist": _spoken(credits),
        "artists": _json(credits),
        "main_release": _number(element.findtext("main_release")),
        "year": _year(_text(element, "year")),
        "genres": _texts(element, "genres/genre"),
        "styles": _texts(element, "styles/style"),
    }


def _release(element: Element) -> Row:
    credits = _credits(element)
    released = _text(element, "released")
    master = element.find("master_id")
    return {
        "title": _text(element, "title"),
        "artist": _spoken(credits),
        "artists": _json(credits),
        "labels": _json([_owner(found) for found in element.iterfind("labels/label")]),
        "formats": _json([_format(found) for found in element.iterfind("formats/format")]),
        "genres": _texts(element, "genres/genre"),
        "styles": _texts(element, "styles/style"),
        "country": _text(element, "country"),
        "released": released if _DATE.fullmatch(released) else "",
        "year": _year(released),
        "master_id": None if master is None else _number(master.text),
        "is_main": master is not None and master.get("is_main_release") == "true",
        "tracks": _json([_track(found) for found in element.iterfind("tracklist/track")]),
        "identifiers": _json([_identifier(found) for found in element.iterfind("identifiers/identifier")]),
        "companies": _json([_company(found) for found in element.iterfind("companies/company")]),
        "series": _json([_owner(found) for found in element.iterfind("series/series")]),
    }


def _owner(found: Element) -> dict[str, Any]:
    return _full(
        id=_number(found.get("id")),
        name=found.get("name", "").strip(SPACE),
        catno=found.get("catno", "").strip(SPACE),
    )


def _format(found: Element) -> dict[str, Any]:
    quantity = _number(found.get("qty"))
    return _full(
        name=found.get("name", ""),
        # Some hold sixty digits; no set has a million discs.
        qty=quantity if quantity is not None and quantity < 1_000_000 else None,
        text=found.get("text", "").strip(SPACE),
        descriptions=_texts(found, "descriptions/description"),
    )


def _track(found: Element) -> dict[str, Any]:
    position, duration = _text(found, "position"), _text(found, "duration")
    parts = [_track(part) for part in found.iterfind("sub_tracks/track")]
    heading = not (position or duration or parts)
    return _full(
        type="index" if parts else "heading" if heading else "track",
        position=position,
        title=_text(found, "title"),
        duration=duration,
        artists=_credits(found),
        sub_tracks=parts,
    )


def _identifier(found: Element) -> dict[str, Any]:
    return _full(
        type=found.get("type", ""), value=found.get("value", ""), description=found.get("description", "")
    )


def _company(found: Element) -> dict[str, Any]:
    return _full(
        id=_number(found.findtext("id")),
        name=_text(found, "name"),
        catno=_text(found, "catno"),
        role=_text(found, "entity_type_name"),
    )


ROWS: dict[str, Callable[[Element], Row]] = {
    "artists": _artist,
    "labels": _label,
    "masters": _master,
    "releases": _release,
}
