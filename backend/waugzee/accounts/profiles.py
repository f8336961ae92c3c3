"""Names and e-mail addresses that access tokens leave out, as the issuer's userinfo endpoint tells them.

Zitadel writes neither into a JWT. A profile is asked for once an hour and user; a sign-in never waits
long for it, nor fails without it.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from waugzee.accounts.issuer_client import IssuerClient
from waugzee.accounts.tokens import Claims, identity_claims
from waugzee.errors import IssuerUnreachable

FRESH = 3600.0
"""Seconds a profile is taken for."""
RETRY = 60.0
"""Seconds after which one that could not be had is asked for again."""
WITHIN = 2.0
REMEMBERED = 10_000

Profile = dict[str, Any]


class Profiles:
    """The profiles of one issuer's users."""

    def __init__(self, client: IssuerClient, *, now: Callable[[], float] = time.time) -> None:
        self._client = client
        self._now = now
        self._known: OrderedDict[str, tuple[Profile, float]] = OrderedDict()

    async def complete(self, claims: Claims, token: str) -> Claims:
        """Add to a token's claims what they lack of name and e-mail address."""
        if claims.name != claims.subject[: len(claims.name)] and claims.email:
            return claims
        profile, until = self._known.get(claims.subject, ({}, 0.0))
        if until <= self._now():
            asked = await self._ask(claims.subject, token)
            profile, life = (profile, RETRY) if asked is None else (asked, FRESH)
            self._known[claims.subject] = profile, self._now() + life
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        own = {"email": claims.email, "email_verified": claims.email_verified} if claims.email else {}
        return replace(claims, **{**profile, **own})

    async def _ask(self, subject: str, token: str) -> Profile | None:
        try:
            async with asyncio.timeout(WITHIN):
                said = await self._client.userinfo(token)
        except (IssuerUnreachable, TimeoutError):
            return None
        # OpenID Connect Core §5.3.2: about somebody else it counts for nothing.
        return identity_claims(said) if said is not None and said.get("sub") == subject else None
