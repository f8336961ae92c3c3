"""The errand engine: one single request of Discogs at a time, as the server asks for them.

It goes: ask what to do → do each errand under the budget → post what became of it → ask again, until
nothing is left. All that matters is on the server, so it may stop anywhere and start anew elsewhere.

What Discogs answers, and what follows:
  2xx, readable        post what was read
  2xx, anything else   post the status alone; the server decides whether to try again
  429 5xx, no status   pause and go slower (Budget.fail); a write is posted as unknown, for it may have
                       been done; a reading is done again, and after TRIES pauses the engine stops
  401                  post it, and stop: the credentials must change first
  any other status     post it: the server knows what each means

What our API answers, and what follows:
  2xx, what was asked  go on
  410 of an answer     it came too late: the server hands the errand out again
  408 429 5xx, none    the same call again, later each time, at most CALL_TRIES times
  any other 4xx        stop
"""

from typing import Literal

import msgspec

from waugzee_sync import signing
from waugzee_sync.discogs.budget import Budget, BudgetState
from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.errands.messages import (
    Errand,
    ErrandAnswer,
    ErrandDone,
    Errands,
    Kind,
    request_digest,
)
from waugzee_sync.errands.readings import READERS
from waugzee_sync.errands.requests import is_allowed_errand
from waugzee_sync.sync.events import (
    Action,
    Answered,
    Call,
    CallFailed,
    Done,
    Event,
    Fetch,
    Fetched,
    FetchFailed,
    Outcome,
    Save,
    Started,
    Stop,
    Wake,
)
from waugzee_sync.sync.state import Options

TRIES = 4
CALL_TRIES = 6
LONGEST_WAIT = 30.0
FETCH_TIMEOUT = 30.0
FRESH = 10.0
"""An errand is done only while it has so many seconds left."""
SHARE = 0.5
"""Of the budget: the rest is always free for a collection's run, which must never wait for an errand."""

PATH = "/api/errands"
ANSWERS = "/api/errands/answers"


class Doing(msgspec.Struct, tag="doing"):
    """What is being done, and how much is left; `waiting_until` says when requests go on."""

    kind: Kind | None
    left: int
    waiting_until: float | None
    problem: str | None


Said = Action | Doing


class _Call(msgspec.Struct):
    """A call of our API without an answer yet: sent under `id`, or waiting for `retry_at`."""

    kind: Literal["ask", "answer"]
    body: str
    id: int | None = None
    attempts: int = 0
    retry_at: float = 0.0


