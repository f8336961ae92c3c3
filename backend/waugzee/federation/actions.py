"""From *Continue with Discogs* to an account. What asks Discogs something has no transaction open."""

import base64
import re
import secrets
import uuid
from binascii import Error as NotBase64
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlencode

import msgspec

from waugzee import sealing
from waugzee.accounts.tokens import Claims
from waugzee.accounts.users import names_like, user_id_of
from waugzee.db import new_id, transaction
from waugzee.discogs.actions import REQUEST_LIFE, Site, keep_verified, offered
from waugzee.discogs.client import Identity
from waugzee.discogs.oauth1 import Token
from waugzee.discogs.origin import Origin, consumer
from waugzee.discogs.queries import discogs_account
from waugzee.errors import (
    ConnectionExpired,
    DiscogsAccountTaken,
    DiscogsRefused,
    Forbidden,
    ForeignBrowser,
)
from waugzee.federation import queries
from waugzee.issuer.passwords import NAME, hash_password
from waugzee.issuer.queries import add_account
from waugzee.issuer.state import Issuer

PURPOSE = "signing in by Discogs"
BROWSER = "a browser"


class Begun(msgspec.Struct):
    """What the browser that began keeps, sealed: nobody else can finish, and it not twice."""

    token: str
    secret: str
    simulated: bool
    at: float
    parameters: dict[str, str]
    """Of the authorization request to go on with."""


async def begin(issuer: Issuer, site: Site, parameters: Mapping[str, str]) -> tuple[str, str]:
    """Return where the browser goes, and what it keeps. Raises NotOffered and Discogs' refusals."""
    settings = site.settings
    # Without a program of this installation's at Discogs, the simulated one shows how it goes.
    simulated = consumer(settings) is None
    at, program = offered(settings, simulated=simulated)
    token = await site.client.request_token(at, program, f"{settings.issuer_url}/discogs-callback")
    begun = Begun(token.token, token.secret, simulated, issuer.clock(), dict(parameters))
    sealed = sealing.seal(settings.secret_keys, msgspec.json.encode(begun), purpose=PURPOSE, owner=BROWSER)
    return f"{at.authorize}?{urlencode({'oauth_token': token.token})}", base64.urlsafe_b64encode(
        sealed
    ).decode()


def begun_by(issuer: Issuer, kept: str | None, token: str) -> Begun:
    """What this browser began with that token. Raises ForeignBrowser and ConnectionExpired."""
    try:
        sealed = base64.urlsafe_b64decode(kept or "")
        plain = sealing.unseal(issuer.settings.secret_keys, sealed, purpose=PURPOSE, owner=BROWSER)
        begun = msgspec.json.decode(plain, type=Begun)
    except (NotBase64, ValueError, sealing.CannotOpen):
        begun = None
    if begun is None or not secrets.compare_digest(begun.token.encode(), token.encode()):
        raise ForeignBrowser("It was begun in another browser, or finished already. Begin again here.")
    if issuer.clock() - begun.at > REQUEST_LIFE.total_seconds():
        raise ConnectionExpired("Discogs waits fifteen minutes for an answer. Begin again.")
    return begun


async def arrive(issuer: Issuer, site: Site, begun: Begun, verifier: str) -> uuid.UUID:
    """The account of whom Discogs names, made at first sight and connected.

    Raises Forbidden where nobody new is taken in, DiscogsAccountTaken where a user who signs in another
    way has connected that Discogs account, DiscogsRefused and DiscogsUnavailable.
    """
    at, program = offered(site.settings, simulated=begun.simulated)
    try:
        access = await site.client.access_token(at, program, Token(begun.token, begun.secret), verifier)
    except DiscogsRefused as error:
        raise DiscogsRefused(f"Discogs did not complete it. {error.detail} Begin again.") from error
    who = await site.client.identity(at, program, access)
    account_id, name = await _account(site, at, who)
    claims = Claims(site.settings.issuer_url, str(account_id), name, expires_at=0.0)
    user_id = await user_id_of(site.engine, claims, site.settings)
    async with transaction(site.engine, user_id) as db:
        connected = await discogs_account(db, user_id)
        # Who has chosen another collection since keeps it.
        if connected is None or connected.discogs_id == who.id:
            with suppress(DiscogsAccountTaken):  # by somebody else since: it still says who this is
                await keep_verified(db, site.settings, user_id, "oauth", at, who, access)
    return account_id


async def _account(site: Site, at: Origin, who: Identity) -> tuple[uuid.UUID, str]:
    async with transaction(site.engine) as db:
        known = await queries.account_of(db, at.simulated, who.id)
        if known is not None:
            return known, who.username
        taken = await queries.is_connected_here(db, at.simulated, who.id)
    if taken:
        raise DiscogsAccountTaken(
            f"{who.username} is connected by somebody who signs in here with name and password."
            " If that is you, sign in so."
        )
    if site.settings.sign_up != "open":
        raise Forbidden("Nobody new is taken in here. Ask whoever runs this Waugzee for an account.")
    # Nobody knows this password: the account is opened by Discogs alone.
    hashed = await hash_password(secrets.token_urlsafe(32))
    account_id = new_id()
    async with transaction(site.engine) as db:
        for name in names_like(_name(who.username)):
            if await db.connection.run_sync(add_account, account_id, name, hashed):
                break
        if not await queries.link(db, account_id, at.simulated, who.id):
            raise ForeignBrowser("Two sign-ins of this account met. Begin again.")
    return account_id, name


def _name(username: str) -> str:
    """The name at Discogs, as far as one here may be like it."""
    name = re.sub(r"[^A-Za-z0-9._-]", "-", username)[:30]
    return name if NAME.fullmatch(name) else f"collector-{name}"[:30]
