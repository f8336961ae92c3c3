"""Sleeves that look printed in a few flat inks."""

import math

from waugzee_demo.covers.sleeve import (
    BLACK,
    BOLD,
    ITALIC,
    NARROW,
    SANS,
    SERIF_BOLD,
    Sleeve,
    around,
    mixed,
    number,
    smooth,
)


def bossa(s: Sleeve) -> None:
    """Black and white, and red where it matters."""
    paper, ink, accent = s.chance.choice(
        (
            ("#f7f4ec", "#111111", "#e02b20"),
            ("#f7f4ec", "#111111", "#f0a202"),
            ("#111111", "#f7f4ec", "#e02b20"),
            ("#f4efe0", "#143642", "#ec4e20"),
        )
    )
    s.fill(paper)
    kind = s.chance.choice(("guitar", "dots", "waves", "bars"))
    if kind == "guitar":
        s.add('<g transform="rotate(24 320 360)">')
        s.rect(304, 60, 30, 260, ink)
        s.circle(319, 330, 88, ink)
        s.circle(319, 450, 122, ink)
        s.circle(319, 368, 34, accent)
        for n in range(4):
            s.rect(309 + n * 6, 60, 1.6, 420, paper)
        s.add("</g>")
    elif kind == "dots":
        for n in range(4):
            s.circle(120 + n * 122, 380 + (n % 2) * 60, 54, accent if n == s.chance.randrange(4) else ink)
    elif kind == "waves":
        for n in range(7):
            points = [(x, 300 + n * 38 + (20 if (x // 75) % 2 else -20)) for x in range(-75, 751, 75)]
            s.stroke(smooth(points), ink, 17)
        s.circle(430, 240, 62, accent)
    else:
        for n in range(11):
            s.rect(40 + n * 48, 600 - s.chance.uniform(90, 330), 40, 400, accent if n == 6 else ink)
    s.block(s.artist.lower(), 36, 26, 528, 100, ink, BLACK, most=70, lines=2)
    s.block(s.title.lower(), 36, 136, 528, 84, accent, BOLD, most=42, lines=2)


def company(s: Sleeve) -> None:
    """The label's own sleeve, with the record showing through the hole."""
    paper, ink, label = s.chance.choice(
        (
            ("#1d3557", "#f1faee", "#e63946"),
            ("#111111", "#f2c14e", "#f2c14e"),
            ("#d62828", "#fdf0d5", "#fdf0d5"),
            ("#f4a261", "#3d2314", "#f6ead8"),
            ("#3c6e47", "#f3ead3", "#f0d264"),
            ("#e9e3d5", "#2b2b2b", "#6aa0b8"),
            ("#5b2a86", "#ffd6e0", "#ff9ebb"),
            ("#f7d002", "#1a1a1a", "#ffffff"),
        )
    )
    s.fill(paper)
    _sleeve_print(s, paper, ink)
    s.circle(300, 300, 222, "#0d0d0d")
    for r in (216, 210, 204, 198, 192):
        s.circle(300, 300, r, "none", 'stroke="#2a2a2a" stroke-width="2"')
    s.circle(300, 300, 180, label)
    text = "#171717" if label > "#8" or label == "#6aa0b8" else "#ffffff"
    s.line(s.label.upper(), 300, 206, 40, text, BLACK, anchor="middle", width=240)
    s.rect(150, 222, 300, 3, text)
    s.block(s.title, 300, 332, 300, 62, text, BOLD, anchor="middle", most=36, lines=2)
    s.block(s.artist, 300, 402, 220, 48, text, SANS, anchor="middle", most=28, lines=2)
    s.line(s.catno, 140, 296, 22, text, NARROW, width=110)
    s.line("45 RPM" if s.chance.random() < 0.6 else "33⅓", 460, 296, 22, text, NARROW, anchor="end")
    s.circle(300, 290, 13, paper)


def _sleeve_print(s: Sleeve, paper: str, ink: str) -> None:
    kind = s.chance.choice(("name", "rings", "stripes", "plain", "check"))
    if kind == "name":
        for n in range(9):
            s.line(
                (s.label.upper() + "  ") * 3,
                -30 - (n % 2) * 70,
                52 + n * 68,
                46,
                ink,
                BLACK,
                width=1500,
                more='opacity=".16"',
            )
    elif kind == "rings":
        for r in range(244, 440, 34):
            s.circle(300, 300, r, "none", f'stroke="{ink}" stroke-width="13" opacity=".85"')
    elif kind == "stripes":
        for n in range(10):
            s.rect(0, n * 64, 600, 30, ink, 'opacity=".9"')
    elif kind == "check":
        for n in range(72):
            if (n // 12 + n % 12) % 2:
                s.rect(n % 12 * 50, n // 12 * 25 + (450 if n >= 36 else 0), 50, 25, ink)
    else:
        s.line(s.label, 300, 60, 60, ink, SERIF_BOLD, anchor="middle", width=540)
        s.line(s.label, 300, 584, 40, ink, SERIF_BOLD, anchor="middle", width=540)


def cutouts(s: Sleeve) -> None:
    """Leaves and pebbles cut from coloured paper."""
    paper, ink, *colours = s.chance.choice(
        (
            ("#f6efe0", "#1d2b53", "#e4572e", "#17bebb", "#ffc914"),
            ("#1f4e5f", "#fdf6e3", "#f4a259", "#f25c54", "#bfd8bd"),
            ("#f2b5a0", "#3a1f2b", "#a63446", "#f7e1d7", "#2f6690"),
            ("#efe6d5", "#2f2a25", "#588157", "#bc6c25", "#a3b18a"),
        )
    )
    s.fill(paper)
    for n in range(7):
        x, y = (
            90 + (n % 4) * 140 + s.chance.uniform(-25, 25),
            240 + (n // 4) * 190 + s.chance.uniform(-25, 25),
        )
        colour, turn = colours[n % 3], s.chance.uniform(0, 360)
        if n % 2:
            points = [around(x, y, s.chance.uniform(48, 92), a) for a in range(0, 360, 60)]
            s.path(smooth(points, closed=True), colour)
        else:
            _leaf(s, x, y, s.chance.uniform(70, 100), turn, colour)
    s.rect(0, 0, 600, 150, paper)
    s.block(s.artist, 36, 26, 528, 74, ink, BOLD, most=56, lines=1)
    s.line(s.title, 36, 132, 34, ink, SANS, width=528)


def _leaf(s: Sleeve, x: float, y: float, r: float, turn: float, colour: str) -> None:
    for n in range(-3, 4):
        (x1, y1), (x2, y2) = around(x, y, r * 0.12, turn), around(x, y, r, turn + n * 24)
        s.stroke(
            f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}",
            colour,
            r * 0.26,
            'stroke-linecap="round"',
        )


def psychedelic(s: Sleeve) -> None:
    """Rings that melt outwards and lettering that swells."""
    colours = list(
        s.chance.choice(
            (
                ("#ff5d8f", "#ffd23f", "#540d6e", "#0ead69"),
                ("#f94144", "#f9c74f", "#43aa8b", "#277da1"),
                ("#ff9f1c", "#2ec4b6", "#e71d36", "#fdfffc"),
                ("#7209b7", "#f72585", "#ffbe0b", "#3a86ff"),
            )
        )
    )
    s.chance.shuffle(colours)
    s.fill(colours[0])
    lobes, phase = s.chance.choice((3, 4, 5, 6)), s.chance.uniform(0, 6)
    for n in range(11, 0, -1):
        points = []
        for degrees in range(0, 360, 10):
            turn = math.radians(degrees)
            r = (
                n
                * 38
                * (1 + 0.2 * math.sin(lobes * turn + phase + n * 0.35) + 0.07 * math.sin(2 * lobes * turn))
            )
            points.append(around(300, 310, r, degrees))
        s.path(smooth(points, closed=True), colours[n % 4])
    edge = f'stroke="{colours[2]}" stroke-width="18" paint-order="stroke" stroke-linejoin="round"'
    light = "#fffbe8" if colours[2] not in ("#fdfffc", "#ffd23f", "#f9c74f", "#ffbe0b") else "#2b0f2e"
    s.block(
        s.artist,
        300,
        30,
        530,
        190,
        light,
        SERIF_BOLD,
        anchor="middle",
        most=82,
        lines=3,
        leading=0.92,
        more=edge,
    )
    s.block(
        s.title,
        300,
        440,
        530,
        130,
        light,
        SERIF_BOLD,
        anchor="middle",
        most=52,
        lines=2,
        bottom=True,
        more=edge,
    )


def thriller(s: Sleeve) -> None:
    """An eye, a stair, a fall: the poster of a film that kept you up."""
    paper, ink, blood = s.chance.choice(
        (
            ("#f2c200", "#111111", "#c1121f"),
            ("#c1121f", "#120608", "#f6e7cb"),
            ("#efe6d2", "#16110f", "#b3001b"),
            ("#2a5c5a", "#0d1513", "#f1c453"),
        )
    )
    s.fill(paper)
    kind = s.chance.choice(("eye", "spiral", "stairs", "window"))
    if kind == "eye":
        s.path("M40 330Q300 120 560 330Q300 540 40 330Z", ink)
        s.path("M90 330Q300 175 510 330Q300 485 90 330Z", "#f6efe0")
        s.circle(300, 330, 82, blood)
        s.circle(300, 330, 40, ink)
        s.circle(322, 306, 14, "#ffffff")
    elif kind == "spiral":
        points = [around(300, 330, 4 + n * 2.15, n * 17) for n in range(110)]
        s.stroke(smooth(points), ink, 17, 'stroke-linecap="round"')
        s.circle(300, 330, 26, blood)
    elif kind == "stairs":
        for n in range(9):
            s.rect(60 + n * 54, 490 - n * 34, 600, 500, ink if n % 2 else mixed(ink, paper, 0.18))
        s.path("M446 150q16 -26 32 0v60h16v-30h8v44h-16l-6 66h-14l-6 -60l-10 60h-14l6 -90z", blood)
    else:
        s.rect(180, 180, 240, 300, ink)
        for n in range(9):
            s.rect(190, 192 + n * 32, 220, 17, mixed(paper, "#ffffff", 0.5))
        s.path("M262 480v-120q0 -50 38 -50t38 50v120z", ink)
        s.circle(300, 292, 33, ink)
    s.line(s.title.upper(), 300, 112, 90, ink, NARROW, anchor="middle", width=530)
    s.rect(0, 524, 600, 76, ink)
    s.line(s.artist, 300, 574, 34, "#f6efe0", ITALIC, anchor="middle", width=520)
