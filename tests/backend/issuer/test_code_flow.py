"""The page signs in: authorization code with PKCE, and every way it can go wrong."""

import httpx
import pytest
from jose import jwt

from issuer_page import Clock, Page, Person, answered, unsigned


async def test_alice_signs_in_and_gets_tokens_that_any_verifier_accepts(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    keys = (await page.http.get("/issuer/jwks")).json()
    issuer = page.settings.issuer_url

    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 600
    assert tokens["scope"] == "openid profile offline_access"
    header = jwt.get_unverified_header(tokens["access_token"])
    assert (header["typ"], header["alg"], header["kid"]) == ("at+jwt", "RS256", keys["keys"][0]["kid"])
    access = jwt.decode(
        tokens["access_token"], keys, algorithms=["RS256"], audience=page.settings.audience, issuer=issuer
    )
    assert access["sub"] == alice.subject
    assert access["exp"] - access["iat"] == 600
    assert access["client_id"] == page.settings.client_id
    assert access["scope"] == "openid profile offline_access"
    assert access["preferred_username"] == access["name"] == alice.name
    assert access["jti"]

    # python-jose checks at_hash when it is given the access token.
    identity = jwt.decode(
        tokens["id_token"],
        keys,
        algorithms=["RS256"],
        audience=page.settings.client_id,
        issuer=issuer,
        access_token=tokens["access_token"],
    )
    assert identity["sub"] == alice.subject
    assert identity["nonce"] == page.nonce
    assert identity["auth_time"] <= identity["iat"]
    assert identity["sid"]
    assert identity["preferred_username"] == alice.name


async def test_the_answer_carries_state_and_issuer_and_is_not_kept(page: Page, alice: Person) -> None:
    answer = await page.sign_in(alice)
    assert answer["state"] == page.state
    assert answer["iss"] == page.settings.issuer_url
    response = await page.exchange(answer["code"])
    assert response.headers["cache-control"] == "no-store"


async def test_a_signed_in_browser_is_not_asked_again(page: Page, alice: Person) -> None:
    await page.sign_in(alice)
    answer = answered(await page.authorize())
    assert (await page.exchange(answer["code"])).status_code == 200


async def test_prompt_none_without_a_session_says_login_required(page: Page) -> None:
    answer = answered(await page.authorize(prompt="none"))
    assert answer["error"] == "login_required"
    assert answer["state"] == page.state
    assert answer["iss"] == page.settings.issuer_url


async def test_prompt_none_with_a_session_gives_a_code(page: Page, alice: Person) -> None:
    await page.sign_in(alice)
    answer = answered(await page.authorize(prompt="none"))
    assert (await page.exchange(answer["code"])).status_code == 200


async def test_prompt_none_for_someone_else_says_login_required(
    page: Page, alice: Person, bob: Person
) -> None:
    alices = await page.tokens(alice)
    await page.tokens(bob, prompt="login")
    answer = answered(await page.authorize(prompt="none", id_token_hint=alices["id_token"]))
    assert answer["error"] == "login_required"


@pytest.mark.parametrize("prompt", ["login", "select_account"])
async def test_a_prompt_asks_again_once(page: Page, alice: Person, prompt: str) -> None:
    await page.sign_in(alice)
    assert "Sign in" in (await page.authorize(prompt=prompt)).text
    assert "code" in await page.sign_in(alice, prompt=prompt)


async def test_prompt_create_offers_an_account(page: Page, alice: Person) -> None:
    await page.sign_in(alice)
    assert "Create an account" in (await page.authorize(prompt="create")).text


async def test_max_age_asks_again_and_auth_time_says_when(page: Page, alice: Person, clock: Clock) -> None:
    first = unsigned((await page.tokens(alice))["id_token"])["auth_time"]
    clock.now += 100
    assert "code" in answered(await page.authorize(max_age="200"))
    assert answered(await page.authorize(max_age="50", prompt="none"))["error"] == "login_required"
    second = unsigned((await page.tokens(alice, max_age="50"))["id_token"])["auth_time"]
    assert second == first + 100


async def test_the_wrong_verifier_gets_nothing_and_spends_the_code(page: Page, alice: Person) -> None:
    answer = await page.sign_in(alice)
    refused = await page.exchange(answer["code"], code_verifier="w" * 43)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert (await page.exchange(answer["code"])).json()["error"] == "invalid_grant"


async def test_a_code_used_twice_revokes_what_it_gave(page: Page, alice: Person) -> None:
    answer = await page.sign_in(alice)
    tokens = (await page.exchange(answer["code"])).json()
    assert (await page.userinfo(tokens["access_token"])).status_code == 200
    assert (await page.exchange(answer["code"])).json()["error"] == "invalid_grant"
    assert (await page.userinfo(tokens["access_token"])).status_code == 401
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 400)])
async def test_a_code_lives_a_minute(
    page: Page, alice: Person, clock: Clock, seconds: int, status: int
) -> None:
    answer = await page.sign_in(alice)
    clock.now += seconds
    assert (await page.exchange(answer["code"])).status_code == status


