"""`/api/export`: what is one's own, to keep elsewhere."""

from datetime import UTC, datetime

from litestar import get
from litestar.datastructures import State
from litestar.response import Stream

from waugzee.exporting import actions
from waugzee.wire import UserId


def _named(suffix: str) -> dict[str, str]:
    name = f"waugzee-{datetime.now(UTC).date()}{suffix}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


@get("/export", opt={"limit": "export"}, media_type="application/json", summary="Everything of one's own")
async def export(user_id: UserId, state: State) -> Stream:
    return Stream(
        actions.everything(state.engine, user_id),
        media_type="application/json",
        headers=_named(".json"),
    )


@get("/export/log", opt={"limit": "export"}, media_type="text/csv", summary="Plays and cleanings as CSV")
async def export_log(user_id: UserId, state: State) -> Stream:
    return Stream(
        actions.log(state.engine, user_id),
        media_type="text/csv; charset=utf-8",
        headers=_named("-log.csv"),
    )


ROUTES = [export, export_log]
