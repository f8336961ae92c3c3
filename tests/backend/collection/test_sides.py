"""Tracks, format and corrections joined, each length marked as what it is."""

from waugzee.collection.estimates import estimated
from waugzee.collection.sides import Entry, Sides, Track, placed, sides_of_release, tracks_of
from waugzee_sync.discogs.responses import Artist, Format

LP = estimated([Format("Vinyl", qty="1", descriptions=["LP"])])
CD = estimated([Format("CD", qty="1")])


def joined(*tracks: tuple[str, int | None], formats: list[Format] | None = None, **corrections: int) -> Sides:
    estimate = estimated(formats) if formats else LP
    listed = placed([Track(position, "", seconds) for position, seconds in tracks], estimate)
    return sides_of_release(listed, estimate, corrections)


def told(sides: Sides) -> list[tuple[str, int, str]]:
    return [(side.side, side.seconds, side.basis) for side in sides.sides]


def test_sides_are_the_sums_of_their_tracks() -> None:
    sides = joined(("A1", 200), ("A2", 300), ("B1", 400))
    assert told(sides) == [("A", 500, "tracklist"), ("B", 400, "tracklist")]
    assert (sides.seconds, sides.basis) == (900, "tracklist")
    assert sides.tracks == {"A1": 200, "A2": 300, "B1": 400}


def test_an_unknown_track_is_taken_for_the_mean_and_the_side_says_so() -> None:
    sides = joined(("A1", 200), ("A2", None), ("B1", 400))
    assert told(sides) == [("A", 500, "partly"), ("B", 400, "tracklist")]
    assert sides.basis == "partly"


def test_a_side_of_which_nothing_is_known_is_estimated() -> None:
    sides = joined(("A1", 200), ("B1", None))
    assert told(sides) == [("A", 200, "tracklist"), ("B", 1200, "estimate")]
    assert sides.basis == "estimate"


def test_without_a_tracklist_the_format_is_all() -> None:
    assert told(joined()) == [("A", 1200, "estimate"), ("B", 1200, "estimate")]


def test_tracks_that_name_no_side_share_a_record() -> None:
    assert told(joined(("1", 600), ("2", 601))) == [("A", 600, "partly"), ("B", 601, "partly")]
    assert told(joined(("1", None), ("2", None))) == [("A", 1200, "estimate"), ("B", 1200, "estimate")]


def test_tracks_that_name_no_side_share_what_the_others_leave() -> None:
    two = [Format("Vinyl", qty="2", descriptions=["LP"])]
    tracks = [("A1", 500), ("B1", 600), ("7", 300), ("8", 401)]
    assert told(joined(("A1", 500), ("2", 300), ("3", 400))) == [
        ("A", 500, "tracklist"),
        ("B", 700, "tracklist"),
    ]
    assert told(joined(*tracks, formats=two)) == [
        ("A", 500, "tracklist"),
        ("B", 600, "tracklist"),
        ("C", 350, "partly"),
        ("D", 351, "partly"),
    ]
    # There is no side left: nobody knows where they are.
    assert told(joined(*tracks)) == [("A", 500, "tracklist"), ("B", 600, "tracklist")]


def test_a_disc_is_one_side() -> None:
    formats = [Format("CD", qty="1")]
    assert told(joined(("1", 600), ("2", 601), formats=formats)) == [("CD", 1201, "tracklist")]
    mixed = joined(("1", 600), ("Video", 100), formats=formats)
    assert told(mixed) == [("CD", 600, "tracklist"), ("Video", 100, "tracklist")]


def test_a_record_that_came_with_a_disc_plays_its_own_sides() -> None:
    formats = [Format("Vinyl", qty="1", descriptions=["LP"]), Format("CD", qty="1")]
    sides = joined(("A1", 600), ("B1", 700), ("CD1", 600), ("CD2", 700), formats=formats)
    assert told(sides) == [("A", 600, "tracklist"), ("B", 700, "tracklist"), ("CD", 1300, "tracklist")]
    assert [side.grooved for side in sides.sides] == [True, True, False]
    assert sides.seconds == 1300


def test_discs_of_a_record_count_both_their_sides() -> None:
    assert told(joined(("1-1", None), ("2-1", None))) == [("1", 2400, "estimate"), ("2", 2400, "estimate")]


def test_sides_come_in_their_order_whatever_the_tracks() -> None:
    tracks = [(f"{side}1", 60) for side in ("AA", "B", "A", "BB", "Z")]
    assert [side.side for side in joined(*tracks).sides] == ["A", "B", "Z", "AA", "BB"]
    discs = [(f"{disc}-1", 60) for disc in (10, 2, 1)]
    assert [side.side for side in joined(*discs, formats=[Format("CD", qty="10")]).sides] == ["1", "2", "10"]


