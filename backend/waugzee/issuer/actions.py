"""Making accounts, and checking who someone says they are."""

import math
import uuid
from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import Transaction, new_id, transaction
from waugzee.errors import Conflict, Invalid, NotFound, WaugzeeError
from waugzee.issuer import queries, throttle
from waugzee.issuer.passwords import NAME, hash_password, made_up_password, password_matches, problem_with
from waugzee.issuer.state import Issuer

FIRST_NAME = "vinyl"


class WrongPassword(WaugzeeError):
    """The name or the password is not right."""

    status = 422
    slug = "wrong-password"


class TooManyAttempts(WaugzeeError):
    """Too many attempts."""

    status = 429
    slug = "too-many-attempts"

    def __init__(self, seconds: int) -> None:
        minutes = math.ceil(seconds / 60)
        when = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        super().__init__(f"Too many attempts. Try again {when}.", headers={"Retry-After": str(seconds)})


async def ensure_first_account(engine: AsyncEngine) -> tuple[str, str | None]:
    """Make an account where there is none. Returns its name, and the password if it was just made."""
    async with transaction(engine) as db:
        oldest = await db.connection.run_sync(queries.oldest_account)
    if oldest is not None:
        return oldest.name, None
    password = made_up_password()
    hashed = await hash_password(password)
    async with transaction(engine) as db:
        made = await db.connection.run_sync(queries.add_account, new_id(), FIRST_NAME, hashed)
    return FIRST_NAME, password if made else None


async def add_account(engine: AsyncEngine, name: str, password: str) -> uuid.UUID:
    """Make an account and return its subject. Raises Invalid, and Conflict when the name is taken."""
    if problem := problem_with(name, password):
        raise Invalid(problem)
    account_id, hashed = new_id(), await hash_password(password)
    async with transaction(engine) as db:
        if not await db.connection.run_sync(queries.add_account, account_id, name, hashed):
            raise Conflict(f"The name {name} is taken.")
    return account_id


async def change_password(db: Transaction, name: str, password: str) -> uuid.UUID:
    """Set a password, sign the account out everywhere, and return it. Raises Invalid and NotFound."""
    if problem := problem_with(name, password):
        raise Invalid(problem)
    account = await db.connection.run_sync(queries.account_by_name, name)
    if account is None:
        raise NotFound(f"There is no account {name}.")
    account_id: uuid.UUID = account.id
    await db.connection.run_sync(queries.change_password, account_id, await hash_password(password))
    await db.connection.run_sync(queries.end_sessions_of, account_id)
    return account_id


async def drop_account(db: Transaction, subject: str) -> None:
    """Forget the account of a subject, with its sessions and all that was granted; another issuer's stays."""
    # Another issuer's may be no UUID; one that is, is none of ours.
    with suppress(ValueError):
        await db.connection.run_sync(queries.drop_account, uuid.UUID(subject))


async def sign_in(issuer: Issuer, name: str, password: str, address: str) -> uuid.UUID:
    """Return the account. Raises WrongPassword, or TooManyAttempts whatever the password."""
    called = name.lower()[:64]
    by_both, by_address, by_name = f"both {address} {called}", f"address {address}", f"name {called}"
    _admit(
        issuer,
        {
            by_both: throttle.PER_NAME_AT_ADDRESS,
            by_address: throttle.PER_ADDRESS,
            by_name: throttle.PER_NAME,
        },
    )
    account = None
    if NAME.fullmatch(name):
        async with transaction(issuer.engine) as db:
            account = await db.connection.run_sync(queries.account_by_name, name)
    # No connection is held while the password is checked.
    matches = await password_matches(account.password if account else None, password)
    if account is None or not matches:
        raise WrongPassword("The name or the password is not right.")
    issuer.throttle.succeeded(by_both, by_address, by_name)
    account_id: uuid.UUID = account.id
    return account_id


async def sign_up(issuer: Issuer, name: str, password: str, address: str) -> uuid.UUID:
    """Make an account for whoever asks. Raises Invalid, Conflict and TooManyAttempts."""
    if problem := problem_with(name, password):
        raise Invalid(problem)
    _admit(issuer, {f"sign-up {address}": throttle.SIGN_UPS_PER_ADDRESS})
    return await add_account(issuer.engine, name, password)


def _admit(issuer: Issuer, limits: Mapping[str, int]) -> None:
    if seconds := issuer.throttle.admit(limits):
        raise TooManyAttempts(seconds)
