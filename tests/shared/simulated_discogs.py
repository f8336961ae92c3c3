"""A Discogs of a few lines: one collection, its pages, its limit, and whatever goes wrong."""

from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit

import msgspec

from waugzee_sync.messages import LISTS

ORIGIN = "https://api.discogs.com"
WINDOW = 60.0

Answer = tuple[int, bytes]
Rule = Callable[[int, int], Answer | None]
"""Given the page and how often it was asked for before: an answer, or None for the ordinary one."""

LOST: Answer = (0, b"")
"""No answer: the network, or a 429 that a browser may not read."""
NOT_FOUND: Answer = (404, b'{"message": "The requested resource was not found."}')
FOLDERS: Answer = (
    200,
    b'{"folders": [{"id": 0, "name": "All", "count": 9, "resource_url": "x"}, {"id": 1, "name": "Jazz"}]}',
)
FIELDS: Answer = (
    200,
    b'{"fields": [{"id": 1, "name": "Media", "type": "dropdown", "position": 1, "public": true,'
    b' "options": ["Mint (M)", "Good (G)"]}, {"id": 3, "name": "Notes", "type": "textarea", "lines": 3}]}',
)
HTML: Answer = (200, b"<!DOCTYPE html><title>Just a moment...</title>")


def asked_for(url: str) -> int:
    """The number of the page, or of the list."""
    page = parse_qs(urlsplit(url).query).get("page")
    if page:
        return int(page[0])
    return next(number for number, name in LISTS.items() if urlsplit(url).path.endswith(name))


def item(instance_id: int) -> msgspec.Raw:
    """An item as Discogs shows it."""
    release = {"id": instance_id + 1000, "title": f"Record {instance_id}", "year": 1999}
    return msgspec.Raw(
        msgspec.json.encode(
            {
                "id": instance_id + 1000,
                "instance_id": instance_id,
                "date_added": "2026-08-23T10:02:33-07:00",
                "rating": 0,
                "basic_information": release,
            }
        )
    )


class Discogs:
    """A collection, oldest first, and every request that reached it."""

    def __init__(self, count: int = 0, *, per_page: int = 100, limit: int = 60) -> None:
        self.items: dict[int, msgspec.Raw] = {}
        self.per_page = per_page
        self.limit = limit
        self.reached: list[float] = []
        self.pages_asked: list[int] = []
        self.refused = 0
        self.rule: Rule = lambda page, before: None
        self.lists: dict[int, Answer] = {0: FOLDERS, -1: FIELDS}
        self.add(range(1, count + 1))

    def add(self, instance_ids: Iterable[int]) -> None:
        self.items.update((instance_id, item(instance_id)) for instance_id in instance_ids)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.items) // self.per_page))

    def answer(self, url: str, now: float) -> Answer:
        """Answer a request that arrives `now`."""
        within = sum(now - earlier < WINDOW for earlier in self.reached)
        self.reached.append(now)
        page = asked_for(url)
        before = self.pages_asked.count(page)
        self.pages_asked.append(page)
        if within >= self.limit:
            self.refused += 1
            return LOST
        newest_first = "sort_order=desc" in url
        return self.rule(page, before) or (self.page(page, newest_first) if page > 0 else self.lists[page])

    def page(self, page: int, newest_first: bool = False) -> Answer:
        if page > self.pages:
            return NOT_FOUND
        order = list(self.items.values())
        shown = (order[::-1] if newest_first else order)[(page - 1) * self.per_page : page * self.per_page]
        pagination = {
            "page": page,
            "pages": self.pages,
            "per_page": self.per_page,
            "items": len(self.items),
            "urls": {"last": f"{ORIGIN}/users/alice/collection/folders/0/releases?token=secret"},
        }
        return 200, msgspec.json.encode({"pagination": pagination, "releases": shown})
