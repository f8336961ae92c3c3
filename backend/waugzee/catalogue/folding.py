"""Words as the search compares them: lower case, without accents and punctuation.

By the same rules as the shelf's own search (`lib/search.ts` of the page), so that what is found there is
found here; beyond them what stands together is also one word, and names of signs alone are found by these.
PostgreSQL folds nothing of it: an installation need not have its `unaccent`. What is folded otherwise than
before is so in the search once its records are written anew: see SHAPE of emitting.py.
"""

import re
import unicodedata

LONGEST = 60
"""Letters of a word that are kept."""
LONGEST_NAME = 200
"""Letters of a name: an index takes no row of any length."""

# Letters that carry no mark when decomposed, and what people type for them; an apostrophe parts no word.
_PLAIN = str.maketrans(
    {
        **{"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
        **{"ð": "d", "'": "", "’": ""},
    }
)
# None of them means anything to who reads a question, or rows.
_FULL_WIDTH = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}
_ASCII = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[^\w\s]|_")
_NUMBER = re.compile(r" \(\d+\)$")


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order; of one without a word its signs, as one."""
    return _words(_plain(text))


def together(text: str) -> list[str]:
    """The words as blanks alone part them: `rem` of R.E.M., `acdc` of AC/DC."""
    return _together(_plain(text))


def either(text: str) -> list[str]:
    """The words parted both ways."""
    found = _words(plain := _plain(text))
    return found if " ".join(found) == plain else found + _together(plain)


def name(text: str) -> str:
    """A name as it is compared as a whole: without an article, the number that tells namesakes apart, and
    whatever parts its words."""
    found = words(_NUMBER.sub("", text))
    return "".join(found[1:] if len(found) > 1 and found[0] == "the" else found)[:LONGEST_NAME]


def _plain(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text.replace("'", "")
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if unicodedata.category(one)[0] != "M").translate(_PLAIN)


def _words(plain: str) -> list[str]:
    found = (_ASCII if plain.isascii() else _LETTERS).findall(plain)
    return [word[:LONGEST] for word in found or _signs(plain)]


def _together(plain: str) -> list[str]:
    return [word[:LONGEST] for word in _SIGNS.sub("", plain).split()]


def _signs(plain: str) -> list[str]:
    found = "".join(one for one in plain if unicodedata.category(one)[0] in "PS")
    return [found.translate(_FULL_WIDTH)] if found else []


def run_together(found: list[str]) -> str:
    """`blp 4003` is also found as `blp4003`, and a barcode however it is spaced."""
    return "".join(found)[:LONGEST]
