"""What can be preferred, and what holds until somebody says otherwise: a line in each struct."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

FieldId = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Minutes = Annotated[int, Meta(ge=1, le=1440)]


class SavedView(msgspec.Struct):
    """The shelf as it was once narrowed and ordered: the query of its address, under a name."""

    name: Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
    query: Annotated[str, Meta(max_length=2000, pattern=r"\A(\?[!-~]*)?\Z")]


Step = Literal["connect", "sync", "play"]
Steps = Annotated[list[Step], Meta(max_length=3)]
"""The first steps with Waugzee."""

SavedViews = Annotated[list[SavedView], Meta(max_length=50)]


class Preferences(msgspec.Struct, kw_only=True):
    """Everything that a user may set, with its default."""

    session_gap_minutes: Minutes = 45
    """Plays less than this apart belong to one session."""
    flip_sound: bool = False
    """A sound when a side has ended."""
    flip_vibration: bool = True
    """A vibration when a side has ended, where the device can."""
    enriching: bool = False
    """Tracklists and durations are read at idle."""
    writing_back: bool = False
    """What is changed here is written at Discogs too."""
    last_played_field: FieldId | None = None
    """The field at Discogs that is kept at the day of a record's last play."""
    saved_views: SavedViews = []
    """Views of the shelf, in the user's order."""
    skipped_steps: Steps = []
    """First steps that the user would rather not take."""


class ChangePreferences(msgspec.Struct, kw_only=True):
    """What to change of the preferences; what is absent stays."""

    session_gap_minutes: Minutes | UnsetType = UNSET
    flip_sound: bool | UnsetType = UNSET
    flip_vibration: bool | UnsetType = UNSET
    enriching: bool | UnsetType = UNSET
    writing_back: bool | UnsetType = UNSET
    last_played_field: FieldId | UnsetType | None = UNSET
    saved_views: SavedViews | UnsetType = UNSET
    skipped_steps: Steps | UnsetType = UNSET
