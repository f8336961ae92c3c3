"""Taking visitors in, and erasing those whose visit is over."""

import asyncio
import secrets
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import msgspec
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import user_queries
from waugzee.accounts.queries import next_feed
from waugzee.collection.list_queries import store_fields, store_folders
from waugzee.collection.queries import store_copies
from waugzee.collection.rows import copy_row, item_digest
from waugzee.crates.actions import make_crate, put_in
from waugzee.crates.schemas import MakeCrate, PutIn
from waugzee.db import Transaction, new_id, transaction
from waugzee.discogs.actions import connect_demo
from waugzee.discogs.origin import DEMO_TOKEN, DEMO_USERNAME
from waugzee.driving.host import discogs_client
from waugzee.equipment.actions import add_mount, add_part
from waugzee.equipment.schemas import AddCartridge, AddMount, AddStylus, AddTurntable
from waugzee.equipment.tables import cartridges, styluses, turntables
from waugzee.erasure.actions import erase
from waugzee.erasure.actions import sweep as sweep_erased
from waugzee.errors import AccountErased, Forbidden, NotOffered, Unavailable
from waugzee.hub import Hub, announced
from waugzee.issuer import queries as issuer_queries
from waugzee.issuer.actions import TooManyAttempts
from waugzee.issuer.passwords import NOBODY
from waugzee.issuer.state import Issuer
from waugzee.settings import Settings
from waugzee.sync.queries import add_run
from waugzee.visitors import queries
from waugzee.visitors.script import scripted
from waugzee_sync.discogs.lists import Field, Folder, read_fields, read_folders
from waugzee_sync.discogs.requests import collection_list_url, collection_page_url
from waugzee_sync.discogs.responses import CollectionItem, Unreadable, judged, read_page

STAY = timedelta(days=1)
MOST = 50
"""Visitors at a time, of everybody."""
PER_ADDRESS = 10
"""Visits from one address in a quarter of an hour."""
LOOK = 1800.0
"""Seconds between two looks for those whose day is over."""
MOST_PAGES = 20

log = structlog.get_logger(__name__)


class Collection(msgspec.Struct, frozen=True):
    """The simulated collection, with its owner's folders and fields."""

    items: list[CollectionItem]
    folders: list[Folder]
    fields: list[Field]


class Exhibits:
    """What visitors are shown, read once by this process."""

    def __init__(self) -> None:
        self._collection: Collection | None = None
        self._reading = asyncio.Lock()

    async def collection(self, settings: Settings) -> Collection:
        """Raises Unavailable where the simulated Discogs does not answer."""
        async with self._reading:
            if self._collection is None:
                self._collection = await _read(settings)
        return self._collection


async def _read(settings: Settings) -> Collection:
    assert settings.demo_url is not None
    at = (settings.demo_url, DEMO_USERNAME)
    items: list[CollectionItem] = []
    try:
        async with discogs_client(settings.public_url) as web:

            async def answer(url: str) -> bytes:
                return (await web.get(url, timeout=10)).content

            for number in range(1, MOST_PAGES + 1):
                page = read_page(await answer(collection_page_url(*at, number, DEMO_TOKEN)), number)
                found = [judged(raw) for raw in page.releases]
                items += [item for item in found if isinstance(item, CollectionItem)]
                if number >= page.pagination.pages:
                    break
            folders = read_folders(await answer(collection_list_url(*at, "folders", DEMO_TOKEN)))
            fields = read_fields(await answer(collection_list_url(*at, "fields", DEMO_TOKEN)))
    except (httpx.HTTPError, Unreadable) as error:
        raise Unavailable("The invented collection cannot be read right now. Try again shortly.") from error
    return Collection(items, folders, fields)


