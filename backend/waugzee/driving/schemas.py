"""What the routes of syncs by the server take and answer."""

from datetime import datetime
from typing import Literal

import msgspec

JobState = Literal["none", "waiting", "driving", "given_up"]


class ServerSync(msgspec.Struct, kw_only=True):
    """What the server does for a user: the job on request, and looking by itself where it may.

    `given_up`: it failed or crashed again and again, and stays so until it is asked anew. `last_outcome`
    is how its engine ended last, with the run's reason.
    """

    state: JobState
    since: datetime | None
    scheduled: bool
    next_at: datetime | None
    last_outcome: str | None
    last_reason: str | None
    last_at: datetime | None


class ChangeServerSync(msgspec.Struct):
    """What to change; what is absent stays. `scheduled` lets the server look by itself, every six hours."""

    scheduled: bool | msgspec.UnsetType = msgspec.UNSET
