"""One record's bytes as the row that is kept of it.

What no one reads in the product is left out: profiles, notes, addresses, images, videos, the credits of
those who neither sing nor are named on the cover, and how good the data is said to be. Empty elements and
absent ones mean the same. An id of 0, or none, means that a credit leads nowhere.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, fromstring
from xml.parsers import expat

import msgspec

BIGGEST = 2**63 - 1
SPACE = " \t\n\r"
"""What surrounds a text without belonging to it; there is an artist whose name is a no-break space."""
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_LEFT_OUT = (b"extraartists", b"notes", b"videos", b"images")
"""Elements that nothing is kept of."""
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
    kept = _without_left_out(record)
    try:
        # Names that say whose they are mean the same as those that do not.
        return _without_names(kept) if b"xmlns" in kept else fromstring(kept)
    except (ParseError, ValueError, expat.ExpatError):
        pass
    # Old dumps hold characters that XML forbids: without them most records can be read.
    clean = _FORBIDDEN.sub(b"", _REFERENCE.sub(_allowed, record)).decode("utf-8", "replace").encode()
    try:
        return _without_names(clean)
    except (ParseError, ValueError, expat.ExpatError) as error:
        raise Rejected(f"It is not well-formed: {error}.") from None


def _without_names(record: bytes) -> Element:
    """The element, its names and those within it without their prefixes, whose meaning the list may tell."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, said: builder.start(tag.rpartition(":")[2], said)
    parser.EndElementHandler = lambda tag: builder.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = builder.data
    parser.Parse(record, True)
    return builder.close()