async def arrive(issuer: Issuer, exhibits: Exhibits, address: str) -> uuid.UUID:
    """Make a visitor with a full shelf; return their account at the issuer.

    Raises NotOffered, TooManyAttempts and Unavailable.
    """
    settings = issuer.settings
    if not settings.takes_visitors:
        raise NotOffered("Looking around without an account is not offered here.")
    if seconds := issuer.throttle.admit({f"visit {address}": PER_ADDRESS}):
        raise TooManyAttempts(seconds)
    await sweep(issuer.engine, issuer.hub, datetime.now(UTC))
    collection = await exhibits.collection(settings)
    account_id, user_id = new_id(), new_id()
    name = f"visitor-{secrets.token_hex(4)}"
    async with transaction(issuer.engine, user_id) as db:
        if await queries.how_many(db) >= MOST:
            raise Unavailable("Many are looking around just now. Try again later.")
        # Nobody's password matches: the account is entered by this one way only.
        await db.connection.run_sync(issuer_queries.add_account, account_id, name, NOBODY)
        await user_queries.add_user(db, id=user_id, name=name, claimed_name=name)
        await user_queries.add_identity(db, user_id, settings.issuer_url, str(account_id))
        await queries.mark_visiting(db, user_id)
        await connect_demo(db, settings, user_id)
        await _fill(db, user_id, collection, settings)
    return account_id


async def _fill(db: Transaction, user_id: uuid.UUID, collection: Collection, settings: Settings) -> None:
    now = datetime.now(UTC)
    rows = [copy_row(item, item_digest(item), settings.demo_url) for item in collection.items]
    run_id = new_id()
    await add_run(db, user_id, run_id, "full", "demo", DEMO_USERNAME, now)
    await store_copies(db, user_id, await next_feed(db, user_id), rows)
    await store_folders(db, user_id, collection.folders)
    await store_fields(db, user_id, collection.fields)
    await queries.end_run(db, user_id, run_id, len(rows), -(-len(rows) // 100), now)
    past = scripted([row[0] for row in rows], now)
    await _equip(db, user_id, now)
    await queries.add_plays(db, user_id, past.plays)
    await queries.add_cleanings(db, user_id, past.cleanings)
    for name, inside in past.crates.items():
        crate_id = new_id()
        await make_crate(db, user_id, MakeCrate(crate_id, name))
        for copy_id in inside:
            await put_in(db, user_id, crate_id, copy_id, PutIn())


async def _equip(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """A deck with a needle that has run for a while."""
    turntable, _ = await add_part(db, turntables, user_id, AddTurntable(name="Technics SL-1200"))
    cartridge, _ = await add_part(db, cartridges, user_id, AddCartridge(name="Ortofon 2M", type="mm"))
    stylus, _ = await add_part(
        db, styluses, user_id, AddStylus(name="Ortofon 2M Blue", rated_hours=1000, starting_hours=480)
    )
    mount = AddMount(
        stylus_id=stylus.id,
        cartridge_id=cartridge.id,
        turntable_id=turntable.id,
        mounted_at=now - timedelta(days=600),
    )
    await add_mount(db, user_id, mount)


async def leave(db: Transaction, user_id: uuid.UUID) -> None:
    """Erase a visitor at once; raises Forbidden for anybody else."""
    if not await user_queries.is_visiting(db, user_id):
        raise Forbidden("This is for those who look around without an account.")
    await erase(db, user_id)


async def sweep(engine: AsyncEngine, hub: Hub, now: datetime) -> int:
    """Erase those whose day is over; return how many."""
    async with transaction(engine) as db:
        overdue = await queries.overdue(db, now - STAY)
    for user_id in overdue:
        # Another process sweeps as well, and visitors leave by themselves.
        with suppress(AccountErased):
            async with announced(engine, hub, user_id) as db:
                await erase(db, user_id)
    return len(overdue)


async def keep_house(engine: AsyncEngine, hub: Hub) -> None:
    """Sweep now and then, until cancelled: overdue visits, and what is left of whoever was erased."""
    while True:
        try:
            await sweep(engine, hub, datetime.now(UTC))
            await sweep_erased(engine, datetime.now(UTC))
        except (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("what is to go could not be erased yet", error=str(error) or type(error).__name__)
        await asyncio.sleep(LOOK)
