"""The key the API asks with about opaque tokens, as it is handed out."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from jose import jwk, jwt

from waugzee.accounts.introspection import ASSERTION_TYPE, client_key
from waugzee.app import create_app
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings

KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
CURVE = ec.generate_private_key(ec.SECP256R1())
CURVE_PEM = CURVE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
LOCKED = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")).decode()
PUBLIC = jwk.construct(PEM, "RS256").public_key().to_pem().decode()
ZITADEL = {"type": "application", "keyId": "81", "key": PEM, "appId": "78", "clientId": "79@waugzee"}


def given(tmp_path: Path, content: str, **more: Any) -> Settings:
    path = tmp_path / "key"
    path.write_text(content)
    return Settings(introspection_key=path, **more)


def test_zitadels_file_says_everything(tmp_path: Path) -> None:
    key = client_key(given(tmp_path, json.dumps(ZITADEL)))
    assert key is not None
    form = key.assertion("https://id.example", 1000.0)
    assert form["client_assertion_type"] == ASSERTION_TYPE
    assert jwt.get_unverified_header(form["client_assertion"]) == {"alg": "RS256", "kid": "81", "typ": "JWT"}
    options = {"verify_exp": False}
    claims = jwt.decode(
        form["client_assertion"], PUBLIC, "RS256", audience="https://id.example", options=options
    )
    assert (claims["iss"], claims["sub"]) == ("79@waugzee", "79@waugzee")
    assert (claims["iat"], claims["exp"]) == (1000, 1060)
    again = key.assertion("https://id.example", 1000.0)["client_assertion"]
    assert jwt.get_unverified_claims(again)["jti"] != claims["jti"]


def test_a_pem_needs_to_be_told_whose_it_is(tmp_path: Path) -> None:
    key = client_key(given(tmp_path, PEM, introspection_client_id="api"))
    assert key is not None
    assert jwt.get_unverified_header(key.assertion("x", 1.0)["client_assertion"]).get("kid") is None
    with pytest.raises(ConfigurationError, match="WAUGZEE_INTROSPECTION_CLIENT_ID"):
        client_key(given(tmp_path, PEM))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{}",
        "not a key",
        CURVE_PEM,
        PUBLIC,
        LOCKED,
        json.dumps({"type": "serviceaccount", "keyId": "1", "key": PEM, "userId": "2"}),
        json.dumps({**ZITADEL, "key": "not a key"}),
        json.dumps({**ZITADEL, "key": CURVE_PEM}),
    ],
)
def test_what_is_no_key_is_said_at_start(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigurationError, match="WAUGZEE_INTROSPECTION_KEY") as caught:
        client_key(given(tmp_path, content, introspection_client_id="api"))
    assert "PRIVATE" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="WAUGZEE_INTROSPECTION_KEY"):
        client_key(Settings(introspection_key=tmp_path / "absent"))


def test_the_built_in_issuer_needs_none(tmp_path: Path) -> None:
    settings = given(tmp_path, json.dumps(ZITADEL), database_url="postgresql://none/none", secret="x" * 32)
    with pytest.raises(ConfigurationError, match="WAUGZEE_ISSUER"):
        create_app(settings)
