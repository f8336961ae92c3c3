"""The tracklists of releases that Discogs really sent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

from waugzee.collection.estimates import estimated
from waugzee.collection.sides import Entry, placed, sides_of_release, tracks_of
from waugzee_sync.discogs.responses import Format

WORD = "description"
SAMPLES = Path(__file__).parents[4] / "shared" / "discogs-samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no recorded samples: ../shared/discogs-samples is not beside the checkout"
)


def releases() -> Iterator[tuple[str, list[Format], list[Entry]]]:
    for path in sorted((SAMPLES / "api").iterdir()):
        try:
            found = json.loads(path.read_bytes())
        except ValueError:
            continue
        if isinstance(found, dict) and found.get("tracklist"):
            formats = msgspec.convert(found.get("formats") or [], list[Format])
            yield path.name, formats, msgspec.convert(found["tracklist"], list[Entry])
    for path in sorted((SAMPLES / "dumps").glob("*.xml")):
        for number, release in enumerate(ElementTree.parse(path).iter("release")):
            formats = [
                Format(
                    one.get("name", ""), one.get("qty"), [word.text or "" for word in one.iter("description")]
                )
                for one in release.iterfind("formats/format")
            ]
            entries = [entry(track) for track in release.iterfind("tracklist/track")]
            if entries:
                yield f"{path.name} {number}", formats, entries


def entry(track: Any) -> Entry:
    parts = [entry(part) for part in track.iterfind("sub_tracks/track")]
    texts = {name: track.findtext(name) for name in ("position", "title", "duration")}
    return Entry(
        **texts, type_="track" if texts["position"] or parts else "heading", sub_tracks=parts or None
    )


def test_every_track_of_every_release_finds_its_place(say: Any) -> None:
    counted = tracks_in_all = 0
    for name, formats, entries in releases():
        estimate = estimated(formats)
        tracks = placed(tracks_of(entries), estimate)
        sides = sides_of_release(tracks, estimate, {})
        played = [track for track in tracks if not track.heading]
        assert played, name
        assert 60 <= sides.seconds <= 12 * 3600, name
        known = [track.seconds for track in played]
        if all(known) and estimate.grooved and all(track.side for track in played):
            assert sides.seconds == sum(filter(None, known)), name
            assert sides.basis == "tracklist", name
        counted += 1
        tracks_in_all += len(played)
    assert counted >= 20
    say(f"sides: {tracks_in_all} tracks of {counted} recorded releases placed")
