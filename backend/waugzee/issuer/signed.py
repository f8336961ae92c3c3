"""The tokens this issuer signs, made by Authlib: what they say, to whom, and for how long."""

from typing import Any

from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oidc.core import OpenIDCode  # type: ignore[import-untyped]  # the same
from joserfc.jwk import KeySet, RSAKey

from waugzee.issuer import tokens
from waugzee.issuer.client import PageClient
from waugzee.issuer.grant import Grant
from waugzee.issuer.grants import ProtocolRequest
from waugzee.issuer.keys import ALGORITHM
from waugzee.issuer.store import ACCESS_LIFE, GrantStore

SECONDS = int(ACCESS_LIFE.total_seconds())


class IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib ships no types
    """Who signed in, for the page."""

    def __init__(self, store: GrantStore) -> None:
        super().__init__(require_nonce=False)
        self.store = store

    def exists_nonce(self, nonce: str, request: ProtocolRequest) -> bool:
        # A nonce is the client's to check; reloading the sign-in page sends it again and is no attack.
        return False

    def get_client_algorithm(self, client: PageClient) -> str:
        return ALGORITHM

    def get_encode_header(self, client: PageClient) -> dict[str, str | None]:
        return {"alg": ALGORITHM, "kid": self.store.keys.signing.kid}

    def resolve_client_private_key(self, client: PageClient) -> RSAKey:
        return self.store.keys.signing

    def get_compatible_claims(self, request: ProtocolRequest) -> dict[str, Any]:
        # Authlib's own would set auth_time to now when a token is refreshed.
        grant: Grant = request.user
        now = int(self.store.now.timestamp())
        return {
            "iss": self.store.issuer,
            "aud": grant.client_id,
            "iat": now,
            "exp": now + SECONDS,
            "auth_time": grant.get_auth_time(),
            "sid": str(grant.session_id),
        }

    def generate_user_info(self, user: Grant, scope: str) -> dict[str, str]:
        return tokens.user_claims(user, scope)


class AccessToken(JWTBearerTokenGenerator):  # type: ignore[misc]  # Authlib ships no types
    """RFC 9068, for the API's audience, with the names a new user is to be given there."""

    def __init__(self, store: GrantStore, audience: str) -> None:
        super().__init__(store.issuer, ALGORITHM, self.new_refresh_token, lambda client, grant_type: SECONDS)
        self.store = store
        self.audience = audience

    def get_jwks(self) -> KeySet:
        # A set of one, not the key: only from a set does the header get its `kid`.
        return KeySet([self.store.keys.signing])

    def get_audiences(self, client: PageClient, user: Grant, scope: str) -> str:
        return self.audience

    def get_auth_time(self, user: Grant) -> int:
        return user.get_auth_time()

    def get_jti(self, client: PageClient, grant_type: str, user: Grant, scope: str) -> str:
        return user.new_token_id()

    def get_extra_claims(
        self, client: PageClient, grant_type: str, user: Grant, scope: str
    ) -> dict[str, str]:
        return {"preferred_username": user.name, "name": user.name, "sid": str(user.session_id)}

    def new_refresh_token(self, client: PageClient, grant_type: str, user: Grant, scope: str) -> str:
        return user.new_refresh_token()

    def generate(
        self,
        grant_type: str,
        client: PageClient,
        user: Grant,
        scope: str,
        expires_in: int | None = None,
        include_refresh_token: bool = True,
    ) -> dict[str, Any]:
        # What the sign-in was granted decides, not the narrower scope a refresh may ask for.
        offline = include_refresh_token and "offline_access" in user.scope.split()
        return super().generate(grant_type, client, user, scope, expires_in, offline)  # type: ignore[no-any-return]  # a token's fields
