"""Known answers: RFC 5849's own examples, and vectors that services published for their users."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from authlib.oauth1.rfc5849 import signature  # type: ignore[import-untyped]  # Authlib ships no types
from hypothesis import given
from hypothesis import strategies as st

from waugzee.discogs.oauth1 import (
    Consumer,
    Token,
    authorization_header,
    base_string,
    base_uri,
    hmac_sha1,
    normalized,
    signed_parameters,
    signed_url,
)

PHOTOS = Consumer("dpf43f3p2l4k3l03", "kd94hf93k423kf44")
"""The printing service of RFC 5849 §1.2."""
TWEETS = Consumer("xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw")
"""The application of Twitter's "Creating a signature"."""


def test_the_parameters_of_section_3_4_1_3_2() -> None:
    given = [
        ("b5", "=%3D"),
        ("a3", "a"),
        ("c@", ""),
        ("a2", "r b"),
        ("oauth_consumer_key", "9djdj82h48djs9d2"),
        ("oauth_token", "kkk9d7dh3k39sjv7"),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", "137131201"),
        ("oauth_nonce", "7d8f3e4a"),
        ("c2", ""),
        ("a3", "2 q"),
    ]
    assert normalized(given) == (
        "a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&oauth_consumer_key=9djdj82h48djs9d2"
        "&oauth_nonce=7d8f3e4a&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201"
        "&oauth_token=kkk9d7dh3k39sjv7"
    )
    assert base_string("post", "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", given) == (
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
        "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
        "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
        "%26oauth_token%3Dkkk9d7dh3k39sjv7"
    )


@pytest.mark.parametrize(
    ("method", "url", "token", "timestamp", "nonce", "more", "expected"),
    [
        pytest.param(
            "POST",
            "https://photos.example.net/initiate",
            None,
            137131200,
            "wIjqoS",
            {"oauth_callback": "http://printer.example.com/ready"},
            "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
            id="temporary credentials",
        ),
        pytest.param(
            "POST",
            "https://photos.example.net/token",
            Token("hh5s93j4hdidpola", "hdhd0244k9j7ao03"),
            137131201,
            "walatlh",
            {"oauth_verifier": "hfdp7dh39dks9884"},
            "gKgrFCywp7rO0OXSjdot/IHF7IU=",
            id="token credentials",
        ),
        pytest.param(
            "GET",
            "http://photos.example.net/photos?file=vacation.jpg&size=original",
            Token("nnch734d00sl2jdk", "pfkkdhi9sl3r4s00"),
            137131202,
            "chapoH",
            {},
            "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
            id="a protected resource",
        ),
    ],
)
def test_the_requests_of_section_1_2(
    method: str,
    url: str,
    token: Token | None,
    timestamp: int,
    nonce: str,
    more: dict[str, str],
    expected: str,
) -> None:
    """The RFC's own requests carry no oauth_version, so it is left out of what is signed."""
    signed = signed_parameters(method, url, PHOTOS, token, timestamp=timestamp, nonce=nonce, more=more)
    query = parse_qsl(urlsplit(url).query)
    left = [
        (name, value) for name, value in signed.items() if name not in ("oauth_version", "oauth_signature")
    ]
    base = base_string(method, url, [*query, *left])
    assert hmac_sha1(base, PHOTOS.secret, token.secret if token else "") == expected


def test_the_example_that_twitter_published() -> None:
    token = Token(
        "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"
    )
    signed = signed_parameters(
        "POST",
        "https://api.twitter.com/1.1/statuses/update.json?include_entities=true",
        TWEETS,
        token,
        timestamp=1318622958,
        nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        more={"status": "Hello Ladies + Gentlemen, a signed OAuth request!"},
    )
    assert signed["oauth_signature"] == "hCtSmYh+iHYCEqBWrE7C7hYmtUk="


def test_a_signed_address_carries_its_own_query_and_the_signature() -> None:
    url = "https://api.discogs.com/users/a%20b/collection/folders/0/releases?page=2&sort=added"
    made = signed_url(url, PHOTOS, Token("t/1", "s&2"), timestamp=1_700_000_000, nonce="n" * 32)
    assert made.startswith(url + "&oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=t%2F1&")
    assert "s%262" not in made
    assert PHOTOS.secret not in made
    bare = signed_url(
        "https://api.discogs.com/oauth/identity", PHOTOS, Token("t", "s"), timestamp=1, nonce="n"
    )
    assert bare.startswith("https://api.discogs.com/oauth/identity?oauth_consumer_key=")


def test_a_header_quotes_what_it_says() -> None:
    header = authorization_header({"oauth_signature": "a+b/c=", "oauth_callback": "http://x/?y"})
    assert header == 'OAuth oauth_signature="a%2Bb%2Fc%3D", oauth_callback="http%3A%2F%2Fx%2F%3Fy"'


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://EXAMPLE.com:80/r%20v/X?id=123", "http://example.com/r%20v/X"),
        ("https://www.example.net:8080/?q=1", "https://www.example.net:8080/"),
        ("http://127.0.0.1:8289/oauth/identity", "http://127.0.0.1:8289/oauth/identity"),
        ("http://[::1]:8289", "http://[::1]:8289/"),
    ],
)
def test_the_address_that_is_signed(url: str, expected: str) -> None:
    assert base_uri(url) == expected


words = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(words, words), max_size=6), words, words)
def test_others_sign_the_same(parameters: list[tuple[str, str]], secret: str, token_secret: str) -> None:
    """Whatever the texts: as Authlib, which others wrote, has it."""
    url = "http://127.0.0.1:8289/users/demo/wants"
    theirs = signature.construct_base_string("GET", url, parameters)
    assert base_string("GET", url, parameters) == theirs
    assert hmac_sha1(theirs, secret, token_secret) == signature.hmac_sha1_signature(
        theirs, secret, token_secret
    )
