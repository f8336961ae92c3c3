"""Parameters of a query or a form, read strictly before Authlib sees them.

Authlib repeats what it was sent in its error descriptions and raises ValueError, a 500, where that
has characters RFC 6749 forbids there; and it takes the last of a repeated parameter, which §3.1 and
§3.2 forbid to be repeated.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from authlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # Authlib ships no types
from authlib.oauth2.rfc6749 import InvalidRequestError  # type: ignore[import-untyped]  # the same

MOST_BYTES = 16 * 1024
MOST_FIELDS = 40

# VSCHAR and NQCHAR of RFC 6749, appendix A. What people type (hints) may hold any letter.
PROTOCOL = re.compile(r"[\x20-\x7e]*")
REPEATED_IN_ERRORS = re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]*")
QUOTED = ("response_type", "redirect_uri", "grant_type", "client_id", "scope", "prompt")
FREE = ("login_hint", "logout_hint", "ui_locales", "claims_locales", "name", "password")


def parse(encoded: bytes | str) -> dict[str, str]:
    """Decode `application/x-www-form-urlencoded`; raises Authlib's InvalidRequestError."""
    if len(encoded) > MOST_BYTES:
        raise InvalidRequestError("The request is too long.")
    try:
        text = encoded.decode("ascii") if isinstance(encoded, bytes) else encoded
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidRequestError("The request is not a well-formed form.") from None
    parameters = dict(pairs)
    if len(parameters) < len(pairs):
        raise InvalidRequestError("A parameter is given more than once.")
    for name, value in pairs:
        allowed = REPEATED_IN_ERRORS if name in QUOTED else PROTOCOL
        if name not in FREE and not allowed.fullmatch(value):
            raise InvalidRequestError("A parameter has characters that do not belong there.")
    # An empty parameter is an omitted one (RFC 6749 §3.1).
    return {name: value for name, value in parameters.items() if value or name in FREE}


def max_age(parameters: Mapping[str, str]) -> int | None:
    """The oldest sign-in the client accepts, in seconds."""
    text = parameters.get("max_age")
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InvalidRequestError("max_age is not a number of seconds.")
    return int(text)


__all__ = ["InvalidRequestError", "OAuth2Error", "max_age", "parse"]
