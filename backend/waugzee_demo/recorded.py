"""Recorded answers of the real Discogs, unchanged: in a fresh envelope, or page by page."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from waugzee_demo import credentials, errors
from waugzee_demo.collection import ALL, UNCATEGORIZED, Collection, PageQuery, SortKey, View, paged
from waugzee_demo.generator import FIELDS
from waugzee_demo.literals import array_literals
from waugzee_demo.rows import Row, recorded_row

USER = "recorded"
_USER_IN_URL = re.compile(rb"/users/([^/\"]+)/collection/")
_RESOURCE = re.compile(r"/(releases|masters|artists)/(\d+)$")


class RecordedItem:
    """`raw` is the item's own bytes; the rest is read leniently and only for finding and sorting it."""

    def __init__(self, raw: msgspec.Raw) -> None:
        self.raw = raw
        self._read: dict[str, Any] = msgspec.json.decode(raw)
        self.instance_id: int = self._read["instance_id"]
        self.release_id: int = self._read["id"]
        self.folder_id: int | None = self._read.get("folder_id")

    def sort_value(self, key: SortKey) -> str | int:
        basics = self._read["basic_information"]
        match key:
            case "added":
                return _moment(self._read.get("date_added", ""))
            case "rating":
                return int(self._read.get("rating", 0))
            case "year":
                return int(basics.get("year", 0))
            case "title":
                return str(basics.get("title", "")).casefold()
            case "catno":
                return _first(basics, "labels", "catno")
            case _:
                return _first(basics, f"{key}s", "name")

    def shown(self, view: View) -> msgspec.Raw:
        return self.raw


class Envelope(msgspec.Struct):
    pagination: dict[str, Any]
    releases: list[msgspec.Raw]


class RecordedPage(msgspec.Struct):
    """One recorded collection page; `body` is all of it, as recorded. `user` as its own addresses say."""

    file: str
    user: str
    body: bytes
    envelope: Envelope
    items: list[RecordedItem]


class RecordedResources:
    """Recorded releases, masters and artists, each under its own id."""

    fields = FIELDS

    def __init__(self, folder: Path) -> None:
        self._bodies: dict[tuple[str, int], msgspec.Raw] = {}
        for path in sorted(folder.iterdir()):
            body = _body(path)
            known = _resource(body)
            if known:
                self._bodies.setdefault(known, msgspec.Raw(body))

    def release(self, release_id: int, view: View) -> object | None:
        return self._bodies.get(("releases", release_id))

    def master(self, master_id: int, view: View) -> object | None:
        return self._bodies.get(("masters", master_id))

    def artist(self, artist_id: int, view: View) -> object | None:
        return self._bodies.get(("artists", artist_id))

    def rows(self, view: View) -> list[Row]:
        bodies = [body for (kind, _), body in self._bodies.items() if kind == "releases"]
        return [recorded_row(msgspec.json.decode(body), view) for body in bodies]

    def sleeve(self, release_id: int) -> str | None:
        return None


