"""Sleeves with a picture: instruments, trees, speakers, the sea."""

import math

from waugzee_demo.covers.sleeve import (
    BLACK,
    BOLD,
    ITALIC,
    NARROW,
    SANS,
    SERIF_BOLD,
    SLANTED,
    Sleeve,
    around,
    mixed,
    number,
    smooth,
    trace,
)


def tinted(s: Sleeve) -> None:
    """One tint over a photograph, heavy type set tight: jazz of the late fifties."""
    tint, ink, light = s.chance.choice(
        (
            ("#2f6f9f", "#0b1d2c", "#f4efe2"),
            ("#d9822b", "#25130a", "#fdf3dd"),
            ("#5a8f5c", "#10200f", "#f3f1dc"),
            ("#b23a48", "#240a10", "#fdeee0"),
            ("#8d99ae", "#14181f", "#f7f5ef"),
            ("#c9a227", "#231a05", "#fff7e0"),
            ("#3b8f95", "#08201f", "#f2f4e4"),
        )
    )
    low = s.chance.random() < 0.5
    s.fill(light)
    top = 0 if low else 190
    s.define(f'<clipPath id="p"><rect x="0" y="{top}" width="600" height="410"/></clipPath>')
    s.add('<g clip-path="url(#p)">')
    s.rect(
        0,
        top,
        600,
        410,
        s.gradient(
            "tint",
            (mixed(tint, "#ffffff", 0.25), tint, mixed(tint, ink, 0.7)),
            angle=s.chance.choice((60, 90, 130)),
        ),
    )
    s.add(f'<g transform="translate(0 {top - 20})">')
    s.chance.choice((_keys, _cymbals, _bell, _strings))(s, ink, mixed(tint, "#ffffff", 0.55))
    s.add("</g></g>")
    y = 424 if low else 18
    dark = s.chance.random() < 0.7
    used = s.block(
        s.artist.lower() if s.chance.random() < 0.4 else s.artist,
        28,
        y,
        544,
        92,
        ink,
        BLACK,
        most=70,
        lines=2,
        leading=0.88,
    )
    s.block(
        s.title.lower(),
        28,
        y + used + 12,
        544,
        152 - used,
        tint if dark else ink,
        BOLD,
        most=52,
        lines=2,
        leading=0.95,
    )
    s.line(s.catno, 572, 590 if low else 184, 15, ink, NARROW, anchor="end")


def _keys(s: Sleeve, ink: str, light: str) -> None:
    s.add('<g transform="rotate(-14 300 220)">')
    for n in range(12):
        s.rect(-60 + n * 62, 150, 56, 420, light, 'opacity=".9"')
        if n % 7 not in (2, 6):
            s.rect(-20 + n * 62, 150, 36, 240, ink)
    s.rect(-100, 60, 900, 96, ink)
    s.add("</g>")


def _cymbals(s: Sleeve, ink: str, light: str) -> None:
    for x, y, rx, turn in ((190, 170, 180, -14), (440, 250, 150, 12)):
        turned = f'transform="rotate({turn} {x} {y})"'
        s.ellipse(x, y, rx, rx * 0.26, light, turned)
        for share in (0.85, 0.65, 0.42):
            s.ellipse(
                x,
                y,
                rx * share,
                rx * 0.26 * share,
                "none",
                f'stroke="{ink}" stroke-width="2" opacity=".5" {turned}',
            )
        s.ellipse(x, y - 6, rx * 0.16, rx * 0.09, ink, turned)
        s.rect(x - 4, y, 8, 400, ink)
    s.circle(320, 440, 120, ink)
    s.circle(320, 440, 104, light, 'opacity=".85"')


def _bell(s: Sleeve, ink: str, light: str) -> None:
    x, y = s.chance.choice(((210, 250), (390, 240)))
    for n, r in enumerate((170, 140, 108, 74, 40)):
        s.circle(x, y, r, ink if n % 2 == 0 else light, 'opacity=".92"')
    s.polygon(((x + 26, y - 12), (x + 470, y - 130), (x + 478, y - 96), (x + 30, y + 20)), ink)
    for n in range(3):
        s.rect(x + 150 + n * 44, y - 190, 15, 170, light, f'transform="rotate(-15 {x + 160} {y})"')


def _strings(s: Sleeve, ink: str, light: str) -> None:
    left = "M150 460C60 330 190 300 170 210C150 110 250 60 330 70"
    s.path(left + "C430 80 470 160 440 230C410 300 560 330 450 470Z", ink)
    for n in range(4):
        s.rect(268 + n * 24, -20, 3.4, 520, light)
    for side in (-1, 1):
        x = 305 + side * 86
        s.stroke(f"M{x} 250c{side * 26} 10 {side * -22} 70 {side * 6} 90", light, 8, 'stroke-linecap="round"')