async def test_a_code_belongs_to_its_redirect_uri(page: Page, alice: Person) -> None:
    answer = await page.sign_in(alice)
    page.redirect_uri += "/elsewhere"
    assert (await page.exchange(answer["code"])).json()["error"] == "invalid_grant"


async def test_a_code_belongs_to_its_client(page: Page, alice: Person) -> None:
    answer = await page.sign_in(alice)
    refused = await page.exchange(answer["code"], client_id="someone")
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_client")


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/signed-in"},
        {"redirect_uri": "http://localhost:8288/signed-in/../elsewhere"},
        {"redirect_uri": "http://localhost:8288/signed-in?next=https://evil.example"},
        {"redirect_uri": "http://localhost:8288@evil.example/signed-in"},
        {"redirect_uri": "//evil.example"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": 'http://localhost:8288/"><script>'},
        {"redirect_uri": "http://localhost:8288/signed-in\u00e9"},
        {"redirect_uri": None},
        {"client_id": "someone"},
        {"client_id": None},
        {"client_id": 'a"b'},
        {"client_id": "waugzee-page\x00"},
        {"redirect_uri": "https://evil.example/", "response_type": "token"},
        {"redirect_uri": "https://evil.example/", "prompt": "none"},
        {"state": "\x00"},
        {"state": "\ud7ff"},
        {"response_type": 'co"de'},
        {"max_age": "soon"},
        {"max_age": "9" * 40},
        {"state": "x" * 20_000},
    ],
    ids=str,
)
async def test_nobody_is_redirected_to_an_address_that_is_not_the_pages(
    page: Page, changes: dict[str, str | None]
) -> None:
    response = await page.authorize(**changes)
    assert response.status_code == 400
    assert "location" not in response.headers
    assert response.headers["content-type"].startswith("text/html")
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/"}, "request_not_supported"),
        ({"response_mode": "form_post"}, "invalid_request"),
    ],
    ids=str,
)
async def test_what_the_page_asks_wrongly_it_is_told(
    page: Page, changes: dict[str, str | None], error: str
) -> None:
    response = await page.authorize(**changes)
    assert response.headers["location"].startswith(f"{page.redirect_uri}?")
    answer = answered(response)
    assert (answer["error"], answer["state"], answer["iss"]) == (error, page.state, page.settings.issuer_url)


async def test_unknown_scopes_are_left_out(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice, scope="openid email profile")
    assert tokens["scope"] == "openid profile"


async def test_a_repeated_parameter_is_refused(page: Page) -> None:
    response = await page.http.get("/issuer/authorize?client_id=a&client_id=waugzee-page")
    assert response.status_code == 400


async def test_authorize_takes_a_posted_form_too(page: Page) -> None:
    response = await page.http.post(
        "/issuer/authorize", data={"client_id": "someone", "response_type": "code"}
    )
    assert response.status_code == 400
    assert "invalid_client" in response.text


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "a", "password": "b"}, "unsupported_grant_type"),
        ({"grant_type": 'a"b'}, "invalid_request"),
        ({"grant_type": "\u00e9"}, "invalid_request"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "nothing", "code_verifier": "v" * 43}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "nothing"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "f" * 32 + ".x"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x", "client_secret": "y"}, "invalid_client"),
    ],
    ids=str,
)
async def test_the_token_endpoint_says_what_is_wrong(page: Page, fields: dict[str, str], error: str) -> None:
    response = await page.token(**fields)
    assert (response.status_code, response.json()["error"]) == (400, error)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b'{"grant_type":"refresh_token"}', "application/json"), (b"grant_type=%ff", None), (b"\xff\xfe", None)],
)
async def test_the_token_endpoint_wants_a_form(page: Page, content: bytes, kind: str | None) -> None:
    headers = {"Content-Type": kind or "application/x-www-form-urlencoded"}
    response = await page.http.post("/issuer/token", content=content, headers=headers)
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


async def test_a_body_without_end_is_refused(page: Page) -> None:
    response: httpx.Response = await page.token(grant_type="refresh_token", refresh_token="x" * 1_000_000)
    assert response.status_code == 413
