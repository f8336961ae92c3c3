"""What a tracklist's positions and durations say: `A1` is on side A, `2-3` on disc 2, `3:45` is 225."""

import re
from collections.abc import Collection

LONGEST = 6 * 3600
"""No side plays longer, in seconds."""

_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})[:.'’](\d{2})[\"”]?")
_HOURS = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
# A letter, or the same twice; a disc before it where sides begin anew on each; the track behind it.
_LETTERS = re.compile(r"(\d{0,2})[-. ]?(([A-Z])\3?)(?:[-. ]?\d{1,3})?(?:[-. ]?[a-z\d]{1,2})?")
_WORDS = re.compile(r"(MP3|[A-Za-z][A-Za-z-]*[A-Za-z])[- .]?(?:(\d{1,2})[-. ])?\d{0,3}[a-z]?")
_DISC = re.compile(r"(\d{1,2})[-.](\d{1,3})(?:[-. ]?[a-z])?")
_ROMAN = re.compile(r"[IVX]+")

CARRIERS = {
    **dict.fromkeys(("CD", "CDR", "SACD", "HDCD"), "CD"),
    **dict.fromkeys(("DVD", "DVDR", "DVD-V", "DVD-A"), "DVD"),
    **dict.fromkeys(("BD", "BLURAY", "BLU-RAY", "BR"), "BD"),
    **dict.fromkeys(("VIDEO", "VHS", "LD"), "Video"),
    **dict.fromkeys(("FILE", "MP3", "DIGITAL", "DL"), "File"),
}
"""Words that positions begin with, and what they stand for: carriers that no stylus touches."""


def seconds_of(duration: str | None) -> int | None:
    """Read `3:45`, `1:02:03`, `3'45"`; None for what is no duration, or one of nothing."""
    text = (duration or "").strip().strip("()[]~ ")
    if found := _HOURS.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
    elif (found := _DURATION.fullmatch(text)) and int(found[3]) < 60:
        hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
    else:
        return None
    whole = hours * 3600 + minutes * 60 + seconds
    return whole if 0 < whole <= LONGEST else None


def sides_of(positions: Collection[str]) -> list[str | None]:
    """Return the side of each position; None where it does not say."""
    told = [position.strip() for position in positions]
    # I, II, III number movements; I1 and II1 would be tracks on sides of those names.
    roman = bool({"III", "IV", "VI"} & set(told)) or {"I", "II"} == set(told)
    return [None if roman and _ROMAN.fullmatch(text) else _side(text) for text in told]


def _side(position: str) -> str | None:
    if found := _LETTERS.fullmatch(position):
        disc = found[1].lstrip("0")
        # `1A` is a side, `12a` half of a track: a number of a track comes before a small letter.
        return f"{disc}{found[2]}"
    if found := _DISC.fullmatch(position):
        return found[1].lstrip("0") or None
    if found := _WORDS.fullmatch(position):
        word = CARRIERS.get(found[1].upper())
        return word and f"{word}{(found[2] or '').lstrip('0')}"
    return None


def has_groove(side: str) -> bool:
    """Say whether a stylus could run along such a side; the sides of a cassette look the same."""
    return bool(re.fullmatch(r"\d{0,2}([A-Z])\1?", side))
