"""A square of 600 units to draw on, and type that fits whatever fonts the viewer has."""

import math
import random
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

SIDE = 600
_CJK = "Noto Sans CJK JP,Hiragino Sans,Yu Gothic"


class Face(NamedTuple):
    """A stack of fonts and how wide its letters run against a plain sans."""

    family: str
    weight: int = 400
    style: str = "normal"
    stretch: float = 1.0


SANS = Face(f"Helvetica Neue,Helvetica,Arial,Liberation Sans,{_CJK},sans-serif", 400, "normal", 0.95)
BOLD = Face(SANS.family, 700)
BLACK = Face(
    f"Arial Black,Helvetica Neue,Helvetica,Arial,Liberation Sans,{_CJK},sans-serif", 900, "normal", 1.06
)
SLANTED = Face(SANS.family, 700, "italic")
NARROW = Face(
    f"Arial Narrow,Liberation Sans Narrow,Helvetica Neue,Arial,{_CJK},sans-serif", 700, "normal", 0.8
)
SERIF = Face("Georgia,Times New Roman,Liberation Serif,Noto Serif CJK JP,serif", 400, "normal", 0.93)
SERIF_BOLD = Face(SERIF.family, 700, "normal", 1.0)
ITALIC = Face(SERIF.family, 400, "italic", 0.88)
MONO = Face("Courier New,Courier,Liberation Mono,monospace", 700, "normal", -0.6)

_WIDE, _SLIM, _THIN = frozenset("mwMW%@&—"), frozenset('ftrJ()[]-/ "*'), frozenset("iIlj.,'’|!:;·")


def em_width(text: str, face: Face) -> float:
    """About how wide a line runs, in units of its size."""
    if face.stretch < 0:
        return -face.stretch * len(text)
    return face.stretch * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter > "\u2e80":
        return 1.0 / 0.95
    if letter in _WIDE:
        return 0.88
    if letter in _THIN:
        return 0.29
    if letter in _SLIM:
        return 0.37
    return 0.71 if letter.isupper() else 0.57


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class Sleeve:
    """Drawn from the back to the front. `chance` is the record's own, so a sleeve never changes."""

    def __init__(self, *, artist: str, title: str, label: str, catno: str, year: int, seed: int) -> None:
        self.artist = artist
        self.title = title
        self.label = label
        self.catno = catno
        self.year = year
        self.chance = random.Random(seed)
        self._parts: list[str] = []
        self._definitions: list[str] = []

    def svg(self) -> str:
        definitions = f"<defs>{''.join(self._definitions)}</defs>" if self._definitions else ""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
            f"{definitions}{''.join(self._parts)}</svg>"
        )

    def add(self, markup: str) -> None:
        self._parts.append(markup)

    def define(self, markup: str) -> None:
        self._definitions.append(markup)

    def fill(self, colour: str) -> None:
        self.rect(0, 0, SIDE, SIDE, colour)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, more: str = "") -> None:
        self.add(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
            f'fill="{fill}" {more}/>'
        )

    def circle(self, x: float, y: float, r: float, fill: str, more: str = "") -> None:
        self.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}" {more}/>')

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> None:
        self.add(
            f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}" '
            f'fill="{fill}" {more}/>'
        )

    def path(self, d: str, fill: str, more: str = "") -> None:
        self.add(f'<path d="{d}" fill="{fill}" {more}/>')

    def polygon(self, points: Iterable[tuple[float, float]], fill: str, more: str = "") -> None:
        listed = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add(f'<polygon points="{listed}" fill="{fill}" {more}/>')

    def stroke(self, d: str, colour: str, width: float, more: str = "") -> None:
        self.path(d, "none", f'stroke="{colour}" stroke-width="{number(width)}" {more}')

    def gradient(self, name: str, colours: Sequence[str], *, radial: bool = False, angle: int = 90) -> str:
        """Evenly spaced stops; gives the fill that uses it."""
        stops = "".join(
            f'<stop offset="{n / (len(colours) - 1):.2f}" stop-color="{colour}"/>'
            for n, colour in enumerate(colours)
        )
        if radial:
            self.define(f'<radialGradient id="{name}">{stops}</radialGradient>')
        else:
            turned = f'gradientTransform="rotate({angle} .5 .5)"'
            self.define(f'<linearGradient id="{name}" {turned}>{stops}</linearGradient>')
        return f"url(#{name})"

    def blur(self, amount: float) -> str:
        """Gives the attribute that blurs."""
        name = f"b{int(amount)}"
        self.define(
            f'<filter id="{name}" x="-50%" y="-50%" width="200%" height="200%">'
            f'<feGaussianBlur stdDeviation="{number(amount)}"/></filter>'
        )
        return f'filter="url(#{name})"'

    def grain(self, strength: float) -> None:
        """Film grain over everything drawn so far."""
        self.define(
            '<filter id="grain">'
            '<feTurbulence type="fractalNoise" baseFrequency=".9" numOctaves="2" seed="4"/>'
            '<feColorMatrix values="0 0 0 0 .5  0 0 0 0 .5  0 0 0 0 .5  0 0 0 1.6 -.5"/></filter>'
        )
        self.rect(
            0,
            0,
            SIDE,
            SIDE,
            "none",
            f'filter="url(#grain)" opacity="{strength}" style="mix-blend-mode:overlay"',
        )

    def line(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        fill: str,
        face: Face = SANS,
        *,
        width: float = SIDE,
        anchor: str = "start",
        spacing: float = 0,
        more: str = "",
    ) -> float:
        """One line on the base line `y`, made smaller if it would be wider than `width`. Its size."""
        ems = em_width(text, face) + spacing * len(text)
        size = min(size, width / max(ems, 0.1))
        adjusted = "spacing" if spacing else "spacingAndGlyphs"
        style = "" if face.style == "normal" else f' font-style="{face.style}"'
        self.add(
            f'<text x="{number(x)}" y="{number(y)}" font-family="{face.family}" font-weight="{face.weight}"'
            f'{style} font-size="{number(size)}" fill="{fill}" text-anchor="{anchor}" '
            f'textLength="{number(ems * size)}" lengthAdjust="{adjusted}" '
            f"{more}>{escape(text)}</text>"
        )
        return size

    def block(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        face: Face = BOLD,
        *,
        anchor: str = "start",
        leading: float = 1.0,
        most: float = 200,
        lines: int = 4,
        justify: bool = False,
        bottom: bool = False,
        more: str = "",
    ) -> float:
        """Text as large as a box lets it be, over up to `lines` lines; `x` is where the anchor stands.

        Hangs from the top of the box, or stands on its bottom. With `justify` every line takes the whole
        width. Gives the height used.
        """
        chosen, size = _broken(text, width, height, face, leading, lines)
        sizes = [min(most, width / em_width(line, face)) if justify else min(size, most) for line in chosen]
        if justify and (tall := sum(sizes) * leading) > height:
            sizes = [each * height / tall for each in sizes]
        used = sum(sizes) * leading
        at = y + (height - used if bottom else 0)
        for line, each in zip(chosen, sizes, strict=True):
            at += each * leading
            self.line(
                line, x, at - each * (leading - 0.76), each, fill, face, width=width, anchor=anchor, more=more
            )
        return used


