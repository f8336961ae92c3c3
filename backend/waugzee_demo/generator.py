"""A believable collection of any size, always the same for the same seed."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import accumulate

import msgspec

from waugzee_demo.catalogue import VARIOUS, Artist, Copy, Format, Label, Release
from waugzee_demo.collection import UNCATEGORIZED, Item
from waugzee_demo.formats import SHAPES, Shape
from waugzee_demo.scenes import SCENES
from waugzee_demo.scenes.scene import Scene

FIRST_DAY = int(datetime(2016, 2, 13, 18, tzinfo=UTC).timestamp())
LAST_DAY = int(datetime(2026, 11, 14, 20, tzinfo=UTC).timestamp())
FIRST_INSTANCE, LAST_INSTANCE = 160_000_000, 2_190_000_000
FIRST_RELEASE, LAST_RELEASE = 40_000, 33_000_000

TO_CLEAN, SEVENS, JAZZ, CLUB, LONG = 2_841_077, 2_841_078, 3_310_552, 4_127_903, 6_002_114
FOLDERS = {
    0: "All",
    UNCATEGORIZED: "Uncategorized",
    TO_CLEAN: "To clean",
    SEVENS: "Seven-inch box",
    JAZZ: "Jazz corner",
    CLUB: "DJ bag",
    LONG: "Borrowed from Grandad, give back when he asks for ",
}
MEDIA, SLEEVE, NOTES, ORIGIN = 1, 2, 3, 4
MEDIA_GRADES = (
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
    "Fair (F)",
    "Poor (P)",
)
SLEEVE_GRADES = (*MEDIA_GRADES, "Generic", "No Cover")
FIELDS: list[dict[str, object]] = [
    {
        "id": MEDIA,
        "name": "Media Condition",
        "type": "dropdown",
        "position": 1,
        "public": True,
        "options": MEDIA_GRADES,
    },
    {
        "id": SLEEVE,
        "name": "Sleeve Condition",
        "type": "dropdown",
        "position": 2,
        "public": True,
        "options": SLEEVE_GRADES,
    },
    {"id": ORIGIN, "name": "Where from", "type": "textarea", "position": 4, "public": False, "lines": 1},
    {"id": NOTES, "name": "Notes", "type": "textarea", "position": 3, "public": True, "lines": 3},
]
REMARKS = (
    "Small warp, plays fine",
    "Skips once on B2",
    "Lyric sheet missing",
    "Name on label in biro",
    "Seam split, bottom",
    "Needs a deep clean",
    "Quiet pressing!",
    "Second copy for the shop",
    "Poster still inside",
    "Ring wear; sounds better than it looks",
    "",
)
PLACES = (
    "Record fair, town hall",
    "From Dad",
    "Flea market, 2 for 5",
    "Birthday, from Jo",
    "Shop in Lisbon",
    "Online",
    "Charity shop",
    "Swapped with Ike",
)

_SCENE_WEIGHTS = tuple(accumulate(scene.weight for scene in SCENES))


class Generator:
    """Makes releases and copies one after the other; also the owner's edits of a running collection."""

    def __init__(self, items: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._artists = {scene.name: _artists(scene, items, self._chance) for scene in SCENES}
        self._labels = _labels()
        self._titles: set[str] = set()
        self._release_ids: set[int] = set()
        self.releases: list[Release] = []
        self.copies: list[Copy] = []
        self.elsewhere: Callable[[int], Release | None] = lambda _: None
        """Finds releases that nobody here made."""
        for added in _dates(items, self._chance):
            self._next_copy(added)

    def add(self, number: int) -> Sequence[Item]:
        """New copies, each a minute after the newest so far."""
        start = self.copies[-1].added if self.copies else LAST_DAY
        return [self._next_copy(start + 60 * (n + 1)) for n in range(number)]

    def move(self, item: Item, folder_id: int) -> None:
        assert isinstance(item, Copy)
        item.folder_id = folder_id

    def rate(self, item: Item, rating: int) -> None:
        assert isinstance(item, Copy)
        for copy in self.copies:
            if copy.release is item.release:
                copy.rating = rating

    def fill(self, item: Item, field_id: int, value: str) -> None:
        assert isinstance(item, Copy)
        kept = [note for note in item.notes if note[0] != field_id]
        item.notes = (*kept, (field_id, value))

    def own(self, release_id: int, folder_id: int) -> Item | None:
        """Another copy of a release; None where there is no such release."""
        release = next((one for one in self.releases if one.id == release_id), None)
        if release is None:
            if (found := self.elsewhere(release_id)) is None:
                return None
            release = self._keep(found)
        added = self.copies[-1].added + 60 if self.copies else LAST_DAY
        rating = next((copy.rating for copy in self.copies if copy.release is release), 0)
        copy = Copy(self._instance_id(added), release, added, rating, folder_id, ())
        self.copies.append(copy)
        return copy

    def _next_copy(self, added: int) -> Copy:
        chance = self._chance
        draw = chance.random()
        rating = chance.choices((0, 3, 4, 5, 2), (58, 8, 18, 14, 2))[0]
        if draw < 0.03 and len(self.copies) > 10:
            earlier = chance.choice(self.copies)
            release, rating = earlier.release, earlier.rating
        elif draw < 0.05 and len(self.releases) > 10:
            release = self._pressing_of(chance.choice(self.releases), chance)
        else:
            release = self._release(chance.choices(SCENES, cum_weights=_SCENE_WEIGHTS)[0])
        copy = Copy(
            self._instance_id(added), release, added, rating, _folder(release, chance), _notes(chance)
        )
        self.copies.append(copy)
        return copy

    def _instance_id(self, added: int) -> int:
        share = (added - FIRST_DAY) / (LAST_DAY - FIRST_DAY)
        near = FIRST_INSTANCE + int(share * (LAST_INSTANCE - FIRST_INSTANCE))
        return max(near, self.copies[-1].instance_id + 1 + self._chance.randrange(8)) if self.copies else near

    def _release(self, scene: Scene) -> Release:
        chance = self._chance
        shape = _weighed(scene.formats, chance)
        year = chance.randint(*scene.years)
        if SHAPES[shape].later:
            year = min(2026, year + chance.randint(8, 40))
        compilation = "Compilation" in SHAPES[shape].parts[-1].descriptions and chance.random() < 0.7
        artists, join = self._credits(scene, compilation)
        labels = self._labelled(scene)
        return self._keep(
            Release(
                id=self._release_id(),
                master_id=chance.randrange(9_000, 3_900_000) if chance.random() < 0.78 else 0,
                artists=artists,
                join=join,
                title=self._title(scene, artists),
                year=0 if chance.random() < 0.03 else year,
                labels=labels,
                shape=shape,
                formats=_formats(SHAPES[shape], chance),
                styles=_styles(scene, chance),
                country=chance.choice(scene.countries),
                scene=scene,
                cover=_cover(scene, shape, chance),
            )
        )

    def _pressing_of(self, original: Release, chance: random.Random) -> Release:
        """Another release of the same master: another year, label number and colour."""
        shape = "limited" if SHAPES[original.shape].sides == 2 else "double limited"
        year = min(2026, original.year + chance.randint(5, 30)) if original.year else 0
        return self._keep(
            msgspec.structs.replace(
                original,
                id=self._release_id(),
                year=year,
                labels=self._labelled(original.scene),
                shape=shape,
                formats=_formats(SHAPES[shape], chance),
                cover=original.cover,
            )
        )

    def _keep(self, release: Release) -> Release:
        self.releases.append(release)
        return release

    def _release_id(self) -> int:
        while (id := self._chance.randrange(FIRST_RELEASE, LAST_RELEASE)) in self._release_ids:
            pass
        self._release_ids.add(id)
        return id

    def _credits(self, scene: Scene, compilation: bool) -> tuple[tuple[Artist, ...], str]:
        if compilation:
            return (Artist(VARIOUS, "Various"),), ""
        known = self._artists[scene.name]
        first = known[int(len(known) * self._chance.random() ** 1.35)]
        if self._chance.random() < 0.06:
            second = self._chance.choice(known)
            if second is not first:
                return (first, second), self._chance.choice(("&", "/", ",", "With", "Meets"))
        return (first,), ""

    def _title(self, scene: Scene, artists: Sequence[Artist]) -> str:
        """Rarely one that is in the collection already; a few are named after the artist."""
        if artists[0].id != VARIOUS and self._chance.random() < 0.03:
            return artists[0].name.partition(" (")[0]
        title = scene.title(self._chance)
        for _ in range(6):
            if title not in self._titles:
                break
            title = scene.title(self._chance)
        self._titles.add(title)
        return title + " " * (self._chance.random() < 0.01)  # some were entered carelessly

    def _labelled(self, scene: Scene) -> tuple[tuple[Label, str], ...]:
        chance = self._chance
        name = chance.choice(tuple(scene.labels))
        first = (self._labels[name], _catno(scene.labels[name], chance))
        draw = chance.random()
        if draw < 0.05:
            return (first, (first[0], _catno(scene.labels[name], chance)))
        if draw < 0.10:
            other = chance.choice(tuple(scene.labels))
            return (first, (self._labels[other], first[1]))
        return (first,)


def pressed_again(original: Release, release_id: int) -> Release:
    """Another release of the same master, by nobody's chance: some years later, numbered anew."""
    chance = random.Random(f"again {original.id}")
    label, catno = original.labels[0]
    return msgspec.structs.replace(
        original,
        id=release_id,
        year=min(2026, max(1980, original.year + chance.randint(4, 25))),
        labels=((label, f"{catno}-R"),),
        country=chance.choice(("Europe", "US", "UK", "Japan", "Germany")),
    )


def _artists(scene: Scene, items: int, chance: random.Random) -> list[Artist]:
    """About one artist for every two records of a scene; a few share a name and carry a number."""
    names: dict[str, int] = {}
    artists = []
    for _ in range(max(16, items * scene.weight // _SCENE_WEIGHTS[-1] // 2)):
        name = scene.artist(chance)
        names[name] = names.get(name, 0) + 1
        number = names[name] if names[name] > 1 else chance.choice((1,) * 16 + (2, 3, 7))
        shown = f"{name} ({number})" if number > 1 else name
        artists.append(Artist(chance.randrange(1_000, 12_000_000), shown))
    return artists


def _labels() -> dict[str, Label]:
    names = sorted({name for scene in SCENES for name in scene.labels})
    return {name: Label(2_000 + 7_919 * n, name) for n, name in enumerate(names)}


def _dates(items: int, chance: random.Random) -> list[int]:
    """A third entered in one go at the start, seconds apart, the rest on shopping trips over the years."""
    dates, at = [], FIRST_DAY
    for _ in range(items // 3):
        at += chance.choice((0, 4, 7, 9, 12, 15, 21, 34, 60))
        dates.append(at)
    while len(dates) < items:
        day = chance.randrange(at, LAST_DAY)
        for _ in range(min(items - len(dates), chance.choice((1, 2, 3, 4, 5, 9)))):
            dates.append(day)
            day += chance.choice((0, 18, 25, 31, 44, 70))
    return sorted(dates)


def _weighed(weights: dict[str, int], chance: random.Random) -> str:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def _formats(shape: Shape, chance: random.Random) -> tuple[Format, ...]:
    return tuple(
        Format(
            part.name, str(part.quantity), chance.choice(part.texts) if part.texts else "", part.descriptions
        )
        for part in shape.parts
    )


def _styles(scene: Scene, chance: random.Random) -> tuple[str, ...]:
    """Usually one to three, sometimes none."""
    number = chance.choice((0, 1, 1, 1, 2, 2, 2, 3))
    return tuple(chance.sample(scene.styles, min(number, len(scene.styles))))


def _catno(pattern: str, chance: random.Random) -> str:
    return "".join(str(chance.randrange(10)) if mark == "#" else mark for mark in pattern)


def _cover(scene: Scene, shape: str, chance: random.Random) -> str:
    design = SHAPES[shape].sleeve or chance.choice(scene.designs)
    return "" if chance.random() < 0.03 else design


def _folder(release: Release, chance: random.Random) -> int:
    draw = chance.random()
    if draw < 0.05:
        return TO_CLEAN
    if draw < 0.07:
        return LONG
    if release.shape in ("seven", "seven-ep", "flexi"):
        return SEVENS
    if release.scene.genres == ("Jazz",) and draw < 0.7:
        return JAZZ
    if SHAPES[release.shape].kind == "twelve" and draw < 0.6:
        return CLUB
    return UNCATEGORIZED


def _notes(chance: random.Random) -> tuple[tuple[int, str], ...]:
    """Nothing, grades alone, or grades with remarks; a field may have been emptied again."""
    draw = chance.random()
    if draw < 0.25:
        return ()
    grades = (
        (MEDIA, chance.choices(MEDIA_GRADES, (4, 16, 30, 14, 4, 2, 1, 1))[0]),
        (SLEEVE, chance.choices(SLEEVE_GRADES, (3, 12, 26, 18, 6, 3, 1, 1, 3, 1))[0]),
    )
    if draw < 0.65:
        return grades
    if draw < 0.85:
        return (*grades, (NOTES, chance.choice(REMARKS)))
    return (*grades, (NOTES, chance.choice(REMARKS)), (ORIGIN, chance.choice(PLACES)))