class RecordedWorld(RecordedResources):
    """Every recorded item once, under `recorded` and `demo`; `found` tells of which files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        items: dict[int, RecordedItem] = {}
        self.found: list[str] = []
        for name, read in recorded_items(folder):
            new = [item for item in read if item.instance_id not in items]
            items |= {item.instance_id: item for item in new}
            self.found.append(f"{len(read)} items in {name}, {len(new)} of them new")
        folders = {ALL: "All", UNCATEGORIZED: "Uncategorized"}
        for item in items.values():
            if item.folder_id is not None:
                folders.setdefault(item.folder_id, f"Folder {item.folder_id}")
        self._shelves = {
            user: Collection(user, items.values(), dict(folders)) for user in (USER, credentials.USER)
        }

    def shelf(self, user: str) -> Collection | None:
        return self._shelves.get(user.lower())


class RawShelf:
    """The recorded pages of one user. A page that was not recorded is not there."""

    def __init__(self, user: str, pages: list[RecordedPage]) -> None:
        self.user = user
        self.folders = {ALL: "All"}
        self.items = [item for page in pages for item in page.items]
        self._pages: dict[int, RecordedPage] = {}
        for page in pages:
            self._pages.setdefault(page.envelope.pagination["page"], page)
        self._pagination = pages[0].envelope.pagination

    def __len__(self) -> int:
        """As Discogs counted them, whether recorded or not."""
        return int(self._pagination["items"])

    def folder_list(self, view: View) -> list[dict[str, object]]:
        return [self.folder(ALL, view)]

    def folder(self, folder_id: int, view: View) -> dict[str, object]:
        address = f"{view.origin}/users/{self.user}/collection/folders/{folder_id}"
        return {"id": folder_id, "name": "All", "count": len(self), "resource_url": address}

    def page(self, folder_id: int, query: PageQuery, view: View) -> object:
        page = self._pages.get(query.page)
        if page is None:
            raise errors.no_page(query.page, int(self._pagination["pages"]))
        return msgspec.Raw(page.body)

    def of_release(self, release_id: int, query: PageQuery, view: View) -> object:
        mine = [item for item in self.items if item.release_id == release_id]
        return paged(mine, f"/users/{self.user}/collection/releases/{release_id}", query, view)


class RawWorld(RecordedResources):
    """Recorded pages under their own user's name; the fullest is also `recorded` and `demo`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        pages: dict[str, list[RecordedPage]] = {}
        for page in recorded_pages(folder):
            pages.setdefault(page.user, []).append(page)
        if not pages:
            raise FileNotFoundError(f"no collection page in {folder}")
        self._shelves = {user.lower(): RawShelf(user, own) for user, own in pages.items()}
        fullest = max(self._shelves.values(), key=lambda shelf: len(shelf.items))
        self._shelves |= {USER: fullest, credentials.USER: fullest}
        self.found = [
            f"page {page.envelope.pagination['page']} of {page.user}: {len(page.items)} items in {page.file}"
            for own in pages.values()
            for page in own
        ]

    def shelf(self, user: str) -> RawShelf | None:
        return self._shelves.get(user.lower())


def recorded_items(folder: Path) -> Iterator[tuple[str, list[RecordedItem]]]:
    """The collection items of each file that has any, in order of the files' names."""
    pages = {page.file: page.items for page in recorded_pages(folder)}
    for path in sorted(folder.iterdir()):
        if path.name in pages:
            yield path.name, pages[path.name]
        elif path.suffix == ".ts":
            for array in array_literals(path.read_text(encoding="utf-8")):
                if items := _items(msgspec.json.decode(array, type=list[msgspec.Raw])):
                    yield path.name, items


def recorded_pages(folder: Path) -> Iterator[RecordedPage]:
    for path in sorted(folder.iterdir()):
        body = _body(path)
        try:
            envelope = msgspec.json.decode(body, type=Envelope)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        items = _items(envelope.releases)
        if items and "page" in envelope.pagination:
            named = _USER_IN_URL.search(body)
            user = named[1].decode() if named else path.name.partition("__")[0]
            yield RecordedPage(path.name, user, body, envelope, items)


def _items(found: list[msgspec.Raw]) -> list[RecordedItem]:
    """Nothing unless all of them are collection items: other lists of releases have no instances."""
    try:
        return [RecordedItem(raw) for raw in found if msgspec.json.decode(raw)["basic_information"]]
    except (KeyError, TypeError):
        return []


def _body(path: Path) -> bytes:
    """What was answered: the file, or what follows the headers or the preamble it was saved with."""
    if path.suffix == ".json":
        return path.read_bytes()
    if path.suffix == ".http":
        return re.split(rb"\r?\n\r?\n", path.read_bytes(), maxsplit=1)[-1]
    if path.suffix == ".txt":
        return b"{" + path.read_bytes().partition(b"{")[2]
    return b""


def _resource(body: bytes) -> tuple[str, int] | None:
    """Its kind and id, where the body is a whole release, master or artist."""
    try:
        read = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not isinstance(read, dict) or not ("tracklist" in read or "releases_url" in read):
        return None
    known = _RESOURCE.search(str(read.get("resource_url", "")))
    return (known[1], int(known[2])) if known else None


def _moment(written: str) -> int:
    try:
        return int(datetime.fromisoformat(written).timestamp())
    except ValueError:
        return 0


def _first(basics: dict[str, Any], part: str, name: str) -> str:
    parts = basics.get(part) or [{}]
    return str(parts[0].get(name, "")).casefold()
