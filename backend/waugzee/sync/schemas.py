"""What the sync routes answer beyond `waugzee_sync.messages`."""

import uuid

import msgspec

from waugzee_sync.messages import SyncRun


class SyncRuns(msgspec.Struct):
    """Some runs, newest first; `cursor` leads to the next ones."""

    syncs: list[SyncRun]
    cursor: str | None


class RunChanges(msgspec.Struct):
    """Copies that a run wrote, in the shelf's order: of each kind the first few hundred.

    What was added and changed is known for a month; the run's own counts stay.
    """

    added: list[uuid.UUID]
    changed: list[uuid.UUID]
    removed: list[uuid.UUID]
