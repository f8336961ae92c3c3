"""Tracklists: made when a release is asked for, always the same for the same release."""

import random

from waugzee_demo.catalogue import Release
from waugzee_demo.formats import SHAPES

LONGEST_SIDE = 1_560  # seconds; a cutting engineer would not go much further
Track = dict[str, object]


def tracklist(release: Release) -> list[Track]:
    """Positions by side (`A1`, or `A` for the only track of one); a quarter has no durations."""
    chance = random.Random(release.id)
    timed = chance.random() > 0.25
    names = _Names(release, chance)
    tracks: list[Track] = []
    for side in range(SHAPES[release.shape].sides):
        lengths = _lengths(release, chance)
        for n, seconds in enumerate(lengths):
            duration = f"{seconds // 60}:{seconds % 60:02}" if timed else ""
            position = _position(release, side, n, len(lengths))
            tracks.append(
                {"position": position, "type_": "track", "title": next(names), "duration": duration}
            )
    if release.scene.genres == ("Classical",):
        return _movements(tracks, chance)
    if len(tracks) > 8 and chance.random() < 0.06:
        tracks.insert(0, _heading("This Side"))
        tracks.insert(len(tracks) // 2 + 1, _heading("That Side"))
    return tracks


class _Names:
    """Track titles, the first of a single being the single's own; no title twice if it can be helped."""

    def __init__(self, release: Release, chance: random.Random) -> None:
        self._release = release
        self._chance = chance
        self._used: set[str] = set()

    def __next__(self) -> str:
        title = self._first() if not self._used else self._release.scene.track(self._chance)
        for _ in range(12):
            if title not in self._used:
                break
            title = self._release.scene.track(self._chance)
        self._used.add(title)
        return title

    def _first(self) -> str:
        single = SHAPES[self._release.shape].kind in ("seven", "twelve", "one")
        if single or self._chance.random() < 0.4:
            return self._release.title
        return self._release.scene.track(self._chance)


def _lengths(release: Release, chance: random.Random) -> list[int]:
    shape = SHAPES[release.shape]
    scene = release.scene
    match shape.kind:
        case "seven" | "one":
            return [chance.randint(125, 235)]
        case "twelve":
            return [chance.randint(290, 560) for _ in range(chance.choice((1, 1, 2)))]
        case "ep":
            number = chance.choice((1, 2, 2))
        case "disc":
            number = chance.randint(*scene.per_side) * 2
        case _:
            number = chance.randint(*scene.per_side)
    lengths = [chance.randint(*scene.seconds) for _ in range(number)]
    longest = LONGEST_SIDE * (3 if shape.kind == "disc" else 1)
    return [seconds * longest // sum(lengths) for seconds in lengths] if sum(lengths) > longest else lengths


def _position(release: Release, side: int, n: int, number: int) -> str:
    if SHAPES[release.shape].kind == "disc":
        return str(n + 1)
    letter = "ABCDEFGHIJKLMNOP"[side]
    return letter if number == 1 else f"{letter}{n + 1}"


def _movements(tracks: list[Track], chance: random.Random) -> list[Track]:
    """A work in several movements is an index track with sub-tracks, its duration on the whole."""
    tempi = ("Allegro", "Andante Con Moto", "Scherzo. Presto", "Adagio", "Largo", "Rondo. Vivace", "Finale")
    return [
        {
            "position": "",
            "type_": "index",
            "title": track["title"],
            "duration": track["duration"],
            "sub_tracks": [
                _track(f"{track['position']}.{n + 1}", tempo, "")
                for n, tempo in enumerate(chance.sample(tempi, chance.choice((3, 4))))
            ],
        }
        for track in tracks
    ]


def _track(position: str, title: str, duration: str) -> Track:
    return {"position": position, "type_": "track", "title": title, "duration": duration}


def _heading(title: str) -> Track:
    return {"position": "", "type_": "heading", "title": title, "duration": ""}
