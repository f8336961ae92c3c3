"""`/api/errands` for engines; `/api/enrichment`, `/api/wants`, `/api/edits` for everyone."""

import json
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from waugzee.errands import actions, edit_queries, queries
from waugzee.errands.schemas import (
    Change,
    Company,
    Edit,
    Edits,
    Enrichment,
    Identifier,
    MakeEdit,
    ReleaseDetails,
    WantedRelease,
    Wants,
)
from waugzee.errors import NotFound
from waugzee.paging import Cursor, Limit, read_cursor, to_cursor
from waugzee.preferences.queries import preferences_of
from waugzee.wire import Db, UserId, no_content
from waugzee_sync.errands.messages import ErrandAnswer, ErrandDone, Errands


class _Below(msgspec.Struct, frozen=True, array_like=True):
    """The last release seen."""

    release_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@post("/errands", opt={"scope": "sync"}, status_code=200, summary="Signed requests of Discogs to do next")
async def ask_errands(db: Db, user_id: UserId, state: State) -> Errands:
    return await actions.next_errands(db, state.settings, user_id)


@post("/errands/answers", opt={"scope": "sync"}, status_code=200, summary="What became of one, signed")
async def answer_errand(
    request: Request[uuid.UUID, Any, State],
    data: JSONBody[ErrandAnswer],
    db: Db,
    user_id: UserId,
    state: State,
) -> ErrandDone:
    body = await request.body()
    actions.check_request(state.settings, user_id, request.url.path, body, request.headers)
    return ErrandDone(await actions.take_answer(db, state.settings, user_id, data))


@get("/enrichment", summary="How many releases are known in detail")
async def enrichment(db: Db, user_id: UserId) -> Enrichment:
    counts = await queries.release_counts(db, user_id, datetime.now(UTC))
    on = (await preferences_of(db, user_id)).enriching
    return Enrichment(on, counts["total"], counts["total"] - counts["wanted"], counts["missing"])


@get("/releases/{release_id:int}/details", summary="What a release's own page says, as far as read")
async def release_details(release_id: FromPath[int], db: Db, user_id: UserId) -> ReleaseDetails:
    row = await queries.details_of(db, user_id, release_id) if 0 < release_id < 2**63 else None
    if row is None:
        raise NotFound("Nothing was read of this release yet.")
    identifiers = msgspec.convert(row["identifiers"], list[Identifier])
    return ReleaseDetails(
        release_id,
        row["asked_at"],
        row["status"] == 200,
        row["country"],
        row["released"],
        row["year"],
        identifiers,
        msgspec.convert(row["companies"], list[Company]),
        row["original_year"],
        row["pressings"],
    )


@get("/wants", summary="The wantlist, newest releases first")
async def wants(
    db: Db,
    user_id: UserId,
    search: Annotated[FromQuery[str | None], QueryParameter(max_length=100)] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Wants:
    below = read_cursor(cursor, _Below)
    pattern = None
    if search:
        words = search.replace("\0", "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        pattern = f"%{words}%"
    rows = await queries.wants_of(db, user_id, pattern, below.release_id if below else None, limit)
    reading = await queries.reading_of_wants(db, user_id)
    return Wants(
        [_want(row) for row in rows],
        reading["finished_at"] if reading else None,
        reading["reason"] if reading else None,
        to_cursor(_Below(rows[-1]["release_id"])) if len(rows) == limit else None,
    )


def _want(row: queries.Record) -> WantedRelease:
    return WantedRelease(
        row["release_id"],
        row["title"],
        row["artist"],
        row["year"],
        row["format"],
        row["label"],
        row["thumb"],
        row["cover"],
        row["notes"],
        row["added_at"],
        "same" if row["owned"] else "other" if row["owned_otherwise"] else None,
    )


@get("/edits", summary="What is written at Discogs, and how far it is")
async def edits(db: Db, user_id: UserId) -> Edits:
    preferred = await preferences_of(db, user_id)
    rows = [_edit(row) for row in await edit_queries.edits_of(db, user_id)]
    writable = await actions.is_writable(db, user_id)
    return Edits(rows, preferred.writing_back, writable, preferred.last_played_field)


@post("/edits", opt={"scope": "log"}, status_code=200, summary="Change something at Discogs")
async def make_edit(data: JSONBody[MakeEdit], db: Db, user_id: UserId) -> Edit:
    return _edit(await actions.make_edit(db, user_id, data))


@post(
    "/edits/{edit_id:uuid}/retry",
    opt={"scope": "log"},
    status_code=200,
    summary="Try again what failed, or want one's own where both sides changed",
)
async def retry_edit(edit_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Edit:
    return _edit(await actions.retry_edit(db, user_id, edit_id))


@delete("/edits/{edit_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Drop an edit")
async def drop_edit(edit_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.drop_edit(db, user_id, edit_id))


def _edit(row: queries.Record) -> Edit:
    found = json.loads(row["found_text"]) if row["state"] == "conflict" and row["found_text"] else None
    return Edit(
        id=uuid.UUID(str(row["id"])),
        kind=row["kind"],
        state=row["state"],
        reason=row["reason"],
        release_id=row["release_id"],
        copy_id=uuid.UUID(str(row["copy_id"])) if row["copy_id"] else None,
        field_id=row["field_id"],
        to=msgspec.json.decode(row["change_text"], type=Change).to,
        found=found,
        made_at=row["made_at"],
    )


ROUTES = [
    ask_errands,
    answer_errand,
    enrichment,
    release_details,
    wants,
    edits,
    make_edit,
    retry_edit,
    drop_edit,
]
