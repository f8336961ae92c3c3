"""What the simulator knows: users with their collections, and the catalogue around them."""

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import Protocol

from waugzee_demo import credentials
from waugzee_demo.catalogue import Artist, Release, basic_information
from waugzee_demo.collection import Collection, PageQuery, View
from waugzee_demo.covers import cover
from waugzee_demo.generator import FIELDS, FOLDERS, LAST_RELEASE, Generator, pressed_again
from waugzee_demo.resources import artist_resource, master_resource, release_resource
from waugzee_demo.rows import Row, release_row

OTHERS = {"mara": 48, "theo": 5}
"""How many copies those have who are not the demo."""


class Shelf(Protocol):
    """A user's collection as the endpoints read it."""

    @property
    def user(self) -> str: ...
    @property
    def folders(self) -> dict[int, str]: ...
    def __len__(self) -> int: ...
    def folder_list(self, view: View) -> list[dict[str, object]]: ...
    def folder(self, folder_id: int, view: View) -> dict[str, object]: ...
    def page(self, folder_id: int, query: PageQuery, view: View) -> object: ...
    def of_release(self, release_id: int, query: PageQuery, view: View) -> object: ...


class World(Protocol):
    """`shelf`, `release`, `master`, `artist` and `sleeve` give None for what is not there; `rows` are what
    a search looks through."""

    fields: list[dict[str, object]]

    def shelf(self, user: str) -> Shelf | None: ...
    def release(self, release_id: int, view: View) -> object | None: ...
    def master(self, master_id: int, view: View) -> object | None: ...
    def artist(self, artist_id: int, view: View) -> object | None: ...
    def rows(self, view: View) -> list[Row]: ...
    def sleeve(self, release_id: int) -> str | None:
        """The picture as SVG."""


class DemoWorld:
    """`demo` with `items` copies of made-up records, and two others with a few."""

    fields = FIELDS

    def __init__(self, items: int = 320, seed: int = 1) -> None:
        self._made = Generator(items, seed)
        self._shelf = Collection(credentials.USER, self._made.copies, dict(FOLDERS), edits=self._made)
        self._others: dict[str, tuple[Generator, Collection]] = {}
        # Pressings that nobody here has: of every third record that has a master, one more.
        masters = [release for release in self._made.releases if release.master_id and release.year]
        self._elsewhere = {
            release.id: release
            for release in (pressed_again(one, LAST_RELEASE + n) for n, one in enumerate(masters[::3], 1))
        }
        self._made.elsewhere = self._release

    def shelf(self, user: str) -> Collection | None:
        name = user.lower()
        if name == credentials.USER:
            return self._shelf
        return self._other(name)[1] if name in credentials.USERS else None

    def _other(self, name: str) -> tuple[Generator, Collection]:
        if name not in self._others:
            made = Generator(OTHERS[name], seed=credentials.USERS[name])
            self._others[name] = made, Collection(name, made.copies, dict(FOLDERS), edits=made)
        return self._others[name]

    def release(self, release_id: int, view: View) -> object | None:
        release = self._release(release_id)
        return release_resource(release, view) if release else None

    def basics(self, release_id: int, view: View) -> dict[str, object] | None:
        release = self._release(release_id)
        return basic_information(release, view) if release else None

    def wanted(self, user: str) -> list[int]:
        """What a user looks for when the simulation begins: things Mara has, and one of their own."""
        mara, own = self._other("mara")[0].releases, self._made.releases
        return [release.id for release in [*mara[:11], *own[3:4]]] if user == credentials.USER else []

    def master(self, master_id: int, view: View) -> object | None:
        releases = self._masters.get(master_id)
        return master_resource(releases, view) if releases else None

    def artist(self, artist_id: int, view: View) -> object | None:
        artist = self._artists.get(artist_id)
        return artist_resource(artist, view) if artist else None

    def rows(self, view: View) -> list[Row]:
        mara = self._other("mara")[0].releases
        known = {one.id: one for one in (*mara, *self._elsewhere.values(), *self._made.releases)}
        return [release_row(release, view) for release in known.values()]

    def sleeve(self, release_id: int) -> str | None:
        release = self._release(release_id)
        return drawn(release) if release and release.cover else None

    def _release(self, release_id: int) -> Release | None:
        return (
            self._own_release(release_id)
            or self._elsewhere.get(release_id)
            or next(
                (
                    release
                    for made, _ in self._others.values()
                    for release in made.releases
                    if release.id == release_id
                ),
                None,
            )
        )

    def _own_release(self, release_id: int) -> Release | None:
        if release_id not in self._releases and len(self._releases) < len(self._made.releases):
            self.__dict__.pop("_releases", None)
            self.__dict__.pop("_masters", None)
            self.__dict__.pop("_artists", None)
        return self._releases.get(release_id)

    @cached_property
    def _releases(self) -> dict[int, Release]:
        return {release.id: release for release in self._made.releases}

    @cached_property
    def _masters(self) -> dict[int, list[Release]]:
        masters = defaultdict(list)
        for release in self._made.releases:
            if release.master_id:
                masters[release.master_id].append(release)
        return masters

    @cached_property
    def _artists(self) -> dict[int, Artist]:
        return {artist.id: artist for release in self._made.releases for artist in release.artists}


@lru_cache(maxsize=2_000)
def drawn(release: Release) -> str:
    return cover(release)
