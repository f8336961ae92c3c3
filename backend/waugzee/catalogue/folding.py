"""Words as the search compares them: lower case, without accents and punctuation.

By the same rules as the shelf's own search (`lib/search.ts` of the page), so that what is found there is
found here. PostgreSQL folds nothing of it: an installation need not have its `unaccent`.
"""

import re
import unicodedata

LONGEST = 60
"""Letters of a word that are kept."""

# Letters that carry no mark when decomposed, and what people type for them; an apostrophe parts no word.
_PLAIN = str.maketrans(
    {
        **{"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
        **{"ð": "d", "'": "", "’": ""},
    }
)
_ASCII = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r" \(\d+\)$")


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    text = text.lower()
    if text.isascii():
        found = _ASCII.findall(text.replace("'", ""))
    else:
        parts = unicodedata.normalize("NFKD", text)
        plain = "".join(one for one in parts if not unicodedata.category(one).startswith("M"))
        found = _LETTERS.findall(plain.translate(_PLAIN))
    return [word[:LONGEST] for word in found]


def name(text: str) -> str:
    """A name as it is compared as a whole: without an article, and the number that tells namesakes apart."""
    found = words(_NUMBER.sub("", text))
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)


def run_together(found: list[str]) -> str:
    """`blp 4003` is also found as `blp4003`, and a barcode however it is spaced."""
    return "".join(found)[:LONGEST]
