"""Where a run's pages come from, and the instructions that lead there."""

import time
import uuid

from waugzee.discogs.credentials import Credentials
from waugzee.settings import Settings
from waugzee_sync import signing
from waugzee_sync.discogs.requests import collection_list_url, collection_page_url
from waugzee_sync.messages import LISTS, Instruction

LIFE = 300
"""Seconds an instruction may be used: as long as Discogs accepts a signed timestamp."""

CEILINGS = {"demo": 55, "public": 22, "token": 55, "oauth": 55}
"""Requests a minute: 60 are allowed with credentials and 25 without; the rest is for other programs."""


def shows_lists(kind: str) -> bool:
    """Whether folders and fields can be read: they are their owner's to see."""
    return kind != "public"


def run_key(settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID) -> bytes:
    """The key with which this run's engine signs what it posts."""
    return signing.derived_key(settings.secret.encode(), "run", str(user_id), str(run_id))


def instruction_key(settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID) -> bytes:
    """The key that never leaves the server, and signs what an engine may fetch."""
    return signing.derived_key(settings.secret.encode(), "instruction", str(user_id), str(run_id))


def instructions(
    settings: Settings,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    credentials: Credentials,
    pages: list[int],
    last_read: int,
    *,
    newest_first: bool = False,
) -> list[Instruction]:
    """Make an instruction for each page, numbered up to `last_read`."""
    key = instruction_key(settings, user_id, run_id)
    now = int(time.time())
    expires_at = now + LIFE
    made = []
    for read, page in enumerate(pages, last_read - len(pages) + 1):
        url = credentials.address(_url(credentials, page, newest_first), now=now)
        signed = signing.instruction_signature(key, page, read, expires_at, signing.url_digest(url))
        made.append(Instruction(page, read, url, expires_at, signed))
    return made


def _url(credentials: Credentials, page: int, newest_first: bool) -> str:
    origin, username = credentials.origin.api, credentials.username
    if page in LISTS:
        return collection_list_url(origin, username, LISTS[page])
    return collection_page_url(origin, username, page, newest_first=newest_first)
