"""What the issuer says about itself (OpenID Connect Discovery 1.0, RFC 8414)."""

from typing import Any

from waugzee.issuer.client import SCOPES
from waugzee.issuer.keys import ALGORITHM

# Of RFC 8414 §3.1, for an issuer whose identifier ends in /issuer.
OAUTH_PATH = "/.well-known/oauth-authorization-server/issuer"
OPENID_PATH = "/.well-known/openid-configuration"

CLAIMS = ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "amr", "sid", "at_hash"]
PROFILE_CLAIMS = ["name", "preferred_username"]


def metadata(issuer: str) -> dict[str, Any]:
    """The discovery document of the issuer with this identifier."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "revocation_endpoint": f"{issuer}/revoke",
        "end_session_endpoint": f"{issuer}/end-session",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "select_account", "create"],
        "claims_supported": [*CLAIMS, *PROFILE_CLAIMS],
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
    }
