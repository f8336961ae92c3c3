"""Sleeves of synthesizers: space, waves, lines, neon."""

import math

from waugzee_demo.covers.sleeve import (
    BLACK,
    BOLD,
    MONO,
    SANS,
    SLANTED,
    Sleeve,
    around,
    mixed,
    number,
    smooth,
    trace,
)

NIGHTS = (
    ("#0b1026", "#2b2d6e", "#c65b7c", "#f7c59f"),
    ("#06141f", "#0b4f6c", "#1d9a9a", "#f6f0c4"),
    ("#160a26", "#4b1d6b", "#e0529c", "#ffd6a5"),
    ("#14090a", "#6b1d1d", "#e2711d", "#ffd166"),
    ("#0a1612", "#1f5c4d", "#9bc53d", "#f2f7d5"),
)


def kosmische(s: Sleeve) -> None:
    """Planets over a far horizon."""
    night, deep, glow, pale = s.chance.choice(NIGHTS)
    s.fill(s.gradient("sky", (night, deep, glow)))
    for _ in range(70):
        s.circle(
            s.chance.uniform(0, 600),
            s.chance.uniform(0, 440),
            s.chance.choice((0.8, 1.2, 2.2)),
            pale,
            'opacity=".8"',
        )
    x, r = s.chance.uniform(180, 420), s.chance.uniform(90, 145)
    y = 175 + r + s.chance.uniform(0, 30)
    body = s.gradient("planet", (pale, glow, night), angle=s.chance.choice((20, 50, 120)))
    ring = s.chance.random() < 0.6
    tilt = f'transform="rotate({s.chance.choice((-20, -12, 18))} {number(x)} {number(y)})"'
    if ring:
        s.ellipse(x, y, r * 1.75, r * 0.34, "none", f'stroke="{pale}" stroke-width="9" opacity=".75" {tilt}')
    s.circle(x, y, r, body)
    if ring:
        d = trace("M", (x - r * 1.75, y), "A", (r * 1.75, r * 0.34), " 0 0 0", (x + r * 1.75, y))
        s.stroke(d, pale, 9, tilt)
    s.circle(
        s.chance.choice((90, 510)),
        s.chance.uniform(150, 210),
        s.chance.uniform(14, 30),
        s.gradient("moon", (pale, deep)),
    )
    s.rect(0, 470, 600, 130, night)
    for n in range(13):
        s.stroke(f"M300 470L{-900 + n * 200} 600", glow, 1.6, 'opacity=".7"')
    for n in range(6):
        s.rect(0, 470 + n * n * 4.6, 600, 1.6, glow, 'opacity=".7"')
    s.line(s.artist.upper(), 300, 82, 60, pale, BOLD, anchor="middle", width=550, spacing=0.08)
    s.line(s.title, 300, 128, 34, pale, SANS, anchor="middle", width=530, spacing=0.05)


def sinewaves(s: Sleeve) -> None:
    """What an oscilloscope draws."""
    night, deep, glow, pale = s.chance.choice(NIGHTS)
    s.fill(night)
    one, two, phase = s.chance.uniform(40, 90), s.chance.uniform(14, 34), s.chance.uniform(0, 6)
    for n in range(26):
        y = 150 + n * 13
        swell = 10 + 46 * math.exp(-(((n - 13) / 6) ** 2))
        points = [
            (
                x,
                y
                + swell * math.sin(x / one + n / 4 + phase) * math.exp(-(((x - 300) / 190) ** 2))
                + 5 * math.sin(x / two + n),
            )
            for x in range(40, 561, 13)
        ]
        s.stroke(smooth(points), mixed(glow, pale, n / 26), 2.4)
    s.line(s.artist, 40, 92, 56, pale, BOLD, width=520)
    s.line(s.title, 40, 560, 34, mixed(deep, pale, 0.7), SANS, width=520, spacing=0.04)


def moire(s: Sleeve) -> None:
    """Two fans of lines that swim where they cross."""
    ink, paper = s.chance.choice(
        (
            ("#111111", "#f2efe6"),
            ("#f3efe2", "#12355b"),
            ("#d1382c", "#f4ece0"),
            ("#0f4c4a", "#e9f0e4"),
            ("#f4d06f", "#2b2d42"),
        )
    )
    s.fill(paper)
    if s.chance.random() < 0.5:
        for x in (s.chance.uniform(180, 260), s.chance.uniform(330, 420)):
            d = "".join(
                f"M{number(x - r)} 320a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
                for r in range(6, 200, 8)
            )
            s.stroke(d, ink, 3)
    else:
        for x, y in ((s.chance.uniform(80, 200), 560), (s.chance.uniform(380, 520), 150)):
            d = ""
            for turn in range(0, 360, 5):
                d += trace("M", around(x, y, 20, turn), "L", around(x, y, 430, turn))
            s.stroke(d, ink, 2.6)
    s.rect(0, 0, 600, 118, paper)
    s.block(s.title, 36, 26, 528, 80, ink, BLACK, most=58, lines=2, leading=0.95)
    s.rect(0, 520, 600, 80, paper)
    s.line(s.artist, 36, 568, 32, ink, BOLD, width=390)
    s.line(s.catno, 564, 568, 18, ink, SANS, anchor="end", width=130)


