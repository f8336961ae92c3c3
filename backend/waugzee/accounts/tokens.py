"""What a token says, and JWT access tokens verified with python-jose.

python-jose checks the signature. It ignores `kid`, `typ` and `crit`, accepts tokens without `exp` and
`aud` unless told otherwise, and trips over claims of unexpected types, so the key is chosen here by
`kid`, its algorithm pinned, and the claims are read by a strict decoder.
"""

import base64
import time
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import msgspec
from jose import JOSEError, jws

from waugzee.accounts.keyring import ALGORITHMS, Keyring
from waugzee.accounts.role_claims import roles_of
from waugzee.errors import Unauthorized

LARGEST_TOKEN = 8192
LEEWAY = 60
"""Seconds by which the issuer's clock and ours may differ."""

LONGEST_NAME = 80
LONGEST_EMAIL = 254

# RFC 9068's own type, and what issuers write that do not know it.
ACCESS = "at+jwt"
TYPES = (ACCESS, "jwt", "")
# No access token can hold its own hash; a nonce only together with what no ID token has.
OF_ID_TOKENS = ("at_hash", "c_hash")
OF_ACCESS_TOKENS = ("scope", "scp", "uid")

Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]
# To the end of the calendar, in seconds.
Time = Annotated[float, msgspec.Meta(ge=0, lt=253_402_300_800)]


class Claims(msgspec.Struct, frozen=True):
    """What a verified token says."""

    issuer: str
    subject: str
    name: str
    expires_at: float
    """When it stops being taken, in Unix seconds."""
    issued_at: float = 0.0
    email: str | None = None
    email_verified: bool = False
    roles: tuple[str, ...] = ()
    session: str | None = None
    """The session at the issuer (`sid`), where the token says it."""
    client_id: str | None = None
    via: Literal["jwt", "introspection"] = "jwt"


class _Registered(msgspec.Struct):
    """The claims every token must have, and their shapes."""

    iss: str
    sub: Subject
    aud: str | list[str]
    exp: Time
    iat: Time
    nbf: Time = 0


class NoVerifiableJwt(Unauthorized):
    """Sign in to do this."""


class TokenVerifier:
    """Verifies the JWT access tokens of one issuer for one audience."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        keyring: Keyring,
        *,
        role_claim: str | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keyring = keyring
        self._role_claim = role_claim
        self._now = now

    async def verify(self, token: str) -> Claims:
        """Return the token's claims.

        Raises Unauthorized saying why not: NoVerifiableJwt where it is nothing this can judge; and
        IssuerUnreachable while the issuer cannot be asked for the key.
        """
        header = _header(token)
        kind = str(header.get("typ", "")).lower().removeprefix("application/")
        if kind not in TYPES or "crit" in header:
            raise refused("it is of a kind unknown here")
        kid, algorithm = header.get("kid"), header["alg"]
        if kid is not None and not isinstance(kid, str):
            raise refused("it names no key")
        keys = await self._keyring.keys(kid)
        if keys is None:
            raise refused("it names no key" if kid is None else "it is signed with an unknown key")
        if algorithm not in keys:
            raise refused("its alg is not the key's")
        try:
            payload = jws.verify(token, keys[algorithm], [algorithm])
        except (JOSEError, ValueError, RecursionError) as error:
            raise refused(str(error)) from error
        try:
            claims = msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise refused("it holds no claims") from error
        if kind != ACCESS and _is_of_id_token(claims):
            raise refused("it is an ID token")
        return read_claims(
            claims, self._issuer, self._audience, self._now(), role_claim=self._role_claim, via="jwt"
        )


def _header(token: str) -> dict[str, Any]:
    """The header of a JWT signed with an algorithm that can be verified here."""
    try:
        encoded = token.partition(".")[0]
        header = msgspec.json.decode(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)), type=dict)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise refused("it is not a JWT", NoVerifiableJwt) from error
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or "enc" in header:
        raise refused("it is not a JWT, or encrypted", NoVerifiableJwt)
    if algorithm not in ALGORITHMS:
        # Only what is a known way to sign is worth a look by other means.
        unjudged = algorithm in ("EdDSA", "Ed25519", "PS256", "PS384", "PS512")
        why = f"its alg {algorithm[:20]} is not supported here, which is {', '.join(ALGORITHMS)}"
        raise refused(why, NoVerifiableJwt if unjudged else Unauthorized)
    return header


def _is_of_id_token(claims: Mapping[str, Any]) -> bool:
    if claims.get("typ") == "ID" or any(name in claims for name in OF_ID_TOKENS):
        return True
    return "nonce" in claims and not any(name in claims for name in OF_ACCESS_TOKENS)


def read_claims(
    claims: Mapping[str, Any],
    issuer: str,
    audience: str,
    now: float,
    *,
    role_claim: str | None,
    via: Literal["jwt", "introspection"],
) -> Claims:
    """Check what a token says about whom it is by and for, and when; raises Unauthorized."""
    try:
        said = msgspec.convert(claims, _Registered, strict=True)
    except msgspec.ValidationError as error:
        raise refused(str(error)) from error
    if said.iss != issuer:
        raise refused("its iss is another issuer")
    if audience not in ([said.aud] if isinstance(said.aud, str) else said.aud):
        raise refused("its aud is not this API")
    if now > said.exp + LEEWAY:
        raise refused("it has expired")
    if now < said.nbf - LEEWAY:
        raise refused("it is not yet valid")
    if now < said.iat - LEEWAY:
        raise refused("it was issued in the future")
    return Claims(
        issuer=issuer,
        subject=said.sub,
        # Of an introspected token the issuer itself says when it is no longer active.
        expires_at=said.exp + (LEEWAY if via == "jwt" else 0),
        issued_at=said.iat,
        roles=roles_of(claims, role_claim),
        session=_text(claims, "sid", most=255),
        client_id=_text(claims, "client_id", "azp", most=255),
        via=via,
        **{"name": said.sub[:LONGEST_NAME], **identity_claims(claims)},
    )


def identity_claims(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of Claims that say what somebody is called, as far as these claims do."""
    name = _text(claims, "preferred_username", "name", "username", most=LONGEST_NAME)
    email = _text(claims, "email", most=LONGEST_EMAIL)
    verified = email is not None and claims.get("email_verified") is True
    found = {"name": name, "email": email, "email_verified": verified}
    return {field: value for field, value in found.items() if value}


def _text(claims: Mapping[str, Any], *names: str, most: int) -> str | None:
    """The first of these claims that is a text, fit to be stored and shown."""
    for name in names:
        value = claims.get(name)
        if isinstance(value, str) and (text := "".join(c for c in value if c.isprintable()).strip()):
            return text[:most]
    return None


def refused(why: str, kind: type[Unauthorized] = Unauthorized) -> Unauthorized:
    """Say why in the words of RFC 6750."""
    plain = "".join(c for c in why if c.isascii() and c.isprintable() and c not in '"\\')[:160]
    return kind(
        f"The access token was refused: {plain}.",
        headers={"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{plain}"'},
    )
