"""Sleeves where the type is the picture."""

import math

from waugzee_demo.covers.sleeve import (
    BLACK,
    BOLD,
    ITALIC,
    MONO,
    NARROW,
    SANS,
    SERIF,
    SERIF_BOLD,
    Sleeve,
    around,
    number,
)


def swiss(s: Sleeve) -> None:
    """Flush left, one large shape, a lot of room."""
    paper, ink, shape = s.chance.choice(
        (
            ("#f5f3ee", "#111111", "#e03c31"),
            ("#e4572e", "#fff8ec", "#1d1d1d"),
            ("#f2c230", "#161616", "#f7f4ea"),
            ("#1f3a5f", "#f4efe6", "#e8b04a"),
            ("#d7dfd3", "#1c2b24", "#3c6e57"),
            ("#111111", "#f2f2f2", "#5f8bc4"),
        )
    )
    s.fill(paper)
    kind = s.chance.choice(("quarter", "circle", "bars", "number", "half"))
    if kind == "quarter":
        s.path("M600 600V180A420 420 0 0 0 180 600Z", shape)
    elif kind == "circle":
        s.circle(400, 410, 165, shape)
    elif kind == "half":
        s.path("M130 600A235 235 0 0 1 600 600Z", shape)
        s.path("M130 365A235 235 0 0 0 600 365Z", ink, 'opacity=".12"')
    elif kind == "bars":
        for n in range(7):
            s.rect(40 + n * 76, 590 - s.chance.choice((60, 120, 180, 240, 300)), 60, 400, shape)
    else:
        s.line(str(s.year)[-2:] if s.year else "?", 590, 575, 480, shape, BLACK, anchor="end", width=480)
    s.block(s.artist, 40, 34, 520, 120, ink, BOLD, most=58, leading=0.98, lines=2)
    s.block(s.title, 40, 170, 420, 90, ink, SANS, most=40, leading=1.05, lines=2)


def engraved(s: Sleeve) -> None:
    """Cream paper, ruled frames, an oval plate: the concert hall."""
    paper, ink, accent = s.chance.choice(
        (
            ("#f3ead6", "#2b2118", "#8a1c1c"),
            ("#e9e3d0", "#1d2b3a", "#a57c2b"),
            ("#24352c", "#f0e6cc", "#c9a24b"),
            ("#5b1622", "#f3e6c8", "#d4a84f"),
        )
    )
    s.fill(paper)
    for inset, width in ((18, 5), (30, 1.5), (42, 1.5)):
        s.rect(
            inset,
            inset,
            600 - 2 * inset,
            600 - 2 * inset,
            "none",
            f'stroke="{accent}" stroke-width="{width}"',
        )
    for x, y in ((42, 42), (558, 42), (42, 558), (558, 558)):
        s.circle(x, y, 20, paper, f'stroke="{accent}" stroke-width="2"')
        for turn in range(0, 180, 45):
            s.ellipse(x, y, 14, 3.4, accent, f'transform="rotate({turn} {x} {y})"')
    if s.chance.random() < 0.5:
        s.ellipse(300, 250, 205, 150, "none", f'stroke="{ink}" stroke-width="2"')
        s.ellipse(300, 250, 195, 140, accent)
        s.block(
            s.title, 300, 180, 310, 140, paper, SERIF_BOLD, anchor="middle", most=46, lines=4, leading=1.1
        )
    else:
        for n in range(5):
            s.rect(130, 340 + n * 13, 340, 1.5, ink)
        for n in range(6):
            x, y = 165 + n * 54, 346 + s.chance.randrange(5) * 10
            s.ellipse(x, y, 9, 6.5, ink, f'transform="rotate(-20 {x} {y})"')
            s.rect(x + 6.5, y - 42, 2, 42, ink)
        s.block(s.title, 300, 100, 430, 190, ink, SERIF_BOLD, anchor="middle", most=58, lines=3, leading=1.1)
    s.block(s.artist, 300, 430, 430, 70, ink, ITALIC, anchor="middle", most=36, lines=2, leading=1.1)
    s.line(f"{s.label}  ·  {s.catno}", 300, 532, 15, accent, SERIF, anchor="middle", spacing=0.12)


def letterpress(s: Sleeve) -> None:
    """Every line as wide as the bill, two inks, a rule between."""
    paper, ink, second = s.chance.choice(
        (
            ("#efe2c4", "#22190f", "#b3261e"),
            ("#e6ddc6", "#173249", "#c2571a"),
            ("#f2cf63", "#1b1b1b", "#a3201b"),
            ("#d9e0cf", "#20301f", "#8a3b12"),
        )
    )
    s.fill(paper)
    s.rect(22, 22, 556, 556, "none", f'stroke="{ink}" stroke-width="5"')
    used = s.block(
        s.artist.upper(),
        300,
        46,
        500,
        250,
        second,
        BLACK,
        anchor="middle",
        justify=True,
        lines=3,
        leading=0.86,
        most=150,
    )
    y = 46 + used + 18
    s.rect(50, y, 500, 5, ink)
    s.polygon((around(300, y + 26, 13, a) for a in (-90, 0, 90, 180)), second)
    s.rect(50, y + 24, 225, 3, ink)
    s.rect(325, y + 24, 225, 3, ink)
    left = 545 - (y + 52)
    s.block(
        s.title.upper(),
        300,
        y + 52,
        500,
        left - 34,
        ink,
        NARROW,
        anchor="middle",
        justify=True,
        lines=3,
        leading=0.9,
        most=190,
    )
    s.line(f"{s.label} — {s.catno or 'Hi-Fi'}", 300, 556, 17, ink, SERIF_BOLD, anchor="middle", width=500)


