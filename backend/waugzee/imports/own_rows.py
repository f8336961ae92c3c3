"""What is taken in of each table of Waugzee's own export, and why the others are not.

A row says what it may say by its type, as the API's own types have it. Columns that are not named here are
worked out anew, or of use only where the file was made.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta

from waugzee.care.condition_schemas import Fault, Grade
from waugzee.care.rule_schemas import CareRules, CopyCare
from waugzee.care.schemas import Details
from waugzee.collection.estimates import MOST_SIDES
from waugzee.collection.positions import LONGEST
from waugzee.collection.schemas import Moment, Notes, Short, SideName
from waugzee.collection.sides import MOST_TRACKS, Track
from waugzee.equipment import schemas as equipment
from waugzee.imports.history import Kind
from waugzee.inbox.schemas import ChangeChoices
from waugzee.maintenance import schemas as maintenance
from waugzee.maintenance.kinds import PartKind
from waugzee.plays import schemas as plays
from waugzee.preferences.schemas import ChangePreferences
from waugzee.shelf.schemas import Fate
from waugzee.zones import zone_named
from waugzee_sync.discogs.responses import (
    LARGEST_ID,
    Artist,
    BasicInformation,
    CollectionItem,
    Format,
    Id,
    IdOrNone,
    Label,
    Note,
    ShortText,
    Texts,
)

Rank = Annotated[int, Meta(ge=-(2**62), le=2**62)]
"""With room on either side."""
Hundredths = Annotated[int, Meta(ge=0, le=LARGEST_ID)] | None


class Row(msgspec.Struct, kw_only=True):
    """A row that says nothing."""


class Copy(Row, kw_only=True):
    """A record. It is written only where it is not on the shelf: as one that left."""

    id: uuid.UUID
    instance_id: Annotated[int, Meta(ge=-LARGEST_ID, le=LARGEST_ID)]
    release_id: Id
    master_id: IdOrNone = None
    folder_id: Annotated[int, Meta(ge=0, le=LARGEST_ID)] | None = None
    added_at: Moment | None = None
    rating: Annotated[int, Meta(ge=0, le=5)] = 0
    notes: list[Note] | None = None
    title: ShortText
    year: Annotated[int, Meta(ge=0, le=9999)] | None = None
    artists: list[Artist] | None = None
    labels: list[Label] | None = None
    formats: list[Format] | None = None
    genres: Texts = None
    styles: Texts = None
    thumb: ShortText | None = None
    cover: ShortText | None = None
    removed_at: Moment | None = None
    archived_as: Fate | None = None
    archived_note: Notes | None = None

    def item(self, instance_id: int) -> CollectionItem:
        """As a page of the collection shows it, under a number that is free here."""
        about = BasicInformation(
            id=self.release_id,
            title=self.title,
            year=self.year,
            master_id=self.master_id,
            thumb=self.thumb,
            cover_image=self.cover,
            artists=self.artists,
            labels=self.labels,
            formats=self.formats,
            genres=self.genres,
            styles=self.styles,
        )
        return CollectionItem(
            id=self.release_id,
            instance_id=instance_id,
            basic_information=about,
            date_added=self.added_at,
            rating=self.rating,
            folder_id=UNSET if self.folder_id is None else self.folder_id,
            notes=UNSET if self.notes is None else self.notes,
        )


class Part(Row, kw_only=True):
    """What every part of the equipment has."""

    id: uuid.UUID
    name: equipment.Name
    maker: equipment.Words = ""
    model: equipment.Words = ""
    bought_on: date | None = None
    price_cents: equipment.Cents | None = None
    currency: equipment.Currency | None = None
    notes: Notes = ""
    retired_at: Moment | None = None
    created_at: Moment

    def __post_init__(self) -> None:
        if (self.price_cents is None) != (self.currency is None):
            raise ValueError("a price and its currency come together")


class Turntable(Part, kw_only=True):
    is_main: bool = False


class Cartridge(Part, kw_only=True):
    type: equipment.CartridgeType | None = None
    force_low: equipment.Milligrams | None = None
    force_high: equipment.Milligrams | None = None
    force_set: equipment.Milligrams | None = None
    alignment: equipment.Words = ""


class Stylus(Part, kw_only=True):
    model_id: equipment.Words | None = None
    profile: equipment.Words = ""
    rated_hours: equipment.RatedHours | None = None
    starting_hours: equipment.Hours = 0


class Mount(Row, kw_only=True):
    id: uuid.UUID
    stylus_id: uuid.UUID
    cartridge_id: uuid.UUID
    turntable_id: uuid.UUID
    mounted_at: Moment
    ended_at: Moment | None = None
    notes: Notes = ""
    created_at: Moment

    def __post_init__(self) -> None:
        if self.ended_at is not None and self.ended_at <= self.mounted_at:
            raise ValueError("it ends before it began")


class MaintenanceType(Row, kw_only=True):
    id: uuid.UUID
    part: PartKind
    name: Short
    hours: maintenance.Hours | None = None
    months: maintenance.Months | None = None
    created_at: Moment
    deleted_at: Moment | None = None


class MaintenanceRule(Row, kw_only=True):
    part_id: uuid.UUID
    type_id: uuid.UUID
    rule: maintenance.Rule = "usual"
    hours: maintenance.Hours | None = None
    months: maintenance.Months | None = None


class Maintenance(Row, kw_only=True):
    id: uuid.UUID
    type_id: uuid.UUID
    turntable_id: uuid.UUID | None = None
    cartridge_id: uuid.UUID | None = None
    stylus_id: uuid.UUID | None = None
    done_at: Moment
    date_only: bool = False
    notes: Notes = ""
    created_at: Moment

    def __post_init__(self) -> None:
        if [self.turntable_id, self.cartridge_id, self.stylus_id].count(None) != 2:
            raise ValueError("it was done to one part")


class Play(Row, kw_only=True):
    id: uuid.UUID
    copy_id: uuid.UUID
    played_at: Moment
    date_only: bool = False
    utc_offset: plays.UtcOffset = 0
    sides: plays.SideNames | None = None
    tracks: plays.Positions | None = None
    stylus_id: uuid.UUID | None = None
    turntable_id: uuid.UUID | None = None
    seconds: plays.Seconds | None = None
    rating: plays.Rating | None = None
    mood: plays.Mood | None = None
    notes: Notes = ""
    created_at: Moment

    def __post_init__(self) -> None:
        self.sides, self.tracks = self.sides or None, self.tracks or None


class Cleaning(Row, Details, kw_only=True):
    id: uuid.UUID
    copy_id: uuid.UUID
    cleaned_at: Moment
    date_only: bool = False
    notes: Notes = ""
    created_at: Moment


class Condition(Row, kw_only=True):
    id: uuid.UUID
    copy_id: uuid.UUID
    noted_at: Moment
    date_only: bool = False
    fault: Fault | None = None
    media: Grade | None = None
    sleeve: Grade | None = None
    notes: Notes = ""
    created_at: Moment


class CareOfCopy(Row, CopyCare, kw_only=True):
    copy_id: uuid.UUID


class Crate(Row, kw_only=True):
    id: uuid.UUID
    name: Short
    rank: Rank


class InCrate(Row, kw_only=True):
    crate_id: uuid.UUID
    copy_id: uuid.UUID
    rank: Rank


class LeftOut(Row, kw_only=True):
    subject_id: uuid.UUID
    kind: Literal["record", "play"]
    left_out_at: Moment


class FolderLeftOut(Row, kw_only=True):
    folder_id: Annotated[int, Meta(ge=0, le=LARGEST_ID)]
    left_out_at: Moment


class Snooze(Row, kw_only=True):
    subject_id: uuid.UUID
    until: Moment


class Skip(Row, kw_only=True):
    copy_id: uuid.UUID
    until: Moment


class Tracklist(Row, kw_only=True):
    """The tracks where they were written by hand, and what was said of the sides; not what was read."""

    release_id: Id
    source: str | None = None
    tracks: Annotated[list[Track], Meta(max_length=MOST_TRACKS)] = []
    corrections: Annotated[
        dict[SideName, Annotated[int, Meta(ge=0, le=LONGEST)]], Meta(max_length=MOST_SIDES)
    ] = {}

    def __post_init__(self) -> None:
        if self.source != "user":
            self.tracks = []

    @property
    def is_by_hand(self) -> bool:
        return bool(self.tracks or self.corrections)


class Value(Row, kw_only=True):
    read_on: date
    read_at: Moment
    status: Annotated[int, Meta(ge=0, le=999)]
    currency: Short | None = None
    minimum: Hundredths = None
    median: Hundredths = None
    maximum: Hundredths = None

    def __post_init__(self) -> None:
        told = [self.currency, self.minimum, self.median, self.maximum]
        if None in told and any(one is not None for one in told):
            raise ValueError("the sums and their currency come together")


class Rules(Row, CareRules, kw_only=True):
    pass


class Preferences(Row, kw_only=True):
    """All but what writes at Discogs: that is for the user to allow, wherever they are."""

    chosen: ChangePreferences

    def __post_init__(self) -> None:
        self.chosen.writing_back = self.chosen.last_played_field = UNSET


class Choices(Row, kw_only=True):
    chosen: ChangeChoices

    def __post_init__(self) -> None:
        if self.chosen.zone is not UNSET and zone_named(self.chosen.zone) is None:
            raise ValueError("there is no such zone")


TAKEN: Mapping[str, tuple[Kind, type[Any]]] = {
    "copies": ("record", Copy),
    "turntables": ("turntable", Turntable),
    "cartridges": ("cartridge", Cartridge),
    "styluses": ("stylus", Stylus),
    "mounts": ("mount", Mount),
    "maintenance_types": ("interval", MaintenanceType),
    "maintenance_rules": ("interval", MaintenanceRule),
    "maintenance": ("maintenance", Maintenance),
    "plays": ("play", Play),
    "cleanings": ("cleaning", Cleaning),
    "conditions": ("condition", Condition),
    "copy_care": ("care", CareOfCopy),
    "crates": ("crate", Crate),
    "crate_copies": ("in-crate", InCrate),
    "left_out": ("left-out", LeftOut),
    "left_out_folders": ("left-out", FolderLeftOut),
    "snoozes": ("put-off", Snooze),
    "skips": ("put-off", Skip),
    "tracklists": ("tracklist", Tracklist),
    "collection_values": ("value", Value),
    "care_rules": ("setting", Rules),
    "preferences": ("setting", Preferences),
    "notice_choices": ("setting", Choices),
}
"""What is taken in, of what kind the rows are, in an order in which none comes before what it names."""

NOT_TAKEN: Mapping[str, str] = {
    "accounts": "the account is another one, or knows it itself",
    "collection_fields": "a sync reads them at Discogs",
    "discogs_accounts": "a connection is made anew, with a secret that no file holds",
    "edits": "nothing is written at Discogs because a file says so",
    "folders": "a sync reads them at Discogs",
    "joins": "the log stands with the copy that it was handed on to",
    "listenbrainz_accounts": "a connection is made anew, with a secret that no file holds",
    "notices": "they told what was so there and then",
    "public_profiles": "nothing becomes public because a file says so, and its address is taken",
    "release_details": "they are read at Discogs or in the catalogue",
    "scrobbles": "what was sent is known to the server that sent it",
    "spins": "what turned there does not turn any more",
    "sync_runs": "how the syncs went there",
    "wants": "the wantlist is read at Discogs",
}
"""What is not, and why."""
