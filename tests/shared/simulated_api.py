"""Our sync endpoints of a few lines, in memory: as strict as the real ones with what they are sent."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from shared.simulated_discogs import LOST, ORIGIN, Answer
from waugzee_sync import signing
from waugzee_sync.discogs.requests import collection_list_url, collection_page_url
from waugzee_sync.discogs.responses import judged
from waugzee_sync.messages import (
    LISTS,
    AskInstructions,
    FieldsReading,
    Finish,
    Finished,
    FoldersReading,
    Instruction,
    Instructions,
    ListStored,
    OpenSync,
    PageReading,
    PageStored,
    Pause,
    Reading,
    Reason,
    RunMode,
    RunState,
    StoredPage,
    SyncRun,
    SyncStart,
)
from waugzee_sync.sync.events import Call
from waugzee_sync.sync.plan import Receipt, Verdict, missing_pages, verdict

SECRET = b"the server's secret"
LIFE = 300
GRACE = 300

Rule = Callable[[Call, int], Answer | None]
"""Given a call and how often this path was called before: an answer, or None for the ordinary one."""


class Receipts:
    """What a run holds: a receipt for each page, and the number of readings it has given out."""

    def __init__(self) -> None:
        self.reads = 0
        self.of_page: dict[int, Receipt] = {}

    def give_out(self) -> int:
        self.reads += 1
        return self.reads

    def store(self, receipt: Receipt) -> bool:
        """Keep the newest reading of a page; say whether this one is."""
        before = self.of_page.get(receipt.page)
        if before is not None and before.read >= receipt.read:
            return False
        same = before is not None and said(before) == said(receipt)
        first = before.first_read if before is not None and same else self.reads
        self.of_page[receipt.page] = msgspec.structs.replace(receipt, first_read=first)
        return True

    def judge(self, *, removes: bool) -> Verdict:
        return verdict(list(self.of_page.values()), removes=removes)

    @property
    def seen(self) -> set[int]:
        return {instance_id for receipt in self.of_page.values() for instance_id in receipt.instance_ids}


def said(receipt: Receipt) -> tuple[object, ...]:
    return receipt.items, receipt.pages, tuple(receipt.instance_ids), receipt.unidentified


class Api:
    """One user's runs and copies; `ahead` is how far its clock is before the engine's."""

    def __init__(self, ceiling: int = 55, ahead: float = 0.0) -> None:
        self.ceiling = ceiling
        self.ahead = ahead
        self.copies: set[int] = set()
        self.removed: set[int] = set()
        self.runs = 0
        self.mode: RunMode = "full"
        self.state: RunState = "incomplete"
        self.reason: Reason | None = None
        self.driver: str | None = None
        self.receipts = Receipts()
        self.lists: list[int] = []
        self.listed: dict[int, FoldersReading | FieldsReading] = {}
        self.nonces: list[str] = []
        self.calls: list[Call] = []
        self.posted: list[int] = []
        self.origin = ORIGIN
        self.rule: Rule = lambda call, before: None

    def answer(self, call: Call, now: float) -> Answer:
        """Answer a call that arrives at the engine's `now`."""
        before = sum(earlier.path == call.path for earlier in self.calls)
        self.calls.append(call)
        return self.rule(call, before) or self.served(call, now + self.ahead)

    def served(self, call: Call, now: float) -> Answer:
        match call.path.split("/")[3:]:
            case []:
                return self._open(call, now)
            case [run, *_] if run != self.run_id or self.state != "running":
                return 409, b""
            case [_, "instructions"]:
                asked = msgspec.json.decode(call.body or "", type=AskInstructions)
                if asked.driver != self.driver:
                    return 409, b""
                pages = asked.pages
                return 200, msgspec.json.encode(Instructions(self._instruct(pages, now)))
            case [_, "pages", page]:
                return self._store_page(call, int(page), now)
            case [_, "folders" | "fields" as name]:
                return self._store_list(call, name, now)
            case [_, "finish"]:
                return 200, msgspec.json.encode(
                    self._finish(msgspec.json.decode(call.body or "", type=Finish))
                )
            case [_, "pause"]:
                pause = msgspec.json.decode(call.body or "", type=Pause)
                self.state, self.reason = "incomplete", pause.reason
                return 200, msgspec.json.encode(self.run)
        raise AssertionError(call.path)

    @property
    def run_id(self) -> str:
        return str(uuid.UUID(int=self.runs))

    @property
    def key(self) -> bytes:
        return signing.derived_key(SECRET, "run", self.run_id)

    @property
    def run(self) -> SyncRun:
        newest = max(self.receipts.of_page.values(), key=lambda receipt: receipt.read, default=None)
        moment = datetime(2026, 11, 21, tzinfo=UTC)
        return SyncRun(
            id=uuid.UUID(int=self.runs),
            mode=self.mode,
            state=self.state,
            reason=self.reason,
            detail=None,
            kind="public",
            username="alice",
            pages_done=len(self.receipts.of_page),
            pages_total=newest.pages if newest else None,
            items_seen=len(self.receipts.seen),
            items_total=newest.items if newest else None,
            set_aside=0,
            added=0,
            changed=0,
            removed=len(self.removed),
            requests=self.receipts.reads,
            driver="browser",
            driven=self.state == "running",
            started_at=moment,
            updated_at=moment,
            finished_at=None,
        )

    def _open(self, call: Call, now: float) -> Answer:
        asked = msgspec.json.decode(call.body or "", type=OpenSync)
        driver = asked.driver
        watches = self.state == "running" and self.driver not in (None, driver) and not asked.take_over
        if self.state == "complete" or self.runs == 0 or (self.mode == "quick" and self.state != "running"):
            self.mode = "quick" if asked.mode != "full" and self.runs else "full"
            self.runs += 1
            self.receipts = Receipts()
            self.listed = {}
        self.state, self.reason = "running", None
        receipts = self.receipts.of_page.values()
        pages = 1 if self.mode == "quick" else max((r.pages for r in receipts), default=1)
        missing = missing_pages(list(self.receipts.of_page), pages)
        lists = [number for number in self.lists if number not in self.listed]
        start = SyncStart(
            run=self.run,
            now=now,
            key=None if watches else signing.encoded_key(self.key),
            ceiling=self.ceiling,
            stored=[
                StoredPage(r.page, r.items, r.pages, len(r.instance_ids) + r.unidentified) for r in receipts
            ],
            lists=lists,
            instructions=[] if watches else self._instruct([*missing[:48], *lists], now),
        )
        if not watches:
            self.driver = driver
        return 201, msgspec.json.encode(start)

    def _instruct(self, pages: list[int] | tuple[int, ...], now: float) -> list[Instruction]:
        given = []
        for page in pages:
            read, url = self.receipts.give_out(), self._url(page)
            expires_at = int(now) + LIFE
            signature = signing.instruction_signature(SECRET, page, read, expires_at, signing.url_digest(url))
            given.append(Instruction(page, read, url, expires_at, signature))
        return given

    def _url(self, page: int) -> str:
        if page in LISTS:
            return collection_list_url(self.origin, "alice", LISTS[page])
        return collection_page_url(self.origin, "alice", page, newest_first=self.mode == "quick")

    def _store_list(self, call: Call, name: str, now: float) -> Answer:
        body = self._signed(call, now)
        reading: FoldersReading | FieldsReading
        if name == "folders":
            reading = msgspec.json.decode(body, type=FoldersReading)
        else:
            reading = msgspec.json.decode(body, type=FieldsReading)
        number = next(number for number, known in LISTS.items() if known == name)
        self._check_proof(number, reading)
        if reading.expires_at + GRACE < now:
            return 410, b""
        self.listed[number] = reading
        return 200, msgspec.json.encode(ListStored(True))

    def _signed(self, call: Call, now: float) -> bytes:
        body = (call.body or "").encode()
        headers = {name.lower(): value for name, value in call.headers.items()}
        nonce = signing.verified_nonce(
            self.key, call.method, call.path, body, headers, now=now, key_id=self.run_id
        )
        assert nonce not in self.nonces, "a nonce was used twice"
        self.nonces.append(nonce)
        return body

    def _check_proof(self, page: int, reading: Reading) -> None:
        proof = (reading.read, reading.expires_at, reading.url_digest, reading.signature)
        assert signing.is_own_instruction(SECRET, page, *proof)

    def _store_page(self, call: Call, page: int, now: float) -> Answer:
        reading = msgspec.json.decode(self._signed(call, now), type=PageReading)
        self._check_proof(page, reading)
        assert reading.pagination.page == page
        if reading.expires_at + GRACE < now:
            return 410, b""
        return 200, msgspec.json.encode(self._take(page, reading))

    def _take(self, page: int, reading: PageReading) -> PageStored:
        ids = [judged(raw).instance_id for raw in reading.items]
        readable = tuple(instance_id for instance_id in ids if instance_id is not None)
        counts = reading.pagination
        receipt = Receipt(
            page, reading.read, 0, counts.items, counts.pages, readable, len(ids) - len(readable)
        )
        newest = self.receipts.store(receipt)
        self.posted.append(page)
        added = set(readable) - self.copies
        self.copies |= added
        self.removed -= set(readable)
        return PageStored(not newest, len(added), 0, 0)

    def _finish(self, asked: Finish) -> Finished:
        unseen = self.copies - self.removed - self.receipts.seen
        if self.mode == "quick":
            (newest,) = self.receipts.of_page.values()
            agrees = len(self.receipts.seen | unseen) == newest.items
            self.state, self.reason = ("complete", None) if agrees else ("incomplete", "differs")
            return Finished(self.run, [])
        judgement = self.receipts.judge(removes=bool(unseen))
        if judgement.shortfall is None:
            self.state = "complete"
            self.removed |= unseen
        elif asked.give_up or not judgement.reread:
            shortfall = judgement.shortfall
            self.state = "incomplete"
            self.reason = "kept_changing" if shortfall == "unconfirmed" else shortfall
        return Finished(self.run, list(judgement.reread) if self.state == "running" else [])


def away(call: Call, before: int) -> Answer:
    return LOST