def woodcut(s: Sleeve) -> None:
    """Hills, a sun, a tree, birds: cut in lino and printed in three colours."""
    paper, ink, sun, field = s.chance.choice(
        (
            ("#f1e6cf", "#27352b", "#d1603d", "#7d9a6a"),
            ("#e8dcc2", "#3b2a20", "#c8963e", "#8f6b4a"),
            ("#dfe8e6", "#1f3a4d", "#e3b23c", "#6d98a6"),
            ("#f4ddc5", "#432534", "#c44900", "#a8795e"),
            ("#24313b", "#f0e4cc", "#e0a458", "#4f6d7a"),
        )
    )
    s.fill(paper)
    x = s.chance.uniform(170, 430)
    s.circle(x, 260, 78, sun)
    for n in range(20):
        ray = trace("M", around(x, 260, 90, n * 18), "L", around(x, 260, 112 + (n % 2) * 14, n * 18))
        s.stroke(ray, sun, 5)
    for n in range(3):
        points = [(k, 372 + n * 46 + 26 * math.sin(k / 95 + n * 2.1 + x)) for k in range(-40, 681, 40)]
        s.path(smooth(points) + "L680 520L-40 520Z", (field, mixed(field, ink, 0.5), ink)[n])
        for m in range(4):
            furrow = [(k, y + 11 + m * 10) for k, y in points]
            s.stroke(smooth(furrow), paper, 2, 'opacity=".4"')
    tree = s.chance.uniform(80, 520)
    s.polygon(((tree - 9, 430), (tree - 4, 300), (tree + 4, 300), (tree + 9, 430)), ink)
    for _ in range(9):
        s.ellipse(tree + s.chance.uniform(-46, 46), 280 + s.chance.uniform(-52, 40), 30, 21, ink)
    for n in range(s.chance.choice((2, 3, 5))):
        bx, by = 90 + n * 92 + s.chance.uniform(-20, 20), s.chance.uniform(150, 195)
        s.stroke(
            trace(
                "M", (bx - 17, by - 7), "Q", (bx - 6, by - 9), (bx, by), (bx + 6, by - 9), (bx + 17, by - 7)
            ),
            ink,
            4,
            'stroke-linecap="round"',
        )
    s.rect(0, 505, 600, 100, paper)
    s.rect(16, 16, 568, 568, "none", f'stroke="{ink}" stroke-width="6"')
    s.block(s.artist, 300, 34, 530, 92, ink, SERIF_BOLD, anchor="middle", most=62, lines=2)
    s.line(s.title, 300, 560, 46, ink, ITALIC, anchor="middle", width=540)


def roots(s: Sleeve) -> None:
    """Red, gold and green, and a wall of speakers."""
    s.fill("#16120d")
    red, gold, green = "#c8202f", "#f2b705", "#1f8a45"
    aslant = s.chance.choice((0, 0, -32, 32))
    s.add(f'<g transform="rotate({aslant} 300 300)">')
    for n, colour in enumerate((red, gold, green)):
        s.rect(-200, (200 if aslant else 0) + n * 76 - (20 if aslant else 0), 1000, 76, colour)
    s.add("</g>")
    cream = "#f6ead0"
    for column in range(3):
        x = 96 + column * 204
        s.rect(x - 88, 250, 176, 260, "#0d0b09", f'stroke="{cream}" stroke-width="4"')
        s.circle(x, 306, 38, cream)
        s.circle(x, 306, 29, "#16120d")
        s.circle(x, 306, 11, (red, gold, green)[column])
        s.circle(x, 428, 66, cream)
        s.circle(x, 428, 55, "#16120d")
        s.circle(x, 428, 38, "none", f'stroke="{cream}" stroke-width="3"')
        s.circle(x, 428, 20, (red, gold, green)[column])
    edge = 'stroke="#16120d" stroke-width="14" paint-order="stroke" stroke-linejoin="round"'
    s.block(
        s.artist.upper(),
        300,
        30,
        540,
        190,
        cream,
        BLACK,
        anchor="middle",
        most=88,
        lines=2,
        leading=0.92,
        more=edge,
    )
    s.line(s.title, 300, 568, 44, gold, BOLD, anchor="middle", width=540)


def sunset(s: Sleeve) -> None:
    """The coast road at six in the evening."""
    sky = s.chance.choice(
        (
            ("#2b59c3", "#f78fb3", "#ffd29d"),
            ("#23395d", "#ff6b6b", "#ffe29a"),
            ("#5f4bb6", "#ff8fa3", "#ffe5b4"),
            ("#0f7c90", "#7bdcb5", "#fff3b0"),
        )
    )
    s.fill(s.gradient("sky", sky))
    s.circle(300, 330, 130, s.gradient("sun", ("#fff6c9", "#ff9a5a")))
    for n in range(5):
        s.rect(160, 350 + n * 23, 280, 4 + n * 2.4, mixed(sky[1], sky[2], 0.5 + n * 0.1))
    sea = mixed(sky[0], "#061a2b", 0.35)
    s.rect(0, 440, 600, 160, sea)
    for _ in range(24):
        w = s.chance.uniform(20, 120)
        s.rect(
            300 - w / 2 + s.chance.uniform(-110, 110),
            s.chance.uniform(446, 560),
            w,
            3,
            "#ffe9b8",
            'opacity=".65"',
        )
    if s.chance.random() < 0.6:
        _palm(s, 90, 600, 300)
        _palm(s, 540, 600, 340)
    else:
        _skyline(s, mixed(sea, "#000000", 0.25))
    shade = 'stroke="#00000033" stroke-width="8" paint-order="stroke"'
    s.line(s.title, 316, 106, 74, "#ffffff", SLANTED, anchor="middle", width=524, more=shade)
    s.line(s.artist, 316, 152, 36, "#ffffff", SANS, anchor="middle", width=510, spacing=0.05)
    s.rect(0, 0, 34, 600, "#fbf7ea")
    s.line(s.label.upper(), 24, 580, 17, sky[0], BOLD, width=520, more='transform="rotate(-90 24 580)"')


