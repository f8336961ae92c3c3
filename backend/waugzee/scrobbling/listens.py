"""From a play to listens, in ListenBrainz' words: one a track, each with the moment at which it began.

- Sides and tracks come in the record's order; of a record that came with a disc, the record was played.
- The tracks of a side share the time it plays by their lengths, one without a length counting as the mean:
  where all lengths are known, each begins when the one before it ends.
- Where the user says how long the play took, all of it is stretched or shortened to that.
- A length is sent only where the tracklist has it.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import UNSET, UnsetType

from waugzee import __version__
from waugzee.collection.estimates import NO_CARRIER, estimated
from waugzee.collection.sides import Sides, Track, sides_of_release, track_lengths
from waugzee_sync.discogs.responses import Format

EARLIEST = datetime(2002, 10, 1, tzinfo=UTC)
"""ListenBrainz takes nothing older: that is when Last.fm began, and before it dates are slips."""

Part = tuple[int, Sequence[Track]]
"""Tracks that follow each other, and the seconds they take together."""


class AdditionalInfo(msgspec.Struct, kw_only=True):
    """`media_player` is what was played, a Vinyl or a CD: no program did."""

    media_player: str | UnsetType = UNSET
    submission_client: str = "Waugzee"
    submission_client_version: str = __version__
    tracknumber: int
    duration_ms: int | UnsetType = UNSET


class TrackMetadata(msgspec.Struct):
    """What was listened to."""

    artist_name: str
    track_name: str
    release_name: str
    additional_info: AdditionalInfo


class Listen(msgspec.Struct):
    """A track, and the Unix time at which it began."""

    listened_at: int
    track_metadata: TrackMetadata


class Played(msgspec.Struct, frozen=True):
    """A play that is over, and what is known of its record."""

    id: uuid.UUID
    played_at: datetime
    seconds: int
    sides: list[str] | None
    tracks: list[str] | None
    title: str
    artist: str
    formats: list[Format]
    tracklist: list[Track]
    corrections: dict[str, int]


def listens_of(play: Played) -> list[Listen]:
    """None where the tracklist does not say which tracks were played."""
    parts = list(_parts(play))
    lengths = track_lengths(_tracks(play))
    numbers = {id(track): number for number, track in enumerate(_tracks(play), 1)}
    stretched = play.seconds / max(1, sum(seconds for seconds, _ in parts))
    began, passed = play.played_at.timestamp(), 0
    found = []
    for seconds, tracks in parts:
        whole, within = sum(lengths[id(track)] for track in tracks), 0
        for track in tracks:
            if track.title:
                at = int(began + (passed + seconds * within / whole) * stretched)
                found.append(Listen(at, _metadata(play, track, numbers[id(track)])))
            within += lengths[id(track)]
        passed += seconds
    return found


def _parts(play: Played) -> Iterator[Part]:
    on = sides_of_release(play.tracklist, estimated(play.formats), play.corrections)
    tracks = _tracks(play)
    is_whole = not play.sides and not play.tracks
    played = [side.side for side in on.whole] if is_whole else play.sides or []
    loose = [track for track in tracks if track.side is None]
    unlisted = 0
    for side in on.sides:
        listed = [track for track in tracks if track.side == side.side]
        if side.side not in played:
            yield from _chosen(play, listed, on)
        elif is_whole and loose and not listed:
            unlisted += side.seconds
        elif side.seconds:
            yield side.seconds, listed
    if is_whole and loose:
        yield unlisted or sum(track_lengths(loose).values()), loose
    else:
        yield from _chosen(play, loose, on)


def _chosen(play: Played, tracks: Sequence[Track], on: Sides) -> Iterator[Part]:
    """Tracks that were played by themselves."""
    for track in tracks:
        if track.position in (play.tracks or ()):
            yield on.tracks[track.position], [track]


def _tracks(play: Played) -> list[Track]:
    return [track for track in play.tracklist if not track.heading]


def _metadata(play: Played, track: Track, number: int) -> TrackMetadata:
    told = AdditionalInfo(tracknumber=number)
    if track.seconds:
        told.duration_ms = track.seconds * 1000
    if carrier := next((one.name for one in play.formats if one.name.strip() not in {*NO_CARRIER, ""}), None):
        told.media_player = carrier
    return TrackMetadata(track.artist or play.artist, track.title, play.title, told)
