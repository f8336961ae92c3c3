"""The user's folders and fields: read whole or not at all, beside the pages, and never at their cost."""

import msgspec
import pytest

from shared.simulated_api import Api
from shared.simulated_discogs import FIELDS, FOLDERS, HTML, LOST, Answer, Discogs
from shared.simulated_world import World
from waugzee_sync.discogs.lists import Field, Folder, are_all, read_fields, read_folders
from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.messages import FieldsReading, FoldersReading
from waugzee_sync.sync.events import Done

RUN = "00000000-0000-0000-0000-000000000001"
COMPLETE = Done("complete", None, RUN)


def world(count: int = 500, concurrency: int = 5) -> World:
    api = Api()
    api.lists = [0, -1]
    return World(Discogs(count), api, concurrency=concurrency)


def folders(alice: World) -> list[Folder]:
    reading = alice.api.listed[0]
    assert isinstance(reading, FoldersReading)
    return reading.folders


def fields(alice: World) -> list[Field]:
    reading = alice.api.listed[-1]
    assert isinstance(reading, FieldsReading)
    return reading.fields


def test_both_are_read_in_each_run_and_posted() -> None:
    alice = world()
    assert alice.run() == COMPLETE
    assert folders(alice) == [Folder(0, "All"), Folder(1, "Jazz")]
    assert fields(alice) == [
        Field(1, "Media", "dropdown", 1, options=["Mint (M)", "Good (G)"]),
        Field(3, "Notes", "textarea", lines=3),
    ]
    assert len(alice.fetches) == 5 + 2


def test_the_first_page_goes_first_and_then_the_lists() -> None:
    alice = world(concurrency=1)
    alice.run()
    assert alice.discogs.pages_asked[:4] == [1, -1, 0, 2]


def test_an_engine_that_takes_up_a_run_reads_only_what_is_lacking() -> None:
    alice = world(concurrency=1)
    alice.run(lambda: -1 in alice.api.listed)
    alice.begin()
    assert alice.run() == COMPLETE
    assert alice.discogs.pages_asked.count(-1) == 1
    assert 0 in alice.api.listed


@pytest.mark.parametrize("status", [403, 404, 400, 422])
def test_what_is_not_ours_to_see_is_left_as_it_is(status: int) -> None:
    alice = world()
    alice.discogs.lists[-1] = (status, b'{"message": "You are not allowed to view this resource."}')
    assert alice.run() == COMPLETE
    assert set(alice.api.listed) == {0}
    assert alice.discogs.pages_asked.count(-1) == 1


def test_a_stranger_is_shown_one_folder_which_says_nothing() -> None:
    alice = world()
    alice.discogs.lists[0] = (200, b'{"folders": [{"id": 0, "name": "All", "count": 9}]}')
    assert alice.run() == COMPLETE
    assert set(alice.api.listed) == {-1}


@pytest.mark.parametrize("odd", [HTML, (200, b""), (200, b'{"folders": [{"id": -1, "name": "x"}]}')])
def test_what_is_no_list_is_asked_for_once_more(odd: Answer) -> None:
    alice = world()
    alice.discogs.rule = lambda page, before: odd if page == 0 and before == 0 else None
    assert alice.run() == COMPLETE
    assert folders(alice)[1].name == "Jazz"
    alice.discogs.rule = lambda page, before: odd if page == 0 else None
    alice.begin()
    assert alice.run() == Done("complete", None, RUN.replace("1", "2"))
    assert set(alice.api.listed) == {-1}
    assert alice.discogs.pages_asked.count(0) == 2 + 2


def test_a_token_taken_back_ends_the_run_by_a_list_too() -> None:
    alice = world()
    alice.discogs.lists[0] = (401, b"")
    assert alice.run() == Done("incomplete", "unauthorized", RUN)


@pytest.mark.parametrize("failure", [LOST, (429, b""), (503, b"")])
def test_a_list_lost_on_the_way_pauses_and_is_read_again(failure: Answer) -> None:
    alice = world()
    alice.discogs.rule = lambda page, before: failure if page < 1 and before < 2 else None
    assert alice.run() == COMPLETE
    assert set(alice.api.listed) == {0, -1}


@pytest.mark.parametrize(("status", "times"), [(410, 2), (403, 1), (422, 1)])
def test_a_list_our_api_does_not_take(status: int, times: int) -> None:
    alice = world()
    alice.api.rule = lambda call, before: (
        (status, b"") if call.path.endswith("/folders") and before == 0 else None
    )
    assert alice.run() == COMPLETE
    assert alice.discogs.pages_asked.count(0) == times


@pytest.mark.parametrize(
    ("status", "done"), [(401, Done("incomplete", "signed_out", RUN)), (409, Done("watching", None, RUN))]
)
def test_a_list_refused_with_the_whole_run(status: int, done: Done) -> None:
    alice = world()
    alice.api.rule = lambda call, before: (status, b"") if call.path.endswith("/fields") else None
    assert alice.run() == done


def test_names_repeat_and_are_as_long_as_they_are() -> None:
    names = ["All", "Jazz", "Jazz", ""]
    body = msgspec.json.encode({"folders": [{"id": n, "name": name} for n, name in enumerate(names)]})
    assert [folder.name for folder in read_folders(body)] == names
    assert are_all(read_folders(body))
    assert not are_all(read_folders(b'{"folders":[{"id":0,"name":"All"}]}'))
    assert not are_all([])


def test_half_a_character_in_a_name_does_not_cost_the_list() -> None:
    (folder,) = read_folders(rb'{"folders":[{"id":1,"name":"cut \ud83d"}]}')
    assert folder.name == "cut \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"<html>",
        b'{"folders":null}',
        b'{"folders":[{"id":1}]}',
        b'{"folders":[{"id":"1","name":"x"}]}',
        b'{"folders":[{"id":9223372036854775808,"name":"x"}]}',
        b'{"folders":[{"id":1,"name":"a\\u0000b"}]}',
        b'{"folders":' + b"[" * 1000,
        b'{"folders":[{"id":1,"name":"\xff"}]}',
        b'{"folders":[' + b",".join([b'{"id":1,"name":"x"}'] * 10_001) + b"]}",
    ],
)
def test_no_folders(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_folders(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"fields":[{"id":1,"name":"x"}]}',
        b'{"fields":[{"id":1,"name":"x","type":"textarea","lines":-1}]}',
        b'{"fields":[{"id":1,"name":"x","type":"textarea","position":2147483648}]}',
        b'{"fields":[{"id":1,"name":"x","type":"dropdown","options":[1]}]}',
        b'{"fields":[{"id":1,"name":"x","type":"dropdown","options":["\\u0000"]}]}',
    ],
)
def test_no_fields(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_fields(body)


def test_the_recorded_shapes() -> None:
    assert read_folders(FOLDERS[1])
    assert read_fields(FIELDS[1])[0].public
