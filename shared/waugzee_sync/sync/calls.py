"""The calls of our API: what is sent, and what must come back."""

from typing import Any

import msgspec

from waugzee_sync import signing
from waugzee_sync.discogs.lists import are_all, read_fields, read_folders
from waugzee_sync.discogs.responses import CollectionItem, Page, judged
from waugzee_sync.messages import (
    LISTS,
    Driver,
    FieldsReading,
    Finished,
    FoldersReading,
    Instruction,
    Instructions,
    ListStored,
    PageReading,
    PageStored,
    SyncRun,
    SyncStart,
)
from waugzee_sync.sync.events import Call
from waugzee_sync.sync.state import CallKind, EngineState, PendingCall

Answer = SyncStart | Instructions | PageStored | ListStored | Finished | SyncRun

_answers: dict[CallKind, type[Answer]] = {
    "open": SyncStart,
    "instructions": Instructions,
    "page": PageStored,
    "list": ListStored,
    "finish": Finished,
    "pause": SyncRun,
}


def answer(kind: CallKind, body: bytes) -> Answer | None:
    """Decode what our API answered; None where it is nothing of ours, as from a proxy in between."""
    try:
        return msgspec.json.decode(body, type=_answers[kind])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class _Problem(msgspec.Struct):
    type: str = ""


def was_replayed(body: bytes) -> bool:
    """Say whether a refusal only means that the network gave the same request twice."""
    try:
        return msgspec.json.decode(body, type=_Problem).type == "/problems/replayed"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def sent(call: PendingCall, call_id: int, state: EngineState, now: float) -> Call:
    """Write a call down for the host; each attempt to post what was read is signed anew."""
    run = f"/api/syncs/{state.run_id}"
    path = {
        "open": "/api/syncs",
        "instructions": f"{run}/instructions",
        "page": f"{run}/pages/{call.page}",
        "list": f"{run}/{LISTS.get(call.page)}",
        "finish": f"{run}/finish",
        "pause": f"{run}/pause",
    }[call.kind]
    if call.kind not in ("page", "list"):
        return Call(call_id, "POST", path, {}, call.body)
    headers = signing.signed_headers(
        signing.decoded_key(state.key or ""),
        "PUT",
        path,
        call.body.encode(),
        created=int(now + state.clock_offset),
        nonce=f"{state.options.seed}-{call_id}",
        key_id=state.run_id or "",
    )
    return Call(call_id, "PUT", path, headers, call.body)


def reading(instruction: Instruction, page: Page, driver: Driver, requests: int) -> PageReading:
    """What is posted of a page: items that validate without what we do not know, the others as they came."""
    items = []
    for raw in page.releases:
        item = judged(raw)
        items.append(msgspec.Raw(msgspec.json.encode(item)) if isinstance(item, CollectionItem) else raw)
    proof = _proof(instruction, driver, requests)
    return PageReading(**proof, pagination=page.pagination, items=items)


def list_reading(
    instruction: Instruction, body: bytes, driver: Driver, requests: int
) -> FoldersReading | FieldsReading | None:
    """What is posted of a list; None where it is not all there is to see. Raises Unreadable."""
    proof = _proof(instruction, driver, requests)
    if LISTS[instruction.page] == "fields":
        return FieldsReading(**proof, fields=read_fields(body))
    folders = read_folders(body)
    return FoldersReading(**proof, folders=folders) if are_all(folders) else None


def _proof(instruction: Instruction, driver: Driver, requests: int) -> dict[str, Any]:
    return {
        "driver": driver,
        "requests": requests,
        "read": instruction.read,
        "expires_at": instruction.expires_at,
        "url_digest": signing.url_digest(instruction.url),
        "signature": instruction.signature,
    }
