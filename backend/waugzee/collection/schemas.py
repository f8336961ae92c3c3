"""What the routes about a collection answer, and the words the logs of copies share."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from waugzee.collection.estimates import MOST_SIDES
from waugzee.collection.positions import LONGEST
from waugzee.collection.sides import MOST_TRACKS, Basis, Seconds, Text, Track
from waugzee_sync.discogs.lists import Field, Folder

# PostgreSQL's text holds everything but NUL.
Notes = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"\A[^\x00]*\Z")]
# A word or two of one's own.
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
SideName = Annotated[str, msgspec.Meta(min_length=1, max_length=12, pattern=r"\A[A-Za-z0-9]+\Z")]


class TracklistSide(msgspec.Struct):
    """A side or disc. `basis` says how its length is known; `grooved`: a stylus plays it."""

    side: str
    seconds: int
    basis: Basis
    grooved: bool
    corrected: bool


class Tracklist(msgspec.Struct):
    """What is on a release. `state` is `wanted` until its tracks were read.

    `seconds` and `basis` are those of the whole; a basis is as good as its weakest part.
    """

    release_id: int
    state: str
    source: Literal["discogs", "dump", "user"] | None
    fetched_at: datetime | None
    seconds: int
    basis: Basis
    sides: list[TracklistSide]
    tracks: list[Track]


class TitlesOfRelease(msgspec.Struct):
    """What is on a release, by name; how long it plays, unless merely assumed; its barcodes' digits."""

    release_id: int
    seconds: int | None
    titles: list[str]
    barcodes: list[str]


class Titles(msgspec.Struct):
    """Releases whose tracks were read or written. Ask again with `cursor`: at once while `more`.

    `anew`: the cursor is unknown, as after a restored backup. Forget what was read: this is the beginning.
    """

    releases: list[TitlesOfRelease]
    cursor: str
    more: bool
    anew: bool


class WrittenTrack(msgspec.Struct):
    """A line of a tracklist as written by hand."""

    position: Annotated[str, msgspec.Meta(max_length=60, pattern=r"\A[^\x00]*\Z")]
    title: Text
    seconds: Seconds | None = None
    heading: bool = False
    artist: Text | None = None


class WriteTracklist(msgspec.Struct):
    """A whole tracklist."""

    tracks: Annotated[list[WrittenTrack], msgspec.Meta(max_length=MOST_TRACKS)]


class SideLength(msgspec.Struct):
    """How long a side plays; 0 where nothing is on it."""

    side: SideName
    seconds: Annotated[int, msgspec.Meta(ge=0, le=LONGEST)]


class CorrectDurations(msgspec.Struct):
    """All that the user knows of the sides' lengths."""

    sides: Annotated[list[SideLength], msgspec.Meta(max_length=MOST_SIDES)]


class Folders(msgspec.Struct):
    """The user's folders at Discogs. Names may repeat: the id tells them apart."""

    folders: list[Folder]


class CollectionFields(msgspec.Struct):
    """The user's fields at Discogs, in their order."""

    fields: list[Field]