class ErrandEngine:
    """`feed` takes an event and its body, and returns actions in order, until `Done`."""

    def __init__(self, options: Options, now: float, budget: BudgetState | None = None) -> None:
        self.options = options
        self.budget = Budget(1, now, budget)
        self.finished = False
        self._actions: list[Said] = []
        self._desk = ""
        self._key = b""
        self._offset = 0.0
        self._waiting: list[Errand] = []
        self._flight: tuple[int, Errand] | None = None
        self._call: _Call | None = None
        self._left = 0
        self._counter = 0
        self._problem: str | None = None
        self._said: Doing | None = None

    def feed(self, event: Event, body: bytes = b"") -> list[Said]:
        """Take in what happened; return what to do next."""
        self._actions = []
        if not self.finished:
            self._take_in(event, body)
            if not self.finished:
                self._go_on(event.now)
        return self._actions

    def _take_in(self, event: Event, body: bytes) -> None:
        match event:
            case Fetched():
                self._fetched(event, body)
            case FetchFailed():
                if errand := self._landed(event.id):
                    self._discogs_failed(errand, event.now)
            case Answered():
                self._answered(event, body)
            case CallFailed():
                if self._call and self._call.id == event.id:
                    self._try_again(self._call, event.now)
            case Stop():
                self._done("incomplete", "stopped")
            case Started() | _:
                pass

    # What Discogs answered

    def _landed(self, flight_id: int) -> Errand | None:
        if self._flight is None or self._flight[0] != flight_id:
            return None
        errand = self._flight[1]
        self._flight = None
        return errand

    def _fetched(self, event: Fetched, body: bytes) -> None:
        errand = self._landed(event.id)
        if errand is None:
            return
        if event.status == 429 or event.status >= 500:
            self._discogs_failed(errand, event.now)
            return
        self.budget.end(event.now)
        self._problem = "unauthorized" if event.status == 401 else None
        result = None
        if 200 <= event.status < 300:
            try:
                result = READERS[errand.kind](body)
            except Unreadable:
                self._problem = "unreadable"
        self._post(errand, event.status, result)

    def _discogs_failed(self, errand: Errand, now: float) -> None:
        """Without a reason it may be a 429, or a refusal that a browser may not read."""
        self.budget.fail(now)
        self._actions.append(Save(self.budget.state))
        self._problem = "unreachable"
        if errand.method != "GET":
            self._post(errand, 0, None)
        elif self.budget.failures >= TRIES:
            self._done("incomplete", "unreachable")
        # Else it is asked for afresh: a signed address serves one attempt.

    def _post(self, errand: Errand, status: int, result: object) -> None:
        answer = ErrandAnswer(
            id=errand.id,
            kind=errand.kind,
            expires_at=errand.expires_at,
            digest=request_digest(errand.method, errand.url, errand.body),
            signature=errand.signature,
            status=status,
            result=msgspec.Raw(msgspec.json.encode(result)),
        )
        self._call = _Call("answer", msgspec.json.encode(answer).decode())

    # What our API answered

    def _answered(self, event: Answered, body: bytes) -> None:
        call = self._call
        if call is None or call.id != event.id:
            return
        if event.status in (408, 429) or event.status >= 500:
            self._try_again(call, event.now)
        elif call.kind == "answer" and event.status == 410:
            self._taken()
        elif event.status >= 400:
            self._done("failed", "signed_out" if event.status == 401 else "refused")
        else:
            self._understood(call, event, body)

    def _understood(self, call: _Call, event: Answered, body: bytes) -> None:
        try:
            answer = msgspec.json.decode(body, type=Errands if call.kind == "ask" else ErrandDone)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._try_again(call, event.now)
            return
        if isinstance(answer, Errands):
            self._told(answer, event.now)
        else:
            self._taken()

    def _told(self, told: Errands, now: float) -> None:
        self._call = None
        if not all(is_allowed_errand(one.method, one.url, self.options.origins) for one in told.errands):
            self._done("failed", "forged_instruction")
            return
        self._desk, self._key = told.desk, signing.decoded_key(told.key)
        self._offset = told.now - now
        self._left = told.left
        self._waiting = list(told.errands)
        self.budget.ceiling = max(1, int((self.options.ceiling or told.ceiling) * SHARE))
        if not self._waiting:
            self._done("complete", None)

    def _taken(self) -> None:
        self._call = None
        self._left = max(0, self._left - 1)
        if self._problem == "unauthorized":
            self._done("incomplete", "unauthorized")

    def _try_again(self, call: _Call, now: float) -> None:
        call.id = None
        call.attempts += 1
        call.retry_at = now + min(2.0 ** (call.attempts - 1), LONGEST_WAIT)
        if call.attempts >= CALL_TRIES:
            self._done("incomplete", "server_unreachable")

    # What to do next

    def _go_on(self, now: float) -> None:
        if self._flight is None and self._call is None:
            self._next(now)
        call = self._call
        if call is not None and call.id is None:
            if call.retry_at <= now:
                call.id = self._next_id()
                self._actions.append(self._sent(call, call.id, now))
            else:
                self._actions.append(Wake(call.retry_at))
        self._say(now)

    def _next(self, now: float) -> None:
        self._waiting = [one for one in self._waiting if one.expires_at >= now + self._offset + FRESH]
        if self._key and (at := self.budget.next_start(now)) > now:
            # What was signed may expire meanwhile: then it is asked for afresh.
            self._actions.append(Wake(at))
        elif not self._waiting:
            self._call = _Call("ask", "{}")
        else:
            self.budget.start(now)
            errand = self._waiting.pop(0)
            self._flight = self._next_id(), errand
            self._actions.append(
                Fetch(self._flight[0], errand.url, FETCH_TIMEOUT, errand.method, errand.body)
            )
            self._actions.append(Save(self.budget.state))

    def _sent(self, call: _Call, call_id: int, now: float) -> Call:
        if call.kind == "ask":
            return Call(call_id, "POST", PATH, {}, call.body)
        headers = signing.signed_headers(
            self._key,
            "POST",
            ANSWERS,
            call.body.encode(),
            created=int(now + self._offset),
            nonce=f"{self.options.seed}-{call_id}",
            key_id=self._desk,
        )
        return Call(call_id, "POST", ANSWERS, headers, call.body)

    def _next_id(self) -> int:
        self._counter += 1
        return self._counter

    def _say(self, now: float) -> None:
        at = self.budget.next_start(now)
        waits = self._flight is None and now < at < float("inf") and bool(self._key)
        kind = self._flight[1].kind if self._flight else self._said.kind if self._said else None
        said = Doing(kind, self._left, at if waits else None, self._problem)
        if said != self._said:
            self._said = said
            self._actions.append(said)

    def _done(self, outcome: Outcome, reason: str | None) -> None:
        self.finished = True
        self._actions.append(Save(self.budget.state))
        self._actions.append(Done(outcome, reason, None))
