"""A request is taken as its engine signed it, or refused with the reason."""

import base64
from collections.abc import Callable

import pytest

from waugzee_sync import signing

KEY = signing.derived_key(b"the server's secret", "run", "alice", "run 1")
RUN = "01890a5d-ac96-774b-bcce-b302099a8057"
PATH = f"/api/syncs/{RUN}/pages/3"
BODY = b'{"read":3}'
NOW = 1_790_000_000.0
NONCE = "a-nonce-of-16-or-more_1"

Headers = dict[str, str]


def signed(**changed: object) -> Headers:
    given = {"created": int(NOW), "nonce": NONCE, "key_id": RUN, **changed}
    headers = signing.signed_headers(KEY, "PUT", PATH, BODY, **given)  # type: ignore[arg-type]  # the defaults
    return {name.lower(): value for name, value in headers.items()}


def verified(headers: Headers, **changed: object) -> str:
    given = {"key": KEY, "method": "PUT", "path": PATH, "body": BODY, "now": NOW, "key_id": RUN, **changed}
    return signing.verified_nonce(headers=headers, **given)  # type: ignore[arg-type]  # the defaults


def test_hmac_sha256_agrees_with_rfc_9421_appendix_b_2_5() -> None:
    key = base64.b64decode(
        "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="
    )
    parameters = '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"'
    base = signing.signature_base(
        {
            "date": "Tue, 20 Apr 2021 02:07:55 GMT",
            "@authority": "example.com",
            "content-type": "application/json",
        },
        parameters,
    )
    assert base.splitlines() == [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@authority": example.com',
        '"content-type": application/json',
        f'"@signature-params": {parameters}',
    ]
    assert signing.signature(key, base) == "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8="


@pytest.mark.parametrize(
    ("body", "digest"),
    [
        (b'{"hello": "world"}', "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"),
        (b'{"hello": "world"}\n', "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
        (b"", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    ],
)
def test_content_digest_agrees_with_rfc_9530(body: bytes, digest: str) -> None:
    assert signing.content_digest(body) == digest


def test_a_signed_request_has_these_headers() -> None:
    assert signed() == {
        "content-digest": "sha-256=:shEMWQw4/ZlvfPQmyfExAZ6wxjKRhsXaEBT7wVRW3Ao=:",
        "signature-input": 'waugzee=("@method" "@path" "content-digest");created=1790000000'
        f';nonce="{NONCE}";keyid="{RUN}";alg="hmac-sha256"',
        "signature": "waugzee=:t+AqstZcbIkva64ymG8a7SrXP+/p/8+UNwd99gTlN7M=:",
    }


@pytest.mark.parametrize("age", [-300, -1, 0, 1, 300])
def test_a_signed_request_gives_its_nonce_within_five_minutes(age: int) -> None:
    assert verified(signed(), now=NOW + age) == NONCE


def test_the_method_is_signed_in_capitals() -> None:
    assert verified(signed(), method="put") == NONCE


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"key": KEY[:-1] + b"?"}, "does not match"),
        ({"key": b""}, "does not match"),
        ({"method": "POST"}, "does not match"),
        ({"path": PATH + "0"}, "does not match"),
        ({"path": PATH.upper()}, "does not match"),
        ({"body": BODY + b" "}, "body is not the one"),
        ({"body": b""}, "body is not the one"),
        ({"key_id": RUN.replace("7", "8")}, "another run"),
        ({"now": NOW + 300.5}, "too old"),
        ({"now": NOW - 300.5}, "too old"),
    ],
)
def test_a_request_that_is_not_the_signed_one_is_refused(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(signing.BadSignature, match=reason):
        verified(signed(), **changed)


def replaced(name: str, old: str, new: str) -> Callable[[Headers], Headers]:
    def change(headers: Headers) -> Headers:
        assert old in headers[name]
        return {**headers, name: headers[name].replace(old, new)}

    return change


def without(name: str) -> Callable[[Headers], Headers]:
    return lambda headers: {key: value for key, value in headers.items() if key != name}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (without("signature"), "not signed"),
        (without("signature-input"), "not signed"),
        (without("content-digest"), "body is not the one"),
        (replaced("content-digest", "sha-256", "sha-512"), "body is not the one"),
        (replaced("content-digest", "sha-256", "sha-256\xe9"), "body is not the one"),
        (replaced("signature-input", "created=1790000000", "created=1790000001"), "does not match"),
        (replaced("signature-input", "created=1790000000", "created=1789999000"), "too old"),
        (replaced("signature-input", "created=1790000000", "created=-1"), "not signed"),
        (replaced("signature-input", "created=1790000000", "created=9999999999999"), "not signed"),
        (replaced("signature-input", NONCE, NONCE + "2"), "does not match"),
        (replaced("signature-input", NONCE, "short"), "not signed"),
        (replaced("signature-input", NONCE, "n" * 65), "not signed"),
        (replaced("signature-input", NONCE, "nonce with spaces!"), "not signed"),
        (replaced("signature-input", RUN, RUN.replace("7", "8")), "another run"),
        (replaced("signature-input", RUN, "alice"), "not signed"),
        (replaced("signature-input", ' "@path"', ""), "not signed"),
        (replaced("signature-input", ' "content-digest"', ""), "not signed"),
        (replaced("signature-input", "hmac-sha256", "ed25519"), "not signed"),
        (replaced("signature-input", ';alg="hmac-sha256"', ""), "not signed"),
        (replaced("signature-input", "waugzee=", "sig1="), "not signed"),
        (replaced("signature-input", "waugzee=", "waugzee=(), waugzee="), "not signed"),
        (replaced("signature", "t+Aq", "t+Ar"), "does not match"),
        (replaced("signature", "M=:", "M:"), "not signed"),
        (replaced("signature", "t+Aq", "\xe9+Aq"), "not signed"),
        (replaced("signature", "waugzee=", "sig1="), "not signed"),
    ],
)
def test_headers_that_were_tampered_with_are_refused(
    change: Callable[[Headers], Headers], reason: str
) -> None:
    with pytest.raises(signing.BadSignature, match=reason):
        verified(change(signed()))


