"""How a run ends: finished where the whole collection was seen, else incomplete or paused, to be resumed."""

import uuid
from datetime import UTC, datetime
from typing import get_args

from waugzee.accounts.queries import next_feed
from waugzee.collection.queries import remove_unseen, unseen_copies
from waugzee.db import Event, Transaction
from waugzee.discogs.credentials import OWN
from waugzee.discogs.queries import discogs_account, note_refusal
from waugzee.enriching.actions import fill_in
from waugzee.inbox.actions import tell_once
from waugzee.inbox.schemas import About
from waugzee.sync import queries
from waugzee.sync.runs import announce, running_run, sync_run, timely
from waugzee_sync.messages import Finish, Finished, Pause, Reason, SyncRun
from waugzee_sync.sync.plan import Receipt, Verdict, verdict

REFUSALS = ("unauthorized", "private_collection")
"""Why a run stops that came with credentials, when these are not accepted any more."""


async def finish(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, data: Finish) -> Finished:
    """End the run where the whole collection was seen; else name the pages to read again.

    Only a complete run marks copies as removed. With `give_up`, or where reading again would not
    help, the run ends incomplete and says what is missing.
    """
    now = datetime.now(UTC)
    run = timely(await running_run(db, user_id, run_id, data.driver), now)
    receipts = [
        Receipt(
            row["page"],
            row["read"],
            row["first_read"],
            row["items"],
            row["pages"],
            row["instance_ids"],
            row["unidentified"],
        )
        for row in await queries.pages_of_run(db, user_id, run_id)
    ]
    seen = sorted({instance_id for receipt in receipts for instance_id in receipt.instance_ids})
    unseen = await unseen_copies(db, user_id, seen)
    if run["mode"] == "quick" and receipts:
        return await _finish_quick(db, user_id, run_id, receipts[0], unseen, now)
    judgement = verdict(receipts, removes=unseen > 0)
    if judgement.shortfall is None:
        removed: list[int] = []
        if unseen:
            feed = await next_feed(db, user_id)
            removed = await remove_unseen(db, user_id, seen, feed, now)
            db.announce(Event("shelf", {"cursor": str(feed)}))
        run = await queries.end_run(db, user_id, run_id, "complete", None, None, removed=removed, now=now)
        await fill_in(db, user_id, now)
    elif data.give_up or not judgement.reread:
        reason = judgement.shortfall if judgement.shortfall in get_args(Reason) else "kept_changing"
        detail = _detail(judgement)
        run = await queries.end_run(db, user_id, run_id, "incomplete", reason, detail, now=now)
    else:
        return Finished(sync_run(run, now), list(judgement.reread))
    announce(db, run, now)
    return Finished(sync_run(run, now), [])


async def _finish_quick(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, newest: Receipt, others: int, now: datetime
) -> Finished:
    """End a quick check: known and new together are what Discogs counts, or a full run must follow.

    Only a full run removes; a check cannot tell what is gone.
    """
    whole = await queries.latest_full_run(db, user_id, "complete")
    aside = (
        await queries.set_aside_elsewhere(db, user_id, whole["id"], list(newest.instance_ids)) if whole else 0
    )
    known = len(newest.instance_ids) + others + aside
    agrees = known == newest.items and not newest.unidentified
    state, reason = ("complete", None) if agrees else ("incomplete", "differs")
    detail = None if agrees else f"Discogs counts {newest.items} records, {known} are known."
    run = await queries.end_run(db, user_id, run_id, state, reason, detail, now=now)
    announce(db, run, now)
    return Finished(sync_run(run, now), [])


def _detail(judgement: Verdict) -> str:
    counts = f"Discogs counts {judgement.total or 0} records, {judgement.seen} were read."
    if judgement.shortfall == "missing_pages":
        missing = ", ".join(map(str, judgement.reread[:10]))
        more = " and more" if len(judgement.reread) > 10 else ""
        return f"{counts} Not readable: page {missing}{more} of {judgement.pages or 1}."
    return counts


async def pause(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, data: Pause) -> SyncRun:
    """Leave the run incomplete for a reason, to be resumed."""
    now = datetime.now(UTC)
    run = await running_run(db, user_id, run_id, data.driver)
    if run["kind"] in OWN and data.reason in REFUSALS:
        await note_refusal(db, user_id, now)
        db.announce(Event("discogs", {}))
        await _tell_of_refusal(db, user_id, data.reason)
    run = await queries.end_run(
        db, user_id, run_id, "incomplete", data.reason, data.detail, requests=data.requests, now=now
    )
    announce(db, run, now)
    return sync_run(run, now)


async def _tell_of_refusal(db: Transaction, user_id: uuid.UUID, reason: str) -> None:
    """Once for a connection: whoever connects anew is told anew."""
    account = await discogs_account(db, user_id)
    if account is not None:
        state = account.connected_at.isoformat()
        await tell_once(db, user_id, "connection", user_id, state, About(state=reason))
