"""The environment is read once; what cannot be used is named, in a sentence."""

from pathlib import Path

import msgspec
import pytest

from waugzee.app import create_app
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings, is_private, read_settings


def test_nothing_need_be_set() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"WAUGZEE_SECRET": "", "WAUGZEE_DATA": "", "WAUGZEE_ISSUER": ""}) == Settings()


def test_the_port_is_in_every_address() -> None:
    settings = read_settings({"WAUGZEE_PORT": "9000"})
    assert settings.public_url == "http://localhost:9000"
    assert settings.issuer_url == "http://localhost:9000/issuer"
    assert settings.page_origins == ["http://localhost:9000"]


def test_a_server_has_its_own_of_everything() -> None:
    settings = read_settings(
        {
            "WAUGZEE_PUBLIC_URL": "https://records.example/",
            "WAUGZEE_DATABASE_URL": "postgresql://app@db/waugzee",
            "WAUGZEE_ISSUER": "https://id.example",
            "WAUGZEE_DEMO_URL": "http://127.0.0.1:8289",
            "WAUGZEE_LISTENBRAINZ_URL": "https://music.example/apis/listenbrainz/",
            "WAUGZEE_DATA": "somewhere",
            "SOMETHING_ELSE": "ignored",
        }
    )
    assert settings.public_url == "https://records.example"
    assert settings.issuer_url == "https://id.example"
    assert settings.listenbrainz_url == "https://music.example/apis/listenbrainz"
    assert not settings.built_in_issuer
    assert settings.data == Path("somewhere").absolute()
    assert settings.discogs_origins == ["https://api.discogs.com", "http://127.0.0.1:8289"]


@pytest.mark.parametrize(
    "address",
    [
        "postgres://db/waugzee",
        "postgresql://u:p#?/@:w@[::1]:5432/waugzee?sslmode=require",
        "postgresql:///waugzee?host=/run/postgresql",
        "postgresql://",
    ],
)
def test_a_database_has_an_address(address: str) -> None:
    assert read_settings({"WAUGZEE_DATABASE_URL": address}).database_url == address


def test_lists_are_parted_by_commas_or_spaces() -> None:
    settings = read_settings(
        {
            "WAUGZEE_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "WAUGZEE_ALLOWED_ORIGINS": "https://a.example https://b.example:8443",
            "WAUGZEE_SIGN_UP": "invitation",
            "WAUGZEE_ADMIN_ROLE": "curator",
        }
    )
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")
    assert settings.allowed_origins == ("https://a.example", "https://b.example:8443")
    assert (settings.sign_up, settings.admin_role) == ("invitation", "curator")


def test_while_developing_the_page_may_come_from_vite_too() -> None:
    settings = read_settings({"WAUGZEE_DEVELOPMENT": "1"})
    assert settings.page_origins == ["http://localhost:8288", "http://localhost:5173"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("WAUGZEE_METRICS_PORT", ["0", "65536", "http"]),
        ("WAUGZEE_PORT", ["", "0", "65536", "-1", "80.0", "http", "9" * 5000]),
        (
            "WAUGZEE_PUBLIC_URL",
            ["records.example", "ftp://records.example", "http://", "http://[", "http://a:b"],
        ),
        ("WAUGZEE_DISCOGS_URL", ["api.discogs.com", "file:///etc/passwd"]),
        ("WAUGZEE_LISTENBRAINZ_URL", ["api.listenbrainz.org", "file:///etc/passwd"]),
        ("WAUGZEE_DEMO_URL", ["localhost:8289", "http://localhost:0"]),
        (
            "WAUGZEE_DATABASE_URL",
            ["foo", "mysql://db/waugzee", "postgresql:db", "postgresql://db:port/x", "postgresql://db:65536"],
        ),
        ("WAUGZEE_DATABASE_OWNER_URL", ["foo"]),
        ("WAUGZEE_ISSUER", ["http://id.example", "id.example"]),
        ("WAUGZEE_SCOPE", ["profile"]),
        ("WAUGZEE_SIGN_UP", ["Open", "none"]),
        ("WAUGZEE_TRUSTED_PROXIES", ["proxy", "10.0.0.0/33", "10.0.0.1,x"]),
        (
            "WAUGZEE_ALLOWED_ORIGINS",
            ["*", "null", "elsewhere.example", "https://elsewhere.example/", "https://a.example/path"],
        ),
    ],
)
def test_what_cannot_be_used_is_named(name: str, values: list[str]) -> None:
    for value in values:
        with pytest.raises(ConfigurationError, match=name):
            read_settings({name: value})


PRIVATE = {
    "https://id.example.org/": True,
    "https://id.example.org:8443/realms/a": True,
    "https://[2001:db8::1]/": True,
    "http://localhost:8080": True,
    "http://zitadel.localhost:8080": True,
    "http://127.0.0.1": True,
    "http://[::1]:80/issuer": True,
    "http://id.example.org": False,
    "http://127.evil.example": False,
    "http://localhost.evil.example": False,
    "http://localhost@evil.example": False,
    "https://user:password@id.example.org": False,
    "https://id.example.org; script-src *": False,
    "https://id.example.org\n": False,
    "https://": False,
    "https://[": False,
    "ftp://localhost": False,
    "": False,
}


@pytest.mark.parametrize("address", PRIVATE)
def test_an_issuer_is_asked_where_nobody_listens(address: str) -> None:
    assert is_private(address) == PRIVATE[address]


def test_an_issuer_is_taken_to_the_letter() -> None:
    given = {
        "WAUGZEE_ISSUER": "https://id.example/application/o/waugzee/",
        "WAUGZEE_CLIENT_ID": "281",
        "WAUGZEE_AUDIENCE": "282",
        "WAUGZEE_SCOPE": "openid urn:zitadel:iam:org:project:id:282:aud",
        "WAUGZEE_ROLE_CLAIM": "resource_access.waugzee.roles",
        "WAUGZEE_INTROSPECTION_KEY": "key.json",
        "WAUGZEE_INTROSPECTION_CLIENT_ID": "283",
    }
    settings = read_settings(given)
    assert settings.issuer_url == given["WAUGZEE_ISSUER"]
    assert (settings.client_id, settings.audience) == ("281", "282")
    assert settings.scope == given["WAUGZEE_SCOPE"]
    assert settings.role_claim == given["WAUGZEE_ROLE_CLAIM"]
    assert settings.introspection_key == Path("key.json").absolute()
    assert settings.introspection_client_id == "283"


def test_an_api_without_database_or_secret_does_not_start() -> None:
    whole = Settings(database_url="postgresql://none/none", secret="x" * 32)
    create_app(whole)
    for missing, name in (
        ({"database_url": None}, "WAUGZEE_DATABASE_URL"),
        ({"secret": "short"}, "WAUGZEE_SECRET"),
    ):
        with pytest.raises(ConfigurationError, match=name):
            create_app(msgspec.structs.replace(whole, **missing))
