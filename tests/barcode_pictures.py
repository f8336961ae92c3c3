"""Pictures of barcodes, drawn without any library: for a browser's fake camera, and as a file to choose."""

from pathlib import Path

WIDTH, HEIGHT = 640, 480
BAR, LEFT, TOP, BOTTOM = 4, 120, 120, 360

# The bars of a digit: the left half odd (L) or even (G), the right half (R).
_L = [f"{code:07b}" for code in (13, 25, 19, 61, 35, 49, 47, 59, 55, 11)]
_R = ["".join("10"[int(bar)] for bar in code) for code in _L]
_G = [code[::-1] for code in _R]
_FIRST = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]


def bars(ean: str) -> str:
    """An EAN-13 as ones and zeros, guards and all. A UPC-A is one that begins with 0."""
    first, left, right = int(ean[0]), ean[1:7], ean[7:]
    halves = {"L": _L, "G": _G}
    drawn = "".join(halves[half][int(digit)] for half, digit in zip(_FIRST[first], left, strict=True))
    return f"101{drawn}01010{''.join(_R[int(digit)] for digit in right)}101"


def luminance(ean: str) -> bytes:
    """A grey picture, row by row: the barcode in black on white."""
    row = bytearray(b"\xeb" * WIDTH)
    for place, bar in enumerate(bars(ean.rjust(13, "0"))):
        if bar == "1":
            row[LEFT + place * BAR : LEFT + (place + 1) * BAR] = b"\x10" * BAR
    blank = b"\xeb" * WIDTH
    return b"".join(bytes(row) if TOP <= y < BOTTOM else blank for y in range(HEIGHT))


def film(path: Path, ean: str) -> Path:
    """Some frames as YUV4MPEG, which Chromium plays as a camera again and again."""
    frame = luminance(ean) + b"\x80" * (WIDTH * HEIGHT // 2)
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode()
    path.write_bytes(header + b"".join(b"FRAME\n" + frame for _ in range(5)))
    return path
