"""An issuer may have its endpoints elsewhere: the page's policy lets it go there, and nowhere else."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from waugzee.page import Page
from waugzee.settings import Settings

ISSUER = "https://id.example"


@pytest.fixture
def discovered() -> list[str]:
    """Where the issuer said its endpoints are; nothing yet."""
    return []


@pytest.fixture
async def browser(
    app: Litestar, site_settings: Settings, discovered: list[str]
) -> AsyncIterator[httpx.AsyncClient]:
    settings = replace(site_settings, issuer=f"{ISSUER}/realms/records")
    transport = httpx.ASGITransport(Page(app, settings, lambda: discovered))  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as http:
        yield http


async def sources(browser: httpx.AsyncClient, path: str, directive: str) -> list[str]:
    answer = await browser.get(path)
    assert answer.status_code == 200
    policies = answer.headers.get_list("content-security-policy")
    assert len(policies) == 1
    (found,) = [part for part in policies[0].split("; ") if part.startswith(f"{directive} ")]
    return found.split()[1:]


@pytest.mark.parametrize("directive", ["connect-src", "form-action"])
@pytest.mark.parametrize("path", ["/", "/shelf", "/index.html", "/api/docs"])
async def test_a_document_may_go_where_the_issuer_is(
    browser: httpx.AsyncClient, discovered: list[str], path: str, directive: str
) -> None:
    assert ISSUER in await sources(browser, path, directive)
    discovered += [ISSUER, "https://tokens.example"]
    found = await sources(browser, path, directive)
    assert found.count(ISSUER) == 1
    assert "https://tokens.example" in found
    assert not [source for source in found if "elsewhere" in source]


async def test_documents_are_still_cached_as_they_were(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/")
    again = await browser.get("/", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert again.status_code == 304
    assert ISSUER in again.headers["content-security-policy"]
