"""Reading back the tokens this issuer signed, and the claims it makes about an account."""

from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from waugzee.issuer.grant import Grant
from waugzee.issuer.keys import ALGORITHM, Keys


def user_claims(grant: Grant, scope: str) -> dict[str, str]:
    """The claims of ID token and userinfo for a scope."""
    claims = {"sub": str(grant.account_id)}
    if "profile" in scope.split():
        claims |= {"preferred_username": grant.name, "name": grant.name}
    return claims


def access_claims(token: str, keys: Keys, issuer: str, now: datetime) -> dict[str, Any] | None:
    """The claims of an unexpired access token of ours; None for anything else."""
    claims = _claims(token, keys, issuer, "at+jwt")
    return claims if claims and claims["exp"] > now.timestamp() else None


def id_claims(token: str, keys: Keys, issuer: str) -> dict[str, Any] | None:
    """The claims of an ID token of ours, expired or not (as a hint it may be); None for anything else."""
    return _claims(token, keys, issuer, "JWT")


def _claims(token: str, keys: Keys, issuer: str, kind: str) -> dict[str, Any] | None:
    try:
        read = jwt.decode(token, keys.verifying, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return None
    return read.claims if read.header.get("typ") == kind and read.claims.get("iss") == issuer else None
