import gzip

import pytest

from demo.simulated import OWNER, RELEASES, Discogs, Open

FROM_A_PAGE = {"origin": "http://page.test"}
PLAINLY = {"accept-encoding": "identity"}
CORS = [
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
]
PLAIN = [
    "alt-svc",
    "cf-cache-status",
    "cf-ray",
    "content-type",
    "server",
    "strict-transport-security",
    "vary",
    "x-discogs-ratelimit",
    "x-discogs-ratelimit-remaining",
    "x-discogs-ratelimit-used",
]
LEGACY = ["x-content-type-options", "x-discogs-media-type", "x-frame-options", "x-xss-protection"]

MIGRATED = [RELEASES, "/users/demo/collection/folders", "/releases/1", "/masters/1"]
OLD = ["/", "/oauth/identity", "/artists/1", "/nowhere"]


@pytest.mark.parametrize("path", MIGRATED)
async def test_migrated_endpoints_speak_of_cors_to_pages_only(discogs: Discogs, path: str) -> None:
    assert sorted((await discogs.ask(path, headers=PLAINLY)).headers) == PLAIN
    assert sorted((await discogs.ask(path, headers=PLAINLY | FROM_A_PAGE)).headers) == sorted(PLAIN + CORS)


@pytest.mark.parametrize("path", OLD)
async def test_older_endpoints_always_do(discogs: Discogs, path: str) -> None:
    answer = await discogs.ask(path, headers=PLAINLY)
    expected = PLAIN + CORS + LEGACY + (["cache-control"] if answer.status_code == 200 else [])
    assert sorted(answer.headers) == sorted(expected)


async def test_what_a_page_may_read(discogs: Discogs) -> None:
    headers = (await discogs.ask(RELEASES, headers=FROM_A_PAGE)).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-expose-headers"] == "Location"
    assert "access-control-allow-credentials" not in headers


async def test_json_comes_without_a_charset(discogs: Discogs) -> None:
    for path in ("/", RELEASES, "/nowhere"):
        assert (await discogs.ask(path)).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/oauth/identity", "HEAD,OPTIONS,GET,OPTIONS"),
        (RELEASES, "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"),
    ],
)
async def test_a_preflight_allows_authorization(discogs: Discogs, path: str, methods: str) -> None:
    asks = FROM_A_PAGE | {
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
    }
    answer = await discogs.ask(path, method="OPTIONS", headers=asks)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == methods
    assert "authorization" in answer.headers["access-control-allow-headers"]
    assert "access-control-max-age" not in answer.headers


@pytest.mark.parametrize("path", [RELEASES, "/"])
async def test_no_page_can_read_a_429(opened: Open, path: str) -> None:
    answer = await opened(limit_without=0).ask(path, headers=FROM_A_PAGE)
    assert answer.status_code == 429
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["x-discogs-ratelimit-remaining"] == "0"


async def test_images_have_no_cors_and_live_long(discogs: Discogs) -> None:
    item = (await discogs.page())["releases"][0]
    answer = await discogs.ask(item["basic_information"]["cover_image"], headers=FROM_A_PAGE)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000"
    assert not [name for name in answer.headers if "access-control" in name or "ratelimit" in name]


async def test_compressed_when_asked(discogs: Discogs) -> None:
    client = discogs.at("127.0.0.1")
    async with client.stream("GET", RELEASES, params=OWNER, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    plain = await discogs.ask(RELEASES, headers={"accept-encoding": "identity"}, **OWNER)
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 4


async def test_who_does_not_name_itself_meets_a_challenge(discogs: Discogs) -> None:
    answer = await discogs.ask("/", headers={"user-agent": ""})
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/html")
