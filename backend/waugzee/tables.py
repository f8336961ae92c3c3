"""Every domain's tables, imported so that `metadata` is whole."""

from waugzee.accounts import tables as accounts
from waugzee.care import tables as care
from waugzee.catalogue import job_tables, search_tables
from waugzee.catalogue import tables as catalogue
from waugzee.collection import tables as collection
from waugzee.crates import tables as crates
from waugzee.db import metadata
from waugzee.discogs import tables as discogs
from waugzee.driving import tables as driving
from waugzee.due import tables as due
from waugzee.equipment import tables as equipment
from waugzee.errands import tables as errands
from waugzee.events import tables as events
from waugzee.federation import tables as federation
from waugzee.inbox import tables as inbox
from waugzee.issuer import tables as issuer
from waugzee.maintenance import tables as maintenance
from waugzee.picks import tables as picks
from waugzee.plays import spin_tables
from waugzee.plays import tables as plays
from waugzee.preferences import tables as preferences
from waugzee.reminders import tables as reminders
from waugzee.scrobbling import tables as scrobbling
from waugzee.sharing import tables as sharing
from waugzee.statistics import tables as statistics
from waugzee.sync import tables as sync

__all__ = [
    "accounts",
    "care",
    "catalogue",
    "collection",
    "crates",
    "discogs",
    "driving",
    "due",
    "equipment",
    "errands",
    "events",
    "federation",
    "inbox",
    "issuer",
    "job_tables",
    "maintenance",
    "metadata",
    "picks",
    "plays",
    "preferences",
    "reminders",
    "scrobbling",
    "search_tables",
    "sharing",
    "spin_tables",
    "statistics",
    "sync",
]
