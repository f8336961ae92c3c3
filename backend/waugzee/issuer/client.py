"""The one client, in the shape Authlib asks for."""

import msgspec

from waugzee.settings import Settings

SCOPES = ("openid", "profile", "offline_access")


class PageClient(msgspec.Struct, frozen=True):
    """The one client: the page, public (it can keep no secret), at the address people type."""

    client_id: str
    origins: list[str]

    @classmethod
    def of(cls, settings: Settings) -> "PageClient":
        return cls(settings.client_id, settings.page_origins)

    def check_post_logout_redirect_uri(self, uri: str) -> bool:
        return uri in [f"{origin}/signed-out" for origin in self.origins]

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: OpenID Connect wants it named in every request."""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in [f"{origin}/signed-in" for origin in self.origins]

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Those of the asked scopes that exist here; None, a refusal, when none does."""
        return " ".join(known for known in SCOPES if known in (scope or "").split()) or None
