"""A user's collection: its folders, its order under every sort key, its pages, its edits."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Protocol, get_args
from urllib.parse import urlencode

import msgspec

from waugzee_demo import errors

SortKey = Literal["label", "artist", "title", "catno", "format", "rating", "added", "year"]
SORT_KEYS: tuple[SortKey, ...] = get_args(SortKey)
DEFAULT_SORT: SortKey = "label"
ALL, UNCATEGORIZED = 0, 1


class View(msgspec.Struct, frozen=True):
    """How a caller sees things: `origin` is the simulator's own, as the request named it."""

    origin: str
    owner: bool
    images: bool


class PageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`page` is at least 1 and `per_page` 1 to 100; `echoed` are the other parameters, in their order."""

    page: int = 1
    per_page: int = 50
    sort: SortKey = DEFAULT_SORT
    descending: bool = False
    echoed: tuple[tuple[str, str], ...] = ()


class Shown(Protocol):
    """Anything that pages are made of."""

    def shown(self, view: View) -> object:
        """As the API shows it, ready to be encoded."""


class Item(Shown, Protocol):
    """One copy in a collection."""

    @property
    def instance_id(self) -> int: ...
    @property
    def release_id(self) -> int: ...
    @property
    def folder_id(self) -> int | None: ...
    def sort_value(self, key: SortKey) -> str | int: ...


class Edits(Protocol):
    """What the owner can do to items of one kind of collection."""

    def add(self, number: int) -> Sequence[Item]: ...
    def move(self, item: Item, folder_id: int) -> None: ...
    def rate(self, item: Item, rating: int) -> None: ...
    def fill(self, item: Item, field_id: int, value: str) -> None: ...
    def own(self, release_id: int, folder_id: int) -> Item | None: ...


class Collection:
    """Items in order of the date they were added, and sorted orders made when first asked for."""

    def __init__(
        self, user: str, items: Iterable[Item], folders: dict[int, str], edits: Edits | None = None
    ) -> None:
        self.user = user
        self.folders = folders
        self._items = {item.instance_id: item for item in items}
        self._edits = edits
        self._orders: dict[tuple[int, SortKey], list[Item]] = {}
        self.order(ALL, "added")

    def __len__(self) -> int:
        return len(self._items)

    def order(self, folder_id: int, key: SortKey) -> list[Item]:
        """A folder's items ascending by `key`; ties by instance, so that an order is always the same."""
        known = self._orders.get((folder_id, key))
        if known is None:
            known = sorted(self._in(folder_id), key=lambda item: (item.sort_value(key), item.instance_id))
            self._orders[folder_id, key] = known
        return known

    def count(self, folder_id: int) -> int:
        return len(self) if folder_id == ALL else len(self.order(folder_id, "added"))

    def page(self, folder_id: int, query: PageQuery, view: View) -> object:
        order = self.order(folder_id, query.sort)
        path = f"/users/{self.user}/collection/folders/{folder_id}/releases"
        return paged(order, path, query, view)

    def of_release(self, release_id: int, query: PageQuery, view: View) -> object:
        mine = [item for item in self.order(ALL, query.sort) if item.release_id == release_id]
        return paged(mine, f"/users/{self.user}/collection/releases/{release_id}", query, view)

    def folder_list(self, view: View) -> list[dict[str, object]]:
        """ "All" first, then the others by name; a stranger is shown "All" only."""
        others = sorted((name.casefold(), id) for id, name in self.folders.items() if id != ALL)
        shown = [ALL, *(id for _, id in others)] if view.owner else [ALL]
        return [self.folder(id, view) for id in shown]

    def folder(self, folder_id: int, view: View) -> dict[str, object]:
        return {
            "id": folder_id,
            "name": self.folders[folder_id],
            "count": self.count(folder_id),
            "resource_url": f"{view.origin}/users/{self.user}/collection/folders/{folder_id}",
        }

    def remove(self, instance_ids: Iterable[int]) -> list[int]:
        """The ids that were there."""
        removed = [id for id in instance_ids if self._items.pop(id, None) is not None]
        self._orders.clear()
        return removed

    def add(self, number: int) -> list[int]:
        """The instance ids of new items, the newest of the collection."""
        added = self._editable().add(number)
        self._items.update((item.instance_id, item) for item in added)
        self._orders.clear()
        return [item.instance_id for item in added]

    def move(self, instance_id: int, folder_id: int) -> None:
        if folder_id not in self.folders or folder_id == ALL:
            raise errors.refused(422, "Invalid folder_id: folder does not exist.")
        self._editable().move(self.item(instance_id), folder_id)
        self._orders.clear()

    def rate(self, instance_id: int, rating: int) -> None:
        """A rating is the release's: every copy of it shows it."""
        self._editable().rate(self.item(instance_id), rating)
        self._orders.clear()

    def fill(self, instance_id: int, field_id: int, value: str) -> None:
        self._editable().fill(self.item(instance_id), field_id, value)

    def add_release(self, release_id: int, folder_id: int) -> Item:
        """One more copy of a release that is known."""
        item = self._editable().own(release_id, folder_id)
        if item is None:
            raise errors.no_release()
        self._items[item.instance_id] = item
        self._orders.clear()
        return item

    def make_folder(self, name: str) -> int:
        folder_id = max(*self.folders, 100) + 1
        self.folders[folder_id] = name
        return folder_id

    def rename_folder(self, folder_id: int, name: str) -> None:
        if folder_id in (ALL, UNCATEGORIZED) or folder_id not in self.folders:
            raise errors.no_folder()
        self.folders[folder_id] = name

    def drop_folder(self, folder_id: int) -> None:
        """Its items fall back to "Uncategorized"; the first two folders are fixed."""
        if folder_id in (ALL, UNCATEGORIZED) or folder_id not in self.folders:
            raise errors.no_folder()
        for item in list(self._in(folder_id)):
            self.move(item.instance_id, UNCATEGORIZED)
        del self.folders[folder_id]

    def _in(self, folder_id: int) -> Iterable[Item]:
        if folder_id == ALL:
            return self._items.values()
        return (item for item in self._items.values() if item.folder_id == folder_id)

    def item(self, instance_id: int) -> Item:
        if instance_id not in self._items:
            raise errors.no_item()
        return self._items[instance_id]

    def _editable(self) -> Edits:
        if self._edits is None:
            raise errors.refused(400, "This collection is a recording: items can be removed, no more.")
        return self._edits


def paged(order: Sequence[Shown], path: str, query: PageQuery, view: View) -> dict[str, object]:
    """One page in its envelope. Nothing at all is one empty page; past the last is 404."""
    pages = max(1, -(-len(order) // query.per_page))
    if query.page > pages:
        raise errors.no_page(query.page, pages)
    start = (query.page - 1) * query.per_page
    if query.descending:
        until = len(order) - start
        items = order[max(0, until - query.per_page) : until][::-1]
    else:
        items = order[start : start + query.per_page]

    def address(page: int) -> str:
        asked = [("page", str(page)), ("per_page", str(query.per_page)), *query.echoed]
        return f"{view.origin}{path}?{urlencode(asked)}"

    return {
        "pagination": {
            "page": query.page,
            "pages": pages,
            "per_page": query.per_page,
            "items": len(order),
            "urls": urls_of(query.page, pages, address),
        },
        "releases": [item.shown(view) for item in items],
    }


def urls_of(page: int, pages: int, address: Callable[[int], str]) -> dict[str, str]:
    urls: dict[str, str] = {}
    if page > 1:
        urls |= {"first": address(1), "prev": address(page - 1)}
    if page < pages:
        urls |= {"last": address(pages), "next": address(page + 1)}
    return urls
