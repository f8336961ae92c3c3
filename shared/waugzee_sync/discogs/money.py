"""Sums of money as Discogs writes them: text for people, in the currency of the account.

    "€1,458.87"   "$0.00"   "CA$12.50"   "¥12,345"   and, should they ever come so: "1.458,87 €"

A point or a comma with exactly two digits behind it, at the end, parts the hundredths; every other one
parts thousands and has three behind it.
"""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from waugzee_sync.discogs.responses import Unreadable

Sum = Annotated[str, Meta(max_length=40)]

_SPACES = " \u00a0\u202f"
_NUMBER = r"\d{1,15}|\d{1,3}(?P<parting>[.,'\u2019" + _SPACES + r"])\d{3}(?:(?P=parting)\d{3}){0,4}"
_CURRENCY = "[A-Za-z\u00c0-\u017f]{0,4}[$\u00a2-\u00a5\u0e3f\u20a0-\u20c0]?"
_SUM = re.compile(
    rf"(?P<before>{_CURRENCY})[{_SPACES}]?(?P<whole>{_NUMBER})(?:[.,](?P<hundredths>\d\d))?"
    rf"[{_SPACES}]?(?P<behind>{_CURRENCY})",
    re.ASCII,
)


class CollectionValue(msgspec.Struct):
    """What a collection would fetch, by what its records were sold for. Only its owner is told."""

    minimum: Sum
    median: Sum
    maximum: Sum


class Amounts(msgspec.Struct, frozen=True):
    """The same in hundredths of `currency`, which is called as Discogs calls it: `€`, `CA$`, `SEK`."""

    currency: str
    minimum: int
    median: int
    maximum: int


def amounts_of(value: CollectionValue) -> Amounts:
    """Raises Unreadable for what is no sum of money, and for sums of several currencies."""
    read = [_read(text) for text in (value.minimum, value.median, value.maximum)]
    currencies = {currency for currency, _ in read}
    if len(currencies) != 1:
        raise Unreadable("the sums are of several currencies")
    return Amounts(currencies.pop(), *(hundredths for _, hundredths in read))


def _read(text: str) -> tuple[str, int]:
    found = _SUM.fullmatch(text.strip())
    if found is None or bool(found["before"]) == bool(found["behind"]):
        raise Unreadable(f"{text!r} is no sum of money")
    whole = re.sub(r"\D", "", found["whole"], flags=re.ASCII)
    return found["before"] or found["behind"], 100 * int(whole) + int(found["hundredths"] or 0)
