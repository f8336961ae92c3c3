"""Authlib's authorization server, filled in.

One is made per request, around that request's connection and keys: Authlib passes neither through
its hooks, and making one costs microseconds.
"""

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oauth2 import AuthorizationServer, OAuth2Error  # type: ignore[import-untyped]  # the same

from waugzee.issuer.client import PageClient
from waugzee.issuer.grant import SignedIn
from waugzee.issuer.grants import S256, CodeGrant, ProtocolRequest, RefreshGrant, Refusals, Revocation
from waugzee.issuer.signed import AccessToken, IdToken
from waugzee.issuer.store import GrantStore
from waugzee.settings import Settings

# At debug level Authlib logs whole tokens.
logging.getLogger("authlib").setLevel(logging.INFO)


class Answer(NamedTuple):
    """An HTTP answer as Authlib gives it: a mapping is a JSON body."""

    status: int
    body: Mapping[str, Any] | str
    headers: list[tuple[str, str]]


def prompts(parameters: Mapping[str, str]) -> list[str]:
    return parameters.get("prompt", "").split()


class Server(AuthorizationServer):  # type: ignore[misc]  # Authlib ships no types
    """One request's authorization server."""

    def __init__(self, settings: Settings, store: GrantStore) -> None:
        super().__init__()
        self.store = store
        self.client = PageClient.of(settings)
        self.register_token_generator("default", AccessToken(store, settings.audience))
        self.register_grant(CodeGrant, [S256(), Refusals(), IdToken(store)])
        self.register_grant(RefreshGrant, [IdToken(store)])
        self.register_endpoint(Revocation)

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
        if grant.prompt in ("login", "select_account") or "create" in prompts(request.parameters):
            return None
        return self._with_issuer(self.create_authorization_response(request, signed_in, grant))

    def _with_issuer(self, answer: Answer) -> Answer:
        # RFC 9207; Authlib's own helper works on Flask's responses.
        issuer = {"iss": self.store.issuer}
        headers = [
            (name, add_params_to_uri(value, issuer) if name == "Location" else value)
            for name, value in answer.headers
        ]
        return Answer(answer.status, answer.body, headers)

    # What Authlib asks of a server.

    def query_client(self, client_id: str) -> PageClient | None:
        return self.client if client_id == self.client.client_id else None

    def save_token(self, token: Mapping[str, str], request: ProtocolRequest) -> None:
        self.store.renew(request.user, token.get("refresh_token"))

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