@pytest.mark.parametrize("name", ["content-digest", "signature-input", "signature"])
def test_any_one_changed_character_of_a_header_is_refused(name: str) -> None:
    headers = signed()
    for place, character in enumerate(headers[name]):
        other = "A" if character != "A" else "B"
        changed = {**headers, name: headers[name][:place] + other + headers[name][place + 1 :]}
        with pytest.raises(signing.BadSignature):
            verified(changed)


def test_any_one_changed_bit_of_the_body_is_refused() -> None:
    for place in range(len(BODY) * 8):
        changed = bytearray(BODY)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(signing.BadSignature, match="body is not the one"):
            verified(signed(), body=bytes(changed))


DIGEST = signing.url_digest("https://api.discogs.com/users/alice/collection/folders/0/releases?page=3")


def test_an_instruction_is_recognised_as_our_own() -> None:
    given = signing.instruction_signature(KEY, 3, 7, 1_790_000_300, DIGEST)
    assert given == "7TcfFfw9+odf6fPD/WVrQUZ/gDITlR37JH/UauzT8l0="
    assert signing.is_own_instruction(KEY, 3, 7, 1_790_000_300, DIGEST, given)


@pytest.mark.parametrize(
    "changed",
    [
        (KEY + b"?", 3, 7, 1_790_000_300, DIGEST),
        (KEY, 2, 7, 1_790_000_300, DIGEST),
        (KEY, 3, 8, 1_790_000_300, DIGEST),
        (KEY, 3, 7, 1_790_000_301, DIGEST),
        (KEY, 3, 7, 1_790_000_300, DIGEST.replace("a", "b")),
    ],
)
def test_a_changed_instruction_is_not_ours(changed: tuple[bytes, int, int, int, str]) -> None:
    given = signing.instruction_signature(KEY, 3, 7, 1_790_000_300, DIGEST)
    assert not signing.is_own_instruction(*changed, given)


@pytest.mark.parametrize("given", ["", "7TcfFfw9", "é", "\ud800"])
def test_what_is_no_signature_is_not_ours(given: str) -> None:
    assert not signing.is_own_instruction(KEY, 3, 7, 1_790_000_300, DIGEST, given)


def test_a_key_for_one_purpose_is_none_for_another() -> None:
    keys = {
        signing.derived_key(b"secret", "run", "alice"),
        signing.derived_key(b"secret", "run", "bob"),
        signing.derived_key(b"secret", "instruction", "alice"),
        signing.derived_key(b"other", "run", "alice"),
    }
    assert len(keys) == 4


def test_a_key_travels_as_base64() -> None:
    assert signing.decoded_key(signing.encoded_key(KEY)) == KEY


@pytest.mark.parametrize("text", ["not base64!", "abc", "é", "YQ==\n"])
def test_a_key_that_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(signing.BadSignature, match="not base64"):
        signing.decoded_key(text)
