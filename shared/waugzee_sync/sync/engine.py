"""The engine: fed with what happened, it answers what to do next. It does no I/O and reads no clock.

A run goes: open it (or join the one under way) → ask instructions → fetch pages under the budget →
post each one → finish. The server judges whether the whole was seen, and names pages to read again.

What Discogs answers, and what follows:
  200, a page          post it
  200, anything else   read again with a fresh instruction, at most TRIES times, then stop
  401 403              stop: the credentials, or the privacy settings, must change first
  404                  on page 1 the user is unknown; on later ones it may have shrunk: ask page 1
  429 5xx, no status   pause and go slower (Budget.fail); stop after TRIES pauses without an answer
"""

import msgspec

from waugzee_sync import signing
from waugzee_sync.discogs.budget import Budget, BudgetState
from waugzee_sync.discogs.requests import is_allowed
from waugzee_sync.discogs.responses import CollectionItem, Page, Unreadable, judged, read_page
from waugzee_sync.messages import (
    AskInstructions,
    Finish,
    Finished,
    Instruction,
    Instructions,
    OpenSync,
    PageReading,
    Pause,
    SyncStart,
)
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
    Phase,
    Progress,
    Save,
    Started,
    Stop,
    Wake,
)
from waugzee_sync.sync.plan import missing_pages
from waugzee_sync.sync.state import CallKind, EngineState, Flight, PageRead, PendingCall

TRIES = 6
CALL_TRIES = 10
SWEEPS = 4
FETCH_TIMEOUT = 30.0
BATCH = 50
FRESH = 10.0
"""An instruction is used only while it has so many seconds left."""

STOPPING = {401: "unauthorized", 403: "private_collection"}


