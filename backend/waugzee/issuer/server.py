"""Authlib's server core, filled in: code with PKCE, rotating refresh tokens, signed tokens, revocation.

One server is made per request, around that request's connection and keys: Authlib passes neither
through its hooks, and making one costs microseconds.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oauth2 import AuthorizationServer, OAuth2Error, OAuth2Request  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc6749 import InvalidRequestError, grants  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7009 import RevocationEndpoint  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7636 import CodeChallenge  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7636.challenge import compare_s256_code_challenge  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator  # type: ignore[import-untyped]  # the same
from authlib.oidc.core import OpenIDCode  # type: ignore[import-untyped]  # the same
from authlib.oidc.core.errors import RequestNotSupportedError  # type: ignore[import-untyped]  # the same
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import Connection

from waugzee.db import new_id
from waugzee.issuer import queries, tokens
from waugzee.issuer.client import PageClient
from waugzee.issuer.grant import Grant, SignedIn, digest, grant_id_in
from waugzee.issuer.keys import ALGORITHM, Keys
from waugzee.settings import Settings

CODE_LIFE = timedelta(seconds=60)
ACCESS_LIFE = timedelta(minutes=10)
REFRESH_LIFE = timedelta(days=30)  # since its last use

# At debug level Authlib logs whole tokens.
logging.getLogger("authlib").setLevel(logging.INFO)


class Answer(NamedTuple):
    """An HTTP answer as Authlib gives it: a mapping is a JSON body."""

    status: int
    body: Mapping[str, Any] | str
    headers: list[tuple[str, str]]


def prompts(parameters: Mapping[str, str]) -> list[str]:
    return parameters.get("prompt", "").split()


class ProtocolRequest(OAuth2Request):  # type: ignore[misc]  # Authlib ships no types
    """A request whose parameters were read before (see `parameters`)."""

    def __init__(
        self, method: str, uri: str, parameters: Mapping[str, str], headers: Mapping[str, str]
    ) -> None:
        super().__init__(method, uri, headers=headers)
        self.payload = BasicOAuth2Payload(parameters)

    @property
    def form(self) -> Mapping[str, str]:
        return self.payload.data  # type: ignore[no-any-return]  # what __init__ was given


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib ships no types
    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)
    server: "Server"

    def save_authorization_code(self, code: str, request: ProtocolRequest) -> None:
        self.server.add_grant(code, request)

    def query_authorization_code(self, code: str, client: PageClient) -> Grant | None:
        return self.server.spend_code(code)

    def delete_authorization_code(self, authorization_code: Grant) -> None:
        """It was spent when it was shown, right or wrong."""

    def authenticate_user(self, authorization_code: Grant) -> Grant:
        return authorization_code


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]  # Authlib ships no types
    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)
    INCLUDE_NEW_REFRESH_TOKEN = True
    server: "Server"

    def authenticate_refresh_token(self, refresh_token: str) -> Grant | None:
        return self.server.grant_of_refresh_token(refresh_token)

    def authenticate_user(self, refresh_token: Grant) -> Grant:
        return refresh_token

    def revoke_old_credential(self, refresh_token: Grant) -> None:
        """Saving the new token replaced it."""


class Revocation(RevocationEndpoint):  # type: ignore[misc]  # Authlib ships no types
    CLIENT_AUTH_METHODS = ("none",)
    server: "Server"

    def check_params(self, request: ProtocolRequest, client: PageClient) -> None:
        # The type hint is not needed to find a token, so one we do not know is no reason to refuse.
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def query_token(self, token: str, token_type_hint: str | None) -> Grant | None:
        return self.server.grant_of_refresh_token(token) or self.server.grant_of_access_token(token)

    def revoke_token(self, token: Grant, request: ProtocolRequest) -> None:
        queries.revoke_grant(self.server.db, token.id, self.server.now)


class S256(CodeChallenge):  # type: ignore[misc]  # Authlib ships no types
    """PKCE, always, and S256 only: Authlib asks for it at the token endpoint alone, and takes `plain`."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)
    CODE_CHALLENGE_METHODS = {"S256": compare_s256_code_challenge}  # noqa: RUF012  # Authlib's own name

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        given = grant.request.payload.data
        if not given.get("code_challenge") or given.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge with the method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class Refusals:
    """What Authlib would pass over, and OpenID Connect wants refused."""

    def __call__(self, grant: CodeGrant) -> None:
        grant.register_hook("after_validate_authorization_request_payload", self.validate)

    def validate(self, grant: CodeGrant, redirect_uri: str) -> None:
        given = grant.request.payload.data
        if "request" in given or "request_uri" in given:
            raise RequestNotSupportedError("Request objects are not supported.")
        if given.get("response_mode", "query") != "query":
            raise InvalidRequestError("The only response_mode is query.")


class IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib ships no types
    def __init__(self, server: "Server") -> None:
        super().__init__(require_nonce=False)
        self.server = server

    def exists_nonce(self, nonce: str, request: ProtocolRequest) -> bool:
        # A nonce is the client's to check; reloading this page sends it again and is no attack.
        return False

    def get_client_algorithm(self, client: PageClient) -> str:
        return ALGORITHM

    def get_encode_header(self, client: PageClient) -> dict[str, str | None]:
        return {"alg": ALGORITHM, "kid": self.server.keys.signing.kid}

    def resolve_client_private_key(self, client: PageClient) -> RSAKey:
        return self.server.keys.signing

    def get_compatible_claims(self, request: ProtocolRequest) -> dict[str, Any]:
        # Authlib's own would set auth_time to now when a token is refreshed.
        grant: Grant = request.user
        now = int(self.server.now.timestamp())
        return {
            "iss": self.server.issuer,
            "aud": grant.client_id,
            "iat": now,
            "exp": now + int(ACCESS_LIFE.total_seconds()),
            "auth_time": grant.get_auth_time(),
            "sid": str(grant.session_id),
        }

    def generate_user_info(self, user: Grant, scope: str) -> dict[str, str]:
        return tokens.user_claims(user, scope)


class AccessToken(JWTBearerTokenGenerator):  # type: ignore[misc]  # Authlib ships no types
    """RFC 9068, for the API's audience, with the names a new user is to be given there."""

    def __init__(self, server: "Server", audience: str) -> None:
        seconds = int(ACCESS_LIFE.total_seconds())
        super().__init__(server.issuer, ALGORITHM, self.new_refresh_token, lambda client, grant_type: seconds)
        self.audience = audience
        self.keys = server.keys

    def get_jwks(self) -> KeySet:
        # A set of one, not the key: only from a set does the header get its `kid`.
        return KeySet([self.keys.signing])

    def get_audiences(self, client: PageClient, user: Grant, scope: str) -> str:
        return self.audience

    def get_auth_time(self, user: Grant) -> int:
        return user.get_auth_time()

    def get_jti(self, client: PageClient, grant_type: str, user: Grant, scope: str) -> str:
        return user.new_token_id()

    def get_extra_claims(
        self, client: PageClient, grant_type: str, user: Grant, scope: str
    ) -> dict[str, str]:
        return {"preferred_username": user.name, "name": user.name}

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