def ransom(s: Sleeve) -> None:
    """Letters cut out of newspapers, on a colour that hurts."""
    ground, *papers = s.chance.choice(
        (
            ("#f5e600", "#ffffff", "#111111", "#ff2e88"),
            ("#ff2e88", "#fff36b", "#111111", "#ffffff"),
            ("#18e06f", "#111111", "#ffffff", "#ff5a1f"),
            ("#e9e5da", "#111111", "#d7263d", "#ffffff"),
            ("#ff5a1f", "#ffffff", "#111111", "#ffe74c"),
        )
    )
    s.fill(ground)
    x, y = s.chance.uniform(-60, 0), s.chance.uniform(280, 330)
    s.polygon(((x, y), (680, y - 90), (680, y + 60), (x, y + 130)), "#111111")
    _halftone(s, ground)
    _cut_out(s, s.artist, 44, 80, papers)
    s.add(f'<g transform="rotate({s.chance.uniform(-4, 3):.1f} 300 520)">')
    s.rect(40, 470, 520, 78, "#f6f3ea")
    s.line(s.title, 300, 524, 44, "#111111", MONO, anchor="middle", width=490)
    s.add("</g>")


def _halftone(s: Sleeve, colour: str) -> None:
    for row in range(7):
        for column in range(14):
            r = 11 - row * 1.5 + s.chance.uniform(-0.8, 0.8)
            if r > 1:
                s.circle(column * 46 + (row % 2) * 23, 455 - row * 22, r, colour if row % 3 else "#ffffff")


def _cut_out(s: Sleeve, text: str, left: float, top: float, papers: list[str]) -> None:
    """Each letter on its own scrap, never straight."""
    words = text.upper().split()
    longest = max(6, *(len(word) for word in words))
    side = min(96.0, 512 / longest, 230 / len(words))
    for row, word in enumerate(words):
        x = left + s.chance.uniform(0, max(1.0, 500 - len(word) * side))
        for letter in word:
            paper = s.chance.choice(papers)
            ink = "#111111" if paper != "#111111" else "#ffffff"
            y, turn = top + row * side * 1.12, s.chance.uniform(-9, 9)
            face = s.chance.choice((BLACK, SERIF_BOLD, MONO, BOLD))
            s.add(f'<g transform="rotate({turn:.1f} {number(x)} {number(y)})">')
            s.rect(x, y - side * 0.55, side * 0.94, side * 1.06, paper)
            s.line(
                letter,
                x + side * 0.47,
                y + side * 0.28,
                side * 0.92,
                ink,
                face,
                anchor="middle",
                width=side * 0.8,
            )
            s.add("</g>")
            x += side


def stencil(s: Sleeve) -> None:
    """Huge letters, sprayed or poured, a city behind them."""
    ground, ink, paint = s.chance.choice(
        (
            ("#1a1a1a", "#f4f0e6", "#f25c05"),
            ("#d9d2c0", "#171717", "#c1121f"),
            ("#243b2c", "#f1e9d2", "#e9c46a"),
            ("#3d2b56", "#fdf0d5", "#ff7d00"),
            ("#f2b134", "#1b1b1b", "#0b5563"),
        )
    )
    s.fill(ground)
    x = 0.0
    while x < 600:
        width, height = s.chance.uniform(36, 90), s.chance.uniform(110, 330)
        s.rect(x, 600 - height, width, height, ink, 'opacity=".16"')
        for row in range(int(height // 34)):
            for column in range(int(width // 22)):
                if s.chance.random() < 0.4:
                    s.rect(x + 7 + column * 22, 610 - height + row * 34, 9, 14, paint, 'opacity=".8"')
        x += width + 3
    outline = f'stroke="{ground}" stroke-width="16" paint-order="stroke" stroke-linejoin="round"'
    s.block(
        s.title.upper(),
        300,
        30,
        540,
        330,
        paint,
        BLACK,
        anchor="middle",
        justify=True,
        lines=3,
        leading=0.84,
        most=190,
        more=outline,
    )
    s.rect(0, 500, 600, 70, ink)
    s.block(s.artist.upper(), 300, 506, 560, 60, ground, BLACK, anchor="middle", most=50, lines=2)


def xerox(s: Sleeve) -> None:
    """Photocopied: dots that might be a face, strips of typed paper."""
    ink, paper = s.chance.choice((("#111111", "#efece4"), ("#14213d", "#f1ead9"), ("#3a0d12", "#f0dcd0")))
    s.fill(paper)
    x0, y0 = s.chance.uniform(220, 380), s.chance.uniform(230, 330)
    dots = ""
    for n in range(26 * 26):
        y = n // 26 * 24
        x = n % 26 * 24 + n // 26 % 2 * 12
        away = math.hypot((x - x0) * 1.22, y - y0)
        r = 13.5 - away / 21 if away > 60 else 8.5 + s.chance.uniform(-3, 3)
        if y > y0 + 160:
            r = max(r, min(11, (y - y0 - 120) / 22 - abs(x - x0) / 70))
        if r > 1.2:
            half = f"a{r:.1f} {r:.1f} 0 1 0"
            dots += f"M{x - r:.0f} {y}{half} {2 * r:.1f} 0{half} {-2 * r:.1f} 0"
    s.path(dots, ink)
    strips = ((s.artist.upper(), s.chance.uniform(60, 90), 50), (s.title, s.chance.uniform(490, 530), 38))
    for text, base, size in strips:
        turn = s.chance.uniform(-3, 3)
        s.add(f'<g transform="rotate({turn:.1f} 300 {number(base)})">')
        s.rect(26, base - size, 548, size * 1.45, paper)
        s.rect(26, base - size, 548, size * 1.45, "none", f'stroke="{ink}" stroke-width="2"')
        s.line(text, 300, base + 2, size, ink, MONO, anchor="middle", width=510)
        s.add("</g>")
