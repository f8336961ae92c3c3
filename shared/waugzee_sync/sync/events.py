"""What a host tells the engine (events), and what it must do next (actions).

`now` is Unix seconds, best of a clock that nobody sets back meanwhile. A host answers each `Fetch` and each
`Call` once, with a failure where nothing came in time.
"""

from typing import Literal

import msgspec

from waugzee_sync.discogs.budget import BudgetState


class Started(msgspec.Struct, tag="started"):
    """The host is ready."""

    now: float


class Fetched(msgspec.Struct, tag="fetched"):
    """Discogs answered a fetch; the body comes beside the event."""

    id: int
    status: int
    now: float


class FetchFailed(msgspec.Struct, tag="fetch_failed"):
    """A fetch failed without a status: the network, a timeout, or a 429 that a browser may not read."""

    id: int
    now: float


class Answered(msgspec.Struct, tag="answered"):
    """Our API answered a call; the body comes beside the event."""

    id: int
    status: int
    now: float


class CallFailed(msgspec.Struct, tag="call_failed"):
    """A call of our API failed without a status."""

    id: int
    now: float


class Woke(msgspec.Struct, tag="woke"):
    """The time asked for has come."""

    now: float


class Stop(msgspec.Struct, tag="stop"):
    """The user wants no more."""

    now: float


Event = Started | Fetched | FetchFailed | Answered | CallFailed | Woke | Stop


class Fetch(msgspec.Struct, tag="fetch"):
    """Ask Discogs for `url`, with no cookie, within `timeout` seconds; a `body` is JSON and says so."""

    id: int
    url: str
    timeout: float
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    body: str | None = None


class Call(msgspec.Struct, tag="call"):
    """Call our API; the host adds the bearer token. `body` is JSON, or None for none."""

    id: int
    method: Literal["POST", "PUT"]
    path: str
    headers: dict[str, str]
    body: str | None


class Wake(msgspec.Struct, tag="wake"):
    """Send `Woke` at this time; it replaces any earlier wish."""

    at: float


class Save(msgspec.Struct, tag="save"):
    """Keep the budget's use for the next engine in this browser."""

    budget: BudgetState


Phase = Literal["opening", "reading", "waiting", "finishing", "watching", "done"]


class Progress(msgspec.Struct, tag="progress"):
    """How far the run is. `seconds_left` is an estimate; `waiting_until` says when requests go on."""

    phase: Phase
    pages_done: int
    pages_total: int | None
    items_seen: int
    items_total: int | None
    seconds_left: float | None
    waiting_until: float | None
    problem: str | None
    run_id: str | None


Outcome = Literal["complete", "incomplete", "watching", "failed"]


class Done(msgspec.Struct, tag="done"):
    """The engine has ended. `reason` is one of the run's reasons, or why no run could be opened."""

    outcome: Outcome
    reason: str | None
    run_id: str | None


Action = Fetch | Call | Wake | Save | Progress | Done
