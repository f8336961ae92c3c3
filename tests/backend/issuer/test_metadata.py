"""What the issuer says about itself is what clients look for."""

import pytest
from authlib.oauth2 import rfc9207  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oidc import rpinitiated  # type: ignore[import-untyped]  # the same
from authlib.oidc.discovery import OpenIDProviderMetadata  # type: ignore[import-untyped]  # the same

from issuer_page import Page

# What oidc-client-ts 3 reads for this flow; without one of them it refuses or does without a feature.
READ_BY_THE_PAGE = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "revocation_endpoint",
    "end_session_endpoint",
)


async def test_the_document_is_valid_and_complete(page: Page) -> None:
    document = (await page.http.get("/issuer/.well-known/openid-configuration")).json()
    OpenIDProviderMetadata(document).validate()
    rfc9207.AuthorizationServerMetadata(document).validate_authorization_response_iss_parameter_supported()
    rpinitiated.OpenIDProviderMetadata(document).validate_end_session_endpoint()
    assert document["issuer"] == page.settings.issuer_url
    for name in READ_BY_THE_PAGE:
        assert document[name].startswith(page.settings.issuer_url)
    assert document["code_challenge_methods_supported"] == ["S256"]


async def test_it_stands_where_rfc_8414_puts_it_as_well(page: Page) -> None:
    here = await page.http.get("/issuer/.well-known/openid-configuration")
    there = await page.http.get("/.well-known/oauth-authorization-server/issuer")
    assert there.json() == here.json()


@pytest.mark.parametrize("name", READ_BY_THE_PAGE[1:])
async def test_every_endpoint_it_names_is_there(page: Page, name: str) -> None:
    document = (await page.http.get("/issuer/.well-known/openid-configuration")).json()
    assert (await page.http.get(document[name])).status_code in (200, 400, 401, 405)


async def test_the_style_is_kept_under_an_address_of_its_own(page: Page) -> None:
    form = await page.http.get("/issuer/sign-in")
    address = form.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = await page.http.get(form.url.join(address))
    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]