def _broken(
    text: str, width: float, height: float, face: Face, leading: float, most_lines: int
) -> tuple[list[str], float]:
    """The lines that let the type be largest."""
    words = re.split(r"\s+|(?<=・)", text) or [text]
    best, largest = [text], 0.0
    for count in range(1, min(most_lines, len(words)) + 1):
        lines = _balanced(words, count, face)
        widest = max(em_width(line, face) for line in lines)
        size = min(width / max(widest, 0.1), height / (count * leading))
        if size > largest:
            best, largest = lines, size
    return best, largest


def _balanced(words: Sequence[str], count: int, face: Face) -> list[str]:
    """The words over that many lines, the widest as narrow as it can be."""
    if count == 1:
        return [" ".join(words)]
    options = []
    for first in range(1, len(words) - count + 2):
        rest = _balanced(words[first:], count - 1, face)
        options.append([" ".join(words[:first]), *rest])
    return min(options, key=lambda lines: max(em_width(line, face) for line in lines))


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """A path that bends through points instead of turning at them."""
    ring = [*points, points[0], points[1]] if closed else list(points)
    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(ring)]
    start = middles[0] if closed else points[0]
    d = f"M{number(start[0])} {number(start[1])}"
    pairs = zip(ring[1:], middles[1:], strict=False) if closed else zip(ring, middles, strict=False)
    for (x, y), (mx, my) in pairs:
        d += f"Q{number(x)} {number(y)} {number(mx)} {number(my)}"
    return d + ("Z" if closed else f"L{number(points[-1][0])} {number(points[-1][1])}")


def trace(*steps: str | tuple[float, float]) -> str:
    """A path written as commands and points: `trace("M", (0, 0), "L", (5, 5))`."""
    return "".join(
        step if isinstance(step, str) else f" {number(step[0])} {number(step[1])}" for step in steps
    )


def around(x: float, y: float, r: float, degrees: float) -> tuple[float, float]:
    return x + r * math.cos(math.radians(degrees)), y + r * math.sin(math.radians(degrees))


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two `#rrggbb`, `share` of the way to the other."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
