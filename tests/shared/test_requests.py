"""An instruction leads to Discogs' collection pages, and nowhere else."""

import pytest

from waugzee_sync.discogs.requests import collection_page_url, is_allowed

DISCOGS = "https://api.discogs.com"
SIMULATOR = "http://127.0.0.1:8289"
ORIGINS = [DISCOGS, SIMULATOR, "http://[::1]:8289", "http://localhost:8289", "http://discogs.test"]
PATH = "/users/alice/collection/folders/0/releases"
QUERY = "page=1&per_page=100&sort=added&sort_order=asc"
OAUTH = (
    "oauth_consumer_key=k&oauth_token=t&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1790000000"
    "&oauth_nonce=n&oauth_version=1.0&oauth_signature=c2ln%2Bbg%3D%3D"
)


def test_the_address_of_a_page() -> None:
    assert (
        collection_page_url(DISCOGS, "alice", 3) == f"{DISCOGS}{PATH}?{QUERY.replace('page=1', 'page=3', 1)}"
    )


def test_the_address_of_a_page_with_a_token() -> None:
    assert collection_page_url(SIMULATOR, "alice", 1, "s&cret") == f"{SIMULATOR}{PATH}?{QUERY}&token=s%26cret"


@pytest.mark.parametrize(
    "username", ["alice", "Juno_Records", "a.b-c_d", "hörer", "a b", "a/b", "a?b#c", "...", "50%"]
)
@pytest.mark.parametrize("token", [None, "a token & more"])
def test_what_we_make_ourselves_is_allowed(username: str, token: str | None) -> None:
    assert is_allowed(collection_page_url(DISCOGS, username, 1, token), ORIGINS)


