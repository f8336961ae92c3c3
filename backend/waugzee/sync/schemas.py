"""What the sync routes answer beyond `waugzee_sync.messages`."""

import msgspec

from waugzee_sync.messages import SyncRun


class SyncRuns(msgspec.Struct):
    """Some runs, newest first; `cursor` leads to the next ones."""

    syncs: list[SyncRun]
    cursor: str | None
