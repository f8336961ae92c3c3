"""Sleeves that look photographed or painted."""

import math

from waugzee_demo.covers.sleeve import (
    BOLD,
    ITALIC,
    SANS,
    SERIF,
    SERIF_BOLD,
    Sleeve,
    mixed,
    number,
    smooth,
    trace,
)

SKIES = (
    ("#dfe6e9", "#b2bec3", "#7f8c8d", "#2f3b40"),
    ("#f6d9c0", "#e29578", "#83506f", "#22223b"),
    ("#cfe3ee", "#8fb8cf", "#3d6b8a", "#13293d"),
    ("#e8e4da", "#c9c2b2", "#8b8776", "#33342d"),
    ("#f3e9d2", "#d3b88c", "#7d6b57", "#2d2a26"),
    ("#d8e2dc", "#9db4ab", "#4f6d6a", "#1b2b2b"),
    ("#10162b", "#27325c", "#6a6fa3", "#e6b89c"),
)


def horizon(s: Sleeve) -> None:
    """Sea, field or snow under a wide sky, and small type with air around it."""
    high, mid, low, ground = s.chance.choice(SKIES)
    framed = s.chance.random() < 0.4
    s.fill(s.gradient("sky", (high, mid, low)))
    level = s.chance.choice((350, 400, 430))
    if s.chance.random() < 0.6:
        s.circle(
            s.chance.uniform(140, 460),
            level - s.chance.uniform(20, 150),
            s.chance.choice((22, 34, 60)),
            mixed(high, "#ffffff", 0.5),
            'opacity=".85"',
        )
    if s.chance.random() < 0.5:
        for n in range(3):
            points = [
                (x, level - 70 + n * 28 + 34 * math.sin(x / (70 + n * 30) + n * 2 + s.chance.random()))
                for x in range(-40, 681, 60)
            ]
            s.path(
                smooth(points) + f"L640 {level + 10}L-40 {level + 10}Z", mixed(low, ground, 0.25 + n * 0.22)
            )
    s.rect(0, level, 600, 600 - level, s.gradient("ground", (mixed(ground, low, 0.5), ground)))
    for _ in range(26):
        y = level + (600 - level) * s.chance.random() ** 1.6
        s.rect(s.chance.uniform(-60, 560), y, s.chance.uniform(30, 160), 1.4, high, 'opacity=".22"')
    s.grain(0.5)
    light = "#ffffff" if framed or high < "#40" else ground
    if framed:
        s.rect(0, 0, 600, 600, "none", 'stroke="#f4f2ec" stroke-width="96"')
        s.line(s.artist, 50, 36, 28, "#222222", SANS, width=500, spacing=0.02)
        s.line(s.title, 50, 584, 28, "#222222", SANS, width=500, spacing=0.02)
    else:
        s.line(s.artist, 40, 78, 44, light, SANS, width=520, spacing=0.02)
        s.line(s.title, 40, 128, 42, light, SERIF, width=520)


def photo(s: Sleeve) -> None:
    """Somebody in the light of one lamp, or a street at night out of focus."""
    dark, tone, light = s.chance.choice(
        (
            ("#17120e", "#7a5a3c", "#e7c79a"),
            ("#0f1418", "#44576a", "#d5dde3"),
            ("#1a1012", "#8a3d3a", "#f0b89a"),
            ("#131512", "#56654a", "#dfe3c8"),
            ("#111111", "#666666", "#eeeeee"),
            ("#150f22", "#5b3f86", "#e6b7d8"),
        )
    )
    s.fill(s.gradient("ground", (tone, dark), radial=True))
    if s.chance.random() < 0.4:
        _street(s, dark, tone, light)
    else:
        _portrait(s, dark, light)
    s.grain(0.7)
    s.block(s.artist, 36, 30, 528, 100, light, SERIF_BOLD, most=60, lines=2)
    s.block(s.title, 36, 480, 528, 90, light, ITALIC, most=46, lines=2, bottom=True)


