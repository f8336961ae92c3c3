"""All that an engine knows, as one serialisable struct: it can stop anywhere and go on elsewhere."""

from typing import Annotated, Literal

import msgspec

from waugzee_sync.messages import Driver, Instruction, RunMode

Seed = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_-]{16,48}\Z")]
AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


class Options(msgspec.Struct, kw_only=True):
    """What a host gives an engine: the origins it may call, its name, bytes for nonces, and what to open."""

    driver: Driver
    origins: list[str]
    seed: Seed
    """Nonces are made of it and a counter: new for each engine, also for one with a state that was kept."""
    ceiling: AtLeastOne | None = None
    concurrency: AtLeastOne = 5
    mode: RunMode | Literal["auto"] = "full"
    take_over: bool = False


class PageRead(msgspec.Struct):
    """A page read or stored: the counts it gave, and how many items it held."""

    items: int
    pages: int
    count: int
    read: int = 0
    stored: bool = False


class Flight(msgspec.Struct):
    """A fetch under way."""

    instruction: Instruction
    started: float


CallKind = Literal["open", "instructions", "page", "list", "finish", "pause"]


class PendingCall(msgspec.Struct):
    """A call of our API that has no answer yet: sent under `id`, or waiting for `retry_at`."""

    kind: CallKind
    body: str
    page: int = 0
    id: int | None = None
    attempts: int = 0
    retry_at: float = 0.0


class EngineState(msgspec.Struct, kw_only=True):
    """The run as the engine sees it."""

    options: Options
    run_id: str | None = None
    key: str | None = None
    clock_offset: float = 0.0
    ceiling: int = 1
    """Requests a minute: as the options say, or as the server does; until it has, nothing is fetched."""
    wanted: list[int] = []
    """Pages to read, and lists by their numbers."""
    instructions: dict[int, Instruction] = {}
    read: dict[int, PageRead] = {}
    absent: list[int] = []
    in_vain: int = 0
    """Requests to Discogs that our server has not been told of: nothing came of them to be posted."""
    flights: dict[int, Flight] = {}
    calls: list[PendingCall] = []
    failures: dict[int, int] = {}
    quick: bool = False
    """The run reads the newest page and no other."""
    sweeps: int = 0
    latency: float = 0.5
    counter: int = 0
    problem: str | None = None
    ending: str | None = None
    finished: bool = False
