"""A run is whole only when everything was seen; and what was there all the time is never called removed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.simulated_api import Receipts
from waugzee_sync.sync.plan import Receipt, Verdict, missing_pages, verdict


def receipt(page: int, ids: str, items: int, pages: int, read: int = 0, first: int = 0) -> Receipt:
    """A receipt whose items are letters; a question mark is one without a readable id."""
    letters = [ord(letter) for letter in ids if letter != "?"]
    return Receipt(page, read or page, first or read or page, items, pages, letters, ids.count("?"))


ONE = receipt(1, "ab", 2, 1)
THREE = [receipt(1, "ab", 5, 3), receipt(2, "cd", 5, 3), receipt(3, "e", 5, 3)]
RULES = [
    # 1. every page was read
    ([], Verdict("missing_pages", (1,))),
    ([ONE], Verdict(None, (), 2, 2, 1)),
    ([receipt(1, "", 0, 1)], Verdict(None, (), 0, 0, 1)),
    ([receipt(1, "", 0, 0)], Verdict(None, (), 0, 0, 0)),
    (THREE, Verdict(None, (), 5, 5, 3)),
    (THREE[1:], Verdict("missing_pages", (1,), 3, 5, 3)),
    (THREE[:1], Verdict("missing_pages", (2, 3), 2, 5, 3)),
    # Pages beyond the newest count do not count, nor do their items.
    ([receipt(1, "ab", 2, 1, read=9), *THREE[1:]], Verdict(None, (), 2, 2, 1)),
    # 2. no page disagrees with the newest count of items, unless only the end has grown
    ([receipt(1, "ab", 3, 2), receipt(2, "cd", 4, 2)], Verdict(None, (), 4, 4, 2)),
    ([receipt(1, "ab", 2, 1), receipt(2, "cd", 4, 2)], Verdict("kept_changing", (1,), 4, 4, 2)),
    ([receipt(1, "ab", 5, 3), receipt(2, "cd", 4, 2)], Verdict("kept_changing", (1,), 4, 4, 2)),
    ([receipt(1, "ab", 4, 2, read=5), receipt(2, "c", 3, 2)], Verdict("kept_changing", (2,), 3, 4, 2)),
    # 3. as many distinct items as Discogs counts, and none without an id
    ([receipt(1, "ab", 4, 2), receipt(2, "bc", 4, 2)], Verdict("count_mismatch", (1, 2), 3, 4, 2)),
    ([receipt(1, "abb", 2, 1)], Verdict(None, (), 2, 2, 1)),
    ([receipt(1, "abc", 2, 1)], Verdict("count_mismatch", (1,), 3, 2, 1)),
    ([receipt(1, "a", 2, 1)], Verdict("count_mismatch", (1,), 1, 2, 1)),
    ([receipt(1, "a?", 2, 1)], Verdict("item_without_id", (), 1, 2, 1)),
    ([receipt(1, "ab?", 2, 1)], Verdict("item_without_id", (), 2, 2, 1)),
]


@pytest.mark.parametrize(("receipts", "expected"), RULES)
def test_each_rule_in_its_order(receipts: list[Receipt], expected: Verdict) -> None:
    assert verdict(receipts, removes=False) == expected
    assert verdict(receipts[::-1], removes=False) == expected


@pytest.mark.parametrize(("receipts", "expected"), RULES)
def test_what_is_not_whole_removes_nothing(receipts: list[Receipt], expected: Verdict) -> None:
    """4. with removals on top, even a whole reading is not enough."""
    found = verdict(receipts, removes=True)
    assert found.shortfall == expected.shortfall or (expected.shortfall, found.shortfall) == (
        None,
        "unconfirmed",
    )


@pytest.mark.parametrize(
    ("receipts", "shortfall"),
    [
        ([receipt(1, "ab", 2, 1, read=1, first=1)], "unconfirmed"),
        ([receipt(1, "ab", 2, 1, read=2, first=1)], None),
        ([receipt(1, "ab", 3, 2, 3, 1), receipt(2, "c", 3, 2, 4, 2)], None),
        ([receipt(1, "ab", 3, 2, 3, 1), receipt(2, "c", 3, 2, 4, 4)], "unconfirmed"),
        ([receipt(1, "ab", 3, 2, 3, 1), receipt(2, "c", 3, 2, 4, 3)], "unconfirmed"),
        ([receipt(1, "ab", 3, 2, 2, 1), receipt(2, "c", 3, 2, 4, 3)], "unconfirmed"),
    ],
)
def test_removals_want_a_second_reading_of_every_page_after_every_first(
    receipts: list[Receipt], shortfall: str | None
) -> None:
    found = verdict(receipts, removes=True)
    assert found.shortfall == shortfall
    assert found.reread == (() if shortfall is None else tuple(one.page for one in receipts))


@pytest.mark.parametrize(
    ("read", "pages", "missing"),
    [([], 0, (1,)), ([], 1, (1,)), ([1], 0, ()), ([1], 3, (2, 3)), ([3, 1, 2, 4], 3, ()), ([], 3, (1, 2, 3))],
)
def test_missing_pages(read: list[int], pages: int, missing: tuple[int, ...]) -> None:
    assert missing_pages(read, pages) == missing


def test_a_straggler_of_another_browser_does_not_confirm_what_changed() -> None:
    """Two browsers read the same run. Record 3 moves from page 2 to page 1 behind the back of both."""
    run = Receipts()
    first = [run.give_out(), run.give_out()]
    run.store(Receipt(1, first[0], 0, 3, 2, (1, 2)))
    run.store(Receipt(2, first[1], 0, 3, 2, (3,)))
    assert run.judge(removes=True).reread == (1, 2)
    slow = [run.give_out(), run.give_out()]
    quick = [run.give_out(), run.give_out()]
    run.store(Receipt(1, quick[0], 0, 3, 2, (1, 2)))
    # Now 1 is removed and 4 added: page 1 holds 2 and 3, which nobody reads.
    run.store(Receipt(2, slow[1], 0, 3, 2, (4,)))
    run.store(Receipt(2, quick[1], 0, 3, 2, (4,)))
    assert run.judge(removes=True).shortfall == "unconfirmed"


class Changing:
    """A collection that changes while several browsers read its pages, in any order, posting late."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.per_page = chance.randint(1, 3)
        self.items = list(range(chance.randint(0, 7)))
        self.added = 100
        self.always = set(self.items)
        self.run = Receipts()
        self.given: list[tuple[int, int]] = []
        self.read: list[Receipt] = []
        self.instruct((1,))

    def instruct(self, pages: tuple[int, ...]) -> None:
        self.given.extend((page, self.run.give_out()) for page in pages)

    def picked(self, several: list[tuple[int, int]] | list[Receipt]) -> int:
        return self.chance.randrange(len(several))

    def change(self) -> None:
        if self.items and self.chance.random() < 0.7:
            gone = self.items.pop(self.chance.randrange(len(self.items)))
            self.always.discard(gone)
        if self.chance.random() < 0.8:
            self.added += 1
            self.items.append(self.added)

    def read_a_page(self) -> None:
        page, number = self.given.pop(self.picked(self.given))
        pages = max(1, -(-len(self.items) // self.per_page))
        if page <= pages:
            shown = tuple(self.items[(page - 1) * self.per_page : page * self.per_page])
            self.read.append(Receipt(page, number, 0, len(self.items), pages, shown))

    def step(self) -> bool:
        """Do something; say whether the run was found whole, with removals."""
        what = self.chance.random()
        if what < 0.15:
            self.change()
        elif what < 0.6 and self.given:
            self.read_a_page()
        elif what < 0.85 and self.read:
            self.run.store(self.read.pop(self.picked(self.read)))
        else:
            judgement = self.run.judge(removes=True)
            if judgement.shortfall is None:
                return True
            self.instruct(judgement.reread or (1,))
        return False


@settings(max_examples=1500)
@given(st.integers(0, 2**64))
def test_what_was_there_all_the_time_is_never_called_removed(seed: int) -> None:
    world = Changing(random.Random(seed))
    for _ in range(60):
        if world.step():
            assert world.always <= world.run.seen
            return


def test_a_collection_that_changes_is_found_whole_often_enough_to_be_tested() -> None:
    whole = sum(
        any(world.step() for _ in range(60)) for world in map(Changing, map(random.Random, range(200)))
    )
    assert whole > 50
