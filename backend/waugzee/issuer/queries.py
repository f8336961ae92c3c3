"""Every statement of the issuer, on SQLAlchemy's plain connection (see the package's docstring)."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.issuer.tables import accounts, grants, keys, sessions


def add_account(db: Connection, account_id: uuid.UUID, name: str, password: str) -> bool:
    """Add an account; False when the name is taken, however its letters are cased."""
    statement = insert(accounts).values(id=account_id, name=name, name_key=name.lower(), password=password)
    return db.execute(statement.on_conflict_do_nothing(index_elements=["name_key"])).rowcount == 1


def account_by_name(db: Connection, name: str) -> Row[Any] | None:
    return db.execute(select(accounts).where(accounts.c.name_key == name.lower())).first()


def oldest_account(db: Connection) -> Row[Any] | None:
    return db.execute(select(accounts).order_by(accounts.c.created_at, accounts.c.id).limit(1)).first()


def drop_account(db: Connection, account_id: uuid.UUID) -> None:
    """Forget an account with its sessions and what was granted in them."""
    db.execute(delete(accounts).where(accounts.c.id == account_id))


def change_password(db: Connection, account_id: uuid.UUID, password: str) -> None:
    db.execute(update(accounts).where(accounts.c.id == account_id).values(password=password))


def add_session(
    db: Connection,
    session_id: uuid.UUID,
    digest: bytes,
    account_id: uuid.UUID,
    *,
    now: datetime,
    expires_at: datetime,
) -> None:
    db.execute(
        insert(sessions).values(
            id=session_id,
            digest=digest,
            account_id=account_id,
            authenticated_at=now,
            expires_at=expires_at,
        )
    )


def session_by_digest(db: Connection, digest: bytes, now: datetime) -> Row[Any, Any, Any, Any] | None:
    """The session of a cookie, with its account's name, while it lasts."""
    return db.execute(
        select(sessions.c.id, sessions.c.account_id, sessions.c.authenticated_at, accounts.c.name)
        .join(accounts, accounts.c.id == sessions.c.account_id)
        .where(sessions.c.digest == digest, sessions.c.expires_at > now)
    ).first()


def end_session(db: Connection, session_id: uuid.UUID, now: datetime) -> None:
    """Forget the browser's session and revoke everything that was granted in it."""
    db.execute(delete(sessions).where(sessions.c.id == session_id))
    db.execute(
        update(grants)
        .where(grants.c.session_id == session_id, grants.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def end_sessions_of(db: Connection, account_id: uuid.UUID) -> None:
    """The same for every session of an account."""
    db.execute(delete(sessions).where(sessions.c.account_id == account_id))
    db.execute(
        update(grants)
        .where(grants.c.account_id == account_id, grants.c.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )


def forget_session(db: Connection, digest: bytes) -> None:
    """Drop a session whose cookie is about to be replaced; what was granted in it goes on."""
    db.execute(delete(sessions).where(sessions.c.digest == digest))


def sweep(db: Connection, now: datetime) -> None:
    """Delete what has expired."""
    db.execute(delete(sessions).where(sessions.c.expires_at < now))
    db.execute(delete(grants).where(grants.c.expires_at < now))


def add_grant(db: Connection, **values: Any) -> None:
    db.execute(insert(grants).values(**values))


def _locked_grant() -> Select[Any]:
    # Locked, so that of two requests showing one code or token the second sees what the first did.
    return (
        select(grants, accounts.c.name)
        .join(accounts, accounts.c.id == grants.c.account_id)
        .with_for_update(of=grants)
    )


def grant_by_code(db: Connection, code_digest: bytes) -> Row[Any] | None:
    return db.execute(_locked_grant().where(grants.c.code_digest == code_digest)).first()


def grant_by_id(db: Connection, grant_id: uuid.UUID) -> Row[Any] | None:
    return db.execute(_locked_grant().where(grants.c.id == grant_id)).first()


def mark_code_used(db: Connection, grant_id: uuid.UUID, now: datetime) -> None:
    db.execute(update(grants).where(grants.c.id == grant_id).values(code_used_at=now))


def renew_grant(
    db: Connection, grant_id: uuid.UUID, refresh_digest: bytes | None, expires_at: datetime
) -> None:
    db.execute(
        update(grants)
        .where(grants.c.id == grant_id)
        .values(refresh_digest=refresh_digest, expires_at=expires_at)
    )


def revoke_grant(db: Connection, grant_id: uuid.UUID, now: datetime) -> None:
    db.execute(
        update(grants).where(grants.c.id == grant_id, grants.c.revoked_at.is_(None)).values(revoked_at=now)
    )


def key_rows(db: Connection) -> Sequence[Row[Any]]:
    """The signing keys, newest first."""
    return db.execute(select(keys).order_by(keys.c.created_at.desc(), keys.c.kid)).all()


def add_key(db: Connection, kid: str, public: dict[str, str], sealed: bytes) -> None:
    db.execute(insert(keys).values(kid=kid, public=public, sealed=sealed))


def lock(db: Connection, what: str) -> None:
    """Wait for every other transaction that holds `what`; let go at the end of this one."""
    db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, text("0")))))
