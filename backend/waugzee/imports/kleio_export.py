"""Kleio's JSON export, read line by line."""

from typing import TypeVar

import msgspec

from waugzee.errors import UnreadableFile
from waugzee.imports.history import Kind, Said, SetAside
from waugzee.imports.kleio_file import MOST, Cleaning, File, Play, Stylus
from waugzee_sync.discogs.responses import Unreadable, decoded

Line = TypeVar("Line", Play, Cleaning, Stylus)
SHOWN = 300
"""Bytes that are shown of a line that cannot be read."""


class _Export(msgspec.Struct, rename="camel"):
    """An empty list is null."""

    play_history: list[msgspec.Raw] | None
    cleaning_history: list[msgspec.Raw] | None
    styluses: list[msgspec.Raw] | None = None


_export = msgspec.json.Decoder(_Export)


def read_export(body: bytes) -> File:
    """Raises UnreadableFile for what is no export of Kleio's."""
    if body.count(b"{") > 4 * MOST:
        raise UnreadableFile("There is more in the file than a Kleio can hold.")
    try:
        # One broken character must not cost the whole history.
        export = decoded(body.decode("utf-8-sig", "replace").encode(), _export)
    except Unreadable as error:
        raise UnreadableFile(
            "This is neither Kleio's database nor its history export, nor what Waugzee saved."
        ) from error
    plays, odd_plays = _lines(export.play_history, Play, "play")
    cleanings, odd_cleanings = _lines(export.cleaning_history, Cleaning, "cleaning")
    styluses, odd_styluses = _lines(export.styluses, Stylus, "stylus")
    return File(
        source="kleio-export",
        plays=plays,
        cleanings=cleanings,
        styluses=styluses,
        unreadable=[*odd_plays, *odd_cleanings, *odd_styluses],
    )


def _lines(raws: list[msgspec.Raw] | None, of: type[Line], kind: Kind) -> tuple[list[Line], list[SetAside]]:
    decoder = msgspec.json.Decoder(of)
    lines, odd = [], []
    for raw in raws or ():
        try:
            lines.append(decoder.decode(raw))
        except msgspec.DecodeError:
            shown = bytes(raw)[:SHOWN].decode("utf-8", "replace")
            odd.append(SetAside(kind, "unreadable", Said(None, "", shown)))
    return lines, odd
