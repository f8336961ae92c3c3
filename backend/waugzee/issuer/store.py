"""Grants in the database: given out as codes, renewed by refresh tokens, revoked when one leaks.

The session that they were given in goes on then: an answer that a phone never got looks like theft, and
whoever has the browser's cookie gets another grant.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from waugzee.db import new_id
from waugzee.issuer import queries, tokens
from waugzee.issuer.grant import Ended, Grant, SignedIn, digest, grant_id_in
from waugzee.issuer.keys import Keys

CODE_LIFE = timedelta(seconds=60)
ACCESS_LIFE = timedelta(minutes=10)
REFRESH_LIFE = timedelta(days=30)  # since its last use


class GrantStore(msgspec.Struct, frozen=True):
    """The grants as one request sees them: in its transaction, at its time."""

    db: Connection
    keys: Keys
    issuer: str
    now: datetime
    ended: list[Ended] = msgspec.field(default_factory=list)

    def add(self, code: str, signed_in: SignedIn, scope: str, parameters: Mapping[str, str]) -> None:
        """Keep what an authorization request was granted, to be fetched with `code`."""
        queries.add_grant(
            self.db,
            id=new_id(),
            account_id=signed_in.account_id,
            session_id=signed_in.session_id,
            client_id=parameters["client_id"],
            redirect_uri=parameters["redirect_uri"],
            scope=scope,
            nonce=parameters.get("nonce"),
            challenge=parameters["code_challenge"],
            authenticated_at=signed_in.authenticated_at,
            code_digest=digest(code),
            expires_at=self.now + CODE_LIFE,
        )

    def renew(self, grant: Grant, refresh_token: str | None) -> None:
        """Put a new refresh token, or none, in the place of the one before."""
        life = REFRESH_LIFE if refresh_token else ACCESS_LIFE
        refresh_digest = digest(refresh_token) if refresh_token else None
        queries.renew_grant(self.db, grant.id, refresh_digest, self.now + life)

    def revoke(self, grant: Grant) -> None:
        """End the session too: whoever gives a token back signs out."""
        queries.end_session(self.db, grant.session_id, self.now)
        self.ended.append(Ended(str(grant.account_id), str(grant.session_id)))

    def of_code(self, code: str) -> Grant | None:
        """The grant a code stands for, once: being shown spends it, in the right hands or the wrong.

        A second showing means that it leaked, and revokes what the first gave.
        """
        row = queries.grant_by_code(self.db, digest(code))
        if row is None:
            return None
        if row.code_used_at is not None:
            queries.revoke_grant(self.db, row.id, self.now)
            return None
        queries.mark_code_used(self.db, row.id, self.now)
        return None if row.revoked_at or row.expires_at <= self.now else Grant.of(row)

    def of_refresh_token(self, token: str) -> Grant | None:
        """The grant of the newest token of a family. An older one means theft, and revokes the family."""
        grant_id = grant_id_in(token)
        row = queries.grant_by_id(self.db, grant_id) if grant_id else None
        if row is None or row.refresh_digest is None:
            return None
        if row.refresh_digest != digest(token):
            queries.revoke_grant(self.db, row.id, self.now)
            return None
        return None if row.revoked_at or row.expires_at <= self.now else Grant.of(row)

    def of_access_token(self, token: str) -> Grant | None:
        """The grant of an access token of ours that has neither expired nor been revoked."""
        claims = tokens.access_claims(token, self.keys, self.issuer, self.now)
        grant_id = grant_id_in(claims["jti"]) if claims else None
        row = queries.grant_by_id(self.db, grant_id) if grant_id else None
        return Grant.of(row) if row is not None and row.revoked_at is None else None
