"""`DELETE /api/me`."""

from typing import Any

from litestar import delete
from litestar.params import JSONBody

from waugzee.erasure import actions
from waugzee.erasure.schemas import EraseMe
from waugzee.wire import Db, UserId


@delete("/me", status_code=204, summary="Erase oneself: everything of one's own, at once and for good")
async def erase_me(data: JSONBody[EraseMe], db: Db, user_id: UserId) -> None:
    await actions.erase_own(db, user_id, data.name)


ROUTES: list[Any] = [erase_me]
