"""Names and passwords: what is acceptable, and how a password is kept.

argon2id with 64 MiB, 3 passes and 4 lanes (the second choice of RFC 9106 §4, for machines that do
more than hash passwords): about a tenth of a second, so it runs in threads, two at a time, which
also bounds its memory to 128 MiB however many people press "Sign in" at once.
"""

import asyncio
import base64
import re
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import argon2
from argon2.exceptions import VerifyMismatchError

NAME = re.compile(r"[A-Za-z0-9._-]{3,40}")
PASSWORD_LENGTH = (10, 256)  # characters

MEMORY, PASSES, LANES = 64 * 1024, 3, 4
_hasher = argon2.PasswordHasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


def _unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).rstrip(b"=").decode()


# Nobody's: an unknown name is checked against it, so that it takes as long as a known one.
NOBODY = f"$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${_unpadded(bytes(16))}${_unpadded(bytes(32))}"


def problem_with(name: str, password: str) -> str | None:
    """Say in plain words why this cannot be an account; None when it can."""
    if not NAME.fullmatch(name):
        return "A name has 3 to 40 letters, digits, dots, dashes or underscores."
    least, most = PASSWORD_LENGTH
    if len(password) < least:
        return f"A password has at least {least} characters. A few words in a row are easy to remember."
    if len(password) > most:
        return f"A password has at most {most} characters."
    if password.casefold() == name.casefold():
        return "The password must not be the name."
    return None


def _bytes(password: str) -> bytes:
    # The same letters come composed from one keyboard and decomposed from another.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


async def hash_password(password: str) -> str:
    """Hash off the event loop; the result carries salt and parameters."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, _bytes(password))


async def password_matches(hashed: str | None, password: str) -> bool:
    """Check off the event loop; None (no such account) takes as long and is False."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, hashed or NOBODY, password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, _bytes(password))
    except VerifyMismatchError:
        return False


def made_up_password() -> str:
    """Four words nobody uses and everybody can read aloud, such as `bola-kute-simo-ravu`: 50 bits."""
    return "-".join(_word() + _word() for _ in range(4))


def _word() -> str:
    return secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou")