@pytest.mark.parametrize(
    "url",
    [
        f"{DISCOGS}{PATH}?{QUERY}",
        f"{DISCOGS}{PATH}?{QUERY}&token=abc",
        f"{DISCOGS}{PATH}?{QUERY}&{OAUTH}",
        f"{DISCOGS}{PATH}?{OAUTH}&{QUERY}",
        f"{DISCOGS}{PATH}",
        f"{SIMULATOR}{PATH}?{QUERY}",
        f"http://localhost:8289{PATH}?{QUERY}",
        f"http://[::1]:8289{PATH}?{QUERY}",
    ],
)
def test_a_collection_page_at_a_known_origin_is_allowed(url: str) -> None:
    assert is_allowed(url, ORIGINS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        PATH,
        f"//api.discogs.com{PATH}",
        # Other origins
        f"https://evil.example{PATH}?{QUERY}",
        f"https://api.discogs.com.evil.example{PATH}?{QUERY}",
        f"https://evil.example/https://api.discogs.com{PATH}",
        f"https://api.discogs.com.{PATH}?{QUERY}",
        f"https://API.discogs.com{PATH}?{QUERY}",
        f"https://api.discogs.com:443{PATH}?{QUERY}",
        f"https://api.discogs.com:8443{PATH}?{QUERY}",
        f"https://api.discogs.com:99999{PATH}?{QUERY}",
        f"https://api.discogs.com:{PATH}?{QUERY}",
        f"http://api.discogs.com{PATH}?{QUERY}",
        f"http://discogs.test{PATH}?{QUERY}",
        f"http://127.0.0.1:8290{PATH}?{QUERY}",
        f"http://127.0.0.1{PATH}?{QUERY}",
        f"http://127.1:8289{PATH}?{QUERY}",
        f"http://2130706433:8289{PATH}?{QUERY}",
        f"http://[::ffff:127.0.0.1]:8289{PATH}?{QUERY}",
        f"http://[::1{PATH}?{QUERY}",
        f"ftp://api.discogs.com{PATH}?{QUERY}",
        f"file://{PATH}",
        "javascript:alert(1)",
        "data:text/html,hello",
        # Who is asked for, in disguise
        f"https://api.discogs.com@evil.example{PATH}?{QUERY}",
        f"https://alice@api.discogs.com{PATH}?{QUERY}",
        f"https://alice:secret@api.discogs.com{PATH}?{QUERY}",
        f"https://@api.discogs.com{PATH}?{QUERY}",
        f"https://api.discogs.com\\@evil.example{PATH}?{QUERY}",
        f"https:\\\\api.discogs.com{PATH}?{QUERY}",
        f"https://api.discogs.com\\{PATH}?{QUERY}",
        f"https://\u0430pi.discogs.com{PATH}?{QUERY}",
        f"https://api.discogs\u3002com{PATH}?{QUERY}",
        f"https://api.discogs.com\uff0f{PATH}?{QUERY}",
        f"https://api.discogs.com\u2100{PATH}",
        f" {DISCOGS}{PATH}?{QUERY}",
        f"\x00{DISCOGS}{PATH}?{QUERY}",
        f"\t{DISCOGS}{PATH}?{QUERY}",
        f"{DISCOGS}{PATH}?{QUERY} ",
        f"{DISCOGS}{PATH}?{QUERY}\n",
        f"https://api.disc\togs.com{PATH}?{QUERY}",
        f"{DISCOGS}/users/al\nice/collection/folders/0/releases?{QUERY}",
        # Other paths
        DISCOGS,
        f"{DISCOGS}/?{QUERY}",
        f"{DISCOGS}/oauth/identity",
        f"{DISCOGS}/users/alice",
        f"{DISCOGS}/users/alice/collection/folders/0",
        f"{DISCOGS}/users/alice/collection/folders/1/releases?{QUERY}",
        f"{DISCOGS}/users//collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}{PATH}/?{QUERY}",
        f"{DISCOGS}{PATH}/1?{QUERY}",
        f"{DISCOGS}{PATH};a=b?{QUERY}",
        f"{DISCOGS}/{PATH}?{QUERY}",
        f"{DISCOGS}{PATH.upper()}?{QUERY}",
        f"{DISCOGS}/users/../collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/./collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/%2e%2E/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/.%2e/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/%2E/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/a/../collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/a\\b/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/100%/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/%zz/collection/folders/0/releases?{QUERY}",
        f"{DISCOGS}/users/{'a' * 193}/collection/folders/0/releases?{QUERY}",
        # Other parameters
        f"{DISCOGS}{PATH}?{QUERY}#",
        f"{DISCOGS}{PATH}?{QUERY}#fragment",
        f"{DISCOGS}{PATH}?{QUERY}&callback=steal",
        f"{DISCOGS}{PATH}?{QUERY}&page=2",
        f"{DISCOGS}{PATH}?{QUERY}&p%61ge=2",
        f"{DISCOGS}{PATH}?{QUERY}&token=a&token=b",
        f"{DISCOGS}{PATH}?{QUERY}&oauth_token=a&oauth_token=b",
        f"{DISCOGS}{PATH}?{QUERY}&Token=a",
        f"{DISCOGS}{PATH}?{QUERY}&oauth_=a",
        f"{DISCOGS}{PATH}?{QUERY}&xoauth_token=a",
        f"{DISCOGS}{PATH}?{QUERY}&loose",
        f"{DISCOGS}{PATH}?{QUERY}&=nameless",
        f"{DISCOGS}{PATH}?{QUERY}&key=k&secret=s",
        f"{DISCOGS}{PATH}?{QUERY}&token={'a' * 2048}",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    assert not is_allowed(url, ORIGINS)


def test_no_origin_allows_nothing() -> None:
    assert not is_allowed(f"{DISCOGS}{PATH}?{QUERY}", [])


@pytest.mark.parametrize("username", [".", ".."])
def test_a_user_name_that_is_a_step_in_a_path_leads_nowhere(username: str) -> None:
    assert not is_allowed(collection_page_url(DISCOGS, username, 1), ORIGINS)