def topography(s: Sleeve) -> None:
    """Contour lines of a place that is not."""
    paper, ink, accent = s.chance.choice(
        (
            ("#eef0e5", "#33533f", "#d66b3d"),
            ("#162521", "#a9d6c2", "#f2c57c"),
            ("#f3e9dc", "#5e503f", "#c08552"),
            ("#dbe7f0", "#284b63", "#ee6c4d"),
        )
    )
    s.fill(paper)
    x, y = s.chance.uniform(200, 400), s.chance.uniform(230, 360)
    bumps = [
        (s.chance.choice((2, 3, 5)), s.chance.uniform(0, 6), s.chance.uniform(0.06, 0.2)) for _ in range(3)
    ]
    for n in range(1, 24):
        r = n * 21
        points = []
        for degrees in range(0, 360, 12):
            turn = math.radians(degrees)
            wobble = sum(size * math.sin(count * turn + phase + n / 9) for count, phase, size in bumps)
            points.append(around(x, y, r * (1 + wobble), degrees))
        s.stroke(smooth(points, closed=True), accent if n % 5 == 0 else ink, 2.6 if n % 5 == 0 else 1.5)
    s.circle(x, y, 7, accent)
    s.rect(36, 410, 400, 154, paper)
    s.block(s.title, 54, 424, 364, 80, ink, BOLD, most=46, lines=2)
    s.line(s.artist, 54, 546, 30, ink, MONO, width=364)


def neon(s: Sleeve) -> None:
    """Night, tubes of light, letters leaning forward."""
    night, one, two = s.chance.choice(
        (
            ("#0d0221", "#ff3864", "#2de2e6"),
            ("#10002b", "#f72585", "#4cc9f0"),
            ("#001219", "#94d2bd", "#ee9b00"),
            ("#1a0b1e", "#ff6c11", "#fd1d53"),
        )
    )
    s.fill(s.gradient("night", (night, mixed(night, one, 0.28))))
    glow = s.blur(9)
    shape = s.chance.choice(("triangle", "circle", "frame", "bolt"))
    paths = {
        "triangle": "M300 130L500 450H100Z",
        "circle": "M130 300a170 170 0 1 0 340 0a170 170 0 1 0 -340 0",
        "frame": "M120 150H480V450H120ZM150 180H450V420H150Z",
        "bolt": "M340 110L190 330H290L250 490L420 250H310Z",
    }
    s.stroke(paths[shape], one, 16, f'{glow} opacity=".9"')
    s.stroke(paths[shape], mixed(one, "#ffffff", 0.65), 5, 'stroke-linejoin="round"')
    for n in range(5):
        s.rect(0, 480 + n * 26, 600, 2, two, 'opacity=".5"')
    s.add('<g transform="rotate(-6 300 320)">')
    dark = f'stroke="{night}" stroke-width="14" paint-order="stroke" stroke-linejoin="round"'
    tube = mixed(two, "#ffffff", 0.2)
    s.block(s.artist, 300, 250, 560, 150, tube, SLANTED, anchor="middle", most=88, lines=2, more=dark)
    s.add("</g>")
    s.line(s.title.upper(), 300, 566, 38, "#ffffff", BOLD, anchor="middle", width=540, spacing=0.08)


def memphis(s: Sleeve) -> None:
    """Squiggles, triangles and dots, all at once."""
    paper, ink, *colours = s.chance.choice(
        (
            ("#fdf1e7", "#1b1b1b", "#ff6f91", "#00c2a8", "#ffc75f"),
            ("#bfe9e2", "#1b1b1b", "#f9484a", "#fbd72b", "#7b4ae2"),
            ("#ffe066", "#1b1b1b", "#247ba0", "#f25f5c", "#ffffff"),
        )
    )
    s.fill(paper)
    for n in range(26):
        x, y = s.chance.uniform(0, 600), s.chance.uniform(0, 600)
        colour, turn = colours[n % 3], s.chance.uniform(0, 360)
        match n % 4:
            case 0:
                s.polygon((around(x, y, 44, turn + a) for a in (0, 120, 240)), colour)
            case 1:
                s.stroke(
                    smooth([(x + k * 16, y + (13 if k % 2 else -13)) for k in range(7)]),
                    ink,
                    6,
                    f'stroke-linecap="round" transform="rotate({turn:.0f} {number(x)} {number(y)})"',
                )
            case 2:
                s.circle(x, y, s.chance.uniform(14, 40), colour)
            case _:
                for k in range(9):
                    s.circle(x + (k % 3) * 14, y + (k // 3) * 14, 3.4, ink)
    s.rect(70, 200, 460, 200, paper, f'stroke="{ink}" stroke-width="6"')
    s.rect(82, 212, 460, 200, "none", f'stroke="{colours[0]}" stroke-width="6"')
    s.block(s.artist.upper(), 300, 224, 410, 90, ink, BLACK, anchor="middle", most=60, lines=2, leading=0.9)
    s.block(s.title, 300, 326, 410, 54, ink, SANS, anchor="middle", most=32, lines=2)
