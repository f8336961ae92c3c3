"""What a tracklist's positions and durations say: `A1` is on side A, `2-3` on disc 2, `3:45` is 225."""

import re
from collections.abc import Collection

LONGEST = 6 * 3600
"""No side plays longer, in seconds."""

_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3})[:.'’](\d{2})[\"”]?")
_HOURS = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
_GAP = "[-–.:_ ]"
# A carrier; a disc where sides begin anew on each; a letter, or the same twice, or one of those that follow
# Z and AA; the track; a part of it.
_LETTERS = re.compile(
    rf"""(?:((?i:LP|EP|Vinyl)|(?:7|10|12)["”″]){_GAP}{{0,3}})?(\d{{0,2}}){_GAP}{{0,3}}(([A-Z])\4?|A[B-Z])"""
    rf"(?:{_GAP}{{0,3}}\d{{1,3}})?(?:{_GAP}?[a-z\d]{{1,2}})?(?: ?\([a-z\d]{{1,2}}\))?\.?"
)
_SMALL = re.compile(r"^([a-z])\1?(?![A-Za-z])")
_WORDS = re.compile(
    rf"(MP3|[A-Za-z][A-Za-z-]*[A-Za-z]){_GAP}{{0,3}}(?:(\d{{1,2}}){_GAP}{{1,3}})?\d{{0,3}}[A-Za-z]*"
)
_DISC = re.compile(r"(\d{1,2})(?:[-.]| - )\d{1,3}(?:[-. ]?[a-z]|\.\d{1,2})?")
_PART = re.compile(r"\d{1,2}\.\d{1,3}")
_PAST_Z = re.compile("A[B-Z]")
_ROMAN = re.compile(r"[IVX]+")

CARRIERS = {
    **dict.fromkeys(("CD", "CDR", "SACD", "HDCD"), "CD"),
    **dict.fromkeys(("DVD", "DVDR", "DVD-V", "DVD-A"), "DVD"),
    **dict.fromkeys(("BD", "BLURAY", "BLU-RAY", "BR"), "BD"),
    **dict.fromkeys(("VIDEO", "VHS", "LD"), "Video"),
    **dict.fromkeys(("FILE", "MP3", "WAV", "FLAC", "DIGITAL", "DL"), "File"),
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
    if all(_SMALL.match(text) for text in told if text):
        told = [_SMALL.sub(lambda found: found[0].upper(), text) for text in told]
    # I, II, III number movements; I1 and II1 would be tracks on sides of those names.
    roman = bool({"III", "IV", "VI"} & set(told)) or {"I", "II"} == set(told)
    # Beside a track 1 there is 5.2, a part of track 5, and no disc.
    plain = any(text.isdigit() for text in told)
    found = [
        (None, None)
        if (roman and _ROMAN.fullmatch(text)) or (plain and _PART.fullmatch(text))
        else _side(text)
        for text in told
    ]
    lettered = list(dict.fromkeys(one for one in found if one[1] and has_groove(one[1])))
    names = [side for _, side in lettered]
    if len(set(names)) < len(names):
        # Several carriers begin with A.
        carriers = list(dict.fromkeys(carrier for carrier, _ in lettered))
        numbers = {one: f"{carriers.index(one[0]) + 1}{one[1]}" for one in lettered}
        return [numbers.get(one, one[1]) for one in found]
    return [None if side and _PAST_Z.fullmatch(side) and "Z" not in names else side for _, side in found]


def _side(position: str) -> tuple[str | None, str | None]:
    """The carrier that a position begins with, where that is a record, and the side."""
    if (found := _WORDS.fullmatch(position)) and (word := CARRIERS.get(found[1].upper())):
        return None, f"{word}{(found[2] or '').lstrip('0')}"
    if found := _LETTERS.fullmatch(position):
        # `1A` is a side, `12a` half of a track: a number of a track comes before a small letter.
        return found[1], f"{found[2].lstrip('0')}{found[3]}"
    if found := _DISC.fullmatch(position):
        return None, found[1].lstrip("0") or None
    return None, None


def has_groove(side: str) -> bool:
    """Say whether a stylus could run along such a side; the sides of a cassette look the same."""
    return bool(re.fullmatch(r"\d{0,2}(([A-Z])\2?|A[B-Z])", side))
