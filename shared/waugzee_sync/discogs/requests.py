"""The requests we make of Discogs, and the check that an instruction leads to nothing else."""

import re
from collections.abc import Collection, Mapping
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

PER_PAGE = 100
ListName = Literal["folders", "fields"]

# Path and the parameters it may carry; credentials come beside them, in the address, so that a
# browser needs no preflight.
_COLLECTION = r"/users/(?:[A-Za-z0-9._\-]|%[0-9A-F]{2}){1,192}/collection"
SHAPES = {
    re.compile(f"{_COLLECTION}/folders/0/releases"): {"page", "per_page", "sort", "sort_order"},
    re.compile(f"{_COLLECTION}/(?:folders|fields)"): set[str](),
}
CREDENTIALS = re.compile(r"token|oauth_[a-z_]+", re.ASCII)
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LONGEST_URL = 2048
# Of these a browser drops some without a word and resolves others: it would fetch what does not stand there.
DUBIOUS = re.compile(r"[^!-~]|[\\#]|/(?:\.|%2[eE]){1,2}(?=[/?]|$)")


def collection_page_url(
    origin: str, username: str, page: int, token: str | None = None, *, newest_first: bool = False
) -> str:
    """Address of one page of everything a user owns, oldest first: additions then touch only the end."""
    order = "desc" if newest_first else "asc"
    query = {"page": page, "per_page": PER_PAGE, "sort": "added", "sort_order": order}
    return f"{_collection(origin, username)}/folders/0/releases?{urlencode({**query, **_credentials(token)})}"


def collection_list_url(origin: str, username: str, name: ListName, token: str | None = None) -> str:
    """Address of the user's folders, or of their fields."""
    query = urlencode(_credentials(token))
    return f"{_collection(origin, username)}/{name}" + (f"?{query}" if query else "")


def _collection(origin: str, username: str) -> str:
    return f"{origin}/users/{quote(username, safe='')}/collection"


def _credentials(token: str | None) -> dict[str, str]:
    return {"token": token} if token else {}


def is_allowed(
    url: str, origins: Collection[str], shapes: Mapping[re.Pattern[str], set[str]] = SHAPES
) -> bool:
    """Say whether an engine may fetch `url`: one of `origins`, https (or http on loopback), a known shape."""
    if len(url) > LONGEST_URL or DUBIOUS.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" not in origins:
        return False
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return False
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return any(
        path.fullmatch(parts.path)
        and all(name in parameters or CREDENTIALS.fullmatch(name) for name in names)
        and len(set(names)) == len(names)
        for path, parameters in shapes.items()
    )
