"""A user's wantlist: releases they look for, in the order they were added."""

from collections.abc import Callable, Iterable

from waugzee_demo.catalogue import pacific
from waugzee_demo.collection import PageQuery, View, paged

FIRST = 1_780_000_000
Basics = Callable[[int, View], dict[str, object] | None]


class Want:
    """A wanted release; `basics` shows it as a collection would."""

    def __init__(self, release_id: int, added: int, basics: Basics) -> None:
        self.release_id = release_id
        self.added = added
        self.rating = 0
        self.notes = ""
        self._basics = basics

    def shown(self, view: View) -> dict[str, object]:
        shown: dict[str, object] = {
            "id": self.release_id,
            "resource_url": f"{view.origin}/releases/{self.release_id}",
            "date_added": pacific(self.added),
            "rating": self.rating,
            "basic_information": self._basics(self.release_id, view),
        }
        if view.owner:
            shown["notes"] = self.notes
        return shown


class Wantlist:
    def __init__(self, user: str, release_ids: Iterable[int], basics: Basics) -> None:
        self.user = user
        self._basics = basics
        self._wants: dict[int, Want] = {}
        for release_id in release_ids:
            self.want(release_id)

    def __len__(self) -> int:
        return len(self._wants)

    def want(self, release_id: int) -> Want:
        """Wanted already, it stays as it is."""
        added = FIRST + 60 * len(self._wants)
        return self._wants.setdefault(release_id, Want(release_id, added, self._basics))

    def known(self, release_id: int) -> Want | None:
        return self._wants.get(release_id)

    def drop(self, release_id: int) -> None:
        self._wants.pop(release_id, None)

    def page(self, query: PageQuery, view: View) -> dict[str, object]:
        shown = paged(list(self._wants.values()), f"/users/{self.user}/wants", query, view)
        return {"pagination": shown["pagination"], "wants": shown["releases"]}
