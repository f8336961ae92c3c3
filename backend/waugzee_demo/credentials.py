"""Who is asking: the credentials of a request, and what they are worth."""

import re
from collections.abc import Collection
from typing import Literal, NamedTuple
from urllib.parse import parse_qs

USER = "demo"
USERS = {USER: 8_288_001, "mara": 8_288_002, "theo": 8_288_003}
"""Everyone who has an account, by their id."""
TOKEN = "demo-token"
TOKENS = {TOKEN: USER, "mara-token": "mara", "theo-token": "theo"}
KEY, SECRET = "demo-key", "demo-secret"

_PAIR = re.compile(r"(token|key|secret)=([^\s,&]+)")


class Caller(NamedTuple):
    """`user` is set for a personal token or OAuth: a consumer key lifts the limit and opens nothing.

    `application` is the program OAuth was granted to; `why` what is wrong with credentials that are signed.
    """

    kind: Literal["nobody", "application", "user", "invalid"]
    user: str | None = None
    application: str | None = None
    why: str | None = None

    def owns(self, user: str) -> bool:
        return self.user is not None and self.user.lower() == user.lower()


NOBODY = Caller("nobody")


def caller(query: bytes, authorization: str, revoked: Collection[str] = ()) -> Caller:
    """From `?token=`, `?key=&secret=`, or an `Authorization: Discogs …` header."""
    asked = {name: values[-1] for name, values in parse_qs(query.decode("latin-1")).items()}
    if authorization.startswith("Discogs "):
        asked |= dict(_PAIR.findall(authorization))
    if token := asked.get("token"):
        return (
            Caller("user", TOKENS[token]) if token in TOKENS and token not in revoked else Caller("invalid")
        )
    if "key" in asked or "secret" in asked:
        known = (asked.get("key"), asked.get("secret")) == (KEY, SECRET)
        return Caller("application") if known else Caller("invalid")
    return NOBODY
