"""How far a run is, told from what the engine knows."""

from waugzee_sync.discogs.budget import Budget
from waugzee_sync.sync.events import Phase, Progress
from waugzee_sync.sync.state import EngineState


def progress(state: EngineState, budget: Budget, now: float) -> Progress:
    """Tell what is stored of the whole: a page counts when our server has it."""
    newest = max(state.read.values(), key=lambda page: page.read, default=None)
    pages = max(newest.pages, 1) if newest and not state.quick else 1
    stored = [page for number, page in state.read.items() if page.stored and number <= pages]
    starts = budget.next_start(now)
    is_idle = state.key is not None and bool(state.wanted) and not state.flights
    waiting = is_idle and now + 1 < starts < float("inf")
    return Progress(
        phase=_phase(state, waiting),
        pages_done=len(stored),
        pages_total=pages if newest else None,
        items_seen=sum(page.count for page in stored),
        items_total=newest.items if newest and not state.quick else None,
        seconds_left=_seconds_left(state, budget, now) if newest else None,
        waiting_until=starts if waiting else None,
        problem=state.problem,
        run_id=state.run_id,
    )


def _phase(state: EngineState, waiting: bool) -> Phase:
    if state.key is None:
        return "opening"
    if waiting:
        return "waiting"
    return "reading" if state.wanted or state.flights else "finishing"


def _seconds_left(state: EngineState, budget: Budget, now: float) -> float:
    """A whole number, so that a host need not be told of every tick."""
    to_go = len(state.wanted) + len(state.flights)
    waiting = budget.seconds_for(len(state.wanted), now)
    burst = min(to_go, budget.ceiling) / state.options.concurrency * state.latency
    return float(round(waiting + burst))
