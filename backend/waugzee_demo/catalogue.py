"""Releases and copies of the generated collection, and how the API shows a copy."""

from datetime import datetime, timedelta, timezone

import msgspec

from waugzee_demo.collection import SortKey, View
from waugzee_demo.scenes.scene import Scene

SPACER = "https://st.discogs.com/0e1b5d2a6c7f48931d0f2b8a4c6e59d7f3a1b2c4/images/spacer.gif"
VARIOUS = 194


class Artist(msgspec.Struct, frozen=True):
    id: int
    name: str


class Label(msgspec.Struct, frozen=True):
    id: int
    name: str


class Format(msgspec.Struct, frozen=True):
    name: str
    qty: str
    text: str = ""
    descriptions: tuple[str, ...] = ()

    def shown(self) -> dict[str, object]:
        """What is not there is left out, as Discogs does."""
        shown: dict[str, object] = {"name": self.name, "qty": self.qty}
        if self.text:
            shown["text"] = self.text
        if self.descriptions:
            shown["descriptions"] = self.descriptions
        return shown


class Release(msgspec.Struct, frozen=True, eq=False):
    """`year` is 0 where nobody knows it; `cover` is the sleeve's design, empty without a picture."""

    id: int
    master_id: int
    artists: tuple[Artist, ...]
    join: str
    title: str
    year: int
    labels: tuple[tuple[Label, str], ...]
    shape: str
    formats: tuple[Format, ...]
    styles: tuple[str, ...]
    country: str
    scene: Scene
    cover: str

    @property
    def credit(self) -> str:
        """The artists as printed on a sleeve, without Discogs' numbers."""
        names = [
            artist.name.removesuffix(")").rstrip("0123456789").removesuffix(" (") for artist in self.artists
        ]
        joined = f" {self.join} ".replace(" ,", ",").join(names)
        return joined if self.artists else ""

    def picture(self, origin: str, size: int) -> str:
        if not self.cover:
            return SPACER if self.id % 3 == 0 else ""
        return f"{origin}/images/rs:fit/h:{size}/w:{size}/R-{self.id}.svg"


def artist_credits(release: Release, origin: str) -> list[dict[str, object]]:
    last = len(release.artists) - 1
    return [
        {
            "name": artist.name,
            "anv": "",
            "join": release.join if n < last else "",
            "role": "",
            "tracks": "",
            "id": artist.id,
            "resource_url": f"{origin}/artists/{artist.id}",
        }
        for n, artist in enumerate(release.artists)
    ]


def label_credits(release: Release, origin: str) -> list[dict[str, object]]:
    return [
        {
            "name": label.name,
            "catno": catno,
            "entity_type": "1",
            "entity_type_name": "Label",
            "id": label.id,
            "resource_url": f"{origin}/labels/{label.id}",
        }
        for label, catno in release.labels
    ]


class Copy(msgspec.Struct, eq=False):
    """`added` is in Unix seconds; `notes` are pairs of field id and value."""

    instance_id: int
    release: Release
    added: int
    rating: int
    folder_id: int
    notes: tuple[tuple[int, str], ...]

    @property
    def release_id(self) -> int:
        return self.release.id

    def sort_value(self, key: SortKey) -> str | int:
        release = self.release
        match key:
            case "added":
                return self.added
            case "rating":
                return self.rating
            case "year":
                return release.year
            case "title":
                return release.title.casefold()
            case "artist":
                return release.artists[0].name.casefold()
            case "label":
                return release.labels[0][0].name.casefold()
            case "catno":
                return release.labels[0][1].casefold()
            case "format":
                return release.shape

    def shown(self, view: View) -> dict[str, object]:
        """A stranger sees neither folder nor notes, and nobody without credentials sees pictures."""
        shown: dict[str, object] = {
            "id": self.release.id,
            "instance_id": self.instance_id,
            "date_added": pacific(self.added),
            "rating": self.rating,
            "basic_information": basic_information(self.release, view),
        }
        if view.owner:
            shown["folder_id"] = self.folder_id
            if self.notes:
                shown["notes"] = [{"field_id": field, "value": value} for field, value in self.notes]
        return shown


def basic_information(release: Release, view: View) -> dict[str, object]:
    master = release.master_id
    return {
        "id": release.id,
        "master_id": master,
        "master_url": f"{view.origin}/masters/{master}" if master else None,
        "resource_url": f"{view.origin}/releases/{release.id}",
        "thumb": release.picture(view.origin, 150) if view.images else "",
        "cover_image": release.picture(view.origin, 600) if view.images else "",
        "title": release.title,
        "year": release.year,
        "formats": [part.shown() for part in release.formats],
        "labels": label_credits(release, view.origin),
        "artists": artist_credits(release, view.origin),
        "genres": release.scene.genres,
        "styles": release.styles,
    }


def pacific(seconds: int) -> str:
    """A moment as Discogs writes it, in the US Pacific offset of that day."""
    moment = datetime.fromtimestamp(seconds, timezone(timedelta(hours=-8)))
    if _summer(moment):
        moment = moment.astimezone(timezone(timedelta(hours=-7)))
    return moment.isoformat()


def _summer(standard: datetime) -> bool:
    """From 2 a.m. on March's second Sunday to 2 a.m. summer time on November's first."""
    march = datetime(standard.year, 3, 8, 2, tzinfo=standard.tzinfo)
    november = datetime(standard.year, 11, 1, 1, tzinfo=standard.tzinfo)
    return _sunday_from(march) <= standard < _sunday_from(november)


def _sunday_from(day: datetime) -> datetime:
    return day + timedelta(days=(6 - day.weekday()) % 7)
