"""What Discogs answers is taken item by item: what does not validate is set aside, with its reason."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from waugzee_sync.discogs.responses import (
    CollectionItem,
    Label,
    SetAside,
    Unreadable,
    image_url,
    in_utc,
    judged,
    read_page,
)

ITEM: dict[str, Any] = {
    "id": 1058605,
    "instance_id": 2176916266,
    "date_added": "2026-08-23T10:02:33-07:00",
    "rating": 4,
    "folder_id": 1,
    "notes": [{"field_id": 1, "value": "Mint (M)"}, {"field_id": 3, "value": ""}],
    "basic_information": {
        "id": 1058605,
        "master_id": 84819,
        "master_url": "https://api.discogs.com/masters/84819",
        "resource_url": "https://api.discogs.com/releases/1058605",
        "title": "Ágætis byrjun ",
        "year": 1999,
        "thumb": "https://i.discogs.com/a/rs:fit/g:sm/q:40/h:150/w:150/b.jpeg",
        "cover_image": "",
        "artists": [{"name": "Sigur Rós", "anv": "", "join": "", "role": "", "tracks": "", "id": 32866}],
        "labels": [{"name": "FatCat Records", "catno": "FATLP11", "entity_type": "1", "id": 651}],
        "formats": [{"name": "Vinyl", "qty": "2", "descriptions": ["LP"], "text": "180 Gram"}],
        "genres": ["Electronic", "Rock"],
        "styles": [],
    },
}


def changed(path: str, value: Any) -> bytes:
    """The item above with one value replaced, or left out where it is UNSET."""
    item = msgspec.json.decode(msgspec.json.encode(ITEM))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = item
    for part in parents:
        place = place[part]
    place[last] = value
    if value is UNSET:
        del place[last]
    return msgspec.json.encode(item)


def without(path: str) -> bytes:
    return changed(path, UNSET)


def raw(path: str, text: str) -> bytes:
    return changed(path, msgspec.Raw(text.encode()))


def accepted(item: bytes) -> CollectionItem:
    found = judged(item)
    assert isinstance(found, CollectionItem), found
    return found


def page(*releases: bytes, **counts: Any) -> bytes:
    pagination = {"page": 1, "pages": 1, "per_page": 100, "items": len(releases), **counts}
    body = {"pagination": pagination, "releases": [msgspec.Raw(release) for release in releases]}
    return msgspec.json.encode(body)


# Items


def test_an_item_is_read_with_what_we_know_of_it() -> None:
    item = accepted(msgspec.json.encode(ITEM))
    assert (item.id, item.instance_id, item.rating, item.folder_id) == (1058605, 2176916266, 4, 1)
    assert item.date_added is not None
    assert in_utc(item.date_added) == datetime(2026, 8, 23, 17, 2, 33, tzinfo=UTC)
    assert item.basic_information.title == "Ágætis byrjun "
    assert item.basic_information.labels == [Label("FatCat Records", 651, "FATLP11")]


def test_what_others_may_not_see_is_unknown() -> None:
    item = {name: value for name, value in ITEM.items() if name not in ("folder_id", "notes", "rating")}
    read = accepted(msgspec.json.encode(item))
    assert [read.folder_id, read.notes, read.rating] == [UNSET] * 3
    assert msgspec.json.decode(msgspec.json.encode(read)).keys() == {
        "id",
        "instance_id",
        "date_added",
        "basic_information",
    }


LOOSE = [
    "date_added",
    *(
        f"basic_information.{name}"
        for name in ("year", "master_id", "thumb", "cover_image", "artists", "labels", "formats")
    ),
    "basic_information.genres",
    "basic_information.styles",
    "basic_information.artists.0.id",
    "basic_information.artists.0.anv",
    "basic_information.artists.0.join",
    "basic_information.labels.0.id",
    "basic_information.labels.0.catno",
    "basic_information.formats.0.qty",
    "basic_information.formats.0.descriptions",
    "basic_information.formats.0.text",
]


@pytest.mark.parametrize("path", LOOSE)
def test_what_releases_of_any_year_may_lack_may_be_null(path: str) -> None:
    accepted(changed(path, None))


@pytest.mark.parametrize(
    "path",
    [
        *LOOSE,
        "rating",
        "folder_id",
        "notes",
        "basic_information.artists.0.name",
        "basic_information.labels.0.name",
        "basic_information.formats.0.name",
    ],
)
def test_what_releases_of_any_year_may_lack_may_be_left_out(path: str) -> None:
    accepted(without(path))


@pytest.mark.parametrize(
    "item",
    [
        changed("instance_id", 2**63 - 1),
        changed("basic_information.master_id", 0),
        changed("basic_information.year", 0),
        changed("basic_information.artists", []),
        changed("basic_information.artists.0.id", 0),
        changed("basic_information.title", ""),
        changed("basic_information.title", "\\u0000"),
        changed("basic_information.title", "夢" * 10_000),
        changed("basic_information.formats.0.qty", "9" * 64),
        changed("basic_information.thumb", "no address"),
        changed("folder_id", 0),
        changed("rating", 0),
        changed("date_added", "2000-11-01T00:00:00Z"),
        changed("date_added", "2026-08-23T10:02:33.123456-07:00"),
        raw("basic_information.title", '"\\ud83c\\udfb5"'),
        raw("unheard_of", '{"of": ["what", {"comes": null}]}'),
    ],
)
def test_the_odd_but_real_is_accepted(item: bytes) -> None:
    accepted(item)


DEEP = "[" * 90 + "]" * 90

HOSTILE = [
    # Numbers that are none
    (changed("instance_id", "2176916266"), "Expected `int`, got `str` - at `$.instance_id`"),
    (changed("instance_id", 2176916266.0), "Expected `int`, got `float`"),
    (changed("instance_id", True), "Expected `int`, got `bool`"),
    (changed("instance_id", None), "Expected `int`, got `null`"),
    (changed("instance_id", [1]), "Expected `int`, got `array`"),
    (changed("instance_id", 0), "Expected `int` >= 1"),
    (changed("instance_id", -1), "Expected `int` >= 1"),
    (changed("instance_id", 2**63), "Expected `int` <= 9223372036854775807"),
    (raw("instance_id", "9" * 500), "Expected `int` <= 9223372036854775807"),
    (raw("instance_id", "9" * 5000), "out of range"),
    (raw("instance_id", "1e3"), "Expected `int`, got `float`"),
    (without("instance_id"), "missing required field `instance_id`"),
    (changed("rating", "4"), "Expected `int`"),
    (changed("rating", 4.0), "Expected `int`"),
    (changed("rating", 6), "Expected `int` <= 5"),
    (changed("rating", -1), "Expected `int` >= 0"),
    (changed("rating", None), "got `null`"),
    (changed("folder_id", 2**63), "Expected `int` <= 9223372036854775807"),
    (changed("folder_id", False), "Expected `int`"),
    (changed("notes.0.field_id", 2**70), "Expected `int` <= 9223372036854775807"),
    (changed("basic_information.year", "1999"), "Expected `int | null`, got `str`"),
    (changed("basic_information.year", 10_000), "Expected `int` <= 9999"),
    (changed("basic_information.year", -1), "Expected `int` >= 0"),
    (changed("basic_information.master_id", -1), "Expected `int` >= 0"),
    (changed("basic_information.artists.0.id", 2**64), "Expected `int` <= 9223372036854775807"),
    (changed("basic_information.labels.0.id", "651"), "Expected `int | null`, got `str`"),
    # Other types
    (changed("basic_information", None), "Expected `object`, got `null`"),
    (changed("basic_information", []), "Expected `object`, got `array`"),
    (changed("basic_information.title", None), "Expected `str`, got `null`"),
    (changed("basic_information.title", 7), "Expected `str`, got `int`"),
    (changed("basic_information.title", {}), "Expected `str`, got `object`"),
    (changed("basic_information.artists", "Sigur Rós"), "Expected `array | null`, got `str`"),
    (changed("basic_information.artists", [None]), "Expected `object`, got `null`"),
    (changed("basic_information.genres", [1]), "Expected `str`, got `int`"),
    (changed("basic_information.formats.0.qty", 2), "Expected `str | null`, got `int`"),
    (changed("notes", "a wantlist's note"), "Expected `array`, got `str`"),
    (changed("notes.0.value", 1), "Expected `str`, got `int`"),
    (without("basic_information"), "missing required field"),
    (without("basic_information.title"), "missing required field"),
    # Releases
    (changed("id", 1), "the release is 1 outside and 1058605 inside"),
    (changed("basic_information.id", 2), "the release is 1058605 outside and 2 inside"),
    (changed("id", "1058605"), "Expected `int`, got `str`"),
    (without("id"), "missing required field `id`"),
    # Dates
    (changed("date_added", "2026-08-23T10:02:33"), "with a timezone component"),
    (changed("date_added", "2026-08-23"), "Invalid RFC3339"),
    (changed("date_added", ""), "Invalid RFC3339"),
    (changed("date_added", 1787504553), "Expected `datetime | null`, got `int`"),
    (changed("date_added", "0001-01-01T00:00:00+23:59"), "in the year 1"),
    (changed("date_added", "9999-12-31T23:59:59-23:59"), "in the year 9999"),
    (changed("date_added", "1970-01-01T00:00:00Z"), "in the year 1970"),
    (changed("date_added", "2100-01-01T00:00:00Z"), "in the year 2100"),
    (changed("date_added", "0000-01-01T00:00:00Z"), "Invalid RFC3339"),
    (changed("date_added", "10000-01-01T00:00:00Z"), "Invalid RFC3339"),
    (changed("date_added", "2016-12-31T23:59:60Z"), "Invalid RFC3339"),
    (changed("date_added", "2026-08-23T24:00:00Z"), "Invalid RFC3339"),
    (changed("date_added", "2026-02-30T10:02:33Z"), "Invalid RFC3339"),
    (changed("date_added", "2026-08-23T10:02:33-24:00"), "Invalid RFC3339"),
    # Texts
    (changed("basic_information.title", "a\0b"), "NUL"),
    (changed("basic_information.artists.0.name", "\0"), "NUL"),
    (changed("basic_information.styles", ["ok", "a\0"]), "NUL"),
    (changed("basic_information.thumb", "https://i.discogs.com/\0"), "NUL"),
    (changed("notes.1.value", "\0"), "NUL"),
    (changed("basic_information.title", "a" * 10_001), "length <= 10000"),
    (changed("notes.0.value", "a" * 3_000_000), "length <= 10000"),
    # Nesting
    (raw("basic_information.title", DEEP), "got `array`"),
    (raw("basic_information.artists", DEEP), "Expected `object`"),
]


@pytest.mark.parametrize(
    ("item", "reason"), HOSTILE, ids=[f"{n}: {why}" for n, (_, why) in enumerate(HOSTILE)]
)
def test_a_hostile_item_is_set_aside_with_its_reason_and_the_rest_stays(item: bytes, reason: str) -> None:
    good = msgspec.json.encode(ITEM)
    before, hostile, after = (judged(release) for release in read_page(page(good, item, good), 1).releases)
    assert isinstance(hostile, SetAside)
    assert reason in hostile.reason
    assert len(hostile.reason) <= 200
    assert before == after == accepted(good)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (raw("instance_id", "NaN"), "invalid character"),
        (raw("instance_id", "01"), "invalid"),
        (raw("basic_information.title", '"a\0b"'), "invalid character"),
        (raw("basic_information.title", '"a\nb"'), "invalid character"),
        (raw("basic_information.title", '"\\x"'), "invalid"),
        (raw("unheard_of", "[" * 100_000 + "]" * 100_000), "nested deeper"),
        (raw("unheard_of", '[{"a":' * 51 + "0" + "}]" * 51), "nested deeper"),
        (raw("basic_information.title", '"\\ud800"'), "surrogate"),
        (raw("unheard_of", '"\\udc00\\u0000"'), "surrogate"),
        (b"", "truncated"),
        (b"null", "got `null`"),
        (b"[]", "got `array`"),
        (b'"text"', "got `str`"),
        (b"{", "truncated"),
        (msgspec.json.encode(ITEM) + b"}", "trailing"),
        (raw("basic_information.title", '"?"').replace(b"?", b"\xff"), "utf-8"),
    ],
)
def test_what_is_no_item_at_all_is_set_aside_too(item: bytes, reason: str) -> None:
    found = judged(item)
    assert isinstance(found, SetAside)
    assert reason in found.reason


def test_what_we_do_not_know_is_dropped_whatever_it_holds() -> None:
    item = accepted(raw("unheard_of", '{"nul\\u0000": "\\u0000", "deep": ' + DEEP + "}"))
    assert b"unheard_of" not in msgspec.json.encode(item)


@pytest.mark.parametrize(
    ("item", "instance_id"),
    [
        (changed("rating", "4"), 2176916266),
        (changed("basic_information.title", "\0"), 2176916266),
        (changed("instance_id", 2**63 - 1).replace(b'"rating":4', b'"rating":"4"'), 2**63 - 1),
        (changed("instance_id", 2**63), None),
        (changed("instance_id", 0), None),
        (changed("instance_id", True), None),
        (changed("instance_id", "2176916266"), None),
        (raw("instance_id", "9" * 5000), None),
        (without("instance_id"), None),
        (raw("unheard_of", "[" * 100_000), None),
        (b"[2176916266]", None),
        (b"\xff", None),
    ],
)
def test_an_item_set_aside_is_counted_by_its_instance_where_that_can_be_read(
    item: bytes, instance_id: int | None
) -> None:
    found = judged(item)
    assert isinstance(found, SetAside)
    assert found.instance_id == instance_id


def test_of_a_key_that_stands_twice_the_last_counts_on_both_sides_of_the_wire() -> None:
    twice = msgspec.json.encode(ITEM).replace(b'"rating":4', b'"rating":4,"rating":2,"instance_id":7')
    item = accepted(twice)
    assert (item.instance_id, item.rating) == (7, 2)
    assert judged(msgspec.json.encode(item)) == item
    assert judged(twice.replace(b'"rating":2', b'"rating":9')) == SetAside(
        7, "Expected `int` <= 5 - at `$.rating`"
    )


# Whatever comes, PostgreSQL can store what is accepted, and the server judges as the browser did

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
    | st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
    | st.sampled_from(["\0", "2026-08-23T10:02:33-07:00", 1058605, 2**63 - 1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
PATHS = [
    "id",
    "instance_id",
    "date_added",
    "rating",
    "folder_id",
    "notes",
    "notes.0.field_id",
    "notes.0.value",
    "basic_information",
    *(f"basic_information.{name}" for name in ITEM["basic_information"]),
    "basic_information.artists.0.name",
    "basic_information.formats.0.qty",
    "unheard_of",
]


@given(st.dictionaries(st.sampled_from(PATHS), json_values, min_size=1, max_size=2), st.data())
def test_whatever_is_accepted_can_be_stored_and_is_judged_the_same_again(
    changes: dict[str, Any], data: st.DataObject
) -> None:
    path, value = data.draw(st.sampled_from(sorted(changes.items(), key=str)))
    found = judged(changed(path, value))
    if isinstance(found, SetAside):
        assert found.reason.isprintable()
        assert found.instance_id is None or 1 <= found.instance_id < 2**63
    else:
        assert_storable(msgspec.to_builtins(found, builtin_types=(datetime,)))
        assert judged(msgspec.json.encode(found)) == found


def assert_storable(value: Any) -> None:
    """As text, bigint or timestamptz: no NUL, no surrogate, at most 64 bit, a zone and a common year."""
    match value:
        case str():
            assert "\0" not in value
            value.encode()
        case int():
            assert -(2**63) <= value < 2**63
        case datetime():
            assert value.tzinfo is not None
            assert timedelta(0) <= in_utc(value) - datetime(1970, 12, 31, tzinfo=UTC)
            assert in_utc(value) < datetime(2100, 1, 2, tzinfo=UTC)
        case dict():
            for inner in value.values():
                assert_storable(inner)
        case list():
            for inner in value:
                assert_storable(inner)
        case _:
            assert value is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_no_bytes_make_the_readers_raise_anything_else(body: bytes) -> None:
    assert isinstance(judged(body), SetAside)
    with pytest.raises(Unreadable):
        read_page(body, 1)


# Pages


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


# Images

SIMULATOR = "http://127.0.0.1:8289"


@pytest.mark.parametrize(
    "text",
    [
        "https://i.discogs.com/FcqN-_/rs:fit/g:sm/q:40/h:150/w:150/czM6Ly9k/aXNj.jpeg",
        "https://img.discogs.com/a=/fit-in/150x150/filters:strip_icc()/discogs-images/R-1.jpg",
        "http://127.0.0.1:8289/covers/1.svg",
    ],
)
def test_an_image_of_discogs_or_the_simulator_stays(text: str) -> None:
    assert image_url(text, SIMULATOR) == text


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "nonsense",
        "/covers/1.svg",
        "http://i.discogs.com/a.jpeg",
        "https://i.discogs.com.evil.example/a.jpeg",
        "https://i.discogs.com:8443/a.jpeg",
        "https://alice@i.discogs.com/a.jpeg",
        "https://i.discogs.com\\@evil.example/a.jpeg",
        "https://evil.example/i.discogs.com/a.jpeg",
        "https://[i.discogs.com/a.jpeg",
        "javascript:alert(1)",
        "data:image/svg+xml,x",
        "https://i.discogs.com/a b.jpeg",
        "https://i.discogs.com/a\tb.jpeg",
        " https://i.discogs.com/a.jpeg",
        "https://i.discogs.com/\ud800.jpeg",
        "https://i.discogs.com/" + "a" * 2048,
        "https://st.discogs.com/0123/images/spacer.gif",
        "https://img.discogs.com/images/spacer.gif",
        "https://i.discogs.com/images/default-release.png",
        "http://127.0.0.1:8290/covers/1.svg",
    ],
)
def test_any_other_image_is_none(text: str | None) -> None:
    assert image_url(text, SIMULATOR) is None


def test_the_simulators_images_are_none_of_the_real_discogs() -> None:
    assert image_url(f"{SIMULATOR}/covers/1.svg") is None