def test_the_user_knows_better() -> None:
    assert told(joined(("A1", 200), ("B1", 300), A=260)) == [("A", 260, "user"), ("B", 300, "tracklist")]
    assert told(joined(B=0)) == [("A", 1200, "estimate"), ("B", 0, "user")]
    assert told(joined(C=700))[2] == ("C", 700, "user")
    assert joined(A=1, B=2).basis == "user"


def test_what_was_corrected_before_the_tracklist_came_follows_its_names() -> None:
    two = [Format("Vinyl", qty="2", descriptions=["LP"])]
    tracks = [("1A", 1000), ("1B", 1001), ("2A", 1002), ("2B", 1003)]
    assert told(joined(*tracks, formats=two, B=900, D=0)) == [
        ("1A", 1000, "tracklist"),
        ("1B", 900, "user"),
        ("2A", 1002, "tracklist"),
        ("2B", 0, "user"),
    ]
    mixed = [Format("Vinyl", qty="1", descriptions=["LP"]), Format("CD", qty="1")]
    assert told(joined(("A", 200), ("AA", 300), ("CD1", 400), formats=mixed, B=900, CD=500)) == [
        ("A", 200, "tracklist"),
        ("AA", 900, "user"),
        ("CD", 500, "user"),
    ]
    # Nobody knows which of more or fewer sides were meant.
    assert told(joined(*tracks[:3], formats=two, B=900)) == [
        (side, seconds, "tracklist") for side, seconds in tracks[:3]
    ]
    assert told(joined(("A", 200), ("B", 300), formats=two, A=250, C=900)) == [
        ("A", 250, "user"),
        ("B", 300, "tracklist"),
    ]


def test_a_record_with_nothing_on_it_is_none() -> None:
    assert told(joined(("B1", 300), B=0)) == [("B", 300, "tracklist")]
    assert told(joined(("A1", 200), ("B1", 300), B=0)) == [("A", 200, "tracklist"), ("B", 0, "user")]


def test_headings_and_parts_of_tracks() -> None:
    parts = [Entry("A1a", "track", "I", "2:00"), Entry("A1b", "track", "II", "3:00")]
    silent = [Entry("", "track", "Allegro", "4:00"), Entry("", "track", "Presto", "")]
    tracks = tracks_of(
        [
            Entry("", "heading", "Early"),
            Entry("", "index", "Suite", "", parts),
            Entry("A2", "index", "Sonata", "", silent),
            Entry("A3", "index", "Trio", "9:00", silent),
            Entry("B1", "track", "Song", "1:00"),
            Entry("", None, "Said between"),
        ]
    )
    assert [(track.position, track.seconds, track.heading) for track in tracks] == [
        ("", None, True),
        ("", None, True),
        ("A1a", 120, False),
        ("A1b", 180, False),
        ("A2", None, False),
        ("A3", 540, False),
        ("B1", 60, False),
        ("", None, True),
    ]
    sides = sides_of_release(placed(tracks, LP), LP, {})
    assert told(sides) == [("A", 120 + 180 + 225 + 540, "partly"), ("B", 60, "tracklist")]


def test_a_track_has_the_artists_that_its_line_names() -> None:
    duo = [Artist("Nico (3)", join="&"), Artist("Lou Reed", anv="Lou")]
    parts = [Entry("B1a", "track", "I"), Entry("B1b", "track", "II", artists=[Artist("John Cale")])]
    tracks = tracks_of(
        [
            Entry("A1", "track", "Song", artists=duo),
            Entry("A2", "track", "Song"),
            Entry("A3", "index", "Sonata", "4:00", [Entry("", "track", "Presto")], artists=duo),
            Entry("", "index", "Suite", "", parts, artists=duo),
        ]
    )
    told = {track.position: track.artist for track in tracks}
    assert told == {
        "A1": "Nico & Lou",
        "A2": None,
        "A3": "Nico & Lou",
        "": None,
        "B1a": "Nico & Lou",
        "B1b": "John Cale",
    }


def test_what_no_table_takes_is_cut_and_cleaned() -> None:
    (track, *_) = tracks_of([Entry("A1\0", "track", "x" * 5000, None)] * 3000)
    assert (track.position, len(track.title)) == ("A1", 1000)
    assert len(tracks_of([Entry("A1", "track", "x")] * 3000)) == 1000


def test_a_side_plays_no_longer_than_six_hours() -> None:
    assert joined(*[(f"A{n}", 21_600) for n in range(1, 50)]).seconds == 21_600
