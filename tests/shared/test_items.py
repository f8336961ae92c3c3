"""An item is taken, or set aside with its reason; what is taken can be stored, and is all that is real."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from shared.item_variants import ITEM, accepted, changed, page, raw, without
from waugzee_sync.discogs.responses import Label, SetAside, judged, read_page


def test_an_item_is_read_with_what_we_know_of_it() -> None:
    item = accepted(msgspec.json.encode(ITEM))
    assert (item.id, item.instance_id, item.rating, item.folder_id) == (1058605, 2176916266, 4, 1)
    assert item.date_added is not None
    assert item.date_added.astimezone(UTC) == datetime(2026, 8, 23, 17, 2, 33, tzinfo=UTC)
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
            assert timedelta(0) <= value.astimezone(UTC) - datetime(1970, 12, 31, tzinfo=UTC)
            assert value.astimezone(UTC) < datetime(2100, 1, 2, tzinfo=UTC)
        case dict():
            for inner in value.values():
                assert_storable(inner)
        case list():
            for inner in value:
                assert_storable(inner)
        case _:
            assert value is None
