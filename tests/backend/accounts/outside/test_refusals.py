"""What the issuer does not know, it is not asked about again and again."""

from litestar import Litestar

from backend.accounts.outside.conftest import Clock, me
from outside_issuer import OutsideIssuer
from waugzee.accounts.bearer import REFUSED
from waugzee.rate_limits import Limit, RateLimits

INTROSPECTION = "/token/introspection"


async def test_a_refused_token_is_remembered_for_a_while(
    api: Litestar, issuer: OutsideIssuer, clock: Clock, name: str
) -> None:
    before = await issuer.asked(INTROSPECTION)
    first = await me(api, name)
    for _ in range(3):
        again = await me(api, name)
        assert (again.status_code, again.content) == (401, first.content)
        assert again.headers["www-authenticate"] == first.headers["www-authenticate"]
    assert await issuer.asked(INTROSPECTION) == before + 1
    clock.ahead += REFUSED
    assert (await me(api, name)).status_code == 401
    assert await issuer.asked(INTROSPECTION) == before + 2


async def test_an_address_that_only_guesses_has_the_issuer_asked_no_more(
    api: Litestar, issuer: OutsideIssuer, name: str
) -> None:
    api.state.rate_limits = RateLimits(None, {"refused": (Limit("refused", "address", 2),)})
    before = await issuer.asked(INTROSPECTION)
    answers = [(await me(api, f"{name}-{n}")).status_code for n in range(4)]
    assert answers == [401, 401, 429, 429]
    assert await issuer.asked(INTROSPECTION) == before + 2
