"""Making crates, and putting things into an order: a thing gets a rank between those of its neighbours."""

import uuid

from msgspec import UNSET, UnsetType

from waugzee.collection.log import require_copy
from waugzee.crates import queries
from waugzee.crates.queries import Ranked
from waugzee.crates.schemas import ChangeCrate, Crate, MakeCrate, PutIn
from waugzee.db import Event, Transaction
from waugzee.errors import Conflict, NotFound

GAP = 2**20
"""Between two ranks at first: once it is halved too often, all are ranked anew."""
MOST_CRATES = 200
MOST_COPIES = 5000
NO_CRATE = "There is no such crate."


async def crates_of(db: Transaction, user_id: uuid.UUID) -> list[Crate]:
    return [
        Crate(uuid.UUID(str(row["id"])), row["name"], [uuid.UUID(str(one)) for one in row["copies"]])
        for row in await queries.crates_of(db, user_id)
    ]


async def make_crate(db: Transaction, user_id: uuid.UUID, data: MakeCrate) -> None:
    """Add a crate behind the others; raises Conflict where there are too many."""
    known = await queries.ranks(db, user_id)
    if any(crate_id == data.id for crate_id, _ in known):
        return
    if len(known) >= MOST_CRATES:
        raise Conflict(f"There are {MOST_CRATES} crates already.")
    await queries.add_crate(db, user_id, data.id, data.name, _behind(known))
    db.announce(Event("crates", {}))


async def change_crate(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, data: ChangeCrate) -> None:
    """Rename a crate or move it among the others; raises NotFound for it or for `after`."""
    known = await _known(db, user_id, crate_id)
    if data.name is not UNSET:
        await queries.rename_crate(db, user_id, crate_id, data.name)
    if data.after is not UNSET:
        others = [one for one in known if one[0] != crate_id]
        rank = _rank(others, data.after)
        if rank is None:
            others = _anew(others)
            await queries.rank_crates(db, user_id, others)
            rank = _rank(others, data.after)
        assert rank is not None
        await queries.rank_crates(db, user_id, [(crate_id, rank)])
    db.announce(Event("crates", {}))


async def delete_crate(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID) -> None:
    """Forget a crate; raises NotFound where there is none."""
    if not await queries.delete_crate(db, user_id, crate_id):
        raise NotFound(NO_CRATE)
    db.announce(Event("crates", {}))


async def put_in(
    db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, copy_id: uuid.UUID, data: PutIn
) -> None:
    """Put a copy into a crate, or elsewhere in it. Raises NotFound, or Conflict where it is full."""
    await _known(db, user_id, crate_id)
    await require_copy(db, user_id, copy_id)
    inside = await queries.ranks_in(db, user_id, crate_id)
    others = [one for one in inside if one[0] != copy_id]
    if len(others) >= MOST_COPIES:
        raise Conflict(f"There are {MOST_COPIES} records in this crate already.")
    if data.after is UNSET and len(others) < len(inside):
        # It is in there, and nobody said where else.
        return
    rank = _rank(others, data.after)
    if rank is None:
        others = _anew(others)
        await queries.rank_in(db, user_id, crate_id, others)
        rank = _rank(others, data.after)
    assert rank is not None
    await queries.put_in(db, user_id, crate_id, copy_id, rank)
    db.announce(Event("crates", {}))


async def take_out(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    """Take a copy out of a crate, where it is in there; raises NotFound for either."""
    await _known(db, user_id, crate_id)
    await require_copy(db, user_id, copy_id)
    await queries.take_out(db, user_id, crate_id, copy_id)
    db.announce(Event("crates", {}))


async def _known(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID) -> Ranked:
    known = await queries.ranks(db, user_id)
    if all(one != crate_id for one, _ in known):
        raise NotFound(NO_CRATE)
    return known


def _rank(others: Ranked, after: uuid.UUID | UnsetType | None) -> int | None:
    """The rank behind `after` among the others; None where there is no room. Raises NotFound."""
    place = 0
    if after is UNSET:
        place = len(others)
    elif after is not None:
        ids = [one for one, _ in others]
        if after not in ids:
            raise NotFound("What it should stand behind is not there.")
        place = ids.index(after) + 1
    if place == len(others):
        return _behind(others)
    above = others[place][1]
    below = others[place - 1][1] if place else above - 2 * GAP
    middle = (below + above) // 2
    return middle if below < middle < above else None


def _behind(ranked: Ranked) -> int:
    return ranked[-1][1] + GAP if ranked else GAP


def _anew(ranked: Ranked) -> Ranked:
    return [(one, GAP * place) for place, (one, _) in enumerate(ranked, 1)]
