"""Sleeves of circles, stripes and squares."""

from waugzee_demo.covers.sleeve import BLACK, BOLD, NARROW, SANS, SERIF_BOLD, Sleeve, around, mixed, number

WARM = (
    ("#f3e3c3", "#3b1f14", "#d9480f", "#f08c00", "#8c2f0f"),
    ("#2d1a12", "#f7e7c6", "#e8590c", "#f5b335", "#9c3b12"),
    ("#f6ead0", "#24323f", "#c8472f", "#e9a23b", "#3a6b70"),
    ("#3a1c2f", "#fbe8cf", "#e4572e", "#f2a541", "#a4243b"),
)
COOL = (
    ("#f1efe7", "#15222e", "#1f5f8b", "#e2502b", "#9fb8ad"),
    ("#101418", "#f4f1ea", "#00a3a1", "#f2c14e", "#5d4b8a"),
    ("#e9ecef", "#111111", "#e03131", "#4c6ef5", "#adb5bd"),
    ("#f4d35e", "#0d1b2a", "#0d3b66", "#ee6352", "#faf0ca"),
    ("#dfe7e2", "#1c2b2a", "#2a9d8f", "#e76f51", "#264653"),
)


def bands(s: Sleeve) -> None:
    """Broad stripes running across or aslant, type on the quiet part."""
    paper, ink, *colours = s.chance.choice(WARM)
    s.fill(paper)
    aslant = s.chance.choice((0, -28, 28, -45))
    thick = s.chance.choice((26, 34, 46))
    s.add(f'<g transform="rotate({aslant} 300 330)">')
    for n in range(s.chance.choice((3, 4, 6))):
        s.rect(-300, 250 + n * thick, 1200, thick - s.chance.choice((0, 0, 6)), colours[n % 3])
    s.add("</g>")
    edge = f'stroke="{paper}" stroke-width="10" paint-order="stroke" stroke-linejoin="round"'
    s.block(s.artist, 40, 40, 520, 150, ink, BLACK, most=74, leading=0.95, lines=2, more=edge)
    s.block(s.title, 560, 470, 440, 95, ink, BOLD, anchor="end", most=46, lines=2, bottom=True, more=edge)


def circles(s: Sleeve) -> None:
    """A target, or discs that overlap, and a line of type."""
    paper, ink, one, two, three = s.chance.choice(COOL + WARM)
    s.fill(paper)
    blend = f'style="mix-blend-mode:{"multiply" if paper > "#8" else "screen"}"'
    if s.chance.random() < 0.5:
        place = s.chance.choice(((300, 320), (470, 430), (130, 430)))
        for n, r in enumerate(range(240, 20, -s.chance.choice((30, 44)))):
            s.circle(*place, r, (one, paper, two, paper, three)[n % 5])
    else:
        for n in range(s.chance.choice((3, 4, 5))):
            x, y = s.chance.uniform(120, 480), s.chance.uniform(330, 450)
            s.circle(x, y, s.chance.uniform(70, 160), (one, two, three)[n % 3], blend)
    s.rect(0, 520, 600, 80, paper)
    s.block(s.title, 40, 36, 520, 120, ink, BOLD, most=60, lines=2)
    s.line(s.artist, 40, 570, 34, ink, SANS, width=520)


def grid(s: Sleeve) -> None:
    """A chessboard of a few inks that does not quite repeat."""
    paper, ink, *colours = s.chance.choice(COOL)
    s.fill(paper)
    cells = s.chance.choice((6, 8, 10))
    side = 520 / cells
    rows = int(400 / side)
    for row in range(rows):
        for column in range(cells):
            draw = s.chance.random()
            x, y = 40 + column * side, 40 + row * side
            if draw < 0.45:
                s.rect(x, y, side - 3, side - 3, s.chance.choice(colours) if draw < 0.2 else ink)
            elif draw < 0.6:
                s.circle(x + side / 2 - 1.5, y + side / 2 - 1.5, side / 2 - 3, s.chance.choice(colours))
    s.block(s.artist, 40, 460, 330, 104, ink, BOLD, most=40, lines=2)
    s.block(s.title, 560, 460, 170, 80, ink, SANS, anchor="end", most=24, lines=3)
    s.line(s.catno, 560, 562, 16, ink, BOLD, anchor="end")