class Engine:
    """One run. `feed` takes an event and its body, and returns actions in order."""

    def __init__(self, state: EngineState, now: float, budget: BudgetState | None = None) -> None:
        self.state = state
        # The server names the ceiling when the run opens; until then nothing is fetched.
        self.budget = Budget(state.options.ceiling or 1, now, budget)
        self._actions: list[Action] = []
        self._said: Progress | None = None
        self._wake_at: float | None = None

    def feed(self, event: Event, body: bytes = b"") -> list[Action]:
        """Take in what happened; return what to do next. After `Done` nothing more is asked."""
        self._actions = []
        if not self.state.finished:
            self._take_in(event, body)
            if not self.state.finished:
                self._go_on(event.now)
        return self._actions

    def _take_in(self, event: Event, body: bytes) -> None:
        match event:
            case Started():
                self._call("open", OpenSync(self.state.options.driver))
            case Fetched():
                self._fetched(event, body)
            case FetchFailed():
                self._fetch_failed(event)
            case Answered():
                self._answered(event, body)
            case CallFailed():
                self._call_failed(event.id, event.now)
            case Stop():
                self._end("stopped")
            case _:
                self._wake_at = None

    # What Discogs answered

    def _fetched(self, event: Fetched, body: bytes) -> None:
        flight = self.state.flights.pop(event.id, None)
        if flight is None:
            return
        page = flight.instruction.page
        if event.status == 429 or event.status >= 500:
            self._discogs_failed(page, event.now)
            return
        self.budget.end(event.now)
        self.state.latency = 0.7 * self.state.latency + 0.3 * (event.now - flight.started)
        if event.status == 200:
            self._page_read(flight.instruction, body)
        elif event.status in STOPPING:
            self._end(STOPPING[event.status])
        elif event.status == 404 and page > 1:
            self.state.absent.append(page)
            if len(self.state.absent) == 1:
                self._want(1)
        else:
            self._end("unknown_user" if event.status == 404 else "unreadable")

    def _fetch_failed(self, event: FetchFailed) -> None:
        flight = self.state.flights.pop(event.id, None)
        if flight is not None:
            self._discogs_failed(flight.instruction.page, event.now)

    def _discogs_failed(self, page: int, now: float) -> None:
        """Without a reason it may be a 429: pause, and try again later with a fresh instruction."""
        self.budget.fail(now)
        self._want(page)
        self.state.problem = "unreachable"
        if self.budget.failures >= TRIES:
            self._end("unreachable")

    def _page_read(self, instruction: Instruction, body: bytes) -> None:
        number = instruction.page
        try:
            page = read_page(body, number)
        except Unreadable:
            self.state.failures[number] = self.state.failures.get(number, 0) + 1
            self.state.problem = "unreadable"
            self._want(number)
            if self.state.failures[number] >= TRIES:
                self._end("unreadable")
            return
        self.state.problem = None
        self.state.failures.pop(number, None)
        before = self.state.read.get(number)
        self.state.read[number] = PageRead(
            page.pagination.items,
            page.pagination.pages,
            len(page.releases),
            instruction.read,
            stored=before is not None and before.stored,
        )
        self._call("page", _reading(instruction, page), number)
        if self.state.sweeps == 0:
            self._want(*self._unread(page.pagination.pages))

    def _unread(self, pages: int) -> tuple[int, ...]:
        underway = [flight.instruction.page for flight in self.state.flights.values()]
        return missing_pages([*self.state.read, *self.state.absent, *underway], pages)

    # What our API answered

    def _answered(self, event: Answered, body: bytes) -> None:
        call = self._pending(event.id)
        if call is None:
            return
        if event.status >= 500 or event.status == 429:
            self._call_failed(event.id, event.now)
            return
        self.state.calls.remove(call)
        if event.status >= 400:
            self._refused(call, event.status)
        elif call.kind == "open":
            self._opened(msgspec.json.decode(body, type=SyncStart), event.now)
        elif call.kind == "instructions":
            given = msgspec.json.decode(body, type=Instructions).instructions
            self._instructed(given)
        elif call.kind == "page":
            self.state.read[call.page].stored = True
        elif call.kind == "finish":
            self._finish_answered(msgspec.json.decode(body, type=Finished))
        else:
            self._done("incomplete", self.state.ending)

    def _refused(self, call: PendingCall, status: int) -> None:
        """A refusal is final: the run has ended, an instruction came too late, or we are signed out."""
        if call.kind == "page" and status == 410:
            del self.state.read[call.page]
            self._want(call.page)
        elif call.kind == "open":
            self._done("failed", {401: "signed_out", 409: "not_connected"}.get(status, "refused"))
        elif call.kind == "pause":
            self._done("incomplete", self.state.ending)
        elif status == 409:
            self._done("watching", None)
        else:
            self._done("incomplete", "signed_out" if status == 401 else "refused")

    def _opened(self, start: SyncStart, now: float) -> None:
        state = self.state
        state.run_id = str(start.run.id)
        state.clock_offset = start.now - now
        if start.key is None:
            self._done("watching", None)
            return
        state.key = start.key
        self.budget.ceiling = state.options.ceiling or start.ceiling
        for stored in start.stored:
            state.read[stored.page] = PageRead(stored.items, stored.pages, stored.count, stored=True)
        self._instructed(start.instructions)
        pages = max((stored.pages for stored in start.stored), default=1)
        self._want(*missing_pages([stored.page for stored in start.stored], pages))

    def _instructed(self, instructions: list[Instruction]) -> None:
        for instruction in instructions:
            if not is_allowed(instruction.url, self.state.options.origins):
                self._done("failed", "forged_instruction")
                return
            self.state.instructions[instruction.page] = instruction

    def _finish_answered(self, answer: Finished) -> None:
        if answer.run.state == "complete":
            self._done("complete", None)
        elif answer.run.state == "incomplete":
            self._done("incomplete", answer.run.reason)
        else:
            self.state.sweeps += 1
            self.state.absent.clear()
            self._want(*answer.reread)

    def _call_failed(self, call_id: int, now: float) -> None:
        """Our server is away: everything already read is kept, and sent again when it is back."""
        call = self._pending(call_id)
        if call is None:
            return
        call.id = None
        call.attempts += 1
        call.retry_at = now + min(2.0 ** (call.attempts - 1), 30.0)
        if call.attempts >= CALL_TRIES:
            self._done("incomplete" if self.state.run_id else "failed", "server_unreachable")

    # What to do next

    def _go_on(self, now: float) -> None:
        state = self.state
        if state.key is not None and state.ending is None:
            self._fetch_what_may_be(now)
            self._ask_instructions(now)
            if not (state.wanted or state.flights or state.calls):
                self._call("finish", Finish(state.sweeps >= SWEEPS))
        elif state.ending is not None and not any(call.kind in ("page", "pause") for call in state.calls):
            # What was read is posted first: the next engine need not read it again.
            self._call("pause", msgspec.convert({"reason": state.ending}, Pause))
        for call in state.calls:
            if call.id is None and call.retry_at <= now:
                self._send(call, now)
        self._say_progress(now)
        self._wake(now)

    def _fetch_what_may_be(self, now: float) -> None:
        state = self.state
        for page in list(state.wanted):
            instruction = self._fresh_instruction(page, now)
            if instruction is None:
                continue
            if len(state.flights) >= state.options.concurrency or not self.budget.start(now):
                return
            state.wanted.remove(page)
            del state.instructions[page]
            flight_id = self._next_id()
            state.flights[flight_id] = Flight(instruction, now)
            self._actions.append(Fetch(flight_id, instruction.url, FETCH_TIMEOUT))
            self._actions.append(Save(self.budget.state))

    def _fresh_instruction(self, page: int, now: float) -> Instruction | None:
        instruction = self.state.instructions.get(page)
        if instruction is not None and instruction.expires_at < self._server_time(now) + FRESH:
            del self.state.instructions[page]
            return None
        return instruction

    def _ask_instructions(self, now: float) -> None:
        """Ask for the pages that can start soon: a signed address does not live long."""
        state = self.state
        if any(call.kind == "instructions" for call in state.calls):
            return
        lacking = [page for page in state.wanted if page not in state.instructions]
        if lacking and self.budget.next_start(now) - now <= FRESH:
            self._call("instructions", AskInstructions(lacking[:BATCH]))

    def _end(self, reason: str) -> None:
        """Stop reading, say why, and leave the run to be resumed."""
        state = self.state
        if state.ending is not None:
            return
        state.ending = reason
        state.wanted.clear()
        if state.run_id is None:
            self._done("failed", reason)

    def _done(self, outcome: Outcome, reason: str | None) -> None:
        self.state.finished = True
        self._actions.append(Save(self.budget.state))
        self._actions.append(Done(outcome, reason, self.state.run_id))

    def _wake(self, now: float) -> None:
        state = self.state
        times = [call.retry_at for call in state.calls if call.id is None]
        if state.wanted and state.ending is None and len(state.flights) < state.options.concurrency:
            times.append(self.budget.next_start(now))
        soonest = min((at for at in times if now < at < float("inf")), default=None)
        if soonest is not None and soonest != self._wake_at:
            self._wake_at = soonest
            self._actions.append(Wake(soonest))

    # Small parts

    def _want(self, *pages: int) -> None:
        self.state.wanted = sorted({*self.state.wanted, *pages})

    def _call(self, kind: CallKind, body: msgspec.Struct, page: int = 0) -> None:
        self.state.calls.append(PendingCall(kind, msgspec.json.encode(body).decode(), page))

    def _send(self, call: PendingCall, now: float) -> None:
        """Send a call; each attempt to post a page is signed anew."""
        call.id = self._next_id()
        run = f"/api/syncs/{self.state.run_id}"
        method, path = {
            "open": ("POST", "/api/syncs"),
            "instructions": ("POST", f"{run}/instructions"),
            "page": ("PUT", f"{run}/pages/{call.page}"),
            "finish": ("POST", f"{run}/finish"),
            "pause": ("POST", f"{run}/pause"),
        }[call.kind]
        headers = self._signature(method, path, call.body, now) if call.kind == "page" else {}
        self._actions.append(Call(call.id, "PUT" if method == "PUT" else "POST", path, headers, call.body))

    def _signature(self, method: str, path: str, body: str, now: float) -> dict[str, str]:
        return signing.signed_headers(
            signing.decoded_key(self.state.key or ""),
            method,
            path,
            body.encode(),
            created=int(self._server_time(now)),
            nonce=f"{self.state.options.seed}-{self._next_id()}",
            key_id=self.state.run_id or "",
        )

    def _server_time(self, now: float) -> float:
        return now + self.state.clock_offset

    def _pending(self, call_id: int) -> PendingCall | None:
        return next((call for call in self.state.calls if call.id == call_id), None)

    def _next_id(self) -> int:
        self.state.counter += 1
        return self.state.counter

    def _say_progress(self, now: float) -> None:
        state = self.state
        newest = max(state.read.values(), key=lambda page: page.read, default=None)
        stored = [page for page in state.read.values() if page.stored]
        starts = self.budget.next_start(now)
        waiting = bool(state.wanted) and not state.flights and now + 1 < starts < float("inf")
        said = Progress(
            phase=self._phase(waiting),
            pages_done=len(stored),
            pages_total=max(newest.pages, 1) if newest else None,
            items_seen=sum(page.count for page in stored),
            items_total=newest.items if newest else None,
            seconds_left=self._seconds_left(now) if newest else None,
            waiting_until=starts if waiting else None,
            problem=state.problem,
            run_id=state.run_id,
        )
        if said != self._said:
            self._said = said
            self._actions.append(said)

    def _phase(self, waiting: bool) -> Phase:
        if self.state.key is None:
            return "opening"
        if waiting:
            return "waiting"
        return "reading" if self.state.wanted or self.state.flights else "finishing"

    def _seconds_left(self, now: float) -> float:
        """A whole number, so that a host need not be told of every tick."""
        state = self.state
        to_go = len(state.wanted) + len(state.flights)
        waiting = self.budget.seconds_for(len(state.wanted), now)
        burst = min(to_go, self.budget.ceiling) / state.options.concurrency * state.latency
        return float(round(waiting + burst))


def _reading(instruction: Instruction, page: Page) -> PageReading:
    """What is posted of a page: items that validate without what we do not know, the others as they came."""
    items = []
    for raw in page.releases:
        item = judged(raw)
        items.append(msgspec.Raw(msgspec.json.encode(item)) if isinstance(item, CollectionItem) else raw)
    return PageReading(
        read=instruction.read,
        expires_at=instruction.expires_at,
        url_digest=signing.url_digest(instruction.url),
        signature=instruction.signature,
        pagination=page.pagination,
        items=items,
    )
