"""What the routes of scrobbling take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

# ListenBrainz' own are UUIDs; others that speak like it have keys of their own.
UserToken = Annotated[str, msgspec.Meta(min_length=8, max_length=256, pattern=r"\A[!-~]+\Z")]
Reason = Literal["refused", "too_old", "no_tracks"]


class ConnectListenBrainz(msgspec.Struct):
    """Send plays to whom this user token belongs to. It is kept encrypted, and never told again."""

    token: UserToken


class PlaySetAside(msgspec.Struct):
    """A play that is not sent.

    `refused`: ListenBrainz does not take it, and `said` why. `too_old`: from before October 2002, which it
    does not take. `no_tracks`: the tracklist does not say which tracks were played.
    """

    play_id: uuid.UUID
    copy_id: uuid.UUID
    title: str
    artist: str
    played_at: datetime
    reason: Reason
    said: str | None


class Scrobbling(msgspec.Struct, kw_only=True):
    """The connection to ListenBrainz, and how far plays are sent.

    `available`: this server keeps secrets. `token_page`: where tokens are found. `since`: plays that began
    then or later are sent, without it all of them. `refused`: why the token is turned down; plays wait until
    one connects again. `waiting` is all that is still to be sent; the records of `without_tracklist` of them
    have none yet. `earlier` began before `since`. The newest of what was `set_aside` are listed as `aside`.
    """

    available: bool
    token_page: str
    username: str | None
    since: datetime | None
    refused: str | None
    waiting: int
    without_tracklist: int
    earlier: int
    sent: int
    last_sent_at: datetime | None
    set_aside: int
    aside: list[PlaySetAside]
