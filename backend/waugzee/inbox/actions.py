"""Telling a user something, once; and what they do with what they were told."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from waugzee.db import Event, Transaction, new_id
from waugzee.errors import NotFound
from waugzee.inbox import queries
from waugzee.inbox.push_queue import add_delivery
from waugzee.inbox.schemas import About, ChangeChoices, Choices, Kind, Notice, Notices
from waugzee.inbox.times import checked_zone
from waugzee.paging import to_cursor

KEPT = timedelta(days=180)
"""After that a notice is forgotten."""
NO_NOTICE = "There is no such notice."


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The last notice of a page."""

    id: uuid.UUID


async def tell(
    db: Transaction,
    user_id: uuid.UUID,
    kind: Kind,
    about: About,
    *,
    subject_id: uuid.UUID | None = None,
    now: datetime | None = None,
) -> None:
    """Put a notice into the inbox, and have it pushed, as far as the user chose so."""
    choices = await queries.choices_of(db, user_id)
    way = getattr(choices, kind)
    if way == "off":
        return
    await queries.add_notice(
        db,
        user_id=user_id,
        id=new_id(),
        kind=kind,
        subject_id=subject_id,
        about=msgspec.to_builtins(about),
        at=now or datetime.now(UTC),
        to_push=way == "push",
    )
    if way == "push":
        await add_delivery(db, user_id, kind)
    db.announce(Event("inbox", {}), user_id)


async def tell_once(
    db: Transaction, user_id: uuid.UUID, kind: Kind, subject_id: uuid.UUID, state: str, about: About
) -> None:
    """Tell it, unless the user was told of this subject in this state."""
    if await unheard(db, user_id, kind, {subject_id: state}):
        await tell(db, user_id, kind, about)


async def unheard(
    db: Transaction, user_id: uuid.UUID, kind: Kind, states: Mapping[uuid.UUID, str]
) -> set[uuid.UUID]:
    """Those of these things that the user was not told of in their state. From now on they were.

    None where the user does not want to be told: what changes their mind finds it all there.
    """
    choices = await queries.choices_of(db, user_id)
    if getattr(choices, kind) == "off":
        return set()
    return await queries.note_subjects(db, user_id, kind, states)


async def over(db: Transaction, user_id: uuid.UUID, kind: Kind, subject_id: uuid.UUID) -> None:
    """It is well again: should it happen anew, the user is told anew."""
    await queries.forget_subject(db, user_id, kind, subject_id)


async def inbox_of(db: Transaction, user_id: uuid.UUID, place: Place | None, limit: int) -> Notices:
    rows = await queries.page_of_notices(db, user_id, place.id if place else None, limit)
    cursor = to_cursor(Place(rows[-1].id)) if len(rows) == limit else None
    return Notices([_notice(row) for row in rows], await queries.unread(db, user_id), cursor)


async def set_read(db: Transaction, user_id: uuid.UUID, notice_id: uuid.UUID, read: bool) -> None:
    """Raises NotFound."""
    if not await queries.mark(db, user_id, notice_id, datetime.now(UTC) if read else None):
        raise NotFound(NO_NOTICE)
    db.announce(Event("inbox", {}))


async def read_up_to(db: Transaction, user_id: uuid.UUID, newest: uuid.UUID) -> None:
    if await queries.mark_up_to(db, user_id, newest, datetime.now(UTC)):
        db.announce(Event("inbox", {}))


async def delete(db: Transaction, user_id: uuid.UUID, notice_id: uuid.UUID) -> None:
    """Raises NotFound."""
    if not await queries.delete_notice(db, user_id, notice_id):
        raise NotFound(NO_NOTICE)
    db.announce(Event("inbox", {}))


async def choose(db: Transaction, user_id: uuid.UUID, data: ChangeChoices) -> Choices:
    """Raises Invalid for a zone that is none."""
    changes: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(data).items() if value is not msgspec.UNSET
    }
    if "zone" in changes:
        changes["zone"] = checked_zone(changes["zone"])
    if changes:
        await queries.set_choices(db, user_id, changes)
        db.announce(Event("inbox", {}))
    return await queries.choices_of(db, user_id)


def about_of(row: Any) -> About:
    return msgspec.convert(row.about, About)


def _notice(row: Any) -> Notice:
    about = about_of(row)
    return Notice(
        id=row.id,
        kind=row.kind,
        subject_id=row.subject_id,
        at=row.at,
        read_at=row.read_at,
        **msgspec.structs.asdict(about),
    )
