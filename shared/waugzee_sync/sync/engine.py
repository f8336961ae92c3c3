"""The engine: fed with what happened, it answers what to do next. It does no I/O and reads no clock.

A run goes: open it (or join the one under way) → ask instructions → fetch pages under the budget →
post each one → finish. The server judges whether the whole was seen, and names pages to read again.
A quick run reads the newest page alone; where the counts then differ, a full run follows.
The user's lists (folders, fields) are read beside the pages, and cost a run nothing when they cannot be.

What Discogs answers, and what follows:
  200, a page          post it
  200, anything else   read again with a fresh instruction, at most TRIES times, then stop
  401 403              stop: the credentials, or the privacy settings, must change first
  404                  on page 1 the user is unknown; on later ones it may have shrunk: ask page 1
  429 5xx, no status   pause and go slower (Budget.fail); stop after TRIES pauses without an answer
  anything else        stop: this is not the Discogs we know
  of a list            no list: once more; refused: leave it as it is known; 401, 429, 5xx as above

What our API answers, and what follows:
  2xx, what was asked  go on
  410 of what was read it came too late: read it again
  408 429, replayed    as anything else
  any other 4xx        final
  anything else        the same call again, signed anew and later each time, at most CALL_TRIES times

At any time before the end something is under way, or a Wake was asked for.
"""

import msgspec

from waugzee_sync.discogs.budget import Budget, BudgetState
from waugzee_sync.discogs.requests import is_allowed
from waugzee_sync.discogs.responses import Unreadable, read_page
from waugzee_sync.messages import (
    AskInstructions,
    Finish,
    Finished,
    Instruction,
    Instructions,
    ListStored,
    OpenSync,
    PageStored,
    Pause,
    SyncStart,
)
from waugzee_sync.sync import calls
from waugzee_sync.sync.events import (
    Action,
    Answered,
    CallFailed,
    Done,
    Event,
    Fetch,
    Fetched,
    FetchFailed,
    Outcome,
    Progress,
    Save,
    Started,
    Stop,
    Wake,
)
from waugzee_sync.sync.plan import missing_pages
from waugzee_sync.sync.progress import progress
from waugzee_sync.sync.state import CallKind, EngineState, Flight, PageRead, PendingCall

TRIES = 6
LIST_TRIES = 2
CALL_TRIES = 10
LONGEST_WAIT = 30.0
SWEEPS = 4
FETCH_TIMEOUT = 30.0
BATCH = 50
FRESH = 10.0
"""An instruction is used only while it has so many seconds left."""

MOST_IN_VAIN = 10_000

STOPPING = {401: "unauthorized", 403: "private_collection"}
SERVER_AWAY = "server_unreachable"


