"""The engine behind two strings of JSON, for a host that does not speak Python."""

import msgspec

from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.errands.engine import ErrandEngine
from waugzee_sync.sync.engine import Engine
from waugzee_sync.sync.events import Event
from waugzee_sync.sync.state import EngineState, Options


class SessionOptions(Options, kw_only=True):
    """The engine's options, with the time and the budget's last use."""

    now: float
    budget: BudgetState | None = None


_event: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


class Session:
    """An engine that takes and answers JSON."""

    def __init__(self, engine: Engine | ErrandEngine) -> None:
        self._engine = engine

    def feed(self, event: str, body: bytes = b"") -> str:
        """Take one event as JSON and the body that came with it; return the actions as a JSON list."""
        actions = self._engine.feed(_event.decode(event), body)
        return msgspec.json.encode(actions).decode()


def open_session(options: str) -> Session:
    """Make a run's engine from SessionOptions as JSON; raises msgspec.ValidationError."""
    given = msgspec.json.decode(options, type=SessionOptions)
    return Session(Engine(EngineState(options=_options(given)), given.now, given.budget))


def open_errands(options: str) -> Session:
    """Make an engine for single requests, likewise."""
    given = msgspec.json.decode(options, type=SessionOptions)
    return Session(ErrandEngine(_options(given), given.now, given.budget))


def _options(given: SessionOptions) -> Options:
    return Options(
        driver=given.driver,
        origins=given.origins,
        seed=given.seed,
        ceiling=given.ceiling,
        concurrency=given.concurrency,
        mode=given.mode,
        take_over=given.take_over,
    )
