"""Authlib's grants and its revocation, filled in: how each finds and keeps what it needs in the store."""

from collections.abc import Mapping

from authlib.oauth2 import OAuth2Request  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oauth2.rfc6749 import InvalidRequestError, grants  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7009 import RevocationEndpoint  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7636 import CodeChallenge  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7636.challenge import compare_s256_code_challenge  # type: ignore[import-untyped]  # the same
from authlib.oidc.core.errors import RequestNotSupportedError  # type: ignore[import-untyped]  # the same

from waugzee.issuer.client import PageClient
from waugzee.issuer.grant import Grant
from waugzee.issuer.store import GrantStore

PUBLIC = ("none",)  # how the client authenticates: not at all, it can keep no secret


class ProtocolRequest(OAuth2Request):  # type: ignore[misc]  # Authlib ships no types
    """A request whose parameters were read before (see `parameters`)."""

    def __init__(
        self, method: str, uri: str, parameters: Mapping[str, str], headers: Mapping[str, str]
    ) -> None:
        super().__init__(method, uri, headers=headers)
        self.payload = BasicOAuth2Payload(parameters)

    @property
    def parameters(self) -> Mapping[str, str]:
        return self.payload.data  # type: ignore[no-any-return]  # what __init__ was given

    @property
    def form(self) -> Mapping[str, str]:
        return self.parameters


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib ships no types
    TOKEN_ENDPOINT_AUTH_METHODS = PUBLIC

    @property
    def store(self) -> GrantStore:
        return self.server.store  # type: ignore[no-any-return]  # of the Server that made this

    def save_authorization_code(self, code: str, request: ProtocolRequest) -> None:
        self.store.add(code, request.user, request.scope, request.parameters)

    def query_authorization_code(self, code: str, client: PageClient) -> Grant | None:
        return self.store.of_code(code)

    def delete_authorization_code(self, authorization_code: Grant) -> None:
        """It was spent when it was shown."""

    def authenticate_user(self, authorization_code: Grant) -> Grant:
        return authorization_code


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]  # Authlib ships no types
    TOKEN_ENDPOINT_AUTH_METHODS = PUBLIC
    INCLUDE_NEW_REFRESH_TOKEN = True

    @property
    def store(self) -> GrantStore:
        return self.server.store  # type: ignore[no-any-return]  # of the Server that made this

    def authenticate_refresh_token(self, refresh_token: str) -> Grant | None:
        return self.store.of_refresh_token(refresh_token)

    def authenticate_user(self, refresh_token: Grant) -> Grant:
        return refresh_token

    def revoke_old_credential(self, refresh_token: Grant) -> None:
        """Saving the new token replaced it."""


class Revocation(RevocationEndpoint):  # type: ignore[misc]  # Authlib ships no types
    CLIENT_AUTH_METHODS = PUBLIC

    @property
    def store(self) -> GrantStore:
        return self.server.store  # type: ignore[no-any-return]  # of the Server that made this

    def check_params(self, request: ProtocolRequest, client: PageClient) -> None:
        # The type hint is not needed to find a token, so one we do not know is no reason to refuse.
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def query_token(self, token: str, token_type_hint: str | None) -> Grant | None:
        return self.store.of_refresh_token(token) or self.store.of_access_token(token)

    def revoke_token(self, token: Grant, request: ProtocolRequest) -> None:
        self.store.revoke(token)


class S256(CodeChallenge):  # type: ignore[misc]  # Authlib ships no types
    """PKCE, always, and S256 only: Authlib asks for it at the token endpoint alone, and takes `plain`."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)
    CODE_CHALLENGE_METHODS = {"S256": compare_s256_code_challenge}  # noqa: RUF012  # Authlib's own name

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        given = grant.request.parameters
        if not given.get("code_challenge") or given.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge with the method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class Refusals:
    """What Authlib would pass over, and OpenID Connect wants refused."""

    def __call__(self, grant: CodeGrant) -> None:
        grant.register_hook("after_validate_authorization_request_payload", self.validate)

    def validate(self, grant: CodeGrant, redirect_uri: str) -> None:
        given = grant.request.parameters
        if "request" in given or "request_uri" in given:
            raise RequestNotSupportedError("Request objects are not supported.")
        if given.get("response_mode", "query") != "query":
            raise InvalidRequestError("The only response_mode is query.")