def _allowed(reference: re.Match[bytes]) -> bytes:
    """The reference, where XML knows such a character."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_text = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return reference[0] if is_text or 0x10000 <= number < 0x110000 else b""


def _without_left_out(record: bytes) -> bytes:
    """The record without what is half of it and kept by nobody; as it is where that cannot be told."""
    if b"<!" in record:
        return record
    rest = record
    for name in _LEFT_OUT:
        first, *others = rest.split(b"<" + name + b">")
        if others:
            closing = b"</" + name + b">"
            parts = [other.partition(closing) for other in others]
            if not all(part[1] for part in parts):
                return record
            rest = first + b"".join([part[2] for part in parts])
    return rest


def _number(text: str | None) -> int | None:
    """A positive number that a bigint holds, else None."""
    text = (text or "").strip(SPACE)
    if not (text.isascii() and text.isdecimal()) or len(text) > 19:
        return None
    return number if 0 < (number := int(text)) <= BIGGEST else None


def _year(text: str) -> int | None:
    number = _number(text[:4])
    return number if number is not None and _EARLIEST <= number <= 2200 else None


def _stripped(text: str | None) -> str:
    return text.strip(SPACE) if text else ""


class _Children:
    """What is directly within an element, by name: paths as ElementTree has them take many times as long."""

    def __init__(self, element: Element) -> None:
        self._found: dict[str, list[Element]] = {}
        for child in element:
            self._found.setdefault(child.tag, []).append(child)

    def first(self, name: str) -> Element | None:
        found = self._found.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        found = self._found.get(name)
        return _stripped(found[0].text) if found else ""

    def within(self, outer: str, inner: str) -> list[Element]:
        """Each `inner` of each `outer`."""
        return [one for found in self._found.get(outer, ()) for one in found if one.tag == inner]


def _said(element: Element) -> dict[str, str | None]:
    """The text of each child by its name, of the first where there are several."""
    return {child.tag: child.text for child in reversed(element)}


def _texts(found: list[Element]) -> list[str]:
    return [text for one in found if (text := _stripped(one.text))]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _named(found: list[Element]) -> str:
    """Artists or labels with name and id; the bare `<id>` beside each in old dumps says it twice."""
    return _json([_thing(_number(one.get("id")), name=_stripped(one.text)) for one in found])


def _thing(number: int | None = None, /, **texts: str) -> dict[str, Any]:
    """A thing of a list, without what is empty."""
    found: dict[str, Any] = {"id": number} if number else {}
    for name, text in texts.items():
        if text:
            found[name] = text
    return found


def _credits(found: list[Element]) -> list[dict[str, Any]]:
    return [_credit(_said(one)) for one in found]


def _credit(said: dict[str, str | None]) -> dict[str, Any]:
    return _thing(
        _number(said.get("id")),
        name=_stripped(said.get("name")),
        anv=_stripped(said.get("anv")),
        join=_stripped(said.get("join")),
    )


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
    children = _Children(element)
    return {
        "name": children.text("name"),
        "real_name": children.text("realname"),
        "variations": _texts(children.within("namevariations", "name")),
        "aliases": _named(children.within("aliases", "name")),
        "members": _named(children.within("members", "name")),
        "groups": _named(children.within("groups", "name")),
    }


def _label(element: Element) -> Row:
    children = _Children(element)
    parent = children.first("parentLabel")
    return {
        "name": children.text("name"),
        "parent_id": None if parent is None else _number(parent.get("id")),
        "parent_name": children.text("parentLabel"),
        "sublabels": _named(children.within("sublabels", "label")),
    }


def _master(element: Element) -> Row:
    children = _Children(element)
    credits = _credits(children.within("artists", "artist"))
    return {
        "title": children.text("title"),
        "artist": _spoken(credits),
        "artists": _json(credits),
        "main_release": _number(children.text("main_release")),
        "year": _year(children.text("year")),
        "genres": _texts(children.within("genres", "genre")),
        "styles": _texts(children.within("styles", "style")),
    }


def _release(element: Element) -> Row:
    children = _Children(element)
    credits = _credits(children.within("artists", "artist"))
    released = children.text("released")
    master = children.first("master_id")
    return {
        "title": children.text("title"),
        "artist": _spoken(credits),
        "artists": _json(credits),
        "labels": _json([_owner(found) for found in children.within("labels", "label")]),
        "formats": _json([_format(found) for found in children.within("formats", "format")]),
        "genres": _texts(children.within("genres", "genre")),
        "styles": _texts(children.within("styles", "style")),
        "country": children.text("country"),
        "released": released if _DATE.fullmatch(released) else "",
        "year": _year(released),
        "master_id": None if master is None else _number(master.text),
        "is_main": master is not None and master.get("is_main_release") == "true",
        "tracks": _json([_track(found) for found in children.within("tracklist", "track")]),
        "identifiers": _json([_identifier(one) for one in children.within("identifiers", "identifier")]),
        "companies": _json([_company(_said(found)) for found in children.within("companies", "company")]),
        "series": _json([_owner(found) for found in children.within("series", "series")]),
    }


def _owner(found: Element) -> dict[str, Any]:
    name, catno = _stripped(found.get("name")), _stripped(found.get("catno"))
    return _thing(_number(found.get("id")), name=name, catno=catno)


def _format(found: Element) -> dict[str, Any]:
    form: dict[str, Any] = _thing(name=found.get("name", ""))
    # Some hold sixty digits; no set has a million discs.
    if (quantity := _number(found.get("qty"))) is not None and quantity < 1_000_000:
        form["qty"] = quantity
    if text := _stripped(found.get("text")):
        form["text"] = text
    if described := _texts(_Children(found).within("descriptions", "description")):
        form["descriptions"] = described
    return form


def _track(found: Element) -> dict[str, Any]:
    said = _said(found)
    position, duration = _stripped(said.get("position")), _stripped(said.get("duration"))
    more = _Children(found) if "artists" in said or "sub_tracks" in said else None
    parts = [_track(part) for part in more.within("sub_tracks", "track")] if more else []
    track: dict[str, Any] = {"type": "index" if parts else "track" if position or duration else "heading"}
    if position:
        track["position"] = position
    if title := _stripped(said.get("title")):
        track["title"] = title
    if duration:
        track["duration"] = duration
    if more and (artists := _credits(more.within("artists", "artist"))):
        track["artists"] = artists
    if parts:
        track["sub_tracks"] = parts
    return track


def _identifier(found: Element) -> dict[str, Any]:
    return {name: text for name in ("type", "value", "description") if (text := found.get(name))}


def _company(said: dict[str, str | None]) -> dict[str, Any]:
    return _thing(
        _number(said.get("id")),
        name=_stripped(said.get("name")),
        catno=_stripped(said.get("catno")),
        role=_stripped(said.get("entity_type_name")),
    )


ROWS: dict[str, Callable[[Element], Row]] = {
    "artists": _artist,
    "labels": _label,
    "masters": _master,
    "releases": _release,
}
