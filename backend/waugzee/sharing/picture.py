"""The picture that other sites show beside a link to a profile: 1200 by 630, drawn from words and numbers.

No cover is fetched for it. A letter that the font lacks would be an empty box, so such words are left out.
"""

import io
import math
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
SCALE = 2
"""It is drawn twice as large, so that edges come out smooth."""
PAPER, INK, QUIET, LACQUER, GROOVE = "#151311", "#f3eee6", "#b3aa9e", "#0b0a09", "#211e1a"
LABELS = ("#a5b6ff", "#e9b44c", "#8fd6bd", "#f2637e", "#d9573f", "#e3c567")
MARGIN = 80
MOST_LINES = 3


def draw(title: str, lines: list[str], *, page: Path, seed: str) -> bytes:
    """A PNG with the title and some lines below it; `seed` chooses the record's label."""
    picture = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    pen = ImageDraw.Draw(picture)
    _record(pen, LABELS[zlib.crc32(seed.encode()) % len(LABELS)])
    y = _words(pen, title, page)
    small = _font(page, 34, 500)
    for line in lines:
        pen.text((MARGIN * SCALE, y), line, font=small, fill=QUIET)
        y += 50 * SCALE
    pen.text(
        (MARGIN * SCALE, (SIZE[1] - MARGIN - 34) * SCALE), "Waugzee", font=_font(page, 30, 700), fill=INK
    )
    out = io.BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def _words(pen: ImageDraw.ImageDraw, title: str, page: Path) -> float:
    """Write the title; return where the next line begins."""
    width = 590 * SCALE
    for size in (84, 68, 56):
        font = _font(page, size, 680)
        broken = _broken(pen, title if _can_write(font, title) else "A record shelf", font, width)
        if len(broken) <= MOST_LINES:
            break
    y = float(MARGIN * SCALE)
    for line in broken[:MOST_LINES]:
        pen.text((MARGIN * SCALE, y), line, font=font, fill=INK)
        y += size * 1.12 * SCALE
    return y + 28 * SCALE


def _broken(pen: ImageDraw.ImageDraw, text: str, font: FreeTypeFont, width: int) -> list[str]:
    """The text in lines that are no wider; a word that is too long for one is cut."""
    lines = [""]
    for word in text.split():
        while pen.textlength(word, font) > width:
            word = word.rstrip("…")[:-1] + "…"
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _can_write(font: FreeTypeFont, text: str) -> bool:
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in set(text) if not letter.isspace())


def _record(pen: ImageDraw.ImageDraw, label: str) -> None:
    """A record that lies half outside, at the right."""
    x, y, radius = 1090 * SCALE, 330 * SCALE, 400 * SCALE

    def circle(r: float, **how: object) -> None:
        pen.ellipse((x - r, y - r, x + r, y + r), **how)  # type: ignore[arg-type]  # colours and widths

    circle(radius, fill=LACQUER)
    for step in range(30):
        r = radius * (0.96 - step * 0.019)
        light = 0.5 + 0.5 * math.sin(step * 1.7)
        circle(r, outline=GROOVE if light < 0.6 else "#2c2823", width=2 * SCALE)
    circle(radius * 0.36, fill=label)
    circle(radius * 0.33, outline="#ffffff", width=SCALE)
    circle(radius * 0.035, fill=PAPER)


def _font(page: Path, size: int, weight: int) -> FreeTypeFont:
    """The page's own font where the page was built, else the one that comes with Pillow."""
    for path in sorted((page / "assets").glob("figtree-latin-wght-normal-*.woff2")):
        try:
            font = ImageFont.truetype(str(path), size * SCALE)
            font.set_variation_by_axes([weight])
        except OSError:
            break
        return font
    own = ImageFont.load_default(size * SCALE)
    assert isinstance(own, FreeTypeFont)
    return own