def _street(s: Sleeve, dark: str, tone: str, light: str) -> None:
    """Lamps and windows at night, out of focus, on wet ground."""
    s.fill(s.gradient("night", (dark, tone, dark)))
    s.add(f"<g {s.blur(5)}>")
    for _ in range(34):
        depth = s.chance.random()
        x, y = s.chance.uniform(0, 600), 370 - depth * s.chance.uniform(20, 240)
        s.circle(
            x,
            y,
            8 + depth * 34,
            mixed(tone, light, s.chance.random()),
            f'opacity="{0.25 + s.chance.random() * 0.5:.2f}"',
        )
    s.add("</g>")
    s.rect(0, 380, 600, 220, dark, 'opacity=".75"')
    for _ in range(16):
        s.rect(
            s.chance.uniform(0, 580),
            385,
            s.chance.uniform(5, 20),
            s.chance.uniform(60, 180),
            light,
            f'opacity=".22" {s.blur(9)}',
        )


def _portrait(s: Sleeve, dark: str, light: str) -> None:
    soft = s.blur(14)
    side = s.chance.choice((-1, 1))
    x = 300 + side * s.chance.uniform(0, 70)
    s.circle(x + side * 150, 210, 190, light, f'opacity=".55" {s.blur(60)}')
    neck, chest = ((x - 120, 430), (x - 52, 410)), ((x + 120, 430), (x + 210, 470))
    body = trace(
        "M", (x - 230, 640), "C", (x - 210, 470), *neck, "L", (x - 52, 350), (x + 52, 350), (x + 52, 410)
    )
    s.path(trace(body, "C", *chest, (x + 230, 640), "Z"), dark, soft)
    s.ellipse(x, 285, 82, 108, dark, soft)
    s.define(f'<clipPath id="face"><ellipse cx="{number(x)}" cy="285" rx="80" ry="106"/></clipPath>')
    s.add('<g clip-path="url(#face)">')
    s.ellipse(x + side * 62, 280, 52, 100, light, f'opacity=".8" {soft}')
    s.ellipse(x + side * 30, 262, 26, 9, dark, f'opacity=".7" {s.blur(5)}')
    s.ellipse(x + side * 40, 342, 22, 7, dark, 'opacity=".6" filter="url(#b5)"')
    s.add("</g>")
    if s.chance.random() < 0.4:
        s.ellipse(x, 205, 96, 40, dark, soft)
        s.ellipse(x, 226, 150, 16, dark, soft)
    s.path(
        trace("M", (x + side * 60, 425), "Q", (x + side * 190, 460), (x + side * 225, 640)),
        "none",
        f'stroke="{light}" stroke-width="14" opacity=".45" {soft}',
    )


def blur(s: Sleeve) -> None:
    """Colours without an edge, lower case in a corner."""
    ground, *colours = s.chance.choice(
        (
            ("#f7c5cc", "#ff8fab", "#cc2936", "#ffe5ec", "#8e7dbe"),
            ("#1b2a41", "#4f6d9a", "#ff9f80", "#0c1821", "#c2d6f0"),
            ("#f1e3b4", "#f4a259", "#5b8e7d", "#bc4b51", "#fff7e0"),
            ("#2b1b3d", "#7a3e9d", "#e85d9e", "#ffb3c6", "#15102b"),
            ("#cfe8e0", "#6fb3a8", "#f6f1c1", "#2f6f73", "#ffffff"),
            ("#d8d4f2", "#9a8fd6", "#f3b0c3", "#5766b0", "#fdf3f7"),
        )
    )
    s.fill(ground)
    s.add(f"<g {s.blur(46)}>")
    for n in range(9):
        s.ellipse(
            s.chance.uniform(0, 600),
            s.chance.uniform(0, 600),
            s.chance.uniform(50, 190),
            s.chance.uniform(50, 190),
            colours[n % 4],
            f'opacity="{s.chance.uniform(0.6, 0.95):.2f}"',
        )
    s.add("</g>")
    if s.chance.random() < 0.4:
        s.circle(300, 300, 120, "none", 'stroke="#ffffff" stroke-width="3" opacity=".8"')
    s.grain(0.6)
    shade = (
        'stroke="#000000" stroke-opacity=".25" stroke-width="7" paint-order="stroke" stroke-linejoin="round"'
    )
    s.block(s.artist.lower(), 36, 36, 528, 120, "#ffffff", BOLD, most=66, lines=2, more=shade)
    s.block(s.title.lower(), 36, 480, 528, 90, "#ffffff", BOLD, most=44, lines=2, bottom=True, more=shade)


