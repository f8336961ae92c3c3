"""What a run's state and reasons are called in a terminal."""

from typing import Any

import msgspec

from waugzee_sync.messages import SyncRun
from waugzee_sync.sync.events import Progress

AGAIN = "Run waugzee sync again to go on where it stopped."

REASONS = {
    "stopped": ("stopped before the end", AGAIN),
    "private_collection": (
        "this collection is private",
        "Let others see it: Discogs, Settings, Privacy. Then run waugzee sync again.",
    ),
    "unknown_user": ("Discogs knows no user of this name", "Check the spelling on the account page."),
    "unauthorized": ("Discogs did not accept the sign-in", "Connect Discogs again on the account page."),
    "unreachable": (
        "Discogs could not be reached",
        f"It may ask for a pause, or the connection is down. Wait a minute. {AGAIN}",
    ),
    "unreadable": ("Discogs answered something unreadable", f"It may be under maintenance. {AGAIN}"),
    "missing_pages": ("some pages were not read", AGAIN),
    "count_mismatch": ("not every record that Discogs counts could be seen", AGAIN),
    "kept_changing": ("the collection kept changing while it was read", "Sync again once it is quiet."),
    "item_without_id": ("Discogs gave a record without a number", "Nothing was removed. Try again later."),
    "replaced": ("another source was chosen meanwhile", "Run waugzee sync again to read that one."),
    "signed_out": ("the server does not accept this key any more", "Make a new one on the account page."),
    "not_connected": (
        "no Discogs collection is connected",
        "Choose one on the account page, then run waugzee sync again.",
    ),
    "refused": ("the server refused", "See that this Waugzee is as new as the server's."),
    "server_unreachable": ("the server could not be reached", f"What was read is kept. {AGAIN}"),
    "forged_instruction": (
        "the server asked for something other than Discogs",
        "Nothing was fetched. See whose server this is.",
    ),
}

PROBLEMS = {
    "unreachable": "Discogs does not answer, trying again",
    "unreadable": "Discogs answers something unreadable, trying again",
    "server_unreachable": "the server does not answer, trying again",
}

PHASES = {
    "opening": "opening the run",
    "reading": "reading",
    "waiting": "waiting for Discogs",
    "finishing": "checking that nothing is missing",
    "watching": "someone else is at it, watching",
    "done": "done",
}


def reason_words(reason: str | None) -> tuple[str, str]:
    """What happened, and what to do about it; also for a reason this version does not know."""
    return REASONS.get(reason or "", ("ended before the end", AGAIN))


def doing(said: Progress, now: float) -> str:
    """What the engine is doing, in a few words."""
    if said.problem in PROBLEMS:
        return PROBLEMS[said.problem]
    if said.phase == "waiting" and said.waiting_until is not None:
        return f"{PHASES['waiting']}, {duration(max(1.0, said.waiting_until - now))} more"
    return PHASES[said.phase]


def duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return (
        f"{whole // 60} min {whole % 60:02} s"
        if whole < 3600
        else f"{whole // 3600} h {whole % 3600 // 60} min"
    )


def summary(run: SyncRun) -> str:
    """What a run did to the shelf, counted."""
    counts = {"added": run.added, "changed": run.changed, "removed": run.removed, "set aside": run.set_aside}
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing changed"
    return f"{records(run.items_seen)}, {said}"


def records(count: int) -> str:
    return f"{count:,} record" if count == 1 else f"{count:,} records"


def as_run(told: Any) -> SyncRun:
    """A run as the API tells it, what a newer one adds left out."""
    return msgspec.convert(told, SyncRun)