class Engine:
    """One run. `feed` takes an event and its body, and returns actions in order.

    With a state that was kept, the run goes on: what was under way then is lost, and done again.
    """

    def __init__(self, state: EngineState, now: float, budget: BudgetState | None = None) -> None:
        self.state = state
        self.budget = Budget(state.options.ceiling or state.ceiling, now, budget)
        self._actions: list[Action] = []
        self._said: Progress | None = None
        self._wake_at: float | None = None
        self._now = now
        self._forget_what_was_under_way()

    def feed(self, event: Event, body: bytes = b"") -> list[Action]:
        """Take in what happened; return what to do next. After `Done` nothing more is asked."""
        self._actions = []
        # Where our clock was set back, the server's was not.
        self.state.clock_offset += max(0.0, self._now - event.now)
        self._now = event.now
        if not self.state.finished:
            self._take_in(event, body)
            if not self.state.finished:
                self._go_on(event.now)
        return self._actions

    def _take_in(self, event: Event, body: bytes) -> None:
        match event:
            case Started():
                if self.state.key is None and not self._is_under_way("open"):
                    options = self.state.options
                    self._call("open", OpenSync(options.driver, options.mode, options.take_over))
            case Fetched():
                self._fetched(event, body)
            case FetchFailed():
                self._fetch_failed(event)
            case Answered():
                self._answered(event, body)
            case CallFailed():
                if call := self._pending(event.id):
                    self._try_again(call, event.now)
            case Stop():
                self._end("stopped")
            case _:
                self._wake_at = None

    def _forget_what_was_under_way(self) -> None:
        """A run is opened again with a kept state: the clock, the key and the run itself may have changed."""
        state = self.state
        self._want(*(flight.instruction.page for flight in state.flights.values()))
        state.flights.clear()
        state.key = None
        state.calls = [
            PendingCall("page", call.body, call.page) for call in state.calls if call.kind == "page"
        ]

    # What Discogs answered

    def _fetched(self, event: Fetched, body: bytes) -> None:
        flight = self.state.flights.pop(event.id, None)
        if flight is None:
            return
        page = flight.instruction.page
        self.state.in_vain = min(self.state.in_vain + 1, MOST_IN_VAIN)
        if event.status == 429 or event.status >= 500:
            self._discogs_failed(page, event.now)
            return
        self.budget.end(event.now)
        took = max(0.0, event.now - flight.started)
        self.state.latency = 0.7 * self.state.latency + 0.3 * took
        if self.state.ending is not None:
            # Too late to be posted: the next engine reads it again.
            return
        if event.status == 200 and page < 1:
            self._list_read(flight.instruction, body)
        elif event.status == 200:
            self._page_read(flight.instruction, body)
        elif page < 1 and event.status != 401:
            # Not ours to see, or not there: unknown, which changes nothing.
            return
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
            self.state.in_vain = min(self.state.in_vain + 1, MOST_IN_VAIN)
            self._discogs_failed(flight.instruction.page, event.now)

    def _discogs_failed(self, page: int, now: float) -> None:
        """Without a reason it may be a 429: pause, and try again later with a fresh instruction."""
        self.budget.fail(now)
        self._actions.append(Save(self.budget.state))
        self._want(page)
        self.state.problem = "unreachable"
        if self.budget.failures >= TRIES:
            self._end("unreachable")

    def _page_read(self, instruction: Instruction, body: bytes) -> None:
        number = instruction.page
        try:
            page = read_page(body, number)
        except Unreadable:
            self.state.problem = "unreadable"
            self._read_in_vain(number)
            return
        self.state.problem = None
        before = self.state.read.get(number)
        self.state.read[number] = PageRead(
            page.pagination.items,
            page.pagination.pages,
            len(page.releases),
            instruction.read,
            stored=before is not None and before.stored,
        )
        made = calls.reading(instruction, page, self.state.options.driver, self.state.in_vain)
        self.state.in_vain = 0
        self._call("page", made, number)
        if self.state.sweeps == 0 and not self.state.quick:
            self._want(*self._unread(page.pagination.pages))

    def _list_read(self, instruction: Instruction, body: bytes) -> None:
        try:
            reading = calls.list_reading(instruction, body, self.state.options.driver, self.state.in_vain)
        except Unreadable:
            self._read_in_vain(instruction.page)
            return
        if reading is not None:
            self.state.in_vain = 0
            self._call("list", reading, instruction.page)

    def _read_in_vain(self, page: int) -> None:
        self.state.failures[page] = self.state.failures.get(page, 0) + 1
        if self.state.failures[page] < (TRIES if page > 0 else LIST_TRIES):
            self._want(page)
        elif page > 0:
            self._end("unreadable")

    def _unread(self, pages: int) -> tuple[int, ...]:
        underway = [flight.instruction.page for flight in self.state.flights.values()]
        return missing_pages([*self.state.read, *self.state.absent, *underway], pages)

    # What our API answered

    def _answered(self, event: Answered, body: bytes) -> None:
        call = self._pending(event.id)
        if call is None:
            return
        may_pass = event.status in (408, 429) or (event.status == 409 and calls.was_replayed(body))
        if 400 <= event.status < 500 and not may_pass:
            self.state.calls.remove(call)
            self._refused(call, event.status)
            return
        answer = calls.answer(call.kind, body) if 200 <= event.status < 300 else None
        if answer is None or (isinstance(answer, Instructions) and not self._are_of_use(answer, event.now)):
            self._try_again(call, event.now)
            return
        self.state.calls.remove(call)
        if self.state.problem == SERVER_AWAY:
            self.state.problem = None
        match answer:
            case SyncStart():
                self._opened(answer, event.now)
            case Instructions():
                self._instructed(answer.instructions)
            case PageStored() | ListStored():
                self._stored(call.page)
            case Finished():
                self._finish_answered(answer)
            case _:
                self._done("incomplete", self.state.ending)

    def _refused(self, call: PendingCall, status: int) -> None:
        """A refusal is final: the run has ended, or we are signed out. Only a late page is read again."""
        if call.kind in ("page", "list") and status == 410:
            page = self.state.read.get(call.page)
            if page is not None and not page.stored:
                del self.state.read[call.page]
            self._read_in_vain(call.page)
        elif call.kind == "list" and status not in (401, 409):
            # Not taken: it stays as it is known.
            return
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
        run_id = str(start.run.id)
        if run_id != state.run_id:
            # Nothing that was read for another run counts for this one.
            self.state = state = EngineState(
                options=state.options, counter=state.counter, ending=state.ending, run_id=run_id
            )
        state.clock_offset = start.now - now
        if start.key is None:
            self._done("watching", None)
            return
        state.key = start.key
        state.quick = start.run.mode == "quick"
        state.ceiling = self.budget.ceiling = state.options.ceiling or start.ceiling
        for stored in start.stored:
            page = PageRead(stored.items, stored.pages, stored.count, stored=True)
            state.read.setdefault(stored.page, page)
        self._instructed(start.instructions)
        pages = 1 if state.quick else max((page.pages for page in state.read.values()), default=1)
        self._want(*self._unread(pages), *start.lists)

    def _are_of_use(self, answer: Instructions, now: float) -> bool:
        """Say whether a page can be read now; else asking again at once would go on for ever."""
        fresh = {given.page for given in answer.instructions if self._is_fresh(given, now)}
        return not self.state.wanted or not fresh.isdisjoint(self.state.wanted)

    def _instructed(self, instructions: list[Instruction]) -> None:
        for instruction in instructions:
            if not is_allowed(instruction.url, self.state.options.origins):
                self._done("failed", "forged_instruction")
                return
            self.state.instructions[instruction.page] = instruction

    def _stored(self, page: int) -> None:
        self.state.failures.pop(page, None)
        if page in self.state.read:
            self.state.read[page].stored = True

    def _finish_answered(self, answer: Finished) -> None:
        state = self.state
        if answer.run.state == "complete":
            self._done("complete", None)
        elif answer.run.reason == "differs":
            state.key = None
            self._call("open", OpenSync(state.options.driver))
        elif answer.run.state == "incomplete" or state.sweeps >= SWEEPS:
            self._done("incomplete", answer.run.reason)
        else:
            # Without a page to read again, asking once more would change nothing: then give up.
            state.sweeps = state.sweeps + 1 if answer.reread else SWEEPS
            state.absent.clear()
            # A page read by an older instruction would count as read in the sweep before.
            state.instructions.clear()
            self._want(*answer.reread)

    def _try_again(self, call: PendingCall, now: float) -> None:
        """Our server is away: everything already read is kept, and sent again when it is back."""
        call.id = None
        call.attempts += 1
        call.retry_at = now + min(2.0 ** (call.attempts - 1), LONGEST_WAIT)
        self.state.problem = SERVER_AWAY
        if call.attempts >= CALL_TRIES:
            self._done("incomplete" if self.state.run_id else "failed", SERVER_AWAY)

    # What to do next

    def _go_on(self, now: float) -> None:
        state = self.state
        if state.key is not None and state.ending is None:
            self._fetch_what_may_be(now)
            self._ask_instructions(now)
            if not (state.wanted or state.flights or state.calls):
                give_up = state.sweeps >= SWEEPS
                self._call("finish", Finish(give_up=give_up, driver=state.options.driver))
        elif state.key is not None and not self._is_under_way("page", "list", "finish", "pause"):
            # What was read is posted first: the next engine need not read it again.
            said = {"reason": state.ending, "requests": state.in_vain, "driver": state.options.driver}
            self._call("pause", msgspec.convert(said, Pause))
        for call in state.calls:
            # The wait is never longer, whatever the clock has done since.
            call.retry_at = min(call.retry_at, now + LONGEST_WAIT)
            if call.id is None and call.retry_at <= now and (state.key is not None or call.kind == "open"):
                call.id = self._next_id()
                self._actions.append(calls.sent(call, call.id, state, now))
        self._say_progress(now)
        self._wake(now)

    def _fetch_what_may_be(self, now: float) -> None:
        state = self.state
        for page in list(state.wanted):
            instruction = self._fresh_instruction(page, now)
            if instruction is None:
                continue
            if len(state.flights) >= self._at_once() or not self.budget.start(now):
                return
            state.wanted.remove(page)
            del state.instructions[page]
            flight_id = self._next_id()
            state.flights[flight_id] = Flight(instruction, now)
            self._actions.append(Fetch(flight_id, instruction.url, FETCH_TIMEOUT))
            self._actions.append(Save(self.budget.state))

    def _fresh_instruction(self, page: int, now: float) -> Instruction | None:
        instruction = self.state.instructions.get(page)
        if instruction is not None and not self._is_fresh(instruction, now):
            del self.state.instructions[page]
            return None
        return instruction

    def _is_fresh(self, instruction: Instruction, now: float) -> bool:
        return instruction.expires_at >= now + self.state.clock_offset + FRESH

    def _ask_instructions(self, now: float) -> None:
        """Ask for the pages that can start soon: a signed address does not live long."""
        state = self.state
        lacking = [page for page in state.wanted if page not in state.instructions]
        ready = len(state.wanted) - len(lacking)
        soon = self.budget.next_start(now) - now <= FRESH
        if lacking and ready < BATCH // 2 and soon and not self._is_under_way("instructions"):
            self._call("instructions", AskInstructions(pages=lacking[:BATCH], driver=state.options.driver))

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
        if state.wanted and len(state.flights) < self._at_once():
            times.append(self.budget.next_start(now))
        soonest = min((at for at in times if now < at < float("inf")), default=None)
        if soonest is not None and soonest != self._wake_at:
            self._wake_at = soonest
            self._actions.append(Wake(soonest))

    # Small parts

    def _at_once(self) -> int:
        """How many requests may be under way: one, while nobody knows whether Discogs answers at all."""
        return 1 if self.budget.failures else self.state.options.concurrency

    def _want(self, *pages: int) -> None:
        if self.state.ending is None:
            self.state.wanted = sorted({*self.state.wanted, *pages}, key=_turn)

    def _call(self, kind: CallKind, body: msgspec.Struct, page: int = 0) -> None:
        self.state.calls.append(PendingCall(kind, msgspec.json.encode(body).decode(), page))

    def _is_under_way(self, *kinds: CallKind) -> bool:
        return any(call.kind in kinds for call in self.state.calls)

    def _pending(self, call_id: int) -> PendingCall | None:
        return next((call for call in self.state.calls if call.id == call_id), None)

    def _next_id(self) -> int:
        self.state.counter += 1
        return self.state.counter

    def _say_progress(self, now: float) -> None:
        said = progress(self.state, self.budget, now)
        if said != self._said:
            self._said = said
            self._actions.append(said)


def _turn(page: int) -> tuple[bool, bool, int]:
    """Page 1 first, for the first covers wait for it; then the lists, then the other pages."""
    return page > 1, page < 1, page
