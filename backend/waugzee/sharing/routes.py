"""`/api/profile`, one's own; `/api/public/…` and `/u/…`, what anybody reads of it."""

from typing import Annotated, Any

import msgspec
from litestar import MediaType, Request, Response, get, patch, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody, QueryParameter

from waugzee.errors import NotFound
from waugzee.paging import Cursor, Limit, read_cursor
from waugzee.settings import Settings
from waugzee.sharing import actions, guests
from waugzee.sharing.kept import Kept
from waugzee.sharing.queries import Place
from waugzee.sharing.schemas import ChangeProfile, Profile, PublicProfile, PublicRecords
from waugzee.wire import Db, UserId

MOST_WORDS = 8
Asked = Annotated[str, QueryParameter(max_length=100, pattern=r"\A[^\x00]*\Z")]
FRESH = {"Cache-Control": "no-cache"}
"""Kept, and asked about each time: a profile that is shut is shut at once."""


@get("/profile", summary="What anybody may see of one's records")
async def profile(db: Db, user_id: UserId, state: State) -> Profile:
    return await actions.profile(db, user_id, _settings(state).public_url)


@patch("/profile", opt={"limit": "secrets"}, summary="Open or shut one's profile, and choose what it shows")
async def change_profile(data: JSONBody[ChangeProfile], db: Db, user_id: UserId, state: State) -> Profile:
    await actions.change_profile(db, user_id, data)
    return await actions.profile(db, user_id, _settings(state).public_url)


@post(
    "/profile/renew",
    opt={"limit": "secrets"},
    status_code=200,
    summary="Another address at random; the one before leads nowhere",
)
async def renew_address(db: Db, user_id: UserId, state: State) -> Profile:
    await actions.renew(db, user_id)
    return await actions.profile(db, user_id, _settings(state).public_url)


@get("/public/{address:str}", opt={"public": True, "limit": "guest"}, summary="A profile as anybody reads it")
async def public_profile(
    address: FromPath[str], request: Request[None, None, State], state: State
) -> Response[PublicProfile]:
    of = await actions.seen(state.engine, address)
    body = await actions.public_profile(state.engine, _kept(state), of)
    return _answer(request, body, MediaType.JSON, listed=of.listed)


@get(
    "/public/{address:str}/records",
    opt={"public": True, "limit": "guest", "limit_with": {"q": "guest-search"}},
    summary="The shelf of a profile, by artist",
)
async def public_records(
    address: FromPath[str],
    request: Request[None, None, State],
    state: State,
    q: Asked = "",
    genre: Asked = "",
    cursor: Cursor = None,
    limit: Limit = 60,
) -> Response[PublicRecords]:
    after = read_cursor(cursor, Place)
    of = await actions.seen(state.engine, address)
    body = await actions.public_records(
        state.engine,
        _kept(state),
        of,
        words=q.split()[:MOST_WORDS],
        genre=genre or None,
        after=after,
        limit=limit,
    )
    return _answer(request, body, MediaType.JSON, listed=of.listed)


@get(
    "/public/{address:str}/preview.png",
    opt={"public": True, "limit": "preview"},
    media_type="image/png",
    summary="The picture of a profile for previews of a link",
)
async def preview(
    address: FromPath[str], request: Request[None, None, State], state: State
) -> Response[bytes]:
    of = await actions.seen(state.engine, address)
    body = await actions.public_profile(state.engine, _kept(state), of)
    image = await guests.preview(_settings(state), _kept(state), address, of, body)
    return _answer(request, image, "image/png", listed=of.listed)


@get("/u/{address:str}", opt={"public": True, "limit": "guest"}, include_in_schema=False)
async def guest_page(address: FromPath[str], state: State) -> Response[str]:
    """The page for guests; without an open profile it looks the same to a browser, and says so itself."""
    settings = _settings(state)
    html = guests.document(settings.page)
    if html is None:
        raise NotFound("The page was not built.")
    listed = False
    try:
        of = await actions.seen(state.engine, address)
    except NotFound:
        html = html.replace("</title>", '</title>\n    <meta name="robots" content="noindex" />', 1)
    else:
        body = await actions.public_profile(state.engine, _kept(state), of)
        told = msgspec.json.decode(body, type=PublicProfile)
        html, listed = guests.with_preview(html, settings, address, of, told), of.listed
    headers = {**FRESH, **guests.robots(listed), "Content-Security-Policy": guests.policy(settings)}
    return Response(html, media_type=MediaType.HTML, headers=headers)


def _answer(request: Request[None, None, State], body: bytes, kind: str, *, listed: bool) -> Response[Any]:
    etag = actions.etag_of(body)
    headers = {**FRESH, **guests.robots(listed), "ETag": etag}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=kind)
    return Response(body, media_type=kind, headers=headers)


def _settings(state: State) -> Settings:
    settings: Settings = state.settings
    return settings


def _kept(state: State) -> Kept:
    kept: Kept = state.guests
    return kept


ROUTES = [profile, change_profile, renew_address, public_profile, public_records, preview]
PAGES = [guest_page]
