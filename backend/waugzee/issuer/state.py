"""What the issuer's routes share: configuration, database, clock, and the count of failures."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import Transaction
from waugzee.hub import Hub
from waugzee.issuer.keys import Keys
from waugzee.issuer.store import GrantStore
from waugzee.issuer.throttle import Throttle
from waugzee.settings import Settings

EndAtApi = Callable[[Transaction, str, str | None], Awaitable[None]]
"""Ends at the API, in the same transaction, what ended here of a subject: a session (`sid`), or all."""


class Issuer(msgspec.Struct, frozen=True):
    """One built-in issuer. `clock` gives Unix seconds."""

    settings: Settings
    engine: AsyncEngine
    clock: Callable[[], float]
    throttle: Throttle
    hub: Hub
    end_at_api: EndAtApi

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    def grants(self, db: Connection, keys: Keys) -> GrantStore:
        """The grants as a request sees them."""
        return GrantStore(db, keys, self.settings.issuer_url, self.now())


IssuerDependency = NamedDependency[SkipValidation[Issuer]]
