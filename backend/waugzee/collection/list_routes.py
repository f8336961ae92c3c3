"""`/api/folders` and `/api/fields`: the lists that a user keeps at Discogs."""

from litestar import get

from waugzee.collection import list_queries
from waugzee.collection.schemas import CollectionFields, Folders
from waugzee.wire import Db, UserId


@get("/folders", summary="The folders of the collection at Discogs, by name")
async def folders(db: Db, user_id: UserId) -> Folders:
    return Folders(await list_queries.folders_of(db, user_id))


@get("/fields", summary="The fields kept for each copy at Discogs, in their order")
async def fields(db: Db, user_id: UserId) -> CollectionFields:
    return CollectionFields(await list_queries.fields_of(db, user_id))


ROUTES = [folders, fields]
