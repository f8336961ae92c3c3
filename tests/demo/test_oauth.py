"""A program comes to act for a person: three steps, each with its refusals."""

from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import httpx
import pytest
from authlib.oauth1.rfc5849 import signature  # type: ignore[import-untyped]  # Authlib ships no types

from demo.simulated import ORIGIN, Discogs, Open
from waugzee_demo.credentials import KEY, SECRET

REQUEST, AUTHORIZE, ACCESS = "/oauth/request_token", "/oauth/authorize", "/oauth/access_token"
BACK = "http://localhost:8288/discogs/callback"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Program:
    """A client of OAuth 1.0a. `token` and its secret are what the last step gave."""

    def __init__(self, discogs: Discogs) -> None:
        self.discogs = discogs
        self.token = self.secret = ""
        self.nonces = 0

    def signed(self, method: str, path: str, query: dict[str, Any], **changed: str | None) -> dict[str, Any]:
        self.nonces += 1
        given = {
            "oauth_consumer_key": KEY,
            "oauth_token": self.token or None,
            "oauth_signature_method": "HMAC-SHA1",
            "oauth_timestamp": str(int(self.discogs.clock())),
            "oauth_nonce": f"nonce-{self.nonces}",
            **changed,
        }
        protocol = {name: value for name, value in given.items() if value is not None}
        secret = self.secret
        base = signature.construct_base_string(method, f"{ORIGIN}{path}", [*query.items(), *protocol.items()])
        plain = protocol.get("oauth_signature_method") == "PLAINTEXT"
        made = (
            signature.plaintext_signature(SECRET, secret)
            if plain
            else signature.hmac_sha1_signature(base, SECRET, secret)
        )
        return {"oauth_signature": made, **protocol}

    async def ask(
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None = None,
        *,
        header: bool = False,
        **changed: Any,
    ) -> httpx.Response:
        query = query or {}
        signed = self.signed(method, path, query, **changed)
        if header:
            said = "OAuth " + ", ".join(f'{name}="{quote(value, safe="")}"' for name, value in signed.items())
            return await self.discogs.ask(path, method=method, headers={"authorization": said}, **query)
        return await self.discogs.ask(path, method=method, **query, **signed)

    async def begin(self, **changed: Any) -> None:
        answer = await self.ask("GET", REQUEST, **{"header": True, "oauth_callback": BACK, **changed})
        assert answer.status_code == 200, answer.text
        self.take(answer)

    async def decide(self, deed: str = "allow", user: str = "demo") -> httpx.Response:
        form = f"oauth_token={self.token}&user={user}&deed={deed}"
        return await self.discogs.at("127.0.0.1").post(AUTHORIZE, content=form, headers=FORM)

    async def finish(self, verifier: str, **changed: Any) -> httpx.Response:
        return await self.ask("POST", ACCESS, **{"oauth_verifier": verifier, **changed})

    async def connect(self, user: str = "demo") -> None:
        await self.begin()
        self.take(await self.finish(verifier_in(await self.decide(user=user))))

    def take(self, answer: httpx.Response) -> None:
        assert answer.headers["content-type"].startswith("application/x-www-form-urlencoded")
        given = dict(parse_qsl(answer.text))
        self.token, self.secret = given["oauth_token"], given["oauth_token_secret"]


def verifier_in(redirect: httpx.Response) -> str:
    assert redirect.status_code == 302
    assert redirect.headers["location"].startswith(f"{BACK}?")
    return parse_qs(urlsplit(redirect.headers["location"]).query)["oauth_verifier"][0]


@pytest.fixture
def program(discogs: Discogs) -> Program:
    return Program(discogs)


@pytest.mark.parametrize("user", ["demo", "mara"])
async def test_a_program_is_let_in_as_whoever_allows_it(program: Program, user: str) -> None:
    await program.connect(user)
    identity = (await program.ask("GET", "/oauth/identity")).json()
    assert (identity["username"], identity["consumer_name"]) == (user, "Waugzee demo")
    page = await program.ask("GET", f"/users/{user}/collection/folders/0/releases", {"per_page": "5"})
    assert all("folder_id" in item for item in page.json()["releases"])
    strangers = await program.ask("GET", "/users/theo/collection/folders/0/releases")
    assert not any("folder_id" in item for item in strangers.json()["releases"])


