"""Whether the whole collection was seen, judged from the receipts of its pages.

The rules, in order; the first that fails says which pages to read again:
1. every page up to the newest count of pages was read;
2. a page that disagrees with the newest count of items is read again, except that additions touch
   only the end: a page that was full and not the last one stays good while the collection grows;
3. the distinct items seen, those set aside included, equal the newest count;
4. where copies would be marked as removed, every page was read twice and said the same, and each second
   reading was asked for after each first one was stored: all first readings then came before all second
   ones, and what did not change from one to the other was true in between.
An item without a readable id can never be counted, so it keeps the run incomplete.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

Shortfall = Literal["missing_pages", "item_without_id", "kept_changing", "count_mismatch", "unconfirmed"]


class Receipt(msgspec.Struct, frozen=True):
    """What is stored of one page: its newest reading, and since when it says exactly the same.

    `first_read` is the highest read number that the run had given out when the first reading that said
    the same was stored: not that reading's own number, which may have been given long before it was used.
    """

    page: int
    read: int
    first_read: int
    items: int
    pages: int
    instance_ids: Sequence[int] = ()
    unidentified: int = 0


class Verdict(msgspec.Struct, frozen=True):
    """`shortfall` is None when the whole collection was seen; else `reread` may mend it."""

    shortfall: Shortfall | None
    reread: tuple[int, ...] = ()
    seen: int = 0
    total: int | None = None
    pages: int | None = None


def verdict(receipts: Sequence[Receipt], *, removes: bool) -> Verdict:
    """Judge the newest receipts of a run; `removes` says that copies would be marked as removed."""
    if not receipts:
        return Verdict("missing_pages", (1,))
    newest = max(receipts, key=lambda receipt: receipt.read)
    valid = [receipt for receipt in receipts if receipt.page <= max(newest.pages, 1)]
    everything = tuple(sorted(receipt.page for receipt in valid))
    distinct = {instance_id for receipt in valid for instance_id in receipt.instance_ids}
    shortfall, reread = _shortfall(valid, newest, len(distinct), everything, removes)
    return Verdict(shortfall, reread, len(distinct), newest.items, newest.pages)


def _shortfall(
    valid: Sequence[Receipt], newest: Receipt, seen: int, everything: tuple[int, ...], removes: bool
) -> tuple[Shortfall | None, tuple[int, ...]]:
    missing = missing_pages(everything, newest.pages)
    if missing:
        return "missing_pages", missing
    stale = tuple(sorted(receipt.page for receipt in valid if _is_stale(receipt, newest.items)))
    if stale:
        return "kept_changing", stale
    if any(receipt.unidentified for receipt in valid):
        return "item_without_id", ()
    if seen != newest.items:
        return "count_mismatch", everything
    if removes and max(r.first_read for r in valid) >= min(r.read for r in valid):
        return "unconfirmed", everything
    return None, ()


def missing_pages(read: Sequence[int], pages: int) -> tuple[int, ...]:
    """The pages up to `pages` that are not in `read`; an empty collection still has page 1."""
    return tuple(sorted(set(range(1, max(pages, 1) + 1)) - set(read)))


def _is_stale(receipt: Receipt, total: int) -> bool:
    grew = receipt.items < total and receipt.page < receipt.pages
    return receipt.items != total and not grew
