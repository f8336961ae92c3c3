"""What the routes about maintenance take and answer."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from waugzee.collection.schemas import Moment, Notes, Short
from waugzee.maintenance.kinds import KindName, PartKind

Hours = Annotated[int, Meta(ge=1, le=100_000)]
Months = Annotated[int, Meta(ge=1, le=600)]
Rule = Literal["usual", "own", "never"]


class MaintenanceType(msgspec.Struct, kw_only=True):
    """A kind of maintenance of all turntables, cartridges or styluses, and after how much it is due.

    Of hours run and months passed, what comes first; neither: it is only noted. `kind` is "own" for
    one of the user's; the others everybody has.
    """

    id: uuid.UUID
    kind: KindName
    part: PartKind
    name: str
    hours: int | None
    months: int | None


class MaintenanceTypes(msgspec.Struct):
    """All that a user has: those of everybody first, then own ones, the oldest first."""

    types: list[MaintenanceType]


class AddMaintenanceType(msgspec.Struct, kw_only=True):
    """A kind of one's own. A client-made `id` (UUIDv7) is added once, however often it is sent."""

    part: PartKind
    name: Short
    id: uuid.UUID | UnsetType = UNSET
    hours: Hours | None = None
    months: Months | None = None


class AmendMaintenanceType(msgspec.Struct, kw_only=True):
    """What to change; what is absent stays. The name of what everybody has is everybody's."""

    name: Short | UnsetType = UNSET
    hours: Hours | UnsetType | None = UNSET
    months: Months | UnsetType | None = UNSET


class MaintenanceRule(msgspec.Struct, kw_only=True):
    """Whose interval one part follows: its type's, its own, or none.

    `hours` and `months` are its own, and count while `rule` is "own".
    """

    rule: Rule = "usual"
    hours: int | None = None
    months: int | None = None


class AmendMaintenanceRule(msgspec.Struct, kw_only=True):
    """What to change; what is absent stays."""

    rule: Rule | UnsetType = UNSET
    hours: Hours | UnsetType | None = UNSET
    months: Months | UnsetType | None = UNSET


class MaintenancePlan(msgspec.Struct, kw_only=True):
    """One kind of maintenance of one part: how much of its interval has passed, and when it is due.

    It counts from `since`: when it was done last, else since the part was bought, first mounted or
    added. `hours_run` are its hours since then. `used` is the share of the interval that has passed, by
    hours or by months, whichever is more: from 1 on it is `due` where the part is `in_use` (a turntable
    until it retires, what sits in one while it is mounted). `due_on` is the day by months, or by hours
    at the present rate, whichever comes first; none where nothing tells. By `id` it is put off.
    """

    id: uuid.UUID
    part: PartKind
    part_id: uuid.UUID
    part_name: str
    type_id: uuid.UUID
    kind: KindName
    name: str
    rule: Rule
    hours: int | None
    months: int | None
    since: datetime
    last_done_at: datetime | None
    hours_run: float
    used: float
    due: bool
    due_on: date | None
    in_use: bool


class MaintenancePlans(msgspec.Struct):
    """All of the user's plans of parts that are not retired, the most urgent first."""

    plans: list[MaintenancePlan]
    as_of: datetime


class MaintenanceEntry(msgspec.Struct, kw_only=True):
    """What was done to a part. With `date_only` the moment is noon UTC of the day."""

    id: uuid.UUID
    part_id: uuid.UUID
    type_id: uuid.UUID
    kind: KindName
    name: str
    done_at: datetime
    date_only: bool
    notes: str
    created_at: datetime


class LogMaintenance(msgspec.Struct, kw_only=True):
    """Something done to log. A client-made `id` (UUIDv7) is logged once, however often it is sent.

    With `date_only` the day counts that `done_at` names in its own zone.
    """

    part_id: uuid.UUID
    type_id: uuid.UUID
    id: uuid.UUID | UnsetType = UNSET
    done_at: Moment | UnsetType = UNSET
    date_only: bool = False
    notes: Notes = ""


class AmendMaintenance(msgspec.Struct, kw_only=True):
    """What to change of an entry; what is absent stays. `done_at` without `date_only` is a moment."""

    done_at: Moment | UnsetType = UNSET
    date_only: bool | UnsetType = UNSET
    notes: Notes | UnsetType = UNSET


class MaintenancePage(msgspec.Struct):
    """Some entries, newest first; `cursor` leads to the next ones."""

    maintenance: list[MaintenanceEntry]
    cursor: str | None
