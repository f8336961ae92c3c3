"""Access tokens: cached, seen for the first time, shared over Valkey, and what 10,000 of them weigh.

Wall time in microseconds of one `claims_of` each, in one process and one task, as the authentication of
a request calls it. Zitadel-sized tokens: names, e-mail, roles, session.
"""

import gc
import secrets
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
import uvloop
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from bench.machine import load, median, percentile
from valkey_server import running_valkey
from waugzee.accounts.bearer import REMEMBERED, Bearer
from waugzee.accounts.keyring import Keyring
from waugzee.accounts.shared_memory import SharedMemory
from waugzee.accounts.tokens import TokenVerifier

ISSUER = "https://issuer.example.org"
SEEN = 1_000


def signed(key: RSAKey | ECKey, algorithm: str, number: int) -> str:
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "sub": f"2817{number:014}",
        "aud": ["waugzee", "waugzee-page", "281700000000000001"],
        "client_id": "waugzee-page",
        "iat": now,
        "exp": now + 3600,
        "jti": secrets.token_hex(12),
        "sid": f"V1_{number:018}",
        "preferred_username": f"somebody-{number}@example.org",
        "email": f"somebody-{number}@example.org",
        "email_verified": True,
        "urn:zitadel:iam:org:project:roles": {"user": {"281700000000000002": "records.example.org"}},
    }
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])


def bearer(key: RSAKey | ECKey, shared: SharedMemory | None = None) -> Bearer:
    async def keys() -> list[Any]:
        return [key.as_dict(private=False)]

    return Bearer(TokenVerifier(ISSUER, "waugzee", Keyring(keys)), shared=shared)


async def timed(tokens: Bearer, shown: Sequence[str]) -> list[float]:
    """Microseconds each token took."""
    took = []
    for token in shown:
        start = time.perf_counter()
        await tokens.claims_of(token)
        took.append((time.perf_counter() - start) * 1e6)
    return took


def line(what: str, took: Sequence[float]) -> None:
    print(f"{what:44} p50 {median(took):7.1f} µs   p95 {percentile(took, 0.95):7.1f} µs")


async def of_algorithm(key: RSAKey | ECKey, algorithm: str) -> None:
    shown = [signed(key, algorithm, number) for number in range(SEEN)]
    tokens = bearer(key)
    await tokens.claims_of(signed(key, algorithm, SEEN))  # the key is prepared
    line(f"{algorithm}, first sight", await timed(tokens, shown))
    line(f"{algorithm}, cached", await timed(tokens, shown * 10))


async def with_valkey(key: RSAKey, url: str) -> None:
    shown = [signed(key, "RS256", number) for number in range(SEEN)]
    memory = SharedMemory(url, "x" * 40, "token")
    tokens = bearer(key, memory)
    await tokens.claims_of(signed(key, "RS256", SEEN))
    cpu = time.process_time()
    line("RS256, first sight, kept in Valkey too", await timed(tokens, shown))
    print(f"{'':44} CPU {(time.process_time() - cpu) / SEEN * 1e6:7.1f} µs")
    await memory.aclose()


async def weight(key: ECKey) -> None:
    tokens = bearer(key)
    await tokens.claims_of(signed(key, "ES256", REMEMBERED))
    gc.collect()
    tracemalloc.start()
    for number in range(REMEMBERED):
        await tokens.claims_of(signed(key, "ES256", number))
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"{REMEMBERED:,} distinct tokens remembered {held / 1e6:24.1f} MB")


async def measure() -> None:
    rsa, curve = RSAKey.generate_key(2048, auto_kid=True), ECKey.generate_key("P-256", auto_kid=True)
    await of_algorithm(rsa, "RS256")
    await of_algorithm(curve, "ES256")
    with tempfile.TemporaryDirectory() as folder, running_valkey(Path(folder)) as url:
        await with_valkey(rsa, url)
    await weight(curve)
    print(load())


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    uvloop.run(measure())  # as the server has it
