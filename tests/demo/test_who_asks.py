from typing import Any

import pytest

from demo.simulated import OWNER, RELEASES, Discogs, Open
from waugzee_demo.credentials import KEY, SECRET, TOKEN

NOBODY: dict[str, Any] = {}
APPLICATION: dict[str, Any] = {"key": KEY, "secret": SECRET}


async def test_the_owner_sees_folders_notes_and_pictures(discogs: Discogs) -> None:
    items = await discogs.every_item()
    assert all("folder_id" in item for item in items)
    assert 0 < sum("notes" in item for item in items) < len(items)
    assert sum(bool(item["basic_information"]["thumb"]) for item in items) > 290


async def test_a_stranger_sees_neither_folders_nor_notes(discogs: Discogs) -> None:
    for credentials in (NOBODY, APPLICATION):
        items = (await discogs.ask(RELEASES, per_page=100, **credentials)).json()["releases"]
        assert len(items) == 100
        assert not any("folder_id" in item or "notes" in item for item in items)


async def test_nobody_sees_pictures_without_credentials(discogs: Discogs) -> None:
    for item in (await discogs.ask(RELEASES)).json()["releases"]:
        assert item["basic_information"]["thumb"] == item["basic_information"]["cover_image"] == ""
    some = (await discogs.ask(RELEASES, **APPLICATION)).json()["releases"]
    assert any(item["basic_information"]["thumb"] for item in some)


async def test_a_stranger_is_told_of_one_folder(discogs: Discogs) -> None:
    folders = (await discogs.ask("/users/demo/collection/folders")).json()["folders"]
    assert [folder["id"] for folder in folders] == [0]


@pytest.mark.parametrize("path", ["folders/1", "folders/1/releases", "fields", "value"])
async def test_what_only_the_owner_may_see(discogs: Discogs, path: str) -> None:
    refused = await discogs.ask(f"/users/demo/collection/{path}")
    assert refused.status_code == 403
    assert refused.json()["message"].startswith("You are not allowed to view this resource.")
    assert (await discogs.ask(f"/users/demo/collection/{path}", **OWNER)).status_code == 200


async def test_a_private_collection_opens_to_its_owner_alone(opened: Open) -> None:
    private = opened(private=True)
    for path in (RELEASES, "/users/demo/collection/folders", "/users/demo/collection/releases/1"):
        assert (await private.ask(path, **APPLICATION)).status_code == 403
        assert (await private.ask(path, **OWNER)).status_code == 200
    assert "num_collection" not in (await private.ask("/users/demo")).json()


async def test_a_token_says_who_one_is(discogs: Discogs) -> None:
    by_query = await discogs.ask("/oauth/identity", **OWNER)
    by_header = await discogs.ask("/oauth/identity", headers={"authorization": f"Discogs token={TOKEN}"})
    assert by_query.json() == by_header.json()
    assert by_query.json()["username"] == "demo"


async def test_a_key_opens_nothing(discogs: Discogs) -> None:
    header = {"authorization": f"Discogs key={KEY}, secret={SECRET}"}
    refused = await discogs.ask("/oauth/identity", headers=header)
    assert refused.status_code == 401
    assert refused.json() == {"message": "You must authenticate to access this resource."}


@pytest.mark.parametrize("path", ["/oauth/identity", RELEASES, "/releases/1", "/"])
async def test_a_wrong_token_is_refused_everywhere_and_claims_the_higher_limit(
    discogs: Discogs, path: str
) -> None:
    refused = await discogs.ask(path, token="mistyped")
    assert refused.status_code == 401
    assert refused.json() == {
        "message": "Invalid consumer token. Please register an app before making requests."
    }
    assert refused.headers["x-discogs-ratelimit"] == "60"


async def test_user_names_are_known_in_any_case(discogs: Discogs) -> None:
    assert (await discogs.ask("/users/DeMo")).json()["username"] == "demo"
    items = (await discogs.ask("/users/DEMO/collection/folders/0/releases", **OWNER)).json()["releases"]
    assert "folder_id" in items[0]


async def test_wrong_addresses(discogs: Discogs) -> None:
    unknown = await discogs.ask("/users/nobody/collection/folders")
    assert (unknown.status_code, unknown.json()) == (
        404,
        {"message": "User does not exist or may have been deleted."},
    )
    for path in ("/users/demo/", "/nowhere", "/users/demo/collection/folders/all"):
        answer = await discogs.ask(path)
        assert answer.status_code == 404
        assert answer.json() == {"message": "The requested resource was not found."}
    wrong = await discogs.ask("/oauth/identity", method="PUT")
    assert (wrong.status_code, wrong.json()) == (
        405,
        {"message": "Method PUT is not allowed for this resource."},
    )


async def test_the_fields_and_the_value(discogs: Discogs) -> None:
    fields = (await discogs.ask("/users/demo/collection/fields", **OWNER)).json()["fields"]
    options = {field["id"]: len(field["options"]) for field in fields if field["type"] == "dropdown"}
    assert options == {1: 8, 2: 10}
    noted = {note["field_id"] for item in await discogs.every_item() for note in item.get("notes", [])}
    assert noted <= {field["id"] for field in fields}
    value = (await discogs.ask("/users/demo/collection/value", **OWNER)).json()
    assert sorted(value) == ["maximum", "median", "minimum"]
    assert value["maximum"] == "€9,996.80"
