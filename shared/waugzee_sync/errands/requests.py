"""The single requests we make of Discogs, by method: nothing else is ever sent."""

import re
from collections.abc import Collection
from urllib.parse import quote

from waugzee_sync.discogs.requests import is_allowed
from waugzee_sync.errands.messages import Method

_USER = r"/users/(?:[A-Za-z0-9._\-]|%[0-9A-F]{2}){1,192}"
_ID = r"[1-9][0-9]{0,18}"
_IN_FOLDER = rf"{_USER}/collection/folders/{_ID}/releases/{_ID}"
_NONE: set[str] = set()

SHAPES: dict[Method, dict[re.Pattern[str], set[str]]] = {
    "GET": {
        re.compile(rf"/releases/{_ID}"): _NONE,
        re.compile(r"/database/search"): {"barcode", "type", "per_page"},
        re.compile(rf"{_USER}/wants"): {"page", "per_page"},
        re.compile(rf"{_USER}/collection/value"): _NONE,
        re.compile(rf"{_USER}/collection/releases/{_ID}"): {"per_page"},
    },
    "POST": {
        re.compile(_IN_FOLDER): _NONE,
        re.compile(rf"{_IN_FOLDER}/instances/{_ID}"): _NONE,
        re.compile(rf"{_IN_FOLDER}/instances/{_ID}/fields/{_ID}"): _NONE,
    },
    "PUT": {re.compile(rf"{_USER}/wants/{_ID}"): _NONE},
    "DELETE": {
        re.compile(rf"{_USER}/wants/{_ID}"): _NONE,
        re.compile(rf"{_IN_FOLDER}/instances/{_ID}"): _NONE,
    },
}


def is_allowed_errand(method: Method, url: str, origins: Collection[str]) -> bool:
    """Say whether an engine may send a request: one of `origins`, and a known shape for the method."""
    return is_allowed(url, origins, SHAPES[method])


def release_url(origin: str, release_id: int) -> str:
    return f"{origin}/releases/{release_id}"


def search_url(origin: str, barcode: str) -> str:
    """Releases that bear a barcode. A UPC has 12 digits; some read it as an EAN with a 0 before."""
    code = barcode[1:] if len(barcode) == 13 and barcode.startswith("0") else barcode
    return f"{origin}/database/search?barcode={code}&type=release&per_page=50"


def wants_url(origin: str, username: str, page: int) -> str:
    return f"{_user(origin, username)}/wants?page={page}&per_page=100"


def value_url(origin: str, username: str) -> str:
    """What a collection is worth: told to its owner alone."""
    return f"{_user(origin, username)}/collection/value"


def copies_url(origin: str, username: str, release_id: int) -> str:
    """All copies of one release: what is looked up before and after anything is written."""
    return f"{_user(origin, username)}/collection/releases/{release_id}?per_page=100"


def want_url(origin: str, username: str, release_id: int) -> str:
    return f"{_user(origin, username)}/wants/{release_id}"


def add_url(origin: str, username: str, folder_id: int, release_id: int) -> str:
    return f"{_user(origin, username)}/collection/folders/{folder_id}/releases/{release_id}"


def instance_url(origin: str, username: str, folder_id: int, release_id: int, instance_id: int) -> str:
    return f"{add_url(origin, username, folder_id, release_id)}/instances/{instance_id}"


def _user(origin: str, username: str) -> str:
    return f"{origin}/users/{quote(username, safe='')}"