class Server(AuthorizationServer):  # type: ignore[misc]  # Authlib ships no types
    """One request's authorization server."""

    def __init__(self, settings: Settings, db: Connection, keys: Keys, now: datetime) -> None:
        super().__init__()
        self.db = db
        self.keys = keys
        self.now = now
        self.issuer = settings.issuer_url
        self.client = PageClient.of(settings)
        self.register_token_generator("default", AccessToken(self, settings.audience))
        self.register_grant(CodeGrant, [S256(), Refusals(), IdToken(self)])
        self.register_grant(RefreshGrant, [IdToken(self)])
        self.register_endpoint(Revocation)

    # What Authlib asks of a server.

    def query_client(self, client_id: str) -> PageClient | None:
        return self.client if client_id == self.client.client_id else None

    def save_token(self, token: Mapping[str, str], request: ProtocolRequest) -> None:
        grant: Grant = request.user
        refresh = token.get("refresh_token")
        life = REFRESH_LIFE if refresh else ACCESS_LIFE
        queries.renew_grant(self.db, grant.id, digest(refresh) if refresh else None, self.now + life)

    def create_oauth2_request(self, request: ProtocolRequest) -> ProtocolRequest:
        return request

    def handle_response(
        self,
        status: int,
        body: Mapping[str, Any] | list[tuple[str, str]] | str,
        headers: list[tuple[str, str]],
    ) -> Answer:
        return Answer(status, dict(body) if isinstance(body, list) else body, headers)

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    # What its grants ask.

    def add_grant(self, code: str, request: ProtocolRequest) -> None:
        signed_in: SignedIn = request.user
        parameters = request.payload.data
        queries.add_grant(
            self.db,
            id=new_id(),
            account_id=signed_in.account_id,
            session_id=signed_in.session_id,
            client_id=request.client.client_id,
            redirect_uri=parameters["redirect_uri"],
            scope=request.scope,
            nonce=parameters.get("nonce"),
            challenge=parameters["code_challenge"],
            authenticated_at=signed_in.authenticated_at,
            code_digest=digest(code),
            expires_at=self.now + CODE_LIFE,
        )

    def spend_code(self, code: str) -> Grant | None:
        """The grant a code stands for, once. A second showing means the code leaked: revoke it all."""
        row = queries.grant_by_code(self.db, digest(code))
        if row is None:
            return None
        if row.code_used_at is not None:
            queries.revoke_grant(self.db, row.id, self.now)
            return None
        queries.mark_code_used(self.db, row.id, self.now)
        return None if row.revoked_at or row.expires_at <= self.now else Grant.of(row)

    def grant_of_refresh_token(self, token: str) -> Grant | None:
        """The grant of the newest token of a family. An older one means theft: revoke the family."""
        grant_id = grant_id_in(token)
        row = queries.grant_by_id(self.db, grant_id) if grant_id else None
        if row is None or row.refresh_digest is None:
            return None
        if row.refresh_digest != digest(token):
            queries.revoke_grant(self.db, row.id, self.now)
            return None
        return None if row.revoked_at or row.expires_at <= self.now else Grant.of(row)

    def grant_of_access_token(self, token: str) -> Grant | None:
        """The grant of an access token of ours that has neither expired nor been revoked."""
        claims = tokens.access_claims(token, self.keys, self.issuer, self.now)
        grant_id = grant_id_in(claims["jti"]) if claims else None
        row = queries.grant_by_id(self.db, grant_id) if grant_id else None
        return Grant.of(row) if row is not None and row.revoked_at is None else None

    # The authorization endpoint.

    def authorize(self, request: ProtocolRequest, signed_in: SignedIn | None) -> Answer | None:
        """Redirect to the page with a code or an error; None asks for a sign-in first.

        Raises OAuth2Error when there is no address it may be redirected to.
        """
        try:
            grant = self.get_consent_grant(request, end_user=signed_in)
        except OAuth2Error as error:
            if error.redirect_uri is None:
                raise
            return self._with_issuer(self.handle_error_response(request, error))
        if grant.prompt in ("login", "select_account") or "create" in prompts(request.payload.data):
            return None
        return self._with_issuer(self.create_authorization_response(request, signed_in, grant))

    def _with_issuer(self, answer: Answer) -> Answer:
        # RFC 9207; Authlib's own helper works on Flask's responses.
        headers = [
            (name, add_params_to_uri(value, {"iss": self.issuer}) if name == "Location" else value)
            for name, value in answer.headers
        ]
        return Answer(answer.status, answer.body, headers)