def _skyline(s: Sleeve, colour: str) -> None:
    x = 0.0
    while x < 600:
        w, h = s.chance.uniform(24, 52), s.chance.uniform(30, 130)
        s.rect(x, 440 - h, w, h, colour)
        x += w + s.chance.choice((0, 4, 20))


def _palm(s: Sleeve, x: float, y: float, h: float) -> None:
    dark = "#10151f"
    s.stroke(f"M{x} {y}Q{x + 14} {y - h / 2} {x + 4} {y - h}", dark, 11)
    for turn in (-165, -140, -105, -70, -35, -10, 20, 160):
        (mx, my), (ex, ey) = around(x + 4, y - h, 60, turn - 12), around(x + 4, y - h, 96, turn + 16)
        s.stroke(
            f"M{x + 4} {number(y - h)}Q{number(mx)} {number(my)} {number(ex)} {number(ey)}",
            dark,
            10,
            'stroke-linecap="round"',
        )


def poolside(s: Sleeve) -> None:
    """Flat blue water, a white edge, a parasol."""
    water, tile, shade = s.chance.choice(
        (
            ("#1fa3c8", "#f6efe1", "#ff7f51"),
            ("#37b6b0", "#fbe9d7", "#e4466f"),
            ("#2d7dd2", "#fdf4dc", "#f5c518"),
        )
    )
    s.fill(mixed(water, "#ffffff", 0.72))
    s.rect(0, 250, 600, 350, tile)
    s.polygon(((40, 330), (470, 330), (620, 620), (-60, 620)), water)
    for n in range(13):
        y = 356 + n * 20
        points = [(x, y + s.chance.uniform(-6, 6)) for x in range(60 - n * 7, 500 + n * 8, 44)]
        s.stroke(
            smooth(points), mixed(water, "#ffffff", 0.65), 4, f'opacity="{s.chance.uniform(0.4, 0.9):.1f}"'
        )
    s.rect(508, 180, 6, 170, "#ffffff")
    for n in range(6):
        s.path(
            f"M511 120L{430 + n * 27} 216Q{443 + n * 27} 204 {457 + n * 27} 216Z",
            shade if n % 2 else "#ffffff",
        )
    s.line(s.title, 36, 92, 70, shade, BOLD, width=528)
    s.line(s.artist, 36, 142, 40, mixed(water, "#000000", 0.4), SANS, width=460)


def tropical(s: Sleeve) -> None:
    """Leaves and sun inside a woven border."""
    paper, ink, *colours = s.chance.choice(
        (
            ("#f6c445", "#1b2a1f", "#1f7a4d", "#d7263d", "#f3f0df"),
            ("#e4572e", "#1a1423", "#17a398", "#ffc914", "#fdf0d5"),
            ("#16697a", "#fff3d6", "#ffa62b", "#db504a", "#82c0cc"),
            ("#efe4c8", "#2b1d12", "#b23a1e", "#2e7d4f", "#e2a72e"),
        )
    )
    s.fill(paper)
    s.circle(300, 330, 140, colours[1])
    for turn in range(-160, -10, 25):
        r = s.chance.uniform(180, 270)
        tip = around(300, 520, r, turn)
        one, other = (around(300, 520, r * 0.6, turn + lean) for lean in (-13, 13))
        s.path(trace("M300 520Q", one, tip, "Q", other, " 300 520Z"), colours[0])
        s.stroke(trace("M300 520L", tip), paper, 2.4)
    for n in range(12):
        for y in (0, 562):
            s.rect(n * 50, y, 50, 38, (ink, colours[1], colours[2], colours[0])[n % 4])
            s.polygon(((n * 50, y + 38), (n * 50 + 25, y), (n * 50 + 50, y + 38)), (colours[2], ink)[n % 2])
    s.rect(0, 496, 600, 66, ink)
    s.line(s.title, 300, 543, 42, paper, BOLD, anchor="middle", width=540)
    s.block(s.artist.upper(), 300, 54, 540, 130, ink, BLACK, anchor="middle", most=66, lines=2, leading=0.92)
