"""Who is asking: the credentials of a request, and what they are worth."""

import re
from typing import Literal, NamedTuple
from urllib.parse import parse_qs

USER = "demo"
USER_ID = 8_288_001
TOKEN = "demo-token"
KEY, SECRET = "demo-key", "demo-secret"

_PAIR = re.compile(r"(token|key|secret)=([^\s,&]+)")


class Caller(NamedTuple):
    """`user` is set for a personal token only: a consumer key lifts the limit and opens nothing."""

    kind: Literal["nobody", "application", "user", "invalid"]
    user: str | None = None

    def owns(self, user: str) -> bool:
        return self.user is not None and self.user.lower() == user.lower()


NOBODY = Caller("nobody")


def caller(query: bytes, authorization: str) -> Caller:
    """From `?token=`, `?key=&secret=`, or an `Authorization: Discogs …` header."""
    asked = {name: values[-1] for name, values in parse_qs(query.decode("latin-1")).items()}
    if authorization.startswith("Discogs "):
        asked |= dict(_PAIR.findall(authorization))
    if token := asked.get("token"):
        return Caller("user", USER) if token == TOKEN else Caller("invalid")
    if "key" in asked or "secret" in asked:
        known = (asked.get("key"), asked.get("secret")) == (KEY, SECRET)
        return Caller("application") if known else Caller("invalid")
    return NOBODY
