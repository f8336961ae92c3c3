"""The sides of a release: which tracks are on them, how long they play, and how one knows.

Each length says what it is: `user` (corrected by hand), `tracklist` (the durations of all its tracks),
`partly` (some of them are known, the others are taken for as long), `estimate` (by the format).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from waugzee.collection.display import artist_text
from waugzee.collection.estimates import Estimate
from waugzee.collection.positions import LONGEST, has_groove, seconds_of, sides_of
from waugzee_sync.discogs.responses import Artist

Basis = Literal["user", "tracklist", "partly", "estimate"]
WEAKEST: tuple[Basis, ...] = ("estimate", "partly", "tracklist", "user")

MOST_TRACKS = 1000
USUAL_TRACK = 225
"""Seconds that a track is taken for where no track of its release has a duration."""

Text = Annotated[str, Meta(max_length=1000, pattern=r"\A[^\x00]*\Z")]
Seconds = Annotated[int, Meta(ge=1, le=LONGEST)]


class Entry(msgspec.Struct):
    """A line of a tracklist as Discogs has it; `type_` is track, heading or index."""

    position: str | None = ""
    type_: str | None = "track"
    title: str | None = ""
    duration: str | None = ""
    sub_tracks: list["Entry"] | None = None
    artists: list[Artist] | None = None


class Track(msgspec.Struct, omit_defaults=True):
    """A line of a tracklist as it is kept; one without a position may be a heading.

    `artist` is told where it is another than the record's.
    """

    position: Text
    title: Text
    seconds: Seconds | None = None
    side: str | None = None
    heading: bool = False
    artist: Text | None = None


class Side(msgspec.Struct):
    """One side (or disc), how long it plays, and how that is known. 0 seconds: there is nothing on it."""

    side: str
    seconds: int
    basis: Basis
    grooved: bool


class Sides(msgspec.Struct, frozen=True):
    """The sides of a release in order, and the seconds of each track that can be told apart."""

    sides: list[Side]
    tracks: dict[str, int]

    @property
    def whole(self) -> list[Side]:
        """What plays when the whole record is played: of a record that came with a disc, the record."""
        return [side for side in self.sides if side.grooved] or self.sides

    @property
    def seconds(self) -> int:
        return sum(side.seconds for side in self.whole)

    @property
    def basis(self) -> Basis:
        """As good as the weakest of them."""
        return min((side.basis for side in self.whole), key=WEAKEST.index, default="estimate")


def tracks_of(entries: Sequence[Entry]) -> list[Track]:
    """Flatten what Discogs sends; where only the whole of several parts has a position, it is one track."""
    tracks: list[Track] = []
    for entry in entries:
        if len(tracks) >= MOST_TRACKS:
            break
        tracks += _flat(entry)
    return tracks[:MOST_TRACKS]


def _flat(entry: Entry) -> list[Track]:
    position, title = _clean(entry.position, 60), _clean(entry.title, 1000)
    seconds = seconds_of(entry.duration)
    parts = [one for one in entry.sub_tracks or () if (one.type_ or "track") != "heading"]
    if parts:
        lengths = [seconds_of(one.duration) for one in parts]
        inner = [_clean(one.position, 60) for one in parts]
        if position or seconds or not all(inner):
            known = [length for length in lengths if length]
            whole = sum(known) if len(known) == len(lengths) and sum(known) <= LONGEST else None
            at = position or next(filter(None, inner), "")
            return [Track(at, title, seconds or whole, artist=_artist(entry))]
        heading = [Track("", title, heading=True)] if title else []
        return [
            *heading,
            *(
                Track(at, _clean(one.title, 1000), length, artist=_artist(one) or _artist(entry))
                for at, one, length in zip(inner, parts, lengths, strict=True)
            ),
        ]
    if entry.type_ == "heading" or (not position and not seconds):
        return [Track("", title, heading=True)]
    return [Track(position, title, seconds, artist=_artist(entry))]


def _artist(entry: Entry) -> str | None:
    return _clean(artist_text(entry.artists), 1000) or None


def _clean(text: str | None, most: int) -> str:
    return (text or "").replace("\0", "").strip()[:most]


def placed(tracks: Sequence[Track], estimate: Estimate) -> list[Track]:
    """Give each track its side, from the positions of all; those that do not say are on the one left."""
    told = iter(sides_of([track.position for track in tracks if not track.heading]))
    names = [None if track.heading else next(told) for track in tracks]
    left = _left(list(filter(None, names)), estimate)
    other = next(iter(left)) if len(left) == 1 else None
    return [
        msgspec.structs.replace(track, side=None if track.heading else name or other)
        for track, name in zip(tracks, names, strict=True)
    ]


def sides_of_release(tracks: Sequence[Track], estimate: Estimate, corrections: Mapping[str, int]) -> Sides:
    """Join what the placed tracks, the format and the user say."""
    played = [track for track in tracks if not track.heading]
    names = list(dict.fromkeys(track.side for track in played if track.side is not None))
    lengths = track_lengths(played)
    sides = [
        _told(name, [track for track in played if track.side == name], lengths, estimate) for name in names
    ]
    others = [track for track in played if track.side is None]
    left = _left(names, estimate)
    if left and (others or not names):
        sides += _divided(others, lengths, left, estimate.grooved)
    known = {side.side for side in sides}
    if names and not corrections.keys() <= known:
        corrections = _fitting(corrections, sides, estimate)
    more = [Side(name, 0, "user", _is_grooved(name, estimate)) for name in corrections if name not in known]
    ordered = sorted(sides + more, key=lambda side: order_of(side.side))
    whole = [_corrected(side, corrections) for side in ordered]
    if not any(side.seconds for side in whole):
        # Something is on a record: what was left empty before is all that is told now.
        whole = [side for side in ordered if side.seconds]
    return Sides(whole, {track.position: lengths[id(track)] for track in played if track.position})


def _left(names: Sequence[str], estimate: Estimate) -> dict[str, int]:
    """The sides that the format has and the tracklist does not name; none where it names them otherwise."""
    if any((has_groove(name) or name.isdigit()) and name not in estimate.sides for name in names):
        return {}
    return {name: seconds for name, seconds in estimate.sides.items() if name not in names}


def _fitting(corrections: Mapping[str, int], sides: Sequence[Side], estimate: Estimate) -> dict[str, int]:
    """What was corrected of the sides that there are: by their order where as many were assumed before."""
    there = {side.side for side in sides}
    own = sorted((side.side for side in sides if side.grooved == estimate.grooved), key=order_of)
    assumed = sorted({*estimate.sides, *(corrections.keys() - there)}, key=order_of)
    names = {one: one for one in there}
    if len(assumed) == len(own):
        names |= zip(assumed, own, strict=True)
    return {names[name]: seconds for name, seconds in corrections.items() if name in names}


def _is_grooved(side: str, estimate: Estimate) -> bool:
    return estimate.grooved and (has_groove(side) or (not estimate.mixed and side.isdigit()))


def _corrected(side: Side, corrections: Mapping[str, int]) -> Side:
    if side.side not in corrections:
        return side
    return Side(side.side, corrections[side.side], "user", side.grooved)


def track_lengths(tracks: Sequence[Track]) -> dict[int, int]:
    """The seconds of each track by identity; an unknown one is taken for the mean of the known."""
    known = [track.seconds for track in tracks if track.seconds]
    usual = round(sum(known) / len(known)) if known else USUAL_TRACK
    return {id(track): track.seconds or usual for track in tracks}


def _told(name: str, tracks: Sequence[Track], lengths: Mapping[int, int], estimate: Estimate) -> Side:
    """A side that the tracklist names."""
    grooved = _is_grooved(name, estimate)
    known = sum(1 for track in tracks if track.seconds)
    if known == 0:
        usual = estimate.sides.get(name) or next(iter(estimate.sides.values()))
        # A number stands for a disc, which has two of a record's sides.
        return Side(name, usual * 2 if grooved and name.isdigit() else usual, "estimate", grooved)
    total = min(LONGEST, sum(lengths[id(track)] for track in tracks))
    return Side(name, total, "tracklist" if known == len(tracks) else "partly", grooved)


def _divided(
    tracks: Sequence[Track], lengths: Mapping[int, int], left: Mapping[str, int], grooved: bool
) -> list[Side]:
    """Sides that the tracklist does not tell apart: where they end is not known, how long they are may be."""
    known = sum(1 for track in tracks if track.seconds)
    names = list(left)
    if known == 0:
        return [Side(name, left[name], "estimate", grooved) for name in names]
    total = min(LONGEST * len(names), sum(lengths[id(track)] for track in tracks))
    whole: Basis = "tracklist" if known == len(tracks) else "partly"
    basis: Basis = whole if len(names) == 1 else "partly"
    shares = [total * (place + 1) // len(names) - total * place // len(names) for place in range(len(names))]
    return [Side(name, share, basis, grooved) for name, share in zip(names, shares, strict=True)]


def order_of(side: str) -> tuple[int, int, str]:
    """A to Z before AA, 2 before 10."""
    digits = "".join(filter(str.isdigit, side))
    return (int(digits or 0), len(side), side)