def mountains(s: Sleeve) -> None:
    """Ranges behind ranges under a cold moon, and a name like wrought iron."""
    night, moon, blood = s.chance.choice(
        (
            ("#0b0d12", "#d7dde4", "#8d99a6"),
            ("#14080a", "#e8c9a0", "#a31621"),
            ("#07110d", "#cfe0c3", "#5f7d5a"),
            ("#120d1c", "#cbb8e6", "#6d4c9f"),
        )
    )
    s.fill(s.gradient("sky", (night, mixed(night, blood, 0.5), mixed(blood, moon, 0.25))))
    s.circle(s.chance.uniform(180, 420), 270, s.chance.uniform(60, 105), moon, 'opacity=".92"')
    for n in range(4):
        y, points, x = 330 + n * 62, [(-20.0, 620.0)], -20.0
        while x < 640:
            points.append((x, y - s.chance.uniform(0, 110 - n * 15)))
            x += s.chance.uniform(26, 70)
            points.append((x, y + s.chance.uniform(0, 30)))
            x += s.chance.uniform(20, 50)
        s.polygon([*points, (640, 620)], mixed(mixed(blood, night, 0.3), "#000000", 0.3 + n * 0.22))
    for _ in range(12):
        x, h = s.chance.uniform(0, 600), s.chance.uniform(40, 110)
        s.polygon(((x - h / 6, 600), (x, 600 - h), (x + h / 6, 600)), "#000000")
    edge = f'stroke="{night}" stroke-width="7" paint-order="stroke"'
    s.block(
        s.artist.upper(), 300, 36, 530, 130, moon, SERIF_BOLD, anchor="middle", most=84, lines=2, more=edge
    )
    s.line(s.title, 300, 572, 36, moon, SERIF, anchor="middle", width=530, spacing=0.05)


def painting(s: Sleeve) -> None:
    """An old landscape in a plate, names set beneath it."""
    high, mid, low, ground = s.chance.choice(SKIES[1:5])
    accent = s.chance.choice(("#7a1f1f", "#1f3d5a", "#3d4a1f", "#4a2a5a"))
    s.fill("#f2ecdd")
    s.define('<clipPath id="plate"><rect x="50" y="50" width="500" height="330"/></clipPath>')
    s.add('<g clip-path="url(#plate)">')
    s.rect(50, 50, 500, 330, s.gradient("sky", (mid, high, "#f7e8c9")))
    for _ in range(9):
        s.ellipse(
            s.chance.uniform(50, 550),
            s.chance.uniform(70, 190),
            s.chance.uniform(60, 130),
            s.chance.uniform(10, 26),
            mixed(high, "#ffffff", 0.5),
            f'opacity=".5" {s.blur(9)}',
        )
    for n in range(4):
        points = [
            (x, 250 + n * 30 + 22 * math.sin(x / (60 + 20 * n) + s.chance.random() * 2))
            for x in range(30, 591, 40)
        ]
        s.path(smooth(points) + "L600 400L20 400Z", mixed(low, ground, n * 0.3))
    x = s.chance.uniform(110, 190)
    s.rect(x, 240, 9, 120, ground)
    for _ in range(14):
        s.circle(
            x + s.chance.uniform(-55, 60),
            s.chance.uniform(170, 270),
            s.chance.uniform(16, 34),
            mixed(ground, low, s.chance.random() * 0.5),
        )
    s.add("</g>")
    s.rect(50, 50, 500, 330, "none", f'stroke="{accent}" stroke-width="3"')
    s.rect(42, 42, 516, 346, "none", f'stroke="{accent}" stroke-width="1"')
    s.block(s.title, 300, 404, 500, 84, "#241d15", SERIF_BOLD, anchor="middle", most=42, lines=2, leading=1.1)
    s.block(s.artist, 300, 496, 500, 60, accent, ITALIC, anchor="middle", most=32, lines=2, leading=1.1)
    s.line(s.catno, 550, 580, 14, accent, SERIF, anchor="end")
