"""The page's files: found under every address of the page, packed, and cached for as long as they last."""

import httpx
import pytest

HASHED = [
    "assets/app-3f2a91.js",
    "assets/app-3f2a91.css",
    "engine/9c1f/pyodide.wasm",
    "engine/9c1f/pyodide.mjs",
]
TYPES = {
    "index.html": "text/html",
    "icon.svg": "image/svg+xml",
    "manifest.webmanifest": "application/manifest+json",
    "assets/app-3f2a91.js": "text/javascript",
    "assets/app-3f2a91.css": "text/css",
    "engine/9c1f/pyodide.wasm": "application/wasm",
    "engine/9c1f/pyodide.mjs": "text/javascript",
    "engine/9c1f/pyodide-lock.json": "application/json",
}
PAGE_ADDRESSES = [
    "/",
    "/shelf",
    "/records/01a1fc0f-e999-71b6-ad80-7ba237037154",
    "/signed-in?code=x&state=y",
    "/apiary",
    "/issuers",
    "/healthy",
    "/sync/",
    "/%C3%A4",
]


@pytest.mark.parametrize("path", PAGE_ADDRESSES)
async def test_every_address_of_the_page_is_the_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert "<title>Waugzee</title>" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"


async def test_head_tells_the_same_without_the_page(browser: httpx.AsyncClient) -> None:
    answer = await browser.head("/shelf")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("name", HASHED)
async def test_what_is_named_by_its_content_is_kept_for_good(browser: httpx.AsyncClient, name: str) -> None:
    kept = (await browser.get(f"/{name}")).headers["cache-control"]
    assert "immutable" in kept
    assert "max-age=315360000" in kept


@pytest.mark.parametrize("name", ["index.html", "icon.svg", "manifest.webmanifest"])
async def test_what_keeps_its_name_is_asked_for_again(browser: httpx.AsyncClient, name: str) -> None:
    first = await browser.get(f"/{name}")
    assert first.headers["cache-control"] == "no-cache"
    again = await browser.get(f"/{name}", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", TYPES)
async def test_types(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/{name}")).headers["content-type"].partition(";")[0] == TYPES[name]


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("br, gzip", "br"), ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None), ("", None)],
)
@pytest.mark.parametrize("name", ["index.html", "assets/app-3f2a91.js", "engine/9c1f/pyodide.wasm"])
async def test_files_are_sent_as_they_were_packed(
    browser: httpx.AsyncClient, name: str, accepted: str, packed: str | None
) -> None:
    plain = await browser.get(f"/{name}", headers={"Accept-Encoding": "identity"})
    answer = await browser.get(f"/{name}", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == packed
    assert answer.content == plain.content
    assert "accept-encoding" in answer.headers["vary"].lower()
    if packed:
        assert int(answer.headers["content-length"]) < len(plain.content)


@pytest.mark.parametrize(
    "path", ["/", "/shelf", "/assets/app-3f2a91.js", "/engine/9c1f/pyodide.wasm", "/api/docs"]
)
async def test_every_file_carries_the_headers_that_guard_it(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert len(headers.get_list("content-security-policy")) == 1
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/assets/gone-000000.js",
        "/favicon.ico",
        "/.env",
        "//etc/passwd.txt",
    ],
)
async def test_what_is_no_file_of_the_page_is_404(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(httpx.URL(str(browser.base_url), raw_path=path.encode()))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/shelf", "/assets/app-3f2a91.js"])
async def test_the_page_is_only_read(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.post(path)).status_code in (404, 405)
