"""The browser's side of the issuer: who is signed in at it, signing in, and signing out."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from authlib.common.urls import add_params_to_uri  # type: ignore[import-untyped]  # Authlib ships no types
from sqlalchemy import Connection

from waugzee.db import new_id, transaction
from waugzee.issuer import queries, tokens
from waugzee.issuer.client import PageClient
from waugzee.issuer.grant import Ended, SignedIn, digest
from waugzee.issuer.grants import ProtocolRequest
from waugzee.issuer.keys import Keys
from waugzee.issuer.parameters import max_age
from waugzee.issuer.server import Answer, Server, prompts
from waugzee.issuer.state import Issuer

SESSION_LIFE = timedelta(days=30)
SERVED_BY_SIGNING_IN = ("login", "select_account", "create")


class SignedOut(NamedTuple):
    """What came of a request to sign out: a question to the person, or where the browser goes next."""

    ask: str | None = None  # the name of who is signed in, to be asked whether they mean it
    ended: bool = False  # the browser's own session
    sessions: Sequence[Ended] = ()
    redirect_uri: str | None = None


async def open_session(issuer: Issuer, account_id: uuid.UUID, replaced: str | None) -> str:
    """Sign the browser in anew, in place of the cookie it had; returns the new cookie's value."""
    cookie = secrets.token_urlsafe(32)

    def write(db: Connection) -> None:
        now = issuer.now()
        queries.sweep(db, now)
        if replaced:
            queries.forget_session(db, digest(replaced))
        queries.add_session(db, new_id(), digest(cookie), account_id, now=now, expires_at=now + SESSION_LIFE)

    async with transaction(issuer.engine) as db:
        await db.connection.run_sync(write)
    return cookie


def signed_in(db: Connection, issuer: Issuer, cookie: str | None) -> SignedIn | None:
    """Who a cookie stands for."""
    row = queries.session_by_digest(db, digest(cookie), issuer.now()) if cookie else None
    return SignedIn(row.id, row.account_id, row.name, row.authenticated_at) if row else None


def authorize(
    db: Connection, issuer: Issuer, keys: Keys, request: ProtocolRequest, cookie: str | None
) -> Answer | None:
    """Answer an authorization request for whoever is signed in; None asks for a sign-in first."""
    who = signed_in(db, issuer, cookie)
    given = request.parameters
    oldest, hint = max_age(given), given.get("id_token_hint")
    if who and oldest is not None and issuer.now() - who.authenticated_at > timedelta(seconds=oldest):
        who = None
    if who and hint:
        claims = tokens.id_claims(hint, keys, issuer.settings.issuer_url)
        if claims is None or claims["sub"] != str(who.account_id):
            who = None
    return Server(issuer.settings, issuer.grants(db, keys)).authorize(request, who)


def after_signing_in(parameters: Mapping[str, str]) -> str:
    """The query of the authorization request to go on with, no longer asking for what was just done."""
    left = " ".join(prompt for prompt in prompts(parameters) if prompt not in SERVED_BY_SIGNING_IN)
    return urlencode({name: value for name, value in {**parameters, "prompt": left}.items() if value})


def sign_out(
    db: Connection,
    issuer: Issuer,
    keys: Keys,
    parameters: Mapping[str, str],
    *,
    cookie: str | None,
    confirmed: bool,
) -> SignedOut:
    """End the session an ID token names, and the browser's own where it is the same person's.

    Without a good `id_token_hint` any site could have sent the browser here, so the person is asked.
    """
    who = signed_in(db, issuer, cookie)
    hint = parameters.get("id_token_hint")
    claims = tokens.id_claims(hint, keys, issuer.settings.issuer_url) if hint else None
    if claims and parameters.get("client_id", claims["aud"]) != claims["aud"]:
        claims = None
    if who and not claims and not confirmed:
        return SignedOut(ask=who.name)
    sessions = [Ended(claims["sub"], claims["sid"])] if claims else []
    ended = who is None or confirmed or (claims is not None and claims["sub"] == str(who.account_id))
    if who and ended:
        sessions.append(Ended(str(who.account_id), str(who.session_id)))
    for session in sessions:
        queries.end_session(db, uuid.UUID(session.sid), issuer.now())
    client_id = claims["aud"] if claims else parameters.get("client_id")
    redirect_uri = _post_logout_redirect_uri(issuer, client_id, parameters)
    return SignedOut(ended=ended, sessions=sessions, redirect_uri=redirect_uri)


def _post_logout_redirect_uri(
    issuer: Issuer, client_id: str | None, parameters: Mapping[str, str]
) -> str | None:
    client = PageClient.of(issuer.settings)
    uri = parameters.get("post_logout_redirect_uri")
    if uri is None or client_id != client.client_id or not client.check_post_logout_redirect_uri(uri):
        return None
    state = parameters.get("state")
    redirect_uri: str = add_params_to_uri(uri, {"state": state}) if state else uri
    return redirect_uri
