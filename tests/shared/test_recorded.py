"""Items that Discogs really sent, recorded between 2012 and 2026, are all accepted."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waugzee_sync.discogs.responses import CollectionItem, judged, read_page

SAMPLES = Path(__file__).parents[3] / "shared/discogs-samples/api"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no recorded samples: ../shared/discogs-samples is not beside the checkout"
)

PAGES = [
    ("bronzehedwick__collection_page1_unauth.json", 50, 169),
    ("ezienecker__responses_collection.json", 31, 31),
    ("joalla__users_example_collection_folders_0_releases_page=1&per_page=50.json", 3, 3),
    ("jrtibbetts__Collection_get-items-in-folder-200.json", 2, 2924),
]
# Of several requests, with the bodies as texts; and the constants of a TypeScript module.
ITEMS = [
    ("DamIDhagor__edit_field_422_bad_dropdown_option_sequence.json", 1),
    ("DamIDhagor__items_by_release_200_sequence.json", 2),
    ("DamIDhagor__rate_and_move_instance_204_sequence.json", 2),
    ("jayjonesdev__src_testData.ts", 500),
]

TYPESCRIPT = re.compile(
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<key>\b\w+)(?=:)|(?P<comma>,)(?=\s*[}\]])"""
)


def literals(source: str) -> Iterator[Any]:
    """The exported constants of a TypeScript module, read as JSON."""

    def as_json(token: re.Match[str]) -> str:
        if token["text"]:
            return json.dumps(ast.literal_eval(token["text"]))
        return f'"{token["key"]}"' if token["key"] else ""

    for literal in re.findall(r"^export const .*? = ([\[{].*?^[\]}]);", source, re.DOTALL | re.MULTILINE):
        yield json.loads(TYPESCRIPT.sub(as_json, literal))


def items_within(value: Any) -> Iterator[dict[str, Any]]:
    """Whatever looks like an item of a collection, however deep it lies."""
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    if isinstance(value, dict):
        if {"instance_id", "basic_information"} <= value.keys():
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from items_within(inner)


@pytest.mark.parametrize(("name", "count", "total"), PAGES)
def test_every_item_of_a_recorded_page_is_accepted(name: str, count: int, total: int) -> None:
    page = read_page((SAMPLES / name).read_bytes(), 1)
    assert page.pagination.items == total
    assert_all_accepted(name, [bytes(release) for release in page.releases], count)


@pytest.mark.parametrize(("name", "count"), ITEMS)
def test_every_recorded_item_is_accepted(name: str, count: int) -> None:
    source = (SAMPLES / name).read_text(encoding="utf-8")
    values = list(literals(source)) if name.endswith(".ts") else json.loads(source)
    assert_all_accepted(name, [json.dumps(item).encode() for item in items_within(values)], count)


def assert_all_accepted(name: str, items: list[bytes], count: int) -> None:
    outcomes = [judged(item) for item in items]
    assert [outcome for outcome in outcomes if not isinstance(outcome, CollectionItem)] == []
    print(f"{name}: {len(items)} items accepted")  # noqa: T201  # shown with -s, and asked for
    assert len(items) == count


def test_no_other_sample_holds_items_of_a_collection() -> None:
    named = {name for name, *_ in [*PAGES, *ITEMS]}
    texts = {path.name: path.read_text(encoding="utf-8") for path in SAMPLES.iterdir()}
    assert named == {name for name, text in texts.items() if "instance_id" in text and "basic_" in text}