async def test_the_plain_method_is_taken_too(program: Program) -> None:
    await program.begin(oauth_signature_method="PLAINTEXT")
    program.take(
        await program.finish(verifier_in(await program.decide()), oauth_signature_method="PLAINTEXT")
    )
    assert (await program.ask("GET", "/oauth/identity", oauth_signature_method="PLAINTEXT")).is_success


async def test_a_person_may_deny(program: Program, opened: Open) -> None:
    await program.begin()
    back = await program.decide("deny")
    assert back.headers["location"] == f"{BACK}?denied={program.token}"
    assert (await program.finish("guess")).status_code == 401
    staying = Program(opened(after_denial="stay"))
    await staying.begin()
    assert "Denied" in (await staying.decide("deny")).text


async def test_the_page_names_who_may_allow_it(program: Program) -> None:
    await program.begin()
    shown = await program.discogs.ask(AUTHORIZE, oauth_token=program.token)
    assert [name in shown.text for name in ("Allow", "demo", "mara", "theo")] == [True] * 4
    assert "x-discogs-ratelimit" not in shown.headers
    assert (await program.discogs.ask(AUTHORIZE, oauth_token="unknown")).status_code == 401


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"oauth_consumer_key": None}, 401, "Parameter not found: oauth_consumer_key"),
        ({"oauth_consumer_key": "other"}, 401, "Invalid consumer."),
        ({"oauth_timestamp": "699"}, 400, "Expired timestamp."),
        ({"oauth_timestamp": "1301"}, 400, "Expired timestamp."),
        ({"oauth_timestamp": "soon"}, 400, "Expired timestamp."),
        ({"oauth_nonce": "n" * 65}, 400, "Nonce too long."),
        ({"oauth_signature_method": "HMAC-SHA256"}, 400, "This URL is an OAuth endpoint"),
        ({"secret": "not the secret"}, 401, "Invalid signature."),
    ],
)
async def test_a_step_refuses_in_plain_text(
    program: Program, changed: dict[str, Any], status: int, says: str
) -> None:
    program.secret = changed.pop("secret", "")
    answer = await program.ask("GET", REQUEST, **changed)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert says in answer.text


async def test_a_step_without_a_signature_breaks(discogs: Discogs) -> None:
    assert (await discogs.ask(REQUEST)).status_code == 500


async def test_a_signature_serves_once(program: Program) -> None:
    await program.connect()
    signed = program.signed("GET", "/oauth/identity", {})
    first, again = [await program.discogs.ask("/oauth/identity", **signed) for _ in range(2)]
    assert (first.status_code, again.status_code) == (200, 401)
    assert again.json()["message"] == "Nonce already used."


async def test_request_tokens_live_for_fifteen_minutes(program: Program) -> None:
    await program.begin()
    program.discogs.clock.now += 890
    verifier = verifier_in(await program.decide())
    program.discogs.clock.now += 11
    late = await program.finish(verifier)
    assert (late.status_code, late.text) == (400, "The request token has expired.")


async def test_a_verifier_serves_once_and_must_be_right(program: Program) -> None:
    await program.begin()
    verifier = verifier_in(await program.decide())
    assert (await program.finish("guess")).text == "Invalid verifier."
    assert (await program.finish(verifier)).status_code == 200
    assert (await program.finish(verifier)).text == "Invalid request token."


async def test_what_was_granted_can_be_taken_back(program: Program) -> None:
    await program.connect("mara")
    taken = await program.discogs.ask("/_control/revoke", method="POST", json={"user": "mara"})
    assert taken.json() == {"revoked": 2}
    assert (await program.ask("GET", "/oauth/identity")).status_code == 401
    assert (await program.discogs.ask("/oauth/identity", token="mara-token")).status_code == 401
    assert (await program.discogs.ask("/oauth/identity", token="demo-token")).status_code == 200
    await program.discogs.ask("/_control/reset", method="POST")
    assert (await program.discogs.ask("/oauth/identity", token="mara-token")).json()["username"] == "mara"


async def test_the_steps_cannot_be_preflighted(discogs: Discogs) -> None:
    wanted = {"origin": "http://localhost:8288", "access-control-request-method": "POST"}
    assert (await discogs.ask(ACCESS, method="OPTIONS", headers=wanted)).status_code == 500
