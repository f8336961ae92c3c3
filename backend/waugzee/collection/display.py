"""The words a shelf shows for a release: who, on which label, on what carrier."""

import re
from collections.abc import Sequence

from waugzee_sync.discogs.responses import Artist, Format, Label

# Discogs tells artists of one name apart by a number that no sleeve carries.
_NUMBER = re.compile(r" \(\d+\)$")
_SEVERAL = re.compile(r"[2-9]|[1-9]\d{1,2}")
_TIGHT = (",", ";")


def artist_text(artists: Sequence[Artist] | None) -> str:
    """Join the credits as printed: `A & B`, `A, B`, `A Feat. B`."""
    if artists and len(artists) == 1:
        return plain(artists[0].anv or artists[0].name).strip()
    parts: list[str] = []
    for artist in artists or ():
        join = (artist.join or "").strip()
        parts.append(plain(artist.anv or artist.name))
        parts.append(f"{join} " if join in _TIGHT else f" {join} " if join else ", ")
    return "".join(parts[:-1]).strip()


def label_text(labels: Sequence[Label] | None) -> tuple[str | None, str | None]:
    """The first label and its catalogue number; `none` is how Discogs writes that there is none."""
    if not labels:
        return None, None
    catno = (labels[0].catno or "").strip()
    return plain(labels[0].name) or None, catno if catno and catno.lower() != "none" else None


def format_text(formats: Sequence[Format] | None) -> str:
    """`2 × LP, Album, Reissue`: how many, what size, what kind."""
    texts = []
    for one in formats or ():
        words = list(one.descriptions or ()) or [one.name]
        # Nobody owns a box of a thousand; a longer number is a slip of the one who typed it.
        several = bool(_SEVERAL.fullmatch(one.qty or ""))
        texts.append(f"{one.qty} × {', '.join(words)}" if several else ", ".join(words))
    return " + ".join(texts)


def plain(name: str) -> str:
    """A name without the number that tells it from its namesakes."""
    name = name.strip()
    return _NUMBER.sub("", name) if name.endswith(")") else name
