"""What is due, as the API has it."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from waugzee.collection.schemas import Moment
from waugzee.maintenance.schemas import MaintenancePlan
from waugzee.wear.schemas import StylusWear

Reason = Literal["plays", "age", "bought_used", "never_cleaned"]
Level = Annotated[int, msgspec.Meta(ge=4, le=5)]


class DueRecord(msgspec.Struct, kw_only=True):
    """A record to clean, and why. Level 4 is due, level 5 needs it."""

    copy_id: uuid.UUID
    title: str
    artist: str
    thumb: str | None
    level: Level
    reasons: list[Reason]
    plays_since_cleaning: int
    last_cleaned_at: datetime | None
    snoozed_until: datetime | None


class DueRecords(msgspec.Struct):
    """Records to clean, the most urgent first; `cursor` leads to the next ones."""

    records: list[DueRecord]
    cursor: str | None


class DueStylus(msgspec.Struct, kw_only=True):
    """A mounted stylus that is wearing thin (`worn`) or past its life (`replace`), as wear tells it."""

    wear: StylusWear
    snoozed_until: datetime | None


class DueMaintenance(msgspec.Struct, kw_only=True):
    """Something to do to a turntable, a cartridge or a stylus in use, as maintenance tells it."""

    plan: MaintenancePlan
    snoozed_until: datetime | None


class Snooze(msgspec.Struct):
    """Until when an item shall not be shown as due."""

    until: Moment


class Due(msgspec.Struct):
    """Everything that is due now: `count` for a badge, and the first `records` of `record_count`.

    `styluses` are those near their end, the most worn first; `maintenance` what decks, cartridges and
    styluses in use want, the most urgent first.
    """

    count: int
    record_count: int
    records: list[DueRecord]
    snoozed_records: list[DueRecord]
    styluses: list[DueStylus]
    snoozed_styluses: list[DueStylus]
    maintenance: list[DueMaintenance]
    snoozed_maintenance: list[DueMaintenance]
    as_of: datetime
