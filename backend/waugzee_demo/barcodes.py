"""The barcodes printed on generated sleeves: none on old ones, some on all pressings of a master."""

import random

from waugzee_demo.catalogue import Release

FIRST_YEAR = 1980
"""Records of before then have none, unless they are pressed anew."""
UPC = ("US", "Canada", "USA & Canada")


def barcode(release: Release) -> str:
    """12 digits (UPC-A) in North America, else 13 (EAN-13); "" where there is none."""
    shared = release.master_id if release.master_id % 3 == 0 else 0
    chance = random.Random(f"barcode {shared or release.id}")
    own = random.Random(f"printed {release.id}")
    if release.year < FIRST_YEAR or own.random() < 0.15:
        return ""
    length = 11 if release.country in UPC else 12
    first = "" if length == 11 else chance.choice(("50", "40", "33", "73", "45"))
    body = first + "".join(str(chance.randrange(10)) for _ in range(length - len(first)))
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The last digit of an EAN or UPC."""
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-weighed % 10)


def printed(code: str) -> str:
    """As people type it off the sleeve: `5 012345 678900`, `0 12345 67890 5`."""
    if len(code) == 12:
        return f"{code[0]} {code[1:6]} {code[6:11]} {code[11]}"
    return f"{code[0]} {code[1:7]} {code[7:]}"


def identifiers(release: Release) -> list[dict[str, str]]:
    """As a release's own page lists them: the barcode as text and as scanned, and the runout."""
    runout = {"type": "Matrix / Runout", "value": f"{release.labels[0][1]}-A", "description": "Side A"}
    code = barcode(release)
    if not code:
        return [runout]
    return [
        {"type": "Barcode", "value": printed(code), "description": "Text"},
        {"type": "Barcode", "value": code, "description": "Scanned"},
        runout,
    ]
