"""`/api/invitations/redeem`, and `/api/admin/invitations`: coming in where sign-up is by invitation."""

import uuid
from datetime import UTC, datetime, timedelta

from litestar import Request, delete, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from waugzee.accounts import invitation_queries, users
from waugzee.accounts.identity_schemas import Invitation, Invitations, Invite, NewInvitation, Redeem
from waugzee.accounts.tokens import Claims
from waugzee.errors import NotFound
from waugzee.principal import Principal
from waugzee.wire import Db, UserId

ADMIN = {"role": "admin", "scope": "admin"}


@post(
    "/invitations/redeem",
    status_code=204,
    opt={"stranger": True, "limit": "secrets"},
    summary="Come in by invitation",
)
async def redeem(
    data: JSONBody[Redeem], request: Request[uuid.UUID | None, Principal | Claims, State], state: State
) -> None:
    if isinstance(request.auth, Claims):
        await users.redeem(state.engine, request.auth, data.code)


@get("/admin/invitations", opt=ADMIN, summary="The invitations that can still be used, newest first")
async def list_invitations(db: Db) -> Invitations:
    rows = await invitation_queries.open_invitations(db, datetime.now(UTC))
    return Invitations([Invitation(row.id, row.created_at, row.expires_at) for row in rows])


@post("/admin/invitations", opt=ADMIN, summary="Invite somebody; the code is shown this once")
async def invite(data: JSONBody[Invite], db: Db, user_id: UserId) -> NewInvitation:
    now, life = datetime.now(UTC), timedelta(days=data.days)
    invitation_id, code = await users.invite(db, user_id, now, life)
    return NewInvitation(invitation_id, now, now + life, code)


@delete("/admin/invitations/{invitation_id:uuid}", opt=ADMIN, summary="Withdraw an invitation")
async def withdraw(invitation_id: FromPath[uuid.UUID], db: Db) -> None:
    if not await invitation_queries.withdraw_invitation(db, invitation_id):
        raise NotFound("There is no such invitation.")


ROUTES = [redeem, list_invitations, invite, withdraw]
