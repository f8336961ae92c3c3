"""Who erased their account: nothing that they came with before makes them a new one.

Their rows are gone, so a token that is still good would make a user at its next use. For as long as that
can be, digests are kept of what they were known by:

the identity     its tokens are taken again once they were issued after the erasure
each session     (`sid`, where tokens say it) its tokens are refused, renewed ones too: those that a device
                 which slept meanwhile comes with

So only who signs in anew becomes a user again, and that one takes no older token either. A token issued
longer ago than KEPT makes nobody a user; therefore no digest is kept for longer. Of an opaque token that its
issuer does not date, the time counts at which this process saw it first.
"""

import hashlib
import uuid
from datetime import datetime, timedelta

from waugzee.accounts import erasure_queries, user_queries
from waugzee.accounts.tokens import Claims, refused
from waugzee.db import Transaction
from waugzee.errors import AccountErased, SessionEnded

KEPT = timedelta(days=30)


async def note(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """Keep that a user is being erased, and what they are known by."""
    identities = await user_queries.identities_of(db, user_id)
    sessions = await erasure_queries.named_sessions_of(db, user_id)
    digests = [
        *(_digest(one.issuer, one.subject) for one in identities),
        *(_digest(one.issuer, one.subject, one.sid) for one in sessions),
    ]
    await erasure_queries.add_erased(db, user_id, digests, now)


async def erased_at(db: Transaction, claims: Claims) -> datetime | None:
    """When the user of an identity was erased, if one was. Raises AccountErased where the token is theirs."""
    identity = _digest(claims.issuer, claims.subject)
    session = _digest(claims.issuer, claims.subject, claims.session) if claims.session else None
    erased = await erasure_queries.erased_among(db, {identity, session or identity})
    moment = erased.get(identity)
    if session in erased or (moment is not None and claims.issued_at < moment.timestamp()):
        raise refused("the account was erased", AccountErased)
    return moment


def check_age(claims: Claims, now: datetime) -> None:
    """Raise SessionEnded where the token was issued too long ago to make somebody a user."""
    if claims.issued_at < (now - KEPT).timestamp():
        raise refused("it was issued too long ago to begin with", SessionEnded)


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