def library(s: Sleeve) -> None:
    """One of a series: the same frame each time, a number, shapes overprinted in two inks."""
    one, two = s.chance.choice(
        (("#e63946", "#2a6f97"), ("#f77f00", "#386641"), ("#0081a7", "#f07167"), ("#7b2d8b", "#e9b44c"))
    )
    s.fill("#f4f1e6")
    blend = 'style="mix-blend-mode:multiply"'
    kind = s.chance.choice(("discs", "bars", "triangles"))
    for n in range(7):
        x, y = s.chance.uniform(100, 500), s.chance.uniform(230, 500)
        r = s.chance.uniform(50, 120)
        ink = (one, two)[n % 2]
        if kind == "discs":
            s.circle(x, y, r, ink, blend)
        elif kind == "bars":
            s.rect(
                x - r,
                y - r / 4,
                2 * r,
                r / 2,
                ink,
                f'{blend} transform="rotate({s.chance.choice((0, 90, 45))} {number(x)} {number(y)})"',
            )
        else:
            s.polygon((around(x, y, r, angle) for angle in (-90, 30, 150)), ink, blend)
    s.rect(0, 0, 600, 150, "#f4f1e6")
    s.rect(30, 140, 540, 4, "#1b1b1b")
    s.block(s.title, 30, 28, 400, 100, "#1b1b1b", NARROW, most=56, lines=2)
    s.line(s.catno, 570, 70, 30, one, NARROW, anchor="end", width=130)
    s.line("STEREO", 570, 100, 16, "#1b1b1b", NARROW, anchor="end")
    s.rect(0, 530, 600, 70, "#f4f1e6")
    s.line(s.artist, 30, 572, 26, "#1b1b1b", BOLD, width=360)
    s.line(s.label, 570, 572, 18, "#1b1b1b", SANS, anchor="end", width=160)


def mandala(s: Sleeve) -> None:
    """Petals around a sun."""
    paper, ink, *colours = s.chance.choice(WARM)
    s.fill(paper)
    petals = s.chance.choice((8, 12, 16))
    for ring, r in enumerate((250, 195, 140)):
        for n in range(petals):
            turn = 360 / petals * (n + ring / 2)
            s.ellipse(
                300,
                320 - r * 0.62,
                150 / petals * 3.1,
                r * 0.36,
                colours[ring],
                f'transform="rotate({turn:.1f} 300 320)"',
            )
    s.circle(300, 320, 70, ink)
    s.circle(300, 320, 52, mixed(colours[1], "#ffffff", 0.3))
    s.circle(300, 320, 22, ink)
    s.rect(0, 0, 600, 96, paper)
    s.block(s.artist, 300, 18, 530, 84, ink, SERIF_BOLD, anchor="middle", most=56, lines=2)
    s.rect(0, 520, 600, 80, paper)
    s.line(s.title, 300, 568, 34, ink, SERIF_BOLD, width=520, anchor="middle")


def rays(s: Sleeve) -> None:
    """A sun whose rays fill the sleeve."""
    paper, ink, one, two, _ = s.chance.choice(WARM)
    s.fill(one)
    x, y = s.chance.choice(((300, 360), (300, 600), (600, 600), (300, 300)))
    count = s.chance.choice((12, 16, 22))
    for n in range(count):
        a, b = 360 / count * n, 360 / count * (n + 0.5)
        s.polygon(((x, y), around(x, y, 900, a), around(x, y, 900, b)), two)
    s.circle(x, y, 210, paper)
    s.circle(x, y, 190, ink)
    s.circle(x, y, 120, one)
    s.rect(0, 34, 600, 100, ink)
    s.block(s.artist, 300, 44, 550, 82, paper, BLACK, anchor="middle", most=64, lines=2)
    below = y < 500
    light, dark = (paper, ink) if below else (ink, paper)
    edge = f'stroke="{dark}" stroke-width="10" paint-order="stroke" stroke-linejoin="round"'
    top = 470 if below else 160
    s.block(
        s.title,
        300,
        top,
        520,
        100,
        light,
        SERIF_BOLD,
        anchor="middle",
        most=54,
        lines=2,
        bottom=below,
        more=edge,
    )


def soulful(s: Sleeve) -> None:
    """Stripes that run down, turn a round corner and leave, in browns and oranges."""
    paper, ink, *colours = s.chance.choice(WARM)
    s.fill(paper)
    flip = s.chance.random() < 0.5
    if flip:
        s.add('<g transform="translate(600 0) scale(-1 1)">')
    for n, colour in enumerate((colours[2], colours[0], colours[1], ink)):
        inset = 120 + n * 44
        r = 330 - n * 44
        s.stroke(
            f"M{inset} -20V{500 - r}A{r - 44} {r - 44} 0 0 0 {inset + r - 44} {456 - n * 44 + 0}H640",
            colour,
            44,
        )
    if flip:
        s.add("</g>")
    s.block(
        s.artist,
        40 if flip else 560,
        30,
        250,
        170,
        ink,
        BLACK,
        anchor="start" if flip else "end",
        most=52,
        lines=4,
    )
    s.block(s.title, 300, 478, 530, 100, ink, SERIF_BOLD, anchor="middle", most=50, lines=2)
