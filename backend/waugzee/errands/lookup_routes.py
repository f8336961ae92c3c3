"""`/api/barcodes`: on whose sleeve a barcode is."""

from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import FromQuery, JSONBody, QueryParameter

from waugzee.errands import searching
from waugzee.errands.lookup_schemas import AskBarcode, Barcode, BarcodeLook
from waugzee.errors import Invalid
from waugzee.wire import Db, UserId

Code = Annotated[FromQuery[str], QueryParameter(max_length=100)]


@get("/barcodes", summary="What is known of a barcode: copies on the shelf, and what Discogs has said")
async def barcode(db: Db, user_id: UserId, code: Code) -> BarcodeLook:
    try:
        digits = msgspec.convert(code, Barcode)
    except msgspec.ValidationError as error:
        raise Invalid("A barcode has 6 to 14 digits.") from error
    return await searching.look(db, user_id, digits)


@post(
    "/barcodes",
    opt={"scope": "sync"},
    status_code=200,
    summary="Have a barcode looked up at Discogs, by the next errand of an engine",
)
async def ask_barcode(data: JSONBody[AskBarcode], db: Db, user_id: UserId) -> BarcodeLook:
    return await searching.ask(db, user_id, data.barcode)


ROUTES: list[Any] = [barcode, ask_barcode]
