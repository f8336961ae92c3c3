"""The header sets Discogs sends: its older and its migrated endpoints differ, images have neither.

Left out on purpose: the `__cf_bm` cookie, which on a loopback host would reach every other port.
"""

from typing import Literal

Family = Literal["legacy", "migrated"]
Headers = list[tuple[bytes, bytes]]

ALLOWED_HEADERS = b"Content-Type, authorization, User-Agent, Private-Auth-Secret, Discogs-UID"
ALLOWED_METHODS: dict[Family, bytes] = {
    "legacy": b"HEAD,OPTIONS,GET,OPTIONS",
    "migrated": b"DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
}
CLOUDFLARE: Headers = [
    (b"cf-cache-status", b"DYNAMIC"),
    (b"server", b"cloudflare"),
    (b"cf-ray", b"a2fbaf564f6ef80b-DUS"),
    (b"alt-svc", b'h3=":443"'),
]


def family_of(path: str) -> Family:
    """Which half of the real backend answers a path."""
    if path.startswith(("/releases/", "/masters/")):
        return "migrated"
    user_part = path.split("/")[1:4]
    if len(user_part) == 3 and user_part[0] == "users" and user_part[2] in ("collection", "wants"):
        return "migrated"
    return "legacy"


def rate_limit(limit: int, used: int) -> Headers:
    used = min(used, limit)
    return [
        (b"x-discogs-ratelimit", str(limit).encode()),
        (b"x-discogs-ratelimit-remaining", str(limit - used).encode()),
        (b"x-discogs-ratelimit-used", str(used).encode()),
    ]


def cors(family: Family) -> Headers:
    return [
        (b"access-control-allow-headers", ALLOWED_HEADERS),
        (b"access-control-allow-methods", ALLOWED_METHODS[family]),
        (b"access-control-allow-origin", b"*"),
        (b"access-control-expose-headers", b"Location"),
    ]


def preflight(family: Family) -> Headers:
    """Of the 204 that answers an OPTIONS request; no Access-Control-Max-Age was ever seen."""
    return [*cors(family), *CLOUDFLARE]


def api(family: Family, status: int, *, origin: bool, readable: bool = True) -> Headers:
    """Of one API answer, the rate limit's own aside. `readable` is false for what may carry no CORS."""
    headers: Headers = [
        (b"strict-transport-security", b"max-age=15552000"),
        (b"vary", b"Accept-Encoding"),
        *CLOUDFLARE,
    ]
    if readable and (family == "legacy" or origin):
        headers += cors(family)
    if family == "legacy":
        headers += [
            (b"x-content-type-options", b"nosniff"),
            (b"x-discogs-media-type", b"discogs.v2"),
            (b"x-frame-options", b"SAMEORIGIN"),
            (b"x-xss-protection", b"1; mode=block"),
        ]
        if status == 200:
            headers.append((b"cache-control", b"public, must-revalidate"))
    return headers


def image() -> Headers:
    return [(b"cache-control", b"public, max-age=31536000"), *CLOUDFLARE]
