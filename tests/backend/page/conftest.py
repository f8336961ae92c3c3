"""A built page in miniature, in front of the API."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # comes without types
import httpx
import msgspec
import pytest
from litestar import Litestar

from waugzee.page import Page
from waugzee.settings import Settings

FILES = {
    "index.html": b"<!doctype html><title>Waugzee</title>" + b" " * 2000,
    "icon.svg": b"<svg/>",
    "manifest.webmanifest": b"{}",
    "api-docs/index.html": b"<!doctype html><title>API</title>",
    "assets/app-3f2a91.js": b"console.log(1);" * 200,
    "assets/app-3f2a91.css": b"body{margin:0}" * 200,
    "engine/9c1f/pyodide.wasm": b"\0asm" + b"\1" * 3000,
    "engine/9c1f/pyodide.mjs": b"export {};" * 300,
    "engine/9c1f/pyodide-lock.json": b"{}" * 10,
}
PACKED = ("index.html", "assets/app-3f2a91.js", "engine/9c1f/pyodide.wasm")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("page")
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if name in PACKED:
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content))
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content))
    (root.parent / "secret.txt").write_text("not the page's")
    return root


@pytest.fixture
def site_settings(settings: Settings, folder: Path) -> Settings:
    return msgspec.structs.replace(settings, page=folder)


@pytest.fixture
async def browser(app: Litestar, site_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Page(app, site_settings))  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url=site_settings.public_url) as http:
        yield http
