"""A page is read, or refused whole: what is wrong with one of its items does not matter here."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.item_variants import ITEM, accepted, changed, page, raw
from waugzee_sync.discogs.responses import SetAside, Unreadable, judged, read_page


def test_a_page_keeps_its_items_as_they_came_and_drops_the_addresses() -> None:
    body = page(b'{"id": 1}', b"null", urls={"next": "https://api.discogs.com/x?token=secret"})
    read = read_page(body, 1)
    assert [bytes(release) for release in read.releases] == [b'{"id": 1}', b"null"]
    assert msgspec.json.encode(read.pagination) == b'{"page":1,"pages":1,"per_page":100,"items":2}'


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"a\\ud800"', "a\N{REPLACEMENT CHARACTER}"),
        ('"\\udc00\\ud800b"', "\N{REPLACEMENT CHARACTER}" * 2 + "b"),
        ('"\\ud800\\ud83c\\udfb5"', "\N{REPLACEMENT CHARACTER}\N{MUSICAL NOTE}"),
        ('"\\\\ud800\\ud800"', "\\ud800\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_half_a_character_is_replaced_and_costs_neither_item_nor_page(text: str, title: str) -> None:
    good = msgspec.json.encode(ITEM)
    body = page(good, raw("basic_information.title", text), changed("rating", 9), urls={"next": "…"})
    first, mended, last = read_page(body, 1).releases
    assert judged(first) == accepted(good)
    assert accepted(bytes(mended)) == accepted(changed("basic_information.title", title))
    assert isinstance(judged(last), SetAside)


def test_brackets_in_texts_and_side_by_side_are_no_depth() -> None:
    title = json.dumps("\\" + '"[{' * 200)
    item = accepted(raw("basic_information.title", title))
    assert item.basic_information.title == "\\" + '"[{' * 200
    assert len(read_page(page(*[msgspec.json.encode(item)] * 1000), 1).releases) == 1000
    accepted(raw("unheard_of", "[" + ",".join(["[]"] * 1000) + "]"))


@pytest.mark.parametrize("pages", [0, 1])
def test_an_empty_collection_is_a_page(pages: int) -> None:
    read = read_page(page(pages=pages), 1)
    assert (read.pagination.items, read.releases) == (0, [])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Expecting value"),
        (b"\n", "Expecting value"),
        (b"<!DOCTYPE html><title>Just a moment...</title>", "Expecting value"),
        (b"cb(" + page() + b")", "Expecting value"),
        (b"\xef\xbb\xbf" + page(), "BOM"),
        (page().replace(b"100", b"100" + b"\xff"), "utf-8"),
        (page(b'"\xff"'), "utf-8"),
        (page(b'"\xed\xa0\x80"'), "utf-8"),
        (page().decode().encode("utf-16"), "utf-8"),
        (page()[:-1], "Expecting ','"),
        (page() + page(), "Extra data"),
        (page(b"nope"), "Expecting value"),
        (b"null", "got `null`"),
        (b"[]", "got `array`"),
        (b'{"message": "You are making requests too quickly."}', "missing required field `pagination`"),
        (b'{"releases": []}', "missing required field"),
        (page().replace(b"releases", b"wants"), "missing required field"),
        (page().replace(b"[]", b"{}"), "Expected `array`"),
        (page().replace(b"[]", b"null"), "Expected `array`"),
        (page(*[b"0"] * 1001), "length <= 1000"),
        (page(items="0"), "Expected `int`, got `str`"),
        (page(items=0.0), "Expected `int`, got `float`"),
        (page(items=-1), "Expected `int` >= 0"),
        (page(items=10_000_001), "Expected `int` <= 10000000"),
        (page(items=2**64), "Expected `int`"),
        (page(items=None), "Expected `int`"),
        (page(pages=-1), "Expected `int` >= 0"),
        (page(pages=100_001), "Expected `int` <= 100000"),
        (page(pages=True), "Expected `int`, got `bool`"),
        (page(per_page=0), "Expected `int` >= 1"),
        (page(per_page=1001), "Expected `int` <= 1000"),
        (page(page=0), "Expected `int` >= 1"),
        (page(page="1"), "Expected `int`, got `str`"),
        (page(page=2), "page 1 was asked for, and page 2 came"),
        (b"[" * 100_000 + b"]" * 100_000, "nested deeper"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000 + b"0" + b"}" * 100_000, "nested deeper"),
        (page(b"[" * 100_000 + b"]" * 100_000), "nested deeper"),
    ],
)
def test_a_broken_page_is_refused_whole(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_page(body, 1)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_no_bytes_make_the_readers_raise_anything_else(body: bytes) -> None:
    assert isinstance(judged(body), SetAside)
    with pytest.raises(Unreadable):
        read_page(body, 1)
