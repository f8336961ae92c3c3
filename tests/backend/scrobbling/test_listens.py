"""From a play to listens: which tracks, when each began, by whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from waugzee.collection.estimates import estimated
from waugzee.collection.sides import Track, placed, sides_of_release
from waugzee.db import new_id
from waugzee.scrobbling.listens import Listen, Played, listens_of
from waugzee_sync.discogs.responses import Format

BEGAN = datetime(2026, 3, 1, 20, tzinfo=UTC)
LP = [Format("Vinyl", qty="1", descriptions=["LP", "Album"])]
TRACKS = [
    Track("A1", "One", 100),
    Track("A2", "Two", 200),
    Track("B1", "Three", 300),
    Track("B2", "Four", 400),
]


def played(tracklist: list[Track], formats: list[Format] | None = None, **changed: Any) -> Played:
    """As it would be read: the tracks placed, the play measured unless it says itself how long it took."""
    formats = formats or LP
    listed = placed(tracklist, estimated(formats))
    on = sides_of_release(listed, estimated(formats), changed.get("corrections", {}))
    told = {"sides": None, "tracks": None, "corrections": {}, "title": "T", "artist": "A", **changed}
    if "seconds" not in told:
        lengths = {side.side: side.seconds for side in on.sides}
        chosen = sum(lengths[one] for one in told["sides"] or ())
        chosen += sum(on.tracks[one] for one in told["tracks"] or ())
        told["seconds"] = chosen or on.seconds
    return Played(id=new_id(), played_at=BEGAN, formats=formats, tracklist=listed, **told)


def began(listens: list[Listen]) -> list[tuple[str, int]]:
    """Each track, and how many seconds after the play itself it began."""
    at = int(BEGAN.timestamp())
    return [(one.track_metadata.track_name, one.listened_at - at) for one in listens]


def test_the_tracks_of_a_record_follow_each_other_over_its_sides() -> None:
    assert began(listens_of(played(TRACKS))) == [("One", 0), ("Two", 100), ("Three", 300), ("Four", 600)]


def test_of_a_side_its_tracks() -> None:
    assert began(listens_of(played(TRACKS, sides=["B"]))) == [("Three", 0), ("Four", 300)]


def test_sides_and_tracks_come_in_the_records_order() -> None:
    one = played(TRACKS, sides=["B"], tracks=["A2"])
    assert began(listens_of(one)) == [("Two", 0), ("Three", 200), ("Four", 500)]


def test_a_track_without_a_length_is_taken_for_the_mean_and_says_none() -> None:
    listens = listens_of(played([Track("A1", "One", 100), Track("A2", "Two"), Track("A3", "Three", 300)]))
    assert began(listens) == [("One", 0), ("Two", 100), ("Three", 300)]
    told = [one.track_metadata.additional_info for one in listens]
    assert [one.duration_ms for one in told if one.duration_ms] == [100_000, 300_000]


def test_a_side_of_which_nothing_is_known_is_estimated_by_the_format() -> None:
    tracks = [Track("A1", "One"), Track("A2", "Two"), Track("B1", "Three", 60)]
    assert began(listens_of(played(tracks))) == [("One", 0), ("Two", 600), ("Three", 1200)]


def test_a_side_without_tracks_passes_too() -> None:
    tracks = [Track("A1", "One", 100), Track("B1", "", 300), Track("C1", "Three", 60)]
    two = [Format("Vinyl", qty="2", descriptions=["LP"])]
    assert began(listens_of(played(tracks, two))) == [("One", 0), ("Three", 400)]
    only = [Track("A1", "One", 100)]
    # Side B is estimated, and nothing is told of it.
    assert began(listens_of(played(only))) == [("One", 0)]


def test_a_corrected_side_is_as_long_as_the_user_says() -> None:
    one = played(TRACKS, corrections={"A": 600})
    assert began(listens_of(one)) == [("One", 0), ("Two", 200), ("Three", 600), ("Four", 900)]


def test_what_took_longer_is_stretched() -> None:
    one = played(TRACKS, seconds=2000)
    assert began(listens_of(one)) == [("One", 0), ("Two", 200), ("Three", 600), ("Four", 1200)]


def test_tracks_that_name_no_side_share_the_record() -> None:
    loose = [Track("1", "One", 100), Track("2", "Two", 300)]
    assert began(listens_of(played(loose))) == [("One", 0), ("Two", 100)]
    assert listens_of(played(loose, sides=["A"])) == [], "which of them are on side A is not known"
    assert began(listens_of(played(loose, tracks=["2"]))) == [("Two", 0)]


def test_headings_and_what_has_no_name_are_no_listens() -> None:
    tracks = [Track("", "Early", heading=True), Track("A1", "", 50), Track("A2", "Two", 200)]
    (listen,) = listens_of(played(tracks))
    assert began([listen]) == [("Two", 50)]
    assert listen.track_metadata.additional_info.tracknumber == 2


def test_of_a_record_that_came_with_a_disc_the_record_was_played() -> None:
    tracks = [Track("A1", "One", 100), Track("CD-1", "One (Demo)", 90)]
    formats = [*LP, Format("CD", qty="1")]
    assert began(listens_of(played(tracks, formats))) == [("One", 0)]
    assert began(listens_of(played(tracks, formats, sides=["CD"]))) == [("One (Demo)", 0)]


def test_each_track_has_the_best_artist_that_is_known() -> None:
    tracks = [Track("A1", "One", 100, artist="Nico"), Track("A2", "Two", 100)]
    listens = listens_of(played(tracks, artist="Various"))
    assert [one.track_metadata.artist_name for one in listens] == ["Nico", "Various"]


def test_what_was_played_is_told_as_the_carrier_it_is() -> None:
    for formats, carrier in ((LP, "Vinyl"), ([Format("Box Set"), Format("Cassette")], "Cassette")):
        (listen, *_) = listens_of(played(TRACKS, formats))
        told = listen.track_metadata.additional_info
        assert (told.media_player, told.submission_client) == (carrier, "Waugzee")


def test_it_began_when_it_did() -> None:
    """At whole seconds, never before the play itself."""
    later = replace(played(TRACKS), played_at=BEGAN + timedelta(milliseconds=900))
    assert began(listens_of(later))[0] == ("One", 0)
